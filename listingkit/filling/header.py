"""Which sheet of a template is to be filled, where are its headers, and where does data begin?

Stores put up to five rows above the data: keys for machines, groups, names, what is required, hints, an example. A
known layout says where; else the rows tell by what they look like, and drop-downs and frozen panes by where they begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listingkit.filling.bywords import read_words
from listingkit.filling.known import UNKNOWN, Layout, field_of, layout_with, words
from listingkit.filling.package import Head
from listingkit.filling.wording import wording_of
from listingkit.tables_model import Row

DEEPEST = 30
MACHINE = re.compile(r"t_\d+_.+|::\w+|[a-z]\w*(\[[^\]]*\])*(#\d+(\.\w+)*)+|[a-z][a-z0-9]*([_./|][a-z0-9<>]+)+|[a-z]+")
JOINED = re.compile(r"[_#|]|::")
PANE = re.compile(rb"<(?:[\w.-]+:)?pane\b[^>]*?\sySplit\s*=\s*[\"'](\d+)(?:\.0+)?[\"'][^>]*")
LEAST = 4
"""Two headers that an alias says exactly, each of which counts twice."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet's headers stand and where its data begins; rows from 1, 0 = there is none of that kind."""

    layout: Layout
    keys: int
    labels: int
    requirement: int
    data: int
    score: int
    why: str

    @property
    def last(self) -> int:
        """The lowest of the header rows."""
        return max(self.keys, self.labels, self.requirement)

    @property
    def main(self) -> int:
        """The row that names the columns for people, else for machines."""
        return self.labels or self.keys


def find_heading(head: Head, xml_head: bytes = b"", *, header_row: int = 0, data_row: int = 0) -> Heading | None:
    """The headers of a sheet; None where no row looks like them. Rows that are given are taken as they are."""
    rows = {row.number: _texts(row) for row in head.rows if row.number <= DEEPEST}
    if header_row:
        rows.setdefault(header_row, ())
    scores = {number: _score(cells) for number, cells in rows.items()}
    layout, marked = _known_layout(rows, header_row)
    keys, labels = _header_rows(rows, scores, layout, marked, header_row)
    if not keys and not labels:
        return None
    requirement = next((n for n in range(max(1, min(keys or labels, labels or keys) - 2), max(keys, labels) + 5)
                        if n not in {keys, labels} and _is_requirement(rows.get(n, ()))), 0)  # fmt: skip
    score = max(scores.get(keys, 0), scores.get(labels, 0)) + (20 if layout.name else 0)
    last = max(keys, labels, requirement)
    data, reason = _data_row(head, rows, last, layout if marked else UNKNOWN, xml_head)
    if data_row:
        data, reason = data_row, "as asked"
    where = [(keys, "the store's keys"), (labels, "headers"), (requirement, "what is required")]
    told = ", ".join(f"row {number} has {what}" for number, what in where if number)
    why = f"{told}; data begins in row {data} ({reason})"
    return Heading(layout, keys, labels, requirement, data, score, why)


def _texts(row: Row) -> tuple[str, ...]:
    """A row's cells; what a cell only shares with its left neighbour through a merge is left out."""
    return tuple(
        "" if index in row.merged and index and text and text == row.cells[index - 1] else text.strip()
        for index, text in enumerate(row.cells)
    )


def _score(cells: Iterable[str]) -> int:
    """Twice the fields that aliases say exactly, and those that only the words of a header say."""
    short = [cell for cell in cells if cell and len(cell) < 120]
    exact = {name for cell in short if (name := field_of(wording_of(cell)))}
    return 2 * len(exact) + len({name for cell in short if (name := read_words(cell).field)} - exact)


def _known_layout(rows: dict[int, tuple[str, ...]], header_row: int) -> tuple[Layout, int]:
    """The layout that one of the rows is marked by, and where; the row is 0 where it is not where it should be."""
    marked = [
        (number, layout)
        for number, cells in sorted(rows.items())
        if (layout := layout_with(cells)) and (not header_row or header_row in {number, layout.labels})
    ]
    # Labels often say the same as the keys below them.
    for number, layout in marked:
        if number == (layout.row or number):
            return layout, number
    if marked:
        return marked[0][1], 0
    return UNKNOWN, 0


