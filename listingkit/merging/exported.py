"""What did an export write, cell by cell, so that edits can be told from it later?

It stands in a hidden sheet of the workbook, which travels with it, and in the shop's cache for files that have no
hidden sheets. Long texts are kept as digests: that they were changed is all that has to be known of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from listingkit.cells import clean_text
from listingkit.listing.rows import KeyedRow
from listingkit.overrides import same
from listingkit.stores.cells import plain
from listingkit.stores.layouts import RowKind
from listingkit.stores.model import Column
from listingkit.tables_model import Sheet

SHEET = "listingkit"
VERSION = "1"
LONGEST = 200
DIGEST = "sha256:"
KEYS = ("model", "sku", "row")


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """One row as it was written. `sku` is empty where the row is about a product or an image."""

    spu: str
    sku: str
    kind: RowKind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote for `store`: the columns' headers, and the rows in their order."""

    store: str
    headers: tuple[str, ...]
    rows: tuple[ExportedRow, ...]


def head_lines(store: str, columns: Sequence[Column]) -> list[list[str]]:
    """What stands above the rows: whose it is, and the headers."""
    return [["listingkit export", VERSION, store], [*KEYS, *(column.header for column in columns)]]


def row_lines(rows: Iterable[KeyedRow]) -> Iterator[list[str]]:
    """The rows, each with its keys in front."""
    for row in rows:
        yield [row.spu, row.sku, row.kind.name, *(_kept(plain(cell)) for cell in row.cells)]


def read_exported(sheet: Sheet) -> Exported | None:
    """The table that such a sheet holds; None where it is none, or another version's."""
    lines = [row.cells for row in sheet.rows]
    if len(lines) < 2 or lines[0][:2] != ("listingkit export", VERSION) or lines[1][:3] != KEYS:
        return None
    headers = lines[1][3:]
    rows = []
    for cells in lines[2:]:
        spu, sku, kind, *texts = (*cells, *[""] * (3 + len(headers) - len(cells)))
        if kind not in RowKind.__members__:
            return None
        rows.append(ExportedRow(spu, sku, RowKind[kind], tuple(texts)))
    return Exported(lines[0][2] if len(lines[0]) > 2 else "", headers, tuple(rows))


def told_of(store: str, columns: Sequence[Column], rows: Iterable[KeyedRow]) -> Exported:
    """The same table of what would be exported now; its texts are whole."""
    kept = (ExportedRow(row.spu, row.sku, row.kind, tuple(_tidy(plain(cell)) for cell in row.cells)) for row in rows)
    return Exported(store, tuple(column.header for column in columns), tuple(kept))


def says(kept: str, text: str) -> bool:
    """Whether a cell still says what was exported: the same text, or the same number."""
    if kept == text:
        return True
    tidy = _tidy(text)
    if kept.startswith(DIGEST):
        return kept == _kept(tidy)
    return same(kept, tidy)


def _tidy(text: str) -> str:
    # A csv of Excel ends lines in its own way, and LibreOffice takes spaces off a line's end.
    return "\n".join(line.rstrip() for line in clean_text(text).strip().split("\n"))


def _kept(text: str) -> str:
    tidy = _tidy(text)
    return tidy if len(tidy) <= LONGEST else f"{DIGEST}{hashlib.sha256(tidy.encode()).hexdigest()[:24]}"
