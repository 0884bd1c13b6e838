"""How does a product become a listing: wording, options, prices, pictures, one row per SKU?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import quote

from listingkit.catalog.model import Catalog, Look, Product, Variant
from listingkit.listing.addresses import picture_reference
from listingkit.listing.cells import cell_findings, checked_part
from listingkit.listing.check import check_listing
from listingkit.listing.check_columns import ColumnCheck
from listingkit.listing.check_rules import check_rules
from listingkit.listing.ids import KnownIds
from listingkit.listing.model import NOTHING, Listing, Picture, Price, Row
from listingkit.listing.options import Choices, store_options
from listingkit.listing.pricing import price
from listingkit.listing.rows import layout_for
from listingkit.listing.style import style_findings
from listingkit.listing.terms import Terms
from listingkit.listing.text import text_findings
from listingkit.listing.titles import length_in, shorten
from listingkit.listing.values import Told, handle_of
from listingkit.listing.wording import Texts, Wording
from listingkit.settings import Settings
from listingkit.settings_pricing import PricingTable
from listingkit.settings_selling import LINK_PART
from listingkit.shots.model import Coverage, Placement
from listingkit.stores.layouts import Layout
from listingkit.stores.model import StoreProfile

NO_IDS = KnownIds()


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where a listing's pictures come from.

    `placements` of any store say which shot fills which slot, `coverage` which shots have a photo. `rendered` holds
    the paths of finished images, `refused` of those that cannot be made, as `Placement.image_path` tells them, and
    `digests` by path the SHA-256 of the finished ones.
    """

    placements: Iterable[Placement]
    coverage: Coverage
    rendered: Container[str] = frozenset()
    refused: Container[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)


def build_listings(
    catalog: Catalog,
    profile: StoreProfile,
    settings: Settings,
    pictures: PictureSource,
    ids: KnownIds = NO_IDS,
    wording: Wording | None = None,
    *,
    checked: bool = True,
) -> list[Listing]:
    """Every product of the catalogue as the store will show it, in the seller's order, each with its findings.

    `ids` are those that stores have given. `wording` is that of the shop, where it is used for several stores: what
    they share is written once. Where they are not to be `checked`, listings come without findings, and sooner.
    Raises BadInputError where a template of [wording] cannot be used.
    """
    if not catalog.products:
        return []
    builder = _Builder(catalog, profile, settings, pictures, ids, wording or Wording(settings, catalog, [profile]))
    return [builder.listing(product, checked=checked) for product in catalog.products]


def link_to(template: str, **parts: str) -> str:
    """The address of a SKU in the seller's own shop, from `[export] product_url`."""
    return LINK_PART.sub(lambda found: quote(parts[found[1]], safe=""), template)


