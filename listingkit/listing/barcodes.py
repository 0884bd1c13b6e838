"""What kind of barcode is it: UPC, EAN, GTIN, or none that a store would know?"""

from __future__ import annotations

KINDS = {8: "EAN", 12: "UPC", 13: "EAN", 14: "GTIN"}
"""By number of digits (GS1 General Specifications, section 3)."""


def barcode_kind(text: str) -> str:
    """`UPC`, `EAN` or `GTIN` where length and check digit are right, else the empty string."""
    if not (text.isascii() and text.isdigit()) or len(text) not in KINDS:
        return ""
    return KINDS[len(text)] if check_digit(text[:-1]) == text[-1] else ""


def check_digit(digits: str) -> str:
    """The last digit of a GTIN, from the others: weights 3 and 1 from the right (GS1, section 7.9)."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)
