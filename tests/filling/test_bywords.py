"""Are headers that nobody foresaw read right, or left open, and never wrong?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from listingkit.filling.bywords import read_words
from listingkit.filling.known import field_of
from listingkit.filling.wording import wording_of
from tests.builders.filling import cells_of, fill_it
from tests.builders.templates import list_on
from tests.filling.test_fill import codes, messages, small

DATA = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))
KNOWN = [(header, field) for field, headers in DATA["known"].items() for header in headers]
OPEN = DATA["open"]["headers"]


def meant(header: str) -> str:
    """As columns are read: exactly, else by the words."""
    return field_of(wording_of(header)) or read_words(header).field


def test_the_set_is_large_enough():
    assert len(KNOWN) >= 120
    assert len(OPEN) >= 60
    assert len({header for header, _ in KNOWN} | set(OPEN)) == len(KNOWN) + len(OPEN)


def test_no_header_is_read_wrongly_and_few_are_left_open():
    read = {header: meant(header) for header, _ in KNOWN}
    assert [(header, read[header], field) for header, field in KNOWN if read[header] not in {"", field}] == []
    left = [header for header, _ in KNOWN if not read[header]]
    assert len(left) * 20 <= len(KNOWN), left


@pytest.mark.parametrize("header", OPEN)
def test_header_that_says_another_thing_stays_open(header):
    assert meant(header) == ""


@pytest.mark.parametrize(
    ("header", "field"), [("EAN-13", "barcode"), ("EAN-128", ""), ("Picture 99", ""), ("Picture 1 of 9", "")]
)
def test_numbers_count_or_leave_it_open(header, field):
    assert read_words(header).field == field


@given(st.text(max_size=90))
def test_any_header_can_be_read(header):
    assert isinstance(read_words(header).field, str)


def test_column_read_by_words_says_so_and_gives_way_to_an_exact_one(tmp_path):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "Units available", "Item code", "Made in"])
    made = fill_it(source, tmp_path / "out.xlsx")
    notes = {plan.column.header: plan.note for plan in made.columns}
    assert notes["Units available"] == "by its words"
    assert notes["Item code"] == "“SKU” has sku"
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]
    assert (row["Units available"], row.get("Item code"), row["Made in"]) == (7, None, "China")


def test_two_columns_that_would_be_the_same_field_stay_open(tmp_path):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "EAN-13", "UPC-12"])
    notes = {plan.column.header: plan.note for plan in fill_it(source, None).columns}
    assert notes["EAN-13"] == notes["UPC-12"] == "several columns could be barcode"


def test_required_column_with_one_allowed_value_gets_it(tmp_path):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "Hazard class *", "Hazard class", "Category"])
    book = load_workbook(source)
    for column in (4, 5, 6):
        list_on(book.worksheets[0], column, 2, '"None"')
    book.save(source)
    made = fill_it(source, tmp_path / "out.xlsx")
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[-1]
    assert (row["Hazard class *"], row.get("Hazard class"), row["Category"]) == ("None", None, "None")
    assert codes(made).count("fill.only-choice") == 2
    assert messages(made, "fill.required-empty") == []


@pytest.mark.parametrize(
    ("choices", "written"), [("", "China"), ('"France,CN"', "CN"), ('"Mainland China,China"', "Mainland China")]
)
def test_country_is_written_as_the_list_has_it_else_plainly(tmp_path, choices, written):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "Country of origin", "Origin code"])
    if choices:
        book = load_workbook(source)
        list_on(book.worksheets[0], 4, 2, choices)
        book.save(source)
    fill_it(source, tmp_path / "out.xlsx")
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]
    assert (row["Country of origin"], row["Origin code"]) == (written, "CN")


def test_unit_of_weight_is_not_written_without_a_weight(tmp_path):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "Length unit", "Length", "Weight (g)"])
    fill_it(source, tmp_path / "out.xlsx")
    rows = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)
    assert {("Length unit" in row and row["Length unit"] is not None) == (row.get("Length") is not None)
            for row in rows} == {True}  # fmt: skip


def test_temu_tells_variants_apart_and_its_theme_says_which_columns(templates, tmp_path):
    made = fill_it(templates["temu-eu"], tmp_path / "out.xlsx")
    fields = {plan.column.key: plan.column.field for plan in made.columns}
    theme = next(plan.sample for plan in made.columns if plan.column.field == "variation_theme")
    assert (fields["t_4_Sale Property:1001"], fields["t_4_Size:3001"], theme) == ("look", "size", "Color × Size")
    assert not any(field for key, field in fields.items() if key.startswith("t_3_Property:"))
    assert "fill.repeated-choice" not in codes(made)
