"""Which texts does `check --fix` put right, and how does it tell?

What `check` complains of and can be put right without changing what is said becomes rows of overrides.csv. Neither the
catalogue nor shop.toml is written to: what stands in shop.toml is told as not fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listingkit.catalog.model import Catalog, Cell
from listingkit.english.fixes import Fixed, fix
from listingkit.english.model import CODES, FIXABLE, visible
from listingkit.english.runs import foreign_runs
from listingkit.findings import Finding, Place
from listingkit.overrides import Override
from listingkit.report.model import Table
from listingkit.words import count

ORIGIN = "check --fix"
FIXABLE_CODES = frozenset(CODES[kind] for kind in FIXABLE)


@dataclass(frozen=True, slots=True)
class Mend:
    """A cell of the catalogue, and its text put right."""

    cell: Cell
    fixed: Fixed

    @property
    def override(self) -> Override:
        """The edit as a row of overrides.csv."""
        return Override(self.cell.subject, self.cell.field, self.fixed.text, self.cell.source, ORIGIN)


@dataclass(frozen=True, slots=True)
class Mending:
    """What can be put right, and the findings that cannot, each with the reason."""

    mends: tuple[Mend, ...]
    left: tuple[tuple[Finding, str], ...]

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The rows for overrides.csv, each once."""
        return tuple(dict.fromkeys(mend.override for mend in self.mends))

    def tables(self) -> tuple[Table, ...]:
        """Before and after, and what is left."""
        changes = Table("changes", "Put right", ("field", "before", "after", "where", "what"), tuple(self._rows()))
        left = Table(
            "not_fixed",
            "Not fixed",
            ("where", "code", "why"),
            tuple(dict.fromkeys((str(each.place), each.code, why) for each, why in self.left)),
        )
        return tuple(table for table in (changes, left) if table.rows)

    def summary(self, *, done: bool) -> str:
        """How many, in words."""
        verb = "put right in overrides.csv" if done else "to put right in overrides.csv"
        places = len({each.place for each, _ in self.left})
        return f"{count(len(self.overrides), 'text')} {verb}, {count(places, 'place')} not fixed."

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for override, mend in {mend.override: mend for mend in self.mends}.items():
            before = mend.cell.english if mend.cell.is_label else mend.cell.text
            what = "; ".join(map(str, mend.fixed.changes))
            name = f"{override.subject} {override.field}"
            yield name, visible(before), visible(mend.fixed.text), str(mend.cell.place), what


def mending_of(catalog: Catalog, findings: Iterable[Finding]) -> Mending:
    """What can be put right of the findings that are asked for."""
    cells: dict[Place, list[Cell]] = {}
    labels: dict[str, list[str]] = {}
    for product in catalog.products:
        labels[product.spu] = [value.label.casefold() for option in product.options for value in option.values]
        for cell in product.cells:
            cells.setdefault(cell.place, []).append(cell)
    told: dict[Place, list[Finding]] = {}
    for each in findings:
        if each.code in FIXABLE_CODES:
            told.setdefault(each.place, []).append(each)
    mends: list[Mend] = []
    left: list[tuple[Finding, str]] = []
    for place, several in told.items():
        codes = {each.code for each in several}
        found: list[Mend] = []
        for cell in cells.get(place, ()):
            mend = _mend(cell, codes)
            if mend and not _doubles(mend, labels):
                found.append(mend)
                if cell.is_label:
                    labels.setdefault(cell.subject, []).append(mend.fixed.text.casefold())
        mends += found
        if not found:
            left += [(each, _why(place, cells.get(place, ()))) for each in several]
    return Mending(tuple(mends), tuple(left))


def _mend(cell: Cell, codes: set[str]) -> Mend | None:
    """The cell put right in what was complained of; None where nothing can be done safely."""
    text = cell.english if cell.is_label else cell.text
    fixed = fix(text, frozenset(kind for kind in FIXABLE if CODES[kind] in codes))
    # A label is edited in its finished form, so one that still waits for the glossary must not be fixed in place.
    waiting = cell.is_label and any(run.code == "text.not-english" for run in foreign_runs(fixed.text))
    if fixed.text == text and cell.is_label and cell.text != cell.english:
        # The glossary has made it half-width already; the edit only says so.
        return Mend(cell, fixed) if not waiting and _encodes(cell.source) else None
    if fixed.text == text or waiting or not fixed.text or not _encodes(fixed.text + cell.source):
        return None
    return Mend(cell, fixed)


def _doubles(mend: Mend, labels: Mapping[str, Sequence[str]]) -> bool:
    """Whether a label put right would be that of another value of the product: M and a Cyrillic М may be one size."""
    others = list(labels.get(mend.cell.subject, ())) if mend.cell.is_label else []
    if mend.cell.english.casefold() in others:
        others.remove(mend.cell.english.casefold())
    return mend.fixed.text.casefold() in others


def _why(place: Place, cells: Sequence[Cell]) -> str:
    if cells:
        return (
            "no safe replacement: damaged, beside words that are not English yet, or two values would become the same"
        )
    file = place.file or "it"
    return f"{file} is not rewritten, and overrides.csv holds the catalogue's texts only: change it there by hand"


def _encodes(text: str) -> bool:
    """Half a surrogate pair cannot be written to any file."""
    return not any(0xD800 <= ord(char) <= 0xDFFF for char in text)
