"""What is a product, an option, a variant and a look?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from listingkit.findings import NOWHERE, Finding, Place
from listingkit.overrides import Override

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of the catalogue. `field` is a product's field, an attribute or an option, `subject` whom it belongs to.

    `source` is what the cell holds, `text` what holds in its stead where overrides.csv says otherwise, `english` what
    the glossary made of that. `place` is where the text can be changed. A label is the value of an option: overrides
    change the finished label, and leave the code, by which photos and SKUs are named, as it is.
    """

    subject: str
    field: str
    source: str
    text: str
    english: str
    place: Place
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One value of an option. `code` is A-Z 0-9, `label` English, `source` as the seller wrote it, `hex` as #1F3A5F."""

    code: str
    label: str
    hex: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An axis of variation; `pictured` when it changes the look (colour, pattern), not when it does not (size)."""

    name: str
    pictured: bool
    values: tuple[OptionValue, ...]


Choice = tuple[str, OptionValue]
"""An option's name and the value chosen."""


@dataclass(frozen=True, slots=True)
class Product:
    """What the seller calls a model. Texts are English where the glossary knew the word; `cost` in cost_currency.

    `cells` are the texts as the seller wrote them.
    """

    spu: str
    name: str
    options: tuple[Option, ...] = ()
    cost: Decimal | None = None
    price_usd: Decimal | None = None
    weight_g: Decimal | None = None
    length_cm: Decimal | None = None
    width_cm: Decimal | None = None
    height_cm: Decimal | None = None
    material: str = ""
    size: str = ""
    description: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    place: Place = NOWHERE
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """The variants of a product that look alike: one value per pictured option. `skc` is model + pictured codes."""

    skc: str
    spu: str
    choices: tuple[Choice, ...]

    @property
    def label(self) -> str:
        """Such as `Navy Plaid`."""
        return " ".join(value.label for _, value in self.choices)


@dataclass(frozen=True, slots=True)
class Variant:
    """What is sold: a product × one value per option. `skc` says which look it has."""

    sku: str
    spu: str
    skc: str
    choices: tuple[Choice, ...]
    cost: Decimal | None = None
    price_usd: Decimal | None = None
    weight_g: Decimal | None = None
    stock: int | None = None
    barcode: str = ""
    sample: bool = True
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is sold, in the seller's order; `looks` and `variants` by spu. `findings` came up while reading.

    `by_hand` are edits of what is made of it for a store.
    """

    products: tuple[Product, ...]
    looks: Mapping[str, tuple[Look, ...]]
    variants: Mapping[str, tuple[Variant, ...]]
    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = field(default=())
    by_hand: tuple[Override, ...] = ()

    @property
    def look_count(self) -> int:
        """Looks over all products."""
        return sum(len(looks) for looks in self.looks.values())

    @property
    def variant_count(self) -> int:
        """Variants over all products."""
        return sum(len(variants) for variants in self.variants.values())
