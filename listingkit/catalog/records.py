"""Which cells of a catalogue sheet mean what, and which of them cannot be trusted?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from listingkit.catalog.headers import Column, Kind, find_header, read_columns
from listingkit.findings import Finding, Place, finding
from listingkit.tables import Flaw, Row, Sheet, column_letter

IDENTIFIERS = frozenset({"model", "sku", "barcode"})
NUMBERS = frozenset({"cost", "price_usd", "weight_g", "length_cm", "width_cm", "height_cm", "stock"})
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)  # As Excel shows 6901234567890 in a narrow column.
AS_TEXT = "Format the column as Text and type the value again from its source."


@dataclass(frozen=True, slots=True)
class Source:
    """One sheet of the catalogue and what it is: `kind` is products, variants or options."""

    file: str
    kind: str
    sheet: Sheet

    def place(self, row: int | None = None, column: str = "") -> Place:
        """A place in this sheet."""
        return Place(self.file, self.sheet.name, row, column)


@dataclass(frozen=True, slots=True)
class Record:
    """One row below the header: filled cells by column. `findings` are on cells that cannot be trusted."""

    source: Source
    row: int
    cells: tuple[tuple[Column, str], ...]
    findings: tuple[Finding, ...] = ()

    def place(self, column: str = "") -> Place:
        """The row, or one of its cells by header."""
        return self.source.place(self.row, column)

    def of(self, kind: Kind) -> Iterator[tuple[Column, str]]:
        """The filled cells of one kind."""
        return ((column, text) for column, text in self.cells if column.kind is kind)

    def field(self, name: str) -> str:
        """The text of a field, empty where the cell is."""
        return next((text for column, text in self.of(Kind.FIELD) if column.name == name), "")

    @property
    def spu(self) -> str:
        """The model as products are keyed by it."""
        return unicodedata.normalize("NFKC", self.field("model")).upper()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its header. `columns` is empty where no header could be told."""

    source: Source
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = field(default=())

    def records(self) -> Iterator[Record]:
        """Every row that holds something, with findings on cells that cannot be trusted."""
        for row in self.rows:
            if row.blank:
                continue
            cells = tuple(
                (column, text)
                for column in self.columns
                if column.index < len(row.cells) and (text := row.cells[column.index].strip())
            )
            record = Record(self.source, row.number, cells)
            found = tuple(_untrusted(record, self.columns, row))
            yield Record(self.source, row.number, cells, found) if found else record

    def has(self, name: str) -> bool:
        """Whether the sheet has a column for that field."""
        return any(column.kind is Kind.FIELD and column.name == name for column in self.columns)


def header_cells(source: Source) -> tuple[int, tuple[str, ...]]:
    """The header's position among the sheet's rows and its texts; merged copies count as empty."""
    rows = source.sheet.rows
    found = find_header((row.cells for row in rows), source.kind)
    position = found if found is not None else 0
    if not rows:
        return 0, ()
    row = rows[position]
    return position, tuple("" if index in row.merged else text for index, text in enumerate(row.cells))


def read_table(source: Source, options: Mapping[str, str], required: Iterable[str]) -> Table:
    """The sheet with its columns understood; `options` are names → option names.

    `findings` has missing, doubled, misspelt and headless columns.
    """
    position, texts = header_cells(source)
    rows = source.sheet.rows
    header_row = rows[position].number if rows else None
    columns: list[Column] = []
    found = list(source.sheet.findings)
    taken: dict[tuple[Kind, str], Column] = {}
    for column in read_columns(texts, source.kind, options):
        first = taken.setdefault((column.kind, column.name), column)
        place = source.place(header_row, column.header)
        if first is not column:
            message = f"{place}: means the same as column {first.header!r}, so it is left out"
            found.append(finding("catalog.unknown-column", message, place=place, hint="Delete one of the two columns."))
            continue
        if column.doubt:
            found.append(finding("catalog.unknown-column", f"{place}: {column.doubt}", place=place))
        columns.append(column)
    found += _missing_columns(source, header_row, columns, required)
    below = rows[position + 1 :]
    found += _headless(source, below, {index for index, text in enumerate(texts) if text.strip()})
    return Table(source, tuple(columns), below, tuple(found))


def _missing_columns(
    source: Source, row: int | None, columns: list[Column], required: Iterable[str]
) -> Iterator[Finding]:
    names = {column.name for column in columns if column.kind is Kind.FIELD}
    for name in required:
        if name not in names:
            place = source.place(row, name)
            headers = ", ".join(column.header for column in columns) or "none"
            yield finding("catalog.missing-column", f"{place}: is missing; the headers are: {headers}", place=place)


def _headless(source: Source, rows: Iterable[Row], known: set[int]) -> Iterator[Finding]:
    told: set[int] = set()
    width = max(known, default=-1) + 1
    for row in rows:
        if len(row.cells) <= width and len(known) == width:
            continue
        for index, text in enumerate(row.cells):
            if index not in known and index not in told and text.strip() and index not in row.merged:
                told.add(index)
                place = source.place(row.number, column_letter(index))
                message = f"{place}: {text.strip()[:40]!r} stands under no header, so it is left out"
                hint = "Give the column a header, or move the text where it belongs."
                yield finding("catalog.unknown-column", message, place=place, hint=hint)


def _untrusted(record: Record, columns: tuple[Column, ...], row: Row) -> Iterator[Finding]:
    for column, text in record.cells:
        if column.kind is Kind.FIELD and column.name in IDENTIFIERS and SCIENTIFIC.fullmatch(text):
            yield _complain("catalog.scientific-number", record, column, f"{text!r} has lost its digits in Excel")
    for column in columns if row.flaws else ():
        flaw = row.flaws.get(column.index)
        if flaw is None or column.kind is Kind.IGNORED:
            continue
        text = row.cells[column.index]
        identifier = column.kind is Kind.FIELD and column.name in IDENTIFIERS
        if flaw is Flaw.NO_VALUE:
            message, hint = "holds a formula without a stored value", "Open the file in Excel, save it, and run again."
            yield _complain("catalog.empty-cell", record, column, message, hint)
        elif flaw is Flaw.ERROR:
            number = column.kind is Kind.FIELD and column.name in NUMBERS
            code = "catalog.bad-number" if number else "catalog.empty-cell"
            yield _complain(code, record, column, f"shows the error {text}", "Correct the formula.")
        elif flaw is Flaw.LONG_NUMBER and identifier:
            message = f"{text} is a number of more than 15 digits, of which Excel keeps only 15"
            yield _complain("catalog.scientific-number", record, column, message)
        elif flaw is Flaw.DATE and (identifier or column.kind is Kind.OPTION):
            message = f"Excel has turned what was typed into the date {text}"
            yield _complain("catalog.sku-invalid", record, column, message, AS_TEXT)


def _complain(code: str, record: Record, column: Column, message: str, hint: str = "") -> Finding:
    place = record.place(column.header)
    return finding(code, f"{place}: {message}", subject=record.spu, place=place, hint=hint, spu=record.spu)
