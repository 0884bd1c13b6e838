"""How does one price come about, in each store that has terms of its own or a price that was set by hand?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from listingkit.catalog.model import Product, Variant
from listingkit.desk import Desk
from listingkit.listing.hand import ByHand
from listingkit.listing.model import Price
from listingkit.listing.pricing import price, price_lines
from listingkit.report.model import Report, Table
from listingkit.settings_pricing import PricingTable


def tell_price(desk: Desk, sku: str) -> Report:
    """The lines of a price, which add up to it. Raises UsageError for a SKU that the catalogue does not have."""
    variant, product = desk.variant(sku)
    findings = tuple(each for each in desk.price_findings() if each.spu in {"", product.spu})
    told = [
        (stores, pricing, found)
        for stores, pricing in desk.pricings().items()
        for stores, found in _prices(desk, variant, product, stores, pricing)
    ]
    tables: list[Table] = []
    for stores, pricing, found in told:
        rows = tuple((line.label, f"{line.amount:.2f}") for line in price_lines(found, pricing))
        # Where all stores ask the same, nobody wants to read their names.
        whole = {"store": ", ".join(stores)} if len(told) > 1 else {}
        title = "  ".join([variant.sku, product.name, *whole.values()])
        tables.append(Table("price", title, ("line", "usd"), rows, whole))
    return Report("price", {"lines": sum(len(each.rows) for each in tables)}, findings, tables=tuple(tables))


def _prices(
    desk: Desk, variant: Variant, product: Product, stores: tuple[str, ...], pricing: PricingTable
) -> Iterator[tuple[tuple[str, ...], Price]]:
    """Each price that these stores ask, with those that ask it."""
    worked_out = partial(price, product=product, pricing=pricing)
    shared: dict[Price, list[str]] = {}
    for store in stores:
        if found := ByHand(desk.catalog.by_hand, store).price(variant, worked_out):
            shared.setdefault(found, []).append(store)
    for found, names in shared.items():
        yield tuple(names), found
