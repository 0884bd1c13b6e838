"""The story: each command in a few lines; the rooms know the rest.

    plan → (shoot) → check → images → check what was rendered → export → report

`run` walks all the way. Findings never stop it: sound products are exported, the others are withheld and listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from listingkit import (
    accept_stage,
    explain,
    exports,
    inspection,
    learn,
    merge_stage,
    pacing,
    plan_stage,
    price_stage,
    reshooting,
    stages,
)
from listingkit.desk import Desk
from listingkit.errors import BadInputError
from listingkit.filling.request import FillRequest
from listingkit.findings import Acceptance
from listingkit.mending import mending_of
from listingkit.overrides import add_overrides
from listingkit.printing.slatepage import Paper
from listingkit.report.model import Report
from listingkit.run import Run
from listingkit.shop import open_shop

__all__ = [
    "FillRequest",
    "Paper",
    "Run",
    "accept",
    "check",
    "explain_rules",
    "explain_stores",
    "export",
    "fill",
    "fix",
    "ids",
    "images",
    "ingest",
    "merge",
    "new",
    "plan",
    "price",
    "report",
    "run",
    "slates",
    "undo_ingest",
    "undo_merge",
]


def new(folder: Path) -> Report:
    """Starts a shop in `folder`. Raises BadOutputError where one is there already."""
    from listingkit import starter

    outputs = starter.start_shop(folder)
    return Report(
        "new",
        {"files": len(outputs)},
        outputs=outputs,
        summary=(f"A shop is ready in {folder}.", *starter.next_steps(folder)),
    )


def plan(folder: Path, run: Run, *, learned: bool = False, rained_off: Sequence[str] = ()) -> Report:
    """Shot list and calendar: out/shotlist.xlsx, out/shotlist.html; with `learned` at the pace that the photos tell.

    `rained_off` are days, or windows of days, that are lost. Raises UsageError for what is neither.
    """
    desk = Desk.open(folder, run)
    if rained_off:
        desk = plan_stage.without_light(desk, rained_off)
    with desk.writing("plan") as ledger:
        desk.must_have_photos(ledger)
        pace = pacing.pacing_of(desk, ledger)
        planned = plan_stage.plan_shoot(pace.learned() if learned else desk)
        if rained_off:
            planned = plan_stage.keeping(planned, desk)
        return pace.told(planned, learned=learned)


def slates(folder: Path, run: Run, *, paper: Paper = Paper.a4, spares: int = 4) -> Report:
    """Cards to photograph before the frames that they name: out/slates.html."""
    desk = Desk.open(folder, run)
    with desk.writing("slates"):
        return stages.print_slates(desk, paper, spares)


def ingest(source: Path, folder: Path, run: Run, *, move: bool = False, dry_run: bool = False) -> Report:
    """Frames of a camera card into photos/, by slates and order; what is not certain stays in `source`."""
    from listingkit.ingest_stage import ingest_card

    desk = Desk.open(folder, run)
    if dry_run:
        with desk.looking() as ledger:
            return ingest_card(desk, source, ledger, move=move, dry_run=True)
    with desk.writing("ingest") as ledger:
        return ingest_card(desk, source, ledger, move=move, dry_run=False)


def undo_ingest(folder: Path, run: Run, source: Path | None = None) -> Report:
    """Takes back the last ingest, byte for byte. Raises UsageError where there is none."""
    from listingkit.ingest_stage import undo_ingest as take_back

    desk = Desk.open(folder, run)
    with desk.writing("ingest"):
        return take_back(desk, source)


def check(folder: Path, run: Run) -> Report:
    """Every rule over the shop as it stands; renders nothing."""
    desk = Desk.open(folder, run)
    with desk.writing("check") as ledger:
        pictures = desk.pictures(ledger)
        checked = reshooting.with_reshoots(desk, stages.checked("check", inspection.inspect(desk, pictures)))
        return stages.missing_terms(desk, checked)


def fix(folder: Path, run: Run, *, dry_run: bool = False) -> Report:
    """`check`, after what can be put right safely has become rows of overrides.csv; with `dry_run`, only told."""
    desk = Desk.open(folder, run)
    if dry_run:
        with desk.looking() as ledger:
            found = inspection.inspect(desk, desk.pictures(ledger, peek=True))
        mending = mending_of(desk.catalog, found.shown)
        result = reshooting.with_reshoots(desk, stages.checked("check", found), dry_run=True)
        tables = (*mending.tables(), *result.tables)
        return replace(result, tables=tables, summary=(*result.summary, mending.summary(done=False)))
    with desk.writing("check") as ledger:
        found = inspection.inspect(desk, desk.pictures(ledger))
        mending = mending_of(desk.catalog, found.shown)
        file = add_overrides(desk.shop, mending.overrides)
        if file:
            desk = Desk.open(folder, run)
            found = inspection.inspect(desk, desk.pictures(ledger))
        result = reshooting.with_reshoots(desk, stages.checked("check", found))
        result = stages.missing_terms(desk, result)
        return replace(
            result,
            outputs=(*([desk.shop.relative(file)] if file else []), *result.outputs),
            tables=(*mending.tables(), *result.tables),
            summary=(*result.summary, mending.summary(done=True)),
        )


def accept(folder: Path, run: Run, code: str, subject: str, reason: str) -> Report:
    """Remembers that a finding is right as it is; of one that is accepted already, only says so.

    Raises UsageError where there is none, several may be meant, or the reason is missing.
    """
    return accept_stage.accept_finding(Desk.open(folder, run.only(select=[code])), Acceptance(code, subject, reason))


def images(folder: Path, run: Run, *, force: bool = False, dry_run: bool = False) -> Report:
    """Renders what is stale."""
    desk = Desk.open(folder, run)
    if dry_run:
        with desk.looking() as ledger:
            return stages.planned_images(desk, desk.pictures(ledger, peek=True), ledger, force=force)
    with desk.writing("images") as ledger:
        return stages.render_images(desk, desk.pictures(ledger), ledger, force=force)[0]


def export(folder: Path, run: Run, *, changed: bool = False, dry_run: bool = False) -> Report:
    """The listing files of every store, without the products that have errors; with `changed`, what differs only."""
    desk = Desk.open(folder, run)
    if dry_run:
        with desk.looking() as ledger:
            pictures = desk.pictures(ledger, peek=True)
            found = inspection.findings_of(desk, pictures, of_images=True)
            return exports.planned_export(desk, pictures, found, changed=changed)
    with desk.writing("export") as ledger:
        pictures = desk.pictures(ledger)
        found = inspection.findings_of(desk, pictures, of_images=True)
        return exports.export_listings(desk, pictures, found, changed=changed)


def ids(file: Path, folder: Path, run: Run, *, theirs: bool = False, dry_run: bool = False) -> Report:
    """Learns the ids that a store has given, from a file of the store's own, into store-ids.csv.

    Raises UsageError where not exactly one store is named.
    """
    desk = Desk.open(folder, run)
    if dry_run:
        return learn.learn_ids(desk, file, theirs=theirs, dry_run=True)
    with desk.writing("ids"):
        return learn.learn_ids(desk, file, theirs=theirs)


def fill(template: Path, folder: Path, run: Run, request: FillRequest) -> Report:
    """The workbook that a store hands out, filled in out/filled; `template` itself is only read."""
    from listingkit import filling_stage
    from listingkit.filling.template import open_template

    opened = open_template(template, sheet=request.sheet, header_row=request.header_row, data_row=request.data_row)
    with opened as found:
        prepared = filling_stage.prepare(Desk.open(folder, run), found, request)
        desk = prepared.desk
        with desk.looking() if request.dry_run else desk.writing("fill") as ledger:
            pictures = desk.pictures(ledger, peek=request.dry_run)
            findings = inspection.findings_of(desk, pictures, of_images=True)
            return filling_stage.fill_template(prepared, pictures, findings, template, request)


def merge(
    edited: Path, folder: Path, run: Run, *, ours: bool = False, theirs: bool = False, dry_run: bool = False
) -> Report:
    """Edits that were made by hand in an exported file, as rows of overrides.csv; `edited` itself is only read."""
    desk = Desk.open(folder, run)
    with desk.looking() if dry_run else desk.writing("merge") as ledger:
        pictures = desk.pictures(ledger, peek=True)
        return merge_stage.merge_edits(desk, pictures, edited, ours=ours, theirs=theirs, dry_run=dry_run)


def undo_merge(folder: Path, run: Run) -> Report:
    """Takes back the last merge, byte for byte. Raises UsageError where there is none."""
    desk = Desk.open(folder, run)
    with desk.writing("merge"):
        return merge_stage.undo_merge(desk)


def report(folder: Path, run: Run) -> Report:
    """out/report.html and out/report.json about the shop as it stands."""
    desk = Desk.open(folder, run)
    with desk.writing("report") as ledger:
        pictures = desk.pictures(ledger)
        result = stages.checked("report", inspection.inspect(desk, pictures, of_images=True))
        return stages.write_report(desk, pictures, reshooting.with_reshoots(desk, result))


def run(folder: Path, run: Run) -> Report:
    """Everything, in one go."""
    desk = Desk.open(folder, run)
    with desk.writing("run") as ledger:
        # Photos first: the camera's clock tells which take is the newest.
        pictures = desk.pictures(ledger)
        planned = pacing.pacing_of(desk, ledger).mentioned(plan_stage.plan_shoot(desk))
        rendered, pictures = stages.render_images(desk, pictures, ledger)
        sifted = inspection.inspect(desk, pictures, of_images=True)
        found = tuple(dict.fromkeys([*sifted.shown, *rendered.findings]))
        exported = exports.export_listings(desk, pictures, found)
        checked = reshooting.with_reshoots(desk, stages.checked("check", replace(sifted, shown=found)))
        checked = stages.missing_terms(desk, checked)
        parts = [planned, checked, rendered, exported]
        result = Report(
            "run",
            {part.command: part.counts for part in parts},
            found,
            tuple(dict.fromkeys(output for part in parts for output in part.outputs)),
            tuple(line for part in parts for line in part.summary),
            checked.tables,
            failed=rendered.failed,
        )
        return stages.write_report(desk, pictures, result)


def price(sku: str, folder: Path, run: Run) -> Report:
    """How one price comes about, in each store that has terms of its own.

    Raises UsageError for a SKU that the catalogue does not have.
    """
    return price_stage.tell_price(Desk.open(folder, run), sku)


def explain_rules(code: str | None, folder: Path | None = None) -> Report:
    """What finding codes mean, and where the shop in `folder` draws the line, else the one that the user stands in.

    Raises BadInputError where `folder` is no shop, UsageError for an unknown code.
    """
    if folder:
        return explain.explain_rules(code, open_shop(folder).settings.check)
    own = None
    with suppress(BadInputError):  # whoever stands in no shop, or in one with a slip in its settings, gets the defaults
        own = open_shop(Path()).settings.check
    return explain.explain_rules(code, own)


def explain_stores(name: str | None) -> Report:
    """What stores demand."""
    return explain.explain_stores(name, Path())
