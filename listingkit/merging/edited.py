"""What does the edited file say: which of its columns and rows are those that were exported?

Sorting, filtering, moved and renamed columns and rows that were added or deleted are people's way of working with a
sheet. Columns are known by their header, else by what stands in them; rows by their SKU.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listingkit.findings import Place
from listingkit.merging.exported import SHEET, Exported, ExportedRow, says
from listingkit.tables_model import Flaw, Row, Sheet, column_letter

HEADER_WITHIN = 12
LEAST_KNOWN = 0.3  # of the exported headers must stand in the header's row
LEAST_ALIKE = 0.5  # of a renamed column's cells must say what was exported


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row whose SKU was exported: `texts` and `flaws` by the exported columns' numbers, as far as they are there."""

    number: int
    exported: ExportedRow
    texts: Mapping[int, str]
    flaws: Mapping[int, Flaw]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A row whose SKU was not exported, or that stands in the file twice."""

    place: Place
    key: str
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """The edited sheet against what was exported. `columns` are headers in the file, by the exported columns' numbers.

    `renamed` are pairs of headers, exported and edited; `unknown` are columns with something in them that were not
    exported; `missing` are exported rows that the file does not have.
    """

    file: str
    sheet: str
    columns: Mapping[int, str]
    rows: tuple[EditedRow, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    unknown: tuple[Place, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    missing: tuple[ExportedRow, ...] = ()

    def place(self, row: EditedRow, column: int) -> Place:
        """Where that cell stands in the file."""
        return Place(self.file, self.sheet, row.number, self.columns.get(column, ""))


def read_edited(file: str, sheets: Sequence[Sheet], exported: Exported, key: int) -> Edited | None:
    """The sheet of the file that is most like what was exported; None where none is. `key` is the column of SKUs."""
    found = [(likeness, sheet, at) for sheet in sheets for likeness, at in [_header(sheet, exported)] if likeness]
    if not found:
        return None
    _, sheet, at = max(found, key=lambda each: each[0])
    return _Reader(file, sheet, at, exported, key).read()


def _header(sheet: Sheet, exported: Exported) -> tuple[int, int]:
    """How many exported headers stand in the likeliest row, and which that is; 0 where they are too few."""
    if sheet.hidden and sheet.name == SHEET:
        return 0, 0
    wanted = Counter(map(_plain, exported.headers))
    best = max(
        (
            (sum((Counter(map(_plain, row.cells)) & wanted).values()), -at)
            for at, row in enumerate(sheet.rows[:HEADER_WITHIN])
        ),
        default=(0, 0),
    )
    least = max(2, LEAST_KNOWN * len(exported.headers))
    return (best[0], -best[1]) if best[0] >= least else (0, 0)


def _plain(header: str) -> str:
    return " ".join(header.casefold().split())


@dataclass
class _Reader:
    """Matches columns, then rows, then the columns that were renamed."""

    file: str
    sheet: Sheet
    at: int
    exported: Exported
    key: int
    _columns: dict[int, int] = field(default_factory=dict)

    def read(self) -> Edited | None:
        header = self.sheet.rows[self.at]
        below = self.sheet.rows[self.at + 1 :]
        self._columns = dict(_matched(self.exported.headers, header.cells))
        keys = self._keys()
        if self.key not in self._columns:
            place = self._by_keys(below, keys)
            if place is None:
                return None
            self._columns[self.key] = place
        pairs, strangers = self._paired(below, keys)
        renamed = tuple(self._renamed(header, pairs))
        known = set(self._columns.values())
        unknown = [
            Place(self.file, self.sheet.name, header.number, _cell(header, column) or column_letter(column))
            for column in range(max((len(row.cells) for row in (header, *below)), default=0))
            if column not in known and any(_cell(row, column) for row in below)
        ]
        seen = {id(one) for _, one in pairs}
        return Edited(
            self.file,
            self.sheet.name,
            {ours: _cell(header, theirs) or column_letter(theirs) for ours, theirs in self._columns.items()},
            tuple(self._row(row, one) for row, one in pairs),
            renamed,
            tuple(unknown),
            tuple(strangers),
            tuple(one for one in self.exported.rows if one.texts[self.key] and id(one) not in seen),
        )

    def _keys(self) -> dict[str, ExportedRow]:
        return {row.texts[self.key].casefold(): row for row in self.exported.rows if row.texts[self.key]}

    def _by_keys(self, rows: Sequence[Row], keys: Mapping[str, ExportedRow]) -> int | None:
        """The column in which most SKUs stand, where nobody has left its header."""
        hits = Counter(at for row in rows for at, text in enumerate(row.cells) if text.strip().casefold() in keys)
        best = hits.most_common(1)
        return best[0][0] if best and 2 * best[0][1] >= len(rows) else None

    def _paired(
        self, rows: Sequence[Row], keys: Mapping[str, ExportedRow]
    ) -> tuple[list[tuple[Row, ExportedRow]], list[Stranger]]:
        numbers = {key.lstrip("0"): row for key, row in keys.items() if key.isdecimal()}
        pairs: list[tuple[Row, ExportedRow]] = []
        strangers: list[Stranger] = []
        seen: dict[int, Row] = {}
        for row in rows:
            text = _cell(row, self._columns[self.key])
            # Excel has taken the zeros off a SKU of figures.
            one = keys.get(text.casefold()) or (numbers.get(text) if text.isdecimal() else None)
            place = Place(self.file, self.sheet.name, row.number)
            if not text:
                continue  # a row of images, a remark
            if one is None:
                strangers.append(Stranger(place, text))
            elif id(one) not in seen:
                seen[id(one)] = row
                pairs.append((row, one))
            elif row.cells != seen[id(one)].cells:
                strangers.append(Stranger(place, text, twice=True))
        return pairs, strangers

    def _renamed(self, header: Row, pairs: Sequence[tuple[Row, ExportedRow]]) -> Iterator[tuple[str, str]]:
        """Columns that nobody knows by their header, but by what stands in them."""
        ours = [at for at in range(len(self.exported.headers)) if at not in self._columns]
        theirs = set(range(max((len(row.cells) for row, _ in pairs), default=0))) - set(self._columns.values())
        for at in ours:
            filled = [(row, one.texts[at]) for row, one in pairs if one.texts[at]]
            scores = {each: sum(says(text, _cell(row, each)) for row, text in filled) for each in theirs}
            best = max(scores, key=lambda each: scores[each], default=None)
            if best is not None and filled and scores[best] >= LEAST_ALIKE * len(filled):
                theirs.discard(best)
                self._columns[at] = best
                yield self.exported.headers[at], _cell(header, best) or column_letter(best)

    def _row(self, row: Row, one: ExportedRow) -> EditedRow:
        texts = {ours: _cell(row, theirs) for ours, theirs in self._columns.items()}
        flaws = {ours: row.flaws[theirs] for ours, theirs in self._columns.items() if theirs in row.flaws}
        return EditedRow(row.number, one, texts, flaws)


def _matched(headers: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Exported columns and those of the file by header; of several of one name, in their order."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(cells):
        places.setdefault(_plain(text), []).append(at)
    for at, header in enumerate(headers):
        if found := places.get(_plain(header)):
            yield at, found.pop(0)


def _cell(row: Row, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""
