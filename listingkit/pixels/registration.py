"""How is one frame laid on another that was taken from about the same place?

By least squares of what differs, over a shift, a turn, a scale, a shear and a gain of each colour (Lucas and Kanade
1981). Where a pattern repeats, that finds the nearest repeat, and phase correlation tells where to begin (Kuglin and
Hines 1975). Frames are arrays of n × n × 3, float32, in levels: squares whatever the frame's sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]

RIDGE = 1e-5  # keeps the equations of an empty frame solvable
BLUR = np.array((1, 4, 6, 4, 1), np.float32) / 16
AROUND = 9  # cells: what is coarser than that is light, not pattern
LEAST_SEEN = 0.6  # of the cells must be in both frames
TURNS = np.deg2rad(np.arange(-3, 3.01, 0.5))
FURTHEST = 0.08  # of the frame's side
ROUNDS = 6
HERE = np.array([[0, 1, 0], [0, 0, 1]], np.float32)


@dataclass(frozen=True, slots=True)
class Fit:
    """`rest` is the root mean square of what differs between two frames laid on each other, `worst` the most in one
    cell, in levels; `gain` how much brighter the second is, `cast` the largest of its three gains over the least.
    """

    rest: float
    worst: float
    gain: float
    cast: float


NO_FIT = Fit(255.0, 255.0, 1.0, 1.0)


def blurred(cells: Array) -> Array:
    """The frame a little out of focus, so that half a cell's shift makes no edge."""
    side = len(cells)
    wide = np.pad(cells, ((2, 2), (2, 2), (0, 0)), mode="edge")
    tall = sum(weight * wide[at : at + side] for at, weight in enumerate(BLUR))
    result: Array = sum(weight * tall[:, at : at + side] for at, weight in enumerate(BLUR))
    return result


def fit_of(first: Array, second: Array, way: Array = HERE, *, rounds: int = ROUNDS, rim: int = 0) -> Fit:
    """How well the second frame lies on the first, begun at `way`: where in the second a cell of the first is, as
    rows (place at the corner, more per cell down, more per cell across) for down and across, in cells. What differs
    within `rim` cells of the first frame's edge is not counted.
    """
    gains = np.maximum(second.mean(axis=(0, 1)), 1) / np.maximum(first.mean(axis=(0, 1)), 1)
    for _ in range(rounds):
        way, gains = _closer(first, second, way, gains)
    return _told(first, second, way, gains, rim)


def start_of(first: Array, second: Array) -> Array:
    """Where to begin: at that of some turns, and at that shift, at which the patterns agree best."""
    side = len(first)
    reach = max(2, round(FURTHEST * side))
    pattern = np.fft.rfft2(_pattern(first))
    found: list[tuple[float, Array]] = []
    for turn in TURNS:
        way = _turned(side, float(turn))
        cross = np.conj(pattern) * np.fft.rfft2(_pattern(_laid(second, way)[0]))
        size = np.abs(cross)
        peaks = np.fft.irfft2(cross / (size + 1e-3 * size.max() + 1e-9), s=(side, side))
        near = np.roll(peaks, (reach, reach), (0, 1))[: 2 * reach + 1, : 2 * reach + 1]
        down, across = (int(each) - reach for each in np.unravel_index(near.argmax(), near.shape))
        moved = way.copy()
        moved[:, 0] += down * way[:, 1] + across * way[:, 2]
        found.append((float(near.max()), moved))
    return max(found, key=lambda each: each[0])[1]


def _closer(first: Array, second: Array, way: Array, gains: Array) -> tuple[Array, Array]:
    laid, seen = _laid(second, way)
    down, across = np.gradient(laid, axis=(0, 1))
    v, u = _about_the_middle(len(first))
    terms = np.zeros((9, *first.shape), np.float32)
    for channel in range(3):
        terms[channel, ..., channel] = first[..., channel]
    for at, (slope, place) in enumerate(product((down, across), (1, v, u)), start=3):
        terms[at] = -slope * place
    terms *= seen[..., None] & (first < 252) & (laid < 252)
    flat = terms.reshape(9, -1)
    square = flat @ flat.T
    square += np.eye(9, dtype=np.float32) * (RIDGE * np.trace(square) / 9 + 1e-3)
    # laid + moves = gains × first
    factors = np.linalg.lstsq(square, flat @ laid.reshape(-1), rcond=None)[0]
    step = np.clip(factors[3:].reshape(2, 3), -1, 1)
    return way + _in_cells(step, len(first)), factors[:3]


def _about_the_middle(side: int) -> tuple[Array, Array]:
    half, places = (side - 1) / 2, np.arange(side, dtype=np.float32)
    return (places[:, None, None] - half) / half, (places[None, :, None] - half) / half


def _in_cells(step: Array, side: int) -> Array:
    """A step in terms of (1, v, u) about the middle, as one in terms of (1, v, u) in cells."""
    half = (side - 1) / 2
    result = step.copy()
    result[:, 1:] /= half
    result[:, 0] -= step[:, 1] + step[:, 2]
    return result


def _turned(side: int, turn: float) -> Array:
    """The way of a turn about the frame's middle, in radians."""
    half, cos, sin = (side - 1) / 2, np.cos(turn), np.sin(turn)
    return np.array([[half - (cos + sin) * half, cos, sin], [half - (cos - sin) * half, -sin, cos]], np.float32)


def _laid(second: Array, way: Array) -> tuple[Array, Array]:
    """The second frame where its cells lie on the first's, and which of them it has."""
    side = len(second)
    places = np.arange(side, dtype=np.float32)
    v, u = (each[0] + each[1] * places[:, None] + each[2] * places[None, :] for each in way)
    seen = (v >= -0.5) & (u >= -0.5) & (v <= side - 0.5) & (u <= side - 0.5)
    v, u = np.clip(v, 0, side - 1.001), np.clip(u, 0, side - 1.001)
    top, left = v.astype(int), u.astype(int)
    low, right = (v - top)[..., None], (u - left)[..., None]
    upper = second[top, left] * (1 - right) + second[top, left + 1] * right
    lower = second[top + 1, left] * (1 - right) + second[top + 1, left + 1] * right
    return upper * (1 - low) + lower * low, seen


def _told(first: Array, second: Array, way: Array, gains: Array, rim: int) -> Fit:
    laid, seen = _laid(second, way)
    if seen.mean() < LEAST_SEEN or gains.min() <= 0:
        return NO_FIT
    seen[:rim], seen[len(seen) - rim :], seen[:, :rim], seen[:, len(seen) - rim :] = (False,) * 4
    expected = np.minimum(first * gains, 255)
    wrong = (expected - laid) * seen[..., None]
    # A cell at the end of the scale was at least so bright: the other frame may show by how much more.
    ends = ((expected >= 250) & (laid >= 240)) | ((first >= 252) & (laid >= expected))
    wrong = np.where(ends, 0, wrong)
    rest = float(np.sqrt((wrong**2).sum() / (3 * seen.sum())))
    return Fit(rest, float(np.abs(wrong).mean(axis=2).max()), float(gains.mean()), float(gains.max() / gains.min()))


def _pattern(cells: Array) -> Array:
    """What is finer than the light, in grey, fading out towards the frame's rim."""
    grey = cells.mean(axis=2)
    wide = np.pad(grey, AROUND // 2, mode="edge")
    fine = grey - sliding_window_view(wide, (AROUND, AROUND)).mean(axis=(2, 3))
    fade = np.hanning(len(grey)).astype(np.float32)
    result: Array = fine * fade[:, None] * fade
    return result
