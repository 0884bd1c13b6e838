"""What does a file of a store's own teach: which ids have its products and SKUs?"""

from __future__ import annotations

from pathlib import Path

from listingkit.desk import Desk
from listingkit.errors import BadInputError, UsageError
from listingkit.findings import Finding, Place, finding
from listingkit.report.model import Report
from listingkit.store_download import read_download
from listingkit.store_ids import Conflict, merge_ids, write_ids
from listingkit.words import count, named


def learn_ids(desk: Desk, file: Path, *, theirs: bool, dry_run: bool = False) -> Report:
    """Takes the ids in `file` into store-ids.csv. Raises UsageError where not exactly one store is named."""
    if len(desk.run.stores) != 1:
        raise UsageError("ids are those of one store", "Name the store that the file is from: --store woocommerce.")
    (store,) = desk.stores
    if not file.is_file():
        raise BadInputError(f"there is no file {file}", "Name the file that you downloaded from the store.")
    told = read_download(file, store.name, desk.catalog)
    merged = merge_ids(desk.shop, told.ids, theirs=theirs)
    if merged.added and not dry_run:
        write_ids(desk.shop, merged)
    name = desk.shop.relative(merged.file)
    findings = [*told.findings, *(_conflict(each, file) for each in merged.conflicts if not theirs)]
    counts = {"added": merged.added, "same": merged.same, "conflicts": len(merged.conflicts)}
    counts["unknown"] = len(told.strangers)
    verb = "to write to" if dry_run else "written to"
    line = f"{file.name}: {count(merged.added, 'row')} {verb} {name}, {merged.same:,} known already, "
    line += f"{count(len(merged.conflicts), 'conflict')}{' settled as the file says' if theirs else ''}."
    summary = [line]
    if told.strangers:
        summary.append(f"{count(len(told.strangers), 'SKU')} not in the catalogue: {named(told.strangers)}.")
    outputs = (name,) if merged.added and not dry_run else ()
    return Report("ids", counts, desk.sift(findings).shown, outputs, tuple(summary))


def _conflict(each: Conflict, file: Path) -> Finding:
    whose = each.told.sku or each.told.model
    message = f"{each.told.store} {whose}: {each.column} is {each.known} in store-ids.csv and {each.new} in {file.name}"
    place = Place("store-ids.csv", column=each.column)
    return finding("store.id-conflict", message, subject=whose, place=place)
