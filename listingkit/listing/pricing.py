"""What does a variant cost the buyer in US dollars, and how does that come about?

    price = (cost x rate + freight + packing) / (1 - commission - payment - ads - margin)

raised to the floor and rounded up to the ending. A variant's own `price_usd` wins over all of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext

from listingkit.catalog.model import Catalog, Product, Variant
from listingkit.findings import Finding, Place, finding
from listingkit.listing.model import Price, PriceLine
from listingkit.settings_selling import PricingTable, Rate

OWN_RATES = {"CNY": Rate(usd=Decimal("0.1405"), date=dt.date(2026, 10, 6))}
"""What holds until the seller gives a rate. Dated, and reported by `price.stale-rate` whenever it is used."""

CENT = Decimal("0.01")
# Far above every store's maximum, which then complains; without a bound a mistyped cost overflows the arithmetic.
MOST = Decimal(10) ** 12
ARITHMETIC = Context(prec=60)


def rate_of(pricing: PricingTable) -> Rate | None:
    """What one unit of the cost currency buys in US dollars: the seller's rate, else our own, None without either."""
    if pricing.cost_currency == "USD":
        return Rate(usd=Decimal(1), date=dt.date.max)
    return pricing.rates.get(pricing.cost_currency) or OWN_RATES.get(pricing.cost_currency)


def price(variant: Variant, product: Product, pricing: PricingTable) -> Price | None:
    """The variant's price with its steps; the lines add up to it. None without a price, a cost or a rate."""
    with localcontext(ARITHMETIC):
        own = variant.price_usd if variant.price_usd is not None else product.price_usd
        if own is not None:
            usd = _cents(min(own, MOST))
            return Price(usd, _list_price(usd, pricing), (PriceLine("price given in the catalogue", usd),))
        costs = cost_lines(variant, product, pricing)
        if costs is None:
            return None
        exact = min(sum(line.amount for line in costs) / _kept(pricing), MOST)
        usd = _round_up(exact, pricing)
        lines = [*costs, *_fee_lines(usd, pricing)]
        kept = usd - sum(line.amount for line in lines)
        lines.append(PriceLine(_margin_label(kept / usd if usd else Decimal(0), exact, pricing), kept))
        return Price(usd, _list_price(usd, pricing), tuple(lines))


def cost_lines(variant: Variant, product: Product, pricing: PricingTable) -> list[PriceLine] | None:
    """What the seller pays for one piece before fees, in US dollars; None without a cost or a rate."""
    cost = variant.cost if variant.cost is not None else product.cost
    rate = rate_of(pricing)
    if cost is None or rate is None:
        return None
    weight_g = variant.weight_g if variant.weight_g is not None else product.weight_g
    if pricing.cost_currency == "USD":
        label = "cost"
    else:
        label = f"cost {cost:f} {pricing.cost_currency} x {rate.usd:f} ({rate.date})"
    kilos = (weight_g or Decimal(0)) / 1000
    lines = [
        PriceLine(label, cost * rate.usd),
        PriceLine("freight", pricing.freight_usd),
        PriceLine(f"freight {pricing.freight_usd_per_kg:f} per kg x {kilos:f} kg", pricing.freight_usd_per_kg * kilos),
        PriceLine("packing", pricing.packing_usd),
    ]
    return [lines[0], *(line for line in lines[1:] if line.amount)]


def break_even(variant: Variant, product: Product, pricing: PricingTable) -> Decimal | None:
    """The price at which a sale neither earns nor loses: costs and the fees that are a share of the price."""
    costs = cost_lines(variant, product, pricing)
    if costs is None:
        return None
    return sum((line.amount for line in costs), Decimal(0)) / (1 - pricing.commission - pricing.payment - pricing.ads)


