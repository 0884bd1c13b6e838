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
from listingkit.pixels.patches import grow, mean_near, reached

Array = NDArray[Any]
SMALL_PX = 250
NEAR, FAR = 2, 8  # pixels of the small copy: how far around a spot its ground is looked for
UNEVEN = 4.5  # times the paper's own unevenness that a shadow must have
FAINTEST = 0.012  # of the paper's level: a fainter shadow cannot be seen
FADE, CLEAR = 0.12, 0.03  # of the short side from the edge: there a shadow begins to fade, and here nothing is left


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
    cut = product[0].any() or product[-1].any() or product[:, 0].any() or product[:, -1].any()
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
    height, width = shade.shape
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    to_edge = np.minimum.outer(np.minimum(y, height - 1 - y), np.minimum(x, width - 1 - x)) / min(width, height)
    fade = np.clip((to_edge - CLEAR) / (FADE - CLEAR), 0, 1)
    result: Array = 1 - depth * fade * fade * (3 - 2 * fade)
    return result
