"""How does a product become a listing: wording, options, prices, pictures, one row per SKU?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from listingkit.catalog.model import Catalog, Product
from listingkit.findings import Finding
from listingkit.listing.cells import cell_findings
from listingkit.listing.check import check_listing
from listingkit.listing.check_columns import ColumnCheck
from listingkit.listing.check_rules import check_rules
from listingkit.listing.hand import ByHand
from listingkit.listing.ids import KnownIds
from listingkit.listing.model import Listing
from listingkit.listing.options import store_options
from listingkit.listing.placing import PictureSource, Placer
from listingkit.listing.rows import layout_for
from listingkit.listing.skus import SkuRows
from listingkit.listing.style import style_findings
from listingkit.listing.terms import Terms
from listingkit.listing.text import text_findings
from listingkit.listing.values import Told
from listingkit.listing.wording import Texts, Wording
from listingkit.settings import Settings
from listingkit.stores.layouts import Layout
from listingkit.stores.model import StoreProfile


@dataclass(frozen=True, slots=True)
class Sources:
    """What listings are made of, whatever the store.

    `ids` are those that stores have given. `wording` is that of the shop, where it is used for several stores: what
    they share is written once.
    """

    catalog: Catalog
    settings: Settings
    pictures: PictureSource
    ids: KnownIds = field(default_factory=KnownIds)
    wording: Wording | None = None


def build_listings(sources: Sources, profile: StoreProfile, *, checked: bool = True) -> list[Listing]:
    """Every product of the catalogue as the store will show it, in the seller's order, each with its findings.

    Where they are not to be `checked`, listings come without findings, and sooner.
    Raises BadInputError where a template of [wording] cannot be used.
    """
    if not sources.catalog.products:
        return []
    builder = _Builder(sources, profile)
    return [builder.listing(product, checked=checked) for product in sources.catalog.products]


class _Builder:
    """What is the same for all listings of a store."""

    def __init__(self, sources: Sources, profile: StoreProfile) -> None:
        settings = sources.settings
        self._catalog = sources.catalog
        self._profile = profile
        self._pricing = settings.pricing.for_store(profile.name)
        self._brand = settings.shop.brand
        self._ids = sources.ids
        self._wording = sources.wording or Wording(settings, sources.catalog, [profile])
        self._terms = Terms(settings.export, profile.name)
        self._placer = Placer(profile, sources.pictures, settings.export)
        self._by_hand = ByHand(sources.catalog.by_hand, profile.name)
        self._skus = SkuRows(profile, settings, sources.ids, self._placer, self._by_hand)
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._columns = ColumnCheck(profile)

    def listing(self, product: Product, *, checked: bool) -> Listing:
        """One product, with its findings where it is to be checked."""
        texts = self._by_hand.texts(product.spu, self._wording.texts(product, self._profile), self._brand)
        listing = self._without_findings(product, texts)
        found = tuple(self._findings(listing, texts)) if checked else ()
        return replace(listing, findings=found) if found else listing

    def _without_findings(self, product: Product, texts: Texts) -> Listing:
        variants = self._catalog.variants.get(product.spu, ())
        options = store_options(product, variants, self._profile)
        placed = self._placer.placed(product, self._catalog.looks.get(product.spu, ()))
        return Listing(
            store=self._profile.name,
            product=product,
            title=texts.title,
            description=texts.description,
            bullets=texts.bullets,
            tags=texts.tags,
            search_terms=texts.tagged.search_terms,
            losses=texts.losses,
            brand=self._brand,
            options=options.names,
            pictured_options=options.pictured,
            pictures=placed.slots,
            rows=self._skus.of(product, variants, options, placed, texts.title),
            terms=self._terms.of(product),
            product_id=self._ids.product(self._profile.name, product.spu),
        )

    def _findings(self, listing: Listing, texts: Texts) -> Iterator[Finding]:
        profile = self._profile
        values = Told.of(listing)
        yield from self._by_hand.findings(listing)
        yield from text_findings(listing, profile)
        yield from style_findings(listing, texts, profile)
        yield from cell_findings(listing, profile, self._layout(listing), values)
        yield from check_listing(listing, profile, self._pricing)
        yield from check_rules(listing, profile)
        yield from self._columns.findings(listing, values)

    def _layout(self, listing: Listing) -> Layout:
        if listing.options not in self._layouts:
            self._layouts[listing.options] = layout_for(self._profile, [listing])
        return self._layouts[listing.options]
