"""What do the cells of one Excel sheet say?

Takes the events of the sheet's XML (ECMA-376 part 1, SpreadsheetML) and gives rows of text.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal

from listingkit.tables_model import NO_FLAWS, Flaw, Row

MAX_COLUMNS = 1024  # No catalogue is wider; what stands further right is a slip of the mouse.
BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
# How WPS says that a picture is in the cell.
PICTURE = re.compile(r"=?(_xlfn\.)?DISPIMG\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell format does to a number: shows it as a date, or with leading zeros up to a width."""

    date: bool = False
    zeros: int = 0


PLAIN = Style()


@dataclass(slots=True)
class Shared:
    """What the cells of all sheets refer to."""

    strings: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    epoch: dt.datetime = dt.datetime(1899, 12, 30)


@dataclass(slots=True)
class Grid:
    """Collects one sheet's cells, sparsely: an empty million of rows costs nothing."""

    shared: Shared
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    flaws: dict[int, dict[int, Flaw]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    column: int = -1
    attrs: dict[str, str] = field(default_factory=dict)
    value: str = ""
    formula: bool = False
    inside: bool = False
    reading: bool = False
    columns: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """Opens a row, a cell or its content."""
        if name == "c":
            self.attrs, self.value, self.formula, self.inside = attrs, "", False, True
            self.column = self._column(attrs["r"]) if "r" in attrs else self.column + 1
        elif name in {"v", "t"}:
            self.reading = self.inside
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attrs["r"]) if "r" in attrs else self.row + 1
            self.column = -1
        elif name == "rPh":
            self.inside = False
        elif name == "mergeCell":
            self._merge(attrs["ref"])

    def end(self, name: str) -> None:
        """Closes what `start` has opened."""
        if name in {"v", "t"}:
            self.reading = False
        elif name == "rPh":
            self.inside = True
        elif name == "c":
            self.inside = False
            if (self.value or self.formula) and self.column < MAX_COLUMNS:
                self._keep()

    def text(self, data: str) -> None:
        """Part of the content of the open cell."""
        if self.reading:
            self.value += data

    def rows(self) -> tuple[Row, ...]:
        """Rows that hold something, from the top."""
        numbers = sorted(self.cells.keys() | self.flaws.keys())
        merged: dict[int, set[int]] = {}
        for top, left, bottom, right in self.merges:
            text = self.cells.get(top, {}).get(left)
            flaw = self.flaws.get(top, {}).get(left)
            if text is None and flaw is None:
                continue
            for number in numbers[bisect_left(numbers, top) : bisect_left(numbers, bottom + 1)]:
                for column in range(left, min(right + 1, MAX_COLUMNS)):
                    if (number, column) != (top, left):
                        self._fill(number, column, text, flaw)
                        merged.setdefault(number, set()).add(column)
        return tuple(self._row(number, frozenset(merged.get(number, ()))) for number in numbers)

    def _fill(self, number: int, column: int, text: str | None, flaw: Flaw | None) -> None:
        self.cells.setdefault(number, {})[column] = text or ""
        if flaw:
            self.flaws.setdefault(number, {})[column] = flaw

    def _row(self, number: int, merged: frozenset[int]) -> Row:
        cells, flaws = self.cells.get(number, {}), self.flaws.get(number, NO_FLAWS)
        width = 1 + max(max(cells, default=-1), max(flaws, default=-1))
        return Row(number, tuple(cells.get(column, "") for column in range(width)), flaws, merged)

    def _keep(self) -> None:
        text, flaw = self._read()
        if text:
            self.cells.setdefault(self.row, {})[self.column] = text
        if flaw:
            self.flaws.setdefault(self.row, {})[self.column] = flaw

    def _read(self) -> tuple[str, Flaw | None]:
        kind, raw = self.attrs.get("t", "n"), self.value
        if kind == "s":
            return self.shared.strings[int(raw)], None
        if kind in {"str", "inlineStr"}:
            return ("" if PICTURE.match(raw) else plain(raw)), None
        if kind == "e" and "vm" in self.attrs:
            return "", None  # a picture in the cell, which older programs show as an error
        if not raw:
            return "", Flaw.NO_VALUE
        if kind == "b":
            return ("yes" if raw == "1" else "no"), None
        if kind == "e":
            return raw, Flaw.ERROR
        if kind == "d":
            return raw.replace("T00:00:00", "").rstrip("Z"), Flaw.DATE
        return self._number(raw)

    def _number(self, raw: str) -> tuple[str, Flaw | None]:
        index = int(self.attrs.get("s", "0"))
        style = self.shared.styles[index] if index < len(self.shared.styles) else PLAIN
        if style.date and (date := _date(float(raw), self.shared.epoch)):
            return date, Flaw.DATE
        if raw.isdecimal() and len(raw) <= 15:
            return raw.zfill(style.zeros), None
        value = float(raw)
        # Excel calculates with 17 digits and shows 15: 0.1+0.2 is stored as 0.30000000000000004 and read as 0.3.
        text = format(Decimal(f"{value:.15g}"), "f")
        if value.is_integer():
            return text.zfill(style.zeros), Flaw.LONG_NUMBER if abs(value) >= 1e15 else None
        return text, None

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        found = self.columns.get(letters)
        if found is None:
            found = self.columns[letters] = column_index(letters)
        return found

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = [re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", corner) for corner in (first, last or first)]
        if corners[0] and corners[1]:
            top_left, bottom_right = corners[0], corners[1]
            self.merges.append(
                (
                    int(top_left[2]),
                    column_index(top_left[1]),
                    int(bottom_right[2]),
                    column_index(bottom_right[1]),
                )
            )


def plain(text: str) -> str:
    """Text with `_x000A_` escapes resolved and line breaks as LF."""
    if "_x" in text:
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
        # Two halves of a character become one again; half a one, which no file can hold, becomes U+FFFD.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n") if "\r" in text else text


def style(number: int, code: str) -> Style:
    """The style of a built-in format `number`, or of a `code` such as `yyyy-mm-dd`."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code).lower()
    date = number in BUILT_IN_DATES if not code else bool(re.search(r"[ymdhs]", bare)) and "general" not in bare
    return Style(date, len(code) if re.fullmatch(r"0{2,20}", code) else 0)


def column_index(letters: str) -> int:
    """The column that Excel calls by these letters, from 0. Raises ValueError where they are none."""
    if not letters.isascii() or not letters.isalpha():
        raise ValueError(f"{letters!r} is not a column")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _date(serial: float, epoch: dt.datetime) -> str:
    try:
        moment = epoch + dt.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return ""
    if 0 <= serial < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}" if moment.time() != dt.time() else f"{moment:%Y-%m-%d}"
