"""What does the page tell of a listing's prices: each price once, with its parts and the SKUs that have it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from listingkit.listing.model import PriceLine


@dataclass(frozen=True, slots=True)
class Offer:
    """A price in US dollars, `list_usd` struck through beside it where there is one; `lines` add up to it."""

    usd: Decimal | None
    list_usd: Decimal | None
    lines: tuple[PriceLine, ...]
    skus: tuple[str, ...]
