"""Does every store's file, read as the store reads it, give the catalogue back: SKUs, options, prices, pictures?"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from listingkit.listing.model import Listing
from listingkit.sheets.export import write_listings
from listingkit.stores.load import builtin_names
from tests.builders import store_files
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store
from tests.builders.store_files import HEADERS, header, table

BASE = "https://img.example.com/shop"
PARTS = {"colour": ["Navy", "Red"], "pattern": ["PLD=Plaid", "DOT=Dots, big"], "size": ["S=Small", "L=Large"]}
CATALOG = catalogue(product("U1", name="Rain Umbrella"), product("U2", name="Sun Umbrella"), **PARTS)
SINGLE = catalogue(product("U9", name="Gift Card Holder"), colour=["Red"])
STORES = tuple(name for name in builtin_names())


def settings(**tables: Any) -> Any:
    export = {
        "image_base_url": BASE,
        "product_url": "https://shop.example.com/p/{handle}?sku={sku}",
        "shipping_template": "Std",
    }
    pricing = {"rates": {"CNY": {"usd": "0.14", "date": "2026-10-06"}}, "list_price_factor": "1.5"}
    return shop_settings(export=export | tables.pop("export", {}), pricing=pricing, **tables)


def made(name: str, folder: Path, catalog: Any = CATALOG, **tables: Any) -> tuple[Path, list[Listing]]:
    listings = listings_of(catalog, store(name), settings(**tables))
    return write_listings(folder, store(name), listings).path, listings


def combinations(listing: Listing) -> dict[str, dict[str, str]]:
    return {row.sku: dict(row.choices) for row in listing.rows}


def same_as(read: dict[str, store_files.Read], listings: list[Listing], key: Any) -> None:
    """Every product, SKU, combination, price, stock figure and picture is there, and nothing else."""
    assert list(read) == [key(listing) for listing in listings]
    for listing in listings:
        found = read[key(listing)]
        assert found.title == listing.title
        assert found.skus == combinations(listing)
        assert found.prices == {row.sku: f"{row.price.usd}" for row in listing.rows}
        assert found.stock == {row.sku: row.stock for row in listing.rows}
        assert found.pictures == [picture.reference for picture in listing.pictures["gallery"]]


def test_woocommerce_csv_gives_the_catalogue_back_through_its_importer(tmp_path: Path) -> None:
    path, listings = made("woocommerce", tmp_path)
    read = store_files.woocommerce(path)
    same_as(read, listings, lambda listing: listing.spu)
    assert read["U1"].options == {
        "Color": ["Navy", "Red"],
        "Pattern": ["Plaid", "Dots, big"],
        "Size": ["Small", "Large"],
    }
    assert read["U1"].sku_pictures["U1-RED-DOT-L"] == [f"{BASE}/woocommerce/U1/U1-RED-DOT-swatch.jpg"]


def test_woocommerce_headers_are_those_that_the_importer_maps(tmp_path: Path) -> None:
    path, _ = made("woocommerce", tmp_path)
    names = header(path)
    known = HEADERS["woocommerce"]
    assert names[: len(known["columns"])] == known["columns"]
    attributes = [name for name in names if name.startswith("Attribute ")]
    assert attributes[:4] == ["Attribute 1 name", "Attribute 1 value(s)", "Attribute 1 visible", "Attribute 1 global"]
    assert len(attributes) == 12, "as many groups as the product with the most options has options"
    assert set(names) - set(known["columns"]) - set(attributes) <= set(known["optional"])
    for row in table(path):
        store_files.woo_mapped(row)


def test_woocommerce_parents_have_no_price_of_their_own_and_units_as_their_headers_say(tmp_path: Path) -> None:
    path, _ = made("woocommerce", tmp_path)
    parent, child, *_ = table(path)
    assert (parent["Type"], parent["Parent"], parent["Stock"], parent["Regular price"]) == ("variable", "", "", "")
    assert (child["Type"], child["Parent"], child["In stock?"]) == ("variation", "U1", "1")
    assert Decimal(child["Weight (kg)"]) == Decimal("0.420")
    assert (parent["Length (cm)"], parent["Country of origin"]) == ("60", "CN")
    assert Decimal(child["Sale price"]) < Decimal(child["Regular price"])


def test_a_model_of_one_variant_is_a_simple_product(tmp_path: Path) -> None:
    path, listings = made("woocommerce", tmp_path, SINGLE)
    (row,) = table(path)
    assert (row["Type"], row["SKU"], row["Parent"]) == ("simple", "U9-RED", "")
    assert row["Regular price"]
    same_as(store_files.woocommerce(path), listings, lambda listing: listing.rows[0].sku)


@pytest.mark.parametrize("name", ["shopify", "shopify-classic"])
def test_shopify_headers_and_rows(name: str, tmp_path: Path) -> None:
    path, listings = made(name, tmp_path)
    assert header(path) == HEADERS[name]
    assert len(header(path)) == {"shopify": 57, "shopify-classic": 46}[name]
    read = store_files.shopify(path, classic=name == "shopify-classic")
    same_as(read, listings, lambda listing: listing.spu.lower())
    assert read["u1"].sku_pictures["U1-RED-DOT-S"] == [f"{BASE}/{name}/U1/U1-RED-DOT-swatch.jpg"]


def test_ebay_csv_is_a_category_template_with_parents_and_variations(tmp_path: Path) -> None:
    path, listings = made("ebay", tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfInfo,Version=1.0.0,Template=fx_category_template_EBAY_US\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    names = header(path, skip=1)
    assert names == [*(each for each in HEADERS["ebay"] if each in names), "ItemID"]
    assert set(HEADERS["ebay-core"]) <= set(names)
    read = store_files.ebay(path)
    same_as(read, listings, lambda listing: listing.spu)
    assert read["U1"].options == {
        "Color": ["Navy Plaid", "Navy Dots, big", "Red Plaid", "Red Dots, big"], "Size": ["Small", "Large"],
    }  # fmt: skip
    pictures = read["U1"].sku_pictures["U1-NAV-PLD-S"]
    assert pictures == [f"{BASE}/ebay/U1/U1-NAV-PLD-variation-{number}.jpg" for number in (1, 2)]


def test_ebay_tells_the_colour_of_a_single_item_as_an_item_specific(tmp_path: Path) -> None:
    path, _ = made("ebay", tmp_path, SINGLE)
    (row,) = table(path, skip=1)
    assert (row["*C:Color"], row["RelationshipDetails"], row["Relationship"]) == ("Red", "", "")
    assert (row["*ConditionID"], row["C:Country of Origin"], row["*DispatchTimeMax"]) == ("1000", "China", "5")


def test_amazon_workbook_has_the_classic_keys_and_families(tmp_path: Path) -> None:
    path, listings = made("amazon", tmp_path)
    sheet = load_workbook(path).active
    first, labels, keys, *lines = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert first[0].startswith("TemplateType=")
    assert keys == HEADERS["amazon"]
    assert all(labels)
    rows = [dict(zip(keys, line, strict=True)) for line in lines]
    parents = {row["item_sku"]: row for row in rows if row["parent_child"] == "parent"}
    children = [row for row in rows if row["parent_child"] == "child"]
    assert list(parents) == ["U1", "U2"]
    assert {row["item_sku"] for row in children} == {row.sku for listing in listings for row in listing.rows}
    for row in children:
        assert (row["relationship_type"], row["variation_theme"]) == ("Variation", "SizeColor")
        assert parents[row["parent_sku"]]["item_name"] == row["item_name"]
        assert row["size_name"] in {"Small", "Large"}
        assert row["main_image_url"].startswith(f"{BASE}/amazon/{row['parent_sku']}/")
    assert not any(row["standard_price"] or row["quantity"] or row["parent_sku"] for row in parents.values())
    assert sheet.freeze_panes == "C4"


@pytest.mark.parametrize(("name", "separator"), [("google", "\t"), ("meta", ",")])
def test_feeds_have_a_row_for_each_sku_with_its_own_pictures(name: str, separator: str, tmp_path: Path) -> None:
    path, listings = made(name, tmp_path)
    rows = table(path, separator=separator)
    skus = {row.sku: (listing, row) for listing in listings for row in listing.rows}
    assert [row["id"] for row in rows] == list(skus)
    for row in rows:
        listing, own = skus[row["id"]]
        assert row["item_group_id"] == listing.spu
        assert row["price"] == f"{own.price.list_usd} USD"
        assert row["sale_price"] == f"{own.price.usd} USD"
        assert row["link"] == f"https://shop.example.com/p/{listing.spu.lower()}?sku={row['id']}"
        assert row["image_link"] == f"{BASE}/{name}/{listing.spu}/{own.variant.skc}-main.jpg"
        assert row["additional_image_link"].split(",") == [
            f"{BASE}/{name}/{listing.spu}/{own.variant.skc}-gallery-{number}.jpg" for number in (1, 2)
        ]
        assert (row["color"], row["pattern"]) in {
            (one, two) for one in ("Navy", "Red") for two in ("Plaid", "Dots, big")
        }
        assert "<" not in row["description"]
        assert row["shipping_weight"] == "0.420 kg"
    assert {row["availability"] for row in rows} == {"in_stock" if name == "google" else "in stock"}
    assert len({row["title"] for row in rows}) == len(rows), "titles tell the SKUs apart"


def test_google_headers_are_its_attributes(tmp_path: Path) -> None:
    path, _ = made("google", tmp_path)
    assert header(path, separator="\t") == HEADERS["google"]
    assert "\n" not in table(path, separator="\t")[0]["description"]


def test_a_feed_says_out_of_stock_and_has_no_group_for_a_single_sku(tmp_path: Path) -> None:
    catalog = catalogue(product("U9"), colour=["Red"], variant={"stock": 0, "barcode": "6901234567892"})
    path, _ = made("google", tmp_path, catalog)
    (row,) = table(path, separator="\t")
    assert (row["availability"], row["item_group_id"], row["gtin"]) == ("out_of_stock", "", "6901234567892")
    assert row["identifier_exists"] == "yes"


def test_etsy_has_one_row_with_all_values_and_skus(tmp_path: Path) -> None:
    catalog = catalogue(product("U1"), product("U2"), colour=["Navy", "Red"], pattern=["PLD=Plaid"], size=["S", "L"])
    path, listings = made("etsy", tmp_path, catalog)
    assert header(path) == HEADERS["etsy"]
    rows = table(path)
    assert len(rows) == 2
    for row, listing in zip(rows, listings, strict=True):
        assert row["SKU"].split(",") == [each.sku for each in listing.rows]
        assert row["VARIATION 1 VALUES"].split(",") == ["Navy", "Red"]
        assert row["VARIATION 2 VALUES"].split(",") == ["S", "L"]
        assert Decimal(row["PRICE"]) == min(each.price.usd for each in listing.rows)
        assert int(row["QUANTITY"]) == sum(each.stock for each in listing.rows)
        assert row["IMAGE1"] == listing.pictures["gallery"][0].reference


def test_a_value_that_holds_the_separator_of_an_etsy_list_is_told(tmp_path: Path) -> None:
    _, listings = made("etsy", tmp_path)
    told = [each for each in listings[0].findings if each.code == "text.forbidden-character"]
    assert any("separates its items by ','" in each.message for each in told)


@pytest.mark.parametrize("name", STORES)
def test_every_store_writes_as_many_rows_as_it_says_and_the_same_bytes_again(name: str, tmp_path: Path) -> None:
    path, listings = made(name, tmp_path / "one")
    again, _ = made(name, tmp_path / "two")
    assert path.read_bytes() == again.read_bytes()
    result = write_listings(tmp_path / "three", store(name), listings)
    sheet = store(name).sheet
    above = len(sheet.preamble) + sheet.labels + 1
    if sheet.format == "xlsx":
        assert result.rows == load_workbook(path).active.max_row - above
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert result.rows == len(list(csv.reader(file, delimiter=sheet.delimiter))) - above
    assert result.listings == 2


@pytest.mark.parametrize("name", STORES)
def test_no_store_gets_a_path_of_the_sellers_disk(name: str, tmp_path: Path) -> None:
    _, listings = made(name, tmp_path, export={"image_base_url": ""})
    for listing in listings:
        for slot in listing.pictures.values():
            assert all("/" not in picture.reference and "\\" not in picture.reference for picture in slot)
