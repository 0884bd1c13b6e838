"""Which findings has the seller looked at and accepted? shop.toml and accepted.csv say so, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

from listingkit.errors import BadInputError, UsageError
from listingkit.findings import Acceptance, unknown_selectors
from listingkit.kept_table import KeptTable, read_kept
from listingkit.settings_check import CheckTable
from listingkit.shop import Shop

HEADER = ("code", "subject", "reason")


def check_codes(settings: CheckTable, asked: Iterable[str]) -> None:
    """Raises UsageError where flags, BadInputError where `[check]` names a finding code that does not exist."""
    if unknown := unknown_selectors(asked):
        raise UsageError(*_no_such_code(unknown))
    named = [*settings.ignore, *settings.severity, *(each.code for each in settings.accept)]
    if unknown := unknown_selectors(named):
        message, hint = _no_such_code(unknown)
        raise BadInputError(f"shop.toml: [check] {message}", hint)


def load_acceptances(shop: Shop) -> tuple[Acceptance, ...]:
    """Every decision of the shop. Raises BadInputError where accepted.csv cannot be read or names an unknown code."""
    settings = (Acceptance(each.code, each.subject, each.reason) for each in shop.settings.check.accept)
    decided = _decisions(read_kept(_file(shop), HEADER))
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
    book = read_kept(file, HEADER)
    if decision not in _decisions(book):
        row = book.with_cells((), dict(zip(HEADER, astuple(decision), strict=True)))
        book.write(file, [*(each.cells for each in book.rows), row])
    return file


def _decisions(book: KeptTable) -> list[Acceptance]:
    told = ([book.cell(row, name) for name in HEADER] for row in book.rows)
    return [Acceptance(code, subject or "*", reason) for code, subject, reason in told if code]


def _file(shop: Shop) -> Path:
    return shop.root / "accepted.csv"


def _no_such_code(unknown: Mapping[str, str]) -> tuple[str, str]:
    meant = ", ".join(f"{near} for {chosen}" for chosen, near in unknown.items() if near)
    hint = f"Did you mean {meant}? " if meant else ""
    return f"no finding code is called {', '.join(unknown)}", f"{hint}`listingkit rules` lists them all."
