"""Is every layout recognised, filled in the right rows, and left as it was everywhere else?"""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from listingkit.filling.template import open_template
from tests.builders.filling import cells_of, fill_it
from tests.builders.templates import LAYOUTS, directory_of, entries_of, raw_entries

by_layout = pytest.mark.parametrize("name", LAYOUTS)
CDN = "https://cdn.example.com/aliexpress/U012/U012-gallery-1.jpg"
SWATCH = "https://cdn.example.com/aliexpress/U012/U012-RED-swatch.jpg"


@by_layout
def test_sheet_and_first_data_row_are_found(templates, name):
    _, sheet, data, _ = LAYOUTS[name]
    with open_template(templates[name]) as opened:
        assert (opened.sheet.name, opened.heading.data) == (sheet, data), opened.why


@by_layout
def test_every_other_part_keeps_its_bytes_flags_times_and_order(templates, name, tmp_path):
    target = tmp_path / templates[name].name
    fill_it(templates[name], target)
    before, after = raw_entries(templates[name]), raw_entries(target)
    assert list(before) == list(after)
    assert directory_of(templates[name]) == directory_of(target)
    changed = [part for part in before if before[part] != after[part]]
    assert len(changed) == 1
    assert changed[0].startswith("xl/worksheets/sheet")


@by_layout
def test_sheet_keeps_all_but_its_data_rows_and_dimension(templates, name, tmp_path):
    _, _, data, _ = LAYOUTS[name]
    target = tmp_path / templates[name].name
    fill_it(templates[name], target)
    before, after = entries_of(templates[name]), entries_of(target)
    (part,) = [part for part in before if before[part] != after[part]]

    def rest(xml: bytes) -> bytes:
        xml = re.sub(rb"<dimension[^>]*>", b"", xml)
        for row in re.findall(rb"<row\b[^>]*/>|<row\b.*?</row>", xml, re.DOTALL):
            number = re.search(rb'r="(\d+)"', row)
            if number and int(number[1]) >= data:
                xml = xml.replace(row, b"", 1)
        return xml

    assert rest(before[part]) == rest(after[part])


@by_layout
def test_same_input_gives_the_same_bytes(templates, name, tmp_path):
    one, two = (tmp_path / f"{each}{templates[name].suffix}" for each in "ab")
    fill_it(templates[name], one)
    fill_it(templates[name], two)
    assert one.read_bytes() == two.read_bytes()


@by_layout
def test_looking_only_gives_the_same_figures_and_writes_nothing(templates, name, tmp_path):
    target = tmp_path / templates[name].name
    assert fill_it(templates[name], None) == fill_it(templates[name], target)
    assert list(tmp_path.iterdir()) == [target]


def test_aliexpress_of_the_russian_cabinet(templates, tmp_path):
    target = tmp_path / "out.xlsx"
    made = fill_it(templates["aliexpress-ru"], target)
    rows = cells_of(target, "Products", 4, 3)
    assert (made.rows, made.listings) == (8, 2)
    assert rows[2] == {
        "AliExpress product ID (seller SPU ID)*": "U012",
        "SKU ID/Barcode (seller SKU ID)*": "U012-RED-S",
        "Product name (English)": "Sun Umbrella",
        "Description (English)": rows[2]["Description (English)"],
        "Selling method*": "By piece",
        "Quantity in packaging": 1,
        "Main image*": CDN,
        "Image #2": CDN.replace("-1.", "-2."),
        "Stocks": 7,
        "Model Number": "U012",
        "Origin": "Mainland China",
        "Season": "All seasons",
        "Variation Image": SWATCH,
        "Shoe Size": "Small",
        "Color": "Red",
        "Сolor name in your system": "Red",
        "Order processing time (days)*": 5,
        "Weight in packaging (kg)*": 0.42,
        "Length in packaging (cm)*": 60,
        "Width in packaging (cm)*": 8,
        "Height in packaging (cm)*": 7,
        "Shipping template*": "Harbour standard",
    }
    assert rows[0]["Color"] == "Navy Blue"
    assert rows[0]["Сolor name in your system"] == "Navy"
    assert [found.code for found in made.findings if found.code.startswith("price")] == ["price.not-usd"] * 2
    sheet = load_workbook(target)["Products"]
    assert sheet.protection.sheet
    assert (sheet["A4"].number_format, sheet["A4"].protection.locked) == ("@", False)
    assert len(sheet.data_validations.dataValidation) == 3


