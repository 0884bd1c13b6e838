"""What sellers do to an exported workbook, and what should become of it.

Each of `EDITS` is one kind: what is done to the workbook, or to the shop meanwhile, and how many values come home
(`merged`), are in the shop already (`same`), conflict, or cannot come home (`refused`). `rows` have the findings about
rows and columns. The shop is `tests.builders.shop`: U1 in Navy and Red, U2 in Green.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

TITLE, PRICE, SALE = "Product name (English)", "Price, USD*", "Discounted price, USD"
STOCK, COLOUR, COLOUR_TOO = "Stocks", "Color", "Сolor name in your system"
SKU, TEXT, IMAGE = "SKU ID/Barcode (seller SKU ID)*", "Description (English)", "Main image*"
WEIGHT, LENGTH, SHIPPING = "Weight in packaging (kg)*", "Length in packaging (cm)*", "Shipping template*"


@dataclass(frozen=True)
class HandEdit:
    """One kind of edit. `text` is what must be found in overrides.csv, where something comes home."""

    name: str
    edit: Callable[[Worksheet], None]
    shop: Callable[[Path], None] = lambda _: None
    merged: int = 0
    same: int = 0
    conflicts: int = 0
    refused: int = 0
    rows: tuple[str, ...] = ()
    text: tuple[str, ...] = field(default=())


def column(sheet: Worksheet, header: str) -> int:
    """The number of a column, from 1."""
    return next(cell.column for cell in sheet[1] if cell.value == header)


def put(sheet: Worksheet, row: int, header: str, value: object) -> None:
    """Types `value` into a cell; row 2 is U1-NVY, 3 U1-RED, 4 U2-GRN."""
    sheet.cell(row, column(sheet, header)).value = value


def cells(*edits: tuple[int, str, object]) -> Callable[[Worksheet], None]:
    """Types several values."""

    def edit(sheet: Worksheet) -> None:
        for row, header, value in edits:
            put(sheet, row, header, value)

    return edit


def in_catalogue(old: str, new: str) -> Callable[[Path], None]:
    """Changes the seller's own catalogue after the export."""

    def change(folder: Path) -> None:
        file = folder / "products.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def sort(sheet: Worksheet) -> None:
    """The rows the other way round."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), start=2):
        for at, value in enumerate(values, start=1):
            sheet.cell(number, at).value = value


def move_column(sheet: Worksheet, header: str, to: int) -> None:
    """A column cut and put in elsewhere."""
    at = column(sheet, header)
    values = [sheet.cell(row, at).value for row in range(1, sheet.max_row + 1)]
    sheet.delete_cols(at)
    sheet.insert_cols(to)
    for row, value in enumerate(values, start=1):
        sheet.cell(row, to).value = value


def several(*steps: Callable[[Worksheet], None]) -> Callable[[Worksheet], None]:
    """One after the other."""

    def edit(sheet: Worksheet) -> None:
        for step in steps:
            step(sheet)

    return edit


def nothing(_sheet: Worksheet) -> None:
    """Saved as it is."""


def hide(sheet: Worksheet) -> None:
    """Filtered, so that rows are hidden."""
    sheet.row_dimensions[3].hidden = True


def add_row(sheet: Worksheet) -> None:
    """A SKU that the shop does not have."""
    values = [cell.value for cell in sheet[2]]
    sheet.append(values)
    put(sheet, sheet.max_row, SKU, "U9-BLU")


def copy_row(sheet: Worksheet) -> None:
    """A row copied, and the copy changed."""
    sheet.append([cell.value for cell in sheet[2]])
    put(sheet, sheet.max_row, STOCK, 3)


def add_column(sheet: Worksheet) -> None:
    """Notes of one's own."""
    at = sheet.max_column + 1
    for row, text in enumerate(("My notes", "ask Li", "", "ok"), start=1):
        sheet.cell(row, at).value = text


def title_row(sheet: Worksheet) -> None:
    """A heading put above everything."""
    sheet.insert_rows(1)
    sheet.cell(1, 1).value = "Spring listings, v2 final"


