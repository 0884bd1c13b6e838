"""How are a colour and a part of a frame told?"""

from __future__ import annotations

from dataclasses import dataclass

RGB = tuple[int, int, int]
"""Red, green and blue in sRGB, 0 to 255."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the upright frame, 0 to 1."""
Linear = tuple[float, float, float]
"""Red, green and blue in linear light, 1 = the brightest that sRGB can say."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Gains in linear light that make paper neutral and as bright as the level `white`; made by `balance_for`."""

    red: float
    green: float
    blue: float
    white: int

    @property
    def is_identity(self) -> bool:
        """Whether it changes nothing."""
        return self.red == self.green == self.blue == 1

    @property
    def text(self) -> str:
        """For fingerprints: differs when, and only when, the pixels could."""
        return "" if self.is_identity else f"{self.red:.4f}/{self.green:.4f}/{self.blue:.4f}@{self.white}"
