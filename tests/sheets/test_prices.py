"""The price sheet is alive: a spreadsheet that works it out anew comes to the program's cents, row by row."""

from __future__ import annotations

import math
import random
import re
import subprocess
import time
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from listingkit.catalog.model import Catalog
from listingkit.listing.model import Listing
from listingkit.settings_pricing import PricingTable
from listingkit.sheets.export import write_listings, write_price_sheet
from listingkit.sheets.prices import write_prices
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store

ROWS = 260
SETTINGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "no-ending": {"ending": False, "coupon": "0.05", "payment": "0.029", "fixed_fee_usd": "0.30"},
    "round": {"ending": "0", "margin": "0.25", "ads": "0.035", "commission": "0.1235"},
    "two-endings": {"ending": ["0.49", "0.99"], "coupon": "0.1", "discount": "0.3"},
    "nines": {"ending": "9.99", "list_price_factor": "1.5", "freight_usd": "2.35"},
    "tens": {"ending": ["19.99", "49.95", "99.9"], "discount": "0.15"},
    "volume": {
        "freight_usd_per_kg": "7.5", "volumetric_divisor": 6000, "volumetric_from_cm": "60",
        "weight_min_g": 100, "weight_step_g": 50, "duty": "0.2", "duty_on": "cost+freight", "packing_usd": "0.35",
    },
    "volume-always": {"freight_usd_per_kg": "6.66", "volumetric_divisor": 8000, "weight_step_g": 1, "duty": "0.075"},
    "floor": {"floor_usd": "14.99", "coupon": "0.12", "list_price_factor": "1.25", "margin": "0.333"},
}  # fmt: skip


def pricing_of(extra: dict[str, Any], **more: Any) -> PricingTable:
    rates = {"CNY": {"usd": "0.1405", "date": "2026-10-06"}}
    return PricingTable.model_validate({"cost_currency": "CNY", "rates": rates, **extra, **more})


def hard_catalogue(pricing: PricingTable, rows: int = ROWS) -> Catalog:
    """Products whose price lands on an ending, or a hair beside it, wherever the settings allow; the rest by chance."""
    chance = random.Random(20261125)
    products = []
    for number in range(rows):
        end = chance.choice(pricing.endings) + pricing.period * chance.randrange(1, 2000)
        off = chance.choice(["0", "0", "0.0001", "-0.0001", "0.01", "-0.01"])
        wanted = (end + Decimal(off)) * (1 - pricing.coupon) * pricing.kept / pricing.rates["CNY"].usd
        cost = wanted if number % 2 else Decimal(chance.randrange(1, 200_000)).scaleb(-2)
        sides = {f"{side}_cm": Decimal(chance.randrange(20, 1000)) / 10 for side in ("length", "width", "height")}
        given = Decimal(chance.randrange(100, 9000)).scaleb(-2) if number % 17 == 0 else None
        # Costs stay what a catalogue holds: digits that a spreadsheet keeps, too.
        cost = max(cost, Decimal(0)).quantize(Decimal("0.0000000001") if number % 4 == 1 else Decimal("0.0001"))
        weight = Decimal(chance.randrange(1, 30_000)) / 10
        products.append(product(f"P{number:04}", cost=cost, weight_g=weight, price_usd=given, **sides))
    return catalogue(*products)


def listings_with(catalog: Catalog, pricing: PricingTable) -> list[Listing]:
    return listings_of(catalog, store(), shop_settings(pricing=pricing.model_dump()))


