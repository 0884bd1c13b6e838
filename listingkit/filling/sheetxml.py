"""Where in the XML of a sheet do its rows and cells stand, byte by byte?

Nothing is parsed into a tree and written again: a store's importer may depend on what such a round trip loses. The
text is UTF-8, or any encoding in which ASCII is ASCII; `as_utf8` brings UTF-16 to that.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from listingkit.tables_grid import column_index
from listingkit.tables_model import column_letter

# What may hold anything, and what a tag is: quoted values may hold `>`.
ASIDE = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
ATTRIBUTES = rb"(?:[^>\"'/]++|/(?!>)|\"[^\"]*+\"|'[^']*+')*+"
TAG = re.compile(ASIDE + rb"|<(/?)((?:[\w.-]+:)?)([\w.-]+)(" + ATTRIBUTES + rb")(/?)>", re.DOTALL)
ATTRIBUTE = re.compile(rb"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:v|t|is|f)[\s>/]")


class SheetError(ValueError):
    """The XML of a sheet is not what a spreadsheet program writes."""


@dataclass(frozen=True, slots=True)
class Element:
    """A row or a cell: from where to where, its start tag's attributes, and its content, empty of `<row/>`."""

    start: int
    end: int
    attributes: bytes
    inside: tuple[int, int]
    number: int
    """Of a row from 1, as Excel counts; of a cell the column from 0."""

    def attribute(self, name: bytes) -> str | None:
        """The attribute's value, None where it has none."""
        return attribute(self.attributes, name)


@dataclass(frozen=True, slots=True)
class SheetXml:
    """A sheet's XML. `data` is the whole text, `area` the place of `<sheetData>`, `inside` that of its rows.

    `utf16` is what the part was before it became UTF-8; `ascii_only` parts are in an encoding that is neither.
    """

    data: bytes
    area: tuple[int, int]
    inside: tuple[int, int]
    prefix: bytes
    utf16: str = ""
    ascii_only: bool = False

    def rows(self) -> Iterator[Element]:
        """Every row, from the top. Raises SheetError where they are out of order."""
        before = 0
        for row in _elements(self.data, self.inside, self.prefix + b"row"):
            told = row.attribute(b"r")
            number = int(told) if told else before + 1
            if number <= before:
                raise SheetError(f"row {number} stands below row {before}")
            before = number
            yield Element(row.start, row.end, row.attributes, row.inside, number)

    def cells(self, row: Element) -> Iterator[Element]:
        """Every cell of a row, from the left."""
        column = -1
        for cell in _elements(self.data, row.inside, self.prefix + b"c"):
            told = cell.attribute(b"r")
            column = column_index(told.rstrip("0123456789")) if told else column + 1
            yield Element(cell.start, cell.end, cell.attributes, cell.inside, column)

    def holds_something(self, element: Element) -> bool:
        """Whether a row or cell has a value or a formula, not only a style."""
        return FILLED.search(self.data, *element.inside) is not None

    def holds_formula(self, cell: Element) -> bool:
        """Whether a cell is calculated."""
        return FORMULA.search(self.data, *cell.inside) is not None

    def head(self, rows: int) -> bytes:
        """The XML with only the first rows of the sheet: all that tells how a template is laid out."""
        cut = self.inside[0]
        for row in self.rows():
            if row.number > rows:
                break
            cut = row.end
        return self.data[:cut] + self.data[self.inside[1] :]


def read_sheet_xml(data: bytes) -> SheetXml:
    """Finds the rows. Raises SheetError where the XML has no place for rows."""
    data, utf16 = as_utf8(data)
    opening = next((tag for tag in TAG.finditer(data) if tag[3] == b"sheetData"), None)
    if opening is None:
        raise SheetError("it has no rows and no place for them")
    prefix, begin = opening[2], opening.end()
    declared = DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    ascii_only = not utf16 and declared is not None and declared[1].lower() not in {b"utf-8", b"utf8"}
    if opening[5]:
        return SheetXml(data, opening.span(), (begin, begin), prefix, utf16, ascii_only)
    end = data.rfind(b"</" + prefix + b"sheetData")
    if end < begin:
        raise SheetError("its rows have no end")
    area = opening.start(), data.index(b">", end) + 1
    return SheetXml(data, area, (begin, end), prefix, utf16, ascii_only)


def as_utf8(data: bytes) -> tuple[bytes, str]:
    """UTF-16 as UTF-8, with the name of what it was; everything else as it is, with an empty name."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data.decode(name).encode(), name
    for start, name in ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be")):
        if data.startswith(start):
            return data.decode(name).encode(), name
    return data, ""


def attribute(attributes: bytes, name: bytes) -> str | None:
    """One of a start tag's attributes."""
    for key, double, single in ATTRIBUTE.findall(attributes):
        if key == name:
            return str((double or single).decode("utf-8", "replace"))
    return None


def reference(column: int, row: int) -> str:
    """Such as B7; columns count from 0, rows from 1."""
    return f"{column_letter(column)}{row}"


def _elements(data: bytes, area: tuple[int, int], name: bytes) -> Iterator[Element]:
    """Elements of that name, which do not hold each other."""
    tags = re.compile(ASIDE + rb"|<(/?)" + re.escape(name) + rb"(?=[\s/>])(" + ATTRIBUTES + rb")(/?)>", re.DOTALL)
    opened: re.Match[bytes] | None = None
    for tag in tags.finditer(data, *area):
        if tag[2] is None:
            continue
        if tag[1]:
            if opened is not None:
                inside = opened.end(), tag.start()
                yield Element(opened.start(), tag.end(), opened[2], inside, 0)
            opened = None
        elif tag[3]:
            yield Element(tag.start(), tag.end(), tag[2], (tag.end(), tag.end()), 0)
        else:
            opened = tag