EDITS = (
    HandEdit("nothing, only saved", nothing),
    HandEdit("a price", cells((2, PRICE, 31.5)), merged=1, text=("U1-NVY,price_usd,31.5,", "aliexpress")),
    HandEdit("a price typed as text with its sign", cells((2, PRICE, "$1,031.50")), merged=1, text=("1031.50",)),
    HandEdit(
        "a sale price", cells((2, SALE, 3.25)), merged=2, text=("U1-NVY,price_usd,3.25", "U1-NVY,list_price_usd,")
    ),
    HandEdit("a sale price above the price", cells((2, SALE, 500)), refused=1),
    HandEdit("a price that is no number", cells((2, PRICE, "ask")), refused=1),
    HandEdit("a price emptied", cells((2, PRICE, None)), refused=1),
    HandEdit("a title in one row of two", cells((2, TITLE, "Pocket umbrella")), merged=1, text=("U1,title,Pocket",)),
    HandEdit("a title in both rows", cells((2, TITLE, "Pocket umbrella"), (3, TITLE, "Pocket umbrella")), merged=1),
    HandEdit("two titles of one product", cells((2, TITLE, "Pocket"), (3, TITLE, "Handy")), conflicts=2),
    HandEdit("a description", cells((4, TEXT, "<p>Long and dry.</p>")), merged=1, text=("U2,description,",)),
    HandEdit("stock", cells((3, STOCK, 7)), merged=1, text=("U1-RED,stock,7,,",)),
    HandEdit("stock of half a piece", cells((3, STOCK, 7.5)), refused=1),
    HandEdit("stock as a formula without its value", cells((3, STOCK, "=3+4")), refused=1),
    HandEdit(
        "a colour's name in its row", cells((2, COLOUR, "Midnight")), merged=1, text=("U1,colour label,Midnight,Navy",)
    ),
    HandEdit("two names for one colour", cells((2, COLOUR, "Midnight"), (2, COLOUR_TOO, "Ink")), conflicts=2),
    HandEdit("a weight in kilograms", cells((2, WEIGHT, 0.45)), merged=1, text=("U1-NVY,weight_g,450,",)),
    HandEdit("a parcel's length", cells((2, LENGTH, 34)), merged=1, text=("U1,length_cm,34,30",)),
    HandEdit("an image's address", cells((2, IMAGE, "mine.jpg")), refused=1),
    HandEdit("a text of shop.toml", cells((2, SHIPPING, "Cheap")), refused=1),
    HandEdit("sorted, and a price", several(sort, cells((2, PRICE, 44))), merged=1, text=("U2-GRN,price_usd,44",)),
    HandEdit("filtered, and a price in a hidden row", several(hide, cells((3, PRICE, 44))), merged=1),
    HandEdit("a row deleted", lambda sheet: sheet.delete_rows(3), rows=("merge.missing-row",)),
    HandEdit("a row added", add_row, rows=("merge.unknown-row",)),
    HandEdit("a row copied and changed", copy_row, rows=("merge.unknown-row",)),
    HandEdit(
        "a column moved, and a price", several(lambda each: move_column(each, PRICE, 1), cells((2, PRICE, 9))), merged=1
    ),
    HandEdit("a column renamed", cells((1, PRICE, "My price"))),
    HandEdit(
        "the SKUs' column renamed, and a price", several(cells((1, SKU, "Article")), cells((2, PRICE, 9))), merged=1
    ),
    HandEdit("a column deleted", lambda sheet: sheet.delete_cols(column(sheet, STOCK))),
    HandEdit("a column of notes", add_column, rows=("merge.unknown-column",)),
    HandEdit("a heading above the header, and a price", several(cells((2, PRICE, 9)), title_row), merged=1),
    HandEdit("a SKU retyped", cells((2, SKU, "U1-NAVY")), rows=("merge.unknown-row", "merge.missing-row")),
    HandEdit(
        "a length here, another in the catalogue",
        cells((2, LENGTH, 34)),
        in_catalogue("300,30,6", "300,32,6"),
        conflicts=1,
    ),
    HandEdit(
        "the same length here and in the catalogue",
        cells((2, LENGTH, 34)),
        in_catalogue("300,30,6", "300,34,6"),
        same=1,
    ),
    HandEdit("only the catalogue changed", nothing, in_catalogue("300,30,6", "300,32,6")),
    HandEdit(
        "a title here, another name in the catalogue",
        cells((2, TITLE, "Pocket umbrella")),
        in_catalogue("Folding umbrella", "Tiny umbrella"),
        conflicts=1,
    ),
    HandEdit(
        "a price of a model that the catalogue has lost",
        cells((4, PRICE, 9)),
        in_catalogue("U2,Straight", "U3,Straight"),
        rows=("merge.unknown-row",),
    ),
)


def edited(exported: Path, target: Path, change: HandEdit) -> Path:
    """The workbook at `exported` with that edit, saved by openpyxl as `target`."""
    book: Workbook = load_workbook(exported)
    change.edit(book["Listings"])
    book.save(target)
    return target
