"""Where does a product on its sheet of paper end, and what is only shadow?

Paper and shadow hang together with the frame's border: shade comes in softly. A product begins with a sudden step, is
of another tint, or is darker than any shade. So the ground is what can be reached from paper at the border without
crossing such a step, and the product is all the rest: a white one too, as long as its outline shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.pixels.patches import (
    grow,
    large_patches,
    largest_near,
    mean_near,
    numbered_patches,
    reached,
    smallest_near,
)

Array = NDArray[Any]

STEPS = 200  # of the sheet's own level: leaves room for what is brighter than the paper
NOISE = 2.2  # times the usual range within 3 pixels that noise reaches once in a frame
FAINT = 0.012  # of the paper's level: a smaller step shows nowhere, and compression makes such
SUDDEN = 0.5  # of the change within 9 pixels that happens within 3, where shadows take longer
KINK = 0.4  # of the change within 3 pixels by which it bends: so it does where a product's flat face meets its shadow
TINTED, SKY = 0.05, 0.2  # tint that no paper has; and per depth, since shade in the sun is lit by the blue sky
DEEPEST_SHADE = 0.42  # of the sheet's level: what is darker is no shadow
FLAT = 1.5  # times the paper's own unevenness that a hole may have
HOLE = 0.001  # of the frame: a smaller spot of white may be a dot of the pattern
BRIGHTER = 1.1  # of the sheet's level: what is brighter is no paper
SPECK = 0.0005  # of the frame: smaller patches are dust, creases or noise
LOOSE = 0.05  # of all that may be product: a smaller patch may be something else
CLOSINGS = (0, 1, 3)  # pixels on each side by which gaps of an outline may be closed
DOUBT = 0.12  # of the outline that may lack evidence
THREAD = 0.12  # of the sheet's level: a line as dark as that is a part of the product, and no crease
PALE_LINE = 0.25  # of the sheet's level: a line that is less dark may be all that shows of something white
MOST_LINES = 0.5  # of the outline that may be of pale lines: with more, they are what is left of something white
STRONG = 3.0  # times the least step: a line of that depth does not vanish elsewhere
NARROW, GAP = 3, 2  # pixels on each side: of a gap between a product's parts, and of one in its outline there
AROUND = 8  # pixels: how far around a gap the shadow's own level is looked for
RING = 3  # pixels that the ring along the frame's edge is deep
AT_ONCE = 0.7  # of the change within 15 pixels of the ring that happens within 5, where shadows take longer


@dataclass(frozen=True, slots=True)
class Outline:
    """`product` with all that it encloses, `ground` the rest; `told` whether its outline is there all round."""

    product: Array
    ground: Array
    told: bool


@dataclass(frozen=True, slots=True)
class _Signs:
    light: Array  # of the sheet's level, 0 to 255 for 0 to 255 / STEPS
    solid: Array  # of another tint than paper in shade, or too dark for that
    sudden: Array  # where the light or the tint changes at once
    least: float  # the smallest step that is no noise, in units of `light`


@dataclass(frozen=True, slots=True)
class _Traced:
    product: Array
    loose: float  # steps with ground on both sides, as a share of the outline
    unsure: float  # the same without those along a shadow


def trace(ratio: Array, paper: Array, at_border: Array) -> Outline:
    """Product and ground of a small frame. `ratio` is height × width × 3, of the sheet's level at each pixel.

    `paper` is what is no farther from the sheet than its noise, `at_border` the part of that at the frame's edge.
    """
    signs = _signs(ratio, paper)
    barrier = large_patches(signs.solid | signs.sudden, max(6, int(SPECK * paper.size)))
    at_border = at_border | _holes(ratio, signs, paper, ~reached(~barrier, at_border) & ~barrier)
    tried: list[_Traced] = []
    for gap in CLOSINGS:
        tried.append(_enclosed(signs, barrier, at_border, gap))
        if tried[-1].loose <= DOUBT:
            break
    # What could be closed nowhere is the end of a hard shadow, as long as a shadow is there.
    best = tried[-1] if tried[-1].loose <= DOUBT else tried[0]
    product = best.product | _bridges(signs, barrier, at_border, best.product)
    return Outline(product, ~product, best.unsure <= DOUBT)


def _bridges(signs: _Signs, barrier: Array, at_border: Array, product: Array) -> Array:
    """Narrow parts that join others, in a shadow nearly as dark as they are, so that their outline has small gaps.

    They lie between parts of the product, behind what there is of an outline, and are not at the shadow's level.
    """
    closed = smallest_near(largest_near(product, NARROW), NARROW)
    behind = ~largest_near(reached(~largest_near(barrier, GAP), at_border), GAP) & closed & ~product
    if not behind.any():
        return behind
    ground = (~grow(closed)).astype(np.float32)
    level = (mean_near(signs.light * ground, AROUND) + STEPS * 1e-3) / (mean_near(ground, AROUND) + 1e-3)
    return behind & (np.abs(signs.light - level) > STRONG * signs.least)


def cut_off(ratio: Array, paper: Array) -> Array:
    """Where something solid runs out of the frame: what is no paper along its edge, and begins or ends there at once.

    Nothing encloses such a part at the edge, so no outline can tell it from a shadow: but a soft shadow that leaves the
    frame gets lighter along the edge little by little. Arguments as for `trace`.
    """
    if min(paper.shape) < 4 * RING:
        return np.zeros_like(paper)
    ring = _ring(ratio)
    light = ring.mean(axis=-1)
    away = np.abs(1 - light) + np.abs(ring - light[:, None]).max(axis=-1)
    level = np.median(_turned(away, 2), axis=0)  # a crease is no wider than two pixels
    step, change = (np.ptp(_turned(level, reach), axis=0) for reach in (2, 7))
    on_paper = _ring(paper[..., None].astype(np.float32))[:, 0] > 0.5
    noise = NOISE * float(np.median(step[on_paper])) if on_paper.any() else 0.0
    begins = (step > max(THREAD, noise)) & (step >= AT_ONCE * change)
    solid = (level > max(STRONG * FAINT, noise)) & ~on_paper
    # Twice around: a run that goes on over the first cell is whole in one of both.
    runs = reached(np.tile(solid, (1, 2)), np.tile(solid & begins, (1, 2)))[0]
    return _unrolled(runs[: len(solid)] | runs[len(solid) :], paper.shape)


def _ring(values: Array) -> Array:
    """Along the frame's edge, clockwise from its top left corner: the mean over the ring's depth."""
    top, bottom = values[:RING].mean(axis=0), values[-RING:].mean(axis=0)
    left, right = values[:, :RING].mean(axis=1), values[:, -RING:].mean(axis=1)
    result: Array = np.concatenate([top, right, bottom[::-1], left[::-1]])
    return result


def _unrolled(ring: Array, shape: tuple[int, ...]) -> Array:
    """The cells of the frame's edge, from those of a ring."""
    height, width = shape
    mask = np.zeros((height, width), bool)
    top, right, bottom, left = np.split(ring, np.cumsum([width, height, width]))
    mask[0], mask[-1, ::-1] = top, bottom
    mask[:, -1] |= right
    mask[::-1, 0] |= left
    return mask