def test_aliexpress_with_its_currency_asked_for_and_a_dated_rate(templates, tmp_path):
    rate = {"rates": {"CNY": {"usd": "0.14", "date": "2026-10-01"}}}
    made = fill_it(templates["aliexpress-ru"], tmp_path / "out.xlsx", currencies=["CNY"], pricing=rate)
    row = cells_of(tmp_path / "out.xlsx", "Products", 4, 3)[0]
    # 6.99 and 10.99 US dollars at 0.14: rounded up to the fen.
    assert (row["Price, CNY*"], row["Discounted price, CNY"]) == (78.5, 49.93)
    assert not [found for found in made.findings if found.code.startswith("price")]


def test_amazon_has_a_row_for_the_product_above_its_variants(templates, tmp_path):
    target = tmp_path / "out.xlsm"
    made = fill_it(templates["amazon-current"], target)
    rows = cells_of(target, "Template", 7, 4, keys=5)
    mp = "[marketplace_id=ATVPDKIKX0DER]"
    key = {name.split("[")[0].split("#")[0] if name.count("#") < 3 else name.split("[")[0]: name for name in rows[1]}
    parent, child = rows[0], rows[2]
    assert made.rows == 10
    assert parent["contribution_sku#1.value"] == "U012"
    assert parent[f"parentage_level{mp}#1.value"] == "Parent"
    assert f"child_parent_sku_relationship{mp}#1.parent_sku" not in parent
    assert f"purchasable_offer{mp}[audience=ALL]#1.our_price#1.schedule#1.value_with_tax" not in parent
    assert child["contribution_sku#1.value"] == "U012-NAV-L"
    assert child[f"parentage_level{mp}#1.value"] == "Child"
    assert child[f"child_parent_sku_relationship{mp}#1.parent_sku"] == "U012"
    assert child["::record_action"] == "Create or Replace (Full Update)"
    assert child[f"item_name{mp}[language_tag=en_US]#1.value"] == "Sun Umbrella"
    assert child[f"bullet_point{mp}[language_tag=en_US]#2.value"] == "Bends in the wind"
    assert child[f"item_package_weight{mp}#1.value"] == 0.42
    assert child[f"item_package_weight{mp}#1.unit"] == "Kilograms"
    assert child[f"purchasable_offer{mp}[audience=ALL]#1.our_price#1.schedule#1.value_with_tax"] == 6.99
    assert child["externally_assigned_product_identifier#1.value"] == "6901234567892"
    assert child["externally_assigned_product_identifier#1.type"] == "EAN"
    assert child[f"main_product_image_locator{mp}#1.media_location"].endswith("U012-NAV-swatch.jpg")
    assert key["product_type"] == "product_type#1.value"
    assert child["product_type#1.value"] == "Umbrellas"
    required = [found.subject for found in made.findings if found.code == "fill.required-empty"]
    assert required == ["Condition Type"]  # the sheet Data Definitions says so


@pytest.mark.parametrize(
    "name", ["aliexpress-ru", "amazon-current", "amazon-classic", "tiktok-us", "temu-eu", "shopee"]
)
def test_known_layout_says_where_data_begins(templates, name):
    # Also where no drop-down, pane or hint would: Amazon's example row looks like data.
    with open_template(templates[name]) as opened:
        assert opened.heading.layout.name in opened.why.partition("data begins")[2]


