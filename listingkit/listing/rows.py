"""Which rows does a listing become in a store's file?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listingkit.listing.model import Listing
from listingkit.listing.values import Told, image_values
from listingkit.stores.cells import Cell
from listingkit.stores.layouts import Layout, layout_of
from listingkit.stores.model import StoreProfile


def layout_for(profile: StoreProfile, listings: Sequence[Listing]) -> Layout:
    """The store's layout, with columns for every option that one of the listings has."""
    others = (name for each in listings for name in each.options if name not in each.pictured_options)
    most = max((len(each.options) for each in listings), default=0)
    return layout_of(profile.sheet, tuple(dict.fromkeys(others)), max(1, most))


def heading_rows(profile: StoreProfile, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """The rows above the header: what the store wants there, and the columns' labels."""
    labels = (tuple(column.label for column in layout.columns),) if profile.sheet.labels else ()
    return (*profile.sheet.preamble, *labels)


def listing_rows(
    listing: Listing, profile: StoreProfile, layout: Layout, told: Told | None = None
) -> Iterator[list[Cell]]:
    """One listing's rows in the store's file. `told` is what is told of it, where that is known already."""
    told = told or Told.of(listing)
    return layout.rows(told.product, told.skus, image_values(listing, profile))
