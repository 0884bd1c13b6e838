"""What a product says counts before what its store's table says, and that before [export]."""

from __future__ import annotations

from typing import Any

import pytest

from listingkit.listing.check_columns import terms_findings
from listingkit.listing.skus import link_to
from listingkit.listing.terms import Terms, term_named
from listingkit.settings_selling import ExportTable
from listingkit.stores.fields import TERMS
from listingkit.stores.tailor import with_columns
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store


def terms(store_name: str = "ebay", attributes: dict[str, str] | None = None, **export: Any) -> dict[str, object]:
    table = ExportTable.model_validate(export)
    return dict(Terms(table, store_name).of(product(attributes=attributes or {})))


def test_the_nearest_word_counts() -> None:
    export = {"category": "1", "hs_code": "6601", "stores": {"ebay": {"category": "2", "hs_code": "6602"}}}
    assert terms("google", **export)["category"] == "1"
    found = terms("ebay", {"hs_code": "6603"}, **export)
    assert (found["category"], found["hs_code"]) == ("2", "6603")


def test_an_empty_word_of_a_store_says_nothing() -> None:
    export = {"handling_days": 7, "origin": "Vietnam", "stores": {"ebay": {"columns": {"A": "b"}}}}
    found = terms("ebay", {"category": ""}, **export)
    assert (found["handling_days"], found["origin"], found["origin_code"], found["condition"]) == (
        7,
        "Vietnam",
        "VN",
        "new",
    )
    assert "category" not in found


def test_a_product_from_elsewhere_does_not_bear_the_shops_country_code() -> None:
    export = {"origin": "Mainland China", "origin_code": "CN"}
    assert terms(**export)["origin_code"] == "CN"
    assert terms("ebay", {"country of origin": "Italy"}, **export)["origin_code"] == "IT"
    assert "origin_code" not in terms("ebay", {"made in": "Nowhere"}, **export)


@pytest.mark.parametrize(
    ("header", "term"),
    [
        ("HS Code", "hs_code"),
        ("place of origin", "origin"),
        ("country_of_origin", "origin"),
        ("Shipping Template", "shipping_template"),
        ("ribs", ""),
    ],
)
def test_headers_that_mean_a_term(header: str, term: str) -> None:
    assert term_named(header) == term


def test_every_term_can_be_said_in_the_settings_but_the_manufacturers_number() -> None:
    assert set(TERMS) - set(ExportTable.model_fields) == {"mpn"}


def test_links_are_filled_in_and_quoted() -> None:
    template = "https://shop.example.com/p/{handle}?sku={sku}&m={model}"
    assert link_to(template, handle="u1", sku="a b/c", model="U1") == "https://shop.example.com/p/u1?sku=a%20b%2Fc&m=U1"
    assert link_to("", handle="u1", sku="x", model="U1") == ""


@pytest.mark.parametrize("url", ["shop.example.com", "https://a b", "https://a/{spu}", "https://a/{handle"])
def test_templates_of_links_are_checked(url: str) -> None:
    with pytest.raises(ValueError, match="product_url"):
        ExportTable(product_url=url)


def test_what_a_store_asks_for_and_nobody_says_is_told_once_with_the_key() -> None:
    settings = shop_settings(export={"location": "Shenzhen"})
    ebay = with_columns(store("ebay"), {"ReturnProfileName": "30 days"})
    listings = listings_of(catalogue(product("U1"), product("U2"), colour=["Red"]), ebay, settings)
    (one,) = terms_findings(ebay, settings.export, listings)
    assert (one.code, one.place.file, one.place.column) == (
        "catalog.empty-cell", "shop.toml", "[export.stores.ebay] category",
    )  # fmt: skip
    assert "stays empty in every row" in one.message


def test_a_column_that_is_asked_for_and_has_no_field_is_told_with_its_header() -> None:
    settings = shop_settings(export={"location": "Shenzhen", "category": "1"})
    listings = listings_of(catalogue(product("U1"), colour=["Red"]), store("ebay"), settings)
    (one,) = terms_findings(store("ebay"), settings.export, listings)
    assert "“ReturnProfileName” stays empty in every row" in one.message
    assert '"ReturnProfileName" = "…"' in one.hint


def test_products_that_lack_what_others_say_are_named() -> None:
    settings = shop_settings(export={"location": "Shenzhen"})
    ebay = with_columns(store("ebay"), {"ReturnProfileName": "30 days"})
    both = catalogue(product("U1", attributes={"category": "7"}), product("U2"), colour=["Red"])
    (one,) = terms_findings(ebay, settings.export, listings_of(both, ebay, settings))
    assert "stays empty for U2" in one.message
    all_of_them = catalogue(product("U1", attributes={"category": "7"}), colour=["Red"])
    assert list(terms_findings(ebay, settings.export, listings_of(all_of_them, ebay, settings))) == []


def test_feeds_ask_for_the_address_of_the_products_page_once() -> None:
    settings = shop_settings()
    listings = listings_of(catalogue(product(), colour=["Red"]), store("google"), settings)
    assert [each.place.column for each in terms_findings(store("google"), settings.export, listings)] == [
        "[export] product_url"
    ]
    assert "catalog.empty-cell" not in codes(listings[0].findings)
