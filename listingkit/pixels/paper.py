"""What colour is the paper in a frame, and where is the product on it?

Works on a small copy of the frame. The paper is modelled from the border inwards: light falls off across a sheet, so
one colour for all of it would take a corner in shade for a product.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.linear import LINEAR
from listingkit.pixels.model import RGB, Box, Linear
from listingkit.pixels.outline import NOISE, cut_off, trace
from listingkit.pixels.patches import largest_near, reached, smallest_near

Array = NDArray[Any]

BAND = 0.05  # the border band, as a share of the short side
SPREAD = 4.5  # how many times the paper's own unevenness something must differ to be no paper
LEAST, MOST = (11.0, 5.0), 36.0  # bounds of that difference, in 8-bit levels, from the first fit to the last
SHADE_WEIGHT = 0.65  # darker but of the same tint is more likely a shadow than a product
PALE, MOST_TINT = 90, 0.4  # levels; share by which the darkest channel may lie below the brightest
LEAST_FILLED, MOST_FILLED = 0.002, 0.98  # of the frame
PAPER_SHARE = 0.6  # of the border band that must agree on being paper; else there is no paper to tell a product from
UNEVEN = 55.0  # levels by which a sheet may differ within itself, before the light on it is modelled
FIT_EVERY, FITTED = 7, 500  # a pixel in seven is enough for six terms, where so many are left
STEP = 2.5  # levels from one pixel to the next that are no step
REST = 0.1  # of all that is not paper: with so much apart from what lies in a corner, that is the table


@dataclass(frozen=True, slots=True)
class OnPaper:
    """`paper` in sRGB, the colour of the frame's border whatever lies there; `light` is the mean linear light of what
    is surely paper at the border, None where no paper is; `product` as shares of the frame (left, top, right, bottom),
    None where none can be told: nothing there, or no paper around it.
    """

    paper: RGB
    light: Linear | None
    product: Box | None


@dataclass(frozen=True, slots=True)
class Split:
    """A frame on paper, taken apart.

    `paper` is what is surely paper, `product` what surely is none, `ground` all but the product: paper and shadows.
    `cut` is where, along its very edge, the frame cuts something solid off, whether that was told from shadow or not.
    `sheet` is the paper's colour everywhere, in levels, as if nothing lay on it. `told` is False where the product's
    outline is missing over a substantial part.
    """

    paper: Array
    product: Array
    ground: Array
    cut: Array
    sheet: Array
    told: bool


def look_at_paper(frame: Array) -> OnPaper:
    """Paper colour and product box of a small frame: height × width × 3, uint8, sRGB, some 200 to 600 px long."""
    split = split_frame(frame)
    return on_paper(frame, split, None if split is None else product_mask(split))


def on_paper(frame: Array, split: Split | None, product: Array | None) -> OnPaper:
    """The same of a frame that was taken apart already; `product` is its `product_mask`."""
    middle = np.median(frame[border_mask(frame.shape[:2])], axis=0)
    paper: RGB = (int(middle[0]), int(middle[1]), int(middle[2]))
    if split is None or product is None:
        return OnPaper(paper, None, None)
    light = _light(frame, split.paper)
    if not LEAST_FILLED < float(product.mean()) < MOST_FILLED:
        return OnPaper(paper, light, None)
    return OnPaper(paper, light, _box(product))


def product_mask(split: Split) -> Array:
    """Where the product is: without the table beside the sheet, and with what the frame cuts off."""
    return _without_table(split.product) | (split.cut & ~_in_corners(split.cut))


def _light(frame: Array, paper: Array) -> Linear | None:
    seen = frame[paper & border_mask(frame.shape[:2])]
    if not len(seen):
        return None
    red, green, blue = LINEAR[seen].mean(axis=0)
    return float(red), float(green), float(blue)


def split_frame(frame: Array) -> Split | None:
    """Paper and product of a frame as for `look_at_paper`; None where its border does not look like one pale sheet."""
    pixels = frame.astype(np.float32)
    border = border_mask(frame.shape[:2])
    middle = np.median(pixels[border], axis=0)
    distance = _distance(pixels, middle)
    alike = min(max(3 * float(np.median(distance[border])), MOST / 2), UNEVEN)
    paper = border & (distance <= alike)
    if not _is_pale(middle) or paper.sum() < PAPER_SHARE * border.sum():
        return None
    open_ = _without_a_step(frame, paper)
    for least in LEAST:  # each round fits the sheet without what the one before found to be no paper
        sheet = fit_sheet(pixels, paper)
        distance = _distance(pixels, sheet)
        limit = float(np.clip(SPREAD * 1.48 * np.median(distance[paper]), least, MOST))
        paper = open_ & (distance <= limit)
    paper = distance <= limit
    ratio = pixels / np.maximum(sheet, 1)
    traced = trace(ratio, paper, paper & _edge_mask(paper.shape))
    return Split(paper & traced.ground, traced.product, traced.ground, cut_off(ratio, paper), sheet, traced.told)


def border_mask(shape: tuple[int, ...]) -> Array:
    """True in a band along the frame's edges."""
    band = max(2, round(min(shape) * BAND))
    mask = np.ones(shape, dtype=bool)
    mask[band:-band, band:-band] = False
    return mask


