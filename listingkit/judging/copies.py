"""Is one photo a copy of another, or is it only of the same kind?

A copy agrees with its original everywhere once brightness and cast, which editing changes, and an outline told a
fraction of a cell off are allowed for. Another colour, another print or a product laid down anew leaves a rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

FULL = 250.0  # levels from which a cell may be clipped
AS_GOOD = 0.02  # by which rounding to whole pixels may change the shape of a frame
AT_ONCE = 400  # pairs in one go: 20 MB
RIDGE = 1e-5  # keeps the equations of an empty frame solvable
REST, WORST = 2.5, 12.0  # levels: what compression at quality 60 and resizing leave, in the mean and in a single cell
SHARE = 0.08  # of the structure that the rest may be: a plain cloth that fills the frame shows nothing to compare
SURE = 2.0  # times that, where both say that the same camera took them at the same moment
MOST_GAIN, MOST_CAST = 1.2, 1.15  # brightening by 0.3 stop is 1.1 in levels; red against blue
MOST_MOVED = 0.5  # cells


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of each pair. `rest` is the root mean square, in levels, of what differs in cells that are no paper, `worst` what
    differs most in one; `structure` how much such a photo varies within itself, in levels; `gains` red, green and
    blue of the second over the first; `moved` by how many cells its outline is off at most.
    """

    rest: Array
    worst: Array
    structure: Array
    gains: Array
    moved: Array


def turned(colours: Array, way: int) -> Array:
    """The pictures (count × n × n × 3) turned by `way` % 4 quarters, from way 4 on mirrored before."""
    mirrored = colours[:, :, ::-1] if way >= 4 else colours
    result: Array = np.rot90(mirrored, way % 4, axes=(1, 2))
    return result


def agreement(first: Array, second: Array) -> Agreement:
    """How well pairs of pictures agree, count × 24 × 24 × 3 levels each."""
    parts = [_agreement(first[at : at + AT_ONCE], second[at : at + AT_ONCE]) for at in range(0, len(first), AT_ONCE)]
    names = ("rest", "worst", "structure", "gains", "moved")
    return Agreement(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _agreement(first: Array, second: Array) -> Agreement:
    count, cells = first.shape[:2]
    down, across = np.gradient(first, axis=(1, 2))
    v, u = np.mgrid[-1 : 1 : cells * 1j, -1 : 1 : cells * 1j].astype(np.float32)[..., None]
    gains = [np.where(np.arange(3) == channel, first, 0) for channel in range(3)]
    inner = (slice(None), slice(1, -1), slice(1, -1))  # the outermost cells have no slope, and may not be all inside
    columns = [each[inner] for each in (*gains, across, down, u * across, v * down)]
    terms = np.stack(columns, axis=-1).reshape(count, -1, 7).astype(np.float32)
    known, wanted = first[inner].reshape(count, -1), second[inner].reshape(count, -1)
    weight = ((known < FULL) & (wanted < FULL)).astype(np.float32)
    weighed = terms * weight[..., None]
    square = (weighed.transpose(0, 2, 1) @ terms).astype(np.float64)
    square += np.eye(7) * (RIDGE * square.trace(axis1=1, axis2=2)[:, None, None] / 7 + 1e-6)
    side = (weighed.transpose(0, 2, 1) @ wanted[..., None]).astype(np.float64)
    factors = np.linalg.solve(square, side)[..., 0]
    expected = (terms @ factors[..., None].astype(np.float32))[..., 0]
    return _told(first[inner], second[inner], expected, factors)


def _told(first: Array, second: Array, expected: Array, factors: Array) -> Agreement:
    count = len(first)
    known, wanted = first.reshape(count, -1), second.reshape(count, -1)
    wrong = np.minimum(expected, 255) - wanted
    # What is clipped in the first may have been brighter.
    wrong = np.where(known >= FULL, np.maximum(wrong, 0), np.where(wanted >= FULL, np.minimum(wrong, 0), wrong))
    wrong = wrong.reshape(count, -1, 3)
    cells = first.reshape(count, -1, 3)
    paper = np.percentile(cells, 95, axis=1, keepdims=True)
    shown = (np.abs(cells - paper).max(axis=2) > 12).astype(np.float32)
    number = np.maximum(shown.sum(axis=1), 1)
    rest = np.sqrt(((wrong**2).mean(axis=2) * shown).sum(axis=1) / number)
    worst = np.abs(wrong).mean(axis=2).max(axis=1)
    structure = cells.std(axis=1).max(axis=1)
    moved = np.maximum(*(np.abs(factors[:, at]) + np.abs(factors[:, at + 2]) for at in (3, 4)))
    return Agreement(rest, worst, structure, factors[:, :3], moved)


@dataclass(frozen=True, slots=True)
class Best:
    """The agreement of each pair laid upon each other the best way, and which way that is."""

    told: Agreement
    way: Array

    def copies(self, pairs: Array, same_moment: Array) -> list[tuple[tuple[int, int], float, int]]:
        """Those of `pairs` that are copies: two indices, the rest, and the way."""
        told = self.told
        rest = np.where(same_moment, REST * SURE, REST)
        low, high = told.gains.min(axis=1), told.gains.max(axis=1)
        same = (told.rest <= rest) & (told.rest <= told.structure * SHARE) & (told.worst <= WORST * rest / REST)
        same &= (low >= 1 / MOST_GAIN) & (high <= MOST_GAIN) & (high <= low * MOST_CAST) & (told.moved <= MOST_MOVED)
        chosen = np.flatnonzero(same)
        return [((int(pairs[i, 0]), int(pairs[i, 1])), float(told.rest[i]), int(self.way[i])) for i in chosen]


def best_agreement(first: Array, second: Array) -> Best:
    """`agreement` in the best of the eight ways in which a picture is turned or mirrored."""
    coarse = [_coarse(each) for each in (first, second)]
    apart = np.stack([np.abs(coarse[0] - turned(coarse[1], way)).mean(axis=(1, 2, 3)) for way in range(8)])
    way = apart.argmin(axis=0)
    laid = np.empty_like(second)
    for each in range(8):
        laid[way == each] = turned(second[way == each], each)
    return Best(agreement(first, laid), way)


def _coarse(colours: Array) -> Array:
    cells = colours.shape[1] // 2
    coarse = colours.reshape(-1, cells, 2, cells, 2, 3).mean(axis=(2, 4))
    # Brighter or tinted copies are laid right too.
    result: Array = coarse / np.maximum(coarse.mean(axis=(1, 2), keepdims=True), 1)
    return result
