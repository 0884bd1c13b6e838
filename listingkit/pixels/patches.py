"""Which pixels of a mask hang together? Over runs instead of pixels, so that no compiled helper is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def large_patches(mask: Array, least: int) -> Array:
    """The patches (of pixels that touch, corners included) of a boolean mask that have at least so many pixels."""
    height, width = mask.shape
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    patch = _join(rows.tolist(), starts.tolist(), ends.tolist())
    areas = np.bincount(patch, weights=ends - starts, minlength=1)
    large = areas[patch] >= least
    steps = np.zeros((height, width + 1), np.int8)
    steps[rows[large], starts[large]] = 1
    steps[rows[large], ends[large]] = -1
    kept: Array = np.cumsum(steps, axis=1)[:, :-1].astype(bool)
    return kept


def _join(rows: list[int], starts: list[int], ends: list[int]) -> Array:
    """The patch number of each run (row, first column, column after the last); runs come sorted."""
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    above = 0
    for run, row in enumerate(rows):
        while rows[above] < row - 1 or (rows[above] == row - 1 and ends[above] < starts[run]):
            above += 1
        other = above
        while rows[other] == row - 1 and starts[other] <= ends[run]:
            parent[root(other)] = root(run)
            other += 1
    return np.array([root(run) for run in range(len(rows))], dtype=np.intp)


def reached_from_border(passable: Array) -> Array:
    """Which passable cells hang together with the frame's edge."""
    inside = np.zeros_like(passable)
    inside[1:-1, 1:-1] = True
    return _connected(passable, passable & ~inside)


def _fill_runs(passable: Array, reached: Array) -> Array:
    walls = np.ones((passable.shape[0], 1), dtype=bool)
    barrier = np.concatenate([walls, ~passable], axis=1).ravel()
    runs = np.cumsum(barrier)
    hit = np.bincount(runs, weights=np.concatenate([~walls, reached], axis=1).ravel()) > 0
    filled: Array = (hit[runs] & ~barrier).reshape(passable.shape[0], -1)[:, 1:]
    return filled


def grow(mask: Array) -> Array:
    """One pixel wider in every direction."""
    padded = np.pad(mask, 1)
    rows = padded[:-2] | padded[1:-1] | padded[2:]
    result: Array = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return result


def _connected(passable: Array, seed: Array) -> Array:
    # Whole runs are filled at a time, along rows and columns in turn: a few rounds, where pixels would take hundreds.
    while True:
        grown = _fill_runs(passable, seed)
        grown = _fill_runs(passable.T, grown.T).T
        if grown.sum() == seed.sum():
            return grown
        seed = grown
