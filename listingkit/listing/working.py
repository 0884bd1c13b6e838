"""What does one piece cost the seller in US dollars, step by step, before any fee?

Freight goes by the greater of real and volumetric weight, raised to the carrier's minimum and step.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from listingkit.catalog.model import Product, Variant
from listingkit.listing.rounding import stepped
from listingkit.settings_pricing import PriceRules, PricingTable, Rate

OWN_RATES = {"CNY": Rate(usd=Decimal("0.1405"), date=dt.date(2026, 10, 6))}
"""What holds until the seller gives a rate. Dated, and reported by `price.stale-rate` whenever it is used."""

# Far above every store's maximum, which then complains; without a bound a mistyped cost overflows the arithmetic.
MOST = Decimal(10) ** 12
SIDES = ("length_cm", "width_cm", "height_cm")


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the carrier weighs, in grams. `sides` are in cm; `volumetric_g` is 0 where it does not count."""

    real_g: Decimal | None
    sides: tuple[Decimal | None, ...]
    volumetric_g: Decimal
    charged_g: Decimal


@dataclass(frozen=True, slots=True)
class Working:
    """The steps from cost to what a piece costs the seller; `cost` in its own currency, all else in US dollars."""

    cost: Decimal
    rate: Rate
    weighing: Weighing
    cost_usd: Decimal
    freight: Decimal
    freight_by_weight: Decimal
    duty: Decimal
    total: Decimal


def rate_of(pricing: PricingTable) -> Rate | None:
    """What one unit of the cost currency buys in US dollars: the seller's rate, else our own, None without either."""
    if pricing.cost_currency == "USD":
        return Rate(usd=Decimal(1), date=dt.date.max)
    return pricing.rates.get(pricing.cost_currency) or OWN_RATES.get(pricing.cost_currency)


def work_out(variant: Variant, product: Product, pricing: PricingTable) -> Working | None:
    """All steps; None without a cost or a rate."""
    cost = variant.cost if variant.cost is not None else product.cost
    rate = rate_of(pricing)
    if cost is None or rate is None:
        return None
    weighing = weigh(variant, product, pricing)
    cost_usd = min(cost * rate.usd, MOST)
    by_weight = pricing.freight_usd_per_kg * weighing.charged_g / 1000 if pricing.freight_usd_per_kg else Decimal(0)
    freight = pricing.freight_usd + by_weight
    duty = pricing.seller_duty * (cost_usd + (freight if pricing.duty_on == "cost+freight" else 0))
    total = cost_usd + freight + pricing.packing_usd + pricing.fixed_fee_usd + duty
    return Working(cost, rate, weighing, cost_usd, pricing.freight_usd, by_weight, duty, total)


def weigh(variant: Variant, product: Product, rules: PriceRules) -> Weighing:
    """What the carrier charges for: an unknown weight is 0, and a parcel of unknown size has no volume."""
    real_g = variant.weight_g if variant.weight_g is not None else product.weight_g
    sides = tuple(getattr(product, side) for side in SIDES)
    volumetric_g = _volumetric(sides, rules)
    heavier = min(max(real_g or Decimal(0), volumetric_g, rules.weight_min_g), MOST)
    return Weighing(real_g, sides, volumetric_g, stepped(heavier, rules.weight_step_g))


def _volumetric(sides: tuple[Decimal | None, ...], rules: PriceRules) -> Decimal:
    known = [side for side in sides if side is not None]
    if not rules.volumetric_divisor or len(known) < len(SIDES) or max(known) < rules.volumetric_from_cm:
        return Decimal(0)
    length, width, height = known
    return min(length * width * height * 1000 / rules.volumetric_divisor, MOST)
