"""Which photos look so much alike that they may be copies of each other?

Each photo has a sketch: colours of 8 × 8 cells, ordered so that they stay the same when it is turned or mirrored. Two
photos whose sketches lie no farther apart than REACH are candidates, and none of those is lost: the sketches are
projected on the few directions in which they vary most, which brings none farther apart, and joined there on a grid
whose cells are as wide as REACH, never pair by pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

COARSE = 8
REACH = 0.025  # root mean square over the sketch, in the paper's level: what all that counts as copying changes
NARROW = 0.006  # what saving anew and resizing alone change
AXES = 5  # directions that the grid is made of: with more, the neighbouring cells outnumber the photos in them
CLOSER = 16  # directions in which candidates are compared before all numbers are
SAMPLE = 2000  # photos that tell the directions
ROUNDING = 1.0001  # so that rounding in the projection loses none
AT_ONCE = 500_000  # pairs compared in one go: some 100 MB


def _orbits() -> list[list[int]]:
    """Cells that turning and mirroring carry into each other."""
    orbits: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in range(COARSE * COARSE):
        near, far = sorted(min(place, COARSE - 1 - place) for place in divmod(at, COARSE))
        orbits[near, far].append(at)
    return list(orbits.values())


ORBITS = _orbits()


def sketches(colours: Array, white: Array) -> Array:
    """count × 192, float32, from count × 24 × 24 × 3 levels, and count × 3 levels that count as 1.

    Sorted within each orbit, so two sketches differ by no more than the two pictures laid upon each other the best way.
    """
    count = len(colours)
    side = colours.shape[1] // COARSE
    coarse = _tints(colours, white, side).reshape(count, COARSE * COARSE, 3)
    parts = [np.sort(coarse[:, orbit], axis=1) for orbit in ORBITS]
    return np.concatenate(parts, axis=1).reshape(count, -1).astype(np.float32)


def _tints(colours: Array, white: Array, side: int) -> Array:
    """Means of side × side cells: lightness and two tints, as shares of `white`."""
    parts = [colours[:, down::side, across::side] for down in range(side) for across in range(side)]
    means = np.stack(parts).mean(axis=0) / white[:, None, None, :]
    red, green, blue = np.moveaxis(means, -1, 0)
    coarse: Array = np.stack([(red + green + blue) / 3, red - green, blue - green], axis=-1)
    return coarse


def near(sketch: Array, open_: Array, reach: float = REACH) -> Iterator[Array]:
    """Pairs (rows of two indices, the lower first, each pair once) whose root mean square difference is at most `reach`
    and of which at least one is `open_`.

    `sketch` is count × numbers, `open_` one truth value for each of count.
    """
    if len(sketch) < 2:
        return
    radius = max(reach, 1e-6) * sketch.shape[1] ** 0.5
    places = _projected(sketch)
    cells = np.floor(places[:, :AXES] / (radius * ROUNDING)).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    strides = np.cumprod([1, *(cells.max(axis=0) + 2)[:-1]])
    keys = cells @ strides
    order = np.argsort(keys, kind="stable")
    filled, starts = np.unique(keys[order], return_index=True)
    ends = np.append(starts[1:], len(order))
    some_open = np.logical_or.reduceat(open_[order], starts)
    for step in product((-1, 0, 1), repeat=cells.shape[1]):
        offset = int(np.array(step) @ strides)
        if offset < 0:
            continue  # the opposite step finds the same pairs
        found = np.searchsorted(filled, filled + offset)
        found[found == len(filled)] = 0
        here = np.flatnonzero((filled[found] == filled + offset) & (some_open | some_open[found]))
        for pairs in _crossed(starts[here], ends[here], starts[found[here]], ends[found[here]]):
            chosen = order[pairs[pairs[:, 0] < pairs[:, 1]] if offset == 0 else pairs]
            chosen = _within(places, chosen[open_[chosen].any(axis=1)], radius * ROUNDING)
            chosen = _within(sketch, chosen, radius)
            if len(chosen):
                yield np.sort(chosen, axis=1)


def _projected(sketch: Array) -> Array:
    """Coordinates along the orthogonal directions of most variation: no two are farther apart in them than before."""
    sample = sketch[:: max(1, len(sketch) // SAMPLE)].astype(np.float64)
    middle = sample.mean(axis=0)
    directions = np.linalg.eigh((sample - middle).T @ (sample - middle))[1][:, ::-1][:, :CLOSER]
    projected: Array = (sketch.astype(np.float64) - middle) @ directions
    return projected


def _crossed(starts: Array, ends: Array, others: Array, other_ends: Array) -> Iterator[Array]:
    """Every place of one cell with every place of the other, for many pairs of cells, some at a time."""
    sizes = (ends - starts) * (other_ends - others)
    if not len(sizes):
        return
    total = np.cumsum(sizes)
    for first in range(0, int(total[-1]), AT_ONCE):
        numbers = np.arange(first, min(first + AT_ONCE, int(total[-1])))
        cell = np.searchsorted(total, numbers, side="right")
        inside = numbers - (total[cell] - sizes[cell])
        width = other_ends[cell] - others[cell]
        yield np.stack([starts[cell] + inside // width, others[cell] + inside % width], axis=1)


def _within(places: Array, pairs: Array, radius: float) -> Array:
    """The pairs no farther apart than that; the first few numbers rule most of them out."""
    for some in (slice(0, AXES), slice(0, None)):
        if len(pairs):
            apart = places[pairs[:, 0], some] - places[pairs[:, 1], some]
            pairs = pairs[np.einsum("ij,ij->i", apart, apart) <= radius**2]
    return pairs
