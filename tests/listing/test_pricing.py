"""Prices cover costs and fees, end as asked, explain themselves; and a missing cost or rate is told once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.catalog.model import Variant
from listingkit.findings import Severity
from listingkit.listing.price_check import price_findings
from listingkit.listing.pricing import break_even, price
from listingkit.listing.working import OWN_RATES
from listingkit.settings_pricing import PricingTable
from tests.builders.listing import TODAY, catalogue, codes, product

ONE = Variant("U012", "U012", "U012", ())
SHARES = st.decimals("0", "0.24", places=3)
MONEY = st.decimals("0", "5000", places=2)
ENDINGS = st.one_of(st.none(), st.decimals("0", "0.99", places=2))


@st.composite
def pricings(draw: st.DrawFn) -> PricingTable:
    fields = {name: draw(SHARES) for name in ("commission", "payment", "ads", "margin")}
    return PricingTable(
        cost_currency=draw(st.sampled_from(["CNY", "USD"])),
        freight_usd=draw(MONEY),
        freight_usd_per_kg=draw(st.decimals("0", "50", places=2)),
        packing_usd=draw(st.decimals("0", "9", places=2)),
        ending=draw(ENDINGS),
        floor_usd=draw(MONEY),
        list_price_factor=draw(st.decimals("1", "3", places=2)),
        **fields,
    )


def usd(pricing: PricingTable, **extra: object) -> Decimal:
    found = price(ONE, product(**extra), pricing)
    assert found is not None
    return found.usd


def table(**extra: object) -> PricingTable:
    return PricingTable.model_validate({"cost_currency": "USD", "commission": 0, "margin": 0, **extra})


def test_the_formula_step_by_step() -> None:
    pricing = PricingTable(
        freight_usd=Decimal("1.2"), freight_usd_per_kg=Decimal(7), packing_usd=Decimal("0.3"), ending=None
    )
    found = price(ONE, product(), pricing)
    assert found is not None
    # (28.50 x 0.1405 + 1.2 + 7 x 0.42 + 0.3) / (1 - 0.08 - 0.30)
    assert found.usd == Decimal("13.62")
    assert [line.label.split(" ")[0] for line in found.lines] == [
        "cost", "freight", "freight", "packing", "commission", "margin",
    ]  # fmt: skip
    assert "28.50 CNY x 0.1405 (2026-10-06)" in found.lines[0].label


@given(pricing=pricings(), cost=MONEY)
def test_a_price_never_falls_below_costs_fees_and_floor(pricing: PricingTable, cost: Decimal) -> None:
    found = usd(pricing, cost=cost)
    least = break_even(ONE, product(cost=cost), pricing)
    assert least is not None
    assert found >= least - Decimal("0.005")  # Without an ending, cents are rounded half up.
    assert found >= pricing.floor_usd


@given(pricing=pricings(), costs=st.tuples(MONEY, MONEY))
def test_a_higher_cost_never_gives_a_lower_price(pricing: PricingTable, costs: tuple[Decimal, Decimal]) -> None:
    assert usd(pricing, cost=min(costs)) <= usd(pricing, cost=max(costs))


@given(pricing=pricings(), cost=MONEY)
def test_two_decimals_the_ending_and_lines_that_add_up(pricing: PricingTable, cost: Decimal) -> None:
    found = price(ONE, product(cost=cost), pricing)
    assert found is not None
    for amount in filter(None, (found.usd, found.list_usd)):
        assert amount.as_tuple().exponent == -2
        assert pricing.ending is None or amount % 1 == pricing.ending[0]
    assert sum(line.amount for line in found.lines).quantize(Decimal("0.0001")) == found.usd
    assert found.list_usd is None or found.list_usd > found.usd


@pytest.mark.parametrize(
    ("cost", "ending", "expected"),
    [
        ("9.98", "0.99", "9.99"),
        ("9.99", "0.99", "9.99"),
        ("9.991", "0.99", "10.99"),
        ("10", "0", "10.00"),
        ("0.5", "0.5", "0.50"),
    ],
)
def test_the_ending_is_the_smallest_that_covers(cost: str, ending: str, expected: str) -> None:
    assert usd(table(ending=Decimal(ending)), cost=Decimal(cost)) == Decimal(expected)


def test_a_variants_own_price_wins_over_cost_floor_and_ending() -> None:
    own = Variant("A", "U012", "U012", (), price_usd=Decimal("4.5"))
    found = price(own, product(price_usd=Decimal(7)), table(floor_usd=Decimal(20)))
    assert found is not None
    assert found.usd == Decimal("4.50")
    assert len(found.lines) == 1


def test_a_variants_own_cost_and_weight_win_over_the_products() -> None:
    own = Variant("A", "U012", "U012", (), cost=Decimal(1), weight_g=Decimal(1000))
    found = price(own, product(cost=Decimal(9)), table(ending=None, freight_usd_per_kg=Decimal(2)))
    assert found is not None
    assert found.usd == Decimal("3.00")


def test_a_mistyped_cost_does_not_overflow() -> None:
    assert usd(table(), cost=Decimal("1e500")) > 10**11


def test_missing_cost_is_one_finding_per_product_with_its_skus() -> None:
    catalog = catalogue(product(cost=None), product("U013"), colour=["Navy", "Red"])
    found = list(price_findings(catalog, PricingTable(), TODAY))
    assert codes(found) == ["price.missing-cost", "price.stale-rate"]
    assert found[0].spu == "U012"
    assert "U012-NAV, U012-RED" in found[0].message
    assert found[0].place.column == "cost"


def test_own_rate_is_a_warning_once_per_currency_on_any_date() -> None:
    catalog = catalogue(product(), product("U013"))
    for today in (dt.date(2026, 1, 1), dt.date(2036, 1, 1)):
        (found,) = price_findings(catalog, PricingTable(), today)
        assert (found.code, found.severity, found.subject) == ("price.stale-rate", Severity.WARNING, "CNY")
        assert str(OWN_RATES["CNY"].date) in found.message


@pytest.mark.parametrize(("age", "expected"), [(30, []), (31, ["price.stale-rate"])])
def test_a_sellers_rate_ages(age: int, expected: list[str]) -> None:
    rate = {"usd": "0.14", "date": TODAY - dt.timedelta(days=age)}
    pricing = PricingTable.model_validate({"rates": {"CNY": rate}})
    assert codes(price_findings(catalogue(product()), pricing, TODAY)) == expected


def test_an_unknown_currency_withholds_every_product_that_needs_it() -> None:
    catalog = catalogue(product(), product("U013", price_usd=Decimal(9)), product("U014"))
    pricing = PricingTable(cost_currency="XAU")
    found = list(price_findings(catalog, pricing, TODAY))
    assert [(each.code, each.spu) for each in found] == [("price.not-usd", "U012"), ("price.not-usd", "U014")]
    assert price(ONE, product(), pricing) is None


def test_dollar_costs_need_no_rate() -> None:
    assert list(price_findings(catalogue(product()), table(), TODAY)) == []
