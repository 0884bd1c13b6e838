"""Which rows does a listing become in a store's file?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listingkit.listing.model import Listing
from listingkit.listing.values import image_values, product_values, sku_values
from listingkit.stores.layouts import Cell, Layout, layout_of
from listingkit.stores.model import StoreProfile


def layout_for(profile: StoreProfile, listings: Sequence[Listing]) -> Layout:
    """The store's columns, with one for each option of these listings that changes no picture."""
    options = (name for each in listings for name in each.options if name not in each.pictured_options)
    return layout_of(profile.sheet, tuple(dict.fromkeys(options)))


def listing_rows(listing: Listing, profile: StoreProfile, layout: Layout) -> Iterator[list[Cell]]:
    """One listing's rows in the store's file."""
    skus = [sku_values(listing, row) for row in listing.rows]
    return layout.rows(product_values(listing), skus, image_values(listing, profile))