def test_amazon_of_another_market_is_not_in_dollars(tmp_path):
    from tests.builders.templates import amazon_current

    made = fill_it(amazon_current(tmp_path / "mx.xlsm", "A1AM78C64UM0Y8"), None)
    assert "price.not-usd" in {found.code for found in made.findings}


def test_list_that_depends_on_another_cell_is_followed(templates, tmp_path):
    target = tmp_path / "out.xlsm"
    made = fill_it(templates["amazon-current"], target, maps=["product_type#1.value='UMBRELLA'"])
    rows = cells_of(target, "Template", 7, 4, keys=5)
    assert {row["variation_theme#1.name"] for row in rows} == {"COLOR/SIZE"}
    assert "fill.list-unknown" not in {found.code for found in made.findings}


def test_tiktok_of_the_united_states_takes_pounds_inches_and_dollars(templates, tmp_path):
    made = fill_it(templates["tiktok-us"], tmp_path / "out.xlsx")
    row = cells_of(tmp_path / "out.xlsx", "Template", 6, 3, keys=1)[0]
    assert row == {
        "category": "Umbrellas",
        "product_name": "Sun Umbrella",
        "brand": "Rainfolk",
        "product_description": row["product_description"],
        "main_image": CDN,
        "image_2": CDN.replace("-1.", "-2."),
        "gtin_type": "EAN",
        "gtin_code": "6901234567892",
        "property_name_1": "Color",
        "property_value_1": "Navy",
        "property_1_image": SWATCH.replace("RED", "NAV"),
        "property_name_2": "Size",
        "property_value_2": "Small",
        "parcel_weight": 0.93,
        "parcel_length": 23.63,
        "parcel_width": 3.15,
        "parcel_height": 2.76,
        "price": 6.99,
        "list_price": 10.99,
        "quantity": 7,
        "seller_sku": "U012-NAV-S",
        "product_property/100157": "Pongee",
    }
    assert not [found for found in made.findings if found.code == "price.not-usd"]


def test_tiktok_elsewhere_is_asked_for_its_currency(templates, tmp_path):
    made = fill_it(templates["tiktok-id"], None)
    assert {found.code for found in made.findings} >= {"price.not-usd"}
    rate = {"rates": {"IDR": {"usd": "0.000061", "date": "2026-10-01"}}}
    fill_it(templates["tiktok-id"], tmp_path / "out.xlsx", currencies=["IDR"], pricing=rate)
    assert cells_of(tmp_path / "out.xlsx", "Template", 6, 3, keys=1)[0]["price"] == 114591


def test_temu_counts_columns_of_one_name(templates, tmp_path):
    fill_it(templates["temu-us"], tmp_path / "out.xlsx")
    row = cells_of(tmp_path / "out.xlsx", "Template", 5, 2, keys=4)[0]
    assert row["t_2_Bullet Point"] == "Opens by itself"
    assert row["t_2_Bullet Point#2"] == "Bends in the wind"
    assert row["t_2_Detail Images URL"] == CDN
    assert row["t_2_Detail Images URL#2"] == CDN.replace("-1.", "-2.")
    assert "t_6_SKU Images URL#2" not in row
    assert row["t_1_Update or Add"] == "Add"
    assert row["t_4_Variation Theme"] == "Color × Size"
    assert (row["t_4_Sale Property:1001"], row["t_4_Size:3001"]) == ("Navy", "Small")
    assert (row["t_6_Weight - lb"], row["t_6_Length - in"]) == (0.93, 23.63)


