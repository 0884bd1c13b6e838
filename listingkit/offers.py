"""How do the prices of all listings come about? Each of a listing's prices is worked out once, whoever has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from listingkit.listing.model import Listing, Price
from listingkit.listing.pricing import price_lines
from listingkit.report.offers import Offer
from listingkit.settings_pricing import PricingTable

Offers = Mapping[tuple[str, str], tuple[Offer, ...]]
"""By store and model."""


def offers_of(listings: Mapping[str, Sequence[Listing]], pricing: PricingTable) -> Offers:
    """Of each listing, its prices in the order of its SKUs."""
    return {
        (store, listing.spu): _offers(listing, pricing.for_store(store))
        for store, several in listings.items()
        for listing in several
    }


def _offers(listing: Listing, pricing: PricingTable) -> tuple[Offer, ...]:
    skus: dict[Price | None, list[str]] = {}
    for row in listing.rows:
        skus.setdefault(row.price, []).append(row.sku)
    return tuple(
        Offer(price.usd, price.list_usd, tuple(price_lines(price, pricing)), tuple(names))
        if price
        else Offer(None, None, (), tuple(names))
        for price, names in skus.items()
    )
