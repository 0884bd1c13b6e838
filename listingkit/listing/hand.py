"""What has the seller changed by hand in what was written for one store?

Rows of overrides.csv that name the store: texts of a product and prices of a SKU. Each holds as long as what is made
for the store is what was made when it was changed; else the seller is told, and decides anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from listingkit.catalog.model import Variant
from listingkit.cells import number_text
from listingkit.findings import Finding
from listingkit.listing.claims import claims_in
from listingkit.listing.model import Listing, Price, PriceLine
from listingkit.listing.wording import Texts
from listingkit.overrides import Override, same, stale
from listingkit.settings_pricing import CENT

BY_HAND = "price set by hand in overrides.csv"


class ByHand:
    """The edits of one store."""

    def __init__(self, entries: Iterable[Override], store: str) -> None:
        self._fields: dict[str, dict[str, Override]] = {}
        for entry in entries:
            if entry.store.casefold() == store.casefold():
                self._fields.setdefault(entry.subject.casefold(), {})[entry.field.casefold()] = entry
        self._stale: dict[str, dict[Override, str]] = {}

    def texts(self, spu: str, texts: Texts, brand: str) -> Texts:
        """What the listing says."""
        fields = self._fields.get(spu.casefold())
        if not fields:
            return texts
        made = {"title": texts.title, "description": texts.description}
        made |= {f"bullet.{number}": text for number, text in enumerate(texts.bullets, start=1)}
        new = {name: entry.value for name, entry in fields.items() if name in made and self._holds(entry, made[name])}
        labels = {name.replace(".", " "): text for name, text in new.items()}
        return replace(
            texts,
            fitted=replace(texts.fitted, text=new["title"], left_out=()) if "title" in new else texts.fitted,
            description=new.get("description", texts.description),
            removed=() if "description" in new else texts.removed,
            bullets=tuple(new.get(f"bullet.{at}", text) for at, text in enumerate(texts.bullets, start=1)),
            claims={**texts.claims, **{label: claims_in(text, brand) for label, text in labels.items()}},
        )

    def price(self, variant: Variant, price: Callable[[Variant], Price | None]) -> Price | None:
        """The SKU's price; `price` works it out."""
        made = price(variant)
        fields = self._fields.get(variant.sku.casefold())
        if not fields:
            return made
        found = made
        if (usd := self._number(fields.get("price_usd"), made.usd if made else None)) is not None:
            found = price(replace(variant, price_usd=usd))
            if found:
                found = replace(found, lines=(PriceLine(BY_HAND, found.usd),))
        entry = fields.get("list_price_usd")
        struck = self._number(entry, made.list_usd if made else None)
        if found and entry and (struck is not None or not entry.value):
            # An empty one says that nothing is struck through.
            found = replace(found, list_usd=struck if struck and struck > found.usd else None)
        return found

    def findings(self, listing: Listing) -> Iterator[Finding]:
        """Edits of this product and its SKUs that do not hold any more."""
        for subject in (listing.spu, *(row.sku for row in listing.rows)):
            for entry, source in self._stale.get(subject.casefold(), {}).items():
                yield stale(entry, source, listing.spu)

    def _number(self, entry: Override | None, made: Decimal | None) -> Decimal | None:
        if entry is None or not self._holds(entry, "" if made is None else number_text(made)):
            return None
        try:
            return Decimal(entry.value).quantize(CENT)
        except InvalidOperation:
            return None  # the catalogue's check of overrides.csv has told

    def _holds(self, entry: Override, made: str) -> bool:
        if same(entry.was, made):
            return bool(entry.value)
        self._stale.setdefault(entry.subject.casefold(), {})[entry] = made
        return False
