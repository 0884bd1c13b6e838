"""How much light falls where?  Sun and sky, with the shadows that the scene casts on itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .raster import rasterise
from .sheet import Array, Mesh

MAP = 300  # side of one shadow map


@dataclass(frozen=True)
class Sky:
    """The light of one minute.  Level paper in the open receives 1 from sun and sky together."""

    to_sun: Array
    sun_share: float  # of the light on level paper
    sun_tint: Array  # linear red, green, blue
    sky_tint: Array
    softness: float  # radius of the hazy sun, radians
    paper_level: float  # 8-bit value of unshaded paper
    cast: Array  # what the camera's white balance left over


@dataclass(frozen=True)
class Received:
    """Light on each point: from the sun and the sky, on the outer and on the inner side."""

    sun: Array
    sky: Array
    sun_back: Array
    sky_back: Array
    sun_seen: Array  # share of the sun's disc that is not hidden


def perpendicular(direction: Array) -> tuple[Array, Array]:
    """Two axes square to a direction."""
    a = np.cross(direction, (0.0, 0.0, 1.0) if abs(direction[2]) < 0.9 else (1.0, 0.0, 0.0))
    a = a / np.linalg.norm(a)
    return a, np.cross(direction, a)


def sun_directions(sky: Sky, count: int) -> list[Array]:
    """Directions spread over the hazy disc of the sun."""
    a, b = perpendicular(sky.to_sun)
    out = []
    for i in range(count):
        radius = sky.softness * np.sqrt((i + 0.5) / count)
        angle = i * 2.399963
        d = sky.to_sun + radius * (np.cos(angle) * a + np.sin(angle) * b)
        out.append(d / np.linalg.norm(d))
    return out


def sky_directions(count: int) -> list[Array]:
    """Directions spread evenly over the sky."""
    out = []
    for i in range(count):
        z = 0.06 + 0.94 * (i + 0.5) / count
        angle = i * 2.399963 + 0.7
        r = np.sqrt(1 - z * z)
        out.append(np.array([r * np.cos(angle), r * np.sin(angle), z]))
    return out


class ShadowMap:
    """The heights of the scene seen from one direction of light."""

    def __init__(self, mesh: Mesh, direction: Array) -> None:
        self.direction = direction
        self.a, self.b = perpendicular(direction)
        p = mesh.points
        x, y = p @ self.a, p @ self.b
        self.x0, self.y0 = float(x.min()), float(y.min())
        self.scale = (MAP - 4) / max(float(x.max()) - self.x0, float(y.max()) - self.y0)
        u, v = (x - self.x0) * self.scale + 2, (y - self.y0) * self.scale + 2
        t = mesh.casters
        self.height = rasterise(u[t], v[t], (p @ direction)[t], MAP, MAP)[1]

    def lit(self, points: Array, bias: float) -> Array:
        """How much of the light reaches each point, 0 to 1, softened over one cell."""
        u = (points @ self.a - self.x0) * self.scale + 1.5
        v = (points @ self.b - self.y0) * self.scale + 1.5
        h = points @ self.direction + bias
        iu, iv = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
        fu, fv = u - iu, v - iv
        inside = (iu >= 0) & (iv >= 0) & (iu < MAP - 1) & (iv < MAP - 1)
        cell = np.where(inside, iv * MAP + iu, 0)
        flat = self.height.ravel()
        out = (
            (h >= flat[cell]) * (1 - fu) * (1 - fv)
            + (h >= flat[cell + 1]) * fu * (1 - fv)
            + (h >= flat[cell + MAP]) * (1 - fu) * fv
            + (h >= flat[cell + MAP + 1]) * fu * fv
        )
        return np.where(inside, out, 1.0)


def evened(mesh: Mesh, values: Array) -> Array:
    """Values at the points of the mesh, each sheet's blurred over its own grid."""
    out = values.copy()
    begin = 0
    for s in mesh.sheets:
        rows, columns = s.points.shape[:2]
        end = begin + rows * columns
        grid = values[begin:end].reshape(rows, columns)
        for _ in range(3):
            padded = np.pad(grid, 1, mode="edge")
            grid = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
            grid = (grid[:, :-2] + 2 * grid[:, 1:-1] + grid[:, 2:]) / 4
        out[begin:end] = grid.ravel()
        begin = end
    return out


def receive(mesh: Mesh, sky: Sky, paper: Array, paper_normals: Array) -> tuple[Received, Array, Array]:
    """Light on the points of the mesh, then sun and sky light on points of the paper."""
    p, n = mesh.points, mesh.normals
    size = float(np.linalg.norm(p.max(0) - p.min(0)))
    bias = 0.012 * size
    zero = np.zeros(len(p))
    seen = zero.copy()
    sky_in, sky_back, open_in, open_back = zero.copy(), zero.copy(), zero.copy(), zero.copy()
    paper_sun, paper_sky = np.zeros(len(paper)), np.zeros(len(paper))
    suns = sun_directions(sky, 16)
    strength = sky.sun_share / max(float(sky.to_sun[2]), 0.2)
    for d in suns:
        shadows = ShadowMap(mesh, d)
        seen += shadows.lit(p, bias) / len(suns)
        paper_sun += shadows.lit(paper, 0.0) * np.maximum(paper_normals @ d, 0)
    heavens = sky_directions(24)
    level = sum(float(d[2]) for d in heavens)
    for d in heavens:
        shadows = ShadowMap(mesh, d)
        lit = shadows.lit(p, bias)
        facing = n @ d
        sky_in += lit * np.maximum(facing, 0)
        sky_back += lit * np.maximum(-facing, 0)
        open_in += np.maximum(facing, 0)
        open_back += np.maximum(-facing, 0)
        paper_sky += shadows.lit(paper, 0.0) * np.maximum(paper_normals @ d, 0)
    share = (1 - sky.sun_share) / level
    # The maps are coarse, so what is hidden is evened out over each sheet; the folds stay sharp.
    seen = evened(mesh, seen)
    sky_in = evened(mesh, sky_in / np.maximum(open_in, 1e-3)) * open_in
    sky_back = evened(mesh, sky_back / np.maximum(open_back, 1e-3)) * open_back
    facing = n @ sky.to_sun
    # Light that the paper and the cloth throw back, weaker close to the paper where it is shaded.
    open_below = np.clip(0.35 + p[:, 2] / (0.35 * size), 0, 1)
    bounce = 0.46 * (0.5 - 0.5 * n[:, 2]) * open_below + 0.06
    bounce_back = 0.46 * (0.5 + 0.5 * n[:, 2]) * open_below + 0.06
    received = Received(
        seen * np.maximum(facing, 0) * strength,
        sky_in * share + bounce,
        seen * np.maximum(-facing, 0) * strength,
        sky_back * share + bounce_back,
        seen,
    )
    return received, paper_sun * strength / len(suns), paper_sky * share
