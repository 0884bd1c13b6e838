"""What is a table file once it has been read: sheets, rows, cells, and cells that cannot be trusted?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from listingkit.findings import Finding


class Flaw(StrEnum):
    """Why a cell's text may not be what the seller meant."""

    NO_VALUE = "a formula without a stored value"
    ERROR = "an error value"
    LONG_NUMBER = "a number of more than 15 digits"
    DATE = "a date"


NO_FLAWS: Mapping[int, Flaw] = MappingProxyType({})
NONE_MERGED: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is what Excel shows at its left. `cells` ends with the last filled cell; columns count from 0.

    `merged` columns have their text from the top left cell of a merged range, not from a cell of their own.
    """

    number: int
    cells: tuple[str, ...]
    flaws: Mapping[int, Flaw] = field(default_factory=lambda: NO_FLAWS)
    merged: frozenset[int] = NONE_MERGED

    @property
    def blank(self) -> bool:
        """Whether no cell of its own holds anything but spaces."""
        if self.flaws:
            return False
        return all(not text or text.isspace() or index in self.merged for index, text in enumerate(self.cells))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a whole text file. Blank rows are left out, so `Row.number` may jump."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    findings: tuple[Finding, ...] = ()


def column_letter(index: int) -> str:
    """Excel's name of the column that counts `index` from 0: A, B … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
