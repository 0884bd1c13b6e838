"""How is a surface held?  Every solid thing is a grid of points with a material: a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Sheet:
    """A rectangular grid of points.  Two-sided sheets are cloth, the others skins of solid things."""

    part: str
    material: str
    points: Array  # (rows, columns, 3), centimetres
    tex: Array  # (rows, columns, 2), centimetres on the flat material
    shade: Array | None = None  # (rows, columns), light kept where folds and seams hide it
    wrap: bool = False  # the last column is the first one again
    cloth: bool = False
    stride: tuple[int, int] = (1, 1)  # a coarser grid is enough to cast shadows
    casts: bool = True

    def moved(self, turn: Array, offset: Array) -> Sheet:
        """The same sheet elsewhere."""
        return replace(self, points=self.points @ turn.T + offset)

    def normals(self) -> Array:
        """Unit normals at the grid points, outward for the tubes made here."""
        p = self.points
        along = np.gradient(p, axis=0)
        if self.wrap:
            ring = p[:, :-1]
            across = np.roll(ring, -1, axis=1) - np.roll(ring, 1, axis=1)
            across = np.concatenate([across, across[:, :1]], axis=1)
        else:
            across = np.gradient(p, axis=1)
        n = np.cross(across, along)
        size = np.linalg.norm(n, axis=2, keepdims=True)
        n = n / np.maximum(size, 1e-9)
        # Where a row shrinks to a point it has no direction of its own; its neighbours know it.
        for row, beside in ((0, 1), (-1, -2)):
            if len(p) > 2 and float(size[row].max()) < 1e-6:
                mean = n[beside].mean(axis=0)
                n[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return np.asarray(n)


@dataclass
class Mesh:
    """All sheets of a scene as one list of points and triangles."""

    points: Array
    normals: Array
    tex: Array
    shade: Array
    triangles: Array
    triangle_sheet: Array  # which sheet each triangle is of
    point_sheet: Array
    casters: Array  # triangles of the coarser grids, into the same points
    sheets: list[Sheet] = field(default_factory=list)


def grid_triangles(index: Array) -> Array:
    """Two triangles for every cell of a grid of point numbers."""
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    return np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])


def thinned(count: int, step: int) -> Array:
    """Every step-th number below count, and always the last."""
    kept = list(range(0, count, step))
    if kept[-1] != count - 1:
        kept.append(count - 1)
    return np.array(kept)


def join(sheets: list[Sheet]) -> Mesh:
    """One mesh out of many sheets."""
    tris, owner, casters, base = [], [], [], 0
    for number, s in enumerate(sheets):
        rows, cols = s.points.shape[:2]
        index = np.arange(rows * cols, dtype=np.int64).reshape(rows, cols) + base
        t = grid_triangles(index)
        tris.append(t)
        owner.append(np.full(len(t), number, dtype=np.int32))
        if s.casts:
            casters.append(grid_triangles(index[np.ix_(thinned(rows, s.stride[0]), thinned(cols, s.stride[1]))]))
        base += rows * cols
    flat_shade = [(np.ones(s.points.shape[:2]) if s.shade is None else s.shade).ravel() for s in sheets]
    return Mesh(
        points=np.concatenate([s.points.reshape(-1, 3) for s in sheets]),
        normals=np.concatenate([s.normals().reshape(-1, 3) for s in sheets]),
        tex=np.concatenate([s.tex.reshape(-1, 2) for s in sheets]),
        shade=np.concatenate(flat_shade),
        triangles=np.concatenate(tris),
        triangle_sheet=np.concatenate(owner),
        point_sheet=np.repeat(np.arange(len(sheets)), [s.points[..., 0].size for s in sheets]),
        casters=np.concatenate(casters),
        sheets=sheets,
    )


def tube(
    part: str,
    material: str,
    path: Array,
    radius: Array | float,
    segments: int = 14,
    *,
    round_ends: bool = True,
    casts: bool = True,
    row_stride: int = 1,
) -> Sheet:
    """A tube swept along a path; the radius may change on the way."""
    path = np.asarray(path, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(path),)).copy()
    if round_ends:
        # Quarter circles close the ends, so no tube is seen to be hollow.
        q = np.linspace(0.0, np.pi / 2, 8)[1:]
        head, tail = path[0] - path[1], path[-1] - path[-2]
        head, tail = head / np.linalg.norm(head), tail / np.linalg.norm(tail)
        first = path[0] + np.outer(np.sin(q) * radii[0] * 0.6, head)
        last = path[-1] + np.outer(np.sin(q) * radii[-1] * 0.6, tail)
        ends = np.maximum(np.cos(q) ** 0.8, 0.02)
        path = np.concatenate([first[::-1], path, last])
        radii = np.concatenate([ends[::-1] * radii[0], radii, ends * radii[-1]])
    tangent = np.gradient(path, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    side = np.cross(tangent[0], (0.0, 0.0, 1.0) if abs(tangent[0, 2]) < 0.9 else (0.0, 1.0, 0.0))
    frames = []
    for t in tangent:
        side = side - t * float(side @ t)
        side = side / np.linalg.norm(side)
        frames.append((side, np.cross(t, side)))
    angle = np.linspace(0.0, 2 * np.pi, segments + 1)
    a = np.array([f[0] for f in frames])[:, None]
    b = np.array([f[1] for f in frames])[:, None]
    ring = a * np.cos(angle)[None, :, None] + b * np.sin(angle)[None, :, None]
    points = path[:, None] + ring * radii[:, None, None]
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    tex = np.stack(np.broadcast_arrays(angle[None, :] * radii.max(), length[:, None]), axis=-1)
    return Sheet(part, material, points, tex, wrap=True, casts=casts, stride=(row_stride, 2))


def turn(axis: str, angle: float) -> Array:
    """The rotation by an angle (radians) about x, y or z."""
    c, s = np.cos(angle), np.sin(angle)
    if axis == "x":
        return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    if axis == "y":
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
