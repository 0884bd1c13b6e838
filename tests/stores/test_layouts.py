"""Values land in their columns, in the rows where they belong, and as what the column holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.stores.fields import FAMILIES, FIELDS, field_named
from listingkit.stores.layouts import Layout, layout_of
from tests.builders.listing import own_profile

COLUMNS = """
{ header = "Title", field = "title" }, { header = "Handle", field = "handle" }, { header = "SKU", field = "sku" },
{ header = "Price", field = "price_usd", kind = "money" }, { header = "Published", text = "TRUE", on = "product" },
{ header = "Tracker", text = "shopify" }, { header = "Image", field = "picture" },
{ header = "Option", field = "option.1.name", text = "Title" }, { header = "Empty" }
"""
PRODUCT = {"title": "Umbrella", "handle": "u1", "sku": "never"}


def layout(kind: str) -> Layout:
    return layout_of(own_profile(COLUMNS, layout=kind).sheet)


def test_row_per_sku_repeats_the_product_in_every_row() -> None:
    rows = list(layout("row-per-sku").rows(PRODUCT, [{"sku": "A"}, {"sku": "B"}], [{"picture": "a.jpg"}]))
    assert rows == [
        ["Umbrella", "u1", "A", None, "TRUE", "shopify", None, "Title", None],
        ["Umbrella", "u1", "B", None, "TRUE", "shopify", None, "Title", None],
    ]


def test_first_row_product_writes_product_and_first_image_once() -> None:
    images = [{"picture": "a.jpg"}, {"picture": "b.jpg"}]
    rows = list(layout("first-row-product").rows(PRODUCT, [{"sku": "A"}, {"sku": "B"}], images))
    assert rows == [
        ["Umbrella", "u1", "A", None, "TRUE", "shopify", "a.jpg", "Title", None],
        [None, "u1", "B", None, None, "shopify", None, None, None],
        [None, "u1", None, None, None, None, "b.jpg", None, None],
    ]


@pytest.mark.parametrize("kind", ["row-per-sku", "first-row-product"])
@given(skus=st.integers(0, 4), images=st.integers(0, 4))
def test_height_foretells_the_number_of_rows(kind: str, skus: int, images: int) -> None:
    made = layout(kind)
    assert made.height(skus, images) == len(list(made.rows({}, [{}] * skus, [{}] * images)))


def test_a_field_wins_over_the_text_that_stands_in_for_it() -> None:
    (row,) = layout("row-per-sku").rows({**PRODUCT, "option.1.name": "Color"}, [{}], [])
    assert row[7] == "Color"


def test_numbers_become_what_the_column_holds() -> None:
    columns = """
    { header = "cm", field = "length_cm", kind = "integer" }, { header = "USD", field = "price_usd", kind = "money" },
    { header = "kg", field = "weight_kg", kind = "number" }, { header = "text", field = "weight_g" }
    """
    values = {
        "price_usd": Decimal("9.9"), "weight_kg": Decimal("0.42"), "weight_g": Decimal("1E+3"),
    }  # fmt: skip
    (row,) = layout_of(own_profile(columns).sheet).rows({"length_cm": Decimal("45.2")}, [values], [])
    assert row == [46, Decimal("9.90"), Decimal("0.42"), "1000"]
    assert [type(cell) for cell in row[:2]] == [int, Decimal]


def test_other_options_become_one_column_each_so_that_sizes_are_not_lost() -> None:
    profile = own_profile('{ header = "SKU", field = "sku" }, { header = "others", field = "other_options" }')
    made = layout_of(profile.sheet, ["Size", "Length"])
    (row,) = made.rows({}, [{"sku": "A", "other_options.Size": "Large"}], [])
    assert [column.header for column in made.columns] == ["SKU", "Size", "Length"]
    assert row == ["A", "Large", None]


def test_every_family_is_reached_by_name() -> None:
    examples = [
        "option.1.name",
        "option.12.value",
        "option.2.values",
        "choice.colour",
        "picture.white.1",
        "pictures.gallery",
        "sku_picture.swatch.1",
        "sku_pictures.swatch",
        "bullet.3",
        "attribute.ribs",
        "other_options.Size",
    ]
    assert {field_named(name) for name in examples} == set(FAMILIES.values())
    assert field_named("option.0.name") is None
    assert all(field_named(name) is field for name, field in FIELDS.items())
