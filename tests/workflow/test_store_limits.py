"""For any catalogue that the loader accepts: does every cell keep to the store's limits, or does a finding say so?

The oracle shares nothing with the rules that it tests: limits come from the store's profile, cells from the exported
file as another program reads it. An error withholds its product, so whatever is in a file and beyond a limit that is
sure (confidence V, R or C) is a failure; beyond one that is not (K), there has to be a finding about that product.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from listingkit.catalog.load import load_catalog
from listingkit.catalog.model import Catalog
from listingkit.errors import BadInputError
from listingkit.findings import Finding, Severity, withheld_products
from listingkit.listing.build import Sources, build_listings
from listingkit.listing.check_columns import terms_findings
from listingkit.listing.model import Listing
from listingkit.listing.placing import PictureSource
from listingkit.listing.price_check import price_findings
from listingkit.sheets.export import write_listings
from listingkit.stores.load import builtin_names
from listingkit.stores.model import Column, Confidence, Rule, StoreProfile
from tests.builders.catalog import shop_at
from tests.builders.listing import TODAY, photographed, shot_of_every_look, store

# ---------------------------------------------------------------------------------------- catalogues as they come

WEIRD = st.text(
    st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"])
    | st.sampled_from("=+-@'\"#:,;<>& \t\x07\u200b\u00a0é伞Ａ－🌂\ufeff_"),
    min_size=1,
    max_size=25,
)
LONG = st.integers(1, 400).map(lambda size: ("Windproof Umbrella " * 30)[:size])
TEXT = WEIRD | LONG
FIGURE = st.sampled_from(["", "0", "0.001", "0.004", "0.4", "99", "1000", "2999.5", "70001", "1000000", "999999999"])
OWN_SKU = st.sampled_from(["=A1", "+2x", "-9", "a-sku-of-more-than-twenty-letters", "x" * 50, "a b", "u#1"]) | WEIRD
PRODUCTS = 10
SIDES = ("length_cm", "width_cm", "height_cm")
Odd = dict[str, st.SearchStrategy[str]]

PRODUCT = {
    "name": ["Folding Umbrella", "Sun Umbrella"], "colours": ["Navy", "Navy; Red; Green", ""],
    "patterns": ["", "Plaid; Dots"], "size": ["", "S; M; L"], "material": ["pongee", ""],
    "description": ["", "A <b>fine</b> umbrella.\nLight."], "cost": ["20", "35.5"], "price_usd": ["", "19.99"],
    "weight_g": ["420", "300.5"], "length_cm": ["60", "30.2"], "width_cm": ["8"], "height_cm": ["7"],
    "stock": ["", "5"], "barcode": ["", "0012345678905"], "origin_note": ["", "Shaoxing"],
}  # fmt: skip
ONE_OPTION = {**PRODUCT, "colours": ["Navy; Red"], "patterns": [""], "size": [""]}
VARIANT = {
    "colour": ["Navy", "Red"], "sku": [""], "price_usd": ["", "7.5"], "stock": ["", "0", "12"],
    "barcode": ["", "6901234567892"], "weight_g": ["", "350"],
}  # fmt: skip
SIZES = WEIRD | st.integers(2, 90).map(lambda most: "; ".join(f"{number} cm" for number in range(most)))
ODD_PRODUCTS: dict[str, Odd] = {
    "texts": dict.fromkeys(["name", "material", "description", "origin_note"], TEXT),
    "options": {"colours": TEXT, "patterns": TEXT, "size": SIZES},
    "figures": dict.fromkeys(["cost", "price_usd", "weight_g", "stock", *SIDES], FIGURE),
    "variants": {"barcode": WEIRD | FIGURE},
}
ODD_VARIANT: Odd = {
    "sku": OWN_SKU, "colour": WEIRD, "barcode": WEIRD, **dict.fromkeys(["price_usd", "stock", "weight_g"], FIGURE),
}  # fmt: skip


@st.composite
def rows_of(draw: st.DrawFn, usual: dict[str, list[str]], odd: Odd) -> list[dict[str, str]]:
    """A row for each product as sellers fill it, with one odd cell: with several, one would hide what another does."""
    rows = []
    for number in range(PRODUCTS):
        row = {"model": f"U{number}", **{name: draw(st.sampled_from(cells)) for name, cells in usual.items()}}
        name = draw(st.sampled_from(sorted(odd)))
        rows.append(row | {name: draw(odd[name])})
    return rows


def write_table(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


# ---------------------------------------------------------------------------------------- files as others read them


def table(file: Path) -> list[list[str]]:
    """Every cell as text, numbers in plain digits as they stand in the file."""
    if file.suffix != ".xlsx":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream, delimiter="\t" if file.suffix == ".tsv" else ","))
    return [[_shown(cell) for cell in row] for row in load_workbook(file).worksheets[0].iter_rows()]


def _shown(cell: Any) -> str:
    assert cell.data_type != "f", f"{cell.coordinate} became a formula"
    if isinstance(cell.value, str):
        return unescape(cell.value)
    if cell.value is None:
        return ""
    return f"{cell.value:.2f}" if cell.number_format == "0.00" else format(Decimal(str(cell.value)), "f")


# ---------------------------------------------------------------------------------------- the oracle

MONEY = re.compile(r"\d+\.\d\d")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
RUNS = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠\t]")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)%?")
COUNT = re.compile(r"\d+")
AMOUNT = re.compile(r"\d+(\.\d+)?")
FIGURES = {
    "stock": (COUNT, "", "stock_max", Decimal(1)),
    "weight_kg": (AMOUNT, "weight_min", "weight_max", Decimal(1)),
    "weight_g": (AMOUNT, "weight_min", "weight_max", Decimal("0.001")),
    **dict.fromkeys(
        ["price_usd", "list_price_usd", "full_price_usd", "reduced_price_usd"],
        (MONEY, "price_min", "price_max", Decimal(1)),
    ),
}
UNIT = re.compile(r" (USD|kg|g|cm|in|lb|oz)$")
PICTURE = re.compile(r"picture|sku_picture|picture\.[a-z0-9-]+\.\d+")
ADDRESS = re.compile(r"https://\S+|[\w.-]+\.(jpg|png|webp)")
TEXTS = {"title": "title", "description": "description", "look": "option_value"}


@dataclass(frozen=True)
class Breach:
    """A cell that is beyond a limit. Without a rule the cell itself is wrong, whatever the store."""

    spu: str
    header: str
    cell: str
    why: str
    rule: Rule | None


def breaches(profile: StoreProfile, rows: list[list[str]], whose: dict[str, str]) -> Iterator[Breach]:
    """Everything in the file that the store's profile does not allow."""
    header, *body = below_preamble(profile, rows)
    columns = {column.header: column for column in profile.sheet.columns}
    spu = ""
    for row in body:
        told = {
            columns[name].field if name in columns else f"other_options.{name}": cell
            for name, cell in zip(header, row, strict=True)
        }
        skus = told.get("sku") or told.get("skus", "").split(",")[0]
        spu = whose.get(skus.casefold(), "") or spu
        assert spu, f"nobody's row: {row}"
        for name, cell in zip(header, row, strict=True):
            column = columns.get(name) or Column(header=name, field=f"other_options.{name}")
            yield from (Breach(spu, name, cell, why, rule) for why, rule in _cell(profile, column, cell))
        yield from (Breach(spu, "parcel", "", why, rule) for why, rule in _parcel(profile, told))


