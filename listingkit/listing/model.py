"""What is a listing, its rows and its price?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from listingkit.catalog.model import Product, Variant
from listingkit.findings import Finding
from listingkit.listing.working import Working


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


@dataclass(frozen=True, slots=True)
class Listing:
    """A product as a store will show it. `pictures` by slot name, in order.

    `options` are named as the store will show them; `pictured_options` are those of them that change the look.
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

    @property
    def spu(self) -> str:
        """The product's key."""
        return self.product.spu
