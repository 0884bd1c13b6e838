"""What of a listing that was made for one store may stand in the template of another?

Templates come from many more stores than there are profiles, so limits, wording and images are those of a store that
is near. Its categories mean nothing elsewhere, and its watermark may be forbidden there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from listingkit.filling.nearest import bare
from listingkit.listing.model import Listing, Picture, Row
from listingkit.stores.model import StoreProfile

AT_HOME = ("category", "product_type")
"""Terms that each store has names or numbers of its own for."""


def abroad(listing: Listing) -> Listing:
    """The listing without what only its own store understands; what products themselves say stays."""
    own = {bare(name) for name in listing.product.attributes}
    terms = {name: term for name, term in listing.terms.items() if name not in AT_HOME or bare(name) in own}
    return replace(listing, terms=terms)


def marked_slots(store: StoreProfile) -> frozenset[str]:
    """Slots whose images bear the shop's watermark, where it has one."""
    return frozenset(slot.name for slot in store.slots if slot.watermark == "allowed")


def without_slots(listing: Listing, slots: Collection[str]) -> Listing:
    """The listing without the pictures of these slots."""
    gone = {each for slot in slots for each in listing.pictures.get(slot, ())}
    return replace(
        listing, pictures=_kept(listing.pictures, slots), rows=tuple(_row(r, slots, gone) for r in listing.rows)
    )


def _row(row: Row, slots: Collection[str], gone: Collection[Picture]) -> Row:
    picture = None if row.picture in gone else row.picture
    return replace(row, picture=picture, pictures=_kept(row.pictures, slots))


def _kept(pictures: Mapping[str, tuple[Picture, ...]], slots: Collection[str]) -> dict[str, tuple[Picture, ...]]:
    return {slot: several for slot, several in pictures.items() if slot not in slots}
