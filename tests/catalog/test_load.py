"""From a seller's files to a catalogue, with every complaint in its place."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listingkit.catalog.load import load_catalog
from listingkit.findings import Severity
from tests.builders.catalog import codes, load_text, rewrite_part, shop_at, skus, workbook_at

HEAD = "model,name,colours,patterns\n"


def test_the_matrix_of_colours_and_patterns(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + 'u012,Umbrella,Navy; Red,"Solid;Plaid"\n')
    assert skus(catalog) == ["U012-NVY-SLD", "U012-NVY-PLD", "U012-RED-SLD", "U012-RED-PLD"]
    assert [look.skc for look in catalog.looks["U012"]] == skus(catalog)
    assert catalog.looks["U012"][1].label == "Navy Plaid"
    assert not catalog.findings
    assert catalog.files == ("products.csv",)


def test_a_product_without_options_is_one_look_and_one_variant(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,sku,barcode\nU1,Umbrella,mine_1,6901234567892\n")
    (variant,) = catalog.variants["U1"]
    assert (variant.sku, variant.skc, variant.barcode) == ("mine_1", "U1", "6901234567892")
    assert [look.skc for look in catalog.looks["U1"]] == ["U1"]


def test_sizes_make_variants_but_no_looks(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,colours,sizes,size\nD1,Dress,Red;Blue,S;M;L,long\n")
    assert (catalog.look_count, catalog.variant_count) == (2, 6)
    assert skus(catalog)[0] == "D1-RED-S"
    assert catalog.variants["D1"][0].skc == "D1-RED"
    assert catalog.products[0].size == "long"


def test_a_size_cell_that_lists_sizes_is_an_option_and_one_measure_is_not(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,size\nD1,Dress,S;M;L\nD2,Dress,98 cm open; 28 cm folded\n")
    assert skus(catalog) == ["D1-S", "D1-M", "D1-L", "D2"]
    assert [product.size for product in catalog.products] == ["", "98 cm open; 28 cm folded"]


def test_chinese_catalogue_in_gb18030_is_english_inside(tmp_path: Path) -> None:
    text = "款号;品名;颜色;图案;进价;重量(公斤);材质;伞骨数\nU1;自动折叠伞;藏青色、红色;纯色;32.5;0.42;碰击布;八骨\n"
    (tmp_path / "products.csv").write_bytes(text.encode("gb18030"))
    catalog = load_catalog(shop_at(tmp_path))
    (product,) = catalog.products
    assert (product.name, product.material, product.weight_g) == ("automatic folding umbrella", "pongee", Decimal(420))
    assert product.attributes == {"number_of_ribs": "8 ribs"}
    assert skus(catalog) == ["U1-NVY-SLD", "U1-RED-SLD"]
    navy = product.options[0].values[0]
    assert (navy.label, navy.source, navy.hex) == ("Navy", "藏青色", "#1F2A5F")
    assert codes(catalog) == ["catalog.encoding"]


def test_missing_words_stay_in_place_and_are_told_once(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,麦浪伞,麦浪;Red,\nU2,麦浪伞,Blue,\n")
    assert catalog.products[0].name == "麦浪伞"
    terms = [found for found in catalog.findings if found.code == "text.missing-term"]
    assert [(found.subject, found.spu, found.place.column) for found in terms] == [
        ("麦浪", "U1", "colours"),
        ("麦浪伞", "U1", "name"),
    ]


def test_every_fault_is_told_with_its_cell_and_the_rest_goes_on(tmp_path: Path) -> None:
    products = 'model,name,cost,weight_g\nU1,,"12,5",-3\nU_2,B,x,1\nU3,Good,"1,234.50",400\n,No model,1,1\n'
    catalog = load_text(tmp_path, products)
    told = [(found.code, found.place.row, found.place.column, found.spu) for found in catalog.findings]
    assert told == [
        ("catalog.empty-cell", 2, "name", "U1"),
        ("catalog.bad-number", 2, "cost", "U1"),
        ("catalog.bad-number", 2, "weight_g", "U1"),
        ("catalog.sku-invalid", 3, "model", "U_2"),
        ("catalog.bad-number", 3, "cost", "U_2"),
        ("catalog.empty-cell", 5, "model", ""),
    ]
    assert "12.5" in catalog.findings[1].hint
    assert [(product.spu, product.cost) for product in catalog.products] == [("U3", Decimal("1234.50"))]


def test_a_missing_column_is_told_once_and_not_for_every_row(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,cost\nU1,5\nU2,5\n", variants="model,colour\nU1,Red\n")
    assert [(found.code, found.place.column) for found in catalog.findings] == [("catalog.missing-column", "name")]
    assert not catalog.products


def test_two_rows_of_one_model(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\nu1,B,Blue,\n")
    (found,) = catalog.findings
    assert (found.code, found.spu, found.place.row) == ("catalog.duplicate-variant", "U1", 3)
    assert "row 2" in found.message


def test_two_labels_with_one_code_are_named_both(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Grey; Gray,\n")
    found = next(found for found in catalog.findings if found.spu == "U1")
    assert found.code == "catalog.duplicate-sku"
    assert "'Grey'" in found.message and "'Gray'" in found.message


def test_a_value_listed_twice_in_a_cell_is_a_warning(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Navy; navy; 藏青色,\n")
    assert skus(catalog) == ["U1-NVY"]
    assert {found.severity for found in catalog.findings} == {Severity.WARNING}


def test_the_same_sku_in_two_products_names_both_places(tmp_path: Path) -> None:
    variants = "model,colour,sku\nU1,Red,ABC\nU2,Red,abc\n"
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\nU2,B,Red,\n", variants=variants)
    (found,) = catalog.findings
    assert (found.code, found.spu, found.place.file, found.place.row) == (
        "catalog.duplicate-sku",
        "U2",
        "variants.csv",
        3,
    )
    assert "variants.csv, row 2" in found.message


def test_two_models_whose_photos_could_not_be_told_apart(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Navy,\nU1-NVY,B,,\n", variants="model,sku\nU1-NVY,other\n")
    assert [(found.code, found.subject, found.spu) for found in catalog.findings] == [
        ("catalog.duplicate-sku", "U1-NVY", "U1-NVY")
    ]


def test_a_sku_that_is_too_long_withholds_its_product_once(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "VERYLONGMODEL-2026,A,Navy;Red,Solid;Plaid\nU2,B,Red,\n")
    assert [(found.code, found.spu) for found in catalog.findings] == [("catalog.sku-invalid", "VERYLONGMODEL-2026")]
    assert "and 1 more" in catalog.findings[0].message


@pytest.mark.parametrize(("sku", "kept"), [("My sku/1_x", True), ("货号1", False), ("x" * 51, False)])
def test_the_sellers_own_skus(tmp_path: Path, sku: str, kept: bool) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\n", variants=f"model,colour,sku\nU1,Red,{sku}\n")
    assert codes(catalog) == ([] if kept else ["catalog.sku-invalid"])
    assert all(found.spu == "U1" and found.place.file == "variants.csv" for found in catalog.findings)
    assert skus(catalog) == ([sku] if kept else ["U1-RED"])


def test_no_separator_for_skus_but_always_for_subjects(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(HEAD + "U1,A,Navy,Plaid\n")
    catalog = load_catalog(shop_at(tmp_path, catalog={"sku_separator": ""}))
    (variant,) = catalog.variants["U1"]
    assert (variant.sku, variant.skc) == ("U1NVYPLD", "U1-NVY-PLD")


def test_the_options_sheet_gives_codes_labels_colours_and_pictured(tmp_path: Path) -> None:
    options = "option,value,code,label,hex,pictured\n颜色,雾霾蓝,hzb,Haze Blue,8aa4b8,\n"
    options += "handle,Wood,WD,,,yes\nhandle,Cork,,,,\n"
    products = "model,name,colours,handles\nU1,A,雾霾蓝; HZB,Wood; Cork\n"
    catalog = load_text(tmp_path, products, options=options)
    colour, handle = catalog.products[0].options
    assert [(value.code, value.label, value.hex) for value in colour.values] == [("HZB", "Haze Blue", "#8AA4B8")]
    assert (handle.name, handle.pictured) == ("handle", True)
    assert skus(catalog) == ["U1-HZB-WD", "U1-HZB-CRK"]
    assert {found.severity for found in catalog.findings} == {Severity.WARNING}  # one colour was listed twice


def test_faults_of_the_options_sheet(tmp_path: Path) -> None:
    options = "option,value,code,hex,pictured\ncolour,Red,R-D,,\ncolour,Blue,BLU,blue,maybe\n"
    options += "colour,Tan,T1,,\ncolour,tan,T2,,\n"
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\n", options=options)
    assert [(found.code, found.place.row, found.place.column) for found in catalog.findings] == [
        ("catalog.sku-invalid", 2, "code"),
        ("catalog.bad-number", 3, "hex"),
        ("catalog.bad-number", 3, "pictured"),
        ("catalog.duplicate-variant", 5, ""),
    ]


def test_samples_that_have_not_arrived(tmp_path: Path) -> None:
    variants = "model,colour,sample\nU1,Red,2026-12-01\nU1,Navy,ok\n"
    products = "model,name,colours,样品\nU1,A,Red;Navy,\nU2,B,Red;Navy,未到\n"
    catalog = load_text(tmp_path, products, variants=variants)
    assert [(found.code, found.subject) for found in catalog.findings] == [
        ("catalog.no-sample", "U1-RED"),
        ("catalog.no-sample", "U2"),
    ]
    assert [variant.sample for each in catalog.variants.values() for variant in each] == [False, True, False, False]


def test_money_in_another_currency_is_not_taken_for_dollars(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,售价(元),cost_usd\nU1,A,99,5\n")
    assert codes(catalog) == ["price.not-usd", "price.not-usd"]
    assert (catalog.products[0].price_usd, catalog.products[0].cost) == (None, None)


def test_columns_that_are_doubled_misspelt_or_headless_are_told(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,colour,颜色,matrial,\nU1,A,Red,Blue,Silk,stray\n")
    assert codes(catalog) == ["catalog.unknown-column"] * 3
    assert skus(catalog) == ["U1-RED"]
    assert catalog.products[0].attributes == {"matrial": "Silk"}


def test_barcodes_that_excel_has_ruined(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\n", variants="model,colour,barcode\nU1,Red,6.9E+12\n")
    assert [(found.code, found.spu, found.place.column) for found in catalog.findings] == [
        ("catalog.scientific-number", "U1", "barcode")
    ]


def test_barcodes_typed_in_full_width_or_with_spaces(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\n", variants="model,colour,barcode\nU1,Red,６ 901234 567892\n")
    assert catalog.variants["U1"][0].barcode == "6901234567892"


def test_cells_of_a_workbook_that_cannot_be_trusted(tmp_path: Path) -> None:
    book = tmp_path / "catalog.xlsx"
    rows = [["model", "name", "cost"], ["U1", "A", "=1+1"], ["U2", "#N/A", "#N/A"], ["U3", "B", 12.0]]
    variants = [["model", "colour", "barcode"], ["U3", "Red", 6901234567890123], ["U3", "Blue", 6901234567892]]
    workbook_at(book, {"Products": rows, "变体": variants})
    catalog = load_catalog(shop_at(tmp_path))
    assert [(found.code, found.place.sheet, found.place.row, found.place.column) for found in catalog.findings] == [
        ("catalog.scientific-number", "变体", 2, "barcode"),
        ("catalog.empty-cell", "Products", 2, "cost"),
        ("catalog.empty-cell", "Products", 3, "name"),
        ("catalog.bad-number", "Products", 3, "cost"),
    ]
    assert "open" in catalog.findings[1].hint.lower()
    assert [(variant.sku, variant.barcode) for variant in catalog.variants["U3"]] == [("U3-BLU", "6901234567892")]


def test_a_model_that_excel_has_turned_into_a_date(tmp_path: Path) -> None:
    workbook = workbook_at(tmp_path / "catalog.xlsx", {"products": [["model", "name"], [46082, "A"]]})
    workbook["products"]["A2"].number_format = "yyyy-mm-dd"
    workbook.save(tmp_path / "catalog.xlsx")
    assert codes(load_catalog(shop_at(tmp_path))) == ["catalog.sku-invalid"]


def test_merged_models_in_variants_and_a_merged_title_in_products(tmp_path: Path) -> None:
    book = tmp_path / "catalog.xlsx"
    products = [["2026 umbrellas"], ["model", "name"], ["U1", "A"]]
    variants = [["model", "colour", "cost"], ["U1", "Red", 5], [None, "Blue", 6]]
    workbook = workbook_at(book, {"products": products, "variants": variants})
    workbook["products"].merge_cells("A1:C1")
    workbook["variants"].merge_cells("A2:A3")
    workbook.save(book)
    rewrite_part(book, "xl/worksheets/sheet2.xml", '<dimension ref="A1:C3"', '<dimension ref="A1"')
    catalog = load_catalog(shop_at(tmp_path))
    assert not catalog.findings
    assert [(variant.sku, variant.cost) for variant in catalog.variants["U1"]] == [("U1-RED", 5), ("U1-BLU", 6)]


COLOURS = ("Navy", "Red", "Haze Blue", "藏青色", "Teal", "Crème", "Dusty Pink")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(data=st.data())
def test_skus_stay_when_rows_and_values_are_added_or_moved(tmp_path: Path, data: st.DataObject) -> None:
    models = data.draw(st.lists(st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True), min_size=2, max_size=5, unique=True))
    colours = data.draw(st.permutations(COLOURS))
    few = load_text(tmp_path, HEAD + "".join(f"{model},A,{';'.join(colours[:3])},\n" for model in models[:-1]))
    moved = data.draw(st.permutations(models))
    many = load_text(tmp_path, HEAD + "".join(f"{model},B,{';'.join(reversed(colours))},\n" for model in moved))
    assert set(skus(few)) <= set(skus(many))
    assert len(set(skus(many))) == len(skus(many)) == len(models) * 6  # 藏青色 is Navy


def test_thousands_of_looks_in_seconds(tmp_path: Path) -> None:
    rows = "".join(
        f"U{number:05},三折自动雨伞 {number},Navy;Red;黑色;White;Sky Blue;雾霾蓝,\n" for number in range(2000)
    )
    began = time.perf_counter()
    catalog = load_text(tmp_path, HEAD + rows)
    assert catalog.look_count == 12_000
    assert time.perf_counter() - began < 5


def test_a_misspelt_column_of_variants_is_not_sold_as_an_option(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, HEAD + "U1,A,Red,\n", variants="model,colour,wieght\nU1,Red,450\n")
    assert [option.name for option in catalog.products[0].options] == ["colour"]
    (found,) = catalog.findings
    assert (found.code, found.place.file, found.place.column) == ("catalog.unknown-column", "variants.csv", "wieght")
    assert "'weight'" in found.message


@pytest.mark.parametrize("header", ["handle", "手柄"])
def test_a_column_of_variants_is_an_option_where_products_lists_its_values(tmp_path: Path, header: str) -> None:
    products = "model,name,colours,handles\nU1,A,Red,Wood;Cork\n"
    catalog = load_text(tmp_path, products, variants=f"model,colour,{header},cost\nU1,Red,Cork,9\n")
    assert codes(catalog) == []
    assert [variant.cost for variant in catalog.variants["U1"]] == [None, 9]
