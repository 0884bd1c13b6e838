"""How does a product lie on its sheet of paper, and how white and even is that sheet?

From a small frame that `split_frame` took apart: what is told is the paper without shadows, and the product without
its shadow and without what lies in a corner beside the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.pixels.paper import Split

Array = NDArray[Any]

EVERY = 3  # a pixel in three of the paper tells as much
INNER = (2, 98)  # per cent of the paper's pixels between which its evenness is told
TURNS = np.linspace(0, np.pi, 12, endpoint=False)  # the longest of twelve directions is at most 1 % short


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper: `level` of its brightest channel in sRGB (0 to 255, mean of its light), `cast` its brightest channel's
    light over its darkest's (1 = neutral), `fall` by what share its darkest part gets less light than its brightest.

    The product: `told` whether its outline is complete and there is one, `fill` its length in whichever direction over
    the frame's shorter side, `area` its share of the frame, `centre` its box's middle as shares of the frame, and
    `cut` over what share of the left, top, right and bottom edge it runs out of the frame.
    """

    level: float
    cast: float
    fall: float
    told: bool
    fill: float
    area: float
    centre: tuple[float, float]
    cut: tuple[float, float, float, float]


def sheet_of(frame: Array, split: Split | None, product: Array | None) -> Sheet | None:
    """Facts of a small frame (height × width × 3, uint8, sRGB) that was split, and of its `product_mask`; None where no
    paper is around a product.
    """
    if split is None or product is None or not split.paper.any():
        return None
    paper = np.flatnonzero(split.paper)[::EVERY]
    light = LINEAR[frame.reshape(-1, 3)[paper]].mean(axis=0)
    height, width = product.shape
    left, top, right, bottom = _extent(product)
    edges = (product[:, 0], product[0], product[:, -1], product[-1])
    cut = tuple(round(float(edge.mean()), 3) for edge in edges)
    return Sheet(
        level=round(float(levels_of(light.max())), 1),
        cast=round(float(light.max() / max(float(light.min()), 1e-4)), 3),
        fall=_fall(split.sheet.reshape(-1, 3)[paper, 1]),
        told=split.told and bool(product.any()),
        fill=round(_length(product) / min(height, width), 3),
        area=round(float(product.mean()), 4),
        centre=(round((left + right) / 2 / width, 3), round((top + bottom) / 2 / height, 3)),
        cut=(cut[0], cut[1], cut[2], cut[3]),
    )


def _fall(sheet: Array) -> float:
    """Of the fitted sheet, so that noise and creases do not count; only where paper is seen, since a fit may run wild
    below the product. In green, the channel with the least noise.
    """
    dark, bright = np.percentile(LINEAR[(sheet + 0.5).astype(np.uint8)], INNER)
    return round(float(1 - dark / max(float(bright), 1e-4)), 3)


def _length(mask: Array) -> float:
    """How long it is, whichever way it lies: the most that it extends in any of some directions, in pixels."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return 0.0
    first, after = mask[rows].argmax(axis=1), mask.shape[1] - mask[rows, ::-1].argmax(axis=1)
    along = np.outer(np.sin(TURNS), np.concatenate([rows, rows, rows + 1, rows + 1]))
    along += np.outer(np.cos(TURNS), np.concatenate([first, after, first, after]))
    return float((along.max(axis=1) - along.min(axis=1)).max())


def _extent(mask: Array) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in pixels; the middle, without any size, where nothing is."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        height, width = mask.shape
        return width // 2, height // 2, width // 2, height // 2
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
