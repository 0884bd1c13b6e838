"""In which row of a sheet does a drawing lie that floats over its cells?

ECMA-376 part 1, 20.5: anchors have cells and offsets in EMU, or a place on the sheet. What counts is the row in which
the drawing's middle lies, by the heights of the rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from listingkit.tables_xlsx import Book

EMU_PER_POINT = 12700
USUAL_HEIGHT = 15.0  # points
BETWEEN = 0.55  # of its height must lie in one row, where the rest lies in one other


@dataclass
class Heights:
    """Of the rows of a sheet, from 0, in points; `own` are those that differ from `usual`."""

    usual: float = USUAL_HEIGHT
    own: dict[int, float] = field(default_factory=dict)

    @cached_property
    def _taller(self) -> tuple[Sequence[int], Sequence[float]]:
        """Rows with heights of their own, and how much taller all of them up to each are than usual."""
        rows = sorted(self.own)
        return rows, [0.0, *accumulate(self.own[row] - self.usual for row in rows)]

    def top(self, row: int) -> float:
        """Where a row begins."""
        rows, more = self._taller
        return row * self.usual + more[bisect_right(rows, row - 1)]

    def at(self, place: float) -> int:
        """Which row is there."""
        least = max(1.0, min([self.usual, *(tall for tall in self.own.values() if tall)]))
        low, high = 0, int(place / least) + len(self.own) + 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.top(middle) <= place else (low, middle - 1)
        return low


@dataclass
class Anchor:
    """Where a drawing lies: `ends` by name (from, to) and part (col, row, rowOff); sizes in EMU. `pictures` are keys of
    relations, `linked` counts pictures that are not in the file.
    """

    ends: dict[tuple[str, str], int] = field(default_factory=dict)
    height: int = 0
    top: int | None = None
    pictures: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def column(self) -> int:
        """The column in which it begins, from 0."""
        return self.ends.get(("from", "col"), 0)

    def row(self, heights: Heights) -> tuple[int, str]:
        """The row of its middle, from 1, and what is doubtful about it."""
        top, bottom = self._lies(heights)
        first, last, middle = (heights.at(place) for place in (top, max(top, bottom - 0.01), (top + bottom) / 2))
        if last == first + 1 and bottom > top:
            share = (heights.top(last) - top) / (bottom - top)
            if max(share, 1 - share) < BETWEEN:
                return middle + 1, f"it lies half in row {first + 1} and half in row {last + 1}"
        return middle + 1, ""

    def _lies(self, heights: Heights) -> tuple[float, float]:
        """Top and bottom in points from the sheet's top."""
        if self.top is not None:
            top = self.top / EMU_PER_POINT
            return top, top + self.height / EMU_PER_POINT
        top = self._end("from", heights)
        bottom = self._end("to", heights) if ("to", "row") in self.ends else top + self.height / EMU_PER_POINT
        return top, max(bottom, top)

    def _end(self, name: str, heights: Heights) -> float:
        return heights.top(self.ends.get((name, "row"), 0)) + self.ends.get((name, "rowOff"), 0) / EMU_PER_POINT


def anchors_in(book: Book, part: str) -> list[Anchor]:
    """All drawings of a part that have an anchor. What stands only for older programs is passed over."""
    reader = _Reader()
    book.walk(part, reader.start, reader.end, reader.text)
    return reader.found


@dataclass
class _Reader:
    found: list[Anchor] = field(default_factory=list)
    _end: str = ""
    _field: str = ""
    _fallback: int = 0
    _drawn: bool = False
    _text: str = ""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self._fallback += int(name == "Fallback")
        if self._fallback:
            return
        if name in {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}:
            self.found.append(Anchor())
            self._drawn = False
        elif self.found:
            self._part(self.found[-1], name, attrs)

    def _part(self, anchor: Anchor, name: str, attrs: dict[str, str]) -> None:
        if name in {"from", "to"}:
            self._end = name
        elif name in {"col", "row", "rowOff"}:
            self._field, self._text = name, ""
        elif name == "pos":
            anchor.top = int(attrs.get("y", "0"))
        elif name in {"pic", "grpSp", "sp"}:
            self._drawn = True
        elif name == "ext" and "cy" in attrs and not self._drawn:
            anchor.height = int(attrs["cy"])
        elif name == "blip" and (key := attribute(attrs, "embed")):
            anchor.pictures.append(key)
        elif name == "blip" and attribute(attrs, "link"):
            anchor.linked += 1

    def end(self, name: str) -> None:
        self._fallback -= int(name == "Fallback")
        if self._field == name:
            self.found[-1].ends[self._end, name] = int(self._text.strip() or 0)
            self._field = ""

    def text(self, data: str) -> None:
        if self._field:
            self._text += data


def attribute(attrs: Mapping[str, str], name: str) -> str:
    """An attribute whatever its prefix."""
    return next((value for key, value in attrs.items() if key.rpartition(":")[2] == name), "")
