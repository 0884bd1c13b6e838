"""What colour is the paper in a frame, and where is the product on it?

Works on a small copy of the frame. The paper is modelled from the border inwards: light falls off across a sheet, so
one colour for all of it would take a corner in shade for a product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.linear import LINEAR
from listingkit.pixels.model import RGB, Box, Linear
from listingkit.pixels.patches import large_patches

Array = NDArray[Any]

BAND = 0.05  # the border band, as a share of the short side
SPREAD = 4.5  # how many times the paper's own unevenness something must differ to be no paper
LEAST, MOST = 11.0, 36.0  # bounds of that difference, in 8-bit levels
SHADE_WEIGHT = 0.65  # darker but of the same tint is more likely a shadow than a product
PALE, MOST_TINT = 105, 0.34  # levels; share by which the darkest channel may lie below the brightest
DEEPEST_SHADE = 0.5  # of the sheet's level: what is darker is no shadow of open shade or sun
SOLID_SHARE = 0.15  # of all that is not paper: with less than that free of shade, the shade is a grey product
LEAST_FILLED, MOST_FILLED = 0.002, 0.98  # of the frame
PAPER_SHARE = 0.6  # of the border band that must agree on being paper; else there is no paper to tell a product from
UNEVEN = 55.0  # levels by which a sheet may differ within itself, before the light on it is modelled
FIT_EVERY = 3  # a pixel in three is enough for six terms
SPECK = 0.0005  # of the frame: smaller patches are dust, creases or noise
SUDDEN = 0.07  # of the light from one pixel to the next: shadows have soft edges, grey things have not


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
    """A frame on paper, taken apart: what is surely paper, and what is surely product. Between lie the shadows."""

    paper: Array
    product: Array


def look_at_paper(frame: Array) -> OnPaper:
    """Paper colour and product box of a small frame: height × width × 3, uint8, sRGB, some 200 to 600 px long."""
    middle = np.median(frame[border_mask(frame.shape[:2])], axis=0)
    paper: RGB = (int(middle[0]), int(middle[1]), int(middle[2]))
    split = split_frame(frame)
    light = _light(frame, split.paper) if split is not None else None
    if split is None or not LEAST_FILLED < float(split.product.mean()) < MOST_FILLED:
        return OnPaper(paper, light, None)
    return OnPaper(paper, light, _box(split.product))


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
    for _ in range(2):  # the second round fits the sheet without what the first found to be the product
        sheet = fit_sheet(pixels, paper)
        distance = _distance(pixels, sheet)
        limit = float(np.clip(SPREAD * 1.48 * np.median(distance[paper]), LEAST, MOST))
        paper = distance <= limit
    seen = _without_specks(~paper)
    solid = _without_specks(seen & ~_is_shade(pixels, sheet, limit))
    # A grey product is hard to tell from a shadow: where little else is left, all of it is the product.
    return Split(paper, solid if solid.sum() >= SOLID_SHARE * seen.sum() else seen)


def border_mask(shape: tuple[int, ...]) -> Array:
    """True in a band along the frame's edges."""
    band = max(2, round(min(shape) * BAND))
    mask = np.ones(shape, dtype=bool)
    mask[band:-band, band:-band] = False
    return mask


def fit_sheet(pixels: Array, where: Array) -> Array:
    """A smooth (quadratic) surface through the pixels of `where`, per channel: how the light falls on the paper."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    chosen = terms[where][::FIT_EVERY].astype(np.float64)
    # Normal equations: six well-scaled terms need no SVD, which takes ten times as long. The ridge keeps them solvable
    # where the paper is only a strip.
    square = chosen.T @ chosen + np.eye(terms.shape[-1]) * 1e-6
    factors = np.linalg.solve(square, chosen.T @ pixels[where][::FIT_EVERY].astype(np.float64))
    surface: Array = np.clip(terms @ factors.astype(np.float32), 0, 255)
    return surface


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


def _is_shade(pixels: Array, sheet: Array, limit: float) -> Array:
    """Where a pixel is the sheet's own colour in less light, and the light does not change suddenly."""
    light = pixels.mean(axis=-1) / np.maximum(sheet.mean(axis=-1), 1)
    tint = np.abs(pixels - sheet * light[..., None])
    down, across = np.gradient(light)
    soft = np.maximum(np.abs(down), np.abs(across)) < SUDDEN
    shade: Array = soft & (light < 1) & (light > DEEPEST_SHADE)
    shade &= np.maximum.reduce(np.moveaxis(tint, -1, 0)) <= limit
    return shade


def _without_specks(mask: Array) -> Array:
    """Only patches that are not tiny, without pixels that stand almost alone: noise, dust and creases go."""
    count = _sum3(_sum3(mask.astype(np.uint8)).T).T
    return large_patches(mask & (count >= 3), max(6, int(SPECK * mask.size)))


def _sum3(values: Array) -> Array:
    padded = np.pad(values, ((1, 1), (0, 0)), mode="edge")
    total: Array = padded[:-2] + padded[1:-1] + padded[2:]
    return total


def _box(mask: Array) -> Box:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    height, width = mask.shape
    return (
        round(float(columns[0]) / width, 4),
        round(float(rows[0]) / height, 4),
        round(float(columns[-1] + 1) / width, 4),
        round(float(rows[-1] + 1) / height, 4),
    )
