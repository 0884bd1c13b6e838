"""Of which value of the shop does a cell tell?"""

from __future__ import annotations

import pytest

from listingkit.catalog.model import Catalog, OptionValue, Product, Variant
from listingkit.merging.home import Homes
from listingkit.stores.layouts import RowKind
from listingkit.stores.model import Column

CHOICES = (("colour", OptionValue("NVY", "Navy")), ("pattern", OptionValue("PLD", "Plaid")))
CATALOG = Catalog(
    (Product("U1", "Umbrella"),),
    {},
    {"U1": (Variant("U1-NVY-PLD", "U1", "U1-NVY-PLD", CHOICES), Variant("U1-RED", "U1", "U1-RED", ()))},
)


def told(cell: str, today: str = "", **column: object):
    homes = Homes([Column(header="x", **column)], CATALOG, "ebay")
    found = homes.told("U1", "U1-NVY-PLD", RowKind.SKU, {0: cell}, {0: today})
    return [(each.target.field, each.target.label, each.text) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Navy Plaid", [("colour label", "Navy", "Navy"), ("pattern label", "Plaid", "Plaid")]),
        ("Midnight Plaid", [("colour label", "Navy", "Midnight")]),
        ("Dark Navy Plaid", [("colour label", "Navy", "Dark Navy")]),
        ("Navy Tartan", [("pattern label", "Plaid", "Tartan")]),
        ("Midnight Tartan", []),
        ("Plaid", []),
        ("", []),
    ],
)
def test_a_look_is_taken_apart_where_one_label_differs(text, expected):
    assert told(text, "Navy Plaid", field="look") == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("weight_kg", "0.45", ("weight_g", "", "450")),
        ("weight_lb", "1", ("weight_g", "", "453.59237")),
        ("length_in", "10", ("length_cm", "", "25.4")),
        ("width_cm", "7", ("width_cm", "", "7")),
        ("stock", "7", ("stock", "", "7")),
        ("barcode", "0123", ("barcode", "", "0123")),
        ("title", "A", ("title", "", "A")),
        ("bullet.2", "A", ("bullet.2", "", "A")),
        ("attribute.ribs", "8", ("ribs", "", "8")),
        ("material", "pongee", ("material", "", "pongee")),
        ("price_usd", "8", ("price_usd", "", "8")),
        ("weight_kg", "light", ("weight_g", "", "light")),
    ],
)
def test_figures_come_back_in_the_shops_units(field, text, expected):
    assert told(text, field=field) == [expected]


def test_what_stands_around_a_value_is_taken_off():
    assert told("21.50 USD", field="price_usd", suffix=" USD") == [("price_usd", "", "21.50")]
    assert told("21.50", field="price_usd", suffix=" USD") == [("price_usd", "", "21.50")]
    assert told("Neu", field="attribute.state", words={"new": "Neu"}) == [("state", "", "new")]


def test_a_sale_price_is_the_price_and_the_full_one_struck_through():
    columns = [Column(header="a", field="full_price_usd"), Column(header="b", field="reduced_price_usd")]
    homes = Homes(columns, CATALOG, "ebay")

    def prices(full: str, reduced: str):
        found = homes.told("U1", "U1-RED", RowKind.SKU, {0: full, 1: reduced}, {})
        return {each.target.field: each.text for each in found}

    assert prices("20", "") == {"price_usd": "20", "list_price_usd": ""}
    assert prices("20", "15") == {"price_usd": "15", "list_price_usd": "20"}
    assert prices("20", "25") == {}


def test_fixed_texts_and_pictures_have_no_home():
    assert told("x", text="piece") == []
    assert told("x", field="picture.gallery.1") == []
    homes = Homes([Column(header="x", field="picture.gallery.1")], CATALOG, "ebay")
    assert "photos/" in homes.where_from(0, RowKind.SKU)
