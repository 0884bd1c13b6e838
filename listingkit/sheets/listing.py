"""How does a store's listing workbook look, so that a seller can read, filter and upload it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_COLUMNS, MAX_ROWS, clean_text, escape_for_xlsx
from listingkit.errors import BadOutputError
from listingkit.sheets.package import Styled, head_cell, register_style, save_workbook, set_up_printing
from listingkit.stores.cells import Cell
from listingkit.stores.fields import IDENTIFIERS
from listingkit.stores.model import Column

REQUIRED, OPTIONAL = "B45309", "374151"
"""Header fills: amber for columns that a store asks for, grey for the others."""
FORMATS = {"text": "@", "number": "General", "money": "0.00", "integer": "0"}
WIDTHS = {
    "title": 44,
    "description": 50,
    "handle": 18,
    "spu": 16,
    "product_id_or_spu": 22,
    "sku": 24,
    "look": 20,
    "barcode": 18,
}
PICTURE_WIDTH, TEXT_WIDTH, NUMBER_WIDTH = 28, 18, 12
LINE = Side(style="thin", color="9CA3AF")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the listings: the sheet's columns, and the rows that a store wants above their header."""

    sheet_name: str
    columns: Sequence[Column]
    above: Sequence[Sequence[str]] = ()

    @property
    def row(self) -> int:
        """The number of the header's row, from 1."""
        return len(self.above) + 1


def write_listing_xlsx(
    target: Path,
    heading: Heading,
    groups: Iterable[Iterable[Sequence[Cell]]],
    total: int,
    *,
    more: Callable[[Workbook], Mapping[str, Iterable[Iterable[Styled]]]] | None = None,
) -> None:
    """Writes one sheet: a frozen header with a filter, then `groups` of rows with a thin line above each group.

    Cells of a row are in the order of the columns; there are `total` rows in all. Texts stay texts, whatever they begin
    with. Equal input gives equal bytes. Rows are taken one by one, so `groups` may be lazy.
    `more` lays out further sheets behind and returns their rows by title. Raises BadOutputError.
    """
    columns = heading.columns
    if len(columns) > MAX_COLUMNS:
        raise BadOutputError(f"{target}: {len(columns)} columns, and a sheet holds {MAX_COLUMNS}", "Use fewer options.")
    if total + len(heading.above) >= MAX_ROWS:
        raise BadOutputError(
            f"{target}: {total} rows, and a sheet holds {MAX_ROWS - 1}", "Split the catalogue into two shops."
        )
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = heading.sheet_name
    styles = [
        _styles(sheet, FORMATS["text" if column.field in IDENTIFIERS else column.cell_kind]) for column in columns
    ]
    _lay_out(sheet, heading, total)
    others = more(workbook) if more else {}
    save_workbook(workbook, target, {heading.sheet_name: _styled(groups, styles), **others})


def _styles(sheet: Worksheet, number_format: str) -> tuple[int, int]:
    """Style numbers of a column's cells: plain, and with the line that begins a group."""
    top = Alignment(vertical="top")
    plain, first = (register_style(sheet, number_format, border, top) for border in (Border(), Border(top=LINE)))
    return plain, first


def _lay_out(sheet: Worksheet, heading: Heading, total: int) -> None:
    columns, header = heading.columns, heading.row
    for above, texts in enumerate(heading.above, start=1):
        for number, text in enumerate(texts, start=1):
            cell = sheet.cell(above, number)
            cell.value, cell.data_type = escape_for_xlsx(clean_text(text)), "s"
            cell.font = Font(name="Calibri", size=9, color="6B7280")
    for number, column in enumerate(columns, start=1):
        cell = head_cell(sheet, header, number, column.header, REQUIRED if column.required else OPTIONAL)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    sheet.row_dimensions[header].height = 48
    # Models and SKUs stay in sight while one scrolls to the right.
    keys = {"spu", "product_id_or_spu", "handle", "sku"}
    fixed = max((place for place, each in enumerate(columns[:2], 1) if each.field in keys), default=0)
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{header + 1}"
    set_up_printing(sheet, pages_wide=3)
    sheet.print_title_rows = f"1:{header}"
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(len(columns))}{total + header}"


def _width(column: Column) -> int:
    if column.cell_kind != "text":
        return NUMBER_WIDTH
    return WIDTHS.get(column.field, PICTURE_WIDTH if "picture" in column.field else TEXT_WIDTH)


def _styled(groups: Iterable[Iterable[Sequence[Cell]]], styles: Sequence[tuple[int, int]]) -> Iterator[list[Styled]]:
    for group in groups:
        for number, row in enumerate(group):
            first = number == 0
            yield [(cell, style[first]) for cell, style in zip(row, styles, strict=True)]
