"""Which rows does a listing become in a store's file?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listingkit.listing.model import Listing
from listingkit.listing.values import Told, image_values
from listingkit.stores.cells import Cell
from listingkit.stores.layouts import Layout, RowKind, layout_of
from listingkit.stores.model import StoreProfile

OWN_SKU = frozenset({RowKind.SKU, RowKind.FIRST, RowKind.MORE, RowKind.CHILD, RowKind.SINGLE})


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row of a store's file and what it is about; `sku` is empty where it is about the product or an image."""

    spu: str
    sku: str
    kind: RowKind
    cells: Sequence[Cell]


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


def keyed_rows(listing: Listing, profile: StoreProfile, layout: Layout) -> Iterator[KeyedRow]:
    """Those rows, each with its model and SKU."""
    images = image_values(listing, profile)
    skus = iter(row.sku for row in listing.rows)
    kinds = layout.kinds(len(listing.rows), len(images))
    for kind, cells in zip(kinds, listing_rows(listing, profile, layout), strict=True):
        yield KeyedRow(listing.spu, next(skus) if kind in OWN_SKU else "", kind, cells)
