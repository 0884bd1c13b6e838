"""How do listings become the file that a store takes, and by which digest is a changed listing known?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from listingkit.cells import number_text
from listingkit.files import write_bytes
from listingkit.findings import Finding
from listingkit.listing.model import Listing
from listingkit.listing.rows import heading_rows, keyed_rows, layout_for, listing_rows
from listingkit.listing.values import image_values
from listingkit.merging.exported import SHEET as EXPORTED
from listingkit.merging.exported import head_lines, row_lines
from listingkit.settings_pricing import PricingTable
from listingkit.stores.cells import Cell, plain
from listingkit.stores.layouts import Layout
from listingkit.stores.model import StoreProfile
from listingkit.tables import write_csv

if TYPE_CHECKING:
    from openpyxl import Workbook

    from listingkit.sheets.listing import Heading, Working
    from listingkit.sheets.package import Styled


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A store's file: how many listings it has, in how many rows below the header, and by model their digests."""

    path: Path
    listings: int
    rows: int
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)


CHOSEN = ("look", "option.", "other_options.", "shipping_template")
"""Fields whose values in the workbook a drop-down suggests."""
MOST_CHOICES = 1000


@dataclass(frozen=True, slots=True)
class Extras:
    """What a workbook shows that nobody uploads as it is: `findings` about its listings, and `thumbs`, small JPEGs by
    the path of the image that they stand for.
    """

    findings: Sequence[Finding] = ()
    thumbs: Mapping[str, bytes] = field(default_factory=dict)


def write_listings(
    shop_out: Path,
    profile: StoreProfile,
    listings: Sequence[Listing],
    pricing: PricingTable | None = None,
    extras: Extras | None = None,
) -> ExportResult:
    """Writes `shop_out`/listings/<store>.xlsx, .csv or .tsv, as the store's sheet asks. Raises BadOutputError.

    Every listing given is written: whoever calls leaves out those that are withheld. With `pricing`, which is what
    holds in the store, live prices stand in further sheets of a workbook that takes them, and so do `extras`.
    """
    sheet = profile.sheet
    target = shop_out / "listings" / f"{profile.name}.{sheet.format}"
    layout = layout_for(profile, listings)
    digests: dict[str, str] = {}
    groups = _noted(listings, profile, layout, digests)
    rows = row_count(listings, profile, layout)
    if sheet.format == "xlsx":
        from listingkit.sheets.listing import Heading, write_listing_xlsx

        heading = Heading(sheet.name, layout.columns, heading_rows(profile, layout))
        extras = extras or Extras()
        more = partial(_further_sheets, listings, profile, layout, pricing, extras) if sheet.prices else None
        working = _working(listings, profile, layout, heading, extras) if sheet.prices else None
        write_listing_xlsx(target, heading, groups, rows, more=more, working=working)
    else:
        *above, header = [*heading_rows(profile, layout), tuple(column.header for column in layout.columns)]
        lines = (row for group in groups for row in group)
        write_csv(target, header, lines, bom=sheet.bom, separator=sheet.delimiter, above=above)
    return ExportResult(target, sum(1 for listing in listings if listing.rows), rows, digests)


def write_price_sheet(
    shop_out: Path,
    profile: StoreProfile,
    listings: Sequence[Listing],
    pricing: PricingTable,
    *,
    alike: Path | None = None,
) -> Path | None:
    """Live prices in `shop_out`/prices/<store>.xlsx; None where the store's own workbook has them.

    `alike` is such a workbook of the same products and settings, which is the same in every byte.
    Raises BadOutputError.
    """
    if profile.sheet.prices:
        return None
    from listingkit.sheets.prices import write_prices

    target = shop_out / "prices" / f"{profile.name}.xlsx"
    if alike:
        write_bytes(target, alike.read_bytes())
    else:
        write_prices(target, listings, pricing, _skus(listings))
    return target


