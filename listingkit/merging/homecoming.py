"""As which rows of overrides.csv do edits come home?

`was` is what the source says, not what the sheet showed: the cell of the catalogue, in its own language and unit. Where
an earlier edit holds there, its `was` is kept, so that the new one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from listingkit.catalog.edits import key_of
from listingkit.catalog.model import Catalog, Product, Variant
from listingkit.cells import number_text
from listingkit.merging.model import Edit, Outcome, Target
from listingkit.overrides import Override, Overrides, same


class Homecoming:
    """Turns edits into rows of overrides.csv."""

    def __init__(self, catalog: Catalog, overrides: Overrides) -> None:
        self._entries = overrides.entries
        self._products = {one.spu: one for one in catalog.products}
        self._variants = {one.sku: one for several in catalog.variants.values() for one in several}

    def overrides(self, edits: Iterable[Edit], origin: str) -> Iterator[Override]:
        """A row for each edit that is merged. `origin` says where it came from."""
        for edit in edits:
            if edit.outcome is Outcome.MERGED:
                one = edit.target
                yield Override(one.subject, one.field, edit.new, self._was(one, edit.now), origin, store=one.store)

    def _was(self, target: Target, now: str) -> str:
        earlier = [entry for entry in self._entries if _about(entry, target) and same(entry.value, now)]
        if earlier:
            return earlier[-1].was
        if target.store or target.is_label:
            return now
        variant = self._variants.get(target.subject)
        if variant:
            return _figure(variant, target.field)
        product = self._products.get(target.subject)
        return _source(product, target.field) if product else now


def _about(entry: Override, target: Target) -> bool:
    if entry.store.casefold() != target.store.casefold():
        return False
    subject, field = entry.subject.casefold(), key_of(entry.field)
    if target.is_label:
        option = key_of(target.field.removesuffix(" label"))
        own = subject == target.subject.casefold() and field.removesuffix("_label") == option
        return own or (key_of(subject) == option and field == "label")
    return subject == target.subject.casefold() and field == key_of(target.field)


def _figure(variant: Variant, field: str) -> str:
    value = getattr(variant, field)
    return "" if value is None else number_text(value) if isinstance(value, Decimal | int) else str(value)


def _source(product: Product, field: str) -> str:
    for cell in product.cells:
        if not cell.is_label and key_of(cell.field) == key_of(field):
            return cell.source
    value = getattr(product, field, None)
    return number_text(value) if isinstance(value, Decimal) else ""
