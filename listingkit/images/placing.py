"""Where on a picture does the mark stand, and is it off the product there?

All places are left and top of the mark in pixels.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listingkit.pixels.model import Box

Array = NDArray[Any]
Size = tuple[int, int]
Spot = tuple[int, int]

CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
EDGES = ("top", "bottom", "left", "right")
SMALL_PX = 64  # what the ground is told from is at least this long
LEAST_SIDE = 64  # pixels: a picture that is a mere line gets no thousands of marks
LEAST_GROUND = 0.05  # of the picture must lie off the product, to know what its ground looks like
# As in pixels/paper.py: something is no ground where it differs by so many times the ground's own unevenness, within
# bounds in 8-bit levels.
SPREAD, LEAST, MOST = 4.5, 6.0, 36.0
SIGMA = 1.4826  # of a normal distribution, as a multiple of its median absolute deviation
TURN = 30  # degrees that tiles rise to the right
ALONG, ACROSS = 0.16, 0.15  # of the short side, between tiles of a row and between rows
LEAST_SEEN = 0.25  # of a tile that runs off the picture; less would look like a blot
LINE = tuple((step - 9.5) / 20 for step in range(20))  # points of a mark's middle line, from its middle


def spot_at(position: str, image: Size, mark: Size, margin: int) -> Spot:
    """One of the nine places: `margin` pixels from the edges that its name says, else in the middle."""

    def along(length: int, part: int, near: str, far: str) -> int:
        if near in position:
            return margin
        return length - part - margin if far in position else (length - part) // 2

    return along(image[0], mark[0], "left", "right"), along(image[1], mark[1], "top", "bottom")


def spot_off_product(position: str, image: Image.Image, mark: Size, margin: int, product: Box) -> Spot:
    """The place asked for, or where it would cover the product the nearest corner that does not, then edge.

    `product` is its box in this picture. Within the box a place is free where the picture shows only the ground, since
    a round thing leaves its box's corners free. The place asked for stays where no other is free, and in the middle.
    """
    asked = spot_at(position, image.size, mark, margin)
    if position == "centre" or not _overlaps(asked, mark, image.size, product):
        return asked
    ground = _ground(image, product)

    def is_free(spot: Spot) -> bool:
        return not _overlaps(spot, mark, image.size, product) or _shows_only(ground, spot, mark, image.size)

    if is_free(asked):
        return asked
    for group in (CORNERS, EDGES):
        spots = [spot_at(place, image.size, mark, margin) for place in group]
        for spot in sorted(spots, key=lambda spot: math.dist(spot, asked)):
            if is_free(spot):
                return spot
    return asked


@lru_cache(maxsize=32)  # the images of a slot are all of one size
def tile_spots(image: Size, level: Size, turned: Size) -> tuple[Spot, ...]:
    """Places of a mark repeated all over the picture, running off its edges, in rows that rise by TURN degrees.

    `level` is the mark's size before it was turned, `turned` that of the box around it afterwards. The pattern has a
    mark in the picture's middle, and every other row is moved by half a step.
    """
    side = max(min(image), LEAST_SIDE)
    step, rise = level[0] + ALONG * side, level[1] + ACROSS * side
    cos, sin = math.cos(math.radians(TURN)), math.sin(math.radians(TURN))
    reach = math.hypot(*image) / 2 + level[0] / 2
    rows, columns = math.ceil(reach / rise), math.ceil(reach / step) + 1
    spots = []
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            x, y = (column + row % 2 / 2) * step, row * rise
            middle = image[0] / 2 + x * cos + y * sin, image[1] / 2 - x * sin + y * cos
            if _seen(image, middle, (level[0] * cos, -level[0] * sin)) >= LEAST_SEEN:
                spots.append((round(middle[0] - turned[0] / 2), round(middle[1] - turned[1] / 2)))
    return tuple(spots)


def _seen(image: Size, middle: tuple[float, float], line: tuple[float, float]) -> float:
    """Which share of a mark's middle line lies on the image."""
    points = [(middle[0] + line[0] * share, middle[1] + line[1] * share) for share in LINE]
    return sum(0 <= x < image[0] and 0 <= y < image[1] for x, y in points) / len(LINE)


def _overlaps(spot: Spot, mark: Size, image: Size, product: Box) -> bool:
    left, top, right, bottom = (share * side for share, side in zip(product, image * 2, strict=True))
    return spot[0] < right and spot[0] + mark[0] > left and spot[1] < bottom and spot[1] + mark[1] > top


def _ground(image: Image.Image, product: Box) -> Array | None:
    """Which cells of a small copy show the ground, from a smooth sheet laid through what is off the product.

    Shadows, a card or a hand are no part of it. None where the product fills the picture.
    """
    small = np.asarray(image.reduce(max(1, max(image.size) // SMALL_PX))).astype(np.float64)
    height, width = small.shape[:2]
    y, x = (axis.ravel() for axis in np.mgrid[0:height, 0:width])
    left, top, right, bottom = product
    inside = (x + 1 > left * width) & (x < right * width) & (y + 1 > top * height) & (y < bottom * height)
    u, v = x / width - 0.5, y / height - 0.5
    terms = np.stack([np.ones_like(u), u, v, u * u, u * v, v * v], axis=1)
    seen, sheet = small.reshape(-1, 3), ~inside
    if sheet.mean() < LEAST_GROUND:
        return None
    for count in (3, 6, 6):  # first a plane, which reaches across the box; then bent through all that agrees with it
        shape = terms[:, :count]
        away = np.abs(seen - shape @ _fitted(shape[sheet], seen[sheet])).max(axis=1)
        limit = np.clip(SPREAD * SIGMA * np.median(away[sheet]), LEAST, MOST)
        sheet = away <= limit
    ground: Array = sheet.reshape(height, width)
    return ground


def _fitted(terms: Array, seen: Array) -> Array:
    """The factors of the terms by least squares, by way of a matrix so small that it takes no time."""
    factors: Array = np.linalg.lstsq(terms.T @ terms, terms.T @ seen, rcond=1e-9)[0]
    return factors


def _shows_only(ground: Array | None, spot: Spot, mark: Size, image: Size) -> bool:
    if ground is None:
        return False
    height, width = ground.shape
    left, right = spot[0] * width // image[0], math.ceil((spot[0] + mark[0]) * width / image[0])
    top, bottom = spot[1] * height // image[1], math.ceil((spot[1] + mark[1]) * height / image[1])
    return bool(ground[max(0, top) : bottom, max(0, left) : right].all())