def _further_sheets(
    listings: Sequence[Listing],
    profile: StoreProfile,
    layout: Layout,
    pricing: PricingTable | None,
    extras: Extras,
    workbook: Workbook,
) -> dict[str, Iterable[Iterable[Styled]]]:
    """Findings, prices as formulas, and, hidden, what was exported: edits are told from it when they come home."""
    from listingkit.sheets.prices import add_prices
    from listingkit.sheets.told import SHEET as FINDINGS
    from listingkit.sheets.told import lay_out_findings

    told = lay_out_findings(workbook, extras.findings, profile.sheet.name, _column_of(layout, "sku"))
    rows: dict[str, Iterable[Iterable[Styled]]] = {FINDINGS: told}
    rows |= add_prices(workbook, listings, pricing, _skus(listings)) if pricing else {}
    hidden = workbook.create_sheet(EXPORTED)
    hidden.sheet_state = "veryHidden"
    keyed = (row for listing in listings for row in keyed_rows(listing, profile, layout))
    lines = chain(head_lines(profile.name, layout.columns), row_lines(keyed))
    return {**rows, EXPORTED: ([(text or None, 0) for text in line] for line in lines)}


def _working(
    listings: Sequence[Listing], profile: StoreProfile, layout: Layout, heading: Heading, extras: Extras
) -> Working:
    """Pictures, marked cells and drop-downs of a sheet with a row for each SKU."""
    from listingkit.sheets.listing import Working, picture_column
    from listingkit.sheets.told import FILLS, marked

    columns = layout.columns
    marks = marked(extras.findings, listings, columns, heading.row + 1, picture_column(columns))
    shown = [row.picture for listing in listings for row in listing.rows]
    pictures = [(each.path, each.alt) if each else ("", "") for each in shown]
    seen: dict[int, dict[str, None]] = {
        at: {} for at, column in enumerate(columns, start=1) if column.field.startswith(CHOSEN)
    }
    for cells in (cells for listing in listings for cells in listing_rows(listing, profile, layout)):
        for at, texts in seen.items():
            if (text := plain(cells[at - 1])) and len(texts) < MOST_CHOICES:
                texts[text] = None
    fills = {place: FILLS[severity] for place, severity in marks.fills.items()}
    return Working(pictures, extras.thumbs, fills, marks.notes, {at: list(texts) for at, texts in seen.items()})


def _column_of(layout: Layout, field: str) -> int:
    """The number of the first column that holds it, from 1."""
    return next((at for at, column in enumerate(layout.columns, start=1) if column.field == field), 1)


def _skus(listings: Sequence[Listing]) -> int:
    return sum(len(listing.rows) for listing in listings)


def row_count(listings: Iterable[Listing], profile: StoreProfile, layout: Layout) -> int:
    """How many rows these listings take below the header."""
    return sum(layout.height(len(each.rows), len(image_values(each, profile))) for each in listings)


def listing_digests(listings: Sequence[Listing], profile: StoreProfile) -> dict[str, str]:
    """By model, what the store's file says of each listing and which pictures it has, as a digest."""
    layout = layout_for(profile, listings)
    return {each.spu: _digest(each, layout, list(listing_rows(each, profile, layout))) for each in listings}


def _noted(
    listings: Iterable[Listing], profile: StoreProfile, layout: Layout, digests: dict[str, str]
) -> Iterator[list[list[Cell]]]:
    for listing in listings:
        rows = list(listing_rows(listing, profile, layout))
        digests[listing.spu] = _digest(listing, layout, rows)
        yield rows


def _digest(listing: Listing, layout: Layout, rows: Iterable[Sequence[Cell]]) -> str:
    # With the header beside each cell, a column that another product brings along changes nothing here.
    headers = [column.header for column in layout.columns]
    told = [
        [
            (header, cell if isinstance(cell, str) else number_text(cell))
            for header, cell in zip(headers, row, strict=True)
            if cell is not None
        ]
        for row in rows
    ]
    # The images too: at an unchanged URL, a store that fetches it again still gets another picture.
    images = [(each.path, each.digest) for pictures in listing.pictures.values() for each in pictures]
    return hashlib.sha256(json.dumps([told, images]).encode()).hexdigest()
