"""Where does a point land in the picture?  A pinhole camera that frames what it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .sheet import Array


@dataclass(frozen=True)
class View:
    """From where, how wide and how large the subject is to be seen; angles in radians."""

    azimuth: float
    elevation: float
    roll: float
    fill: float  # share of the frame's larger side that the subject takes
    shift: tuple[float, float]  # off the middle, in shares of the frame
    angle: float = 0.56  # across the frame's larger side
    most_high: float = 0.88  # of the frame's height


@dataclass(frozen=True)
class Camera:
    """A pinhole camera; pixels grow to the right and downwards."""

    eye: Array
    right: Array
    up: Array
    forward: Array
    focal: float  # in pixels
    width: int
    height: int

    def project(self, points: Array) -> tuple[Array, Array, Array]:
        """Pixel x, pixel y and distance along the view."""
        rel = points - self.eye
        depth = rel @ self.forward
        safe = np.maximum(depth, 1e-3)
        x = self.width / 2 + self.focal * (rel @ self.right) / safe
        y = self.height / 2 - self.focal * (rel @ self.up) / safe
        return x, y, depth

    def rays(self, x: Array, y: Array) -> Array:
        """Unit directions through pixel positions."""
        across = (x - self.width / 2) / self.focal
        down = (y - self.height / 2) / self.focal
        d = self.forward + across[..., None] * self.right - down[..., None] * self.up
        return np.asarray(d / np.linalg.norm(d, axis=-1, keepdims=True))

    def scaled(self, factor: float) -> Camera:
        """The same view on a finer sensor."""
        return Camera(
            self.eye,
            self.right,
            self.up,
            self.forward,
            self.focal * factor,
            round(self.width * factor),
            round(self.height * factor),
        )


def look_at(target: Array, view: View, distance: float, width: int, height: int) -> Camera:
    """A camera at that distance from the target, looking at it."""
    level = np.cos(view.elevation)
    away = np.array([level * np.cos(view.azimuth), level * np.sin(view.azimuth), np.sin(view.elevation)])
    forward = -away
    right = np.cross(forward, (0.0, 0.0, 1.0))
    if np.linalg.norm(right) < 1e-6:
        right = np.array([1.0, 0.0, 0.0])
    right = right / np.linalg.norm(right)
    up = np.cross(right, forward)
    c, s = np.cos(view.roll), np.sin(view.roll)
    right, up = c * right + s * up, c * up - s * right
    focal = max(width, height) / 2 / np.tan(view.angle / 2)
    return Camera(target + away * distance, right, up, forward, focal, width, height)


def frame(points: Array, view: View, width: int, height: int) -> Camera:
    """A camera that shows all the points, as large as the view asks for."""
    target = (points.min(0) + points.max(0)) / 2
    distance = float(np.linalg.norm(points.max(0) - points.min(0))) * 1.6
    size = view.fill * max(width, height)
    camera = look_at(target, view, distance, width, height)
    for _ in range(8):
        x, y, depth = camera.project(points)
        wide, high = float(x.max() - x.min()), float(y.max() - y.min())
        ratio = max(wide / min(size, 0.9 * width), high / min(size, view.most_high * height))
        off_x = (x.max() + x.min()) / 2 - width * (0.5 + view.shift[0])
        off_y = (y.max() + y.min()) / 2 - height * (0.5 + view.shift[1])
        scale = float(np.median(depth)) / camera.focal
        target = target + camera.right * off_x * scale - camera.up * off_y * scale
        distance *= 1 + (ratio - 1) * 0.9
        camera = look_at(target, view, distance, width, height)
    return camera
