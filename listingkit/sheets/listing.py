"""How does a store's listing workbook look, so that a seller can read, filter and upload it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_COLUMNS, MAX_ROWS, clean_text, escape_for_xlsx
from listingkit.errors import BadOutputError
from listingkit.sheets.package import Styled, head_cell, register_style, save_workbook, set_up_printing
from listingkit.sheets.parts import Beside, Note, Placed
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
LISTS = "Lists"
PICTURE_SIZE, ROW_HEIGHT = (64, 48), 56.0
"""Pixels of a picture; the height of its row in points has room for it below a line of text."""
LINE = Side(style="thin", color="9CA3AF")


@dataclass(frozen=True, slots=True)
class Working:
    """What a workbook has that nobody uploads as it is: a picture in each row, findings in their cells, drop-downs.

    `pictures` are keys of `images` row by row, empty for none, and what they show; `choices` what may be chosen in a
    column, by its number from 1. `fills` and `notes` count rows and columns of the sheet from 1.
    """

    pictures: Sequence[tuple[str, str]] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: Sequence[Note] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


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
    working: Working | None = None,
) -> None:
    """Writes one sheet: a frozen header with a filter, then `groups` of rows with a thin line above each group.

    Cells of a row are in the order of the columns; there are `total` rows in all. Texts stay texts, whatever they begin
    with. Equal input gives equal bytes. Rows are taken one by one, so `groups` may be lazy.
    `more` lays out further sheets behind and returns their rows by title; `working` is what only a workbook has that is
    not uploaded. Raises BadOutputError.
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
    others = dict(more(workbook)) if more else {}
    if working is None:
        save_workbook(workbook, target, {heading.sheet_name: _styled(groups, styles), **others})
        return
    others |= _add_choices(workbook, sheet, heading, working.choices, total)
    fills = {
        key: _filled(sheet, columns, styles, *key) for key in {(at, fill) for (_, at), fill in working.fills.items()}
    }
    rows = _marked(_styled(groups, styles), heading.row + 1, working.fills, fills, styles)
    beside = _beside(heading, working)
    save_workbook(
        workbook, target, {heading.sheet_name: rows, **others}, beside=(heading.sheet_name, beside), height=ROW_HEIGHT
    )


def _filled(
    sheet: Worksheet, columns: Sequence[Column], styles: Sequence[tuple[int, int]], at: int, fill: str
) -> tuple[int, int]:
    """The two styles of column `at` with that fill."""
    column = columns[at - 1]
    kind = FORMATS["text" if column.field in IDENTIFIERS else column.cell_kind]
    top = Alignment(vertical="top")
    plain, first = (register_style(sheet, kind, border, top, fill) for border in (Border(), Border(top=LINE)))
    return plain, first


def _marked(
    rows: Iterable[list[Styled]],
    first: int,
    marks: Mapping[tuple[int, int], str],
    fills: Mapping[tuple[int, str], tuple[int, int]],
    styles: Sequence[tuple[int, int]],
) -> Iterator[list[Styled]]:
    """The rows with the cells filled that findings are about."""
    for number, row in enumerate(rows, start=first):
        begins = bool(row) and row[0][1] == styles[0][1] != styles[0][0]
        for at in range(1, len(row) + 1):
            fill = marks.get((number, at))
            if fill:
                row[at - 1] = row[at - 1][0], fills[at, fill][begins]
        yield row


def _add_choices(
    workbook: Workbook, sheet: Worksheet, heading: Heading, choices: Mapping[int, Sequence[str]], total: int
) -> dict[str, Iterable[Iterable[Styled]]]:
    """Drop-downs that suggest and forbid nothing; their texts stand in a hidden sheet, as a list of any length may."""
    wanted = {at: list(texts) for at, texts in choices.items() if texts}
    if not wanted or not total:
        return {}
    lists = workbook.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for number, (at, texts) in enumerate(sorted(wanted.items()), start=1):
        letter, own = get_column_letter(number), get_column_letter(at)
        validation = DataValidation("list", formula1=f"{LISTS}!${letter}$1:${letter}${len(texts)}", allow_blank=True)
        validation.showErrorMessage = False
        validation.add(f"{own}{heading.row + 1}:{own}{heading.row + total}")
        sheet.add_data_validation(validation)
    rows = zip_longest(*(texts for _, texts in sorted(wanted.items())))
    return {LISTS: ([(text, 0) for text in row] for row in rows)}


def picture_column(columns: Sequence[Column]) -> int:
    """The number of the column in whose cells the pictures lie, from 1: that of the SKU's own picture; 0 for none."""
    own = [at for at, column in enumerate(columns, start=1) if column.field.startswith("sku_picture")]
    others = [at for at, column in enumerate(columns, start=1) if "picture" in column.field]
    return next(iter([*own, *others]), 0)


def _beside(heading: Heading, working: Working) -> Beside:
    at, first = picture_column(heading.columns), heading.row + 1
    placed = [
        Placed(number, at, key, alt)
        for number, (key, alt) in enumerate(working.pictures, start=first)
        if at and key in working.images
    ]
    return Beside(placed, working.images, PICTURE_SIZE, working.notes)


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