def price_findings(catalog: Catalog, pricing: PricingTable, today: dt.date) -> Iterator[Finding]:
    """What keeps variants from having a price, product by product; and once per shop, a rate that is old or ours."""
    rate = rate_of(pricing)
    converted = False
    for product in catalog.products:
        unpriced = [
            variant
            for variant in catalog.variants.get(product.spu, ())
            if variant.price_usd is None and product.price_usd is None
        ]
        without = [variant for variant in unpriced if variant.cost is None and product.cost is None]
        if without:
            yield _missing_cost(product, without)
        unweighed = [variant for variant in unpriced if variant.weight_g is None and product.weight_g is None]
        if unweighed and pricing.freight_usd_per_kg:
            yield _missing_weight(product, pricing)
        if len(unpriced) == len(without):
            continue
        converted = True
        if rate is None:
            yield finding(
                "price.not-usd",
                f"{product.spu}: the cost is in {pricing.cost_currency}, for which there is no rate",
                subject=product.spu,
                place=product.place,
                hint=f"Add `{pricing.cost_currency} = {{ usd = …, date = … }}` to [pricing.rates] of shop.toml.",
                spu=product.spu,
            )
    if converted and rate is not None:
        yield from _stale_rate(pricing, rate, today)


def _missing_cost(product: Product, variants: list[Variant]) -> Finding:
    shown = ", ".join(variant.sku for variant in variants[:8])
    more = f" and {len(variants) - 8} more" if len(variants) > 8 else ""
    place = variants[0].place if variants[0].place.row is not None else product.place
    return finding(
        "price.missing-cost",
        f"{product.spu}: neither cost nor price for {shown}{more}",
        subject=product.spu,
        place=Place(place.file, place.sheet, place.row, "cost"),
        spu=product.spu,
    )


def _missing_weight(product: Product, pricing: PricingTable) -> Finding:
    return finding(
        "price.missing-cost",
        f"{product.spu}: freight costs {pricing.freight_usd_per_kg:f} USD per kg, and the weight is not known",
        subject=product.spu,
        place=Place(product.place.file, product.place.sheet, product.place.row, "weight_g"),
        hint="Fill `weight_g` in products or variants.",
        spu=product.spu,
    )


def _stale_rate(pricing: PricingTable, rate: Rate, today: dt.date) -> Iterator[Finding]:
    currency = pricing.cost_currency
    if currency == "USD":
        return
    age = (today - rate.date).days
    if currency not in pricing.rates:
        problem = f"no rate for {currency} is given, so prices use listingkit's own of {rate.date} ({rate.usd:f})"
    elif age > pricing.rate_days:
        problem = f"the rate for {currency} is {age} days old ({rate.date}); {pricing.rate_days} are allowed"
    else:
        return
    yield finding("price.stale-rate", problem, subject=currency, place=Place("shop.toml", column="[pricing.rates]"))


def _kept(pricing: PricingTable) -> Decimal:
    return 1 - pricing.commission - pricing.payment - pricing.ads - pricing.margin


def _fee_lines(usd: Decimal, pricing: PricingTable) -> list[PriceLine]:
    """What others take of the price that the buyer pays, so of the rounded one."""
    shares = {"commission": pricing.commission, "payment": pricing.payment, "ads": pricing.ads}
    return [PriceLine(f"{name} {share:.2%} of the price", usd * share) for name, share in shares.items() if share]


def _margin_label(share: Decimal, exact: Decimal, pricing: PricingTable) -> str:
    how = f"rounding up to .{int(pricing.ending * 100):02d}" if pricing.ending is not None else "rounding to cents"
    floor = f"the floor of {pricing.floor_usd:f} and " if pricing.floor_usd > exact else ""
    return f"margin {share:.2%} ({pricing.margin:.2%} asked, then {floor}{how})"


def _round_up(exact: Decimal, pricing: PricingTable) -> Decimal:
    if pricing.ending is None:
        return max(_cents(exact), pricing.floor_usd.quantize(CENT, ROUND_CEILING))
    return _with_ending(max(exact, pricing.floor_usd), pricing.ending)


def _with_ending(least: Decimal, ending: Decimal) -> Decimal:
    """The smallest price of the form x.ending that is not below `least`."""
    return ((least - ending).to_integral_value(ROUND_CEILING) + ending).quantize(CENT)


def _list_price(usd: Decimal, pricing: PricingTable) -> Decimal | None:
    wanted = usd * pricing.list_price_factor
    struck = _with_ending(wanted, pricing.ending) if pricing.ending is not None else _cents(wanted)
    return struck if pricing.list_price_factor > 1 and struck > usd else None


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
