"""What does a listing say of each of its SKUs: price, stock, weight, pictures, title and address?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import quote

from listingkit.catalog.model import Product, Variant
from listingkit.listing.hand import ByHand
from listingkit.listing.ids import KnownIds
from listingkit.listing.model import Price, Row
from listingkit.listing.options import Choices, Options
from listingkit.listing.placing import Placed, Placer
from listingkit.listing.pricing import price
from listingkit.listing.titles import length_in, shorten
from listingkit.listing.values import handle_of
from listingkit.settings import Settings
from listingkit.settings_pricing import PricingTable
from listingkit.settings_selling import LINK_PART
from listingkit.stores.model import StoreProfile


def link_to(template: str, **parts: str) -> str:
    """The address of a SKU in the seller's own shop, from `[export] product_url`."""
    return LINK_PART.sub(lambda found: quote(parts[found[1]], safe=""), template)


class SkuRows:
    """What is the same for the SKUs of all listings of a store."""

    def __init__(
        self, profile: StoreProfile, settings: Settings, ids: KnownIds, placer: Placer, by_hand: ByHand
    ) -> None:
        self._profile = profile
        self._export = settings.export
        self._pricing = settings.pricing.for_store(profile.name)
        self._ids = ids
        self._placer = placer
        self._by_hand = by_hand
        self._titled = any("sku_title" in each.fields for column in profile.sheet.columns for each in column.contents())

    def of(
        self, product: Product, variants: Sequence[Variant], options: Options, placed: Placed, title: str
    ) -> tuple[Row, ...]:
        """One row per variant, in the seller's order. `title` is the listing's."""
        prices = _Prices(product, self._pricing)
        handle = handle_of(product.spu, self._ids.product(self._profile.name, product.spu))
        return tuple(
            Row(
                sku=variant.sku,
                variant=variant,
                choices=options.choices[variant.sku],
                price=self._by_hand.price(variant, prices.of),
                stock=variant.stock if variant.stock is not None else self._export.stock,
                weight_g=variant.weight_g if variant.weight_g is not None else product.weight_g,
                picture=self._placer.first(placed.of_look(variant.skc)),
                pictures=placed.of_look(variant.skc),
                title=self._title(title, options.choices[variant.sku]) if len(variants) > 1 else "",
                link=link_to(self._export.product_url, handle=handle, model=product.spu, sku=variant.sku),
                variant_id=self._ids.variant(self._profile.name, variant.sku),
            )
            for variant in variants
        )

    def _title(self, title: str, choices: Choices) -> str:
        """The title with the values that tell this SKU from the others, within the store's limit."""
        if not self._titled or not choices:
            return ""
        values = " - " + " ".join(label for _, label in choices)
        limit = self._profile.limit("title_max")
        if limit is None:
            return title + values
        room = limit.model_copy(update={"value": int(limit.value) - length_in(values, limit.unit)})
        return shorten(title, room) + values


class _Prices:
    """Variants mostly cost and weigh the same: each price is worked out once, and shared."""

    def __init__(self, product: Product, pricing: PricingTable) -> None:
        self._product = product
        self._pricing = pricing
        self._known: dict[tuple[Decimal | None, ...], Price | None] = {}

    def of(self, variant: Variant) -> Price | None:
        """The variant's price."""
        key = (variant.price_usd, variant.cost, variant.weight_g)
        if key not in self._known:
            self._known[key] = price(variant, self._product, self._pricing)
        return self._known[key]