class _Builder:
    """What is the same for all listings of a store."""

    def __init__(
        self,
        catalog: Catalog,
        profile: StoreProfile,
        settings: Settings,
        pictures: PictureSource,
        ids: KnownIds,
        wording: Wording,
    ) -> None:
        self._catalog = catalog
        self._profile = profile
        self._settings = settings
        self._pricing = settings.pricing.for_store(profile.name)
        self._pictures = pictures
        self._ids = ids
        self._wording = wording
        self._formats = {slot.name: slot.format for slot in profile.slots}
        self._of_looks = [slot.name for slot in profile.slots if slot.per != "listing"]
        self._terms = Terms(settings.export, profile.name)
        self._titled = any("sku_title" in each.fields for column in profile.sheet.columns for each in column.contents())
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._columns = ColumnCheck(profile)
        self._plan: dict[str, list[Placement]] = {}
        for placement in pictures.placements:
            if placement.store == profile.name:
                self._plan.setdefault(placement.spu, []).append(placement)

    def listing(self, product: Product, *, checked: bool) -> Listing:
        """One product, with its findings where it is to be checked."""
        texts = self._wording.texts(product, self._profile)
        listing = self._made(product, texts)
        return self._checked(listing, texts) if checked else listing

    def _made(self, product: Product, texts: Texts) -> Listing:
        variants = self._catalog.variants.get(product.spu, ())
        options = store_options(product, variants, self._profile)
        pictures, by_look = self._placed(product)
        product_id = self._ids.product(self._profile.name, product.spu)
        handle = handle_of(product.spu, product_id)
        prices = _Prices(product, self._pricing)
        export = self._settings.export
        return Listing(
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
                    picture=self._first(by_look.get(variant.skc, NOTHING)),
                    pictures=by_look.get(variant.skc, NOTHING),
                    title=self._title(texts.title, options.choices[variant.sku], len(variants)),
                    link=link_to(export.product_url, handle=handle, model=product.spu, sku=variant.sku),
                    variant_id=self._ids.variant(self._profile.name, variant.sku),
                )
                for variant in variants
            ),
            terms=self._terms.of(product),
            product_id=product_id,
        )

    def _checked(self, listing: Listing, texts: Texts) -> Listing:
        told = Told.of(listing)
        found = [
            *text_findings(listing, self._profile),
            *style_findings(listing, texts, self._profile),
            *cell_findings(listing, self._profile, self._layout(listing), told),
            *check_listing(listing, self._profile, self._pricing),
            *check_rules(listing, self._profile),
            *self._columns.findings(listing, told),
        ]
        return replace(listing, findings=tuple(found)) if found else listing

    def _layout(self, listing: Listing) -> Layout:
        if listing.options not in self._layouts:
            self._layouts[listing.options] = checked_part(layout_for(self._profile, [listing]))
        return self._layouts[listing.options]

    def _title(self, title: str, choices: Choices, variants: int) -> str:
        """The title with the values that tell this SKU from the others, within the store's limit."""
        if not self._titled or variants < 2 or not choices:
            return ""
        values = " - " + " ".join(label for _, label in choices)
        limit = self._profile.limit("title_max")
        if limit is None:
            return title + values
        room = limit.model_copy(update={"value": int(limit.value) - length_in(values, limit.unit)})
        return shorten(title, room) + values

    def _first(self, pictures: Mapping[str, tuple[Picture, ...]]) -> Picture | None:
        """The picture of a look: of the first slot that is filled per look and has one."""
        return next((pictures[slot][0] for slot in self._of_looks if slot in pictures), None)

    def _placed(
        self, product: Product
    ) -> tuple[dict[str, tuple[Picture, ...]], dict[str, dict[str, tuple[Picture, ...]]]]:
        """The product's pictures by slot, in the order of the plan; and those of slots per look, by look and slot."""
        looks = {look.skc: look for look in self._catalog.looks.get(product.spu, ())}
        slots: dict[str, list[Picture]] = {}
        by_look: dict[str, dict[str, tuple[Picture, ...]]] = {}
        for placement in sorted(self._plan.get(product.spu, ()), key=lambda each: each.number):
            # A shot without a photo, or with one that cannot be used, has no picture to come: the next one moves up.
            if placement.slot not in self._formats or self._pictures.coverage.chosen(placement.shot) is None:
                continue
            path = placement.image_path(self._formats[placement.slot])
            if path in self._pictures.refused:
                continue
            picture = self._picture(placement, path, product, looks)
            slots.setdefault(placement.slot, []).append(picture)
            if placement.skc:
                mine = by_look.setdefault(placement.skc, {})
                mine[placement.slot] = (*mine.get(placement.slot, ()), picture)
        # In the order of the profile's slots, the gallery first.
        return {slot: tuple(slots[slot]) for slot in self._formats if slot in slots}, by_look

    def _picture(self, placement: Placement, path: str, product: Product, looks: dict[str, Look]) -> Picture:
        digest = self._pictures.digests.get(path, "")
        subject, shot = placement.shot
        look = looks.get(placement.skc or subject)
        words = (product.name, look.label if look else "", shot.replace("-", " "))
        return Picture(
            picture_reference(path, digest, self._settings.export),
            path,
            ", ".join(filter(None, words)),
            path in self._pictures.rendered,
            digest,
            look.skc if look else "",
        )


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