def _header_rows(
    rows: dict[int, tuple[str, ...]], scores: dict[int, int], layout: Layout, marked: int, header_row: int
) -> tuple[int, int]:
    """The row of keys and the row of labels."""
    machine = {number for number, cells in rows.items() if _is_machine(cells)}
    if marked and layout.row:
        has_keys = marked in machine or layout.labels
        return (marked, layout.labels if rows.get(layout.labels) else 0) if has_keys else (0, marked)
    if header_row:
        return (header_row, 0) if header_row in machine else (_best(scores, machine, near=header_row), header_row)
    keys = _best(scores, machine)
    labels = _best(scores, rows.keys() - machine - {n for n in rows if _is_requirement(rows[n])}, near=keys)
    if keys and labels and scores[labels] * 2 < scores[keys]:
        labels = 0
    if keys and not labels:
        labels = _names_beside(rows, keys)
    if not keys and labels:
        # A label may be unknown in a row of labels that we know half of: keys are no help there.
        keys = 0
    return keys, labels


def _best(scores: dict[int, int], among: Iterable[int], near: int = 0) -> int:
    """The row that means most fields, the upper one of equals; 0 where none means enough."""
    chosen = [n for n in sorted(among) if scores.get(n, 0) >= LEAST and (not near or abs(n - near) <= 6)]
    return max(chosen, key=lambda number: scores[number], default=0)


def _names_beside(rows: dict[int, tuple[str, ...]], keys: int) -> int:
    """The row next to the keys that names the same columns in words we do not know; 0 where there is none."""
    wanted = sum(map(bool, rows[keys]))
    for number in (keys + 1, keys - 1, keys + 2, keys - 2):
        cells = [cell for cell in rows.get(number, ()) if cell]
        if len(cells) * 10 >= wanted * 6 and all(len(cell) < 60 for cell in cells) and not _is_requirement(cells):
            return number
    return 0


def _is_machine(cells: Sequence[str]) -> bool:
    filled = [SUFFIXED.sub("", cell) for cell in cells if cell]
    fitting = sum(bool(MACHINE.fullmatch(cell)) for cell in filled)
    return len(filled) >= 3 and fitting * 10 >= len(filled) * 7 and sum(bool(JOINED.search(c)) for c in filled) >= 2


SUFFIXED = re.compile(r"\|\d\|\d$")


def _is_requirement(cells: Sequence[str]) -> bool:
    filled = [cell.casefold().strip(" .:*") for cell in cells if cell]
    known = sum(requirement_of(cell) != "" for cell in filled)
    return len(filled) >= 2 and known * 10 >= len(filled) * 6


def requirement_of(text: str) -> str:
    """`must`, `may` or nothing: what a cell of the row of requirements says."""
    plain = text.casefold().strip(" .:*()[]")
    if any(plain == word or plain.startswith(f"{word} ") for word in words("requirement", "may")):
        return "may"
    return "must" if any(plain == word or plain.startswith(f"{word} ") for word in words("requirement", "must")) else ""


def _data_row(
    head: Head, rows: dict[int, tuple[str, ...]], last: int, layout: Layout, xml_head: bytes
) -> tuple[int, str]:
    """Where data begins, and how that is known."""
    if layout.data and layout.data > last:
        return layout.data, f"as {layout.name} has it"
    # A header that is merged downwards reaches as far as its merge.
    last = max([last, *(area.bottom for area in head.merged if area.top <= last <= area.bottom)])
    data, reason = last + 1, "below the headers"
    while _explains(rows.get(data, ())):
        data, reason = data + 1, "below headers and hints"
    begins = Counter(area.top for each in head.validations if each.kind == "list" for area in each.areas)
    begin = begins.most_common(1)[0][0] if begins else 0
    if data < begin <= last + 8 and all(_explains(rows.get(n, ())) or not any(rows.get(n, ())) or n < begin
                                        for n in range(data, begin)):  # fmt: skip
        return begin, "where the drop-downs begin"
    pane = PANE.search(xml_head)
    frozen = int(pane[1]) + 1 if pane and b"frozen" in pane[0] else 0
    if data < frozen <= last + 8:
        return frozen, "below the frozen rows"
    return data, reason


def _explains(cells: Sequence[str]) -> bool:
    """Whether a row explains its columns, shows an example or says what is required, and so holds no data."""
    filled = [cell.casefold() for cell in cells if cell]
    if not filled:
        return False
    if _is_requirement(cells) or any(filled[0].startswith(word) for word in words("hints", "example")):
        return True
    prose = sum(any(word in cell for word in words("hints", "words")) or len(cell.split()) > 7 for cell in filled)
    urls = any(cell.startswith(("http://", "https://")) for cell in filled)
    return prose * 2 >= len(filled) and not urls
