"""What does an export write for each store: listings, all of them or what changed, and a manifest of their images?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from listingkit.baseline import Baseline, load_baseline, save_baseline
from listingkit.desk import Desk
from listingkit.findings import Finding, has_errors, withheld_products
from listingkit.images.model import Rendition
from listingkit.images.upload import lay_out
from listingkit.listing.model import Listing
from listingkit.pictures import Pictures
from listingkit.report.model import Report, Table
from listingkit.stores.model import StoreProfile
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

    @property
    def gone(self) -> list[str]:
        """Models of the last export that the catalogue no longer has. One whose row has a mistake is not gone."""
        return sorted(self.before.listings.keys() - {each.spu for each in self.listings}) if self.whole else []

    def after(self, written: dict[str, str]) -> dict[str, str]:
        """The next baseline: a withheld product keeps its place, so that it is written once it is sound."""
        kept = {spu: digest for spu, digest in self.before.listings.items() if spu not in self.gone}
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
    from listingkit.sheets.export import ExportResult, write_listings

    findings = tuple(found)
    results: list[ExportResult] = []
    summary: list[str] = []
    for each in _stores(desk, pictures, findings):
        result = write_listings(desk.shop.out, each.store, each.differing if changed else each.sound)
        # Written first and remembered then: after a crash in between, a listing is written once more, never left out.
        save_baseline(desk.shop, each.store, each.after(dict(result.digests)))
        results.append(result)
        figures = f"{count(result.listings, 'listing')}, {count(result.rows, 'row')}"
        summary.append(f"{figures} in {desk.shop.relative(result.path)}.")
        summary += [each.told()] if changed else []
        summary += _gone(each)
    manifests, lines = _write_manifests(desk, pictures)
    outputs = [desk.shop.relative(each.path) for each in results]
    summary += [*_strangers(desk, outputs), *lines, *_withheld(withheld_products(findings))]
    counts = {"listings": sum(each.listings for each in results), "rows": sum(each.rows for each in results)}
    return Report("export", counts, findings, (*outputs, *manifests), tuple(summary))


def planned_export(desk: Desk, pictures: Pictures, found: Iterable[Finding], *, changed: bool) -> Report:
    """What an export would write, listing by listing."""
    from listingkit.sheets.export import row_count, store_layout

    findings = tuple(found)
    rows: list[tuple[str, ...]] = []
    summary: list[str] = []
    height = 0
    for each in _stores(desk, pictures, findings):
        chosen = each.differing if changed else each.sound
        same = {listing.spu for listing in each.sound} - {listing.spu for listing in each.differing}
        rows += [(each.store.name, one.spu, "as before" if one.spu in same else each.reason(one)) for one in chosen]
        height += row_count(chosen, each.store, store_layout(each.store, chosen))
        summary += [f"{each.store.label}: {count(len(chosen), 'listing')} to write.", *_gone(each)]
    summary += _withheld(withheld_products(findings))
    counts = {"listings": len(rows), "rows": height}
    tables = (Table("listings", "", ("store", "model", "reason"), tuple(rows)),) if rows else ()
    return Report("export", counts, findings, summary=tuple(summary), tables=tables)


def _stores(desk: Desk, pictures: Pictures, findings: Iterable[Finding]) -> Iterable[_StoreExport]:
    withheld = withheld_products(findings)
    whole = not has_errors(desk.catalog.findings)
    for store, listings in desk.listings(pictures):
        yield _StoreExport(store, listings, withheld, load_baseline(desk.shop, store), whole)


def _write_manifests(desk: Desk, pictures: Pictures) -> tuple[list[str], list[str]]:
    """Files and folders written, and what there is to say."""
    from listingkit.sheets.manifest import write_manifest

    export = desk.shop.settings.export
    outputs: list[str] = []
    summary: list[str] = []
    wanted: dict[str, Rendition] = {}
    for store, listings in desk.listings(pictures):
        target = desk.shop.manifests / f"{store.name}.csv"
        made = write_manifest(target, listings, pictures.renditions, export)
        wanted |= made.images
        outputs.append(desk.shop.relative(target))
        summary.append(f"{count(len(made.images), 'image')} in {outputs[-1]}, {made.changed:,} of them changed.")
    if export.image_version != "name":
        wanted = {}
    chosen = {store.name for store in desk.stores} if desk.run.stores else None
    lay_out(desk.shop, wanted, chosen)
    if wanted:
        outputs.append(desk.shop.relative(desk.shop.upload))
        summary.append(f"Upload what lies in {outputs[-1]}: {count(len(wanted), 'image')} under versioned names.")
    return outputs, summary


def _gone(each: _StoreExport) -> list[str]:
    if not each.gone:
        return []
    return [f"{each.store.label}: no longer in the catalogue, so end them in the store: {named(each.gone)}."]


def _strangers(desk: Desk, outputs: Sequence[str]) -> list[str]:
    if desk.run.stores:
        return []
    files = (desk.shop.relative(file) for file in sorted(desk.shop.listings.glob("*")))
    return [f"{file} is not of a chosen store and is out of date: delete it." for file in files if file not in outputs]


def _withheld(withheld: Iterable[str]) -> list[str]:
    names = sorted(withheld)
    return [f"{count(len(names), 'product')} withheld because of errors: {named(names)}."] if names else []
