"""How does the shot list look as a workbook that a photographer filters, ticks and prints?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_ROWS
from listingkit.sheets.package import Styled, head_cell, register_style, save_workbook, set_up_printing
from listingkit.shots.model import Coverage, Session, Shot

MISSING, DONE, NO_SAMPLE = "missing", "done", "no sample"
STATUSES = (MISSING, DONE, NO_SAMPLE)
COLUMNS = {
    "day": 12,
    "window": 13,
    "model": 12,
    "subject": 24,
    "look": 26,
    "shot": 14,
    "role": 12,
    "required": 10,
    "status": 12,
    "file": 44,
    "takes": 8,
}
INK = "1F2A37"
FILLS = {MISSING: "FDE8E8", DONE: "DEF7EC", NO_SAMPLE: "FDF6B2"}


@dataclass(frozen=True, slots=True)
class ShotRow:
    """One line of the shot list: a shot, when it is due, and whether it is done."""

    shot: Shot
    session: Session | None
    status: str
    file: str
    takes: int


def shot_rows(coverage: Coverage, due: Iterable[tuple[Shot, Session]]) -> Iterator[ShotRow]:
    """Shots to take in the order of the calendar, then what is done, then what waits for its sample."""
    for shot, session in due:
        yield ShotRow(shot, session, MISSING, f"{shot.stem}.jpg", 0)
    for shot in coverage.shotlist:
        if takes := coverage.takes.get(shot.key):
            yield ShotRow(shot, None, DONE, takes[0].path, len(takes))
    for group in coverage.shotlist.waiting:
        for kind in group.kinds:
            shot = Shot(group.subject, kind)
            takes = coverage.takes.get(shot.key, ())
            yield ShotRow(shot, None, NO_SAMPLE, takes[0].path if takes else f"{shot.stem}.jpg", len(takes))


def write_shotlist(target: Path, shop: str, rows: Iterable[ShotRow], total: int) -> None:
    """Writes `total` rows to `target`, on as many sheets as Excel's 1,048,576 rows ask for. Raises BadOutputError."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    room = MAX_ROWS - 1
    counts = [min(room, total - start) for start in range(0, max(total, 1), room)]
    sheets: dict[str, Iterator[list[Styled]]] = {}
    stream = iter(rows)
    for number, count in enumerate(counts, start=1):
        sheet = workbook.create_sheet("shots" if number == 1 else f"shots {number}")
        styles = _lay_out(sheet, count, shop)
        sheets[sheet.title] = _cells(islice(stream, count), styles)
    save_workbook(workbook, target, sheets)


def _lay_out(sheet: Worksheet, count: int, shop: str) -> dict[str, int]:
    """Header, widths, filter, drop-down and print set-up; returns the style numbers for the rows."""
    line = Border(bottom=Side(style="hair", color="9CA3AF"))
    place = Alignment(horizontal="left", vertical="center")
    formats = {"plain": "@", "date": "yyyy-mm-dd", "number": "0"}
    styles = {name: register_style(sheet, cell_format, line, place) for name, cell_format in formats.items()}
    for column, (name, width) in enumerate(COLUMNS.items(), start=1):
        cell = head_cell(sheet, 1, column, name, INK)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = "A2"
    last = max(count, 1) + 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    status = get_column_letter(list(COLUMNS).index("status") + 1)
    area = f"{status}2:{status}{last}"
    choice = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    choice.add(area)
    sheet.add_data_validation(choice)
    for text, colour in FILLS.items():
        fill = PatternFill("solid", bgColor=colour)
        sheet.conditional_formatting.add(
            area, Rule(type="expression", formula=[f'${status}2="{text}"'], dxf=DifferentialStyle(fill=fill))
        )
    set_up_printing(sheet, pages_wide=1, header=shop)
    return styles


def _cells(rows: Iterable[ShotRow], styles: dict[str, int]) -> Iterator[list[Styled]]:
    plain, date, number = styles["plain"], styles["date"], styles["number"]
    for row in rows:
        subject, kind = row.shot.subject, row.shot.kind
        yield [
            (excel_day(row.session.day) if row.session else None, date),
            (row.session.window_text if row.session else None, plain),
            (subject.spu, plain),
            (subject.id, plain),
            (subject.label, plain),
            (kind.name, plain),
            (kind.role.value, plain),
            ("yes" if kind.required else "no", plain),
            (row.status, plain),
            (row.file, plain),
            (row.takes, number),
        ]


def excel_day(day: dt.date) -> int:
    """A date as Excel counts it: days since 1899-12-30 (the day before 1900-01-00, with the leap year of 1900)."""
    return (day - dt.date(1899, 12, 30)).days
