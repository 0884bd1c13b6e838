"""How is a finding about a listing told: whose it is, where the seller can cure it, and how grave it is?"""

from __future__ import annotations

from listingkit.findings import Finding, Place, Severity, finding
from listingkit.listing.model import Listing, Row
from listingkit.stores.model import Confidence, Rule


def told(
    listing: Listing,
    code: str,
    problem: str,
    *,
    at: Place | None = None,
    severity: Severity | None = None,
    hint: str = "",
    everywhere: bool = False,
) -> Finding:
    """A finding about one listing; without `at` it lies where the product does.

    It is about the listing's store, unless the product is wrong `everywhere`.
    """
    return finding(
        code,
        f"{listing.spu}: {problem}",
        subject=listing.spu,
        place=at or listing.product.place,
        hint=hint,
        spu=listing.spu,
        store="" if everywhere else listing.store,
        severity=severity,
    )


def place_of(listing: Listing, row: Row | None = None, column: str = "") -> Place:
    """The row of a variant where it has one of its own, else that of the product."""
    place = row.variant.place if row and row.variant.place.row is not None else listing.product.place
    return Place(place.file, place.sheet, place.row, column)


def severity_of(rule: Rule | None) -> Severity | None:
    """A rule that nobody has found written down never withholds a product. None leaves it to the table of codes."""
    return Severity.INFO if rule and rule.confidence is Confidence.KNOWLEDGE else None
