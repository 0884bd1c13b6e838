"""How do listings become the file that a store takes?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.listing.model import Listing
from listingkit.listing.rows import heading_rows, layout_for, listing_rows
from listingkit.listing.values import image_values
from listingkit.stores.model import StoreProfile
from listingkit.tables import write_csv


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A store's file: how many listings it has, and in how many rows below the header."""

    path: Path
    listings: int
    rows: int


def write_listings(shop_out: Path, profile: StoreProfile, listings: Sequence[Listing]) -> ExportResult:
    """Writes `shop_out`/listings/<store>.xlsx, .csv or .tsv, as the store's sheet asks. Raises BadOutputError.

    Every listing given is written: whoever calls leaves out those that are withheld.
    """
    sheet = profile.sheet
    target = shop_out / "listings" / f"{profile.name}.{sheet.format}"
    layout = layout_for(profile, listings)
    groups = (listing_rows(listing, profile, layout) for listing in listings)
    rows = sum(layout.height(len(listing.rows), len(image_values(listing, profile))) for listing in listings)
    if sheet.format == "xlsx":
        from listingkit.sheets.listing import Heading, write_listing_xlsx

        heading = Heading(sheet.name, layout.columns, heading_rows(profile, layout))
        write_listing_xlsx(target, heading, groups, rows)
    else:
        *above, header = [*heading_rows(profile, layout), tuple(column.header for column in layout.columns)]
        lines = (row for group in groups for row in group)
        write_csv(target, header, lines, bom=sheet.bom, separator=sheet.delimiter, above=above)
    return ExportResult(target, sum(1 for listing in listings if listing.rows), rows)