def changed(path: Path, target: Path, part: str, pattern: str, new: str) -> None:
    """The workbook with the XML of the parts that match rewritten."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            text = source.read(name)
            if re.fullmatch(part, name):
                text = re.sub(pattern.encode(), new.encode(), text)
            made.writestr(name, text)


def without_values(path: Path, target: Path) -> None:
    """The workbook with formulas and nothing remembered of what they come to."""
    changed(path, target, r"xl/worksheets/sheet\d+\.xml", r"</f><v>[^<]*</v>", "</f>")


def recalculated(soffice: str, folder: Path, *books: Path) -> list[Path]:
    """The workbooks as LibreOffice works them out."""
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "lo"), *map(str, books)], check=True, capture_output=True, timeout=180
    )
    return [folder / "lo" / book.name for book in books]


def rows_of(path: Path) -> dict[str, dict[str, Any]]:
    """The sheet of prices by SKU and header."""
    sheet = load_workbook(path, data_only=True)["Prices"]
    header, *rows = sheet.iter_rows(values_only=True)
    return {str(row[0]): dict(zip(map(str, header), row, strict=True)) for row in rows}


def cents(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(repr(float(str(value))))


def same(told: object, remembered: object) -> bool:
    """Whether what LibreOffice comes to is what the file remembers; an empty text counts as nothing."""
    if isinstance(remembered, int | float):
        return isinstance(told, int | float) and math.isclose(told, remembered, rel_tol=1e-9, abs_tol=1e-9)
    return (told or None) == (remembered or None)


@pytest.mark.slow
def test_libreoffice_comes_to_the_same_cents_in_every_row(tmp_path: Path, program: Any) -> None:
    soffice = program("soffice")
    bare, compared = [], 0
    made: dict[str, list[Listing]] = {}
    for name, extra in SETTINGS.items():
        pricing = pricing_of(extra)
        made[name] = listings_with(hard_catalogue(pricing), pricing)
        write_prices(tmp_path / f"cached-{name}.xlsx", made[name], pricing, ROWS)
        bare.append(tmp_path / f"{name}.xlsx")
        without_values(tmp_path / f"cached-{name}.xlsx", bare[-1])
    assert all(row["Price needed"] is None for row in rows_of(bare[0]).values())
    for path in recalculated(soffice, tmp_path, *bare):
        shown, cached = rows_of(path), rows_of(tmp_path / f"cached-{path.name}")
        for row in (row for listing in made[path.stem] for row in listing.rows):
            assert row.price
            told = shown[row.sku]
            assert cents(told["Price, USD"]) == row.price.usd, (path.stem, told)
            assert cents(told["List price, USD"]) == row.price.list_usd, (path.stem, told)
            assert all(same(told[header], value) for header, value in cached[row.sku].items()), (path.stem, told)
            compared += 1
    assert compared == ROWS * len(SETTINGS) >= 2000


@pytest.mark.slow
def test_a_changed_setting_changes_every_price_as_shop_toml_would(tmp_path: Path, program: Any) -> None:
    before = pricing_of(SETTINGS["volume"], floor_usd="9.50", coupon="0.1")
    rates = {"CNY": {"usd": "0.1533", "date": "2026-10-06"}}
    others = {
        ("Exchange_rate", "0.1533"): pricing_of(SETTINGS["volume"], floor_usd="9.50", coupon="0.1", rates=rates),
        ("Margin_share", "0.411"): pricing_of(SETTINGS["volume"], floor_usd="9.50", coupon="0.1", margin="0.411"),
    }
    catalog = hard_catalogue(before, rows=60)
    was = listings_with(catalog, before)
    write_prices(tmp_path / "before.xlsx", was, before, len(was))
    for name, value in others:
        # The seller types another value into the blue cell.
        cell = rf'({name}</t></is></c><c r="B\d+" s="\d+"><v>)[^<]*'
        changed(tmp_path / "before.xlsx", tmp_path / "typed.xlsx", r"xl/.+/sheet2\.xml", cell, rf"\g<1>{value}")
        without_values(tmp_path / "typed.xlsx", tmp_path / f"{name}.xlsx")
    paths = recalculated(program("soffice"), tmp_path, *(tmp_path / f"{name}.xlsx" for name, _ in others))
    for path, after in zip(paths, others.values(), strict=True):
        shown, moved = rows_of(path), 0
        for old, listing in zip(was, listings_with(catalog, after), strict=True):
            (row,) = listing.rows
            assert row.price and old.rows[0].price
            assert cents(shown[row.sku]["Price, USD"]) == row.price.usd
            moved += row.price.usd != old.rows[0].price.usd
        assert moved > 30


def small(**extra: Any) -> tuple[list[Listing], PricingTable]:
    pricing = pricing_of(SETTINGS["two-endings"])
    return listings_with(catalogue(product(**extra), colour=["Navy", "Red"]), pricing), pricing


def test_only_what_is_meant_is_a_formula_and_the_rest_is_as_it_looks(tmp_path: Path) -> None:
    write_prices(tmp_path / "a.xlsx", *small(), 2)
    sheet = load_workbook(tmp_path / "a.xlsx")["Prices"]
    kinds = [cell.data_type for cell in sheet[2]]
    assert "".join(kinds) == "snnnnn" + "f" * 14 + "n"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["O2"].number_format) == ("B2", "A1:U3", '"$"#,##0.00')


def test_a_sku_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    write_prices(tmp_path / "a.xlsx", *small(spu="=1+1"), 2)
    cell = load_workbook(tmp_path / "a.xlsx")["Prices"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1-NAV", "s")


def test_a_given_price_is_no_formula_and_its_margin_is(tmp_path: Path) -> None:
    write_prices(tmp_path / "a.xlsx", *small(price_usd=Decimal("19.5")), 2)
    sheet = load_workbook(tmp_path / "a.xlsx")["Prices"]
    assert (sheet["O2"].value, sheet["O2"].data_type) == (19.5, "n")
    assert (sheet["S2"].value, sheet["U2"].value) == ("=Q2-R2-M2", "price given in the catalogue")
    # 19.50 less 10 %, less 8 % commission of that, less 28.50 x 0.1405.
    assert rows_of(tmp_path / "a.xlsx")["U012-NAV"]["Margin, USD"] == pytest.approx(16.146 - 4.00425)


def test_a_given_price_without_a_cost_has_no_margin(tmp_path: Path) -> None:
    write_prices(tmp_path / "a.xlsx", *small(price_usd=Decimal("19.5"), cost=None), 2)
    row = rows_of(tmp_path / "a.xlsx")["U012-NAV"]
    assert (row["Price, USD"], row["Costs together"], row["Margin, USD"]) == (19.5, None, None)


def test_every_name_in_a_formula_is_defined(tmp_path: Path) -> None:
    write_prices(tmp_path / "a.xlsx", *small(), 2)
    book = load_workbook(tmp_path / "a.xlsx")
    formulas = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    used = set(re.findall(r"\b(?:[A-Z][a-z]+_\w+|Period|Places)\b", " ".join(re.findall(r"=\S+", formulas))))
    assert len(used) > 20
    assert used <= set(book.defined_names)


def test_a_workbook_that_is_not_uploaded_has_its_prices_behind_its_own_sheet(tmp_path: Path) -> None:
    listings, pricing = small()
    write_listings(tmp_path, store(), listings, pricing)
    assert write_price_sheet(tmp_path, store(), listings, pricing) is None
    book = load_workbook(tmp_path / "listings/aliexpress.xlsx")
    assert book.sheetnames == ["Listings", "Findings", "Prices", "Price settings", "listingkit", "Lists"]
    assert not [cell for row in book["Listings"].iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("name", ["shopify", "amazon"])
def test_what_a_store_reads_has_its_prices_beside_it(tmp_path: Path, name: str) -> None:
    listings, pricing = small()
    listed = write_listings(tmp_path, store(name), listings, pricing)
    prices = write_price_sheet(tmp_path, store(name), listings, pricing)
    assert prices == tmp_path / f"prices/{name}.xlsx"
    assert load_workbook(prices).sheetnames == ["Prices", "Price settings"]
    assert [path.name for path in (tmp_path / "listings").iterdir()] == [listed.path.name]
    if listed.path.suffix == ".xlsx":
        assert len(load_workbook(listed.path).sheetnames) == 1


def test_equal_prices_are_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_prices(tmp_path / "a.xlsx", *small(), 2)
    clock = time.localtime
    monkeypatch.setattr(time, "localtime", lambda *_: clock(10**9))
    write_prices(tmp_path / "b.xlsx", *small(), 2)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_price_sheet_that_is_taken_over_is_the_one_that_would_be_written(tmp_path: Path) -> None:
    listings, pricing = small()
    first = write_price_sheet(tmp_path, store("ebay"), listings, pricing)
    written = write_price_sheet(tmp_path, store("etsy"), listings, pricing)
    assert first is not None
    assert written is not None
    made = written.read_bytes()
    written.unlink()
    assert write_price_sheet(tmp_path, store("etsy"), listings, pricing, alike=first) == written
    assert written.read_bytes() == made
