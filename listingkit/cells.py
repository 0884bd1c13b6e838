"""What may stand in a cell of a file that we write, and what would a spreadsheet program make of it?"""

from __future__ import annotations

import re
from decimal import Decimal

MAX_TEXT = 32_767
"""What an Excel cell holds, in UTF-16 units (support.microsoft.com, "Excel specifications and limits")."""
MAX_ROWS = 1_048_576
"""Rows of an Excel sheet, header included."""
MAX_COLUMNS = 16_384

# What XML 1.0 cannot hold (C0 but tab and line feed, U+FFFE, U+FFFF), C1 controls and lone halves of surrogate pairs.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# OWASP, "CSV Injection": also full-width, since East Asian versions of Excel read them as their narrow twins.
SIGNS = frozenset("=+-@＝＋－＠")
# Stripped by one program or another before it looks at the first sign: white space and what cannot be seen.
AHEAD = " \t\n\r\v\f\u00a0\u200b\u2060\u3000\ufeff"
PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)%?")


def clean_text(text: str) -> str:
    """`text` as a cell can hold it: line ends are line feeds, and control characters are left out.

    What is left out is a finding of `listing.cells`; here it only must not damage the file.
    """
    if text.isprintable():
        return text
    return CONTROLS.sub("", LINE_END.sub("\n", text) if "\r" in text else text)


def controls_in(text: str) -> list[tuple[int, str]]:
    """What `clean_text` leaves out, as (position from 1, U+0007)."""
    if text.isprintable():
        return []
    bare = LINE_END.sub("\n", text)
    return [(found.start() + 1, f"U+{ord(found[0]):04X}") for found in CONTROLS.finditer(bare)]


def cell_length(text: str) -> int:
    """How much of an Excel cell `text` takes, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def reads_as_formula(text: str) -> bool:
    """Whether a spreadsheet that opens a csv would take this text for a formula; `tables.write_csv` then defuses it."""
    if text[:1].isalnum():
        return False
    bare = text.lstrip("'")  # So that a text that has an apostrophe of its own comes back with it.
    if len(bare) > 1 and bare[0] in "\t\r\n":
        return True
    head = bare.lstrip(AHEAD)
    return len(head) > 1 and head[0] in SIGNS and not PLAIN_NUMBER.fullmatch(head)


def escape_for_xlsx(text: str) -> str:
    """`text` so that Excel shows it as it is: in a workbook `_x0041_` stands for A, so its underscore is written so."""
    return ESCAPE.sub("_x005F_", text) if "_x" in text else text


def number_text(number: int | Decimal) -> str:
    """A number in plain digits, never as 1E+3."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)
