"""Will every cell of a listing reach the store as the seller wrote it?

Of any store: what it takes itself is a matter of `listing.text`, and which characters are English of `listing.english`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listingkit.cells import MAX_TEXT, cell_length, controls_in, reads_as_formula
from listingkit.findings import Finding, Severity
from listingkit.listing.model import Listing, Row
from listingkit.listing.rows import listing_rows
from listingkit.listing.telling import place_of, told
from listingkit.listing.values import Told
from listingkit.stores.cells import PLAIN_NUMBER
from listingkit.stores.fields import IDENTIFIERS
from listingkit.stores.layouts import Layout
from listingkit.stores.model import Column, StoreProfile

MADE = re.compile(r"(sku_)?title|description|brand|bullet\..*|option\..*|other_options.*|look")
"""Fields made of what the catalogue and [wording] say together; `listing.english` tells their control characters."""


def cell_findings(
    listing: Listing, profile: StoreProfile, layout: Layout, values: Told | None = None
) -> Iterator[Finding]:
    """What a cell of the store's file could not hold, would lose, or a spreadsheet would take for a formula.

    Of the rows as they are written, so that nothing depends on how a store's columns are put together; a text that
    stands in several rows of a column is told once.
    """
    values = values or Told.of(listing)
    seen: list[set[str]] = [set() for _ in layout.columns]
    for row in listing_rows(listing, profile, layout, values):
        for column, cell, known in zip(layout.columns, row, seen, strict=True):
            if isinstance(cell, str) and cell not in known:
                known.add(cell)
                if cell != column.text:
                    yield from _Cell(listing, values, profile, column, cell).findings()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One text below one header."""

    listing: Listing
    values: Told
    profile: StoreProfile
    column: Column
    text: str

    def findings(self) -> Iterator[Finding]:
        identifier = self.column.field in IDENTIFIERS
        if (controls := controls_in(self.text)) and not MADE.fullmatch(self.column.field):
            named = ", ".join(f"{name} at position {position}" for position, name in controls[:5])
            yield self._finding("cell.control-character", f"holds {named}, which is left out")
        if self.profile.sheet.format == "xlsx" and (length := cell_length(self.text)) > MAX_TEXT:
            yield self._finding("cell.too-long", f"has {length} characters, a cell of a workbook holds {MAX_TEXT}")
        if self.profile.sheet.format != "xlsx" and reads_as_formula(self.text):
            # CSV knows no text cells: Excel runs such a text as a formula (OWASP, "CSV Injection").
            problem = f"“{self.text[:40]}” reads as a formula, so an apostrophe would stand before it"
            # With an apostrophe a SKU is another SKU; any other text is only less pretty.
            yield self._finding("cell.formula", problem, None if identifier else Severity.WARNING)
        if self.column.cell_kind != "text" and not identifier and not PLAIN_NUMBER.fullmatch(self.text):
            yield self._finding("cell.not-a-number", f"is for numbers and holds “{self.text[:40]}”")

    def _finding(self, code: str, problem: str, severity: Severity | None = None) -> Finding:
        column = "" if MADE.fullmatch(self.column.field) else self.column.field.removeprefix("attribute.")
        return told(
            self.listing,
            code,
            f"{self.profile.label}'s column “{self.column.header}” {problem}",
            at=place_of(self.listing, self._row(), column),
            severity=severity,
        )

    def _row(self) -> Row | None:
        """The SKU that brings the text; None where the product does."""
        both = zip(self.listing.rows, self.values.skus, strict=True)
        return next((row for row, values in both if values.get(self.column.field) == self.text), None)
