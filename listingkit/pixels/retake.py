"""Is a frame the same picture taken again: moved a little, turned a little, lit a little differently?

Told from likenesses, which every photo's facts have. The second frame is moved, turned, scaled and brightened until it
lies on the first as well as it can (Lucas and Kanade 1981); what is left must be little, all over and in each cell.
Another angle, another colour or another handle leaves more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.lab import lab_of
from listingkit.pixels.likeness import CELLS, Likeness, cells_of, colours_of
from listingkit.pixels.palette import Palette

Array = NDArray[Any]

ROUNDS = 6
RIDGE = 1e-5  # keeps the equations of an empty frame solvable
BLUR = np.array((1, 4, 6, 4, 1), np.float32) / 16
PLACES = np.arange(CELLS, dtype=np.float32)
LEAST_SEEN = 0.6  # of the cells must be in both frames
REST, WORST = 4.2, 40.0  # levels: nine in ten retakes leave less; the next angle leaves 4.4 and more, mostly 20
MOST_GAIN, MOST_CAST = 1.35, 1.12  # of levels: three quarters of a stop is 1.27; one of the three colours over another
OTHER_COLOUR = 15.0  # CIE76, lightness halved
LEAST_SHARE = 0.03  # of the product: smaller swatches come and go
PAPER, PALE = 0.4, 1.3  # linear light, and the most of the three colours over the least
STOPS = np.linspace(-0.75, 0.75, 13)


@dataclass(frozen=True, slots=True)
class Sight:
    """What was measured on a frame; no palette where no product was seen."""

    likeness: Likeness
    palette: Palette | None


@dataclass(frozen=True, slots=True)
class Fit:
    """`rest` is the root mean square of what differs between two frames laid on each other, `worst` the most in one
    cell, in levels; `gain` how much brighter the second is, `cast` the largest of its three gains over the least.
    """

    rest: float
    worst: float
    gain: float
    cast: float


def retake_fit(one: Sight, two: Sight) -> Fit | None:
    """How well two frames lie on each other that were taken from about the same place; None where they were not, and
    when in doubt.

    A thin part that has another colour (an umbrella's shaft seen from afar) is not noticed, nor is a black cloth told
    from another black cloth where both fill their frames.
    """
    if not _same_colours(one.palette, two.palette):
        return None
    fit = best_fit(one.likeness, two.likeness)
    brightness = max(fit.gain, 1 / fit.gain)
    same = fit.rest <= REST and fit.worst <= WORST and brightness <= MOST_GAIN and fit.cast <= MOST_CAST
    return fit if same else None


def _same_colours(one: Palette | None, two: Palette | None) -> bool:
    """Whether at some exposure each colour of one has its like in the other. Two without a palette have the same."""
    if one is None or two is None:
        return one is two
    others = _tints(np.array(two.lights))
    mine, its = (_told_by(each) for each in (one, two))
    for stops in STOPS:
        away = np.linalg.norm(_tints(np.array(one.lights) * 2**stops)[:, None] - others, axis=2)
        if max(away.min(axis=1)[mine].max(initial=0), away.min(axis=0)[its].max(initial=0)) <= OTHER_COLOUR:
            return True
    return False


def _told_by(palette: Palette) -> Array:
    """Which swatches tell one product from another: not small ones, nor paper that shows between its parts."""
    lights = np.array(palette.lights)
    paper = (lights.min(axis=1) >= PAPER) & (lights.max(axis=1) <= PALE * lights.min(axis=1))
    result: Array = (np.array(palette.shares) >= LEAST_SHARE) & ~paper
    return result


def _tints(lights: Array) -> Array:
    result: Array = lab_of(np.clip(lights, 0, 1)) * (0.5, 1, 1)
    return result


def best_fit(one: Likeness, two: Likeness) -> Fit:
    """How well the second frame can be laid on the first."""
    first, second = (_blurred(each) for each in colours_of(cells_of([one.frame, two.frame])))
    way = np.array([[0, 1, 0], [0, 0, 1]], np.float32)  # a cell's place (v, u) in the second, of (1, v, u) in the first
    gains = np.maximum(second.mean(axis=(0, 1)), 1) / np.maximum(first.mean(axis=(0, 1)), 1)
    for _ in range(ROUNDS):
        way, gains = _closer(first, second, way, gains)
    return _told(first, second, way, gains)


def _closer(first: Array, second: Array, way: Array, gains: Array) -> tuple[Array, Array]:
    laid, seen = _laid(second, way)
    down, across = np.gradient(laid, axis=(0, 1))
    v, u = _about_the_middle()
    moves = [term * place for term in (down, across) for place in (1, v, u)]
    brighter = [np.where(np.arange(3) == channel, first, 0) for channel in range(3)]
    weight = (seen[..., None] * (first < 252) * (laid < 252)).reshape(-1, 1).astype(np.float32)
    terms = np.stack([*brighter, *(-move for move in moves)], axis=-1).reshape(-1, 9)
    square = (terms * weight).T @ terms
    square += np.eye(9, dtype=np.float32) * (RIDGE * np.trace(square) / 9 + 1e-3)
    # laid + moves = gains × first
    factors = np.linalg.lstsq(square, (terms * weight).T @ laid.reshape(-1), rcond=None)[0]
    step = np.clip(factors[3:].reshape(2, 3), -1, 1)
    return way + _in_cells(step), factors[:3]


def _about_the_middle() -> tuple[Array, Array]:
    half = (CELLS - 1) / 2
    return (PLACES[:, None, None] - half) / half, (PLACES[None, :, None] - half) / half


def _in_cells(step: Array) -> Array:
    """A step in terms of (1, v, u) about the middle, as one in terms of (1, v, u) in cells."""
    half = (CELLS - 1) / 2
    result = step.copy()
    result[:, 1:] /= half
    result[:, 0] -= step[:, 1] + step[:, 2]
    return result


def _laid(second: Array, way: Array) -> tuple[Array, Array]:
    """The second frame where its cells lie on the first's, and which of them it has."""
    v, u = (each[0] + each[1] * PLACES[:, None] + each[2] * PLACES[None, :] for each in way)
    seen = (v >= -0.5) & (u >= -0.5) & (v <= CELLS - 0.5) & (u <= CELLS - 0.5)
    v, u = np.clip(v, 0, CELLS - 1.001), np.clip(u, 0, CELLS - 1.001)
    top, left = v.astype(int), u.astype(int)
    low, right = (v - top)[..., None], (u - left)[..., None]
    upper = second[top, left] * (1 - right) + second[top, left + 1] * right
    lower = second[top + 1, left] * (1 - right) + second[top + 1, left + 1] * right
    return upper * (1 - low) + lower * low, seen


def _told(first: Array, second: Array, way: Array, gains: Array) -> Fit:
    laid, seen = _laid(second, way)
    if seen.mean() < LEAST_SEEN or gains.min() <= 0:
        return Fit(255.0, 255.0, 1.0, 1.0)
    expected = np.minimum(first * gains, 255)
    wrong = (expected - laid) * seen[..., None]
    # A cell at the end of the scale was at least so bright: the other frame may show by how much more.
    ends = ((expected >= 250) & (laid >= 240)) | ((first >= 252) & (laid >= expected))
    wrong = np.where(ends, 0, wrong)
    rest = float(np.sqrt((wrong**2).sum() / (3 * seen.sum())))
    return Fit(rest, float(np.abs(wrong).mean(axis=2).max()), float(gains.mean()), float(gains.max() / gains.min()))


def _blurred(cells: Array) -> Array:
    wide = np.pad(cells, ((2, 2), (2, 2), (0, 0)), mode="edge")
    tall = sum(weight * wide[at : at + CELLS] for at, weight in enumerate(BLUR))
    result: Array = sum(weight * tall[:, at : at + CELLS] for at, weight in enumerate(BLUR))
    return result
