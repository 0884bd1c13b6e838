"""Will every cell of a listing reach the store as the seller wrote it?

Titles, descriptions, bullet points, brands and options have rules of their own (`listing.text`); this is about the
columns that hold something else: SKUs, barcodes, materials, attributes, alternative texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from listingkit.cells import MAX_TEXT, cell_length, controls_in, reads_as_formula
from listingkit.findings import Finding, Place, Severity, finding
from listingkit.listing.model import Listing, Row
from listingkit.listing.values import image_values, product_values, sku_values
from listingkit.stores.fields import IDENTIFIERS, Level, field_named
from listingkit.stores.layouts import PLAIN_NUMBER, Values
from listingkit.stores.model import Column, StoreProfile

ELSEWHERE = re.compile(r"title|description|brand|bullet\..*|option\..*|other_options.*|look")
"""Fields that `listing.text` speaks of."""
Told = tuple[Values, Row | None]


def cell_findings(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """What a cell of the store's file could not hold, would lose, or a spreadsheet would take for a formula."""
    told: dict[Level, list[Told]] = {
        Level.PRODUCT: [(product_values(listing), None)],
        Level.SKU: [(sku_values(listing, row), row) for row in listing.rows],
        Level.IMAGE: [(values, None) for values in image_values(listing, profile)],
    }
    for column in profile.sheet.columns:
        field = field_named(column.field)
        if field and not ELSEWHERE.fullmatch(column.field):
            for text, row in _texts(column.field, told[field.level]):
                yield from _Cell(listing, profile, column, text, row).findings()


def _texts(field: str, told: Iterable[Told]) -> Iterator[tuple[str, Row | None]]:
    """Every different text of a column, with the row that it is first seen in."""
    seen: set[str] = set()
    for values, row in told:
        text = values.get(field)
        if isinstance(text, str) and text not in seen:
            seen.add(text)
            yield text, row


@dataclass(frozen=True, slots=True)
class _Cell:
    """One text below one header."""

    listing: Listing
    profile: StoreProfile
    column: Column
    text: str
    row: Row | None

    def findings(self) -> Iterator[Finding]:
        identifier = self.column.field in IDENTIFIERS
        if controls := controls_in(self.text):
            told = ", ".join(f"{name} at position {position}" for position, name in controls[:5])
            yield self._finding("cell.control-character", f"holds {told}, which is left out")
        if self.profile.sheet.format == "xlsx" and (length := cell_length(self.text)) > MAX_TEXT:
            yield self._finding("cell.too-long", f"has {length} characters, a cell of a workbook holds {MAX_TEXT}")
        if self.profile.sheet.format == "csv" and reads_as_formula(self.text):
            # CSV knows no text cells: Excel runs such a text as a formula (OWASP, "CSV Injection").
            problem = f"“{self.text[:40]}” reads as a formula, so an apostrophe would stand before it"
            # With an apostrophe a SKU is another SKU; any other text is only less pretty.
            yield self._finding("cell.formula", problem, None if identifier else Severity.WARNING)
        if self.column.kind != "text" and not identifier and not PLAIN_NUMBER.fullmatch(self.text):
            yield self._finding("cell.not-a-number", f"is for numbers and holds “{self.text[:40]}”")

    def _finding(self, code: str, problem: str, severity: Severity | None = None) -> Finding:
        spu = self.listing.spu
        place = self.listing.product.place
        if self.row and self.row.variant.place.row is not None:
            place = self.row.variant.place
        return finding(
            code,
            f"{spu}: {self.profile.label}'s column “{self.column.header}” {problem}",
            subject=spu,
            place=Place(place.file, place.sheet, place.row, self.column.field.removeprefix("attribute.")),
            spu=spu,
            severity=severity,
        )
