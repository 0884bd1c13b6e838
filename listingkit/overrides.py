"""Which texts and figures of the catalogue has the seller changed elsewhere? overrides.csv says so.

The catalogue itself is never rewritten: `check --fix` and edits that come home are rows of overrides.csv, each with
what the source said when the edit was made. An edit holds as long as the source says that; else it is stale, and told.
A row that names a store is about what listingkit wrote for that store: a title, a price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from listingkit.cells import clean_text
from listingkit.findings import Finding, Place, finding
from listingkit.kept_table import KeptTable, read_kept
from listingkit.shop import Shop

FILE = "overrides.csv"
HEADER = ("subject", "field", "value", "was", "origin", "store")


@dataclass(frozen=True, slots=True)
class Override:
    """One edit: `field` of `subject` (a model, SKU or option) is `value` as long as the source says `was`.

    `origin` says where the edit came from, such as `check --fix`; `row` is its row in the file, once it is there.
    With `store`, what listingkit makes of the catalogue for that store is changed, and `was` is what it made.
    """

    subject: str
    field: str
    value: str
    was: str
    origin: str = ""
    row: int | None = None
    store: str = ""

    @property
    def place(self) -> Place:
        """Where the seller can change it."""
        return Place(FILE, row=self.row, column="value")


@dataclass(slots=True)
class Overrides:
    """The edits of a shop, and which of them have been asked for while the catalogue was read."""

    entries: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()
    _by_subject: dict[str, list[Override]] = field(init=False)
    _met: dict[Override, str | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_subject = {}
        for entry in self.entries:
            if not entry.store:
                self._by_subject.setdefault(entry.subject.casefold(), []).append(entry)

    @property
    def of_stores(self) -> tuple[Override, ...]:
        """The edits of what was written for a store; the others are of the catalogue."""
        return tuple(entry for entry in self.entries if entry.store)

    def of(self, subject: str) -> Sequence[Override]:
        """The catalogue's edits of one subject, in the order of the file."""
        return self._by_subject.get(subject.casefold(), ())

    def holds(self, entry: Override, source: str) -> bool:
        """Whether the source still says what it said; remembered for the findings."""
        if same(entry.was, source):
            self._met[entry] = None
            return True
        self._met.setdefault(entry, source)
        return False

    def unmet(self) -> Iterator[Finding]:
        """Edits that do not hold: the source has changed since, or there is no such subject or field."""
        for entry in self.entries:
            if entry.store:
                continue
            if entry not in self._met:
                yield unknown(entry)
            elif (source := self._met[entry]) is not None:
                yield stale(entry, source)


def unknown(entry: Override, spu: str = "") -> Finding:
    """There is no such subject or field."""
    message = f"{entry.place}: the catalogue has no `{entry.field}` of {entry.subject} that could be changed"
    return finding("catalog.unknown-override", message, subject=entry.subject, place=entry.place, spu=spu)


def stale(entry: Override, source: str, spu: str = "") -> Finding:
    """The edit does not hold, since its source says something else by now."""
    message = (
        f"{entry.place}: {entry.field} of {entry.subject} was {_brief(entry.was)} when it was changed to "
        f"{_brief(entry.value)}, and is {_brief(source)} now, so the change does not hold"
    )
    return finding("catalog.stale-override", message, subject=entry.subject, place=entry.place, spu=spu)


def same(one: str, other: str) -> bool:
    """Whether two cells say the same: the same text, or the same number."""
    if _plain(one) == _plain(other):
        return True
    try:
        return Decimal(one.strip()) == Decimal(other.strip())
    except InvalidOperation:
        return False


def load_overrides(shop: Shop) -> Overrides:
    """The edits of the shop; none where there is no file. Raises BadInputError where it cannot be read."""
    book = _read(shop.root / FILE)
    return Overrides(tuple(entry for _, entry in _numbered(book)), book.findings)


def add_overrides(shop: Shop, edits: Iterable[Override]) -> Path | None:
    """Writes edits into overrides.csv and returns it; None where they are all there already, and nothing is written.

    An edit takes the place of an earlier one of the same field (of an option: of the same value). Other rows, columns
    of the seller's own and their order stay. Raises BadInputError or BadOutputError.
    """
    file = shop.root / FILE
    book = _read(file)
    rows = [row.cells for row in book.rows]
    taken = {_key(entry): index for index, entry in _numbered(book)}
    for edit in edits:
        index = taken.setdefault(_key(edit), len(rows))
        rows += [()] if index == len(rows) else []
        rows[index] = book.with_cells(rows[index], {name: str(getattr(edit, name)) for name in HEADER})
    if rows == [row.cells for row in book.rows]:
        return None
    book.write(file, rows)
    return file


def _read(file: Path) -> KeptTable:
    return read_kept(file, HEADER, optional=("origin", "store"))


def _numbered(book: KeptTable) -> Iterator[tuple[int, Override]]:
    """The edits, each with the index of its row."""
    for index, row in enumerate(book.rows):
        subject, field, value, was, origin, store = (book.cell(row, name) for name in HEADER)
        if subject and field:
            yield index, Override(subject, field, value, was, origin, row.number, store)


def _key(entry: Override) -> tuple[str, ...]:
    # A product has one name, but several colours: which of them is meant, `was` says.
    one = (entry.subject.casefold(), entry.field.casefold(), entry.store.casefold())
    return one if entry.store or entry.field.casefold() in ONE_PER_SUBJECT else (*one, _plain(entry.was))


ONE_PER_SUBJECT = {
    *("name", "material", "size", "description", "cost", "price_usd", "stock"),
    *("barcode", "weight_g", "length_cm", "width_cm", "height_cm"),
}


def _plain(text: str) -> str:
    # A csv keeps no control characters: a cell that has one is still the cell that was changed.
    return clean_text(text).strip()


def _brief(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 60 else f"{flat[:60]}…")
