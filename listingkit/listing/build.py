"""How does a product become a listing: wording, options, prices, pictures, one row per SKU?"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import quote

from listingkit.catalog.model import Catalog, Look, Product, Variant
from listingkit.listing.check import check_listing
from listingkit.listing.model import Listing, Picture, Price, Row
from listingkit.listing.options import store_options
from listingkit.listing.pricing import price
from listingkit.listing.style import style_findings
from listingkit.listing.text import text_findings
from listingkit.listing.wording import Wording
from listingkit.settings import Settings
from listingkit.settings_selling import PricingTable
from listingkit.shots.model import Coverage, Placement
from listingkit.stores.model import StoreProfile

IMAGES = "out/images/"
# What may stand in the seller's own base URL: it may be quoted already, but must not carry a space into a cell.
URL_SAFE = ":/%?&=+@,~"


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where a listing's pictures come from.

    `placements` of any store say which shot fills which slot, `coverage` which shots have a photo. `rendered` holds
    the paths of finished images, `refused` of those that cannot be made, as `Placement.image_path` tells them.
    """

    placements: Iterable[Placement]
    coverage: Coverage
    rendered: Container[str] = frozenset()
    refused: Container[str] = frozenset()


def build_listings(
    catalog: Catalog,
    profile: StoreProfile,
    settings: Settings,
    pictures: PictureSource,
    wording: Wording | None = None,
) -> list[Listing]:
    """Every product of the catalogue as the store will show it, in the seller's order, each with its findings.

    `wording` is that of the shop, where it is used for several stores: what they share is written once.
    Raises BadInputError where a template of [wording] cannot be used.
    """
    if not catalog.products:
        return []
    builder = _Builder(catalog, profile, settings, pictures, wording or Wording(settings, catalog, [profile]))
    return [builder.listing(product) for product in catalog.products]


class _Builder:
    """What is the same for all listings of a store."""

    def __init__(
        self,
        catalog: Catalog,
        profile: StoreProfile,
        settings: Settings,
        pictures: PictureSource,
        wording: Wording,
    ) -> None:
        self._catalog = catalog
        self._profile = profile
        self._settings = settings
        self._pictures = pictures
        self._wording = wording
        self._formats = {slot.name: slot.format for slot in profile.slots}
        self._swatch = next((slot.name for slot in profile.slots if slot.per == "value"), None)
        self._plan: dict[str, list[Placement]] = {}
        for placement in pictures.placements:
            if placement.store == profile.name:
                self._plan.setdefault(placement.spu, []).append(placement)

    def listing(self, product: Product) -> Listing:
        """One product with its findings."""
        variants = self._catalog.variants.get(product.spu, ())
        options = store_options(product, variants, self._profile)
        texts = self._wording.texts(product, self._profile)
        pictures, by_look = self._placed(product)
        prices = _Prices(product, self._settings.pricing)
        export = self._settings.export
        listing = Listing(
            store=self._profile.name,
            product=product,
            title=texts.title,
            description=texts.description,
            bullets=texts.bullets,
            tags=texts.tags,
            search_terms=texts.tagged.search_terms,
            losses=texts.losses,
            brand=self._settings.shop.brand,
            options=options.names,
            pictured_options=options.pictured,
            pictures=pictures,
            rows=tuple(
                Row(
                    sku=variant.sku,
                    variant=variant,
                    choices=options.choices[variant.sku],
                    price=prices.of(variant),
                    stock=variant.stock if variant.stock is not None else export.stock,
                    weight_g=variant.weight_g if variant.weight_g is not None else product.weight_g,
                    picture=by_look.get(variant.skc),
                )
                for variant in variants
            ),
            handling_days=export.handling_days,
            shipping_template=export.shipping_template,
            origin=export.origin,
        )
        found = [*text_findings(listing, self._profile), *style_findings(listing, texts, self._profile)]
        found += check_listing(listing, self._profile, self._settings.pricing)
        return replace(listing, findings=tuple(found)) if found else listing

    def _placed(self, product: Product) -> tuple[dict[str, tuple[Picture, ...]], dict[str, Picture]]:
        """The product's pictures by slot, in the order of the plan; and those of the slot per value by look."""
        looks = {look.skc: look for look in self._catalog.looks.get(product.spu, ())}
        slots: dict[str, list[Picture]] = {}
        by_look: dict[str, Picture] = {}
        for placement in sorted(self._plan.get(product.spu, ()), key=lambda each: each.number):
            # A shot without a photo, or with one that cannot be used, has no picture to come: the next one moves up.
            if placement.slot not in self._formats or self._pictures.coverage.chosen(placement.shot) is None:
                continue
            if placement.image_path(self._formats[placement.slot]) in self._pictures.refused:
                continue
            picture = self._picture(placement, product, looks)
            slots.setdefault(placement.slot, []).append(picture)
            if placement.slot == self._swatch:
                by_look[placement.skc] = picture
        # In the order of the profile's slots, the gallery first.
        return {slot: tuple(slots[slot]) for slot in self._formats if slot in slots}, by_look

    def _picture(self, placement: Placement, product: Product, looks: dict[str, Look]) -> Picture:
        path = placement.image_path(self._formats[placement.slot])
        base = self._settings.export.image_base_url
        name = path.removeprefix(IMAGES)
        reference = f"{quote(base, safe=URL_SAFE)}/{quote(name)}" if base else name.rpartition("/")[2]
        subject, shot = placement.shot
        look = looks.get(placement.skc or subject)
        words = (product.name, look.label if look else "", shot.replace("-", " "))
        return Picture(reference, path, ", ".join(filter(None, words)), path in self._pictures.rendered)


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
