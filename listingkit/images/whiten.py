"""How does paper become pure white while the product keeps its colour?

A small copy tells product, paper and shadow apart. At full size only the pixels along the outline are worked on: there
the paper's share of each pixel is exchanged for white, in linear light. The product stays as it was photographed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listingkit.images.matte import Ground, exchange
from listingkit.pixels.paper import LEAST_FILLED, MOST_FILLED, Split, split_frame
from listingkit.pixels.patches import grow, largest_near, mean_near, reached

Array = NDArray[Any]
SMALL_PX = 250
NEAR, FAR = 2, 8  # pixels of the small copy: how far around a spot its ground is looked for
UNEVEN = 4.5  # times the paper's own unevenness that a shadow must have
FAINTEST = 0.012  # of the paper's level: a fainter shadow cannot be seen
FADE, CLEAR = 0.12, 0.03  # of the short side from the edge: there a shadow begins to fade, and here nothing is left
LEAVING = 0.05  # of the paper's level: a shadow that deep at the edge fades all the way from the product
COARSE = 4  # pixels of the small copy: distances to the product need to be no finer


def whiten(image: Image.Image, *, shadow: str) -> Image.Image | None:
    """An RGB image, sRGB, whose paper is exactly 255, at every edge and all around the product.

    `shadow` is `keep` (the soft shadow on the paper stays, over white) or `remove`. None where the product is not
    wholly on paper, or cannot be told from it.
    """
    factor = max(1, round(max(image.size) / SMALL_PX))
    small = image.reduce(factor)
    pixels = np.asarray(small)
    split = split_frame(pixels)
    if split is None or not _stands_free(split):
        return None
    ground = _ground_of(pixels.astype(np.float32), split, keep=shadow == "keep")
    return exchange(image, ground, split.product, factor)


def _stands_free(split: Split) -> bool:
    """Whether the whole product is there, with paper all round, and its outline can be told."""
    product = split.product
    cut = product[0].any() or product[-1].any() or product[:, 0].any() or product[:, -1].any() or split.cut.any()
    return split.told and not cut and LEAST_FILLED < float(product.mean()) < MOST_FILLED


def _ground_of(pixels: Array, split: Split, *, keep: bool) -> Ground:
    """The ground as if no product lay on it: as photographed, and as it shall be."""
    # Pixels at the outline hold some of the product.
    known = (split.ground & ~grow(split.product)).astype(np.float32)
    found = split.sheet
    for radius in (FAR, NEAR):
        weight = mean_near(known, radius)[..., None]
        seen = np.stack([mean_near(pixels[..., i] * known, radius) for i in range(3)], axis=-1)
        found = (seen + found * 1e-3) / (weight + 1e-3)
    shade = found.mean(axis=-1) / np.maximum(split.sheet.mean(axis=-1), 1)
    wanted = _kept(shade, split) if keep else np.ones_like(shade)
    return Ground(found, wanted)


def _kept(shade: Array, split: Split) -> Array:
    """The shadows that hang together with the product, 1 = none, fading out before the edge."""
    least = max(FAINTEST, UNEVEN * 1.48 * float(np.median(np.abs(1 - shade[split.paper]))))
    depth = np.clip(1 - shade - least, 0, None)
    depth *= reached((depth > 0) | split.product, split.product)
    edges = _to_edges(shade.shape)
    nearest = edges.min(axis=0)
    fade = _softly((nearest - CLEAR) / (FADE - CLEAR))
    leaving = min(1.0, float(depth[nearest <= CLEAR].max(initial=0)) / LEAVING)
    if leaving:
        # Along the frame's sides alone it would end in a straight line, as if a plate lay there. A share of the way
        # from the product to the edge follows the product's own form, and has no corners.
        room = (np.maximum(edges - CLEAR, 1e-4) ** -2.0).sum(axis=0) ** -0.5
        fade *= 1 - leaving + leaving * _softly(room / (room + _away_from(split.product)))
    result: Array = 1 - depth * fade
    return result


def _to_edges(shape: tuple[int, ...]) -> Array:
    """Each pixel's distances to the four edges, as shares of the short side: 4 × height × width."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    result: Array = np.stack([y, shape[0] - 1 - y, x, shape[1] - 1 - x]) / min(shape)
    return result


def _softly(share: Array) -> Array:
    kept = np.clip(share, 0, 1)
    result: Array = kept * kept * (3 - 2 * kept)
    return result


def _away_from(product: Array) -> Array:
    """Each pixel's distance to the product, as a share of the short side, from every fourth pixel."""
    coarse = largest_near(product, COARSE // 2)[COARSE // 2 :: COARSE, COARSE // 2 :: COARSE]
    height, width = coarse.shape
    x = np.arange(width, dtype=np.float32)
    far = np.float32(height + width)
    before = np.maximum.accumulate(np.where(coarse, x, -far), axis=1)
    after = np.minimum.accumulate(np.where(coarse, x, 2 * far)[:, ::-1], axis=1)[:, ::-1]
    along = np.minimum(x - before, after - x) ** 2
    down = np.subtract.outer(np.arange(height), np.arange(height)).astype(np.float32) ** 2
    distance = np.sqrt((down[..., None] + along).min(axis=1))
    size = product.shape[1], product.shape[0]
    box = (0, 0, min(width, size[0] / COARSE), min(height, size[1] / COARSE))
    fine = Image.fromarray(distance).resize(size, Image.Resampling.BILINEAR, box=box)
    result: Array = np.asarray(fine) * COARSE / min(product.shape)
    return result
