"""How is a table of the seller's own read and written back, with its order, and columns that we do not know?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.findings import Finding
from listingkit.tables import Row, read_tables, write_csv


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A csv in the shop folder. `header` as the seller has it; the rows below it in their order.

    `findings` are about its cells.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()

    def column(self, name: str) -> int:
        """Where the column of that name stands."""
        return _places(self.header)[name]

    def cell(self, row: Row, name: str) -> str:
        """What the row has in that column; empty where it ends before it."""
        column = self.column(name)
        return row.cells[column].strip() if column < len(row.cells) else ""

    def with_cells(self, cells: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
        """A row's cells with `values` by column name; everything else stays, also what the seller added."""
        wide = [*cells, *[""] * (len(self.header) - len(cells))]
        for name, value in values.items():
            wide[self.column(name)] = value
        return tuple(wide)

    def write(self, file: Path, rows: Sequence[Sequence[str]]) -> None:
        """Replaces the rows below the header. Raises BadOutputError."""
        write_csv(file, self.header, rows, bom=True)


@lru_cache(maxsize=16)  # A table of ids has a row for every SKU.
def _places(header: tuple[str, ...]) -> dict[str, int]:
    """Of two columns of one name, the first counts."""
    return {text.strip().casefold(): index for index, text in reversed(list(enumerate(header)))}


def read_kept(file: Path, header: tuple[str, ...], *, optional: tuple[str, ...] = ()) -> KeptTable:
    """The table, empty where there is no file; those of `optional` that it lacks stand at the end of its header.

    Raises BadInputError where another column of `header` is missing.
    """
    if not file.exists():
        return KeptTable(header, ())
    sheets = read_tables(file, file.name)
    rows = [row for sheet in sheets for row in sheet.rows]
    found = rows[0].cells if rows else header
    known = {text.strip().casefold() for text in found}
    missing = [name for name in header if name not in known]
    if needed := [name for name in missing if name not in optional]:
        first = f"Its first row is: {','.join(header)}."
        raise BadInputError(f"{file.name} has no column {' and '.join(needed)}", first)
    return KeptTable((*found, *missing), tuple(rows[1:]), tuple(each for sheet in sheets for each in sheet.findings))
