"""How do sRGB levels become linear light, and back?

The curve of IEC 61966-2-1. Light adds up in linear numbers only: averages, gains and mixtures are made of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_LEVELS = np.arange(256) / 255
LINEAR: Array = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""Linear light, 0 to 1, of each 8-bit level: `LINEAR[pixels]` turns a whole uint8 array into light."""


def levels_of(light: Array) -> Array:
    """Levels of sRGB as floats, 0 to 255 and not rounded, of linear light; what is out of range is clipped."""
    light = np.clip(light, 0, 1)
    curve = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    levels: Array = curve * 255
    return levels
