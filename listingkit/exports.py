"""What does an export write for each store: listings, all of them or what changed, and a manifest of their images?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from listingkit.baseline import Baseline, keep_edited, load_baseline, save_baseline, save_cells
from listingkit.desk import Desk
from listingkit.findings import Finding, has_errors, withheld_products
from listingkit.images.model import Rendition
from listingkit.images.upload import lay_out
from listingkit.listing.model import Listing
from listingkit.listing.rows import layout_for
from listingkit.pictures import Pictures
from listingkit.report.model import Report, Table
from listingkit.settings_pricing import PricingTable
from listingkit.stores.model import StoreProfile
from listingkit.thumbs import row_thumbs
from listingkit.words import count, named


@dataclass
class _StoreExport:
    """One store's listings against its last export. `gone` may be told only where the catalogue is whole."""

    store: StoreProfile
    listings: Sequence[Listing]
    withheld: frozenset[str]
    before: Baseline
    whole: bool

    @cached_property
    def sound(self) -> list[Listing]:
        """What may be written."""
        return [each for each in self.listings if each.spu not in self.withheld]

    @cached_property
    def digests(self) -> dict[str, str]:
        """Of the sound listings, by model."""
        from listingkit.sheets.export import listing_digests

        return listing_digests(self.sound, self.store)

    @cached_property
    def differing(self) -> list[Listing]:
        """Sound listings that the last export did not hold, or not so."""
        return [each for each in self.sound if self.before.listings.get(each.spu) != self.digests[each.spu]]

    @cached_property
    def gone(self) -> list[str]:
        """Models of the last export that the catalogue no longer has. One whose row has a mistake is not gone."""
        return sorted(self.before.listings.keys() - {each.spu for each in self.listings}) if self.whole else []

    def after(self, written: dict[str, str]) -> dict[str, str]:
        """The next baseline: a withheld product keeps its place, so that it is written once it is sound."""
        gone = frozenset(self.gone)
        kept = {spu: digest for spu, digest in self.before.listings.items() if spu not in gone}
        return {**kept, **written}

    def reason(self, listing: Listing) -> str:
        """Why a listing is written."""
        return "changed" if listing.spu in self.before.listings else "new"

    def told(self) -> str:
        """How much differs, in words."""
        if not self.before.known:
            return f"{self.store.label}: no export before this one, or of other columns: everything counts as changed."
        new = sum(self.reason(each) == "new" for each in self.differing)
        same = len(self.sound) - len(self.differing)
        if not self.differing:
            return f"{self.store.label}: nothing has changed since the last export; the file has its header only."
        return f"{self.store.label}: {new:,} new, {len(self.differing) - new:,} changed, {same:,} as before."


def export_listings(desk: Desk, pictures: Pictures, found: Iterable[Finding], *, changed: bool = False) -> Report:
    """The listing files of every store, without the products that `found` has errors of, and the manifests.

    With `changed`, only what differs from the last export of that store. Either becomes the next one's baseline.
    """
    findings = tuple(found)
    made = _Made()
    for each in _stores(desk, pictures, findings):
        made.add(desk, pictures, each, findings, changed=changed)
        del each  # before the next store's listings are built
    uploads = _lay_out(desk, made.images)
    withheld = _withheld(desk, findings)
    summary = (*made.summary, *_strangers(desk, made.files), *made.manifest_lines, *uploads, *withheld)
    outputs = [*made.files, *made.beside]
    if uploads:
        outputs.append(desk.shop.relative(desk.shop.upload))
    return Report("export", {"listings": made.listings, "rows": made.rows}, findings, tuple(outputs), summary)