def fit_sheet(pixels: Array, where: Array) -> Array:
    """A smooth (quadratic) surface through the pixels of `where`, per channel: how the light falls on the paper."""
    terms = _terms(pixels.shape[0], pixels.shape[1])
    places = np.flatnonzero(where)
    places = places[:: max(1, min(FIT_EVERY, len(places) // FITTED))]
    chosen = terms.reshape(-1, terms.shape[-1])[places].astype(np.float64)
    # Normal equations: six well-scaled terms need no SVD, which takes ten times as long. The ridge keeps them solvable
    # where the paper is only a strip.
    square = chosen.T @ chosen + np.eye(terms.shape[-1]) * 1e-6
    factors = np.linalg.solve(square, chosen.T @ pixels.reshape(-1, 3)[places].astype(np.float64))
    surface: Array = terms.reshape(-1, terms.shape[-1]) @ factors.astype(np.float32)
    return np.clip(surface, 0, 255, out=surface).reshape(pixels.shape)


@lru_cache(maxsize=8)
def _terms(height: int, width: int) -> Array:
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    terms.flags.writeable = False  # shared by all threads
    return terms


def _distance(pixels: Array, paper: Array) -> Array:
    """How far each pixel is from the paper there, in levels: tint counts in full, mere shade less."""
    red, green, blue = np.moveaxis(pixels - paper, -1, 0)
    shade = (red + green + blue) / 3
    tint = np.maximum(np.maximum(np.abs(red - shade), np.abs(green - shade)), np.abs(blue - shade))
    result: Array = np.abs(shade) * SHADE_WEIGHT + tint
    return result


def _is_pale(colour: Array) -> bool:
    """Whether this can be white paper in any light, rather than cloth that fills the frame or a table."""
    brightest, darkest = float(colour.max()), float(colour.min())
    return brightest >= PALE and darkest >= brightest * (1 - MOST_TINT)


def _without_a_step(frame: Array, paper: Array) -> Array:
    """What hangs together with the paper at the border: a white product would draw the sheet towards itself."""
    grey = frame[..., 1]  # the channel with the least noise
    ranges = largest_near(grey, 1) - smallest_near(grey, 1)
    least = max(STEP, NOISE * float(np.median(ranges[paper])))
    return reached(ranges <= least, paper)


def _edge_mask(shape: tuple[int, ...]) -> Array:
    mask = np.ones(shape, dtype=bool)
    mask[1:-1, 1:-1] = False
    return mask


def _without_table(product: Array) -> Array:
    """Without what lies in a corner of the frame, where something else is left: the sheet did not reach there."""
    rest: Array = product & ~_in_corners(product)
    return rest if rest.sum() >= REST * product.sum() else product


def _in_corners(mask: Array) -> Array:
    corners = np.zeros_like(mask)
    corners[[0, 0, -1, -1], [0, -1, 0, -1]] = True
    return reached(mask, corners)


def _box(mask: Array) -> Box:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    height, width = mask.shape
    return (
        round(float(columns[0]) / width, 4),
        round(float(rows[0]) / height, 4),
        round(float(columns[-1] + 1) / width, 4),
        round(float(rows[-1] + 1) / height, 4),
    )