def below_preamble(profile: StoreProfile, rows: list[list[str]]) -> list[list[str]]:
    """The rows from the header on: some stores want others above it."""
    first = profile.sheet.columns[0].header
    return rows[next(number for number, row in enumerate(rows) if row[0] == first) :]


def _cell(profile: StoreProfile, column: Column, cell: str) -> Iterator[tuple[str, Rule | None]]:
    if CONTROL.search(cell):
        yield "a control character", None
    if profile.sheet.format != "xlsx" and len(cell) > 1 and RUNS.match(cell) and not NUMBER.fullmatch(cell):
        yield "would run as a formula", None
    if cell and (stem := _stem(column.field)):
        yield from _text(profile, stem, cell)
    if cell and column.field in FIGURES:
        shape, least, most, factor = FIGURES[column.field]
        figure = UNIT.sub("", cell)
        if not shape.fullmatch(figure):
            yield "no such figure", None
        else:
            yield from _between(profile, least, most, Decimal(figure) * factor)
    if cell and PICTURE.fullmatch(column.field) and not ADDRESS.fullmatch(cell):
        yield "neither a URL nor a file name", None


def _stem(field: str) -> str:
    if field.startswith("bullet."):
        return "bullet"
    if re.fullmatch(r"option\.\d+\.name", field):
        return "option_name"
    if re.fullmatch(r"option\.\d+\.value|other_options\..*", field):
        return "option_value"
    return TEXTS.get(field, "sku" if field == "sku" else "")


def _text(profile: StoreProfile, stem: str, cell: str) -> Iterator[tuple[str, Rule]]:
    longest, forbidden = profile.rules.get(f"{stem}_max"), profile.rules.get(f"{stem}_forbidden")
    if longest and longest.unit in {"characters", "bytes"}:
        length = len(cell.encode()) if longest.unit == "bytes" else len(cell)
        if length > int(longest.value):
            yield f"{length} {longest.unit}", longest
    pattern = profile.rules.get(f"{stem}_pattern")
    if pattern and not re.fullmatch(str(pattern.value), cell):
        yield "not of the store's pattern", pattern
    if forbidden and set(cell) & set(str(forbidden.value)):
        yield "a forbidden character", forbidden


