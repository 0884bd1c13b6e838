"""Prices cover costs and fees, end as asked, explain themselves; and a missing cost or rate is told once."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from listingkit.catalog.model import Variant
from listingkit.findings import Severity
from listingkit.listing.price_check import price_findings
from listingkit.listing.pricing import break_even, price, price_lines
from listingkit.listing.working import OWN_RATES, weigh
from listingkit.settings_pricing import PricingTable
from tests.builders.listing import TODAY, catalogue, codes, product

ONE = Variant("U012", "U012", "U012", ())
SHARES = st.decimals("0", "0.24", places=3)
MONEY = st.decimals("0", "5000", places=2)
CENTS = st.decimals("0", "0.99", places=2)
ENDINGS = st.one_of(
    st.just(False), CENTS, st.decimals("0", "99.99", places=2),
    st.lists(st.decimals("0", "99.99", places=2), min_size=1, max_size=5),
)  # fmt: skip
DUST = Decimal("0.00000001")


@st.composite
def pricings(draw: st.DrawFn) -> PricingTable:
    fields: dict[str, Any] = {name: draw(SHARES) for name in ("commission", "payment", "ads", "margin")}
    fields |= {name: draw(st.decimals("0", "0.95", places=3)) for name in ("coupon", "discount")}
    fields |= {name: draw(st.decimals("0", "9", places=2)) for name in ("packing_usd", "fixed_fee_usd")}
    fields |= {name: draw(st.decimals("0", "2000", places=1)) for name in ("weight_min_g", "weight_step_g")}
    return PricingTable.model_validate({
        "cost_currency": draw(st.sampled_from(["CNY", "USD"])),
        "freight_usd": draw(MONEY),
        "freight_usd_per_kg": draw(st.decimals("0", "50", places=2)),
        "volumetric_divisor": draw(st.sampled_from([0, 5000, 6000, 8000])),
        "volumetric_from_cm": draw(st.sampled_from([0, 60])),
        "duty": draw(st.decimals("0", "2", places=3)),
        "duty_on": draw(st.sampled_from(["cost", "cost+freight"])),
        "duty_by": draw(st.sampled_from(["seller", "buyer"])),
        "ending": draw(ENDINGS),
        "floor_usd": draw(MONEY),
        "list_price_factor": draw(st.decimals("1", "3", places=2)),
        **fields,
    })  # fmt: skip


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
def test_with_the_largest_coupon_costs_margin_and_floor_are_still_covered(pricing: PricingTable, cost: Decimal) -> None:
    found = price(ONE, product(cost=cost), pricing)
    assert found is not None and found.working is not None
    due = found.usd * (1 - pricing.coupon)
    fees = due * (pricing.commission + pricing.payment + pricing.ads)
    assert due - fees - found.working.total >= due * pricing.margin - DUST
    assert due >= pricing.floor_usd - DUST
    least = break_even(ONE, product(cost=cost), pricing)
    assert least is not None and found.usd >= least - DUST


@given(pricing=pricings(), cost=MONEY)
def test_the_discount_promised_is_shown_and_starts_above_the_price(pricing: PricingTable, cost: Decimal) -> None:
    found = price(ONE, product(cost=cost), pricing)
    assert found is not None
    if found.list_usd is None:
        assert not found.usd or (pricing.discount == 0 and pricing.list_price_factor == 1)
        return
    assert found.list_usd > found.usd
    assert found.list_usd >= found.usd * pricing.list_price_factor - DUST
    # A store that takes the discount off the list price charges no less than the price.
    assert found.list_usd * (1 - pricing.discount) >= found.usd - DUST


@given(pricing=pricings(), costs=st.tuples(MONEY, MONEY), weights=st.tuples(MONEY, MONEY))
def test_more_cost_or_weight_never_gives_a_lower_price(
    pricing: PricingTable, costs: tuple[Decimal, Decimal], weights: tuple[Decimal, Decimal]
) -> None:
    least = usd(pricing, cost=min(costs), weight_g=min(weights))
    for cost, weight_g in ((max(costs), min(weights)), (min(costs), max(weights))):
        assert least <= usd(pricing, cost=cost, weight_g=weight_g)


def ends_well(amount: Decimal, pricing: PricingTable) -> bool:
    if pricing.ending is None:
        return True
    period = next(each for each in (1, 10, 100) if each > max(pricing.ending))
    return amount % period in pricing.ending


@given(pricing=pricings(), cost=MONEY)
def test_two_decimals_the_ending_and_lines_that_add_up(pricing: PricingTable, cost: Decimal) -> None:
    found = price(ONE, product(cost=cost), pricing)
    assert found is not None
    for amount in filter(None, (found.usd, found.list_usd)):
        assert amount.as_tuple().exponent == -2
        assert ends_well(amount, pricing)
    assert sum(line.amount for line in found.lines).quantize(Decimal("0.0001")) == found.usd
    lines = price_lines(found, pricing)
    last = [line.label for line in lines].index("price")
    assert sum(line.amount for line in lines[:last]) == lines[last].amount == found.usd


WEIGHTY = ("freight_usd", "freight_usd_per_kg", "weight_step_g")
WILD = st.decimals("0", "1e17", allow_nan=False, allow_infinity=False)


@given(
    money=st.fixed_dictionaries({}, optional=dict.fromkeys(WEIGHTY, WILD)),
    shares=st.lists(st.decimals("0", "0.2499999", places=15), min_size=4, max_size=4),
    cost=st.decimals("0", "1e60", allow_nan=False, allow_infinity=False),
    side=st.decimals("0", "1e20", allow_nan=False, allow_infinity=False),
)
def test_no_settings_that_are_taken_and_no_catalogue_break_it(
    money: dict[str, Decimal], shares: list[Decimal], cost: Decimal, side: Decimal
) -> None:
    names = ("commission", "payment", "ads", "margin")
    fields = {"volumetric_divisor": 1000, "duty": 10, **dict(zip(names, shares, strict=True)), **money}
    try:
        pricing = PricingTable.model_validate(fields)
    except ValidationError:
        assume(False)  # More digits than money may have.
    assert usd(pricing, cost=cost, length_cm=side, width_cm=side, height_cm=side) >= 0


@pytest.mark.parametrize(
    ("cost", "ending", "expected"),
    [
        ("9.98", "0.99", "9.99"),
        ("9.99", "0.99", "9.99"),
        ("9.991", "0.99", "10.99"),
        ("10", "0", "10.00"),
        ("0.5", "0.5", "0.50"),
        ("3", "9.99", "9.99"),
        ("10", "9.99", "19.99"),
        ("5", "[4.99, 9.99]", "9.99"),
        ("10.1", "[4.99, 9.99]", "14.99"),
        ("0.3", "[0.49, 0.99]", "0.49"),
        ("50", "[49.99, 99]", "99.00"),
        ("99.01", "[49.99, 99]", "149.99"),
        ("7.201", "false", "7.21"),
        ("11.990000004", "0.99", "11.99"),  # binary dust
        ("11.99000001", "0.99", "12.99"),
    ],
)
def test_the_ending_is_the_smallest_that_covers(cost: str, ending: str, expected: str) -> None:
    parsed = tomllib.loads(f"x = {ending}", parse_float=Decimal)["x"]
    assert usd(table(ending=parsed), cost=Decimal(cost)) == Decimal(expected)


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


@pytest.mark.parametrize(
    ("weight", "sides", "extra", "charged"),
    [
        ("345", (31, 6, 6), {}, "345"),  # 1116 / 5000 = 223 g
        ("500", (90, 8, 6), {}, "864"),  # 4320 / 5000
        ("500", (90, 8, 6), {"volumetric_divisor": 8000}, "540"),
        ("500", (90, 8, 6), {"volumetric_divisor": 0}, "500"),
        ("500", (59, 12, 6), {"volumetric_from_cm": 60}, "500"),
        ("500", (60, 12, 6), {"volumetric_from_cm": 60}, "864"),
        ("40", (10, 5, 2), {"weight_min_g": 100}, "100"),
        ("501", (10, 5, 2), {"weight_step_g": 500}, "1000"),
        ("500", (10, 5, 2), {"weight_step_g": 500}, "500"),
    ],
)
def test_the_greater_of_real_and_volumetric_weight_is_charged(
    weight: str, sides: tuple[int, ...], extra: dict[str, Any], charged: str
) -> None:
    rules = table(**{"volumetric_divisor": 5000, **extra})
    parcel = dict(zip(("length_cm", "width_cm", "height_cm"), map(Decimal, sides), strict=True))
    assert weigh(ONE, product(weight_g=Decimal(weight), **parcel), rules).charged_g == Decimal(charged)


def test_a_missing_parcel_size_is_told_only_where_freight_goes_by_volume() -> None:
    catalog = catalogue(product(width_cm=None, height_cm=None))
    by_volume = table(freight_usd_per_kg=7, volumetric_divisor=6000)
    (found,) = price_findings(catalog, by_volume, TODAY)
    assert (found.code, found.spu, found.place.column) == ("price.missing-cost", "U012", "width_cm")
    assert "width_cm, height_cm are not known" in found.message
    assert list(price_findings(catalog, table(freight_usd_per_kg=7), TODAY)) == []
    one_store = table(freight_usd_per_kg=7, stores={"ebay": {"volumetric_divisor": 6000}})
    assert codes(price_findings(catalog, one_store, TODAY, ["aliexpress", "ebay"])) == ["price.missing-cost"]
    assert codes(price_findings(catalog, one_store, TODAY, ["aliexpress"])) == []


def test_a_rate_that_is_turned_round_or_still_to_come_is_doubted() -> None:
    def told(usd: str, days: int = 0) -> list[str]:
        rates = {"CNY": {"usd": usd, "date": TODAY + dt.timedelta(days=days)}}
        pricing = PricingTable.model_validate({"rates": rates})
        found = list(price_findings(catalogue(product()), pricing, TODAY))
        assert all(each.code == "price.rate-suspicious" and each.severity is Severity.WARNING for each in found)
        return [each.message for each in found]

    assert told("0.15") == told("0.05") == told("0.42") == []
    (turned,) = told("7.1174")
    assert "turned round: 1 / 7.1174 = 0.1405" in turned
    (mistyped,) = told("1.4")
    assert "turned round" not in mistyped
    (ahead,) = told("0.14", days=1)
    assert "2026-10-21, a day that is still to come" in ahead


def test_one_store_overrides_what_it_names_and_nothing_else() -> None:
    stores = {"ebay": {"commission": "0.5", "ending": False}}
    pricing = table(commission="0.2", margin="0.2", stores=stores)
    assert pricing.for_store("shopify") is pricing
    assert usd(pricing, cost=Decimal(6)) == Decimal("10.99")  # 6 / 0.6 = 10
    assert usd(pricing.for_store("ebay"), cost=Decimal(6)) == Decimal("20.00")  # 6 / (1 - 0.5 - 0.2)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"stores": {"ebay": {"commission": "0.7"}}},
            "stores ebay: commission, payment, ads and margin",
        ),
        ({"volumetric_divisor": 139}, "between 1000 and 20000"),
        ({"ending": []}, "at least 1 item"),
        ({"ending": "0.999"}, "decimal places"),
        ({"coupon": 1}, "less than or equal to 0.95"),
        ({"stores": {"ebay": {"comission": "0.1"}}}, "Extra inputs"),
        ({"stores": {"ebay": {"rates": {}}}}, "Extra inputs"),
    ],
)
def test_settings_that_give_no_price_are_refused(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        PricingTable.model_validate(fields)


def test_given_prices_keep_their_working_for_the_margin() -> None:
    found = price(ONE, product(price_usd=Decimal(30)), table(discount="0.5"))
    assert found is not None and found.working is not None
    assert (found.given, found.working.total, found.list_usd) == (True, Decimal("28.50"), Decimal("60.99"))


@pytest.mark.parametrize("usd", ["1e999999", "0", "-0.14", "inf"])
def test_a_rate_that_no_currency_has_is_refused_before_it_is_used(usd: str) -> None:
    with pytest.raises(ValidationError, match="usd"):
        PricingTable.model_validate({"rates": {"CNY": {"usd": Decimal(usd), "date": "2026-10-06"}}})
