"""Which colours does a product have, and how much of each?

Clustered in CIELAB on the product's mask, its rim left out, where pixels are half paper. The first seeds are the pixels
farthest from all seeds before them, so that the same pixels always give the same palette.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.lab import lab_of
from listingkit.pixels.linear import LINEAR
from listingkit.pixels.model import Linear
from listingkit.pixels.outline import surely_solid
from listingkit.pixels.paper import Split
from listingkit.pixels.patches import smallest_near

Array = NDArray[Any]

MOST_PIXELS = 2400
SWATCHES, ROUNDS = 6, 7
FAR = 0.97  # the share of pixels nearer than a new seed: single odd pixels make no swatch
ALIKE = 9.0  # CIE76, lightness halved: shades of one cloth are one swatch
LEAST = 0.02  # of the product
SMALL = 0.005  # of the frame: a product with finer parts than its outline can follow
FEWEST = 40  # pixels: of fewer no palette can be told
CENTRAL = 0.6  # of each side of a frame without paper


@dataclass(frozen=True, slots=True)
class Palette:
    """Linear light (as the camera saw it, uncorrected) of up to six colours, the largest first, and their shares of
    the product. `solid` is how much of its box the product fills: little where a white one is lost on white paper.
    `whole_frame` where there is no paper to tell the product from: then of the frame's central part.
    """

    lights: tuple[Linear, ...]
    shares: tuple[float, ...]
    solid: float = 1.0
    whole_frame: bool = False


def palette_of(small: Array, split: Split | None) -> Palette | None:
    """The palette of a small frame (height × width × 3, uint8, sRGB); None where no product is to be seen."""
    if split is None:
        height, width = small.shape[:2]
        top, left = round(height * (1 - CENTRAL) / 2), round(width * (1 - CENTRAL) / 2)
        pixels = small[top : height - top, left : width - left].reshape(-1, 3)
    else:
        product = _product(small, split)
        inner = smallest_near(product, 1)
        pixels = small[inner if inner.sum() >= FEWEST else product]
    if len(pixels) < FEWEST:
        return None
    # A whole number of pixels apart would fall in step with a weave or the frame's width.
    chosen = pixels[np.linspace(0, len(pixels) - 1, min(MOST_PIXELS, len(pixels))).astype(int)]
    lights = LINEAR[chosen]
    lab = lab_of(lights).astype(np.float32)
    lab[:, 0] /= 2
    means, shares = _swatches(lights, _merged(lab, _clustered(lab)))
    return Palette(means, shares, 1.0 if split is None else _solid(product), split is None)


def _product(small: Array, split: Split) -> Array:
    """The product's mask, or what is surely no paper where a small one's outline was lost: its colours need none."""
    if split.product.sum() >= SMALL * split.product.size:
        return split.product
    sure = surely_solid(small / np.maximum(split.sheet, 1))
    return sure if sure.sum() > split.product.sum() else split.product


def _solid(mask: Array) -> float:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return round(float(mask.sum() / ((np.ptp(rows) + 1) * (np.ptp(columns) + 1))), 3)


def _swatches(lights: Array, label: Array) -> tuple[tuple[Linear, ...], tuple[float, ...]]:
    count = np.bincount(label, minlength=SWATCHES)
    order = [each for each in np.argsort(-count, kind="stable").tolist() if count[each] >= LEAST * len(label)]
    means = []
    for each in order:
        red, green, blue = lights[label == each].mean(axis=0).tolist()
        means.append((round(red, 4), round(green, 4), round(blue, 4)))
    return tuple(means), tuple(round(float(count[each]) / len(label), 3) for each in order)


def _clustered(lab: Array) -> Array:
    seeds = [lab[int(np.argmin(((lab - np.median(lab, axis=0)) ** 2).sum(axis=1)))]]
    away = ((lab - seeds[0]) ** 2).sum(axis=1)
    place = int(len(lab) * FAR)
    for _ in range(SWATCHES - 1):
        seeds.append(lab[int(np.argsort(away, kind="stable")[place])])
        away = np.minimum(away, ((lab - seeds[-1]) ** 2).sum(axis=1))
    centres = np.array(seeds)
    label = np.zeros(len(lab), int)
    for _ in range(ROUNDS):
        label = ((centres**2).sum(axis=1) - 2 * lab @ centres.T).argmin(axis=1)
        centres = _means(lab, label, centres)
    return label


def _means(lab: Array, label: Array, before: Array) -> Array:
    count = np.bincount(label, minlength=SWATCHES)
    sums = np.stack([np.bincount(label, weights=lab[:, axis], minlength=SWATCHES) for axis in range(3)], axis=1)
    result: Array = np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], before).astype(np.float32)
    return result


def _merged(lab: Array, label: Array) -> Array:
    """Labels where the two nearest swatches became one, until all are apart."""
    while True:
        present = np.flatnonzero(np.bincount(label, minlength=SWATCHES))
        centres = np.array([lab[label == each].mean(axis=0) for each in present])
        apart = np.sqrt(((centres[:, None] - centres) ** 2).sum(axis=-1)) + np.eye(len(present)) * 1e6
        one, other = divmod(int(apart.argmin()), len(present))
        if apart[one, other] > ALIKE:
            return label
        label = np.where(label == present[other], present[one], label)
