"""How much of each pixel along the outline is product, and what does it look like on another ground?

The ground behind every pixel is known, so a pixel's distance to it, as a share of the largest distance nearby, is how
much of it the product covers. The rest of it is exchanged: pixel + (1 − cover) × (new ground − old ground), in linear
light, which leaves the product's own colour as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.pixels.patches import largest_near, smallest_near

Array = NDArray[Any]
FINE = 4095  # steps of the table from linear light back to sRGB
SRGB = levels_of(np.arange(FINE + 1) / FINE)
GROUND, BAND, DEEP, PRODUCT = 0, 1, 2, 255
NOISE = 3.0  # times the usual distance of paper to its sheet: nearer than that is paper
FULL = 0.92  # of the largest distance nearby that a pixel of nothing but product has at least
OPEN = 0.5  # of cover: with less, what lies behind a pixel may still be ground
FAINT = 4.0  # times the noise: where the product differs from the ground by less, its outline is the small copy's


@dataclass(frozen=True, slots=True)
class Ground:
    """Of a small copy: the ground's colour behind everything, `old` in levels × 3, and `new` as a share of white."""

    old: Array
    new: Array


def exchange(image: Image.Image, ground: Ground, product: Array, factor: int) -> Image.Image:
    """An RGB image with its ground exchanged. `product` is a mask of the copy that is smaller by `factor`."""
    near = largest_near(product, 1)
    parts = np.where(near, BAND, GROUND).astype(np.uint8)
    parts[smallest_near(product, 1)] = DEEP
    parts[smallest_near(product, 2)] = PRODUCT
    kind = _enlarged(parts, image.size, factor, Image.Resampling.NEAREST)
    old = _enlarged(_rounded(ground.old), image.size, factor)
    planes = np.stack([_rounded(ground.new * 255), product * np.uint8(255), near * np.uint8(255)], axis=-1)
    new, cover, reach = _enlarged(planes, image.size, factor).split()
    result = Image.merge("RGB", (new, new, new))
    result.paste(image, mask=kind.point([0] * PRODUCT + [255]))
    pixels = np.array(result).reshape(-1, 3)
    kinds = np.asarray(kind)
    band = np.flatnonzero((kinds == BAND) | (kinds == DEEP))
    share = _cover(image, old, kinds, np.asarray(cover), band, factor)
    share *= np.clip(np.asarray(reach).ravel()[band] / np.float32(127.5) - 1, 0, 1)
    share = _from_outside(share, kinds, band, factor)
    seen = np.asarray(image).reshape(-1, 3)[band]
    white = np.asarray(new).ravel()[band, None]
    light = LINEAR[seen] + (1 - share[:, None]) * (LINEAR[white] - LINEAR[np.asarray(old).reshape(-1, 3)[band]])
    mixed = np.take(SRGB, (np.clip(light, 0, 1) * FINE + 0.5).astype(np.int16))
    mixed = np.where(share[:, None] >= 1, seen, np.where(share[:, None] <= 0, white, mixed + 0.5))
    pixels[band] = mixed.astype(np.uint8)
    return Image.fromarray(pixels.reshape(image.height, image.width, 3))


def _enlarged(
    small: Array, size: tuple[int, int], factor: int, by: Image.Resampling = Image.Resampling.BILINEAR
) -> Image.Image:
    # The last cells of the small copy may stand for fewer pixels than the others.
    return Image.fromarray(small).resize(size, by, box=(0, 0, size[0] / factor, size[1] / factor))


def _rounded(levels: Array) -> Array:
    result: Array = np.clip(levels + 0.5, 0, 255).astype(np.uint8)
    return result


def _cover(image: Image.Image, old: Image.Image, kinds: Array, mask: Array, band: Array, factor: int) -> Array:
    """How much of each pixel of the band the product covers, 0 to 1."""
    # Eight bits suffice where the paper takes all of them: a dark exposure is spread first.
    gain = 255 / float(LINEAR[max(1, int(np.asarray(old).max()))])
    light = [min(255, int(gain * each + 0.5)) for each in LINEAR.tolist()] * 3
    differences = ImageChops.difference(image.point(light), old.point(light)).split()
    distance = np.asarray(ImageChops.lighter(ImageChops.lighter(differences[0], differences[1]), differences[2]))
    paper = distance[::4, ::4][kinds[::4, ::4] == GROUND]
    noise = NOISE * max(1.0, float(np.median(paper)) if paper.size else 1.0)
    most = largest_near(distance, factor).ravel()[band].astype(np.float32)
    own = distance.ravel()[band].astype(np.float32)
    share = np.clip(own / np.maximum(FULL * most, 1), 0, 1) * np.clip(2 * own / noise - 1, 0, 1)
    # Inside the outline a part may differ less from the ground than another one nearby does. It is told by its own
    # edge; a pixel of the copy farther in there is no edge, and what is not the ground is product.
    inner = mask.ravel()[band].astype(np.float32) / 127.5 - 1
    beside = largest_near(distance, max(1, factor // 2)).ravel()[band]
    part = np.where(kinds.ravel()[band] == DEEP, 1, np.clip(own / np.maximum(FULL * beside, 1), 0, 1))
    share = np.maximum(share, np.minimum(inner, part * np.clip(own / noise - 1, 0, 1)))
    told = np.clip(most / (FAINT * noise) - 1, 0, 1)
    drawn = np.clip((mask.ravel()[band].astype(np.float32) / 255 - 0.5) * 2 + 0.5, 0, 1)
    result: Array = drawn + (share - drawn) * told
    return result


def _from_outside(share: Array, kinds: Array, band: Array, factor: int) -> Array:
    """The cover where the ground reaches into the band; what lies behind an edge is the product's own."""
    opened = kinds == GROUND
    opened.ravel()[band] = share < OPEN
    found = kinds == GROUND
    for _ in range(3 * factor):
        found[1:] |= found[:-1] & opened[1:]
        found[:-1] |= found[1:] & opened[:-1]
        found[:, 1:] |= found[:, :-1] & opened[:, 1:]
        found[:, :-1] |= found[:, 1:] & opened[:, :-1]
    edge = largest_near(found.view(np.uint8), 2).ravel()[band]
    result: Array = np.where(edge, share, 1)
    return result
