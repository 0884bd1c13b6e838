"""How do listings become the file that a store takes?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from listingkit.listing.model import Listing
from listingkit.listing.values import image_values, product_values, sku_values
from listingkit.settings_pricing import PricingTable
from listingkit.stores.layouts import Cell, Layout, layout_of
from listingkit.stores.model import StoreProfile
from listingkit.tables import write_csv

if TYPE_CHECKING:
    from openpyxl import Workbook

    from listingkit.sheets.prices import PriceRows


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A store's file: how many listings it has, and in how many rows below the header.

    `prices` is the workbook of live prices where the store's own file cannot hold them.
    """

    path: Path
    listings: int
    rows: int
    prices: Path | None = None


def write_listings(
    shop_out: Path, profile: StoreProfile, listings: Sequence[Listing], pricing: PricingTable | None = None
) -> ExportResult:
    """Writes `shop_out`/listings/<store>.xlsx or .csv, as the store's sheet asks. Raises BadOutputError.

    Every listing given is written: whoever calls leaves out those that are withheld. With `pricing`, which is what
    holds in the store, live prices stand in further sheets, or for csv in `shop_out`/prices/<store>.xlsx.
    """
    target = shop_out / "listings" / f"{profile.name}.{profile.sheet.format}"
    options = dict.fromkeys(
        name for listing in listings for name in listing.options if name not in listing.pictured_options
    )
    layout = layout_of(profile.sheet, tuple(options))
    groups = (listing_rows(listing, profile, layout) for listing in listings)
    rows = sum(layout.height(len(listing.rows), len(image_values(listing, profile))) for listing in listings)
    if profile.sheet.format == "xlsx":
        from listingkit.sheets.listing import write_listing_xlsx

        more = partial(_price_sheets, listings, pricing) if pricing else None
        write_listing_xlsx(target, profile.sheet.name, layout.columns, groups, rows, more=more)
    else:
        header = [column.header for column in layout.columns]
        write_csv(target, header, (row for group in groups for row in group), bom=profile.sheet.bom)
    prices = _prices_beside(shop_out, profile, listings, pricing) if pricing else None
    return ExportResult(target, sum(1 for listing in listings if listing.rows), rows, prices)


def _price_sheets(listings: Sequence[Listing], pricing: PricingTable, workbook: Workbook) -> PriceRows:
    from listingkit.sheets.prices import add_prices

    return add_prices(workbook, listings, pricing, _skus(listings))


def _prices_beside(
    shop_out: Path, profile: StoreProfile, listings: Sequence[Listing], pricing: PricingTable
) -> Path | None:
    # out/listings holds store files only; and a store's workbook has its prices within.
    if profile.sheet.format == "xlsx":
        return None
    from listingkit.sheets.prices import write_prices

    target = shop_out / "prices" / f"{profile.name}.xlsx"
    write_prices(target, listings, pricing, _skus(listings))
    return target


def _skus(listings: Sequence[Listing]) -> int:
    return sum(len(listing.rows) for listing in listings)


def listing_rows(listing: Listing, profile: StoreProfile, layout: Layout) -> Iterator[list[Cell]]:
    """One listing's rows in the store's file."""
    skus = [sku_values(listing, row) for row in listing.rows]
    return layout.rows(product_values(listing), skus, image_values(listing, profile))
