"""How does a store's listing workbook look, so that a seller can read, filter and upload it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.errors import BadOutputError
from listingkit.sheets.package import MAX_ROWS, Styled, register_style, save_workbook, set_up_printing
from listingkit.stores.layouts import Cell
from listingkit.stores.model import Column

REQUIRED, OPTIONAL = "B45309", "374151"
"""Header fills: amber for columns that a store asks for, grey for the others."""
FORMATS = {"text": "@", "number": "General", "money": "0.00", "integer": "0"}
WIDTHS = {"title": 44, "description": 50, "handle": 18, "spu": 16, "sku": 24, "look": 20, "barcode": 18}
PICTURE_WIDTH, TEXT_WIDTH, NUMBER_WIDTH = 28, 18, 12
LINE = Side(style="thin", color="9CA3AF")
MAX_CELL = 32_767


def write_listing_xlsx(
    target: Path,
    sheet_name: str,
    columns: Sequence[Column],
    groups: Iterable[Iterable[Sequence[Cell]]],
    total: int,
    *,
    more: Callable[[Workbook], Mapping[str, Iterable[Iterable[Styled]]]] | None = None,
) -> None:
    """Writes one sheet: a frozen header with a filter, then `groups` of rows with a thin line above each group.

    Cells of a row are in the order of `columns`; there are `total` rows in all. Texts stay texts, whatever they begin
    with. Equal input gives equal bytes. Rows are taken one by one, so `groups` may be lazy.
    `more` lays out further sheets behind and returns their rows by title. Raises BadOutputError.
    """
    if total >= MAX_ROWS:
        raise BadOutputError(
            f"{target}: {total} rows, and a sheet holds {MAX_ROWS - 1}", "Split the catalogue into two shops."
        )
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = sheet_name
    styles = [_styles(sheet, FORMATS[column.kind]) for column in columns]
    _lay_out(sheet, columns, total)
    others = more(workbook) if more else {}
    save_workbook(workbook, target, {sheet_name: _styled(groups, styles), **others})


def _styles(sheet: Worksheet, number_format: str) -> tuple[int, int]:
    """Style numbers of a column's cells: plain, and with the line that begins a group."""
    top = Alignment(vertical="top")
    plain, first = (register_style(sheet, number_format, border, top) for border in (Border(), Border(top=LINE)))
    return plain, first


def _lay_out(sheet: Worksheet, columns: Sequence[Column], total: int) -> None:
    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        cell.value = column.header
        cell.data_type = "s"
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=REQUIRED if column.required else OPTIONAL)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    sheet.row_dimensions[1].height = 48
    # Models and SKUs stay in sight while one scrolls to the right.
    fixed = sum(1 for column in columns[:2] if column.field in {"spu", "handle", "sku"})
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}2"
    set_up_printing(sheet, pages_wide=3)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{total + 1}"


def _width(column: Column) -> int:
    if column.kind != "text":
        return NUMBER_WIDTH
    return WIDTHS.get(column.field, PICTURE_WIDTH if "picture" in column.field else TEXT_WIDTH)


def _styled(groups: Iterable[Iterable[Sequence[Cell]]], styles: Sequence[tuple[int, int]]) -> Iterator[list[Styled]]:
    for group in groups:
        for number, row in enumerate(group):
            first = number == 0
            yield [(_fitting(cell), style[first]) for cell, style in zip(row, styles, strict=True)]


def _fitting(cell: Cell) -> Cell:
    # Excel calls a workbook with a longer text damaged; `text.too-long` has told the seller before.
    return cell[:MAX_CELL] if isinstance(cell, str) else cell
