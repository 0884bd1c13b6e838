"""What did the exposure cost a photo: how much of the product, and of its paper, is burnt out or without any light?

Told from single pixels of the decoded frame on the grid of its small copy, not from that copy: its means would hide
burnt threads and folds. 20,000 of them tell a share of 1 % to a tenth of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.paper import Split
from listingkit.pixels.patches import smallest_near

Array = NDArray[Any]

LIMIT = 254  # levels from here on are the end of the scale: compression takes one off
CRUSHED = 4  # levels up to here are black without any detail
PERCENTS = (5, 50, 95)


@dataclass(frozen=True, slots=True)
class Exposure:
    """Shares, 0 to 1, of the product's pixels: `clipped` with a channel at the limit, `burnt` with two at least, so
    that more than a vivid colour is lost, `crushed` with none above black. `paper` is the share of the paper's pixels
    with a channel at the limit, None without paper: then the rest is told of the whole frame. `levels` are the
    product's 5th, 50th and 95th percentile of brightness in sRGB.
    """

    clipped: float
    burnt: float
    crushed: float
    paper: float | None
    levels: tuple[int, int, int]


def exposure_of(points: Array, split: Split | None, product: Array | None) -> Exposure:
    """`points` are pixels of the frame, height × width × 3, uint8, sRGB, one for each of the frame that was split;
    `product` is its `product_mask`.
    """
    red, green, blue = np.moveaxis(points, -1, 0)
    brightest = np.maximum(np.maximum(red, green), blue)
    paper = None if split is None else _share(brightest[split.paper] >= LIMIT)
    chosen = np.ones(points.shape[:2], bool) if product is None else _inner(product)
    brightest = brightest[chosen]
    if not len(brightest):  # nothing lies on the paper
        return Exposure(0.0, 0.0, 0.0, paper, (0, 0, 0))
    red, green, blue = red[chosen], green[chosen], blue[chosen]
    middle = np.maximum(np.minimum(red, green), np.minimum(np.maximum(red, green), blue))
    levels = _levels(red, green, blue)
    return Exposure(_share(brightest >= LIMIT), _share(middle >= LIMIT), _share(brightest <= CRUSHED), paper, levels)


def _inner(product: Array) -> Array:
    """Without its rim, where a point may lie on the paper; a thin product is all rim."""
    inner: Array = product & (smallest_near(product, 1) > 0)
    return inner if inner.sum() * 2 >= product.sum() else product


def _share(mask: Array) -> float:
    return round(float(mask.mean()), 4) if mask.size else 0.0


def _levels(red: Array, green: Array, blue: Array) -> tuple[int, int, int]:
    # Nearly the eye's weights.
    brightness = (2 * red.astype(np.uint16) + 5 * green.astype(np.uint16) + blue) >> 3
    below = np.cumsum(np.bincount(brightness, minlength=256)) / len(brightness)
    low, middle, high = (int(np.searchsorted(below, percent / 100)) for percent in PERCENTS)
    return low, middle, high
