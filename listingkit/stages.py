"""What does each stage of the road do, and what does it tell? `workflow` puts the stages in order."""

from __future__ import annotations

import json
from dataclasses import replace

from listingkit.baseline import load_baseline
from listingkit.catalog.missing import write_missing
from listingkit.desk import Desk
from listingkit.exhibits import exhibits_of
from listingkit.files import write_text
from listingkit.findings import Severity, Sifted
from listingkit.images.batch import planned_result
from listingkit.images.model import BatchResult
from listingkit.offers import offers_of
from listingkit.papers import write_slates
from listingkit.photos.ledger import Ledger
from listingkit.pictures import Pictures, light_of
from listingkit.printing.slatepage import Paper
from listingkit.references import references_of
from listingkit.report.model import Report, Table, tally
from listingkit.report.page import Shown, build_page
from listingkit.thumbs import thumbs_of
from listingkit.words import count


def print_slates(desk: Desk, paper: Paper, spares: int) -> Report:
    """Cards with QR codes: out/slates.html."""
    result = write_slates(desk, paper, spares)
    found = [*desk.catalog.findings, *desk.coverage.shotlist.findings]
    return replace(result, findings=desk.sift(found).shown)


def render_images(desk: Desk, pictures: Pictures, ledger: Ledger, *, force: bool = False) -> tuple[Report, Pictures]:
    """The report on rendering, and the pictures as they are now."""
    batch = desk.render(desk.todo(pictures, ledger, force=force), pictures, ledger)
    result = _told(desk, pictures, batch, "rendered", "removed")
    outputs = tuple(sorted({f"out/images/{path.split('/')[2]}" for path in batch.renditions}))
    refused = frozenset(target.path for target in pictures.targets if target.path not in batch.renditions)
    return replace(result, outputs=outputs), replace(pictures, renditions=batch.renditions, refused=refused)


def planned_images(desk: Desk, pictures: Pictures, ledger: Ledger, *, force: bool) -> Report:
    """What rendering would do, image by image."""
    todo = desk.todo(pictures, ledger, force=force)
    rows = tuple((each.path, each.photo, str(each.reason)) for each in todo.stale)
    result = _told(desk, pictures, planned_result(todo), "to render", "to remove")
    if new := pictures.measured.new:
        told = f"{count(len(new), 'new photo')} not looked at yet: what is wrong with them, and how their light changes"
        result = replace(
            result, summary=(*result.summary, f"{told} the images of their session, only the run itself tells.")
        )
    return replace(result, tables=(Table("images", "", ("image", "photo", "reason"), rows),) if rows else ())


def _told(desk: Desk, pictures: Pictures, batch: BatchResult, rendered: str, removed: str) -> Report:
    findings = desk.sift([*pictures.measured.findings, *batch.findings]).shown
    counts = {
        "photos": len(pictures.measured.photos) + len(pictures.measured.new),
        "rendered": batch.rendered,
        "fresh": batch.fresh,
        "failed": len({each.place.file for each in findings if each.severity is Severity.ERROR}),
    }
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in batch.reasons.items())
    line = f"{count(counts['photos'], 'photo')}: {count(batch.rendered, 'image')} {rendered}"
    line += (f" ({reasons})" if reasons else "") + f", {batch.fresh:,} up to date, {counts['failed']:,} failed"
    line += f", {batch.unmade:,} cannot be made" if batch.unmade else ""
    line += f", {batch.removed:,} {removed}." if batch.removed else "."
    return Report("images", counts, findings, summary=(line,), failed=counts["failed"])


def missing_terms(desk: Desk, result: Report) -> Report:
    """`result` with out/glossary-missing.csv, where words of the catalogue have no English."""
    file = write_missing(desk.shop, desk.catalog.findings)
    if file is None:
        return result
    name = desk.shop.relative(file)
    line = f"Words without English are in {name}: fill it in, and add its rows to glossary.csv."
    return replace(result, outputs=(*result.outputs, name), summary=(*result.summary, line))


def checked(command: str, found: Sifted) -> Report:
    """What was found, counted."""
    counts = tally(found.shown)
    line = ", ".join(count(counts[f"{noun}s"], noun) for noun in ("error", "warning", "info"))
    line += f"; {found.accepted:,} accepted." if found.accepted else "."
    return Report(command, counts, found.shown, summary=(line,))


def write_report(desk: Desk, pictures: Pictures, result: Report) -> Report:
    """out/report.html and out/report.json about `result`."""
    page, data = desk.shop.out / "report.html", desk.shop.out / "report.json"
    result = replace(result, outputs=(*result.outputs, desk.shop.relative(page), desk.shop.relative(data)))
    listings = {store.name: each for store, each in desk.listings(pictures)}
    photos = pictures.measured.photos
    shown = Shown(
        light=light_of(pictures, desk.masters.load),
        exhibits=exhibits_of(result.findings, photos, desk.coverage, desk.masters.load),
        thumbs=thumbs_of(desk, photos, result.findings),
        photos=len(photos),
        offers=offers_of(listings, desk.shop.settings.pricing),
        rendered=(len(pictures.renditions), len(pictures.targets)),
        exported={store.label: len(load_baseline(desk.shop, store).listings) for store in desk.stores},
        made_of={target.path: target.photo for target in pictures.targets},
        references=references_of(desk).pictures,
    )
    name = desk.shop.settings.shop.name
    write_text(page, build_page(name, result, desk.catalog, desk.coverage, listings, shown))
    # The report's own seconds are 0 here, as the core reads no clock: the same shop gives the same bytes.
    told = result.as_json(strict=desk.run.strict)
    write_text(data, json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return replace(result, summary=(*result.summary, f"Open {page} to look at it."))