def test_shopee_reads_the_unit_from_the_hint_and_asks_where_there_is_none(templates, tmp_path):
    made = fill_it(templates["shopee"], tmp_path / "out.xlsx", currencies=["USD"])
    row = cells_of(tmp_path / "out.xlsx", "Template", 7, 2, keys=1)[4]
    assert row["ps_weight|0|1"] == 0.42
    assert row["et_title_variation_integration_no|0|0"] == 2
    assert row["ps_item_cover_image|0|3"].endswith("U013-gallery-1.jpg")
    assert row["ps_item_image_1|0|3"].endswith("U013-gallery-2.jpg")
    assert row["ps_price|1|1"] == 6.99
    unknown = [found.subject for found in made.findings if found.code == "fill.unit-unknown"]
    assert unknown == ["Length", "Width", "Height"]


def test_lazada_groups_and_asks_for_what_must_be_there(templates, tmp_path):
    made = fill_it(templates["lazada"], tmp_path / "out.xlsx", currencies=["USD"])
    rows = cells_of(tmp_path / "out.xlsx", "Upload", 4, 1)
    assert [row["Group No"] for row in rows] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert rows[0]["Product Images2"] == CDN.replace("-1.", "-2.")
    told = {found.code: found for found in made.findings}
    assert told["fill.not-in-list"].subject == "Rainfolk"
    assert told["fill.required-empty"].subject == "Category"  # of U013, which has none
    assert "4 of 8 rows" in told["fill.required-empty"].message


def test_chinese_intermediates_are_in_their_own_currency_and_units(templates, tmp_path):
    rate = {"rates": {"CNY": {"usd": "0.14", "date": "2026-10-01"}}}
    fill_it(templates["poptemu"], tmp_path / "out.xlsx", currencies=["CNY"], pricing=rate)
    row = cells_of(tmp_path / "out.xlsx", "popTemu_product", 2, 1)[0]
    assert (row["申报价格"], row["重量"], row["长"]) == (49.93, 420, 60)
    assert (row["变种属性名称一"], row["变种属性值二"]) == ("Color", "Small")
    assert row["轮播图"] == f"{CDN},{CDN.replace('-1.', '-2.')}"


def test_ebay_has_all_choices_in_the_products_row(templates, tmp_path):
    fill_it(templates["ebay"], tmp_path / "out.xlsx")
    rows = cells_of(tmp_path / "out.xlsx", "Listings", 5, 4)
    assert rows[0]["Relationship details"] == "Color=Navy;Red|Size=Small;Large"
    assert "Relationship" not in rows[0]
    assert rows[0]["Title"] == "Sun Umbrella"
    assert rows[1] == {
        "Custom label (SKU)": "U012-NAV-S",
        "Relationship": "Variation",
        "Relationship details": "Color=Navy|Size=Small",
        "P:UPC": "6901234567892",
        "P:EAN": "6901234567892",
        "Start price": 6.99,
        "Quantity": 7,
        "Item photo URL": SWATCH.replace("RED", "NAV"),
    }


def test_store_that_nobody_has_seen(templates, tmp_path):
    made = fill_it(templates["unseen"], tmp_path / "out.xlsx", maps=["Length of parcel=length_in", "Ribs='8'"])
    row = cells_of(tmp_path / "out.xlsx", "Offers", 7, 4)[0]
    assert row == {
        "Item Ref. (yours)": "U012-NAV-S",
        "Heading of the offer *": "Sun Umbrella",
        "Text for the buyer": row["Text for the buyer"],
        "Goods no.": "U012",
        "Shade": "Navy Blue",
        "Cover photo": CDN,
        "Further image 1": CDN.replace("-1.", "-2."),
        "Buyer pays (USD) *": 6.99,
        "Was price ($)": 10.99,
        "Pieces available *": 7,
        "Parcel heaviness (oz)": 14.9,
        "Length of parcel": 23.63,
        "Made in": "China",
        "Ready in days": 5,
        "Bar code": "6901234567892",
        "Season *": "All seasons",
        "Ribs": "8",
    }
    assert "<" not in row["Text for the buyer"]
    near = {found.subject for found in made.findings if found.code == "fill.near-choice"}
    assert near == {"Navy", "Mainland China"}
