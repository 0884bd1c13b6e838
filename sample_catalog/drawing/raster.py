"""Which triangle is seen at each pixel?  A z-buffer for many small triangles, in numpy alone."""

from __future__ import annotations

import numpy as np

from .sheet import Array

# Fragments handled at once: bounds the memory without costing speed.
CHUNK = 3_000_000


def planes(x: Array, y: Array, values: Array) -> Array:
    """Each value as c0 + c1 * (x - x0) + c2 * (y - y0) over each triangle.

    x and y are (triangles, 3), values (triangles, 3, k); the answer is (triangles, 3, k).
    """
    x1, x2 = x[:, 1] - x[:, 0], x[:, 2] - x[:, 0]
    y1, y2 = y[:, 1] - y[:, 0], y[:, 2] - y[:, 0]
    area = x1 * y2 - x2 * y1
    area = np.where(np.abs(area) < 1e-7, 1e-7, area)[:, None]
    d1, d2 = values[:, 1] - values[:, 0], values[:, 2] - values[:, 0]
    along_x = (d1 * y2[:, None] - d2 * y1[:, None]) / area
    along_y = (d2 * x1[:, None] - d1 * x2[:, None]) / area
    return np.stack([values[:, 0], along_x, along_y], axis=1)


def spans(x: Array, y: Array, width: int, height: int) -> tuple[Array, Array, Array, Array]:
    """The runs of pixels every triangle covers: triangle, row, first column, length."""
    order = np.argsort(y, axis=1, kind="stable")
    x, y = np.take_along_axis(x, order, 1), np.take_along_axis(y, order, 1)
    top = np.clip(np.ceil(y[:, 0] - 0.5), 0, height).astype(np.int64)
    end = np.clip(np.ceil(y[:, 2] - 0.5), 0, height).astype(np.int64)
    outside = (x.max(1) < 0) | (x.min(1) > width)
    rows = np.where(outside, 0, np.maximum(end - top, 0))
    tri = np.repeat(np.arange(len(x)), rows)
    row = np.arange(len(tri)) - np.repeat(np.cumsum(rows) - rows, rows) + np.repeat(top, rows)
    centre = row + 0.5
    # Each edge is always walked from its upper to its lower corner, so that two neighbours
    # compute the very same crossing and leave no pinhole between them.
    px, py = x[tri], y[tri]

    def crossing(a: int, b: int) -> Array:
        drop = py[:, b] - py[:, a]
        share = (centre - py[:, a]) / np.where(drop == 0, 1.0, drop)
        return np.asarray(px[:, a] + (px[:, b] - px[:, a]) * share)

    long_edge = crossing(0, 2)
    short_edge = np.where(centre < py[:, 1], crossing(0, 1), crossing(1, 2))
    left = np.clip(np.ceil(np.minimum(long_edge, short_edge) - 0.5), 0, width).astype(np.int64)
    right = np.clip(np.ceil(np.maximum(long_edge, short_edge) - 0.5), 0, width).astype(np.int64)
    kept = right > left
    return tri[kept], row[kept], left[kept], (right - left)[kept]


def rasterise(x: Array, y: Array, near: Array, width: int, height: int) -> tuple[Array, Array]:
    """The nearest triangle at every pixel (-1 for none) and its nearness.

    `near` grows towards the viewer and must be affine on the screen (one over the depth, or an
    orthographic height); x, y and near are (triangles, 3).
    """
    best = np.full(width * height, -1e30, dtype=np.float32)
    owner = np.full(width * height, -1, dtype=np.int32)
    tri, row, left, length = spans(x, y, width, height)
    if not len(tri):
        return owner.reshape(height, width), best.reshape(height, width)
    plane = planes(x, y, near[..., None])[:, :, 0]
    # A run starts at this nearness and climbs by that step: one multiply for each fragment.
    along, down = left + 0.5 - x[tri, 0], row + 0.5 - y[tri, 0]
    step = plane[tri, 1]
    start = plane[tri, 0] + step * along + plane[tri, 2] * down
    low, high = near.min(1)[tri], near.max(1)[tri]
    start = np.clip(start, low, high)
    step = np.clip(start + step * (length - 1), low, high) - start
    step = (step / np.maximum(length - 1, 1)).astype(np.float32)
    start = start.astype(np.float32)
    first = row * width + left
    total = np.cumsum(length)
    begin = 0
    while begin < len(tri):
        done = total[begin - 1] if begin else 0
        stop = max(int(np.searchsorted(total, done + CHUNK)), begin + 1)
        n = length[begin:stop]
        run = np.repeat(np.arange(begin, stop, dtype=np.int32), n)
        offset = np.arange(len(run)) - np.repeat(np.cumsum(n) - n, n)
        pixel = first[run] + offset
        value = start[run] + step[run] * offset.astype(np.float32)
        np.maximum.at(best, pixel, value)
        won = value >= best[pixel]
        owner[pixel[won]] = tri[run[won]]
        begin = stop
    return owner.reshape(height, width), best.reshape(height, width)
