"""What does the white paper look like?  A sheet on the ground that may curve up at the back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from .camera import Camera
from .sheet import Array


@dataclass(frozen=True)
class Paper:
    """Flat up to `back`, then a quarter circle of that radius, then an upright wall."""

    back: float = 1e6
    radius: float = 60.0

    def hit(self, eye: Array, rays: Array) -> tuple[Array, Array]:
        """Where the rays meet the paper, and its normals there."""
        dz = rays[:, 2]
        t = np.where(dz < -1e-4, -eye[2] / np.minimum(dz, -1e-4), 1e7)
        t = np.minimum(t, 1e7)
        p = eye + rays * t[:, None]
        n = np.zeros_like(p)
        n[:, 2] = 1.0
        beyond = p[:, 1] > self.back
        if self.back > 1e5 or not beyond.any():
            return p, n
        r = rays[beyond]
        # The bend: the far root of a circle in the (y, z) plane.
        cy, cz = self.back, self.radius
        oy, oz = eye[1] - cy, eye[2] - cz
        a = r[:, 1] ** 2 + r[:, 2] ** 2
        b = oy * r[:, 1] + oz * r[:, 2]
        c = oy * oy + oz * oz - self.radius**2
        tb = (-b + np.sqrt(np.maximum(b * b - a * c, 0))) / a
        q = eye + r * tb[:, None]
        wall = q[:, 2] > self.radius
        tw = (self.back + self.radius - eye[1]) / np.maximum(r[:, 1], 1e-6)
        q = np.where(wall[:, None], eye + r * tw[:, None], q)
        m = np.zeros_like(q)
        bend = np.stack([q[:, 0] * 0, cy - q[:, 1], cz - q[:, 2]], 1) / self.radius
        m[:] = np.where(wall[:, None], np.array([0.0, -1.0, 0.0]), bend)
        p[beyond], n[beyond] = q, m
        return p, n


def unevenness(points: Array, rng: np.random.Generator, reach: float) -> Array:
    """Slow waves of a big sheet that does not lie quite flat: a factor near 1 for each point."""
    out = np.zeros(len(points))
    for i in range(6):
        angle = rng.uniform(0, np.pi)
        length = reach * rng.uniform(0.35, 1.3)
        along = points[:, 0] * np.cos(angle) + (points[:, 1] + points[:, 2]) * np.sin(angle)
        out += np.sin(along * 2 * np.pi / length + rng.uniform(0, 6.3)) * (0.0075 if i < 4 else 0.004)
    # Faint creases where the sheet was once bent.
    for depth in (0.014, 0.010, 0.008):
        angle = rng.uniform(0, np.pi)
        off = points[:, 0] * np.cos(angle) + (points[:, 1] + points[:, 2]) * np.sin(angle)
        off = off - rng.uniform(-0.5, 0.5) * reach
        out += depth * np.tanh(off / (0.012 * reach)) * np.exp(-np.abs(off) / (0.07 * reach))
    return 1 + out


def texture(rng: np.random.Generator, width: int, height: int, cell: float) -> Array:
    """The tooth of the paper: fine noise of a few sizes, in pixels of `cell`; mean 0, spread about 1."""
    out = np.zeros((height, width), dtype=np.float32)
    for size, weight in ((cell, 0.7), (cell * 2.3, 0.6), (cell * 7, 0.6)):
        w, h = max(int(width / size), 2), max(int(height / size), 2)
        small = rng.standard_normal((h, w), dtype=np.float32)
        out += weight * np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC))
    return out


def coarse_rays(camera: Camera, step: int) -> tuple[Array, int, int]:
    """Rays through a coarse grid over the whole frame, row by row; and its width and height."""
    w, h = camera.width // step, camera.height // step
    x, y = np.meshgrid((np.arange(w) + 0.5) * camera.width / w, (np.arange(h) + 0.5) * camera.height / h)
    return camera.rays(x.ravel(), y.ravel()), w, h


def enlarge(values: Array, width: int, height: int) -> Array:
    """A coarse picture of one channel brought to full size."""
    picture = Image.fromarray(values.astype(np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BICUBIC))


def soften(values: Array, radius: int) -> Array:
    """A box blur with the edges held, twice: near enough to a round one."""
    if radius < 1:
        return values
    size = 2 * radius + 1
    for _ in range(2):
        for axis in (0, 1):
            lines = np.moveaxis(values, axis, 0)
            total = np.cumsum(np.pad(lines, ((radius + 1, radius), (0, 0)), mode="edge"), axis=0)
            values = np.moveaxis((total[size:] - total[:-size]) / size, 0, axis)
    return values
