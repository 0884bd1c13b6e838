"""How does a seller see every price worked out, and try other settings, in a spreadsheet?

Two sheets: one row per SKU with its steps as live formulas, and the settings they refer to by name. The formulas round
as `listing.rounding` does, so that a spreadsheet comes to the same cents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_ROWS
from listingkit.errors import BadOutputError
from listingkit.listing.model import Listing
from listingkit.settings_pricing import PricingTable
from listingkit.sheets.package import Formula, Styled, head_cell, register_style, save_workbook, set_up_printing
from listingkit.sheets.price_cells import PricedRow, priced_rows, raised_formula
from listingkit.sheets.price_settings import lay_out_settings

INPUT, STEP, RESULT = "1D4ED8", "374151", "166534"
"""Header fills: blue for what the catalogue says, grey for steps, green for what comes out."""
USD, EXACT, GRAMS, PLAIN, SHARE, TEXT = '"$"#,##0.00', '"$"#,##0.0000', "#,##0.##", "General", "0.0%", "@"

PriceRows = dict[str, Iterable[list[Styled]]]
"""Rows of the sheets that have prices, by title."""


class _Column(NamedTuple):
    header: str
    fill: str
    format: str
    width: int
    cell: Callable[[PricedRow], Decimal | str | None]
    """What stands in the cell, or what the formula comes to."""
    formula: str = ""
    """With `#` where the row's number belongs; empty for what is no formula."""


def add_prices(workbook: Workbook, listings: Iterable[Listing], pricing: PricingTable, total: int) -> PriceRows:
    """Lays out the two sheets in `workbook`; the rows are to be written with it, by sheet title.

    `total` is how many SKUs there are. Raises BadOutputError where a sheet does not hold them.
    """
    if total >= MAX_ROWS:
        raise BadOutputError(f"{total} prices, and a sheet holds {MAX_ROWS - 1}", "Split the catalogue into two shops.")
    sheet = workbook.create_sheet("Prices")
    columns = _columns(pricing)
    _lay_out(sheet, columns, total)
    settings = lay_out_settings(workbook, pricing, sheet.title)
    styles = [_style(sheet, column.format) for column in columns]
    return {sheet.title: _rows(listings, pricing, columns, styles), **settings}


def write_prices(target: Path, listings: Iterable[Listing], pricing: PricingTable, total: int) -> None:
    """A workbook of prices alone, for a store whose file is csv. Equal input, equal bytes. Raises BadOutputError."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    save_workbook(workbook, target, add_prices(workbook, listings, pricing, total))


def _columns(pricing: PricingTable) -> list[_Column]:
    wanted = raised_formula("MAX(O#*List_factor,O#/After_discount)", pricing)
    lists = f'IF(AND(MAX(List_factor,1/After_discount)>1,{wanted}>O#),{wanted},"")'
    volume = "D#*E#*F#*1000/Volumetric_divisor"
    weight = "MAX(C#,H#,Weight_min_g)"
    return [
        _Column("SKU", INPUT, TEXT, 24, lambda row: row.sku),
        _Column(f"Cost, {pricing.cost_currency}", INPUT, PLAIN, 10, lambda row: row.cost),
        _Column("Weight, g", INPUT, PLAIN, 9, lambda row: row.weight_g),
        _Column("Length, cm", INPUT, PLAIN, 9, lambda row: row.side(0)),
        _Column("Width, cm", INPUT, PLAIN, 9, lambda row: row.side(1)),
        _Column("Height, cm", INPUT, PLAIN, 9, lambda row: row.side(2)),
        _Column("Cost, USD", STEP, EXACT, 11, lambda row: row.cost_usd, "B#*Exchange_rate"),
        _Column(
            "Volumetric, g", STEP, GRAMS, 11, lambda row: row.volumetric_g,
            f"IF(AND(Volumetric_divisor>0,COUNT(D#:F#)=3,MAX(D#:F#)>=Volumetric_from_cm),{volume},0)",
        ),
        _Column(
            "Charged, g", STEP, GRAMS, 10, lambda row: row.charged_g,
            f"IF(Weight_step_g>0,-INT(-ROUND({weight}/Weight_step_g,8))*Weight_step_g,{weight})",
        ),
        _Column("Freight", STEP, EXACT, 10, lambda row: row.freight, "Freight_per_piece+Freight_per_kg*I#/1000"),
        _Column("Packing and fixed fees", STEP, EXACT, 10, lambda row: row.fixed, "Packing_usd+Fixed_fee_usd"),
        _Column("Duty", STEP, EXACT, 10, lambda row: row.duty, "Duty_share*(G#+Duty_on_freight*J#)"),
        _Column("Costs together", STEP, EXACT, 11, lambda row: row.total, "G#+J#+K#+L#"),
        _Column(
            "Price needed", STEP, EXACT, 12, lambda row: row.needed, "MAX(M#/Kept_share,Floor_usd)/After_coupon"
        ),
        _Column("Price, USD", RESULT, USD, 12, lambda row: row.usd, raised_formula("N#", pricing)),
        _Column("List price, USD", RESULT, USD, 12, lambda row: row.list_usd, lists),
        _Column("Paid with coupon", STEP, EXACT, 11, lambda row: row.paid, "O#*After_coupon"),
        _Column("Fees", STEP, EXACT, 10, lambda row: row.fees, "Q#*(Commission_share+Payment_share+Ads_share)"),
        _Column("Margin, USD", RESULT, USD, 11, lambda row: row.margin, "Q#-R#-M#"),
        _Column("Margin", RESULT, SHARE, 9, lambda row: row.margin_share, "IF(Q#=0,0,S#/Q#)"),
        _Column("Note", STEP, TEXT, 26, lambda row: row.note),
    ]  # fmt: skip


def _lay_out(sheet: Worksheet, columns: list[_Column], total: int) -> None:
    for number, column in enumerate(columns, start=1):
        cell = head_cell(sheet, 1, number, column.header, column.fill)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{total + 1}"
    set_up_printing(sheet, pages_wide=1)


def _style(sheet: Worksheet, number_format: str) -> int:
    return register_style(sheet, number_format, Border(), Alignment(vertical="top"))


def _rows(
    listings: Iterable[Listing], pricing: PricingTable, columns: list[_Column], styles: list[int]
) -> Iterator[list[Styled]]:
    # Once split, a formula of any row is the row's number between the pieces.
    pieces = [column.formula.split("#") for column in columns]
    for number, row in enumerate(priced_rows(listings, pricing), start=2):
        at = str(number)
        cells: list[Styled] = []
        for column, parts, style in zip(columns, pieces, styles, strict=True):
            value = column.cell(row)
            if not column.formula or value is None or (row.given and column.header == "Price, USD"):
                cells.append((value, style))
            else:
                cells.append((Formula(at.join(parts), value if isinstance(value, str) else float(value)), style))
        yield cells
