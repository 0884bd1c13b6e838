"""How does a text become a QR code that a camera reads from a table away?"""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004, 6.3.8)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A drawn code: `side` modules wide, quiet zone included, and one SVG path of its dark modules."""

    side: int
    path: str


def code_of(text: str) -> Code:
    """The QR code of `text`. A quarter of it may be hidden or burnt out (level Q); more where that costs no module."""
    symbol = segno.make_qr(text, error="q")
    matrix = [bytes(row) for row in symbol.matrix]
    return Code(len(matrix) + 2 * QUIET, "".join(_runs(row, at) for at, row in enumerate(matrix, start=QUIET)))


def _runs(row: bytes, top: int) -> str:
    # Neighbours in a row are one rectangle: printers leave no hairline between them.
    parts: list[str] = []
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and row[end]:
            end += 1
        if end > at:
            parts.append(f"M{at + QUIET} {top}h{end - at}v1h-{end - at}z")
        at = end + 1
    return "".join(parts)
