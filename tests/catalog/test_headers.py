"""Headers in English and Chinese, with and without units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from listingkit.catalog.headers import Kind, find_header, lists_option, read_columns, sheet_kind


def column(header: str, sheet: str = "products", **options: str) -> tuple[Kind, str]:
    (found,) = read_columns([header], sheet, options)
    return found.kind, found.name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("model", "model"),
        (" Model No. ", "model"),
        ("款号", "model"),
        ("品名", "name"),
        ("进价", "cost"),
        ("成本（元）", "cost"),
        ("price_usd", "price_usd"),
        ("售价($)", "price_usd"),
        ("条码", "barcode"),
        ("EAN", "barcode"),
        ("weight_g", "weight_g"),
        ("Weight", "weight_g"),
        ("长度(厘米)", "length_cm"),
        ("size", "size"),
        ("尺寸", "size"),
    ],
)
def test_fields(header: str, name: str) -> None:
    assert column(header) == (Kind.FIELD, name)


@pytest.mark.parametrize(
    ("header", "factor"),
    [("weight_kg", "1000"), ("重量（公斤）", "1000"), ("length (mm)", "0.1"), ("width_in", "2.54"), ("height_cm", "1")],
)
def test_units(header: str, factor: str) -> None:
    (found,) = read_columns([header], "products", {})
    assert (found.kind, found.factor) == (Kind.FIELD, Decimal(factor))


@pytest.mark.parametrize("header", ["colours", "Colors", "colour", "COLOR", "颜色"])
@pytest.mark.parametrize("sheet", ["products", "variants"])
def test_colour_is_an_option_by_any_name(header: str, sheet: str) -> None:
    assert column(header, sheet) == (Kind.OPTION, "colour")


def test_size_is_a_text_in_products_and_an_option_in_variants() -> None:
    assert column("size") == (Kind.FIELD, "size")
    assert column("sizes") == (Kind.OPTION, "size")
    assert column("尺码") == (Kind.OPTION, "size")
    assert column("size", "variants") == (Kind.OPTION, "size")


def test_the_plural_of_a_declared_option_is_that_option() -> None:
    options = {"handle": "handle", "手柄": "handle", "finish": "finish"}
    assert column("handles", **options) == (Kind.OPTION, "handle")
    assert column("finishes", **options) == (Kind.OPTION, "finish")
    assert column("手柄", **options) == (Kind.OPTION, "handle")
    assert column("handles") == (Kind.ATTRIBUTE, "handles")


def test_a_column_of_variants_is_an_option_only_where_it_is_known_or_declared() -> None:
    assert column("handle", "variants", handle="handle") == (Kind.OPTION, "handle")
    assert column("handle", "variants") == (Kind.IGNORED, "handle")
    assert column("name", "variants")[0] is Kind.IGNORED
    assert column("备注", "variants")[0] is Kind.IGNORED
    (material,) = read_columns(["material"], "variants", {})
    assert material.kind is Kind.IGNORED
    assert "products" in material.doubt


def test_a_misspelt_header_is_asked_about() -> None:
    (found,) = read_columns(["Colurs"], "products", {})
    assert (found.kind, "colours" in found.doubt) == (Kind.ATTRIBUTE, True)
    (unlike,) = read_columns(["Ribs"], "products", {})
    assert not unlike.doubt


@pytest.mark.parametrize(
    ("header", "near"), [("wieght", "weight"), ("wieght_kg", "weight"), ("Colur", "colour"), ("handel", "handle")]
)
def test_a_misspelt_column_of_variants_is_asked_about_and_never_an_option(header: str, near: str) -> None:
    (found,) = read_columns([header], "variants", {"handle": "handle"})
    assert found.kind is Kind.IGNORED
    assert f"did you mean {near!r}?" in found.doubt


def test_a_word_that_is_no_unit_does_not_make_a_header_misspelt() -> None:
    (found,) = read_columns(["cost centre"], "products", {})
    assert (found.kind, found.doubt) == (Kind.ATTRIBUTE, "")


@pytest.mark.parametrize(
    ("products", "listed"),
    [
        (["model", "handles"], True),
        (["handle"], True),
        (["handlebars"], False),
        (["notes"], False),
        (["", "name"], False),
    ],
)
def test_products_list_an_option_by_its_plural_or_its_name(products: list[str], listed: bool) -> None:
    assert lists_option(products, ["handle"]) is listed


def test_the_same_slip_in_both_sheets_is_no_option() -> None:
    assert not lists_option(["model", "wieght"], ["wieght"])
    assert not lists_option(["notes"], ["note"])


def test_a_title_above_the_header_is_skipped() -> None:
    assert find_header([("2026 umbrellas",), ("", "型号", "品名"), ("1", "U1", "x")], "products") == 1
    assert find_header([("a", "b")], "products") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Products", "products"), ("产品", "products"), ("变体", "variants"), ("选项", "options"), ("Sheet1", "")],
)
def test_sheet_names(name: str, kind: str) -> None:
    assert sheet_kind(name) == kind
