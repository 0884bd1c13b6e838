"""What is a listing, its rows and its price?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from listingkit.catalog.model import Product, Variant
from listingkit.findings import Finding


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One step of a price, in words and US dollars."""

    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """A price in US dollars with the steps that led to it. `list_price` is the struck-through one, None where equal."""

    usd: Decimal
    list_usd: Decimal | None
    lines: tuple[PriceLine, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a listing: what is written in the store's file (URL or file name), and where it lies in the shop."""

    reference: str
    path: str
    alt: str
    rendered: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One SKU of a listing. `choices` are (option name, value label), folded where a store takes one picture option."""

    sku: str
    variant: Variant
    choices: tuple[tuple[str, str], ...]
    price: Price | None
    stock: int
    weight_g: Decimal | None
    picture: Picture | None


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
    `handling_days`, `shipping_template` and `origin` are the shop's own terms. `findings` are about this listing alone.
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
    handling_days: int | None = None
    shipping_template: str = ""
    origin: str = ""
    findings: tuple[Finding, ...] = ()
    tags: tuple[str, ...] = ()
    search_terms: str = ""
    losses: tuple[tuple[Loss, str], ...] = ()

    @property
    def spu(self) -> str:
        """The product's key."""
        return self.product.spu
