"""What the built-in profiles say agrees with what was found out about the stores (docs/stores.md)."""

from __future__ import annotations

import pytest

from listingkit.stores.load import builtin_names
from listingkit.stores.model import Confidence
from tests.builders.listing import store
from tests.builders.store_files import HEADERS

NINE = ["aliexpress", "amazon", "ebay", "etsy", "google", "meta", "shopify", "shopify-classic", "woocommerce"]


def test_eight_stores_are_built_in_and_shopify_in_two_ways() -> None:
    assert list(builtin_names()) == NINE


@pytest.mark.parametrize(
    ("name", "rule", "value", "unit"),
    [
        ("ebay", "title_max", 80, "bytes"),
        ("ebay", "variants_max", 250, "items"),
        ("ebay", "option_values_max", 30, "items"),
        ("ebay", "option_value_max", 65, "characters"),
        ("amazon", "title_max", 75, "characters"),
        ("amazon", "bullets_max", 5, "items"),
        ("etsy", "title_max", 140, "characters"),
        ("etsy", "options_max", 2, "items"),
        ("google", "title_max", 150, "characters"),
        ("google", "description_max", 5000, "characters"),
        ("meta", "title_max", 200, "characters"),
        ("meta", "description_max", 9999, "characters"),
        ("shopify-classic", "variants_max", 2048, "items"),
    ],
)
def test_limits(name: str, rule: str, value: int, unit: str) -> None:
    found = store(name).rules[rule]
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(("name", "length"), [("ebay", 50), ("amazon", 40), ("etsy", 32), ("google", 50)])
def test_sku_limits_of_general_knowledge_are_marked_so(name: str, length: int) -> None:
    rule = store(name).rules["sku_max"]
    assert (rule.value, rule.confidence) == (length, Confidence.KNOWLEDGE)


@pytest.mark.parametrize(
    ("name", "slot", "count", "per"),
    [
        ("ebay", "gallery", 24, "listing"),
        ("ebay", "variation", 12, "value"),
        ("amazon", "main", 1, "look"),
        ("amazon", "gallery", 8, "look"),
        ("google", "gallery", 10, "look"),
        ("meta", "gallery", 20, "look"),
        ("etsy", "gallery", 10, "listing"),
    ],
)
def test_slots(name: str, slot: str, count: int, per: str) -> None:
    found = next(each for each in store(name).slots if each.name == slot)
    assert (found.count, found.per) == (count, per)


@pytest.mark.parametrize("name", ["ebay", "amazon", "google", "meta"])
def test_marks_are_forbidden_wherever_a_store_says_so(name: str) -> None:
    assert {slot.watermark for slot in store(name).slots} == {"forbidden"}


def test_amazon_main_pictures_stand_on_white() -> None:
    main = store("amazon").slots[0]
    assert (main.role, main.background) == ("white", "white")


@pytest.mark.parametrize("name", ["shopify", "shopify-classic", "amazon", "google", "etsy"])
def test_headers_are_the_stores_own_in_order(name: str) -> None:
    assert [column.header for column in store(name).sheet.columns] == HEADERS[name]


@pytest.mark.parametrize("name", NINE)
def test_every_store_says_where_its_price_and_title_stand(name: str) -> None:
    fields = {each.field for column in store(name).sheet.columns for each in column.contents()}
    assert fields & {"price_usd", "full_price_usd", "price_low_usd"}
    assert fields & {"title", "sku_title"}
    assert fields & {"sku", "skus"}
