"""The store's file is what the store reads: headers, texts as texts, prices as numbers, the same bytes every time."""

from __future__ import annotations

import csv
import time
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_ROWS
from listingkit.errors import BadOutputError
from listingkit.sheets.export import ExportResult, write_listings
from listingkit.sheets.listing import OPTIONAL, REQUIRED, Heading, write_listing_xlsx
from listingkit.stores.model import Column, StoreProfile
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store

CATALOG = catalogue(
    product(), product("U013", name="=cmd|' /C calc'!A0"), variant={"barcode": "6901234567892"},
    colour=["Navy", "Red"], pattern=["PLD=Plaid", "DOT=Dots"], size=["Small", "Large"],
)  # fmt: skip
SETTINGS: dict[str, Any] = {
    "export": {"image_base_url": "https://cdn.example.com", "shipping_template": "Standard"},
    "pricing": {"list_price_factor": "1.5"},
    "wording": {"title": "{{ name }}"},
}


def export(folder: Path, profile: StoreProfile) -> ExportResult:
    return write_listings(folder, profile, listings_of(CATALOG, profile, shop_settings(**SETTINGS)))


def sheet_of(path: Path) -> Worksheet:
    return load_workbook(path).worksheets[0]


def by_header(sheet: Worksheet, row: int) -> dict[str, Any]:
    return {
        str(sheet.cell(1, column).value): sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)
    }


def test_aliexpress_has_one_row_per_sku_below_its_headers(tmp_path: Path) -> None:
    result = export(tmp_path, store())
    assert result == ExportResult(tmp_path / "listings" / "aliexpress.xlsx", 2, 16)
    sheet = sheet_of(result.path)
    assert (sheet.title, sheet.max_row, sheet.freeze_panes, sheet.auto_filter.ref) == ("Listings", 17, "C2", "A1:AD17")
    assert by_header(sheet, 2) == {
        **dict.fromkeys((str(cell.value) for cell in sheet[1]), None),
        "AliExpress product ID (seller SPU ID)*": "U012",
        "SKU ID/Barcode (seller SKU ID)*": "U012-NAV-PLD-SMA",
        "Product name (English)": "Sun Umbrella",
        "Description (English)": by_header(sheet, 2)["Description (English)"],
        "Selling method*": "piece",
        "Main image*": "https://cdn.example.com/aliexpress/U012/U012-gallery-1.jpg",
        "Image #2": "https://cdn.example.com/aliexpress/U012/U012-gallery-2.jpg",
        "Price, USD*": 10.99,
        "Discounted price, USD": 6.99,
        "Stocks": 100,
        "Variation Image": "https://cdn.example.com/aliexpress/U012/U012-NAV-PLD-swatch.jpg",
        "Size": "Small",
        "Color": "Navy Plaid",
        "\u0421olor name in your system": "Navy Plaid",
        "Order processing time (days)*": 5,
        "Weight in packaging (kg)*": 0.42,
        "Length in packaging (cm)*": 60,
        "Width in packaging (cm)*": 8,
        "Height in packaging (cm)*": 7,
        "Shipping template*": "Standard",
    }
    assert [sheet.cell(row, 1).value for row in (9, 10)] == ["U012", "U013"]


def test_cells_are_what_they_look_like(tmp_path: Path) -> None:
    sheet = sheet_of(export(tmp_path, store()).path)
    cells = {str(sheet.cell(1, column).value): sheet.cell(10, column) for column in range(1, sheet.max_column + 1)}
    formula = cells["Product name (English)"]
    assert (formula.value, formula.data_type, formula.number_format) == ("=cmd|' /C calc'!A0", "s", "@")
    price = cells["Price, USD*"]
    assert (price.data_type, price.number_format) == ("n", "0.00")
    assert cells["Stocks"].number_format == "0"


def test_required_headers_and_product_lines_are_marked(tmp_path: Path) -> None:
    sheet = sheet_of(export(tmp_path, store()).path)
    fills = {str(cell.value): str(cell.fill.fgColor.rgb)[-6:] for cell in sheet[1]}
    assert (fills["Main image*"], fills["Image #2"]) == (REQUIRED, OPTIONAL)
    lines = [row for row in range(2, 18) if sheet.cell(row, 3).border.top]
    assert lines == [2, 10]


