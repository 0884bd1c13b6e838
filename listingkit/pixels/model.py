"""How are a colour and a part of a frame told?"""

from __future__ import annotations

RGB = tuple[int, int, int]
"""Red, green and blue in sRGB, 0 to 255."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the upright frame, 0 to 1."""
Linear = tuple[float, float, float]
"""Red, green and blue in linear light, 1 = the brightest that sRGB can say."""
