"""What does the seller say of trade: category, origin, customs, who answers for the product?

A product's own column counts first, then `[export.stores.<name>]`, then `[export]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from listingkit.catalog.model import Product
from listingkit.settings_selling import ExportTable
from listingkit.settings_terms import StoreTermsTable
from listingkit.stores.fields import TERMS

# Where goods of this kind come from; ISO 3166-1 alpha-2. Another country: [export] origin_code.
COUNTRIES = {
    "china": "CN",
    "mainlandchina": "CN",
    "hongkong": "HK",
    "taiwan": "TW",
    "vietnam": "VN",
    "india": "IN",
    "bangladesh": "BD",
    "pakistan": "PK",
    "thailand": "TH",
    "indonesia": "ID",
    "malaysia": "MY",
    "cambodia": "KH",
    "turkey": "TR",
    "japan": "JP",
    "southkorea": "KR",
    "italy": "IT",
    "germany": "DE",
    "france": "FR",
    "spain": "ES",
    "portugal": "PT",
    "poland": "PL",
    "unitedkingdom": "GB",
    "unitedstates": "US",
    "usa": "US",
    "mexico": "MX",
}
# Headers that sellers write for a term, besides its own name.
ALIASES = {
    "countryoforigin": "origin",
    "countryofmanufacture": "origin",
    "madein": "origin",
    "placeoforigin": "origin",
    "产地": "origin",
    "原产地": "origin",
    "原产国": "origin",
    "hscode": "hs_code",
    "customscode": "hs_code",
    "海关编码": "hs_code",
    "hs编码": "hs_code",
    "类目": "category",
    "分类": "category",
    "制造商": "manufacturer",
    "生产商": "manufacturer",
    "partnumber": "mpn",
}
Term = str | int
NO_STORE = StoreTermsTable()


class Terms:
    """The terms of one store's listings."""

    def __init__(self, export: ExportTable, store: str) -> None:
        self._export = export
        self._own = export.stores.get(store, NO_STORE)

    @cached_property
    def common(self) -> Mapping[str, Term]:
        """What holds for every product that says nothing itself: by name of the term, without empty ones."""
        found: dict[str, Term] = {}
        for name in TERMS:
            value = getattr(self._own, name, None) or getattr(self._export, name, None)
            if value:
                found[name] = value
        return found

    def of(self, product: Product) -> Mapping[str, Term]:
        """What holds for one product."""
        own: dict[str, Term] = {}
        for header, text in product.attributes.items():
            name = term_named(header)
            if name and text:
                own[name] = text
        # A product from elsewhere does not bear the country code of the others.
        common = {name: value for name, value in self.common.items() if name != "origin_code" or "origin" not in own}
        found = {**common, **own}
        if "origin_code" not in found and (code := COUNTRIES.get(_key(str(found.get("origin", ""))), "")):
            found["origin_code"] = code
        return found


def term_named(header: str) -> str:
    """Which term a column of products means, or the empty string."""
    key = _key(header)
    return BY_KEY.get(key, "")


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


BY_KEY = {_key(name): name for name in TERMS} | ALIASES
