"""What do all commands need before they begin? The shop read, its shots planned and matched, its photos measured."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from listingkit.catalog.load import load_catalog
from listingkit.catalog.model import Catalog, Product, Variant
from listingkit.decisions import check_codes, load_acceptances
from listingkit.errors import UsageError
from listingkit.events import Note
from listingkit.files import remove_leftovers
from listingkit.findings import Filter, Finding, Severity, Sifted, has_errors
from listingkit.images.batch import Plan, plan_images, render_all
from listingkit.images.mark import read_mark
from listingkit.images.model import BatchResult, Target
from listingkit.images.recipe import demand_of, plan_targets, possible_paths
from listingkit.images.watermark import MarkFiles
from listingkit.listing.build import Sources, build_listings
from listingkit.listing.placing import PictureSource
from listingkit.listing.price_check import price_findings
from listingkit.listing.wording import Wording
from listingkit.lock import shop_lock
from listingkit.photos.ledger import Ledger
from listingkit.photos.light import session_lights, unused_patterns
from listingkit.photos.masters import Masters
from listingkit.photos.measure import measure_photos, peek_photos
from listingkit.photos.model import Measured
from listingkit.photos.scan import FoundPhotos, find_photos, must_be_there
from listingkit.pictures import Pictures, StoreListings, owned, owners_of
from listingkit.pixels.framing import Demand
from listingkit.run import Run
from listingkit.settings_pictures import ColourTable
from listingkit.settings_pricing import PricingTable
from listingkit.shop import Shop, open_shop
from listingkit.shots.match import match
from listingkit.shots.model import Coverage, ShotKey
from listingkit.shots.plan import plan_shots
from listingkit.shots.slots import SlotCount, count_slots, place_shots
from listingkit.store_ids import load_ids
from listingkit.storefronts import Storefronts, storefronts
from listingkit.stores.model import StoreProfile

MOST_KEPT = 100_000
"""Rows of listings that stay in memory, of all stores together: some 130 MB."""


@dataclass
class Desk:
    """One shop, opened for one command. Whatever costs time is done when it is first asked for, and once."""

    shop: Shop
    run: Run
    _listings: tuple[Pictures, tuple[StoreListings, ...]] | None = None

    @classmethod
    def open(cls, folder: Path, run: Run) -> Desk:
        """Raises BadInputError where the folder is no shop, UsageError for a finding code that does not exist."""
        desk = cls(open_shop(folder), run)
        check_codes(desk.shop.settings.check, [*run.select, *run.ignore])
        return desk

    @contextmanager
    def writing(self, command: str) -> Iterator[Ledger]:
        """Holds the shop's lock and the ledger; half-written files of a killed run are swept away first."""
        with shop_lock(self.shop.cache, command, self.run.events):
            self._sweep()
            try:
                with Ledger(self.shop.cache) as ledger:
                    yield ledger
            except KeyboardInterrupt:
                self._sweep()
                raise

    def looking(self) -> AbstractContextManager[Ledger]:
        """A copy of the ledger and no lock, for a dry run: nothing in the shop is made, changed or swept away."""
        return Ledger.copy_of(self.shop.cache)

    @property
    def workers(self) -> int:
        """Photos at a time: the flag, else shop.toml, else one per core."""
        return self.run.jobs or self.shop.settings.limits.jobs or self.run.cores

    @cached_property
    def _fronts(self) -> Storefronts:
        return storefronts(self.shop, self.run)

    @property
    def stores(self) -> tuple[StoreProfile, ...]:
        """The stores that the flags name, else the shop's, as they are today, with the shop's own column texts."""
        return self._fronts.today

    @property
    def stores_as_written(self) -> tuple[StoreProfile, ...]:
        """Those stores as their profiles have them, with what is not valid yet."""
        return self._fronts.as_written

    @cached_property
    def catalog(self) -> Catalog:
        """What is sold."""
        return load_catalog(self.shop)

    @cached_property
    def wording(self) -> Wording:
        """What listings say. Raises BadInputError for a template that cannot be used."""
        return Wording(self.shop.settings, self.catalog, self.stores)

    @cached_property
    def coverage(self) -> Coverage:
        """The shot list against the photo files."""
        shotlist = plan_shots(self.catalog, self.shop.settings.shots)
        return match(shotlist, self.found.files)

    @cached_property
    def masters(self) -> Masters:
        """The working copies of the shop's photos."""
        return Masters(self.shop)

    @property
    def demand(self) -> Demand:
        """What all picture slots ask of a photo, whatever --store says: else a narrowed run made the masters anew."""
        return demand_of([*self.stores, *self._fronts.own], self.shop.settings.images)

    @cached_property
    def found(self) -> FoundPhotos:
        """The photo files of the shop."""
        return find_photos(self.shop)

    def must_have_photos(self, ledger: Ledger) -> None:
        """Raises BadInputError where every photo has gone since the last run: a drive may not be mounted."""
        must_be_there(self.shop, ledger, self.found)

    def pictures(self, ledger: Ledger, *, peek: bool = False) -> Pictures:
        """Every photo measured, every slot given its photo, every finished image found. Renders nothing.

        With `peek` no photo is decoded either: those that are not known count as new.
        Raises BadInputError for a watermark or a template that cannot be used, before any photo is read.
        """
        mark = read_mark(self.shop)
        _ = self.wording
        measured = self._measure(ledger, peek=peek)

        def usable(key: ShotKey) -> bool:
            # A photo that cannot be used leaves its slot to another.
            take = self.coverage.chosen(key)
            return take is not None and measured.may_use(take.path)

        placements = tuple(place_shots(self.catalog, self.coverage.shotlist, self.stores, usable))
        settings = self.shop.settings
        self._tell_unused(settings.colour, measured)
        lights = session_lights(measured.photos, settings.colour)
        balances = {path: light.balance for path, light in lights.items()}
        clean = mark.mark if mark else None
        wanted = tuple(plan_targets(settings.images, self.stores, placements, self.coverage, clean, balances))
        plan = self._plan_images(ledger, wanted, measured)
        refused = frozenset(target.path for target, _ in plan.refused)
        return Pictures(measured, lights, placements, wanted, mark, plan, plan.fresh, refused)

    def todo(self, pictures: Pictures, ledger: Ledger, *, force: bool) -> Plan:
        """Which images are stale and why, and which nothing wants any more."""
        if not force:
            return pictures.plan
        return self._plan_images(ledger, pictures.targets, pictures.measured, force=True)

    def render(self, todo: Plan, pictures: Pictures, ledger: Ledger) -> BatchResult:
        """Carries out the plan. Afterwards `renditions` has every image that is there."""
        return render_all(
            self.shop,
            ledger,
            todo,
            pictures.measured,
            files=pictures.mark.files if pictures.mark else MarkFiles(),
            load=self.masters.load,
            workers=self.workers,
            events=self.run.events,
        )

    def listings(self, pictures: Pictures, *, checked: bool = False) -> Iterable[StoreListings]:
        """Every product as every store will show it, one store after the other.

        They are built once for the same finished images; in a large shop each time, so that only one store's are in
        memory while the caller keeps none, and with their findings only where they are to be `checked`.
        """
        if self._listings is None or self._listings[0] is not pictures:
            if self.catalog.variant_count * len(self.stores) > MOST_KEPT:
                return self._built(pictures, checked=checked)
            self._listings = pictures, tuple(self._built(pictures, checked=True))
        return self._listings[1]

    def _built(self, pictures: Pictures, *, checked: bool) -> Iterator[StoreListings]:
        made = pictures.renditions
        digests = {path: each.digest for path, each in made.items()}
        source = PictureSource(pictures.placements, self.coverage, made, pictures.refused, digests)
        sources = Sources(self.catalog, self.shop.settings, source, load_ids(self.shop), self.wording)
        for store in self.stores:
            yield StoreListings(store, tuple(build_listings(sources, store, checked=checked)))

    @cached_property
    def slots(self) -> SlotCount:
        """What the stores can show of the plan."""
        return count_slots(self.catalog, self.coverage.shotlist, self.stores)

    def price_findings(self) -> Iterator[Finding]:
        """What keeps variants from a price, and what is doubtful about the rate."""
        pricing = self.shop.settings.pricing
        return price_findings(self.catalog, pricing, self.run.today, [store.name for store in self.stores])

    def pricings(self) -> dict[tuple[str, ...], PricingTable]:
        """What prices follow, by the names of the stores that share it."""
        shared: dict[tuple[str, ...], PricingTable] = {}
        for store in self.stores:
            pricing = self.shop.settings.pricing.for_store(store.name)
            names = next((names for names, known in shared.items() if known == pricing), ())
            shared.pop(names, None)
            shared[*names, store.name] = pricing
        return shared

    def sift(self, found: Iterable[Finding]) -> Sifted:
        """Without repetition, and without what the settings, the flags or earlier decisions leave out."""
        return self._filter.sift(dict.fromkeys(found))

    def variant(self, sku: str) -> tuple[Variant, Product]:
        """The variant of that SKU, in any case. Raises UsageError with a near miss."""
        known = {one.sku.casefold(): one for several in self.catalog.variants.values() for one in several}
        found = known.get(sku.strip().casefold())
        if found is None:
            near = difflib.get_close_matches(sku.casefold(), known, n=1)
            hint = f"Did you mean {known[near[0]].sku}?" if near else "The shot list and the export show every SKU."
            raise UsageError(f"the catalogue has no SKU {sku}", hint)
        return found, next(product for product in self.catalog.products if product.spu == found.spu)

    @cached_property
    def _filter(self) -> Filter:
        check = self.shop.settings.check
        return Filter(
            select=self.run.select,
            ignore=(*check.ignore, *self.run.ignore),
            accepted=load_acceptances(self.shop),
            severity=tuple(check.severity.items()),
        )

    @property
    def _store_names(self) -> frozenset[str] | None:
        # With --store the others' images are not looked at; without, images of a store left out of shop.toml go.
        return frozenset(store.name for store in self.stores) if self.run.stores else None

    def _sweep(self) -> None:
        for folder in (self.shop.out, self.shop.cache):
            remove_leftovers(folder)

    def _plan_images(
        self, ledger: Ledger, targets: tuple[Target, ...], measured: Measured, *, force: bool = False
    ) -> Plan:
        plan = plan_images(
            self.shop,
            ledger,
            targets,
            measured,
            force=force,
            stores=self._store_names,
            possible=self._possible(measured),
        )
        # A product whose row has a mistake is not a product that is no longer sold: its images stay.
        return replace(plan, orphans=()) if has_errors(self.catalog.findings) else plan

    def _tell_unused(self, table: ColourTable, measured: Measured) -> None:
        for pattern in unused_patterns([*measured.photos, *measured.new], table):
            self.run.events.emit(Note(f'shop.toml: [[colour.sessions]] photos = "{pattern}" fits no photo'))

    def _possible(self, measured: Measured) -> frozenset[str] | None:
        """Where photos are away for now: the images that the shop wants of them, which stay."""
        if not measured.away:
            return None
        everything = place_shots(self.catalog, self.coverage.shotlist, self.stores)
        return frozenset(possible_paths(self.stores, everything))

    def _measure(self, ledger: Ledger, *, peek: bool) -> Measured:
        if peek:
            measured = peek_photos(self.shop, ledger, self.found, demand=self.demand)
        else:
            measured = measure_photos(
                self.shop,
                ledger,
                self.found,
                demand=self.demand,
                masters=self.masters,
                workers=self.workers,
                events=self.run.events,
            )
        captured = {path: photo.facts.captured_at for path, photo in measured.photos.items()}
        owners = owners_of(self.coverage)
        told = tuple(owned(each, owners) for each in measured.findings)
        unusable = {each.place.file for each in measured.findings if each.severity is Severity.ERROR}
        self.coverage = self.coverage.settled(captured, unusable)
        return replace(measured, findings=told)
