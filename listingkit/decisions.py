"""Which findings has the seller looked at and accepted? shop.toml and accepted.csv say so, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError, UsageError
from listingkit.findings import Acceptance, unknown_selectors
from listingkit.settings import CheckTable
from listingkit.shop import Shop
from listingkit.tables import Row, read_tables, write_csv

HEADER = ("code", "subject", "reason")


def check_codes(settings: CheckTable, asked: Iterable[str]) -> None:
    """Raises UsageError where flags, BadInputError where `[check]` names a finding code that does not exist."""
    if unknown := unknown_selectors(asked):
        raise UsageError(*_no_such_code(unknown))
    named = [*settings.ignore, *settings.severity, *(each.code for each in settings.accept)]
    if unknown := unknown_selectors(named):
        message, hint = _no_such_code(unknown)
        raise BadInputError(f"shop.toml: [check] {message}", hint)


@dataclass(frozen=True, slots=True)
class _Book:
    """accepted.csv as the seller keeps it: columns in any order, and some of the seller's own."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> int:
        return [text.strip().casefold() for text in self.header].index(name)

    def decisions(self) -> list[Acceptance]:
        code, subject, reason = (self.column(name) for name in HEADER)
        return [
            Acceptance(_cell(row, code), _cell(row, subject) or "*", _cell(row, reason))
            for row in self.rows
            if _cell(row, code)
        ]


def load_acceptances(shop: Shop) -> tuple[Acceptance, ...]:
    """Every decision of the shop. Raises BadInputError where accepted.csv cannot be read or names an unknown code."""
    settings = (Acceptance(each.code, each.subject, each.reason) for each in shop.settings.check.accept)
    decided = _read(_file(shop)).decisions()
    if unknown := unknown_selectors(each.code for each in decided):
        message, hint = _no_such_code(unknown)
        raise BadInputError(f"accepted.csv: {message}", hint)
    return (*settings, *decided)


def accept(shop: Shop, decision: Acceptance) -> Path:
    """Adds one decision to accepted.csv, keeps what else is in it, and returns the file.

    Raises UsageError for a missing reason, BadOutputError where it cannot be written.
    """
    if not decision.reason.strip():
        raise UsageError("an accepted finding needs its reason", 'Add --reason "…", for whoever reads it next year.')
    file = _file(shop)
    book = _read(file)
    if decision not in book.decisions():
        added = dict(zip((book.column(name) for name in HEADER), _cells(decision), strict=True))
        row = tuple(added.get(index, "") for index in range(len(book.header)))
        write_csv(file, book.header, [*(each.cells for each in book.rows), row], bom=True)
    return file


def _read(file: Path) -> _Book:
    if not file.exists():
        return _Book(HEADER, ())
    rows = [row for sheet in read_tables(file) for row in sheet.rows]
    header = rows[0].cells if rows else HEADER
    missing = set(HEADER) - {text.strip().casefold() for text in header}
    if missing:
        raise BadInputError(
            f"accepted.csv has no column {' and '.join(sorted(missing))}", "Its first row is: code,subject,reason."
        )
    return _Book(header, tuple(rows[1:]))


def _cells(decision: Acceptance) -> tuple[str, str, str]:
    return decision.code, decision.subject, decision.reason


def _cell(row: Row, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""


def _file(shop: Shop) -> Path:
    return shop.root / "accepted.csv"


def _no_such_code(unknown: Mapping[str, str]) -> tuple[str, str]:
    meant = ", ".join(f"{near} for {chosen}" for chosen, near in unknown.items() if near)
    hint = f"Did you mean {meant}? " if meant else ""
    return f"no finding code is called {', '.join(unknown)}", f"{hint}`listingkit rules` lists them all."
