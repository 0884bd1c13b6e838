"""Is one photo a copy of another, or is it only of the same kind?

A copy agrees with its original everywhere once brightness and cast, which editing changes, and an outline told a
fraction of a cell off are allowed for. Another colour, another print or a product laid down anew leaves a rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.likeness import colours_of

Array = NDArray[Any]

FULL = 250.0  # levels from which a cell may be clipped
AS_GOOD = 0.02  # by which rounding to whole pixels may change the shape of a frame
AT_ONCE = 400  # pairs in one go: 20 MB
RIDGE = 1e-5  # keeps the equations of an empty frame solvable
REST, WORST = 2.5, 12.0  # levels: what compression at quality 60 and resizing leave, in the mean and in a single cell
SHARE = 0.08  # of the structure that the rest may be: a plain cloth that fills the frame shows nothing to compare
LEAST_SHOWN = 0.03  # of the cells that must not be paper
SURE = 2.0  # times that, where both say that the same camera took them at the same moment
CLIPPED, BRIGHTENED = 0.05, 1.03  # of the cells; and from this gain on their edges clip, so twice the rest as well
FAR = 0.045  # mean difference of cells, as a share of the mean, from which on no closer look is needed
MOST_GAIN, MOST_CAST = 1.2, 1.15  # brightening by 0.3 stop is 1.1 in levels; red against blue
MOST_MOVED = 0.25  # cells: 1% of the frame, as rounding to whole pixels moves it; laid down anew it lies elsewhere
ALIKE = 30.0  # levels by which the quartiles of a product's colours may differ in a copy that is cropped and brightened


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of each pair. `rest` is the root mean square, in levels, of what differs in cells that are no paper, `worst` what
    differs most in one; `structure` how much such a photo varies within itself, in levels; `gains` red, green and
    blue of the second over the first; `moved` by how many cells its outline is off at most; `clipped` is the share of
    cells so bright that they may be clipped.
    """

    rest: Array
    worst: Array
    structure: Array
    gains: Array
    moved: Array
    clipped: Array


def turned(colours: Array, way: int) -> Array:
    """The pictures (count × n × n × 3) turned by `way` % 4 quarters, from way 4 on mirrored before."""
    mirrored = colours[:, :, ::-1] if way >= 4 else colours
    result: Array = np.rot90(mirrored, way % 4, axes=(1, 2))
    return result


