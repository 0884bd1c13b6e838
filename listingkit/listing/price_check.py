"""What keeps variants from having a price, what is doubtful about the rate, and which prices lie too far apart?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from listingkit.catalog.model import Catalog, Product, Variant
from listingkit.findings import Finding, Place, finding
from listingkit.listing.model import Listing
from listingkit.listing.telling import place_of, told
from listingkit.listing.working import OWN_RATES, SIDES, rate_of
from listingkit.settings_pricing import PricingTable, Rate

FAR = 3
"""A rate that is so many times off the one we know has been mistyped, or is the other way round."""


def price_findings(
    catalog: Catalog, pricing: PricingTable, today: dt.date, stores: Iterable[str] = ()
) -> Iterator[Finding]:
    """What keeps variants from having a price, product by product; and once per shop, what is doubtful about the rate.

    `stores` are the names of those sold in, since one of them may charge freight by weight or volume.
    """
    rate = rate_of(pricing)
    meant = [pricing.for_store(name) for name in stores] or [pricing]
    by_weight = next((each for each in meant if each.freight_usd_per_kg), None)
    by_volume = next((each for each in meant if each.freight_usd_per_kg and each.volumetric_divisor), None)
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
        if unweighed and by_weight:
            yield _missing_weight(product, by_weight)
        if unpriced and by_volume:
            yield from _missing_size(product, by_volume)
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
    if converted and rate is not None and pricing.cost_currency != "USD":
        yield from _stale_rate(pricing, rate, today)
        yield from _suspicious_rate(pricing, rate, today)


def spread_findings(listing: Listing, pricing: PricingTable) -> Iterator[Finding]:
    """One SKU far cheaper than another of the same listing: stores take it for a bait and demote the listing."""
    priced = [(row.price.usd, row) for row in listing.rows if row.price is not None]
    if not priced:
        return
    low, cheapest = min(priced, key=lambda each: each[0])
    high, dearest = max(priced, key=lambda each: each[0])
    if high <= low * pricing.spread_max:
        return
    problem = f"{dearest.sku} at {high} USD costs more than {pricing.spread_max:f} times "
    problem += f"what {cheapest.sku} does at {low} USD"
    yield told(listing, "price.sku-spread", problem, at=place_of(listing, cheapest, "cost"), everywhere=True)


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


def _missing_size(product: Product, pricing: PricingTable) -> Iterator[Finding]:
    missing = [side for side in SIDES if getattr(product, side) is None]
    if missing:
        yield finding(
            "price.missing-cost",
            f"{product.spu}: freight goes by volume ({pricing.volumetric_divisor} cm³ per kg), and the parcel's "
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not known",
            subject=product.spu,
            place=Place(product.place.file, product.place.sheet, product.place.row, missing[0]),
            hint=f"Fill {', '.join(f'`{side}`' for side in missing)} in products: the parcel as it is sent.",
            spu=product.spu,
        )


def _stale_rate(pricing: PricingTable, rate: Rate, today: dt.date) -> Iterator[Finding]:
    currency = pricing.cost_currency
    age = (today - rate.date).days
    if currency not in pricing.rates:
        problem = f"no rate for {currency} is given, so prices use listingkit's own of {rate.date} ({rate.usd:f})"
    elif age > pricing.rate_days:
        problem = f"the rate for {currency} is {age} days old ({rate.date}); {pricing.rate_days} are allowed"
    else:
        return
    yield finding("price.stale-rate", problem, subject=currency, place=Place("shop.toml", column="[pricing.rates]"))


def _suspicious_rate(pricing: PricingTable, rate: Rate, today: dt.date) -> Iterator[Finding]:
    currency, own = pricing.cost_currency, OWN_RATES.get(pricing.cost_currency)
    if currency not in pricing.rates:
        return
    if rate.date > today:
        yield _doubt(currency, f"the rate for {currency} is of {rate.date}, a day that is still to come")
    if own is None or (own.usd < rate.usd * FAR and rate.usd < own.usd * FAR):
        return
    problem = f"one {currency} buys {rate.usd:f} USD in [pricing.rates]; on {own.date} it was {own.usd:f}"
    # How many of the currency a dollar buys is the figure that most pages show.
    turned = 1 / rate.usd
    if own.usd < turned * FAR and turned < own.usd * FAR:
        problem += f". It looks turned round: 1 / {rate.usd:f} = {turned:.4f}"
    yield _doubt(currency, problem)


def _doubt(currency: str, problem: str) -> Finding:
    place = Place("shop.toml", column="[pricing.rates]")
    return finding("price.rate-suspicious", problem, subject=currency, place=place)
