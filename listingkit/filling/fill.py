"""How is a template filled: what is planned, what is written, what is told?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from listingkit.cells import MAX_COLUMNS, MAX_ROWS
from listingkit.errors import BadOutputError
from listingkit.files import atomic_write
from listingkit.filling.columns import Column
from listingkit.filling.patch import fashion_of, filled
from listingkit.filling.rawzip import replace_part
from listingkit.filling.rows import Rows
from listingkit.filling.settle import Money, Settlement, settle
from listingkit.filling.template import FreeRows, Template, free_rows
from listingkit.findings import Finding, Place, finding
from listingkit.listing.model import Listing
from listingkit.stores.model import StoreProfile
from listingkit.words import few


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What becomes of one column: `sample` is the first value in it, `note` how it came to that, or why it is empty."""

    column: Column
    filled: bool
    sample: str
    note: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written, or would be. `free` says where the new rows begin and which rows were there before."""

    rows: int
    listings: int
    free: FreeRows
    columns: tuple[ColumnPlan, ...]
    findings: tuple[Finding, ...] = field(default=())


def fill(
    template: Template,
    columns: Sequence[Column],
    listings: Sequence[Listing],
    profile: StoreProfile,
    money: Money,
    target: Path | None,
) -> Filled:
    """Writes the template, filled, to `target`; without a target it only says what would be written.

    Raises BadOutputError where it cannot be written, or the sheet has no room for so many rows.
    """
    place = Place(template.display, template.sheet.name)
    settlement = settle(columns, template.heading, place, money)
    indexes = [each.column.index for each in settlement.filled]
    present = _present(template, settlement)
    rows = Rows(template, settlement.filled, profile, present)
    heights = [rows.height(listing) for listing in listings]
    total = sum(heights)
    free = free_rows(template, frozenset(indexes), total)
    if free.first + total - 1 > MAX_ROWS:
        raise BadOutputError(f"{template.display}: {total:,} rows do not fit below row {free.first - 1:,}", "Split it.")
    made = rows.of(listings, free.first)
    if target is None or not total:
        for _ in made:
            pass
    else:
        fashion = fashion_of(template.xml, template.heading.data, [column.index for column in columns])
        pieces = filled(template.xml, free.first, indexes, made, total, fashion)
        with template.damage_told(), atomic_write(target) as stream:
            replace_part(template.data, template.entry, pieces, stream)
    plans = _plans(columns, settlement, rows)
    found = [*settlement.findings, *rows.findings(), *_left_empty(template, plans)]
    found += _beyond(template, columns, free.first + total - 1)
    skipped = sorted(row.sku for listing in listings for row in listing.rows if row.sku.casefold() in present)
    if skipped:
        found.append(_told_present(template, skipped))
    return Filled(total, sum(map(bool, heights)), free, tuple(plans), tuple(found))


def _present(template: Template, settlement: Settlement) -> frozenset[str]:
    """SKUs that stand in the template already, in lower case."""
    place = next((each.column.index for each in settlement.filled if each.field == "sku"), None)
    if place is None or not free_rows(template, {place}, 1).taken:
        return frozenset()
    rows = template.package.rows(template.sheet.name)
    cells = (row[place] for number, row in rows.items() if number >= template.heading.data and place < len(row))
    return frozenset(cell.strip().casefold() for cell in cells if cell.strip())


def _told_present(template: Template, skus: Sequence[str]) -> Finding:
    return finding(
        "fill.sku-present",
        f"{template.display} has rows for {few(skus)} already: they stay as they are",
        subject=skus[0],
        place=Place(template.display, template.sheet.name),
    )


def _plans(columns: Sequence[Column], settlement: Settlement, rows: Rows) -> list[ColumnPlan]:
    settled = {each.column.index: (place, each) for place, each in enumerate(settlement.filled)}
    plans = []
    for column in columns:
        if column.index in settled:
            place, each = settled[column.index]
            note = _note(each.column)
            sample = rows.samples.get(place, "")
            plans.append(ColumnPlan(each.column, bool(sample), sample, note if sample else f"{note}; nothing to write"))
        else:
            plans.append(ColumnPlan(column, False, "", settlement.empty.get(column.index, "")))
    return plans


def _note(column: Column) -> str:
    parts = [f"by {column.how}" if column.how else "", column.unit, column.currency]
    if column.choices is not None:
        number = len(column.choices.values)
        parts.append(
            f"list of {number:,}" if number else "list that depends on the row" if column.choices.formula else "list"
        )
    return ", ".join(filter(None, parts))


def _left_empty(template: Template, plans: Sequence[ColumnPlan]) -> list[Finding]:
    """Columns that the template requires and that nothing fills. Prices and units have told their own reason."""
    found = []
    for plan in plans:
        column = plan.column
        if column.required != "must" or plan.filled or plan.note.startswith(("wants ", "unit ")):
            continue
        if plan.note.endswith("nothing to write"):
            continue  # told with its rows
        found.append(
            finding(
                "fill.required-empty",
                f"“{column.header}” is required, and nothing fills it: {plan.note}",
                subject=column.header,
                place=Place(template.display, template.sheet.name, template.heading.main, column.letter),
                hint=f'Say what belongs there: --map "{column.header}=field", or fill it by hand.',
            )
        )
    return found


def _beyond(template: Template, columns: Sequence[Column], last: int) -> list[Finding]:
    """Rows below the end of the template's drop-downs, which a store may not read."""
    known = {column.index for column in columns}
    ends = [
        area.bottom
        for each in template.head.validations
        if each.kind == "list"
        for area in each.areas
        if area.bottom > template.heading.data and known & set(range(area.left, min(area.right, MAX_COLUMNS) + 1))
    ]
    if not ends or last <= max(ends):
        return []
    problem = f"{template.display}: its drop-downs end in row {max(ends):,}, and the rows go to {last:,}"
    return [finding("fill.beyond-template", problem, place=Place(template.display, template.sheet.name, max(ends)))]
