"""How alike are two pictures? SSIM and PSNR of their brightness.

SSIM is that of Wang, Bovik, Sheikh and Simoncelli (IEEE Transactions on Image Processing 13, 2004): a Gaussian window
of 11 × 11 with a sigma of 1.5, K1 = 0.01, K2 = 0.03, only where the whole window lies within the picture.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[Any]

RADIUS, SIGMA = 5, 1.5
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def luma(image: Image.Image) -> Plane:
    """Brightness of an RGB image (Rec. 601), unrounded, from 0 to 255."""
    return np.asarray(image, np.float64) @ np.array([0.299, 0.587, 0.114])


def ssim(one: Plane, other: Plane) -> float:
    """The mean structural similarity of two planes of one size, at least 11 × 11; 1 where they are equal."""
    mean_one, mean_other = _blurred(one), _blurred(other)
    spread_one = _blurred(one * one) - mean_one**2
    spread_other = _blurred(other * other) - mean_other**2
    shared = _blurred(one * other) - mean_one * mean_other
    likeness = (2 * mean_one * mean_other + C1) * (2 * shared + C2)
    likeness /= (mean_one**2 + mean_other**2 + C1) * (spread_one + spread_other + C2)
    return float(likeness.mean())


def psnr(one: Plane, other: Plane) -> float:
    """The peak signal-to-noise ratio in dB; infinite where they are equal."""
    error = float(np.mean((one - other) ** 2))
    return float(10 * np.log10(255**2 / error)) if error else float("inf")


def _blurred(plane: Plane) -> Plane:
    """The Gaussian mean around each place that the whole window fits at."""
    offsets = np.arange(-RADIUS, RADIUS + 1)
    weights = np.exp(-(offsets**2) / (2 * SIGMA**2))
    weights /= weights.sum()
    height, width = plane.shape[0] - 2 * RADIUS, plane.shape[1] - 2 * RADIUS
    down = sum(weight * plane[start : start + height] for start, weight in enumerate(weights))
    result: Plane = sum(weight * down[:, start : start + width] for start, weight in enumerate(weights))
    return result
