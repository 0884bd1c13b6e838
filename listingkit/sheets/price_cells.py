"""What stands in a row of the price sheet, and how does a spreadsheet formula raise an amount to the ending?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from listingkit.listing.model import Listing, Price, Row
from listingkit.listing.pricing import needed, paid
from listingkit.listing.working import MOST
from listingkit.settings_pricing import PricingTable

GIVEN, UNKNOWN = "price given in the catalogue", "no cost: no price"


@dataclass(frozen=True, slots=True)
class PricedRow:
    """One SKU's figures; None where nothing is known. Money in US dollars, apart from `cost`; weights in grams."""

    sku: str
    given: bool = False
    note: str = ""
    cost: Decimal | None = None
    weight_g: Decimal | None = None
    sides: tuple[Decimal | None, ...] = (None, None, None)
    cost_usd: Decimal | None = None
    volumetric_g: Decimal | None = None
    charged_g: Decimal | None = None
    freight: Decimal | None = None
    fixed: Decimal | None = None
    duty: Decimal | None = None
    total: Decimal | None = None
    needed: Decimal | None = None
    usd: Decimal | None = None
    list_usd: Decimal | str | None = None
    paid: Decimal | None = None
    fees: Decimal | None = None
    margin: Decimal | None = None
    margin_share: Decimal | None = None

    def side(self, number: int) -> Decimal | None:
        """Length, width or height in cm."""
        return self.sides[number]


def priced_rows(listings: Iterable[Listing], pricing: PricingTable) -> Iterator[PricedRow]:
    """One row per SKU, in the order of the listings."""
    for listing in listings:
        # Variants that share a price share its figures: most of a listing do.
        known: dict[tuple[int, Decimal | None], PricedRow] = {}
        for row in listing.rows:
            key = id(row.price), row.weight_g
            if key not in known:
                known[key] = PricedRow(row.sku, **_figures(row, row.price, pricing))
            yield replace(known[key], sku=row.sku)


def raised_formula(amount: str, pricing: PricingTable) -> str:
    """The formula of `listing.rounding.raised`: INT goes down, so -INT(-x) goes up; ROUND drops the binary dust."""
    numbers = range(1, len(pricing.endings) + 1)
    each = [f"-INT(-ROUND(({amount}-Ending_{number})/Period,Places))*Period+Ending_{number}" for number in numbers]
    return f"ROUND(MIN({','.join(each)}),2)"


def _figures(row: Row, price: Price | None, pricing: PricingTable) -> dict[str, Any]:
    working = price.working if price else None
    figures: dict[str, Any] = {"weight_g": row.weight_g, "note": "" if price else UNKNOWN}
    if working:
        weighing = working.weighing
        figures |= {
            "cost": min(working.cost, MOST), "sides": weighing.sides, "cost_usd": working.cost_usd,
            "volumetric_g": weighing.volumetric_g, "charged_g": weighing.charged_g,
            "freight": working.freight + working.freight_by_weight,
            "fixed": pricing.packing_usd + pricing.fixed_fee_usd, "duty": working.duty, "total": working.total,
            "needed": needed(working, pricing),
        }  # fmt: skip
    if price:
        due = paid(price.usd, pricing)
        figures |= {"usd": price.usd, "list_usd": price.list_usd or "", "paid": due, "fees": due * pricing.fees}
        figures |= {"given": price.given, "note": GIVEN if price.given else ""}
        if working:
            margin = due * (1 - pricing.fees) - working.total
            figures |= {"margin": margin, "margin_share": margin / due if due else Decimal(0)}
    return figures