def _between(profile: StoreProfile, least: str, most: str, value: Decimal) -> Iterator[tuple[str, Rule]]:
    low, high = profile.rules.get(least), profile.rules.get(most)
    if low and value < Decimal(str(low.value)):
        yield f"{value} is too little", low
    if high and value > Decimal(str(high.value)):
        yield f"{value} is too much", high


def _parcel(profile: StoreProfile, told: dict[str, str]) -> Iterator[tuple[str, Rule]]:
    sides = [Decimal(UNIT.sub("", told[side])) for side in ("length_cm", "width_cm", "height_cm") if told.get(side)]
    for side in sides:
        yield from _between(profile, "parcel_side_min", "parcel_side_max", side)
    if len(sides) == 3:
        yield from _between(profile, "", "parcel_girth_max", max(sides) + 2 * (sum(sides) - max(sides)))


def counted(profile: StoreProfile, listing: Listing) -> Iterator[Breach]:
    """Limits of a whole listing."""
    stock = sum(row.stock for row in listing.rows)
    for value, least, most in (
        (len(listing.rows), "", "variants_max"),
        (len(listing.options), "", "options_max"),
        (stock, "stock_total_min", "stock_total_max"),
    ):
        for why, rule in _between(profile, least, most, Decimal(value)):
            yield Breach(listing.spu, most, str(value), why, rule)


# ---------------------------------------------------------------------------------------- the property


@pytest.mark.parametrize("odd", list(ODD_PRODUCTS))
@settings(max_examples=max(2, 16 // len(builtin_names())), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_export_keeps_to_the_limits_of_its_store(odd: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_table(
            folder / "products.csv", data.draw(rows_of(ONE_OPTION if odd == "variants" else PRODUCT, ODD_PRODUCTS[odd]))
        )
        if odd == "variants":
            write_table(folder / "variants.csv", data.draw(rows_of(VARIANT, ODD_VARIANT)))
        shop = shop_at(folder, wording={"bullets": ["{{ material }}", "{{ name }} in {{ size }}"]})
        try:
            catalog = load_catalog(shop)
        except BadInputError:
            return
        for name in builtin_names():
            _check_store(folder, store(name), catalog, shop.settings)


def _check_store(folder: Path, profile: StoreProfile, catalog: Catalog, settings: Any) -> None:
    placements = shot_of_every_look(catalog, profile)
    listings = build_listings(Sources(catalog, settings, PictureSource(placements, photographed(placements))), profile)
    found = [*catalog.findings, *price_findings(catalog, settings.pricing, TODAY)]
    found += [each for listing in listings for each in listing.findings]
    withheld = withheld_products(found, profile.name)
    sound = [each for each in listings if each.spu not in withheld]
    rows = below_preamble(profile, table(write_listings(folder, profile, sound).path))
    whose = {row.sku.casefold(): each.spu for each in sound for row in each.rows}
    whose |= {each.spu.casefold(): each.spu for each in sound}
    for breach in (*breaches(profile, rows, whose), *(each for one in sound for each in counted(profile, one))):
        sure = breach.rule is None or breach.rule.confidence is not Confidence.KNOWLEDGE
        assert not sure, f"{profile.label}: {breach}"
        assert any(each.spu == breach.spu and each.severity is not Severity.ERROR for each in found), breach
    _check_required(profile, rows, whose, [*found, *terms_findings(profile, settings.export, sound)])


def _check_required(
    profile: StoreProfile, rows: list[list[str]], whose: dict[str, str], found: Iterable[Finding]
) -> None:
    """In sheets where every row says everything: a required cell that is empty has a finding that speaks of it."""
    if profile.sheet.layout != "row-per-sku":
        return
    columns = {column.header: column for column in profile.sheet.columns}
    sku = next(number for number, name in enumerate(rows[0]) if columns[name].field == "sku")
    for number, name in enumerate(rows[0]):
        if name not in columns or not columns[name].required:
            continue
        for row in rows[1:]:
            spu = whose[row[sku].casefold()]
            told = (each for each in found if spu == each.spu or profile.name == each.subject)
            assert row[number] or any(_speaks_of(each, columns[name]) for each in told), f"{spu}: {name} is empty"


def _speaks_of(found: Finding, column: Column) -> bool:
    if found.code == "catalog.empty-cell":
        what = found.place.column.rpartition("_")[0] or found.place.column
        return (
            column.header in found.message or column.field.rpartition("_")[0] in found.message or what in column.field
        )
    return found.code == "price.missing-cost" and "price" in column.field
