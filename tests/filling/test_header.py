"""Which rows are headers, and where does data begin, in templates that nobody knows?"""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from listingkit.filling.template import open_template
from tests.builders.templates import list_on

H = ["SKU", "Title", "Price (USD)", "Stock", "Color"]


def heading(tmp_path, *rows, change=lambda sheet: None, **given):
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    change(book.worksheets[0])
    book.save(tmp_path / "in.xlsx")
    with open_template(tmp_path / "in.xlsx", **given) as opened:
        found = opened.heading
    return (found.keys, found.labels, found.requirement, found.data)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([H], (0, 1, 0, 2)),
        ([["A title above"], [], H, ["A-1", "Hat", 5, 1, "Red"]], (0, 3, 0, 4)),
        ([H, ["Required", "Required", "Optional", "Optional"]], (0, 1, 2, 3)),
        ([["Must", "Must", "Optional", "Optional"], H], (0, 2, 1, 3)),
        ([H, ["必填", "必填", "选填", "选填"], ["请填写", "最多80字符", "示例: 5"]], (0, 1, 2, 4)),
        ([H, ["Enter your own number", "No more than 80 characters"], ["Example: 1", "Hat"]], (0, 1, 0, 4)),
        ([["seller_sku", "product_name", "price", "item_stock"], ["Kode", "Nama", "Harga", "Stok"]], (1, 2, 0, 3)),
        ([["Kode", "Nama", "Harga", "Stok"], ["seller_sku", "product_name", "price", "item_stock"]], (2, 1, 0, 3)),
        ([["About", None, "Sale"], H, ["A-1", "https://x", 5, 1, "Red"]], (0, 2, 0, 3)),
        ([H, ["A-1", "Please note: must be enjoyed by all people in the sun", 5, 1, "Red"]], (0, 1, 0, 2)),
    ],
)
def test_rows_tell_by_what_they_look_like(tmp_path, rows, found):
    assert heading(tmp_path, *rows) == found


def test_drop_downs_tell_where_data_begins(tmp_path):
    def change(sheet):
        list_on(sheet, 5, 6, '"Red,Blue"')

    assert heading(tmp_path, H, ["up to 20"], ["any"], change=change)[3] == 6


def test_frozen_rows_tell_where_data_begins(tmp_path):
    def change(sheet):
        sheet.freeze_panes = "B5"

    assert heading(tmp_path, H, ["x", "y"], change=change)[3] == 5


def test_header_merged_downwards(tmp_path):
    def change(sheet):
        for column in "ABC":
            sheet.merge_cells(f"{column}1:{column}2")
        sheet.merge_cells("D1:E1")

    rows = [["SKU", "Title", "Price (USD)", "Pictures", None], [None, None, None, "Image 1", "Image 2"]]
    assert heading(tmp_path, *rows, change=change) == (0, 2, 0, 3)


def test_group_across_columns_is_no_header_of_each(tmp_path):
    def change(sheet):
        sheet.merge_cells("A1:E1")

    assert heading(tmp_path, ["Title"], H, change=change)[1] == 2


def test_rows_that_are_given_are_taken(tmp_path):
    rows = [H, ["Your no.", "Your text", "x"], ["A", "B"]]
    assert heading(tmp_path, *rows, header_row=2) == (0, 2, 0, 3)
    assert heading(tmp_path, *rows, data_row=9) == (0, 1, 0, 9)


def test_sheet_that_shows_an_example_is_not_filled(tmp_path):
    book = Workbook()
    book.worksheets[0].title = "Example (do not fill)"
    book.worksheets[0].append([*H, "Size", "Brand"])
    book.create_sheet("Upload").append(H)
    book.save(tmp_path / "in.xlsx")
    with open_template(tmp_path / "in.xlsx") as opened:
        assert opened.sheet.name == "Upload"


def test_hidden_sheets_are_not_chosen(tmp_path):
    book = Workbook()
    book.worksheets[0].append(["SKU", "Title", "Size"])
    hidden = book.create_sheet("old")
    hidden.append(H)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "in.xlsx")
    with open_template(tmp_path / "in.xlsx") as opened:
        assert opened.sheet.name == "Sheet"
        assert "of 2 sheets, 1 hidden" in opened.why
