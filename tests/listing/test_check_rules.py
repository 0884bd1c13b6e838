"""The finer rules of stores: values per option, bytes of titles, signs, bullets, codes, parents' SKUs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from listingkit.findings import Finding, Severity
from listingkit.listing.check_rules import check_rules
from listingkit.listing.model import Listing
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store


def found(name: str, catalog: Any, **changed: Any) -> list[Finding]:
    profile = store(name)
    (listing,) = listings_of(catalog, profile)
    return list(check_rules(replace(listing, **changed), profile))


def listing(name: str, catalog: Any, **tables: Any) -> Listing:
    return listings_of(catalog, store(name), shop_settings(**tables))[0]


def test_values_of_one_option_are_counted_after_folding() -> None:
    few = catalogue(
        product(), colour=[f"C{n}=Colour {n}" for n in range(5)], pattern=[f"P{n}=Pattern {n}" for n in range(6)]
    )
    many = catalogue(
        product(), colour=[f"C{n}=Colour {n}" for n in range(4)], pattern=[f"P{n}=Pattern {n}" for n in range(8)]
    )
    assert found("ebay", few) == []
    (one,) = found("ebay", many)
    assert (one.code, one.severity) == ("listing.too-many-variants", Severity.ERROR)
    assert "32 values of Color, eBay takes 30" in one.message


def test_titles_with_values_keep_the_limit_or_are_told() -> None:
    axes = {"colour": ["NVY=Navy", "RED=Red"]}
    fitting = listing("google", catalogue(product(), **axes), wording={"title": "Umbrella " * 2 + "word" * 33})
    assert {row.title for row in fitting.rows} == {"Umbrella Umbrella - Navy", "Umbrella Umbrella - Red"}
    assert codes(fitting.findings) == []
    endless = {"colour": [f"NVY=Navy {'x' * 150}", "RED=Red"]}
    assert "text.too-long" in codes(listing("google", catalogue(product(), **endless)).findings)


def test_different_prices_in_a_file_with_one_are_told() -> None:
    catalog = catalogue(product("U1"), colour=["Red", "Navy"])
    assert found("etsy", catalog) == []
    dearer = replace(catalog.variants["U1"][0], cost=Decimal(90))
    catalog = replace(catalog, variants={"U1": (dearer, catalog.variants["U1"][1])})
    (one,) = found("etsy", catalog)
    assert (one.code, one.severity) == ("listing.one-price", Severity.WARNING)
    assert found("shopify", catalog) == []


def test_ebay_counts_titles_in_bytes() -> None:
    plain = listing("ebay", catalogue(product()), wording={"title": "é" * 40})
    assert codes(plain.findings) == []
    (long,) = listing("ebay", catalogue(product()), wording={"title": "é" * 41}).findings
    assert (long.code, "82 bytes" in long.message) == ("text.too-long", True)


@pytest.mark.parametrize("sign", list("/\\()+*#@!%^&=<>{}[];|"))
def test_ebay_takes_no_such_sign_in_a_value(sign: str) -> None:
    made = listing("ebay", catalogue(product(), colour=[f"NVY=Navy{sign}Blue"]))
    assert "text.forbidden-character" in codes(made.findings)


def test_etsy_takes_no_brackets_in_values() -> None:
    made = listing("etsy", catalogue(product(), colour=["NVY=Navy (dark)"]))
    assert codes(made.findings) == ["text.forbidden-character"]


def test_a_wrong_barcode_is_told_where_a_column_would_hold_it() -> None:
    wrong = catalogue(product(), colour=["Red"], variant={"barcode": "6901234567890"})
    (one,) = found("google", wrong)
    assert (one.code, one.severity, one.place.column) == ("catalog.barcode-invalid", Severity.WARNING, "barcode")
    assert found("aliexpress", wrong) == []
    assert found("google", catalogue(product(), colour=["Red"], variant={"barcode": "6901234567892"})) == []


@pytest.mark.parametrize("name", ["woocommerce", "ebay", "amazon"])
def test_a_variant_with_the_parents_sku_would_be_its_own_parent(name: str) -> None:
    catalog = catalogue(product("U1"), colour=["Red", "Navy"])
    variants = catalog.variants["U1"]
    catalog = replace(catalog, variants={"U1": (replace(variants[0], sku="u1"), *variants[1:])})
    (one,) = found(name, catalog)
    assert one.code == "catalog.duplicate-sku"
    assert found("shopify", catalog) == []


def test_a_single_variant_may_have_the_models_sku() -> None:
    catalog = catalogue(product("U1"), colour=["Red"])
    only = replace(catalog.variants["U1"][0], sku="U1")
    assert found("woocommerce", replace(catalog, variants={"U1": (only,)})) == []


def test_sku_limits_of_general_knowledge_withhold_nothing() -> None:
    catalog = catalogue(product("U1"), colour=["Red"])
    long = replace(catalog.variants["U1"][0], sku="S" * 33)
    made = listings_of(replace(catalog, variants={"U1": (long,)}), store("etsy"))[0]
    assert [(each.code, each.severity) for each in made.findings] == [("catalog.sku-invalid", Severity.INFO)]


def test_descriptions_without_tags_are_counted_without_tags() -> None:
    words = "<p>" + "<b>a</b> " * 900 + "</p>"
    assert codes(listing("google", catalogue(product()), wording={"description": words}).findings) == []
    long = listing("google", catalogue(product()), wording={"description": "<p>" + "abcde " * 900 + "</p>"})
    assert codes(long.findings) == ["text.too-long"]
