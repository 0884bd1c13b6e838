"""What is in the workbook that a store hands out: its sheets, its names, its lists, and the cells of a sheet?"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from listingkit.cells import MAX_ROWS
from listingkit.filling.sheetxml import SheetXml, as_utf8, read_sheet_xml
from listingkit.tables_grid import Grid, column_index
from listingkit.tables_model import Row
from listingkit.tables_xlsx import MAX_PART_BYTES, Book, Listed, damage_told, parser_of

HEAD_ROWS = 40
"""How far down a header can stand."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of a sheet: columns from 0, rows from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Validation:
    """What a sheet lets be entered in some areas: `kind` is list, whole, textLength…; formulas as Excel writes them."""

    kind: str
    formulas: tuple[str, ...]
    areas: tuple[Area, ...]
    operator: str = "between"


@dataclass(frozen=True, slots=True)
class Head:
    """The upper rows of a sheet, and what holds for all of it."""

    rows: tuple[Row, ...]
    merged: tuple[Area, ...]
    validations: tuple[Validation, ...]

    def cells(self, number: int) -> tuple[str, ...]:
        """What stands in a row; nothing where it is blank."""
        return next((row.cells for row in self.rows if row.number == number), ())


class Package:
    """An opened workbook. Sheets are read when they are asked for, and once."""

    def __init__(self, archive: zipfile.ZipFile, display: str) -> None:
        """Lists the sheets. `display` is how messages name the file. This and all reading raises BadInputError."""
        self.display = display
        with damage_told(display):
            self._book = Book(archive)
            self.sheets = tuple(self._book.listed())
        self._xml: dict[str, SheetXml] = {}
        self._rows: dict[str, dict[int, tuple[str, ...]]] = {}

    @property
    def visible(self) -> tuple[Listed, ...]:
        """The sheets that a seller sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden) or self.sheets

    def sheet_named(self, name: str) -> Listed | None:
        """The sheet of that name, in any case."""
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)

    def entry(self, sheet: Listed) -> str:
        """The name of the sheet's part in the zip, as the zip writes it."""
        return self._book.parts[sheet.part.lower()]

    def xml(self, sheet: Listed) -> SheetXml:
        """The sheet's XML."""
        if sheet.part not in self._xml:
            with damage_told(self.display):
                info = self._book.archive.getinfo(self.entry(sheet))
                if info.file_size > MAX_PART_BYTES:
                    raise ValueError(f"{sheet.part} unpacks to {info.file_size >> 20} MB")
                self._xml[sheet.part] = read_sheet_xml(self._book.archive.read(info))
        return self._xml[sheet.part]

    def head(self, sheet: Listed) -> Head:
        """The first rows of a sheet, its merged cells and what it lets be entered."""
        reader = _HeadReader(Grid(self._book.shared))
        xml = self.xml(sheet)
        encoding = "utf-8" if xml.utf16 else None
        with damage_told(self.display):
            parser_of(reader.start, reader.end, reader.text, encoding).Parse(xml.head(HEAD_ROWS), True)
        merged = tuple(Area(left, top, right, bottom) for top, left, bottom, right in reader.grid.merges)
        return Head(reader.grid.rows(), merged, tuple(reader.validations))

    def rows(self, name: str) -> dict[int, tuple[str, ...]]:
        """All rows of the sheet of that name by number; nothing where there is no such sheet."""
        key = name.casefold()
        if key not in self._rows:
            sheet = self.sheet_named(name)
            grid = Grid(self._book.shared)
            if sheet:
                with damage_told(self.display):
                    data, utf16 = as_utf8(self._book.archive.read(self.entry(sheet)))
                    parser_of(grid.start, grid.end, grid.text, "utf-8" if utf16 else None).Parse(data, True)
            self._rows[key] = {row.number: row.cells for row in grid.rows()}
        return self._rows[key]

    def shared_text(self, number: int) -> str:
        """One of the texts that all sheets share; empty where there is none of that number."""
        strings = self._book.shared.strings
        return strings[number] if 0 <= number < len(strings) else ""

    @cached_property
    def names(self) -> dict[str, str]:
        """What defined names stand for, by name in lower case; those of the whole workbook win over a sheet's own."""
        found: dict[str, str] = {}
        local: dict[str, str] = {}
        state = {"name": "", "local": "", "text": ""}

        def start(name: str, attrs: dict[str, str]) -> None:
            if name == "definedName":
                state.update(name=attrs.get("name", "").lower(), local=attrs.get("localSheetId", ""), text="")

        def end(name: str) -> None:
            if name == "definedName":
                (local if state["local"] else found)[state["name"]] = state["text"].strip()
                state["name"] = ""

        def text(data: str) -> None:
            if state["name"]:
                state["text"] += data

        with damage_told(self.display):
            self._book.walk(self._book.main, start, end, text)
        return local | found


@dataclass
class _HeadReader:
    """Takes the events of a sheet's XML: cells for the grid, and the validations, old (ECMA-376) and new (x14)."""

    grid: Grid
    validations: list[Validation] = field(default_factory=list)
    attrs: dict[str, str] = field(default_factory=dict)
    formulas: list[str] = field(default_factory=list)
    areas: str = ""
    inside: bool = False
    reading: str = ""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "dataValidation":
            self.inside, self.attrs, self.formulas, self.areas = True, attrs, [], attrs.get("sqref", "")
        elif not self.inside:
            self.grid.start(name, attrs)
        elif name in {"formula1", "formula2"}:
            self.formulas.append("")
            self.reading = "formula"
        elif name == "sqref":
            self.reading = "areas"

    def end(self, name: str) -> None:
        if not self.inside:
            self.grid.end(name)
        elif name == "dataValidation":
            self.inside = False
            areas = tuple(areas_of(self.areas))
            formulas = tuple(formula.strip() for formula in self.formulas)
            kind, operator = self.attrs.get("type", "none"), self.attrs.get("operator", "between")
            self.validations.append(Validation(kind, formulas, areas, operator))
        elif name in {"formula1", "formula2", "sqref"}:
            self.reading = ""

    def text(self, data: str) -> None:
        if not self.inside:
            self.grid.text(data)
        elif self.reading == "formula":
            self.formulas[-1] += data
        elif self.reading == "areas":
            self.areas += data


def areas_of(references: str) -> Iterator[Area]:
    """Such as `B7:B500 D7`; whole columns (`B:B`) reach to the last row."""
    for each in references.replace(",", " ").split():
        if area := area_of(each):
            yield area


def area_of(text: str) -> Area | None:
    """One area such as $B$7:$B$500, or None where the text is none."""
    corners = [re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})?", corner) for corner in text.split(":")]
    if len(corners) > 2 or any(corner is None for corner in corners):
        return None
    first, last = corners[0], corners[-1]
    if first is None or last is None or (first[2] is None) != (last[2] is None) or (not first[2] and len(corners) < 2):
        return None
    return Area(column_index(first[1]), int(first[2] or 1), column_index(last[1]), int(last[2] or MAX_ROWS))


def touches(areas: Iterable[Area], column: int, row: int) -> bool:
    """Whether the cell lies in one of the areas."""
    return any(area.left <= column <= area.right and area.top <= row <= area.bottom for area in areas)
