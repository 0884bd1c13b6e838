"""Which value of the shop does a cell of a store's file show, and as what?

A cell is turned back into what it was made of: a weight in pounds into grams, `21.50 USD` into a number, a sale price
and a full one into the price and the one struck through, `Navy Plaid` into the label of the option that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from listingkit.catalog.model import Catalog, Variant
from listingkit.cells import number_text
from listingkit.listing.units import CENTIMETRES, GRAMS
from listingkit.merging.model import Target
from listingkit.stores.layouts import RowKind, content_in
from listingkit.stores.model import Column, Content

PRICES = frozenset(
    {"price_usd", "full_price_usd", "reduced_price_usd", "list_price_usd", "price_low_usd", "list_price_low_usd"}
)
LABELS = re.compile(r"look|option\.\d+\.value|choice\..+|other_options\..+|other_choices|further_choices")
STORE_TEXTS = re.compile(r"title|description|bullet\.\d+")
FIELDS = frozenset({"name", "material", "size"})
FIGURE = re.compile(r"\d+(\.\d+)?", re.ASCII)
MEASURE = re.compile(r"(weight|length|width|height)_(g|kg|oz|lb|mm|cm|m|in)")
STOCKS = frozenset({"stock", "stock_total"})
WHERE_FROM = {
    "picture": "Pictures come from photos/ and the slots of the store.",
    "sku": "SKUs and models are the catalogue's own keys: change them there.",
    "id": "Ids that a store has given are learned with `listingkit ids`.",
    "price": "The price that is struck through, or the full one beside a sale price, must be the higher one.",
    "label": "Several option values changed in one cell: rename one at a time, or in the catalogue.",
    "term": "It is made from shop.toml ([export], [wording]) or the store's profile: change it there.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one cell, or several prices together, say of a target; `column` is the exported column's number."""

    target: Target
    text: str
    column: int


class Homes:
    """Which targets the columns of a store's file have."""

    def __init__(self, columns: Sequence[Column], catalog: Catalog, store: str) -> None:
        """`columns` are those of today's layout, in the order of the table that is asked about."""
        self._columns = columns
        self._store = store
        self._variants = {one.sku.casefold(): one for several in catalog.variants.values() for one in several}
        self._single = {spu: several[0] for spu, several in catalog.variants.items() if len(several) == 1}

    def content(self, column: int, kind: RowKind) -> Content | None:
        """What stands in the column in rows of that kind; None for nothing or a fixed text."""
        content = content_in(self._columns[column], kind) if column < len(self._columns) else None
        return content if content and content.field else None

    def told(
        self, spu: str, sku: str, kind: RowKind, texts: Mapping[int, str], today: Mapping[int, str]
    ) -> Iterator[Told]:
        """All that a row says. `today` are the row's texts as the shop says them: they tell which label is meant."""
        variant = self._variants.get(sku.casefold()) if sku else self._single.get(spu)
        prices: dict[str, tuple[str, int]] = {}
        for column, text in texts.items():
            content = self.content(column, kind)
            if content is None:
                continue
            bare = self._bare(column, content, text)
            if content.field in PRICES:
                prices.setdefault(content.field.replace("_low", ""), (bare, column))
                continue
            yield from self._of_field(
                content.field, spu, variant, bare, self._bare(column, content, today.get(column, "")), column
            )
        if variant:
            yield from self._prices(variant, prices)

    def where_from(self, column: int, kind: RowKind) -> str:
        """What to change instead of a cell that has no target."""
        content = self.content(column, kind)
        name = content.field if content else ""
        if "picture" in name:
            return WHERE_FROM["picture"]
        if name in {"sku", "spu", "handle", "group_id", "skus"}:
            return WHERE_FROM["sku"]
        if name in PRICES:
            return WHERE_FROM["price"]
        if LABELS.fullmatch(name):
            return WHERE_FROM["label"]
        return WHERE_FROM["id"] if "_id" in name else WHERE_FROM["term"]

    def _of_field(
        self, name: str, spu: str, variant: Variant | None, text: str, today: str, column: int
    ) -> Iterator[Told]:
        measure = MEASURE.fullmatch(name)
        if STORE_TEXTS.fullmatch(name):
            yield Told(Target(spu, name, spu, self._store), text, column)
        elif name in FIELDS:
            yield Told(Target(spu, name, spu), text, column)
        elif name.startswith("attribute."):
            yield Told(Target(spu, name.removeprefix("attribute."), spu), text, column)
        elif measure and measure[1] != "weight":
            yield Told(Target(spu, f"{measure[1]}_cm", spu, text=False), _times(text, CENTIMETRES[measure[2]]), column)
        elif variant is None:
            return
        elif measure:
            target = Target(variant.sku, "weight_g", spu, text=False, per_product=False)
            yield Told(target, _times(text, GRAMS[measure[2]]), column)
        elif name in STOCKS:
            yield Told(Target(variant.sku, "stock", spu, text=False, per_product=False), text, column)
        elif name in {"barcode", "gtin"}:
            yield Told(Target(variant.sku, "barcode", spu, per_product=False), text, column)
        elif LABELS.fullmatch(name):
            yield from _label(variant, text, today, column)

    def _prices(self, variant: Variant, cells: Mapping[str, tuple[str, int]]) -> Iterator[Told]:
        """The price and the struck-through one, of whatever pair of columns the store has for them."""
        nothing = "", -1
        full, reduced = cells.get("full_price_usd", nothing), cells.get("reduced_price_usd", nothing)
        price = cells.get("price_usd", nothing)
        struck = cells.get("list_price_usd", nothing)
        if "full_price_usd" in cells:
            price, struck = (reduced, full) if reduced[0] else (full, ("", reduced[1]))
        if _upside_down(price[0], struck[0]):
            return
        for name, (text, column) in (("price_usd", price), ("list_price_usd", struck)):
            if column >= 0:
                target = Target(variant.sku, name, variant.spu, self._store, text=False, per_product=False)
                yield Told(target, text, column)

    def _bare(self, column: int, content: Content, text: str) -> str:
        """Without what the column puts around it, and in the shop's words."""
        words = {theirs: ours for ours, theirs in self._columns[column].words.items()}
        text = words.get(text, text)
        return text.removeprefix(content.prefix.strip()).removesuffix(content.suffix.strip()).strip()


def _label(variant: Variant, text: str, today: str, column: int) -> Iterator[Told]:
    """The option of which a cell shows the label: alone, or with those of other options around it."""
    told = []
    for name, value in variant.choices:
        before, found, after = today.partition(value.label)
        if found and text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
            label = text[len(before) : len(text) - len(after)]
            target = Target(variant.spu, f"{name} label", variant.spu, label=value.label)
            told.append(Told(target, label, column))
    changed = [each for each in told if each.text != each.target.label]
    yield from told if len(changed) <= 1 else ()


def _upside_down(price: str, struck: str) -> bool:
    numbers = [Decimal(text) for text in (price, struck) if FIGURE.fullmatch(text)]
    return len(numbers) == 2 and numbers[0] >= numbers[1]


def _times(text: str, factor: Decimal) -> str:
    if factor == 1 or not FIGURE.fullmatch(text):
        return text
    return number_text((Decimal(text) * factor).normalize())
