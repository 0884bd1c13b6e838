"""Rows of variants against the matrix: add, override, exclude."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from listingkit.findings import Severity
from tests.builders.catalog import codes, load_text, skus

PRODUCT = "model,name,colours,patterns,cost\nU1,A,Navy;Red,Solid;Plaid,10\n"


def test_a_row_overrides_its_cell_and_nothing_else(tmp_path: Path) -> None:
    variants = "model,colour,pattern,sku,cost,stock,barcode,price\nU1,Navy,Plaid,my-1,12.5,7,123,9.99\n"
    catalog = load_text(tmp_path, PRODUCT, variants=variants)
    assert skus(catalog) == ["U1-NVY-SLD", "my-1", "U1-RED-SLD", "U1-RED-PLD"]
    plain, changed = catalog.variants["U1"][:2]
    assert (changed.cost, changed.stock, changed.barcode, changed.price_usd) == (
        Decimal("12.5"),
        7,
        "123",
        Decimal("9.99"),
    )
    assert (plain.cost, plain.stock, plain.price_usd) == (10, None, None)
    assert changed.place.file == "variants.csv"
    assert changed.skc == "U1-NVY-PLD"


def test_a_row_with_new_values_is_added_after_the_matrix(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,colour,pattern\nU1,Green,Stripes\n")
    assert skus(catalog)[-1] == "U1-GRN-STR"
    assert [value.label for value in catalog.products[0].options[0].values] == ["Navy", "Red", "Green"]
    assert not catalog.findings


def test_excluding_by_column_or_by_a_hyphen_as_sku(tmp_path: Path) -> None:
    variants = "model,colour,pattern,sku,exclude\nU1,Navy,Plaid,-,\nU1,red,solid,,yes\n"
    catalog = load_text(tmp_path, PRODUCT, variants=variants)
    assert skus(catalog) == ["U1-NVY-SLD", "U1-RED-PLD"]
    assert not catalog.findings


def test_an_empty_option_means_every_value_of_it(tmp_path: Path) -> None:
    variants = "model,colour,pattern,cost,exclude\nU1,Navy,Plaid,30,\nU1,,Plaid,20,\nU1,Red,Solid,,x\n"
    catalog = load_text(tmp_path, PRODUCT, variants=variants)
    assert [(variant.sku, variant.cost) for variant in catalog.variants["U1"]] == [
        ("U1-NVY-SLD", 10),
        ("U1-NVY-PLD", 30),
        ("U1-RED-PLD", 20),
    ]


def test_values_that_are_no_longer_sold_leave_the_option(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,colour,exclude\nU1,Navy,yes\n")
    assert [value.label for value in catalog.products[0].options[0].values] == ["Red"]
    assert catalog.look_count == 2


def test_a_sku_for_several_variants_is_refused(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,colour,sku\nU1,Navy,one\n")
    (found,) = catalog.findings
    assert (found.code, found.spu, found.place.row) == ("catalog.empty-cell", "U1", 2)
    assert "fits 2 variants" in found.message
    assert catalog.variant_count == 4


def test_a_new_colour_without_its_pattern_is_refused(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,colour,cost\nU1,Green,5\n")
    assert codes(catalog) == ["catalog.empty-cell"]
    assert "pattern is empty" in catalog.findings[0].message


def test_excluding_what_does_not_exist_is_told(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,colour,pattern,exclude\nU1,Nvay,Plaid,yes\nU1,Grene,,yes\n")
    assert codes(catalog) == ["catalog.excludes-nothing"] * 2
    assert catalog.variant_count == 4


def test_the_same_combination_twice_names_both_rows(tmp_path: Path) -> None:
    variants = "model,colour,pattern,cost\nU1,Navy,Plaid,5\nU1,藏青色,格子,6\n"
    catalog = load_text(tmp_path, PRODUCT, variants=variants)
    (found,) = catalog.findings
    assert (found.code, found.place.row, found.spu) == ("catalog.duplicate-variant", 3, "U1")
    assert "row 2" in found.message
    assert catalog.variants["U1"][1].cost == 5


def test_variants_alone_make_a_product(tmp_path: Path) -> None:
    variants = "model,colour,handle,sku\nU1,Navy,Wood,\nU1,Red,Cork,\n"
    catalog = load_text(tmp_path, "model,name\nU1,A\n", variants=variants, options="option\nhandle\n")
    assert skus(catalog) == ["U1-NVY-WOOD", "U1-RED-CORK"]
    assert [look.skc for look in catalog.looks["U1"]] == ["U1-NVY", "U1-RED"]


def test_variants_that_leave_an_option_out_are_refused(tmp_path: Path) -> None:
    variants = "model,colour,handle\nU1,Navy,Wood\nU1,Red,\n"
    catalog = load_text(tmp_path, "model,name\nU1,A\n", variants=variants, options="option\nhandle\n")
    assert codes(catalog) == ["catalog.empty-cell"]
    assert skus(catalog) == ["U1-NVY-WOOD"]


def test_patterns_given_in_variants_only(tmp_path: Path) -> None:
    products = "model,name,colours\nU1,A,Navy;Red\n"
    variants = "model,colour,pattern\nU1,Navy,Plaid\nU1,Navy,Solid\n"
    partial = load_text(tmp_path, products, variants=variants)
    assert skus(partial) == ["U1-NVY-PLD", "U1-NVY-SLD"]
    assert [(found.code, found.spu) for found in partial.findings] == [("catalog.empty-cell", "U1")]
    assert partial.findings[0].message.endswith("none to Red")
    whole = load_text(tmp_path, products, variants=variants + "U1,Red,Dots\n")
    assert skus(whole)[-1] == "U1-RED-DOT"
    assert not whole.findings


def test_a_row_of_an_unknown_model(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,colour,pattern\nU9,Navy,Plaid\n")
    assert [(found.code, found.subject) for found in catalog.findings] == [("catalog.unknown-product", "U9")]


def test_a_model_whose_product_row_is_faulty_is_not_called_unknown(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,cost\nU1,A,x\n", variants="model,colour\nU1,Navy\n")
    assert codes(catalog) == ["catalog.bad-number"]


def test_a_faulty_variant_row_withholds_its_product_and_keeps_the_others(tmp_path: Path) -> None:
    variants = "model,colour,pattern,cost,stock\nU1,Navy,Plaid,abc,1.5\n"
    catalog = load_text(tmp_path, PRODUCT, variants=variants)
    assert [(found.code, found.spu, found.severity) for found in catalog.findings] == [
        ("catalog.bad-number", "U1", Severity.ERROR),
        ("catalog.bad-number", "U1", Severity.ERROR),
    ]
    assert catalog.variant_count == 4


def test_a_product_without_any_variant_is_left_out_and_told(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, PRODUCT, variants="model,exclude\nU1,yes\n")
    assert (catalog.products, codes(catalog)) == ((), ["catalog.no-variants"])


def test_a_sku_in_products_cannot_name_several_variants(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name,colours,sku\nU1,A,Navy;Red,mine\n")
    assert skus(catalog) == ["U1-NVY", "U1-RED"]
    assert [(found.code, found.severity) for found in catalog.findings] == [("catalog.duplicate-sku", "warning")]


def test_many_rows_of_one_product_take_linear_time(tmp_path: Path) -> None:
    sizes = ";".join(f"{number} cm" for number in range(1500))
    rows = "".join(f"U1,{colour},{number} cm,{number}\n" for colour in ("Navy", "") for number in range(1500))
    catalog = load_text(
        tmp_path, f"model,name,colours,sizes\nU1,A,Navy;Red,{sizes}\n", variants="model,colour,size,stock\n" + rows
    )
    assert catalog.variant_count == 3000
    assert not catalog.findings


def test_a_matrix_beyond_all_stores_is_not_built(tmp_path: Path) -> None:
    many = ";".join(f"{number} cm" for number in range(400))
    catalog = load_text(tmp_path, f"model,name,colours,sizes,lengths\nU1,A,Navy;Red,{many},{many}\nU2,B,Red,S,L\n")
    assert [(found.code, found.spu) for found in catalog.findings if found.severity is Severity.ERROR] == [
        ("listing.too-many-variants", "U1")
    ]
    assert skus(catalog) == ["U2-RED-S-L"]