def agreement(first: Array, second: Array) -> Agreement:
    """How well pairs of pictures agree, count × 24 × 24 × 3 levels each."""
    starts = range(0, max(1, len(first)), AT_ONCE)
    parts = [_agreement(first[at : at + AT_ONCE], second[at : at + AT_ONCE]) for at in starts]
    names = ("rest", "worst", "structure", "gains", "moved", "clipped")
    return Agreement(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _agreement(first: Array, second: Array) -> Agreement:
    count, cells = first.shape[:2]
    down, across = np.gradient(first, axis=(1, 2))
    v, u = np.mgrid[-1 : 1 : cells * 1j, -1 : 1 : cells * 1j].astype(np.float32)[..., None]
    gains = [np.where(np.arange(3) == channel, first, 0) for channel in range(3)]
    values = (cells - 2) ** 2 * 3
    inner = (slice(None), slice(1, -1), slice(1, -1))  # the outermost cells have no slope, and may not be all inside
    columns = [each[inner] for each in (*gains, across, down, u * across, v * down)]
    terms = np.stack(columns, axis=-1).reshape(count, values, 7).astype(np.float32)
    known, wanted = first[inner].reshape(count, values), second[inner].reshape(count, values)
    weight = ((known < FULL) & (wanted < FULL)).astype(np.float32)
    weighed = terms * weight[..., None]
    square = (weighed.transpose(0, 2, 1) @ terms).astype(np.float64)
    square += np.eye(7) * (RIDGE * square.trace(axis1=1, axis2=2)[:, None, None] / 7 + 1e-6)
    side = (weighed.transpose(0, 2, 1) @ wanted[..., None]).astype(np.float64)
    factors = np.linalg.solve(square, side)[..., 0]
    expected = (terms @ factors[..., None].astype(np.float32))[..., 0]
    return _told(first[inner], second[inner], expected, factors)


def _told(first: Array, second: Array, expected: Array, factors: Array) -> Agreement:
    known, wanted = first.reshape(expected.shape), second.reshape(expected.shape)
    wrong = np.minimum(expected, 255) - wanted
    # What is clipped in the first may have been brighter.
    wrong = np.where(known >= FULL, np.maximum(wrong, 0), np.where(wanted >= FULL, np.minimum(wrong, 0), wrong))
    shape = len(first), expected.shape[1] // 3, 3
    wrong, cells = wrong.reshape(shape), first.reshape(shape)
    paper = np.percentile(cells, 95, axis=1, keepdims=True)
    # Cloth that fills the frame has no paper to be told from; what little differs there says nothing.
    shown = (np.abs(cells - paper).max(axis=2) > 12).astype(np.float32)
    number = np.maximum(shown.sum(axis=1), 1)
    rest = np.sqrt(((wrong**2).mean(axis=2) * shown).sum(axis=1) / number)
    worst = np.abs(wrong).mean(axis=2).max(axis=1)
    structure = np.where(shown.mean(axis=1) >= LEAST_SHOWN, cells.std(axis=1).max(axis=1), 0)
    moved = np.maximum(*(np.abs(factors[:, at]) + np.abs(factors[:, at + 2]) for at in (3, 4)))
    clipped = ((known >= FULL) | (wanted >= FULL)).mean(axis=1)
    return Agreement(rest, worst, structure, factors[:, :3], moved, clipped)


@dataclass(frozen=True, slots=True)
class Best:
    """The agreement of each pair laid upon each other the best way, and which way that is. `at` has the places of
    these pairs among those asked about: the others are too far apart for a closer look.
    """

    told: Agreement
    way: Array
    at: Array

    def copies(self, pairs: Array, *, sure: bool) -> list[tuple[int, int, float, int]]:
        """Those of `pairs` that are copies: two indices, the rest, and the way. `sure` where they say themselves that
        one camera took both at one moment.
        """
        told = self.told
        low, high = told.gains.min(axis=1), told.gains.max(axis=1)
        brightened = (told.clipped >= CLIPPED) & ((low >= BRIGHTENED) | (high <= 1 / BRIGHTENED))
        rest = np.where(brightened | sure, REST * SURE, REST)
        same = (told.rest <= rest) & (told.rest <= told.structure * SHARE) & (told.worst <= WORST * rest / REST)
        same &= (low >= 1 / MOST_GAIN) & (high <= MOST_GAIN) & (high <= low * MOST_CAST) & (told.moved <= MOST_MOVED)
        found = []
        for each in np.flatnonzero(same):
            one, two = pairs[self.at[each]]
            found.append((int(one), int(two), float(told.rest[each]), int(self.way[each])))
        return found


def best_agreement(cells: Array, coarse: Array, pairs: Array, far: float = FAR) -> Best:
    """`agreement` of the pairs that may be copies, in the best of the eight ways to turn or mirror a picture.

    `cells` are those of all likenesses, `coarse` what `coarse_of` makes of their colours, `pairs` rows of two indices.
    """
    one, two = coarse[pairs[:, 0]], coarse[pairs[:, 1]]
    apart = np.stack([_apart(one, turned(two, way)) for way in range(8)])
    at = np.flatnonzero(apart.min(axis=0) <= far)
    way, laid = apart.argmin(axis=0)[at], colours_of(cells[pairs[at, 1]])
    for each in range(8):
        laid[way == each] = turned(laid[way == each], each)
    return Best(agreement(colours_of(cells[pairs[at, 0]]), laid), way, at)


def coarse_of(colours: Array) -> Array:
    """count × 8 × 8 × 3: means as shares of the whole picture's, so that brighter or tinted copies are alike too."""
    coarse = np.stack([colours[:, i::3, j::3] for i in range(3) for j in range(3)]).mean(axis=0)
    result: Array = coarse / np.maximum(coarse.mean(axis=(1, 2), keepdims=True), 1)
    return result


def _apart(one: Array, two: Array) -> Array:
    away = np.abs(one - two).reshape(len(one), one[0].size if len(one) else 0)
    result: Array = away @ np.full(away.shape[1], 1 / max(1, away.shape[1]), np.float32)
    return result


def same_colours(first: Array, second: Array) -> bool:
    """Whether two pictures, n × n × 3 levels each, show things of the same colours, wherever they are in them."""
    one, two = (_palette(each.reshape(-1, 3)) for each in (first, second))
    return bool(np.abs(one - two).max() <= ALIKE)


def _palette(cells: Array) -> Array:
    paper = np.percentile(cells, 95, axis=0)
    shown = cells[np.abs(cells - paper).max(axis=1) > 12]
    chosen = shown if len(shown) >= LEAST_SHOWN * len(cells) else cells
    palette: Array = np.percentile(chosen, (25, 50, 75), axis=0)
    return palette
