"""In which cells of a listing workbook do findings stand, and how does the sheet of all findings look?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.utils import get_column_letter

from listingkit.findings import Finding, Severity
from listingkit.listing.model import Listing
from listingkit.sheets.package import Formula, Styled, head_cell, register_style, set_up_printing
from listingkit.sheets.parts import Note
from listingkit.stores.model import Column

SHEET = "Findings"
FILLS = {Severity.ERROR: "FBDEDB", Severity.WARNING: "FDF0C8", Severity.INFO: "E4ECF9"}
MOST_LINES = 8
"""Findings that one note tells."""
ABOUT = (
    (re.compile(r"^price\."), ("price_usd", "full_price_usd")),
    (re.compile(r"^(image|photo|shots)\.|images"), ("picture",)),
    (re.compile(r"\btitle\b"), ("title",)),
    (re.compile(r"\bdescription\b"), ("description",)),
    (re.compile(r"stock"), ("stock",)),
    (re.compile(r"weight"), ("weight_",)),
    (re.compile(r"parcel|length_cm"), ("length_",)),
    (re.compile(r"barcode"), ("barcode", "gtin")),
    (re.compile(r"option|colou?r"), ("look", "option")),
)
"""Words of a finding's code and message, and the fields whose cell it is about."""
COLUMNS = (("severity", 10), ("code", 28), ("about", 22), ("what", 92), ("what to do", 60), ("where", 36), ("row", 8))


@dataclass(frozen=True, slots=True)
class Marked:
    """Which cells are marked, and the notes on them; rows and columns count from 1."""

    fills: Mapping[tuple[int, int], Severity] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def marked(
    findings: Iterable[Finding], listings: Sequence[Listing], columns: Sequence[Column], first: int, picture: int
) -> Marked:
    """Where findings stand in a sheet of a row per SKU that begins in row `first`; `picture` is the pictures' column,
    0 for none."""
    rows: dict[str, int] = {}
    number = first
    for listing in listings:
        rows.setdefault(listing.spu, number)
        for row in listing.rows:
            rows.setdefault(row.variant.skc, number)
            rows.setdefault(row.sku, number)
            number += 1
    told: dict[tuple[int, int], list[Finding]] = {}
    for each in findings:
        at = rows.get(each.subject) or rows.get(each.spu)
        if at is not None:
            told.setdefault((at, _column(each, columns, picture)), []).append(each)
    order = list(Severity).index
    fills = {place: min((each.severity for each in several), key=order) for place, several in told.items()}
    notes = [Note(*place, _lines(several)) for place, several in sorted(told.items())]
    return Marked(fills, tuple(notes))


def _column(found: Finding, columns: Sequence[Column], picture: int) -> int:
    words = f"{found.code} {found.message.partition(': ')[2] or found.message}"
    for pattern, fields in ABOUT:
        if pattern.search(words):
            if fields == ("picture",) and picture:
                return picture
            for at, column in enumerate(columns, start=1):
                if column.field.startswith(fields):
                    return at
    return next((at for at, column in enumerate(columns, start=1) if column.field == "sku"), 1)


def _lines(several: Sequence[Finding]) -> str:
    lines = [f"{each.severity}: {each.message}" for each in several[:MOST_LINES]]
    if len(several) > MOST_LINES:
        lines.append(f"… and {len(several) - MOST_LINES:,} more, in the sheet {SHEET}")
    cures = list(dict.fromkeys(each.hint for each in several if each.hint))
    return "\n".join([*lines, *(f"→ {cure}" for cure in cures[:2])])


def lay_out_findings(workbook: Workbook, findings: Sequence[Finding], sheet: str, key: int) -> Iterator[list[Styled]]:
    """The sheet of all findings, the gravest first; each leads to the row of its SKU, wherever that was sorted to.

    `key` is the column of SKUs in the sheet of that name.
    """
    page = workbook.create_sheet(SHEET)
    for number, (name, width) in enumerate(COLUMNS, start=1):
        head_cell(page, 1, number, name, "374151")
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(findings) + 1}"
    set_up_printing(page, pages_wide=1, header="Findings")
    place = Alignment(vertical="top", wrap_text=True)
    plain = register_style(page, "@", Border(), place)
    fills = {severity: register_style(page, "@", Border(), place, fill) for severity, fill in FILLS.items()}
    order = list(Severity)
    ranked = sorted(findings, key=lambda each: (order.index(each.severity), each.code, each.subject))
    letter = get_column_letter(key)
    return _rows(ranked, fills, plain, f"'{sheet}'", letter)


def _rows(
    findings: Iterable[Finding], fills: Mapping[Severity, int], plain: int, sheet: str, letter: str
) -> Iterator[list[Styled]]:
    for each in findings:
        texts = (each.code, each.subject, each.message, each.hint, str(each.place))
        yield [
            (str(each.severity), fills[each.severity]),
            *((text, plain) for text in texts),
            (_link(each, sheet, letter), plain),
        ]


def _link(found: Finding, sheet: str, letter: str) -> Formula | None:
    key = found.subject or found.spu
    if not key or '"' in key:
        return None
    column = f"{sheet}!${letter}:${letter}"
    plain = re.sub(r"([~*?])", r"~\1", key)
    # SKUs of a model or look begin with it: wildcards find the first of them.
    row = f'IFERROR(MATCH("{plain}",{column},0),MATCH("{plain}-*",{column},0))'
    return Formula(f'IFERROR(HYPERLINK("#{sheet}!{letter}"&{row},"row "&{row}),"")', "row")
