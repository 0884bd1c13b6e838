"""What was edited by hand, and does it meet an edit of the shop? Three ways: exported, in the shop now, edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from listingkit.catalog.rows import parse_number
from listingkit.cells import number_text
from listingkit.findings import Place
from listingkit.merging.edited import Edited, EditedRow
from listingkit.merging.exported import Exported, ExportedRow, says
from listingkit.merging.home import Homes, Told
from listingkit.merging.model import Edit, Outcome, Target
from listingkit.tables_model import Flaw

NUMBER_FLAWS = {
    Flaw.NO_VALUE: "is a formula that was never worked out: open the file in Excel or WPS and save it",
    Flaw.ERROR: "is an error",
    Flaw.LONG_NUMBER: "has lost digits: set the column to Text and type it again",
    Flaw.DATE: "was made a date: set the column to Text and type it again",
}
MAY_BE_EMPTY = frozenset({"list_price_usd", "barcode"})


@dataclass
class _Said:
    """All that the file says of one target."""

    was: str
    now: str | None
    edited: dict[str, Place] = field(default_factory=dict)
    unedited: int = 0


def compare(exported: Exported, now: Exported, edited: Edited, homes: Homes) -> Iterator[Edit]:
    """Every edit of the file, in its order, with what becomes of it."""
    current = _by_key(now)
    places = _columns_now(exported, now)
    said: dict[Target, _Said] = {}
    touched = {row.exported.spu for row in edited.rows if _changed(row)}
    for row in edited.rows:
        there = current.get(_key(row.exported))
        # What has gone from the catalogue is told of rows; in a product without any edit nothing is to be compared.
        if there is not None and row.exported.spu in touched:
            yield from _row(edited, row, there, places, homes, said)
    for target, one in said.items():
        yield from _decided(target, one)


def gone(exported: Exported, now: Exported, edited: Edited) -> list[EditedRow]:
    """Rows of the file whose model or SKU the catalogue no longer has, or that it withholds from the store."""
    current = _by_key(now)
    return [row for row in edited.rows if _key(row.exported) not in current]


def _by_key(table: Exported) -> Mapping[tuple[str, str, bool], ExportedRow]:
    return {_key(row): row for row in reversed(table.rows)}


def _key(row: ExportedRow) -> tuple[str, str, bool]:
    return row.spu.casefold(), row.sku.casefold(), not row.sku


def _columns_now(exported: Exported, now: Exported) -> dict[int, int]:
    """Exported columns and where they stand today; those that the store's sheet no longer has are left out."""
    free: dict[str, list[int]] = {}
    for at, header in enumerate(now.headers):
        free.setdefault(header, []).append(at)
    return {at: free[header].pop(0) for at, header in enumerate(exported.headers) if free.get(header)}


def _row(
    edited: Edited,
    row: EditedRow,
    there: ExportedRow,
    places: Mapping[int, int],
    homes: Homes,
    said: dict[Target, _Said],
) -> Iterator[Edit]:
    was = {places[at]: row.exported.texts[at] for at in places}
    new = dict(was)
    back = {today: at for at, today in places.items()}
    changed = _changed(row)
    for at in sorted(changed):
        if at not in places or homes.content(places[at], there.kind) is None:
            yield _refused(edited, row, at, "this column does not come from the shop's values")
        elif at in row.flaws:
            yield _refused(edited, row, at, NUMBER_FLAWS[row.flaws[at]])
        else:
            new[places[at]] = row.texts[at]
    keys = row.exported.spu, there.sku, there.kind
    current = dict(enumerate(there.texts))
    before = {one.target: one for one in homes.told(*keys, was, current)}
    today = {one.target: one for one in homes.told(*keys, current, current)}
    told: dict[Target, list[Told]] = {}
    for one in homes.told(*keys, new, current):
        told.setdefault(one.target, []).append(one)
    covered = {one.column for several in told.values() for one in several}
    for at in sorted(changed - set(row.flaws)):
        if at in places and places[at] not in covered and homes.content(places[at], there.kind) is not None:
            yield _refused(edited, row, at, homes.where_from(places[at], there.kind))
    for target, several in told.items():
        old = before.get(target)
        entry = said.setdefault(target, _Said(old.text if old else "", today[target].text if target in today else None))
        # Two columns may show the same: those that were edited count.
        other = [one for one in several if old is None or not says(old.text, one.text)]
        for one in other:
            entry.edited.setdefault(_plain(target, one.text), edited.place(row, back.get(one.column, -1)))
        entry.unedited += not other


def _changed(row: EditedRow) -> set[int]:
    """The exported columns whose cells say something else now, or nothing that can be read."""
    changed = {at for at, text in row.texts.items() if not says(row.exported.texts[at], text)}
    return changed | {at for at, flaw in row.flaws.items() if flaw in {Flaw.NO_VALUE, Flaw.ERROR}}


def _refused(edited: Edited, row: EditedRow, at: int, why: str) -> Edit:
    one = row.exported
    target = Target(one.sku or one.spu, edited.columns.get(at, ""), one.spu)
    return Edit(target, one.texts[at], "", row.texts.get(at, ""), edited.place(row, at), Outcome.REFUSED, why)


def _decided(target: Target, one: _Said) -> Iterator[Edit]:
    now = _now(target, one)
    several = len(one.edited) > 1
    for new, place in one.edited.items():
        outcome, why = Outcome.MERGED, ""
        if says(now, new):
            outcome = Outcome.SAME
        elif bad := _unsound(target, new):
            outcome, why = Outcome.REFUSED, bad
        elif several:
            outcome, why = Outcome.CONFLICT, f"the file says {len(one.edited)} different things of it"
        elif target.is_label and one.unedited:
            outcome, why = Outcome.CONFLICT, f"{one.unedited} other rows of the product still say {one.was!r}"
        elif not says(one.was, now):
            outcome = Outcome.CONFLICT
        yield Edit(target, one.was, now, new, place, outcome, why)


def _now(target: Target, one: _Said) -> str:
    if target.is_label:
        return target.label
    return one.was if one.now is None else one.now


def _plain(target: Target, text: str) -> str:
    """A number in plain digits, whatever currency sign and commas it was typed with."""
    if target.text or not text:
        return text
    try:
        return number_text(parse_number(text))
    except PydanticCustomError:
        return text  # told where the edit is decided


def _unsound(target: Target, new: str) -> str:
    """Why that cannot be a value of the shop, empty where it can."""
    if not new:
        return (
            "" if target.field in MAY_BE_EMPTY else "the cell is empty now; to take a value away, change the catalogue"
        )
    if target.text:
        return ""
    try:
        number = parse_number(new)
    except PydanticCustomError as wrong:
        return wrong.message().partition("' ")[2] or wrong.message()
    if target.field == "stock" and number != number.to_integral_value():
        return "is not a whole number"
    if target.field == "price_usd" and not number:
        return "a price of 0 is none"
    return ""
