"""How far apart do two colours look? CIELAB of linear light, and CIEDE2000.

CIE 15:2004 for D65, the matrix of IEC 61966-2-1; the difference after Sharma, Wu and Dalal (2005).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

TO_XYZ = np.array(
    ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
)
TO_SHARES = (TO_XYZ / TO_XYZ.sum(axis=1, keepdims=True)).T
BEND, SLOPE = (6 / 29) ** 3, 3 * (6 / 29) ** 2
LIGHTNESS = 2.0  # how much less lightness counts: shade and exposure change it and leave the colour's name as it is


def lab_of(light: Array) -> Array:
    """L*, a*, b* of linear light of sRGB, 1 = white; any shape … × 3."""
    share = np.maximum(np.asarray(light) @ TO_SHARES, 0)
    curve = np.where(share > BEND, np.cbrt(share), share / SLOPE + 4 / 29)
    x, y, z = np.moveaxis(curve, -1, 0)
    result: Array = np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)
    return result


def light_of(lab: Array) -> Array:
    """The linear light of L*, a*, b*; any shape … × 3. Colours out of sRGB lie below 0 or above 1."""
    y = (lab[..., 0] + 16) / 116
    curve = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    share = np.where(curve > 6 / 29, curve**3, (curve - 4 / 29) * SLOPE)
    result: Array = share @ np.linalg.inv(TO_SHARES)
    return result


def difference(one: Array, other: Array, lightness: float = LIGHTNESS) -> Array:
    """CIEDE2000 of colours in L*, a*, b* (… × 3, broadcast). `lightness` divides what lightness adds: k_L."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(np.asarray(one), -1, 0), np.moveaxis(np.asarray(other), -1, 0)
    stretch = 1.5 - 0.5 * _saturation((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2)
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1 * stretch)) % 360, np.degrees(np.arctan2(b2, a2 * stretch)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    turn = np.where(c1 * c2 == 0, 0, np.where(turn == -180, 180, turn))
    hue = np.where(c1 * c2 == 0, h1 + h2, (h1 + turn / 2) % 360)
    level, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    depth = 1 + 0.015 * (level - 50) ** 2 / np.sqrt(20 + (level - 50) ** 2)
    by_light = (l2 - l1) / (depth * lightness)
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * _hue_weight(hue))
    blue = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * 2 * _saturation(chroma)
    squares = by_light**2 + by_chroma**2 + by_hue**2 - blue * by_chroma * by_hue
    result: Array = np.sqrt(np.maximum(squares, 0))
    return result


def _saturation(chroma: Array) -> Array:
    result: Array = np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    return result


def _hue_weight(hue: Array) -> Array:
    terms = ((0.17, 1, -30), (-0.24, 2, 0), (-0.32, 3, 6), (0.20, 4, -63))
    result: Array = 1 - sum(share * np.cos(np.radians(times * hue + offset)) for share, times, offset in terms)
    return result
