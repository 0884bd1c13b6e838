"""Which files are the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from listingkit.catalog.load import load_catalog
from listingkit.errors import BadInputError
from tests.builders.catalog import codes, shop_at, workbook_at

PRODUCTS = [["model", "name"], ["U1", "A"]]


def test_no_catalogue_at_all(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"neither catalog\.xlsx nor products\.csv"):
        load_catalog(shop_at(tmp_path))


@pytest.mark.parametrize(
    ("first", "second"),
    [("catalog.xlsx", "products.csv"), ("catalog.xlsx", "variants.csv"), ("products.csv", "products.tsv")],
)
def test_two_catalogues_name_both(tmp_path: Path, first: str, second: str) -> None:
    for name in (first, second):
        if name.endswith(".xlsx"):
            workbook_at(tmp_path / name, {"products": PRODUCTS})
        else:
            (tmp_path / name).write_text("model,name\nU1,A\n")
    with pytest.raises(BadInputError) as caught:
        load_catalog(shop_at(tmp_path))
    assert first in caught.value.message and second in caught.value.message


def test_the_only_sheet_is_products_whatever_its_name(tmp_path: Path) -> None:
    workbook_at(tmp_path / "Catalog.XLSX", {"Sheet1": PRODUCTS, "Sheet2": []})
    assert [product.spu for product in load_catalog(shop_at(tmp_path)).products] == ["U1"]


def test_sheets_of_which_none_is_products(tmp_path: Path) -> None:
    workbook_at(tmp_path / "catalog.xlsx", {"Sheet1": PRODUCTS, "Sheet2": PRODUCTS})
    with pytest.raises(BadInputError, match="its sheets are: Sheet1, Sheet2"):
        load_catalog(shop_at(tmp_path))


def test_two_sheets_of_one_kind(tmp_path: Path) -> None:
    workbook_at(tmp_path / "catalog.xlsx", {"products": PRODUCTS, "产品": PRODUCTS})
    catalog = load_catalog(shop_at(tmp_path))
    assert (codes(catalog), len(catalog.products)) == (["catalog.unreadable"], 1)


def test_tab_separated_files(tmp_path: Path) -> None:
    (tmp_path / "products.tsv").write_text("model\tname\tcolours\nU1\tA, b\tNavy\n")
    (tmp_path / "variants.csv").write_text("model,colour\nU1,Red\n")
    catalog = load_catalog(shop_at(tmp_path))
    assert catalog.files == ("products.tsv", "variants.csv")
    assert (catalog.products[0].name, catalog.variant_count) == ("A, b", 2)


@pytest.mark.parametrize("text", ["", "model,name\n"])
def test_an_empty_catalogue_has_no_products(tmp_path: Path, text: str) -> None:
    (tmp_path / "products.csv").write_text(text)
    catalog = load_catalog(shop_at(tmp_path))
    assert not catalog.products
    # Not a word about it would let every image of the shop go unnoticed.
    assert codes(catalog) == (["catalog.empty-cell"] if text else ["catalog.missing-column"] * 2)


def test_an_old_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(BadInputError, match=r"catalog\.xls is an old format"):
        load_catalog(shop_at(tmp_path))
