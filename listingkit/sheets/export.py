"""How do listings become the file that a store takes?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.listing.model import Listing
from listingkit.listing.values import image_values, product_values, sku_values
from listingkit.stores.layouts import Cell, Layout, layout_of
from listingkit.stores.model import StoreProfile
from listingkit.tables import write_csv


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A store's file: how many listings it has, and in how many rows below the header."""

    path: Path
    listings: int
    rows: int


def write_listings(shop_out: Path, profile: StoreProfile, listings: Sequence[Listing]) -> ExportResult:
    """Writes `shop_out`/listings/<store>.xlsx or .csv, as the store's sheet asks. Raises BadOutputError.

    Every listing given is written: whoever calls leaves out those that are withheld.
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

        write_listing_xlsx(target, profile.sheet.name, layout.columns, groups, rows)
    else:
        header = [column.header for column in layout.columns]
        write_csv(target, header, (row for group in groups for row in group), bom=profile.sheet.bom)
    return ExportResult(target, sum(1 for listing in listings if listing.rows), rows)


def listing_rows(listing: Listing, profile: StoreProfile, layout: Layout) -> Iterator[list[Cell]]:
    """One listing's rows in the store's file."""
    skus = [sku_values(listing, row) for row in listing.rows]
    return layout.rows(product_values(listing), skus, image_values(listing, profile))
