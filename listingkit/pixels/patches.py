"""Which pixels of a mask hang together? Over runs instead of pixels, so that no compiled helper is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def large_patches(mask: Array, least: int) -> Array:
    """The patches (of pixels that touch, corners included) of a boolean mask that have at least so many pixels."""
    return numbered_patches(mask, least) > 0


def numbered_patches(mask: Array, least: int) -> Array:
    """Each pixel's patch as a number from 1, 0 where there is none or it has fewer than `least` pixels."""
    rows, starts, ends = _runs(mask)
    patch = _join(rows, starts, ends, touch=1)
    areas = np.bincount(patch, weights=ends - starts, minlength=1)
    large = areas[patch] >= least
    _, number = np.unique(patch[large], return_inverse=True)
    return _painted(mask.shape, (rows[large], starts[large], ends[large]), number + 1)


def _runs(mask: Array) -> tuple[Array, Array, Array]:
    """Row, first column and column after the last of each run of a row's pixels, sorted."""
    # A border of False on both sides of each row: along all rows in one line, beginnings and ends take turns.
    width, line = mask.shape[1] + 2, _bordered(mask, 1, 1, 1).ravel()
    turns = np.flatnonzero(line[1:] != line[:-1])
    starts, ends = turns[::2], turns[1::2]
    rows = starts // width
    return rows, starts - rows * width, ends - rows * width


def _painted(shape: tuple[int, ...], runs: tuple[Array, Array, Array], number: Array) -> Array:
    steps = np.zeros((shape[0], shape[1] + 1), np.int32)
    steps[runs[0], runs[1]] = number
    # Runs of a row never touch, so a start and an end never share a cell.
    steps[runs[0], runs[2]] = -number
    numbers: Array = np.cumsum(steps, axis=1, dtype=np.int32)[:, :-1]
    return numbers


def _join(rows: Array, starts: Array, ends: Array, *, touch: int) -> Array:
    """The patch number of each run; runs of two rows meet where they overlap or, with `touch` 1, at corners.

    Every run takes the lowest number that it meets, and the number's own number, until none changes: a few rounds,
    since the way to the lowest is halved in each.
    """
    one, other = _meetings(rows, starts, ends, touch)
    patch = np.arange(len(rows))
    while True:
        lowest = np.minimum(patch[one], patch[other])
        found = patch.copy()
        # What a run's number stands for is lowered too, so that whole patches join at once.
        for meeting in (patch[one], patch[other], one, other):
            np.minimum.at(found, meeting, lowest)
        found = found[found]
        if np.array_equal(found, patch):
            return patch
        patch = found


def _meetings(rows: Array, starts: Array, ends: Array, touch: int) -> tuple[Array, Array]:
    """Pairs of runs in neighbouring rows that meet: the lower one's number, and the upper one's."""
    # Runs in one long line, each row far enough from the next that none reaches over.
    width = int(ends.max(initial=0)) + 4
    above = (rows - 1) * width
    first = np.searchsorted(rows * width + ends, above + starts - touch, side="right")
    after = np.searchsorted(rows * width + starts, above + ends + touch, side="left")
    count = np.maximum(after - first, 0)
    lower = np.repeat(np.arange(len(rows)), count)
    upper = np.arange(len(lower)) + np.repeat(first - (np.cumsum(count) - count), count)
    return lower, upper


def reached(passable: Array, seed: Array) -> Array:
    """Which passable cells hang together with those of `seed`, by their sides."""
    rows, starts, ends = _runs(passable)
    patch = _join(rows, starts, ends, touch=0)
    seeds = _bordered(np.cumsum(passable & seed, axis=1, dtype=np.int32), 1, 1, 0)
    found = np.bincount(patch, weights=seeds[rows, ends] - seeds[rows, starts], minlength=1) > 0
    kept = found[patch]
    runs = rows[kept], starts[kept], ends[kept]
    return _painted(passable.shape, runs, np.ones(len(runs[0]), np.int32)) > 0


def grow(mask: Array) -> Array:
    """One pixel wider in every direction."""
    padded = _bordered(_bordered(mask, 0, 1, 1), 1, 1, 1)
    rows = padded[:-2] | padded[1:-1] | padded[2:]
    result: Array = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return result


def largest_near(values: Array, radius: int) -> Array:
    """The largest value in the square of 2 × `radius` + 1 around each cell; the edge is carried on."""
    return _running(_running(values, radius, np.maximum, 0), radius, np.maximum, 1)


def smallest_near(values: Array, radius: int) -> Array:
    """The smallest value in the square of 2 × `radius` + 1 around each cell; the edge is carried on."""
    return _running(_running(values, radius, np.minimum, 0), radius, np.minimum, 1)


def _running(values: Array, radius: int, choose: np.ufunc, axis: int) -> Array:
    # Windows that double in length: seven neighbours cost three comparisons.
    length = values.shape[axis]
    found, width = _bordered(values, axis, radius, radius), 1
    _part(found, axis, 0, radius)[:] = _part(values, axis, 0, 1)
    _part(found, axis, length + radius, radius)[:] = _part(values, axis, length - 1, 1)
    wanted = 2 * radius + 1
    while width < wanted:
        step = min(width, wanted - width)
        count = found.shape[axis] - step
        found = choose(_part(found, axis, 0, count), _part(found, axis, step, count))
        width += step
    return _part(found, axis, 0, length)


def _part(values: Array, axis: int, start: int, count: int) -> Array:
    part: Array = values[start : start + count] if axis == 0 else values[:, start : start + count]
    return part


def _bordered(values: Array, axis: int, before: int, after: int) -> Array:
    """With so many zeros before and after, along one axis. np.pad does more, and takes ten times as long."""
    shape = list(values.shape)
    shape[axis] += before + after
    wide = np.zeros(shape, values.dtype)
    _part(wide, axis, before, values.shape[axis])[:] = values
    return wide


def mean_near(values: Array, radius: int) -> Array:
    """The mean over the square of 2 × `radius` + 1 around each cell of a plane of floats; zeros lie beyond the edge."""
    size = 2 * radius + 1
    for _ in range(2):
        total = np.cumsum(_bordered(values, 0, radius + 1, radius), axis=0, dtype=np.float64)
        values = ((total[size:] - total[:-size]) / size).T
    result: Array = values.astype(np.float32)
    return result
