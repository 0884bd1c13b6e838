"""What does each day's light have to do, on a sheet of the shot list?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook

from listingkit.sheets.package import Styled
from listingkit.sheets.plain_table import excel_day, row_styles, set_up_table, sheets_for
from listingkit.shots.days import SessionLoad

COLUMNS = {"day": 12, "window": 13, "photos": 10, "required": 10, "from": 26, "to": 26, "running total": 14}


def lay_out_days(workbook: Workbook, shop: str, loads: Sequence[SessionLoad]) -> Mapping[str, Iterator[list[Styled]]]:
    """The sheet `days`; returns the rows by sheet, one for each window of light."""
    rows: dict[str, Iterator[list[Styled]]] = {}
    start = 0
    for sheet, count in sheets_for(workbook, "days", len(loads)):
        set_up_table(sheet, COLUMNS, count, shop)
        rows[sheet.title] = _rows(loads[start : start + count], row_styles(sheet))
        start += count
    return rows


def _rows(loads: Sequence[SessionLoad], styles: Mapping[str, int]) -> Iterator[list[Styled]]:
    plain, date, number = styles["plain"], styles["date"], styles["number"]
    for load in loads:
        yield [
            (excel_day(load.session.day), date),
            (load.session.window_text, plain),
            (load.photos, number),
            (load.required, number),
            (load.first, plain),
            (load.last, plain),
            (load.running, number),
        ]
