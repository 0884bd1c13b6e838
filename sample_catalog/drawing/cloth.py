"""What colour is the cloth at a point?  Plaid, stripes, dots, flowers and stars, and the weave."""

from __future__ import annotations

import numpy as np

from .canopy import PANEL_PITCH
from .catalogue import Dye, Rgb
from .sheet import Array

THREAD = 0.042  # centimetres from one thread to the next


def linear(rgb: Rgb | tuple[float, float, float]) -> Array:
    """Linear light of an sRGB colour, 0 to 1."""
    c = np.asarray(rgb, dtype=np.float64) / 255.0
    return np.asarray(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4))


def scatter(x: Array, y: Array, cell: float, seed: int) -> tuple[Array, Array, Array]:
    """Place one motif in each cell of a brick grid: offsets from the motif and its random number."""
    row = np.floor(y / (cell * 0.87))
    shifted = x + 0.5 * cell * (row % 2)
    column = np.floor(shifted / cell)
    key = (column.astype(np.int64) * 73856093) ^ (row.astype(np.int64) * 19349663) ^ (seed * 83492791)
    key = (key ^ (key >> 13)) * 1274126177
    r1, r2 = ((key >> 8) & 1023) / 1023.0, ((key >> 18) & 1023) / 1023.0
    dx = shifted - (column + 0.5 + 0.20 * (r1 - 0.5)) * cell
    dy = y - (row + 0.5 + 0.20 * (r2 - 0.5)) * cell * 0.87
    return dx, dy, ((key >> 3) & 1023) / 1023.0


def bands(t: Array, period: float, edges: tuple[tuple[float, float], ...]) -> Array:
    """1 inside the given stretches of each period (centimetres), else 0."""
    at = t % period
    hit = np.zeros(t.shape, dtype=bool)
    for low, high in edges:
        hit |= (at >= low) & (at < high)
    return hit


def star(dx: Array, dy: Array, size: Array, spin: Array) -> Array:
    """True inside a five-pointed star."""
    angle = (np.arctan2(dy, dx) + spin) % (2 * np.pi / 5) - np.pi / 5
    r = np.hypot(dx, dy)
    # The edge runs straight from a point (radius 1) to a notch (radius 0.42).
    a = np.abs(angle)
    px, py = r * np.cos(a), r * np.sin(a)
    nx, ny = 0.42 * np.cos(np.pi / 5) * size, 0.42 * np.sin(np.pi / 5) * size
    return np.asarray((nx - size) * py - ny * (px - size) > 0)


def printed(dye: Dye, pattern: str, tex: Array, *, close: bool) -> Array:
    """Linear colour of the cloth at flat cloth coordinates (n, 2)."""
    panel = np.round(tex[:, 0] / PANEL_PITCH)
    x = tex[:, 0] - panel * PANEL_PITCH
    y = tex[:, 1]
    colours = np.stack([linear(dye.base), linear(dye.second), linear(dye.third)]).astype(np.float32)
    which = np.zeros(len(x), dtype=np.int8)
    if pattern == "PLD":
        return plaid(colours, x, y, close=close)
    if pattern == "STR":
        which[bands(x + 2.6, 5.2, ((1.9, 3.3),))] = 1
        which[bands(x + 2.6, 5.2, ((1.55, 1.75), (3.45, 3.65)))] = 2
    elif pattern == "DOT":
        row = np.floor(y / 3.6)
        dx = (x + 2.1 * (row % 2) + 2.1) % 4.2 - 2.1
        dy = y % 3.6 - 1.8
        which[dx * dx + dy * dy < 1.02] = 1
    elif pattern == "FLR":
        flowers(which, x + panel * 17.3, y)
    elif pattern == "STA":
        dx, dy, r = scatter(x + panel * 23.7, y, 5.6, 5)
        which[star(dx, dy, 1.15 + 0.65 * r, r * 6.28)] = 1
        dx, dy, r = scatter(x + panel * 11.9 + 2.8, y + 2.4, 5.6, 9)
        small = star(dx, dy, 0.55 + 0.35 * r, r * 6.28)
        which[small & (which == 0)] = 2
    return colours[which]


