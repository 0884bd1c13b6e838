"""Values become the store's cells: joined, escaped, translated, with words around them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.stores.cells import Value, cell_of
from listingkit.stores.layouts import layout_of
from listingkit.stores.model import Column
from tests.builders.listing import own_profile
from tests.builders.store_files import explode


def cell(value: Value, /, **column: Any) -> object:
    made = Column(header="A", field="x", **column)
    return cell_of(made, made, {"x": value, "y": "other"})


def test_lists_are_joined_with_what_the_store_wants() -> None:
    assert cell(("a", "b")) == "a,b"
    assert cell(("a", "b"), join=" | ") == "a | b"
    options = (("Color", ("Red", "Blue")), ("Size", ("S",)))
    assert cell(options, join="|") == "Color=Red;Blue|Size=S"
    assert cell(options, join="\n", name_join=": ", values_join=", ") == "Color: Red, Blue\nSize: S"


def test_a_separator_inside_of_an_item_is_escaped_alone_and_in_a_list() -> None:
    assert cell(("a, b", "c"), join=", ", escape="\\") == "a\\, b, c"
    assert cell("a, b", join=", ", escape="\\") == "a\\, b"


@given(st.lists(st.text("ab, \"'", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_any_values_come_back_through_woocommerces_own_reading(items: list[str]) -> None:
    assert explode(str(cell(tuple(items), join=", ", escape="\\"))) == items


def test_numbers_with_a_word_around_them_are_texts() -> None:
    assert cell(Decimal(15), kind="money", suffix=" USD") == "15.00 USD"
    assert cell(Decimal("0.42"), kind="number", prefix="~", suffix=" kg") == "~0.42 kg"
    assert cell(None, suffix=" USD") is None
    assert cell("", prefix="Color=", text="none") == "none"


def test_words_of_the_store_stand_for_values() -> None:
    words = {"in stock": "1", "0.5": "half"}
    assert cell("in stock", words=words) == "1"
    assert cell(Decimal("0.5"), kind="number", words=words) == "half"
    assert cell("unheard of", words=words) == "unheard of"


@pytest.mark.parametrize(("value", "expected"), [("", "other"), (None, "other"), ((), "other"), ("own", "own")])
def test_where_a_field_is_empty_another_counts(value: Value, expected: str) -> None:
    assert cell(value, otherwise=["nothing", "y"]) == expected


def test_a_mark_stands_only_where_there_is_something() -> None:
    assert cell("Color", mark="1") == "1"
    assert cell("", mark="1") is None


FAMILY = """
{ header = "Kind", parent = { text = "P" }, child = { text = "C" }, single = { text = "S" } },
{ header = "SKU", field = "sku", parent = { field = "spu" } },
{ header = "Title", field = "title", child = {} },
{ header = "Every", field = "title", on = "every" },
{ header = "Parent", text = "top", on = "parent" },
{ header = "Stock", field = "stock", kind = "integer" }
"""
PRODUCT: dict[str, Value] = {"spu": "U1", "title": "Umbrella"}


def test_families_have_a_row_of_the_product_and_its_skus_or_a_single_one() -> None:
    layout = layout_of(own_profile(FAMILY, layout="parent-and-children").sheet)
    skus: list[dict[str, Value]] = [{"sku": "A", "stock": 1}, {"sku": "B", "stock": 2}]
    assert list(layout.rows(PRODUCT, skus, [])) == [
        ["P", "U1", "Umbrella", "Umbrella", "top", None],
        ["C", "A", None, "Umbrella", None, 1],
        ["C", "B", None, "Umbrella", None, 2],
    ]
    assert list(layout.rows(PRODUCT, skus[:1], [])) == [["S", "A", "Umbrella", "Umbrella", None, 1]]
    assert list(layout.rows(PRODUCT, [], [])) == []


def test_a_listing_may_have_one_row() -> None:
    layout = layout_of(own_profile('{ header = "T", field = "title" }', layout="row-per-listing").sheet)
    assert list(layout.rows(PRODUCT, [{"sku": "A"}, {"sku": "B"}], [])) == [["Umbrella"]]


def test_columns_that_repeat_stand_together_for_each_option() -> None:
    columns = """
{ header = "First" }, { header = "Name {n}", field = "option.{n}.name", repeat = true },
{ header = "Value {n}", field = "option.{n}.value", otherwise = "option.{n}.name", repeat = true }, { header = "Last" }
"""
    layout = layout_of(own_profile(columns).sheet, options=2)
    assert [each.header for each in layout.columns] == ["First", "Name 1", "Value 1", "Name 2", "Value 2", "Last"]
    (row,) = layout.rows({"option.1.name": "Color", "option.2.name": "Size"}, [{"option.1.value": "Red"}], [])
    assert row == [None, "Color", "Red", "Size", "Size", None]


def test_one_line_takes_breaks_and_tabs_out() -> None:
    sheet = own_profile('{ header = "T", field = "title" }').sheet.model_copy(update={"one_line": True})
    (row,) = layout_of(sheet).rows({"title": "a\n\tb  c"}, [{}], [])
    assert row == ["a b c"]
