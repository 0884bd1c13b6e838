"""From an edited file back into the shop: what is read, compared, decided, written, told and undone?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from listingkit.baseline import exports_of
from listingkit.desk import Desk
from listingkit.errors import BadInputError, UsageError
from listingkit.findings import Finding, Place, finding
from listingkit.listing.model import Listing
from listingkit.listing.rows import keyed_rows, layout_for
from listingkit.merging import journal
from listingkit.merging.compare import compare, gone
from listingkit.merging.decisions import FILE as CONFLICTS
from listingkit.merging.decisions import settle, write_open
from listingkit.merging.edited import Edited, read_edited
from listingkit.merging.exported import SHEET, Exported, read_exported, says, told_of
from listingkit.merging.home import Homes
from listingkit.merging.homecoming import Homecoming
from listingkit.merging.model import Edit, Outcome
from listingkit.overrides import FILE as OVERRIDES
from listingkit.overrides import add_overrides, load_overrides
from listingkit.pictures import Pictures
from listingkit.report.model import Report, Table
from listingkit.stores.layouts import Layout
from listingkit.stores.model import StoreProfile
from listingkit.tables import Sheet, read_tables
from listingkit.words import count, named

CLIP = 60
MOST_TOLD = 20


def merge_edits(
    desk: Desk, pictures: Pictures, file: Path, *, ours: bool = False, theirs: bool = False, dry_run: bool = False
) -> Report:
    """Edits of an exported file become rows of overrides.csv. Raises BadInputError, UsageError, BadOutputError."""
    if not file.is_file():
        raise BadInputError(f"there is no file {file}", "Name the edited file, such as out/listings/aliexpress.xlsx.")
    sheets = read_tables(file, file.name)
    store, listings = _listings(desk, pictures, sheets, file)
    layout = layout_for(store, listings)
    exported, edited = _pair(desk, store, sheets, file, _key_header(layout))
    rows = (row for listing in listings for row in keyed_rows(listing, store, layout))
    now = told_of(store.name, layout.columns, rows)
    homes = Homes(layout.columns, desk.catalog, store.name)
    settled = settle(desk.shop, compare(exported, now, edited, homes), ours=ours, theirs=theirs)
    overrides = load_overrides(desk.shop)
    new = list(Homecoming(desk.catalog, overrides).overrides(settled.edits, f"merge {file.name}"))
    outputs: tuple[str, ...] = ()
    conflicts = any(each.outcome is Outcome.CONFLICT for each in settled.edits)
    if not dry_run and (new or conflicts or (desk.shop.root / CONFLICTS).exists()):
        note = journal.begin(desk.shop.root, (OVERRIDES, CONFLICTS), str(file))
        written = add_overrides(desk.shop, new) if new else None
        left = write_open(desk.shop, settled.edits)
        journal.finish(desk.shop.root, note)
        outputs = (*([OVERRIDES] if written else []), *([CONFLICTS] if left else []))
    findings = [*settled.findings, *_of_rows(edited, exported, now), *map(_of_edit, settled.edits)]
    shown = desk.sift(each for each in findings if each).shown
    return _told(file, edited, settled.edits, shown, outputs, dry_run=dry_run)


def undo_merge(desk: Desk) -> Report:
    """Takes back the last merge. Raises UsageError where there is none."""
    undone = journal.undo(desk.shop.root)
    line = f"{' and '.join(undone.files)} are as they were before {Path(undone.edited).name} was merged."
    return Report("merge", _counts(()), summary=(line,))


def _listings(
    desk: Desk, pictures: Pictures, sheets: Sequence[Sheet], file: Path
) -> tuple[StoreProfile, Sequence[Listing]]:
    """The store whose file it is, as the workbook or the file's name says, and what the shop says for it now."""
    hidden = next((found for sheet in sheets if (found := _hidden(sheet))), None)
    known = [store.name for store in desk.stores]
    name = (
        hidden.store
        if hidden
        else max((each for each in known if file.stem.casefold().startswith(each)), key=len, default="")
    )
    name = name or (known[0] if len(known) == 1 else "")
    if not name:
        raise UsageError(f"{file.name} does not say which store's file it is", f"Say it: --store {known[0]}.")
    if name not in known:
        raise UsageError(
            f"{file.name} is a file of the store {name}, and the shop has {', '.join(known)}",
            "Add the store to [shop] stores in shop.toml, or name another with --store.",
        )
    return next((store, listings) for store, listings in desk.listings(pictures) if store.name == name)


def _hidden(sheet: Sheet) -> Exported | None:
    return read_exported(sheet) if sheet.name == SHEET else None


def _key_header(layout: Layout) -> str:
    """The header of the column in which SKUs stand."""
    for wanted in ("sku", "skus"):
        for column in layout.columns:
            if any(wanted in content.fields for content in column.contents()):
                return column.header
    raise UsageError("the store's file has no column of SKUs, so its rows cannot be told apart", "Edit the catalogue.")