def _turned(ring: Array, reach: int) -> Array:
    """Each cell's neighbours up to so far, one row per neighbour."""
    return np.stack([np.roll(ring, by) for by in range(-reach, reach + 1)])


def _signs(ratio: Array, paper: Array) -> _Signs:
    # Channel by channel: numpy takes ten times as long along an axis of three.
    red, green, blue = np.moveaxis(ratio, -1, 0)
    light = (red + green + blue) / 3
    solid = _solid(red, green, blue)
    sudden = np.zeros(paper.shape, bool)
    planes = (light, 1 + (blue - red) / 2)
    leasts = []
    for plane in planes:
        levels = _as_levels(plane)
        inner = largest_near(levels, 1) - smallest_near(levels, 1)
        outer = largest_near(levels, 4) - smallest_near(levels, 4)
        away = np.maximum(levels, STEPS) - np.minimum(levels, STEPS)
        least = max(NOISE * float(np.median(inner[paper])), FAINT * STEPS)
        # Of a step only the side that differs from the paper is product.
        most = largest_near(away, 1)
        far = away >= most - (most - smallest_near(away, 1)) // 2
        kink = _kink(levels)
        bend = (kink > least) & (kink >= KINK * inner) & (inner >= SUDDEN / 2 * outer)
        quick = (inner >= SUDDEN * outer) | bend
        sudden |= (inner > least) & quick & far & (away > least / 2)
        leasts.append(least)
    return _Signs(_as_levels(light), solid, sudden, leasts[0])


def surely_solid(ratio: Array) -> Array:
    """What no shadow on paper looks like, wherever its outline is; `ratio` as for `trace`. Not at the frame's edge.

    The checks of a pattern lie close to each other: together they are no specks.
    """
    solid = _solid(*np.moveaxis(ratio, -1, 0))
    solid &= large_patches(largest_near(solid, 2), 25 + max(6, int(SPECK * solid.size)))
    edge = solid.copy()
    edge[1:-1, 1:-1] = False
    rest: Array = solid & ~reached(solid, edge)
    return rest


