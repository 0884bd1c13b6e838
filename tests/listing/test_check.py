"""What a store would refuse is told before it is uploaded, with the product it concerns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from listingkit.findings import Finding, Severity
from listingkit.listing.check import check_listing
from listingkit.listing.check_columns import terms_findings
from listingkit.settings_selling import ExportTable
from listingkit.stores.model import Confidence, StoreProfile
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store


def found(
    profile: StoreProfile | None = None,
    *,
    variant: dict[str, Any] | None = None,
    pricing: dict[str, Any] | None = None,
    options: dict[str, list[str]] | None = None,
    **extra: Any,
) -> list[Finding]:
    catalog = catalogue(product(**extra), variant=variant, **(options or {"colour": ["Navy", "Red"]}))
    (listing,) = listings_of(catalog, profile, shop_settings(pricing=pricing or {}))
    for each in listing.findings:
        assert each.spu == "U012"
    return list(listing.findings)


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"weight_g": Decimal("0.5")}, "listing.weight-range"),
        ({"weight_g": Decimal(500_001)}, "listing.weight-range"),
        ({"length_cm": Decimal(0)}, "listing.parcel-range"),
        ({"length_cm": Decimal("700.5")}, "listing.parcel-range"),
        ({"length_cm": Decimal(700), "width_cm": Decimal(500), "height_cm": Decimal(501)}, "listing.parcel-range"),
        ({"price_usd": Decimal("0.004"), "cost": None}, "price.out-of-range"),
        ({"price_usd": Decimal(100_001)}, "price.out-of-range"),
        ({"price_usd": Decimal(4)}, "price.below-floor"),
    ],
)
def test_what_lies_outside_the_range_is_one_error(extra: dict[str, Any], code: str) -> None:
    (one,) = found(**extra)
    assert (one.code, one.severity) == (code, Severity.ERROR)


@pytest.mark.parametrize(
    "extra",
    [
        {"weight_g": Decimal(1)},
        {"weight_g": Decimal(500_000)},
        {"length_cm": Decimal(700), "width_cm": Decimal(500), "height_cm": Decimal(500)},
        {"length_cm": Decimal("0.2")},
        {"price_usd": Decimal(100_000)},
    ],
)
def test_the_limits_themselves_are_taken(extra: dict[str, Any]) -> None:
    assert found(**extra) == []


def test_a_store_without_such_rules_takes_all_of_it() -> None:
    assert found(store("shopify"), weight_g=None, length_cm=None, price_usd=Decimal(200_000)) == []


@pytest.mark.parametrize(
    ("extra", "said", "column"),
    [
        ({"weight_g": None}, "U012: no weight", "weight_g"),
        ({"height_cm": None, "length_cm": None}, "U012: no parcel size (length_cm, height_cm)", "length_cm"),
    ],
)
def test_what_is_missing_is_a_warning_with_its_column(extra: dict[str, Any], said: str, column: str) -> None:
    (one,) = found(**extra)
    assert (one.code, one.severity) == ("catalog.empty-cell", Severity.WARNING)
    assert (one.message, one.place.column, one.place.row) == (said, column, 2)


def test_the_struck_through_price_must_lie_in_range_too() -> None:
    assert codes(found(price_usd=Decimal(60_000), pricing={"list_price_factor": "2"})) == ["price.out-of-range"]


def test_a_given_price_below_the_floor_or_below_cost_and_fees_is_told() -> None:
    pricing = {"cost_currency": "USD", "commission": "0.2", "floor_usd": "30"}
    (one,) = found(price_usd=Decimal(29), cost=Decimal(10), pricing=pricing)
    assert "below the floor of 30 USD: U012-NAV (29.00 USD), U012-RED (29.00 USD)" in one.message
    (other,) = found(price_usd=Decimal(36), cost=Decimal(30), pricing=pricing)
    assert "every sale loses money" in other.message
    assert found(price_usd=Decimal("37.5"), cost=Decimal(30), pricing=pricing) == []


@pytest.mark.parametrize(
    ("stock", "count"),
    [(-1, 2), (0, 1), (1_000_000, 2), (499_999, 0), (500_000, 1)],
)
def test_stock_of_a_sku_and_of_all_of_them(stock: int, count: int) -> None:
    assert codes(found(variant={"stock": stock})) == ["listing.stock-range"] * count


def test_too_many_options_and_variants() -> None:
    four = {name: ["A", "B"] for name in ("size", "length", "handle", "cover")}
    assert codes(found(options=four)) == ["listing.too-many-options"]
    many = {"size": [f"S{n}" for n in range(46)], "length": [f"L{n}" for n in range(46)]}
    assert codes(found(store("shopify"), options=many)) == ["listing.too-many-variants"]


@pytest.mark.parametrize(("label", "expected"), [("A-B=Navy", []), ("A_B=Navy", ["catalog.sku-invalid"])])
def test_a_hyphen_in_a_sku_is_taken_and_other_signs_are_not(label: str, expected: list[str]) -> None:
    assert codes(found(options={"colour": [label]})) == expected
    assert found(store("shopify"), options={"colour": [label]}) == []


def test_a_long_sku_is_told_with_the_store() -> None:
    (one,) = found(options={"colour": ["ABCDEFGHIJKLMNOPQ=Navy"]})
    assert one.code == "catalog.sku-invalid"
    assert "longer than the 20 characters of AliExpress: U012-ABCDEFGHIJKLMNOPQ" in one.message


def test_rules_of_general_knowledge_never_raise_errors() -> None:
    profile = store()
    for key, rule in profile.rules.items():
        known = rule.model_copy(update={"confidence": Confidence.KNOWLEDGE})
        profile = profile.model_copy(update={"rules": {**profile.rules, key: known}})
    broken = found(
        profile, options={"colour": ["A_BCDEFGHIJKLMNOPQRS=Navy: dark"]}, weight_g=Decimal(0), length_cm=Decimal(900),
        price_usd=Decimal(200_000), variant={"stock": 10**7},
    )  # fmt: skip
    assert len(broken) >= 8
    assert {each.severity for each in broken} == {Severity.INFO}


def test_a_required_slot_without_a_picture_is_told() -> None:
    profile = store()
    slots = tuple(
        slot.model_copy(update={"name": "papers", "role": "label", "required": True, "per": "listing"})
        for slot in profile.slots[:1]
    )
    (listing,) = listings_of(catalogue(product(), colour=["Navy"]), profile)
    asks = profile.model_copy(update={"slots": (*profile.slots, *slots)})
    assert listing.findings == ()
    (one,) = check_listing(listing, asks, shop_settings().pricing)
    assert "slot `papers`" in one.message


def test_terms_that_the_sheet_asks_for_are_told_once_per_store() -> None:
    (one,) = terms_findings(store(), ExportTable(), [])
    assert (one.severity, one.place.column) == (Severity.WARNING, "[export] shipping_template")
    assert list(terms_findings(store(), ExportTable(shipping_template="Standard"), [])) == []
    assert list(terms_findings(store("shopify"), ExportTable(), [])) == []


def test_a_given_price_must_hold_with_the_largest_coupon() -> None:
    pricing = {"cost_currency": "USD", "commission": "0.2", "coupon": "0.1", "floor_usd": "27"}
    assert found(price_usd=Decimal(30), cost=Decimal("21.6"), pricing=pricing) == []
    (floor,) = found(price_usd=Decimal("29.99"), cost=Decimal(10), pricing=pricing)
    assert "below the floor of 27 USD with the coupon of 10%" in floor.message
    (cost,) = found(price_usd=Decimal(30), cost=Decimal("21.61"), pricing=pricing)
    assert (cost.code, "less than cost and fees with the coupon" in cost.message) == ("price.below-floor", True)


@pytest.mark.parametrize(("dear", "expected"), [("50", []), ("50.01", ["price.sku-spread"])])
def test_a_bait_sku_is_told_with_both_skus_and_their_prices(dear: str, expected: list[str]) -> None:
    catalog = catalogue(product(cost=None), colour=["Navy", "Red", "Pink"])
    prices = [Decimal(price) for price in ("12", "10", dear)]
    variants = tuple(replace(each, price_usd=usd) for each, usd in zip(catalog.variants["U012"], prices, strict=True))
    catalog = replace(catalog, variants={"U012": variants})
    (listing,) = listings_of(catalog, store(), shop_settings())
    told = [each for each in listing.findings if each.code.startswith("price.")]
    assert codes(told) == expected
    for each in told:
        assert each.severity is Severity.WARNING
        assert "U012-PIN at 50.01 USD costs more than 5 times what U012-RED does at 10.00 USD" in each.message
    (listing,) = listings_of(catalog, store(), shop_settings(pricing={"stores": {"aliexpress": {"spread_max": 6}}}))
    assert "price.sku-spread" not in codes(listing.findings)
