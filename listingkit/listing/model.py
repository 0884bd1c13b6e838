"""What is a listing, its rows and its price?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from listingkit.catalog.model import Product, Variant
from listingkit.findings import Finding
from listingkit.listing.working import Working

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One step of a price, in words and US dollars."""

    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """A price in US dollars with the steps that led to it. `list_usd` is the struck-through one, None where equal.

    `working` has the costs in steps, None where they are not known. A `given` price stands in the catalogue.
    """

    usd: Decimal
    list_usd: Decimal | None
    lines: tuple[PriceLine, ...]
    working: Working | None = None
    given: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a listing: what is written in the store's file (URL or file name), and where it lies in the shop.

    `digest` is the SHA-256 of its bytes, empty while it is not rendered; `skc` the look it shows, empty where it shows
    the product.
    """

    reference: str
    path: str
    alt: str
    rendered: bool
    digest: str = ""
    skc: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One SKU of a listing. `choices` are (option name, value label), folded where a store takes one picture option.

    `variant_id` is what the store calls it, empty while that is not known.
    """

    sku: str
    variant: Variant
    choices: tuple[tuple[str, str], ...]
    price: Price | None
    stock: int
    weight_g: Decimal | None
    picture: Picture | None
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=lambda: NOTHING)
    """Those of its look, by slots that are filled per value or look."""
    title: str = ""
    """The listing's title with the SKU's values, where a column asks for it."""
    link: str = ""
    variant_id: str = ""


class Loss(StrEnum):
    """What a store's limits take from a text."""

    TITLE = "title"
    BULLET = "bullet"
    TAG = "tag"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Listing:
    """A product as a store will show it. `pictures` by slot name, in order.

    `options` are named as the store will show them; `pictured_options` are those of them that change the look.
    `losses` are what the store's limits took from its texts: kind and what it was.
    `terms` are what is known of trade, by name (`stores.fields.TERMS`). `findings` are about this listing alone.
    `product_id` is what the store calls the product, empty while that is not known.
    """

    store: str
    product: Product
    title: str
    description: str
    bullets: tuple[str, ...]
    brand: str
    options: tuple[str, ...]
    pictures: dict[str, tuple[Picture, ...]]
    rows: tuple[Row, ...]
    pictured_options: tuple[str, ...] = ()
    terms: Mapping[str, str | int] = field(default_factory=lambda: NOTHING)
    findings: tuple[Finding, ...] = ()
    product_id: str = ""
    tags: tuple[str, ...] = ()
    search_terms: str = ""
    losses: tuple[tuple[Loss, str], ...] = ()

    @property
    def spu(self) -> str:
        """The product's key."""
        return self.product.spu
