"""How is a table of the seller's own read and written back, with its order, and columns that we do not know?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.tables import Row, read_tables, write_csv


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A csv in the shop folder. `header` as the seller has it; the rows below it in their order."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> int:
        """Where the column of that name stands."""
        return [text.strip().casefold() for text in self.header].index(name)

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


def read_kept(file: Path, header: tuple[str, ...]) -> KeptTable:
    """The table, empty where there is no file. Raises BadInputError where a column of `header` is missing."""
    if not file.exists():
        return KeptTable(header, ())
    rows = [row for sheet in read_tables(file) for row in sheet.rows]
    found = rows[0].cells if rows else header
    missing = set(header) - {text.strip().casefold() for text in found}
    if missing:
        raise BadInputError(
            f"{file.name} has no column {' and '.join(sorted(missing))}", f"Its first row is: {','.join(header)}."
        )
    return KeptTable(found, tuple(rows[1:]))