def flowers(which: Array, x: Array, y: Array) -> None:
    """Five-petalled blossoms, large and small, with yellow hearts."""
    for cell, size, shift, seed in ((7.4, 2.15, 0.0, 3), (7.4, 1.05, 3.6, 7)):
        dx, dy, r = scatter(x + shift, y + shift * 0.87, cell, seed)
        reach = np.hypot(dx, dy)
        close = np.nonzero(reach < size * 1.15)[0]
        angle = np.arctan2(dy[close], dx[close]) + r[close] * 6.28
        scale = size * (0.82 + 0.3 * r[close])
        petal = scale * (0.50 + 0.50 * np.abs(np.cos(2.5 * angle)) ** 0.62)
        inside = reach[close] < petal
        # A thin line of ground colour parts the petals near the heart.
        parted = (np.abs(np.cos(2.5 * angle)) < 0.10) & (reach[close] > 0.3 * scale)
        which[close[inside & ~parted]] = 1
        which[close[reach[close] < 0.27 * scale]] = 2


def over_and_under(x: Array, y: Array) -> Array:
    """True where the thread along the panel lies on top: a twill, its diagonals two threads wide."""
    return np.asarray((np.floor(x / THREAD) + np.floor(y / THREAD)) % 4 < 2)


def plaid(colours: Array, x: Array, y: Array, *, close: bool) -> Array:
    """A tartan: the same stripes in warp and weft, each thread showing half the time."""
    half = []
    for t in (x + 6.0, y):
        which = np.zeros(len(x), dtype=np.int8)
        which[bands(t, 12.0, ((3.8, 5.1), (6.9, 8.2)))] = 1
        which[bands(t, 12.0, ((5.85, 6.15), (11.75, 12.0), (0.0, 0.05)))] = 2
        half.append(colours[which])
    mixed = 0.5 * half[0] + 0.5 * half[1]
    if close:
        # Near enough to tell the threads apart, though light spreads from each to the next.
        on_top = np.where(over_and_under(x, y)[:, None], half[0], half[1])
        return np.asarray(0.55 * on_top + 0.45 * mixed)
    return np.asarray(mixed)


def weave(tex: Array, gore_width: Array) -> Array:
    """Close up: threads over and under each other, and the stitched seam along the rib.

    `gore_width` is how wide the panel is at each point; the answer multiplies the light.
    """
    across = tex[:, 0] - np.round(tex[:, 0] / PANEL_PITCH) * PANEL_PITCH
    y = tex[:, 1]
    edge = gore_width / 2 - np.abs(across)
    fx, fy = across / THREAD % 1 - 0.5, y / THREAD % 1 - 0.5
    round_x, round_y = 1 - 3.6 * fx * fx, 1 - 3.6 * fy * fy
    top = over_and_under(across, y)
    thread = np.where(top, round_x, round_y * 0.80)
    # No two threads are spun alike.
    nx, ny = np.floor(across / THREAD), np.floor(y / THREAD)
    slub = 0.04 * np.sin(nx * 12.9898) * np.sin(nx * 0.71) + 0.03 * np.sin(ny * 78.233) * np.sin(ny * 0.37)
    out = 0.68 + 0.50 * thread + slub
    # Beside the seam the cloth lies double, with a row of stitches down the middle of the lap.
    out = out * np.where(edge < 0.8, 0.92, 1.0)
    out = out * (1 - 0.55 * np.exp(-((edge / 0.07) ** 2)) - 0.25 * np.exp(-(((edge - 0.8) / 0.05) ** 2)))
    beat = y % 0.34
    on_line = np.abs(edge - 0.40) < 0.034
    out = out * (1 - 0.22 * np.exp(-(((edge - 0.40) / 0.11) ** 2)))
    out = np.where(on_line & (beat < 0.25), out * 1.28, out)
    return np.asarray(np.where(on_line & (beat >= 0.25), out * 0.70, out))