def _solid(red: Array, green: Array, blue: Array) -> Array:
    """Of another tint than paper in shade, or too dark or too bright for that."""
    light = (red + green + blue) / 3
    tinted = np.maximum(np.maximum(np.abs(red - light), np.abs(green - light)), np.abs(blue - light))
    solid: Array = tinted > TINTED + SKY * np.clip(1 - light, 0, 1)
    return solid | (light < DEEPEST_SHADE) | (light > BRIGHTER)


def _kink(levels: Array) -> Array:
    """By how much a level differs from what its two neighbours on a line suggest, across or down."""
    padded = np.pad(levels.astype(np.int16), 1, mode="edge")
    twice = 2 * padded[1:-1, 1:-1]
    across = np.abs(padded[1:-1, :-2] + padded[1:-1, 2:] - twice)
    down = np.abs(padded[:-2, 1:-1] + padded[2:, 1:-1] - twice)
    result: Array = np.maximum(across, down)
    return result


def _attached(product: Array, sure: Array) -> Array:
    """Without patches that are tiny, and without small ones that are nothing but steps, or lie at the frame's edge.

    Those are folds of paper, ends of shadows, and what lies beside the sheet.
    """
    number = numbered_patches(product, max(6, int(SPECK * product.size)))
    area = np.bincount(number.ravel())
    area[0] = 0
    small = area < LOOSE * area.sum()
    at_edge = np.zeros(len(area), bool)
    for edge in (number[0], number[-1], number[:, 0], number[:, -1]):
        at_edge[edge] = True
    found = np.bincount(number[sure], minlength=len(area)) > 0
    kept = ~small | (found & ~at_edge)
    kept[0] = False
    result: Array = kept[number]
    return result


def _as_levels(plane: Array) -> Array:
    levels: Array = np.clip(plane * STEPS + 0.5, 0, 255).astype(np.uint8)
    return levels


def _holes(ratio: Array, signs: _Signs, paper: Array, enclosed: Array) -> Array:
    """Where paper surely shows through the product: as bright and as neutral as the sheet there, within a rim of
    another colour. A white product has a pale outline, and white parts of one are hardly ever quite the paper's colour.
    """
    if (paper & enclosed).sum() < HOLE * enclosed.size:
        return np.zeros_like(enclosed)
    number = numbered_patches(enclosed, max(12, int(HOLE * enclosed.size)))
    count = int(number.max())
    if not count:
        return np.zeros_like(enclosed)
    inner = smallest_near(paper & enclosed, 2) * number
    area = np.maximum(np.bincount(inner.ravel(), minlength=count + 1), 1)
    means = [np.bincount(inner.ravel(), weights=ratio[..., i].ravel(), minlength=count + 1) / area for i in range(3)]
    apart = np.abs(np.stack(means) - 1).max(axis=0)
    squares = np.bincount(inner.ravel(), weights=(ratio[..., 1] ** 2).ravel(), minlength=count + 1) / area
    spread = np.sqrt(np.maximum(squares - means[1] ** 2, 0))
    even = spread < FLAT * max(float(ratio[..., 1][paper & ~enclosed].std()), FAINT / 2)
    rim = np.where(enclosed & grow(~enclosed), number, 0).ravel()
    walls = largest_near(signs.solid, 3).ravel()
    rims = np.maximum(np.bincount(rim, minlength=count + 1), 1)
    walled = np.bincount(rim, weights=walls, minlength=count + 1) / rims
    sure = even & (apart < signs.least / STEPS) & (walled > 1 - DOUBT)
    sure[0] = False
    result: Array = sure[inner]
    return result


def _enclosed(signs: _Signs, barrier: Array, at_border: Array, gap: int) -> _Traced:
    walls = largest_near(barrier, gap) if gap else barrier
    ground = reached(~walls, at_border)
    for _ in range(gap):
        ground = grow(ground) & ~barrier
    product = ~ground
    thin = product & ~largest_near(smallest_near(product, 2), 3)
    weak = thin & ~signs.solid
    depth = smallest_near(largest_near(signs.light, 3), 3) - signs.light
    step = weak & (depth < signs.least)
    product = _attached(product & ~step, signs.solid | (thin & (depth >= THREAD * STEPS)))
    ground = ~product
    length = max(1, int((product & grow(ground)).sum()))
    shade = ground & (signs.light < STEPS - 2 * signs.least)
    lines = weak & product & ~grow(signs.solid)
    pale = DOUBT / MOST_LINES * int((lines & (depth < PALE_LINE * STEPS)).sum())
    faint = max(pale, int((lines & (depth < STRONG * signs.least)).sum()))
    lost = int((step & ~largest_near(shade, 2)).sum())
    return _Traced(product, (faint + int(step.sum())) / length, (faint + lost) / length)
