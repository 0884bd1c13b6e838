"""Which ids have stores given, and how is store-ids.csv kept when a download tells more of them?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.kept_table import KeptTable, read_kept
from listingkit.listing.ids import KnownIds, StoreId
from listingkit.shop import Shop
from listingkit.tables import Flaw, Row
from listingkit.words import count

HEADER = ("store", "model", "sku", "product_id", "variant_id")
IDS = ("product_id", "variant_id")
LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
"""What Excel makes of a long number."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An id that is known already and that the download tells otherwise."""

    told: StoreId
    column: str
    known: str

    @property
    def new(self) -> str:
        """What the download says."""
        return str(getattr(self.told, self.column))


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of ids that a download told: `rows` of store-ids.csv as they are now, and how many changed."""

    file: Path
    rows: tuple[tuple[str, ...], ...]
    added: int
    same: int
    conflicts: tuple[Conflict, ...]


def load_ids(shop: Shop) -> KnownIds:
    """Every id in store-ids.csv. Raises BadInputError where it cannot be read."""
    book = _book(shop)
    return KnownIds.of(_told(book, row) for row in book.rows)


def merge_ids(shop: Shop, told: Sequence[StoreId], *, theirs: bool) -> Merged:
    """What store-ids.csv would be with `told`; writes nothing. A known id stays, unless `theirs`.

    Rows keep their order and the seller's own columns; what is new stands below. Raises BadInputError.
    """
    book = _book(shop)
    rows = [row.cells for row in book.rows]
    places = {_told(book, row).key: number for number, row in reversed(list(enumerate(book.rows)))}
    added = same = 0
    conflicts: list[Conflict] = []
    for each in told:
        place = places.setdefault(each.key, len(rows))
        if place == len(rows):
            rows.append(book.with_cells((), {name: getattr(each, name) for name in HEADER}))
            added += 1
            continue
        known = {name: _at(book, rows[place], name) for name in IDS}
        new = {name: value for name in IDS if (value := getattr(each, name)) and value != known[name]}
        against = [Conflict(each, name, known[name]) for name in new if known[name]]
        conflicts += against
        taken = new if theirs else {name: value for name, value in new.items() if not known[name]}
        rows[place] = book.with_cells(rows[place], taken)
        added += bool(taken)
        same += not new
    return Merged(_file(shop), tuple(rows), added, same, tuple(conflicts))


def write_ids(shop: Shop, merged: Merged) -> None:
    """Writes store-ids.csv. Raises BadOutputError."""
    _book(shop).write(merged.file, merged.rows)


def _book(shop: Shop) -> KeptTable:
    book = read_kept(_file(shop), HEADER)
    spoilt = [
        f"row {row.number}, {name}: {text} has lost digits"
        for row in book.rows
        for name in IDS
        if LOST_DIGITS.fullmatch(text := book.cell(row, name)) or row.flaws.get(book.column(name)) is Flaw.LONG_NUMBER
    ]
    if spoilt:
        # With a wrong id the store would change somebody else's product, or none.
        hint = "Correct or delete these rows, run `listingkit ids` again, and do not save the file in Excel."
        raise BadInputError(f"{_file(shop).name}: {count(len(spoilt), 'id')} spoilt", hint, tuple(spoilt))
    return book


def _told(book: KeptTable, row: Row) -> StoreId:
    return StoreId(*(book.cell(row, name) for name in HEADER))


def _at(book: KeptTable, cells: Sequence[str], name: str) -> str:
    column = book.column(name)
    return cells[column].strip() if column < len(cells) else ""


def _file(shop: Shop) -> Path:
    return shop.root / "store-ids.csv"
