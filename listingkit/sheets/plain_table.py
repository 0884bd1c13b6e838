"""How does a table look that is only a header and rows: filtered, frozen, printed on A4?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_ROWS
from listingkit.sheets.package import head_cell, register_style, set_up_printing

INK = "1F2A37"
FORMATS = {"plain": "@", "date": "yyyy-mm-dd", "number": "#,##0"}
LINE = Border(bottom=Side(style="hair", color="9CA3AF"))


def sheets_for(workbook: Workbook, title: str, total: int) -> Iterator[tuple[Worksheet, int]]:
    """New sheets for `total` rows below a header, and how many each takes: one, or `title 2` and so on after it."""
    room = MAX_ROWS - 1
    for number, start in enumerate(range(0, max(total, 1), room), start=1):
        yield workbook.create_sheet(title if number == 1 else f"{title} {number}"), min(room, total - start)


def row_styles(sheet: Worksheet) -> dict[str, int]:
    """The styles of cells by name: `plain` text, `date`, `number`."""
    return {name: row_style(sheet, name) for name in FORMATS}


def row_style(sheet: Worksheet, name: str, *, fill: str = "", place: str = "left") -> int:
    """One style of cells: a format's name, a colour such as FDE8E8, and where in its cell the text stands."""
    return register_style(sheet, FORMATS[name], LINE, Alignment(horizontal=place, vertical="center"), fill)


def set_up_table(sheet: Worksheet, columns: Mapping[str, float], count: int, shop: str, *, frozen: str = "A2") -> int:
    """Header, widths, filter and print set-up of a table with `count` rows; returns the number of its last row."""
    for column, (name, width) in enumerate(columns.items(), start=1):
        cell = head_cell(sheet, 1, column, name, INK)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = frozen
    last = max(count, 1) + 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    set_up_printing(sheet, pages_wide=1, header=shop)
    return last


def excel_day(day: dt.date) -> int:
    """A date as Excel counts it: days since 1899-12-30 (the day before 1900-01-00, with the leap year of 1900)."""
    return (day - dt.date(1899, 12, 30)).days
