"""Which findings has the seller looked at and accepted? shop.toml and accepted.csv say so, with the reason."""

from __future__ import annotations

from pathlib import Path

from listingkit.errors import UsageError
from listingkit.findings import Acceptance
from listingkit.shop import Shop
from listingkit.tables import read_tables, write_csv

HEADER = ("code", "subject", "reason")


def load_acceptances(shop: Shop) -> tuple[Acceptance, ...]:
    """Every decision of the shop. Raises BadInputError where accepted.csv cannot be read."""
    settings = (Acceptance(each.code, each.subject, each.reason) for each in shop.settings.check.accept)
    return (*settings, *_rows(_file(shop)))


def accept(shop: Shop, decision: Acceptance) -> Path:
    """Adds one decision to accepted.csv and returns the file.

    Raises UsageError for a missing reason, BadOutputError where it cannot be written.
    """
    if not decision.reason.strip():
        raise UsageError("an accepted finding needs its reason", 'Add --reason "…", for whoever reads it next year.')
    file = _file(shop)
    known = _rows(file)
    if decision not in known:
        write_csv(file, HEADER, [(each.code, each.subject, each.reason) for each in (*known, decision)], bom=True)
    return file


def _file(shop: Shop) -> Path:
    return shop.root / "accepted.csv"


def _rows(file: Path) -> tuple[Acceptance, ...]:
    if not file.exists():
        return ()
    found = [(*row.cells, "", "", "")[:3] for sheet in read_tables(file) for row in sheet.rows]
    return tuple(
        Acceptance(code.strip(), subject.strip() or "*", reason.strip())
        for code, subject, reason in found
        if code.strip() and code.strip().casefold() != HEADER[0]
    )
