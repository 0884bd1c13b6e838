"""What does a photo look like, small enough that copies of it are found among 100,000 others?

Two photos of a series differ in what a grey hash throws away: the colour of the cloth, a print, how it was laid down.
So the likeness is a small colour picture of the product, not a hash: copies agree in it cell by cell.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listingkit.pixels.model import Box

Array = NDArray[Any]

CELLS = 24
TINT_CELLS = CELLS // 2
RIM = 0.04  # of the product's box that is added on each side, so that its outline and some paper are in it
LENGTH = CELLS * CELLS + 2 * TINT_CELLS * TINT_CELLS


@dataclass(frozen=True, slots=True)
class Likeness:
    """Base64 of the mean of each of 24 × 24 cells in Y and 12 × 12 in Cb and in Cr, one byte each: of all of the frame,
    and of the product with a rim, which is the same after the frame was cropped. `product` is empty where none is told.
    """

    frame: str
    product: str = ""


def likeness_of(small: Image.Image, product: Box | None) -> Likeness:
    """Of an upright sRGB frame, some 200 to 600 px long, and the box of the product in it."""
    planes = small.convert("YCbCr").split()
    frame = _cells(planes, (0, 0, small.width, small.height))
    if product is None:
        return Likeness(frame)
    left, top, right, bottom = _with_rim(product)
    box = (left * small.width, top * small.height, right * small.width, bottom * small.height)
    return Likeness(frame, _cells(planes, box))


def cells_of(texts: Sequence[str]) -> Array:
    """count × 864, uint8: what the texts of likenesses say; zeros for a text of another length."""
    raw = [base64.b64decode(each) for each in texts]
    data = b"".join(each if len(each) == LENGTH else bytes(LENGTH) for each in raw)
    return np.frombuffer(data, np.uint8).reshape(len(raw), LENGTH)


def colours_of(cells: Array) -> Array:
    """count × 24 × 24 × 3, float32, of `cells_of`: sRGB levels, not clipped."""
    told = cells.astype(np.float32)
    light = told[:, : CELLS * CELLS].reshape(-1, CELLS, CELLS)
    tints = told[:, CELLS * CELLS :].reshape(-1, 2, TINT_CELLS, TINT_CELLS) - 128
    blue, red = np.moveaxis(tints.repeat(2, axis=2).repeat(2, axis=3), 1, 0)
    # JFIF's matrix, the way back.
    colours: Array = np.stack([light + 1.402 * red, light - 0.344136 * blue - 0.714136 * red, light + 1.772 * blue], -1)
    return colours


def _cells(planes: Sequence[Image.Image], box: Box) -> str:
    sides = (CELLS, TINT_CELLS, TINT_CELLS)
    means = [
        # A box filter takes whole pixels only, and so shifts what is resized or mirrored.
        plane.resize((side, side), Image.Resampling.HAMMING, box=box).tobytes()
        for plane, side in zip(planes, sides, strict=True)
    ]
    return base64.b64encode(b"".join(means)).decode("ascii")


def _with_rim(product: Box) -> Box:
    left, top, right, bottom = product
    across, down = RIM * (right - left), RIM * (bottom - top)
    return max(0.0, left - across), max(0.0, top - down), min(1.0, right + across), min(1.0, bottom + down)
