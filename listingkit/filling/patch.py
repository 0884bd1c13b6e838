"""How do values come into the rows of a sheet while everything else in it stays byte for byte?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.sax.saxutils import escape

from listingkit.cells import clean_text, escape_for_xlsx, number_text
from listingkit.filling.sheetxml import Element, SheetXml, attribute, reference
from listingkit.stores.cells import Cell
from listingkit.tables_grid import column_index

# Of a cell that is given a value: its type and what Excel keeps beside a value that is no more.
TYPE = re.compile(rb"\s+(?:t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
SPANS = re.compile(rb"(\sspans\s*=\s*[\"'])(\d+):(\d+)")
# Of the row that new ones are like: how high it is and what its empty cells look like, but not that it is hidden.
LIKE = (b"s", b"customFormat", b"ht", b"customHeight")
DIMENSION = re.compile(rb"(<(?:[\w.-]+:)?dimension\b[^>]*?\sref\s*=\s*[\"'])([^\"']*)")
FLUSH = 1 << 18


@dataclass(frozen=True, slots=True)
class Fashion:
    """What new rows look like: attributes of the row, and the style of each column's cells, empty for none."""

    row: bytes = b""
    styles: Mapping[int, str] = field(default_factory=dict)


def fashion_of(sheet: SheetXml, data_row: int, columns: Iterable[int]) -> Fashion:
    """The look of the first data row, else that of the columns."""
    styles = _column_styles(sheet, columns)
    row = next((each for each in sheet.rows() if each.number >= data_row), None)
    if row is None or row.number != data_row:
        return Fashion(b"", styles)
    known = {key: row.attribute(key) for key in LIKE}
    look = "".join(f' {key.decode()}="{escape(value)}"' for key, value in known.items() if value is not None)
    if known[b"s"] is not None:
        styles = dict.fromkeys(columns, known[b"s"])
    for cell in sheet.cells(row):
        if cell.number in styles:
            styles[cell.number] = cell.attribute(b"s") or ""
    return Fashion(look.encode(), styles)


def _column_styles(sheet: SheetXml, columns: Iterable[int]) -> dict[int, str]:
    styles = dict.fromkeys(columns, "")
    head = sheet.data[: sheet.area[0]]
    for tag in re.finditer(rb"<(?:[\w.-]+:)?col\s([^>]*)>", head):
        low, high, style = (attribute(tag[1], name) for name in (b"min", b"max", b"style"))
        if low and high and style:
            styles |= {column: style for column in styles if int(low) <= column + 1 <= int(high)}
    return styles


def filled(
    sheet: SheetXml, first: int, columns: Sequence[int], rows: Iterable[Sequence[Cell]], total: int, fashion: Fashion
) -> Iterator[bytes]:
    """The sheet's XML, piece by piece, with `total` rows of values in `columns` (from 0) from row `first` on.

    None leaves a cell as it is, and so does a formula that stands there.
    """
    pieces = _Patch(sheet, columns, fashion).pieces(first, rows, total)
    yield from _encoded(pieces, sheet.utf16)


def _encoded(pieces: Iterable[bytes], utf16: str) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > FLUSH:
            yield _in(utf16, b"".join(waiting))
            waiting, size = [], 0
    yield _in(utf16, b"".join(waiting))


def _in(utf16: str, text: bytes) -> bytes:
    return text.decode().encode(utf16) if utf16 else text


