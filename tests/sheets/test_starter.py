"""The catalogue that `listingkit new` writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from listingkit.catalog.codes import known_codes
from listingkit.catalog.load import load_catalog
from listingkit.sheets.starter import COLOURS, PATTERNS, SHEETS, write_starter_catalog
from tests.builders.catalog import shop_at, skus


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.xlsx"
    write_starter_catalog(path)
    return path


def test_it_is_a_catalogue_without_a_single_finding(book: Path) -> None:
    catalog = load_catalog(shop_at(book.parent))
    assert catalog.findings == ()
    assert [product.spu for product in catalog.products] == ["U001", "U002"]
    assert catalog.look_count == 7
    assert all(product.cost and product.weight_g and product.length_cm for product in catalog.products)
    assert "U001-NVY-PLD" in skus(catalog)


def test_every_header_is_explained_and_stays_in_view(book: Path) -> None:
    workbook = load_workbook(book)
    for name, heads in SHEETS.items():
        sheet = workbook[name]
        assert [cell.value for cell in sheet[1]] == [head.header for head in heads]
        assert all(cell.comment and cell.comment.text for cell in sheet[1])
        assert sheet.freeze_panes == "B2"


def test_keys_stay_text_in_excel(book: Path) -> None:
    workbook = load_workbook(book)
    for name, heads in SHEETS.items():
        for cell, head in zip(workbook[name][1], heads, strict=True):
            if head.header in {"model", "sku", "barcode"}:
                assert workbook[name].column_dimensions[cell.column_letter].number_format == "@"


def test_drop_downs_point_at_the_hidden_lists_and_allow_other_values(book: Path) -> None:
    workbook = load_workbook(book)
    lists = workbook["lists"]
    assert lists.sheet_state == "hidden"
    validations = [each for name in SHEETS for each in workbook[name].data_validations.dataValidation]
    assert len(validations) == 6
    for validation in validations:
        assert not validation.showErrorMessage
        values = [row[0].value for row in lists[validation.formula1.removeprefix("lists!").replace("$", "")]]
        assert all(values)


def test_the_listed_words_have_codes_of_their_own() -> None:
    for option, labels in (("colour", COLOURS), ("pattern", PATTERNS)):
        made = [known_codes()[option, label.casefold()][0] for label in labels]
        assert len(set(made)) == len(made)


def test_equal_bytes_every_time(book: Path) -> None:
    before = book.read_bytes()
    write_starter_catalog(book)
    assert book.read_bytes() == before
