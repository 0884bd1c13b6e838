"""Which settings do the formulas of the price sheet refer to, and under which names?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.workbook.defined_name import DefinedName

from listingkit.listing.rounding import PLACES, places_of
from listingkit.listing.working import rate_of
from listingkit.settings_pricing import PricingTable
from listingkit.sheets.package import Formula, Styled, head_cell, register_style, set_up_printing

USD, SHARE, PLAIN = '"$"#,##0.00##', "0.00%", "General"
HEAD, INPUT, RESULT = "374151", "DBEAFE", "E5E7EB"
ABOUT = (
    "Change a blue value and {sheet} is worked out again; listingkit itself reads shop.toml, so write there what you "
    "decide on. Prices up to $1,000,000 come out to the cent as listingkit makes them."
)


class _Setting(NamedTuple):
    name: str
    value: Decimal | int | Formula
    format: str
    meaning: str


def lay_out_settings(workbook: Workbook, pricing: PricingTable, prices: str) -> dict[str, list[list[Styled]]]:
    """Adds the sheet of settings, each value a named cell, and returns its rows by its title.

    `prices` is the title of the sheet that uses them.
    """
    sheet = workbook.create_sheet("Price settings")
    for number, header in enumerate(("Name", "Value", "Meaning"), start=1):
        head_cell(sheet, 1, number, header, HEAD)
    for letter, width in {"A": 22, "B": 14, "C": 84}.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, pages_wide=1)
    text = register_style(sheet, "@", Border(), Alignment(vertical="top", wrap_text=True, indent=1))
    rows: list[list[Styled]] = []
    for number, setting in enumerate(_settings(pricing), start=2):
        fill = RESULT if isinstance(setting.value, Formula) else INPUT
        value = register_style(sheet, setting.format, Border(), Alignment(vertical="top"), fill)
        rows.append([(setting.name, text), (setting.value, value), (setting.meaning, text)])
        place = f"'{sheet.title}'!$B${number}"
        workbook.defined_names[setting.name] = DefinedName(setting.name, attr_text=place)
    rows += [[], [(None, text), (None, text), (ABOUT.format(sheet=prices), text)]]
    return {sheet.title: rows}


def _settings(pricing: PricingTable) -> Iterator[_Setting]:
    rate = rate_of(pricing)
    day = f", {rate.date}" if rate and pricing.cost_currency != "USD" else ""
    yield _Setting("Exchange_rate", rate.usd if rate else 0, PLAIN, f"US dollars for one {pricing.cost_currency}{day}")
    yield from _freight(pricing)
    yield from _shares(pricing)
    yield from _ends(pricing)


def _freight(pricing: PricingTable) -> Iterator[_Setting]:
    yield _Setting("Freight_per_piece", pricing.freight_usd, USD, "for each piece")
    yield _Setting("Freight_per_kg", pricing.freight_usd_per_kg, USD, "for each kilogram charged")
    yield _Setting("Volumetric_divisor", pricing.volumetric_divisor, PLAIN, "cm³ that count as a kilogram; 0: none do")
    yield _Setting("Volumetric_from_cm", pricing.volumetric_from_cm, PLAIN, "only where a side is that long")
    yield _Setting("Weight_min_g", pricing.weight_min_g, PLAIN, "the least that is charged")
    yield _Setting("Weight_step_g", pricing.weight_step_g, PLAIN, "charged in such steps; 0: to the gram")
    yield _Setting("Packing_usd", pricing.packing_usd, USD, "for each piece")
    yield _Setting("Fixed_fee_usd", pricing.fixed_fee_usd, USD, "fees that do not depend on the price")
    bearer = "" if pricing.duty_by == "seller" else "; 0, since the buyer bears it"
    yield _Setting("Duty_share", pricing.seller_duty, SHARE, f"duty that the seller bears{bearer}")
    on_freight = int(pricing.duty_on == "cost+freight")
    yield _Setting("Duty_on_freight", on_freight, PLAIN, "1: duty on cost and freight; 0: on the cost alone")


def _shares(pricing: PricingTable) -> Iterator[_Setting]:
    yield _Setting("Commission_share", pricing.commission, SHARE, "of what the buyer pays")
    yield _Setting("Payment_share", pricing.payment, SHARE, "of what the buyer pays")
    yield _Setting("Ads_share", pricing.ads, SHARE, "of what the buyer pays")
    yield _Setting("Margin_share", pricing.margin, SHARE, "what you want to keep, of what the buyer pays")
    # Rounded, so that no binary dust of the subtraction is multiplied by the division that follows.
    kept = Formula("ROUND(1-Commission_share-Payment_share-Ads_share-Margin_share,12)", float(pricing.kept))
    yield _Setting("Kept_share", kept, SHARE, "what is left of the price for costs")
    yield _Setting("Coupon_share", pricing.coupon, SHARE, "the largest coupon that a buyer will have")
    after = Formula("ROUND(1-Coupon_share,12)", float(1 - pricing.coupon))
    yield _Setting("After_coupon", after, SHARE, "what such a buyer pays")


def _ends(pricing: PricingTable) -> Iterator[_Setting]:
    yield _Setting("Floor_usd", pricing.floor_usd, USD, "never below, with the coupon either")
    meaning = "prices of the same ending lie so far apart: 1 with 0.99, 10 with 9.99, 0.01 without an ending"
    yield _Setting("Period", pricing.period, PLAIN, meaning)
    for number, end in enumerate(pricing.endings, start=1):
        yield _Setting(f"Ending_{number}", end, "0.00", "what prices end in")
    places = Formula(f"{PLACES}+ROUND(LOG10(Period),0)", places_of(pricing))
    yield _Setting("Places", places, PLAIN, "decimals that count when prices are raised; the rest is binary dust")
    yield _Setting("List_factor", pricing.list_price_factor, PLAIN, "the struck-through price, in prices; 1: none")
    yield _Setting("Discount_share", pricing.discount, SHARE, "the struck-through price shows at least this much off")
    after = Formula("ROUND(1-Discount_share,12)", float(1 - pricing.discount))
    yield _Setting("After_discount", after, SHARE, "the price, of the struck-through one")
