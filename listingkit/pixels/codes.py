"""Which QR codes are in a frame?

Most frames have none, so that the first step must be cheap: a code as large as a slate's is read as well from a frame
some 1,000 px long as from the whole photo. What is blurred or lit unevenly gets a second and a third chance, smaller
and sharpened: a reader is helped more by few clean pixels than by many soft ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter

LEAST_LONG = 960
"""Pixels that a frame's longer side should have: of a code 12 % of its height, 29 modules wide, each then has 2.6."""

FIRST, SECOND, THIRD = 1000, 480, 300  # px, the longer side of the frame in which a code is looked for
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
SHARPENED = ImageFilter.UnsharpMask(radius=2, percent=200, threshold=0)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that was read without fault. `side` is the mean of its four sides as a share of the frame's height,
    `centre` the middle of its corners (x, y) as shares of the frame's width and height.
    """

    text: str
    side: float
    centre: tuple[float, float]


def read_codes(frame: Image.Image) -> tuple[Code, ...]:
    """The QR codes in an upright frame of any mode, from top to bottom; empty where none is seen.

    Black on white only, each text once. Stops at the first scale at which anything is read.
    """
    grey = _reduced(frame, FIRST).convert("L")
    seen = _seen(grey)
    found = [each for each in seen if each.valid]
    for smaller in _sharpened(grey, broken=bool(seen)):
        if found:
            break
        grey = smaller
        found = [each for each in _seen(smaller) if each.valid]
    codes = [_code(each, grey.size) for each in found if each.text]
    first = {code.text: code for code in reversed(codes)}
    return tuple(sorted(first.values(), key=lambda code: (code.centre[1], code.centre[0], code.text)))


def _sharpened(grey: Image.Image, *, broken: bool) -> Iterator[Image.Image]:
    """Second chances. That at full scale costs as much as all others, and is for frames with a `broken` code only."""
    if broken:
        yield grey.filter(SHARPENED)
    yield _reduced(grey, SECOND).filter(SHARPENED)
    yield _reduced(grey, THIRD).filter(SHARPENED)


def _reduced(frame: Image.Image, longest: int) -> Image.Image:
    """By whole numbers, which is quick, to at least `longest`."""
    factor = max(frame.size) // longest
    return frame.reduce(factor) if factor > 1 else frame


def _seen(small: Image.Image) -> list[zxingcpp.Barcode]:
    """Codes that were read, and codes that are surely there but could not be."""
    # Turned codes are found without `try_rotate`, which is for bars.
    return zxingcpp.read_barcodes(small, formats=QR, try_rotate=False, try_invert=False, return_errors=True)


def _code(found: zxingcpp.Barcode, size: tuple[int, int]) -> Code:
    place = found.position
    corners = [(p.x, p.y) for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
    sides = [math.dist(one, two) for one, two in zip(corners, [*corners[1:], corners[0]], strict=True)]
    width, height = size
    x, y = (sum(each[axis] for each in corners) / 4 for axis in (0, 1))
    return Code(found.text, round(sum(sides) / 4 / height, 4), (round(x / width, 4), round(y / height, 4)))
