"""What does a variant cost the buyer in US dollars, and how does that come about?

    price = (cost x rate + freight + packing + fixed fees + duty) / (1 - commission - payment - ads - margin)

raised to the floor, then so far that the largest coupon takes nothing of it, then up to the ending. A variant's own
`price_usd` wins over all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from listingkit.catalog.model import Product, Variant
from listingkit.listing.model import Price, PriceLine
from listingkit.listing.rounding import raised
from listingkit.listing.working import MOST, Weighing, Working, work_out
from listingkit.settings_pricing import CENT, PriceRules, PricingTable

ARITHMETIC = Context(prec=60)


def price(variant: Variant, product: Product, pricing: PricingTable) -> Price | None:
    """The variant's price with its steps; the lines add up to it. None without a price, a cost or a rate."""
    with localcontext(ARITHMETIC):
        own = variant.price_usd if variant.price_usd is not None else product.price_usd
        working = work_out(variant, product, pricing)
        if own is not None:
            usd = _cents(min(own, MOST))
            line = PriceLine("price given in the catalogue", usd)
            return Price(usd, _list_price(usd, pricing), (line,), working, given=True)
        if working is None:
            return None
        usd = raised(needed(working, pricing), pricing)
        lines = [*_cost_lines(working, pricing), *_fee_lines(usd, pricing)]
        kept = usd - sum(line.amount for line in lines)
        lines.append(PriceLine(_margin_label(kept, usd, working, pricing), kept))
        return Price(usd, _list_price(usd, pricing), tuple(lines), working)


def needed(working: Working, rules: PriceRules) -> Decimal:
    """The price before rounding, in US dollars: enough for costs, fees and margin, and for the floor, at any coupon."""
    with localcontext(ARITHMETIC):
        return min(max(working.total / rules.kept, rules.floor_usd) / (1 - rules.coupon), MOST)


def paid(usd: Decimal, rules: PriceRules) -> Decimal:
    """What a buyer pays who has the largest coupon."""
    return usd * (1 - rules.coupon)


def break_even(variant: Variant, product: Product, pricing: PricingTable) -> Decimal | None:
    """The price at which a sale neither earns nor loses, with the largest coupon; None without a cost or a rate."""
    with localcontext(ARITHMETIC):
        working = work_out(variant, product, pricing)
        return working.total / (1 - pricing.fees) / (1 - pricing.coupon) if working else None


def price_lines(found: Price, rules: PriceRules) -> list[PriceLine]:
    """The lines to the cent, then the price, to which they add up, and what else the buyer sees of it."""
    lines = [PriceLine(line.label, _cents(line.amount)) for line in found.lines]
    # The margin, which comes last, takes what rounding the others leaves.
    rest = found.usd - sum(line.amount for line in lines[:-1])
    lines = [*lines[:-1], PriceLine(lines[-1].label, rest), PriceLine("price", found.usd)]
    if rules.coupon:
        lines.append(PriceLine(f"with the coupon of {rules.coupon:.0%}", _cents(paid(found.usd, rules))))
    if found.list_usd is not None:
        off = 1 - found.usd / found.list_usd
        lines.append(PriceLine(f"list price, struck through ({off:.1%} off)", found.list_usd))
    return lines


def _cost_lines(working: Working, pricing: PricingTable) -> Iterator[PriceLine]:
    rate = working.rate
    converted = f" {working.cost:f} {pricing.cost_currency} x {rate.usd:f} ({rate.date})"
    yield PriceLine("cost" + (converted if pricing.cost_currency != "USD" else ""), working.cost_usd)
    base = "cost and freight" if pricing.duty_on == "cost+freight" else "cost"
    lines = [
        PriceLine("freight", working.freight),
        PriceLine(_freight_label(working.weighing, pricing), working.freight_by_weight),
        PriceLine("packing", pricing.packing_usd),
        PriceLine("fixed fees", pricing.fixed_fee_usd),
        PriceLine(f"duty {pricing.duty:.2%} of {base}", working.duty),
    ]
    yield from (line for line in lines if line.amount)


def _freight_label(weighing: Weighing, rules: PriceRules) -> str:
    real_g = weighing.real_g or Decimal(0)
    why = []
    if weighing.volumetric_g > max(real_g, rules.weight_min_g):
        sides = " x ".join(_plain(side) for side in weighing.sides if side is not None)
        why.append(f"{sides} cm / {rules.volumetric_divisor}")
    elif rules.weight_min_g > real_g:
        why.append("the least charged")
    if weighing.charged_g > max(real_g, weighing.volumetric_g, rules.weight_min_g):
        why.append(f"in steps of {_plain(rules.weight_step_g)} g")
    told = f" ({', '.join(why)})" if why else ""
    return f"freight {rules.freight_usd_per_kg:f} per kg x {_plain(weighing.charged_g / 1000)} kg{told}"


def _fee_lines(usd: Decimal, pricing: PricingTable) -> list[PriceLine]:
    """What buyers and others take of the rounded price; fees are shares of what the buyer pays."""
    shares = {"commission": pricing.commission, "payment": pricing.payment, "ads": pricing.ads}
    due = paid(usd, pricing)
    whole = "the price" if not pricing.coupon else f"{due:.2f}"
    coupon = [PriceLine(f"coupon {pricing.coupon:.2%} of the price", usd - due)] if pricing.coupon else []
    fees = [PriceLine(f"{name} {share:.2%} of {whole}", due * share) for name, share in shares.items() if share]
    return coupon + fees


def _margin_label(kept: Decimal, usd: Decimal, working: Working, pricing: PricingTable) -> str:
    due = paid(usd, pricing)
    share = kept / due if due else Decimal(0)
    ends = "/".join(f"{end:.2f}".removeprefix("0") for end in pricing.endings)
    how = f"rounded up to {ends}" if pricing.ending is not None else "rounded up to cents"
    floor = f"floor {pricing.floor_usd:.2f}, " if pricing.floor_usd > working.total / pricing.kept else ""
    return f"margin {share:.2%} ({pricing.margin:.2%} asked, {floor}{how})"


def _list_price(usd: Decimal, rules: PriceRules) -> Decimal | None:
    """The struck-through price: at least the factor times the price, and as far above it as the discount says."""
    if rules.list_price_factor == 1 and not rules.discount:
        return None
    struck = raised(max(usd * rules.list_price_factor, usd / (1 - rules.discount)), rules)
    return struck if struck > usd else None


def _plain(number: Decimal) -> str:
    """At most six decimals, and no zeros that say nothing."""
    text = f"{number.quantize(Decimal('0.000001'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