@pytest.mark.parametrize("name", ["aliexpress", "shopify"])
def test_the_same_listings_give_the_same_bytes_at_any_time(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export(tmp_path, store(name)).path.read_bytes()
    clock = time.localtime
    monkeypatch.setattr(time, "localtime", lambda *_: clock(10**9))
    assert export(tmp_path / "again", store(name)).path.read_bytes() == first


def test_no_clock_is_left_in_the_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(export(tmp_path, store()).path) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_shopify_writes_the_product_once_and_images_in_rows_of_their_own(tmp_path: Path) -> None:
    result = export(tmp_path, store("shopify"))
    assert (result.listings, result.rows) == (2, 18)
    rows = read_csv(result.path)
    assert len(rows) == 18
    first, second, image = rows[0], rows[1], rows[8]
    told = {name: text for name, text in first.items() if text and name != "Description"}
    assert told == {
        "Title": "Sun Umbrella", "URL handle": "u012", "Vendor": "Rainfolk", "Published on online store": "TRUE",
        "Status": "active", "SKU": "U012-NAV-PLD-SMA", "Barcode": "6901234567892", "Option1 name": "Color",
        "Option1 value": "Navy", "Option2 name": "Pattern", "Option2 value": "Plaid", "Option3 name": "Size",
        "Option3 value": "Small", "Price": "6.99", "Compare-at price": "10.99", "Charge tax": "TRUE",
        "Inventory tracker": "shopify", "Inventory quantity": "100", "Continue selling when out of stock": "deny",
        "Weight value (grams)": "420", "Weight unit for display": "g", "Requires shipping": "TRUE",
        "Fulfillment service": "manual",
        "Product image URL": "https://cdn.example.com/shopify/U012/U012-gallery-1.jpg", "Image position": "1",
        "Image alt text": "Sun Umbrella, Navy Plaid, front",
        "Variant image URL": "https://cdn.example.com/shopify/U012/U012-NAV-PLD-swatch.jpg", "Gift card": "FALSE",
    }  # fmt: skip
    assert (second["Title"], second["URL handle"], second["SKU"]) == ("", "u012", "U012-NAV-PLD-LAR")
    assert (second["Option1 name"], second["Option1 value"], second["Gift card"]) == ("", "Navy", "")
    assert {name: text for name, text in image.items() if text} == {
        "URL handle": "u012",
        "Product image URL": "https://cdn.example.com/shopify/U012/U012-gallery-2.jpg",
        "Image position": "2",
        "Image alt text": "Sun Umbrella, Navy Plaid, side",
    }


def test_a_shopify_product_without_options_has_the_default_one(tmp_path: Path) -> None:
    profile = store("shopify")
    result = write_listings(tmp_path, profile, listings_of(catalogue(product()), profile))
    (row, _) = read_csv(result.path)
    assert (row["Option1 name"], row["Option1 value"]) == ("Title", "Default Title")


@pytest.mark.parametrize("name", ["aliexpress", "shopify"])
def test_no_listings_leave_a_file_with_its_header(tmp_path: Path, name: str) -> None:
    result = write_listings(tmp_path, store(name), [])
    assert (result.listings, result.rows, result.path.is_file()) == (0, 0, True)


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export(tmp_path, store()).path
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BadOutputError, match="Permission denied"):
        export(tmp_path, store())
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["aliexpress.xlsx"]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOutputError, match="1048575"):
        write_listing_xlsx(tmp_path / "a.xlsx", Heading("A", [Column(header="A")]), [], MAX_ROWS)


def test_what_no_cell_holds_does_not_damage_the_workbook(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_listing_xlsx(
        target, Heading("A", [Column(header="=A\x07")]), [[["a\x00b\r\nc\ud800"], [Decimal("-1E+3")]]], 2
    )
    sheet = sheet_of(target)
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["=A", "ab\nc", -1000]
    with zipfile.ZipFile(target) as archive:
        assert b"<v>-1000</v>" in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["x" * 32_768, "\U0001f302" * 16_384])
def test_a_text_too_long_for_a_cell_is_refused_and_never_cut(tmp_path: Path, text: str) -> None:
    target = tmp_path / "a.xlsx"
    write_listing_xlsx(target, Heading("A", [Column(header="A")]), [[[text[:-1]]]], 1)
    assert sheet_of(target).cell(2, 1).value == text[:-1]
    with pytest.raises(BadOutputError, match="cell A2 would hold 32768 characters"):
        write_listing_xlsx(target, Heading("A", [Column(header="A")]), [[[text]]], 1)
