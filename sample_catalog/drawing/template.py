"""How does a store's upload template look?  python -m sample_catalog.drawing.template, from the root of the repository.

Town Market does not exist. Its template has what those of real stores have: groups in merged cells, headers with
stars, a row that says what is required, hints, drop-downs on a hidden sheet, prepared rows, protection.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.sheets.package import save_workbook

TARGET = Path(__file__).resolve().parent.parent / "templates" / "market-upload.xlsx"
FIRST, LAST = 6, 205
COLOURS = (
    "Black",
    "White",
    "Gray",
    "Navy Blue",
    "Light Blue",
    "Red",
    "Pink",
    "Green",
    "Yellow",
    "Purple",
    "Multicolor",
)
SEASONS = ("Spring and autumn", "Summer", "Winter", "All seasons")
COUNTRIES = ("China", "India", "Turkey", "Viet Nam")
LINE = Border(*(Side(style="thin", color="C9CED6") for _ in range(4)))


class Head(NamedTuple):
    """One column: group, header, whether it is required, hint, width, number format, name of its drop-down."""

    group: str
    header: str
    asks: str
    hint: str
    width: int = 16
    format: str = "@"
    choices: str = ""


HEADS = (
    Head("Offer", "Goods no.", "Required", "Offers with the same number are shown on one page.", 12),
    Head("Offer", "Article ref. *", "Required", "Your own number of the variant, no more than 40 characters.", 22),
    Head("Offer", "Heading (max. 100)", "Required", "Only text, no prices.", 44),
    Head("Offer", "Text for the buyer", "Optional", "Please write at least 30 words.", 44),
    Head("Offer", "Season", "Required", "Choose from the drop-down.", 18, choices="seasons"),
    Head("Pictures", "Cover photo", "Required", "Link to a picture that anyone can open.", 30),
    Head("Pictures", "Further picture 1", "Optional", "Link to a picture.", 30),
    Head("Pictures", "Further picture 2", "Optional", "Link to a picture.", 30),
    Head("Variant", "Shade", "Required", "Select the nearest one from the drop-down.", 14, choices="colours"),
    Head("Variant", "Shade in your words", "Optional", "Only text.", 20),
    Head("Variant", "Size", "Optional", "Only where there are several sizes.", 10),
    Head("Variant", "Bar code", "Optional", "Enter EAN or UPC, digits only.", 16),
    Head("Sale", "Buyer pays (USD)", "Required", "Numbers only.", 12, "0.00"),
    Head("Sale", "Price, EUR", "Optional", "Only for buyers in Europe; numbers only.", 12, "0.00"),
    Head("Sale", "Pieces available", "Required", "Whole numbers only.", 12, "0"),
    Head("Parcel", "Weight of parcel (oz)", "Required", "Numbers only.", 12, "0.0"),
    Head("Parcel", "Length of parcel (in)", "Optional", "Numbers only.", 12, "0.00"),
    Head("Parcel", "Made in", "Required", "Select from the drop-down.", 12, choices="countries"),
    Head("Parcel", "Ready in days", "Optional", "From 1 to 30, whole numbers only.", 12, "0"),
)


def build() -> Workbook:
    """The workbook: instructions, the sheet to fill, and hidden lists."""
    book = Workbook()
    told = book.worksheets[0]
    told.title = "Read me"
    for row, text in enumerate(("Town Market", "Fill the sheet “Offers” from row 6 on.", "Do not change rows 1 to 5.")):
        told.cell(row + 2, 2, text)
    told["B2"].font = Font(size=16, bold=True)
    sheet = book.create_sheet("Offers")
    _head(sheet)
    _rows(sheet)
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for column, (name, values) in enumerate({"colours": COLOURS, "seasons": SEASONS, "countries": COUNTRIES}.items()):
        letter = get_column_letter(column + 1)
        for row, text in enumerate(values, start=1):
            lists.cell(row, column + 1, text)
        area = f"lists!${letter}$1:${letter}${len(values)}"
        book.defined_names[name] = DefinedName(name, attr_text=area)
    book.active = 1
    return book


def _head(sheet: Worksheet) -> None:
    groups = [head.group for head in HEADS]
    for group in dict.fromkeys(groups):
        first, last = groups.index(group) + 1, len(groups) - groups[::-1].index(group)
        cell = sheet.cell(1, first, group)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="3B4A6B")
        cell.alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=last)
    for column, head in enumerate(HEADS, start=1):
        cell = sheet.cell(2, column, head.header)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="D8DEEB")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.cell(3, column, head.asks).font = Font(
            italic=True, color="B45309" if head.asks == "Required" else "6B7280"
        )
        hint = sheet.cell(4, column, head.hint)
        hint.font, hint.alignment = Font(size=9, color="6B7280"), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = head.width
    for column, text in enumerate(("Example: 4711", "4711-BLU", "Straw hat with a blue ribbon"), start=1):
        sheet.cell(5, column, text).font = Font(color="9CA3AF")
    sheet.row_dimensions[2].height, sheet.row_dimensions[4].height = 32, 50
    sheet["B2"].comment = Comment("Must not be used twice.", "Town Market")
    sheet.freeze_panes = "C6"


def _rows(sheet: Worksheet) -> None:
    for row in range(FIRST, LAST + 1):
        for column, head in enumerate(HEADS, start=1):
            cell = sheet.cell(row, column)
            cell.number_format, cell.border, cell.protection = head.format, LINE, Protection(locked=False)
    for column, head in enumerate(HEADS, start=1):
        if head.choices:
            rule = DataValidation(type="list", formula1=head.choices, allow_blank=True)
            rule.add(f"{get_column_letter(column)}{FIRST}:{get_column_letter(column)}{LAST}")
            sheet.add_data_validation(rule)
    sheet.protection.sheet = True


if __name__ == "__main__":
    save_workbook(build(), Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
