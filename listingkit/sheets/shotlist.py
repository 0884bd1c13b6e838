"""How does the shot list look as a workbook that a photographer filters, ticks and prints?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.sheets.coverage import DONE, FILLS, MISSING, NO_SAMPLE, lay_out_coverage
from listingkit.sheets.days import lay_out_days
from listingkit.sheets.package import Styled, save_workbook
from listingkit.sheets.plain_table import excel_day, row_styles, set_up_table, sheets_for
from listingkit.shots.days import SessionLoad
from listingkit.shots.model import Coverage, Session, Shot

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


def write_shotlist(
    target: Path, shop: str, coverage: Coverage, loads: Sequence[SessionLoad], rows: Iterable[ShotRow]
) -> None:
    """Writes every shot, the windows of light and the coverage to `target`. Raises BadOutputError.

    `rows` has one for each shot of `coverage`. What is beyond Excel's 1,048,576 rows goes on a further sheet.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    total = sum(len(group.kinds) for group in coverage.shotlist.all_groups())
    sheets: dict[str, Iterator[list[Styled]]] = {}
    stream = iter(rows)
    for sheet, count in sheets_for(workbook, "shots", total):
        styles = _lay_out(sheet, count, shop)
        sheets[sheet.title] = _cells(islice(stream, count), styles)
    sheets |= lay_out_days(workbook, shop, loads)
    sheets |= lay_out_coverage(workbook, shop, coverage)
    save_workbook(workbook, target, sheets)


def _lay_out(sheet: Worksheet, count: int, shop: str) -> dict[str, int]:
    """Header, widths, filter, drop-down and print set-up; returns the style numbers for the rows."""
    styles = row_styles(sheet)
    last = set_up_table(sheet, COLUMNS, count, shop)
    status = get_column_letter(list(COLUMNS).index("status") + 1)
    area = f"{status}2:{status}{last}"
    choice = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    choice.add(area)
    sheet.add_data_validation(choice)
    for text in STATUSES:
        fill = PatternFill("solid", bgColor=FILLS[text])
        sheet.conditional_formatting.add(
            area, Rule(type="expression", formula=[f'${status}2="{text}"'], dxf=DifferentialStyle(fill=fill))
        )
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
