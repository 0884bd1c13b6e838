"""Which ids has a store given to products and SKUs that are on sale there already?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoreId:
    """What one store calls a SKU, and the product that it belongs to. An empty `sku` is about the product alone.

    `product_id` may be a number, an ASIN or, in stores that know products by their URL part, a handle.
    """

    store: str
    model: str
    sku: str
    product_id: str = ""
    variant_id: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What is identified, in any case of letters."""
        return self.store.casefold(), self.model.casefold(), self.sku.casefold()


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The ids of every store, by model and by SKU."""

    products: Mapping[tuple[str, str], str] = field(default_factory=dict)
    variants: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, ids: Iterable[StoreId]) -> KnownIds:
        """Those of `ids`; of two for one product the first counts."""
        products: dict[tuple[str, str], str] = {}
        variants: dict[tuple[str, str], str] = {}
        for each in ids:
            store, model, sku = each.key
            if each.product_id:
                products.setdefault((store, model), each.product_id)
            if each.variant_id and sku:
                variants.setdefault((store, sku), each.variant_id)
        return cls(products, variants)

    def product(self, store: str, model: str) -> str:
        """The product's id, empty while it is not known."""
        return self.products.get((store.casefold(), model.casefold()), "")

    def variant(self, store: str, sku: str) -> str:
        """The SKU's id, empty while it is not known."""
        return self.variants.get((store.casefold(), sku.casefold()), "")
