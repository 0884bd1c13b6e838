"""Which photos are cut out of others, so lightly that most of both is the same?

A crop moves every cell of the small picture, so the picture of the larger photo is cut bit by bit (Lucas and Kanade
1981, with brightness) until it lies upon the other's. What the cells are too wide to show is blurred away in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.judging.copies import FULL, LEAST_SHOWN, RIDGE, SHARE
from listingkit.pixels.likeness import CELLS, cells_of, colours_of

Array = NDArray[Any]

STARTS, ROUNDS = (0.94, 0.84), 6  # shares of a side that may be left: about 3% and 8% cut from each edge
LEAST_LEFT, MOST_LEFT, A_CROP = 0.75, 1.02, 0.985  # of a side; of at least one side it must be less than the last
STEP = 0.15  # of half a side, in one round
REST, WORST = 4.0, 30.0  # levels: blurred cells of true crops keep 2 to 4, those of other photos 13 and more
MOST_GAIN = 1.06  # another colour on the same spot would pass for brighter
SHOWN = 12  # levels from the paper
REACH, NEIGHBOURS, MOST_PAIRS = 0.16, 12, 4000  # of the paper's level; photos each; in all: some 8 s
CHUNK, AT_ONCE = 64, 300
BLUR = np.array((1, 4, 6, 4, 1), np.float32) / 16
PLACES = np.linspace(-1, 1, CELLS) * (CELLS - 1) / CELLS  # centres of cells, from edge to edge of a frame


@dataclass(frozen=True, slots=True)
class Crop:
    """`copy` and `original` are indices; `rest` the root mean square difference in levels, of blurred cells."""

    copy: int
    original: int
    rest: float


def looks_of(colours: Array, white: Array) -> Array:
    """count × 6: mean and spread of what is not paper, as shares of `white`; a crop changes little of that."""
    cells = colours.reshape(len(colours), -1, 3)
    shown = (np.abs(cells - white[:, None]).max(axis=2) > 2 * SHOWN).astype(np.float32)
    number = np.maximum(shown.sum(axis=1), 1)[:, None]
    mean = (cells * shown[..., None]).sum(axis=1) / number
    spread = np.sqrt((((cells - mean[:, None]) ** 2) * shown[..., None]).sum(axis=1) / number)
    looks: Array = (np.concatenate([mean, spread], axis=1) / np.tile(white, 2)).astype(np.float32)
    return looks


def candidates(looks: Array, open_: Array, pixels: Array, cameras: Array) -> Array:
    """Rows of two indices, the photo with fewer pixels first: the nearest of each `open_` photo by `looks_of`.

    Photos of as many `pixels` are no crops of each other, nor are those of two `cameras` (0 is unknown).
    """
    found: list[tuple[float, int, int]] = []
    whole = (looks**2).sum(axis=1)
    asked = np.flatnonzero(open_) if len(np.unique(pixels)) > 1 else np.zeros(0, int)
    for at in range(0, len(asked), CHUNK):
        some = asked[at : at + CHUNK]
        away = whole[some, None] + whole - 2 * looks[some] @ looks.T
        one, two = cameras[some, None], cameras[None]
        away[(pixels[some, None] == pixels) | ((one != two) & (one != 0) & (two != 0))] = np.inf
        nearest = np.argpartition(away, min(NEIGHBOURS, len(looks) - 1), axis=1)[:, :NEIGHBOURS]
        for row, a in enumerate(some.tolist()):
            near = [b for b in nearest[row].tolist() if away[row, b] <= REACH**2]
            for b in near:
                copy, original = (a, b) if pixels[a] < pixels[b] else (b, a)
                found.append((round(float(away[row, b]), 6), copy, original))
    return np.array([pair for _, *pair in sorted(set(found))[:MOST_PAIRS]], int).reshape(-1, 2)


def crops(texts: Sequence[str], pairs: Array) -> list[Crop]:
    """Those of the `candidates` that are crops; `texts` are the frames' likenesses."""
    found = []
    for at in range(0, len(pairs), AT_ONCE):
        some = pairs[at : at + AT_ONCE]
        copy, original = (colours_of(cells_of([texts[each] for each in side])) for side in some.T.tolist())
        rests = np.stack([_rest(original, copy, left) for left in STARTS]).min(axis=0)
        found += [Crop(int(a), int(b), float(rest)) for (a, b), rest in zip(some, rests, strict=True) if rest <= REST]
    best: dict[int, Crop] = {}
    for each in found:  # a sibling of another print leaves little more than the original does
        if each.copy not in best or each.rest < best[each.copy].rest:
            best[each.copy] = each
    return list(best.values())