@dataclass
class _Made:
    """What was written so far, and what there is to say about it: `files` for the stores, `beside` for the seller.

    `images` by the path they are uploaded under.
    """

    listings: int = 0
    rows: int = 0
    files: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    images: dict[str, Rendition] = field(default_factory=dict)
    priced: list[tuple[tuple[PricingTable, list[str]], Path]] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    manifest_lines: list[str] = field(default_factory=list)

    def add(
        self, desk: Desk, pictures: Pictures, each: _StoreExport, findings: Sequence[Finding], *, changed: bool
    ) -> None:
        """Writes one store's file and its manifest."""
        from listingkit.sheets.export import Extras, write_listings
        from listingkit.sheets.manifest import write_manifest

        shop = desk.shop
        pricing = shop.settings.pricing.for_store(each.store.name)
        listings = each.differing if changed else each.sound
        extras = None
        if each.store.sheet.prices:
            about = [found for found in findings if found.store in {"", each.store.name}]
            extras = Extras(about, row_thumbs(desk, pictures, listings))
        kept = keep_edited(shop, each.store, each.before)
        result = write_listings(shop.out, each.store, listings, pricing, extras)
        save_cells(shop, each.store, listings)
        # Written first and remembered then: after a crash in between, a listing is written once more, never left out.
        save_baseline(shop, each.store, each.after(dict(result.digests)), result.path)
        if prices := self._prices(shop.out, each, pricing):
            self.beside.append(shop.relative(prices))
        target = shop.manifests / f"{each.store.name}.csv"
        manifest = write_manifest(target, each.listings, pictures.renditions, shop.settings.export)
        self.listings += result.listings
        self.rows += result.rows
        self.files.append(shop.relative(result.path))
        self.beside.append(shop.relative(target))
        self.images |= manifest.images
        figures = f"{count(result.listings, 'listing')}, {count(result.rows, 'row')}"
        self.summary += [f"{figures} in {self.files[-1]}.", *([each.told()] if changed else []), *_gone(each)]
        if kept:
            self.beside.append(kept)
            self.summary.append(
                f"{self.files[-1]} had been edited by hand: its edits are kept in {kept}. "
                f"`listingkit merge {kept}`, given in the shop folder, brings them home."
            )
        images = count(len(manifest.images), "image")
        self.manifest_lines.append(f"{images} in {self.beside[-1]}, {manifest.changed:,} of them changed.")

    def _prices(self, out: Path, each: _StoreExport, pricing: PricingTable) -> Path | None:
        """The store's price sheet. Another store with the same settings and products has the same prices."""
        from listingkit.sheets.export import write_price_sheet

        key = pricing, [listing.spu for listing in each.sound]
        alike = next((path for known, path in self.priced if known == key), None)
        made = write_price_sheet(out, each.store, each.sound, pricing, alike=alike)
        if made and not alike:
            self.priced.append((key, made))
        return made


def planned_export(desk: Desk, pictures: Pictures, found: Iterable[Finding], *, changed: bool) -> Report:
    """What an export would write, listing by listing."""
    from listingkit.sheets.export import row_count

    findings = tuple(found)
    rows: list[tuple[str, ...]] = []
    summary: list[str] = []
    height = 0
    for each in _stores(desk, pictures, findings):
        chosen = each.differing if changed else each.sound
        same = {listing.spu for listing in each.sound} - {listing.spu for listing in each.differing}
        rows += [(each.store.name, one.spu, "as before" if one.spu in same else each.reason(one)) for one in chosen]
        height += row_count(chosen, each.store, layout_for(each.store, chosen))
        summary += [f"{each.store.label}: {count(len(chosen), 'listing')} to write.", *_gone(each)]
    summary += _withheld(desk, findings)
    counts = {"listings": len(rows), "rows": height}
    tables = (Table("listings", "", ("store", "model", "reason"), tuple(rows)),) if rows else ()
    return Report("export", counts, findings, summary=tuple(summary), tables=tables)


def _stores(desk: Desk, pictures: Pictures, findings: Sequence[Finding]) -> Iterable[_StoreExport]:
    whole = not has_errors(desk.catalog.findings)
    for store, listings in desk.listings(pictures):
        withheld = withheld_products(findings, store.name)
        yield _StoreExport(store, listings, withheld, load_baseline(desk.shop, store), whole)


def _lay_out(desk: Desk, images: dict[str, Rendition]) -> list[str]:
    """Gives images their versioned names, where the shop wants them, and says where they lie."""
    wanted = images if desk.shop.settings.export.image_version == "name" else {}
    lay_out(desk.shop, wanted, {store.name for store in desk.stores} if desk.run.stores else None)
    where = desk.shop.relative(desk.shop.upload)
    return [f"Upload what lies in {where}: {count(len(wanted), 'image')} under versioned names."] if wanted else []


def _gone(each: _StoreExport) -> list[str]:
    if not each.gone:
        return []
    return [f"{each.store.label}: no longer in the catalogue, so end them in the store: {named(each.gone)}."]


def _strangers(desk: Desk, outputs: Sequence[str]) -> list[str]:
    if desk.run.stores:
        return []
    files = (desk.shop.relative(file) for file in sorted(desk.shop.listings.glob("*")))
    return [f"{file} is not of a chosen store and is out of date: delete it." for file in files if file not in outputs]


def _withheld(desk: Desk, findings: Sequence[Finding]) -> list[str]:
    """Who is withheld in every store, then who is in one only."""
    every = frozenset.intersection(*(withheld_products(findings, store.name) for store in desk.stores))
    told = [f"{count(len(every), 'product')} withheld because of errors: {named(sorted(every))}."] if every else []
    for store in desk.stores:
        if more := sorted(withheld_products(findings, store.name) - every):
            told.append(f"{store.label}: {count(len(more), 'product')} withheld because of its rules: {named(more)}.")
    return told