def _pair(desk: Desk, store: StoreProfile, sheets: Sequence[Sheet], file: Path, key: str) -> tuple[Exported, Edited]:
    """What was exported, and the edited sheet read against it: of several exports the one from which least differs."""
    hidden = [told for sheet in sheets if (told := _hidden(sheet))]
    candidates = [each for each in hidden or exports_of(desk.shop, store) if key in each.headers]
    read = [(each, read_edited(file.name, sheets, each, each.headers.index(key))) for each in candidates]
    found = [(exported, edited) for exported, edited in read if edited]
    if found:
        return min(found, key=lambda each: _changes(each[1]))
    if candidates:
        raise BadInputError(
            f"{file.name} has no sheet like the one that was exported for {store.label}",
            "It needs the header row and the column of SKUs as they were exported.",
        )
    raise BadInputError(
        f"{file.name} does not say what was exported, and .listingkit has forgotten it",
        "Export again, make the edits in the new file, and merge that.",
    )


def _changes(edited: Edited) -> int:
    cells = sum(not says(row.exported.texts[at], text) for row in edited.rows for at, text in row.texts.items())
    return cells + len(edited.strangers) + len(edited.missing)


def _of_rows(edited: Edited, exported: Exported, now: Exported) -> Iterator[Finding]:
    for one in edited.strangers:
        said = "stands in the file twice, with different cells" if one.twice else "was not exported"
        hint = "Leave one of the rows." if one.twice else "To sell it, add it to the catalogue; then export again."
        yield finding(
            "merge.unknown-row", f"{one.place}: {one.key} {said}", subject=one.key, place=one.place, hint=hint
        )
    for row in gone(exported, now, edited):
        subject = row.exported.sku or row.exported.spu
        place = edited.place(row, -1)
        yield finding(
            "merge.unknown-row",
            f"{place}: {subject} is not in the catalogue any more",
            subject=subject,
            place=place,
            hint="Its edits are not merged; delete the row, or put it back into the catalogue.",
        )
    for place in edited.unknown:
        yield finding("merge.unknown-column", f"{place}: was not exported, so nothing of it is merged", place=place)
    if edited.missing:
        names = [row.sku or row.spu for row in edited.missing]
        message = f"{edited.file}: {count(len(names), 'row')} of the export not in it: {named(names)}"
        yield finding("merge.missing-row", message, place=Place(edited.file, edited.sheet))


def _of_edit(edit: Edit) -> Finding | None:
    one = edit.target
    if edit.outcome is Outcome.REFUSED:
        message = f"{edit.place}: {one.field} of {one.subject} is {_short(edit.new)}, which is not merged: {edit.why}"
        return finding("merge.not-merged", message, subject=one.subject, place=edit.place)
    if edit.outcome is not Outcome.CONFLICT:
        return None
    shop = f"the shop says {_short(edit.now)}" if not edit.why else edit.why
    message = (
        f"{edit.place}: {one.field} of {one.subject} was {_short(edit.was)} when it was exported; "
        f"the file says {_short(edit.new)}, and {shop}"
    )
    return finding("merge.conflict", message, subject=one.subject, place=edit.place)


def _told(
    file: Path,
    edited: Edited,
    edits: Sequence[Edit],
    findings: tuple[Finding, ...],
    outputs: tuple[str, ...],
    *,
    dry_run: bool,
) -> Report:
    rows = tuple(
        (
            each.target.subject,
            each.target.field,
            _short(each.was),
            _short(each.now),
            _short(each.new),
            str(each.outcome),
        )
        for each in edits
    )
    columns = ("subject", "field", "exported", "shop", "file", "outcome")
    counts = _counts(edits)
    verb = "to merge into" if dry_run else "merged into"
    line = f"{file.name}: {count(len(edited.rows), 'row')}, {count(counts['edits'], 'edit')}: "
    line += f"{counts['merged']:,} {verb} {OVERRIDES}, {counts['same']:,} in the shop already, "
    line += f"{count(counts['conflicts'], 'conflict')}, {counts['refused']:,} not merged."
    lines = [line]
    if edited.renamed:
        lines.append(
            "Known again by what stands in them: "
            + "; ".join(f"{ours} as {theirs}" for ours, theirs in edited.renamed)
            + "."
        )
    if CONFLICTS in outputs:
        lines.append(
            f"Write `shop` or `file` into the last column of {CONFLICTS} and merge again, "
            "or settle all with --ours (the shop's) or --theirs (the file's)."
        )
    if OVERRIDES in outputs:
        lines.append("`listingkit merge --undo` takes it back; `listingkit run` makes everything with it.")
    table = (Table("edits", "", columns, rows, most=MOST_TOLD),) if rows else ()
    return Report("merge", counts, findings, outputs, tuple(lines), table)


def _counts(edits: Sequence[Edit]) -> dict[str, int]:
    by = Counter(each.outcome for each in edits)
    return {
        "edits": len(edits),
        "merged": by[Outcome.MERGED],
        "same": by[Outcome.SAME],
        "kept": by[Outcome.OURS],
        "conflicts": by[Outcome.CONFLICT],
        "refused": by[Outcome.REFUSED],
    }


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= CLIP else f"{flat[:CLIP]}…")
