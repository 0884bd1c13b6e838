"""Which photos look so much alike that they may be copies of each other?

Each photo has a sketch: 48 numbers that stay the same when it is turned or mirrored. Two photos whose sketches differ
by no more than REACH in any number are candidates, and none of those is lost: the sketches are joined on a grid whose
cells are as wide as REACH, never pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

COARSE = 4
REACH = 0.055  # of the paper's level: what saving, cropping and an outline told one pixel off change at most
AXES = 5  # of the sketch that the grid is made of: with more, the neighbouring cells outnumber the photos in them
AT_ONCE = 500_000  # pairs compared in one go: some 100 MB
# Cells of 4 × 4 that turning and mirroring carry into each other.
ORBITS = ((0, 3, 12, 15), (1, 2, 4, 7, 8, 11, 13, 14), (5, 6, 9, 10))


def sketches(colours: Array, white: Array) -> Array:
    """count × 48, float32, from count × 24 × 24 × 3 levels, and count × 3 levels that count as 1.

    Sorted within each orbit, so two sketches differ by no more than the two pictures laid upon each other the best way.
    """
    count = len(colours)
    side = colours.shape[1] // COARSE
    coarse = coarse_of(colours, white, side).reshape(count, COARSE * COARSE, 3)
    parts = [np.sort(coarse[:, orbit], axis=1) for orbit in map(list, ORBITS)]
    return np.concatenate(parts, axis=1).reshape(count, -1).astype(np.float32)


def coarse_of(colours: Array, white: Array, side: int) -> Array:
    """Means of side × side cells: lightness and two tints, as shares of `white`."""
    cells = colours.shape[1] // side
    means = colours.reshape(-1, cells, side, cells, side, 3).mean(axis=(2, 4)) / white[:, None, None, :]
    red, green, blue = np.moveaxis(means, -1, 0)
    coarse: Array = np.stack([(red + green + blue) / 3, red - green, blue - green], axis=-1)
    return coarse


def near(sketch: Array, reach: float = REACH) -> Iterator[Array]:
    """Pairs (rows of two indices, the lower first, each pair once) that differ by at most `reach` in every number."""
    if len(sketch) < 2:
        return
    axes = _axes(sketch)
    cells = np.floor(sketch[:, axes].astype(np.float64) / reach).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    spans = cells.max(axis=0) + 2
    strides = np.cumprod([1, *spans[:-1]])
    keys = cells @ strides
    order = np.argsort(keys, kind="stable")
    filled, starts = np.unique(keys[order], return_index=True)
    ends = np.append(starts[1:], len(order))
    for step in product((-1, 0, 1), repeat=len(axes)):
        offset = int(np.array(step) @ strides)
        if offset < 0:
            continue  # the opposite step finds the same pairs
        found = np.searchsorted(filled, filled + offset)
        found[found == len(filled)] = 0
        there = filled[found] == filled + offset
        here = np.flatnonzero(there)
        for pairs in _crossed(starts[here], ends[here], starts[found[here]], ends[found[here]]):
            chosen = order[pairs]
            if offset == 0:
                chosen = chosen[pairs[:, 0] < pairs[:, 1]]
            chosen = _within(sketch, chosen, axes, reach)
            if len(chosen):
                yield np.sort(chosen, axis=1)


def _axes(sketch: Array) -> list[int]:
    """The numbers that vary most, each without what the ones before it tell already."""
    sample = sketch[:: max(1, len(sketch) // 2000)].astype(np.float64)
    rest = sample - sample.mean(axis=0)
    chosen: list[int] = []
    for _ in range(AXES):
        spread = (rest**2).sum(axis=0)
        spread[chosen] = -1
        best = int(spread.argmax())
        chosen.append(best)
        told = rest[:, best] / max(float(np.linalg.norm(rest[:, best])), 1e-9)
        rest = rest - told[:, None] * (told @ rest)
    return chosen


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


def _within(sketch: Array, pairs: Array, axes: list[int], reach: float) -> Array:
    rest = [each for each in range(sketch.shape[1]) if each not in axes]
    for some in (axes, *(rest[at : at + 8] for at in range(0, len(rest), 8))):
        if not len(pairs):
            break
        apart = np.abs(sketch[pairs[:, 0]][:, some] - sketch[pairs[:, 1]][:, some]).max(axis=1)
        pairs = pairs[apart <= reach]
    return pairs