def _rest(original: Array, copy: Array, left: float) -> Array:
    """Levels by which each copy differs from its part of the original; infinite where it is no crop."""
    cut = np.tile(np.array([left, 0, left, 0]), (len(copy), 1))
    for _ in range(ROUNDS):
        cut = _closer(_part(original, cut), copy, cut)
    part = _part(original, cut)
    weight = ((part < FULL) & (copy < FULL)).astype(np.float32)
    gains = (part * copy * weight).sum(axis=(1, 2)) / np.maximum((part * part * weight).sum(axis=(1, 2)), 1)
    wrong = ((_blurred(copy - part * gains[:, None, None])) ** 2 * weight).mean(axis=-1)
    cells = _blurred(part)
    paper = np.percentile(cells, 95, axis=(1, 2), keepdims=True)
    shown = np.abs(cells - paper).max(axis=-1) > SHOWN
    rest = np.sqrt((wrong * shown).sum(axis=(1, 2)) / np.maximum(shown.sum(axis=(1, 2)), 1))
    sides = cut[:, [0, 2]]
    same = (sides.min(axis=1) <= A_CROP) & (sides.min(axis=1) > LEAST_LEFT) & (shown.mean(axis=(1, 2)) >= LEAST_SHOWN)
    same &= np.sqrt(wrong.max(axis=(1, 2))) <= WORST
    same &= rest <= SHARE * cells.std(axis=(1, 2)).max(axis=1)
    same &= (gains.min(axis=1) >= 1 / MOST_GAIN) & (gains.max(axis=1) <= MOST_GAIN)
    return np.where(same, rest, np.inf)


def _closer(part: Array, copy: Array, cut: Array) -> Array:
    """The cut after one round: least squares of shift, stretch and brightness."""
    count = len(part)
    down, across = (each * (CELLS / 2) for each in np.gradient(part, axis=(1, 2)))
    u, v = PLACES.astype(np.float32)[None, None, :, None], PLACES.astype(np.float32)[None, :, None, None]
    lights = [np.where(np.arange(3) == channel, part, 0) for channel in range(3)]
    terms = np.stack([each.reshape(count, -1) for each in (*lights, across, across * u, down, down * v)], axis=-1)
    weight = ((part < FULL) & (copy < FULL)).reshape(count, -1, 1).astype(np.float32)
    weighed = (terms * weight).astype(np.float32).transpose(0, 2, 1)
    square = (weighed @ terms.astype(np.float32)).astype(np.float64)
    square += np.eye(7) * (RIDGE * square.trace(axis1=1, axis2=2)[:, None, None] / 7 + 1e-6)
    factors = np.linalg.solve(square, (weighed @ copy.reshape(count, -1, 1)).astype(np.float64))[..., 0]
    move = np.clip(factors[:, 3:] / np.maximum(factors[:, :3].mean(axis=1), 0.2)[:, None], -STEP, STEP)
    sides = np.clip(cut[:, [0, 2]] * (1 + move[:, [1, 3]]), LEAST_LEFT - 0.05, MOST_LEFT)
    room = np.maximum(1.01 - sides, 0)
    shifts = np.clip(cut[:, [1, 3]] + cut[:, [0, 2]] * move[:, [0, 2]], -room, room)
    return np.stack([sides[:, 0], shifts[:, 0], sides[:, 1], shifts[:, 1]], axis=1)


def _part(original: Array, cut: Array) -> Array:
    """The cut-out (width, shift across, height, shift down) of each original in as many cells."""
    across, down = _weights(cut[:, :1] * PLACES + cut[:, 1:2]), _weights(cut[:, 2:3] * PLACES + cut[:, 3:4])
    wide = across[:, None] @ original  # count × rows × columns × 3
    part: Array = (down @ wide.reshape(len(wide), CELLS, -1)).reshape(wide.shape)
    return part


def _weights(places: Array) -> Array:
    """How much of each cell a place takes: cubic (Catmull and Rom 1974)."""
    at = np.clip(places * CELLS / 2 + (CELLS - 1) / 2, 0, CELLS - 1)
    away = np.abs(at[:, :, None] - np.arange(CELLS))
    near, far = 1.5 * away**3 - 2.5 * away**2 + 1, -0.5 * away**3 + 2.5 * away**2 - 4 * away + 2
    weights = np.where(away < 1, near, np.where(away < 2, far, 0))
    result: Array = (weights / weights.sum(axis=2, keepdims=True)).astype(np.float32)
    return result


def _blurred(cells: Array) -> Array:
    for axis in (1, 2):
        edges = [(2, 2) if each == axis else (0, 0) for each in range(4)]
        wide = np.pad(cells, edges, "edge")
        parts = [BLUR[at] * np.take(wide, np.arange(at, at + CELLS), axis=axis) for at in range(len(BLUR))]
        cells = np.stack(parts).sum(axis=0)
    return cells