class _Patch:
    def __init__(self, sheet: SheetXml, columns: Sequence[int], fashion: Fashion) -> None:
        self._sheet = sheet
        self._order = sorted(range(len(columns)), key=lambda index: columns[index])
        # New rows get the look of all columns: what stays empty may be filled by hand, also on a protected sheet.
        places: dict[int, int | None] = dict.fromkeys(fashion.styles)
        places |= {column: index for index, column in enumerate(columns)}
        self._places = sorted(places.items())
        self._columns = columns
        self._fashion = fashion
        self._names = {column: reference(column, 0)[:-1] for column in places}
        self._prefix = sheet.prefix.decode()

    def pieces(self, first: int, rows: Iterable[Sequence[Cell]], total: int) -> Iterator[bytes]:
        """Head, rows, tail."""
        sheet, data = self._sheet, self._sheet.data
        yield self._sized_head(first + total - 1)
        closed = sheet.inside[0] == sheet.area[1]
        if closed:
            yield self._tag("sheetData")
        place, stop = sheet.inside
        number, values = first, iter(rows)
        for row in sheet.rows():
            if row.number < first:
                continue
            if row.number >= first + total:
                stop = row.start
                break
            yield data[place : row.start]
            while number < row.number:
                yield self._new(number, next(values))
                number += 1
            yield from self._changed(row, next(values))
            place, number = row.end, number + 1
        yield data[place:stop]
        for each in values:
            yield self._new(number, each)
            number += 1
        if closed:
            yield self._tag("/sheetData")
        yield data[stop:]

    def _tag(self, name: str) -> bytes:
        slash, bare = ("/", name[1:]) if name.startswith("/") else ("", name)
        return f"<{slash}{self._prefix}{bare}>".encode()

    def _sized_head(self, last_row: int) -> bytes:
        """All before the rows. A dimension that says less than there is makes readers lose rows silently."""
        sheet = self._sheet
        head = sheet.data[: sheet.area[0]]
        opening = b"" if sheet.inside[0] == sheet.area[1] else sheet.data[sheet.area[0] : sheet.inside[0]]
        found = DIMENSION.search(head)
        if found and self._places:
            ref = _widened(found[2].decode("ascii", "replace"), self._places[-1][0], last_row)
            head = head[: found.start(2)] + ref.encode() + head[found.end(2) :]
        return head + opening

    def _new(self, number: int, values: Sequence[Cell]) -> bytes:
        styles, names = self._fashion.styles, self._names
        cells: list[str] = []
        for column, index in self._places:
            value = None if index is None else values[index]
            style = styles.get(column, "")
            if value is not None or style:
                look = f' s="{style}"' if style else ""
                cells.append(self._cell(f' r="{names[column]}{number}"{look}', value))
        look = self._fashion.row.decode()
        return self._bytes(f'<{self._prefix}row r="{number}"{look}>{"".join(cells)}</{self._prefix}row>')

    def _bytes(self, text: str) -> bytes:
        return text.encode("ascii", "xmlcharrefreplace") if self._sheet.ascii_only else text.encode()

    def _cell(self, attributes: str, value: Cell) -> str:
        prefix = self._prefix
        if value is None:
            return f"<{prefix}c{attributes}/>"
        if isinstance(value, str):
            return (
                f'<{prefix}c{attributes} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
                f"{text_of(value)}</{prefix}t></{prefix}is></{prefix}c>"
            )
        return f"<{prefix}c{attributes}><{prefix}v>{number_text(value)}</{prefix}v></{prefix}c>"

    def _changed(self, row: Element, values: Sequence[Cell]) -> Iterator[bytes]:
        """A row that stands: its own attributes and styles, its other cells as they are."""
        sheet, data = self._sheet, self._sheet.data
        wanted = [(self._columns[i], values[i]) for i in self._order if values[i] is not None]
        if not wanted:
            yield data[row.start : row.end]
            return
        yield self._opened(row, wanted[0][0], wanted[-1][0])
        place = row.inside[0]
        for cell in sheet.cells(row):
            while wanted and wanted[0][0] < cell.number:
                column, value = wanted.pop(0)
                yield data[place : cell.start]
                yield self._bytes(self._cell(self._place(column, row.number), value))
                place = cell.start
            yield data[place : cell.start]
            told = b"" if cell.attribute(b"r") else f' r="{reference(cell.number, row.number)}"'.encode()
            start = data[cell.start : cell.start + 1 + len(sheet.prefix) + 1]
            if wanted and wanted[0][0] == cell.number:
                _, value = wanted.pop(0)
                if sheet.holds_formula(cell):
                    yield data[cell.start : cell.end]
                else:
                    kept = TYPE.sub(b"", cell.attributes).rstrip()
                    yield self._bytes(self._cell((told + kept).decode("utf-8", "replace"), value))
            else:
                # Where a cell does not say its place, it is the one after the last, which may be a new one now.
                yield start + told + data[cell.start + len(start) : cell.end]
            place = cell.end
        yield data[place : row.inside[1]]
        for column, value in wanted:
            yield self._bytes(self._cell(self._place(column, row.number), value))
        yield self._tag("/row") if row.inside[0] == row.end else data[row.inside[1] : row.end]

    def _place(self, column: int, number: int) -> str:
        style = self._fashion.styles.get(column, "")
        return f' r="{self._names[column]}{number}"' + (f' s="{style}"' if style else "")

    def _opened(self, row: Element, low: int, high: int) -> bytes:
        """The row's start tag, its spans widened where they say less than there will be."""
        attributes = SPANS.sub(
            lambda found: found[1] + f"{min(int(found[2]), low + 1)}:{max(int(found[3]), high + 1)}".encode(),
            row.attributes,
        )
        start = self._sheet.data[row.start : row.start + 1 + len(self._sheet.prefix) + 3]
        return start + attributes.rstrip() + b">"


@lru_cache(maxsize=4096)  # A product's texts and links stand in the rows of all its SKUs.
def text_of(value: str) -> str:
    """A text as the content of an XML element, cleaned as in every file, so that Excel reads back exactly that."""
    return escape(escape_for_xlsx(clean_text(value)))


def _widened(ref: str, column: int, row: int) -> str:
    corners = [re.fullmatch(r"([A-Za-z]{1,3})(\d+)", corner) for corner in ref.split(":")]
    if not corners or corners[0] is None or corners[-1] is None:
        return ref
    first, last = corners[0], corners[-1]
    right, bottom = max(column, column_index(last[1])), max(row, int(last[2]))
    if (right, bottom) == (column_index(last[1]), int(last[2])):
        return ref
    return f"{first[1]}{first[2]}:{reference(right, bottom)}"
