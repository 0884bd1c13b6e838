"""Edits of the catalogue that lie beside it: kept as people keep files, and told when they do not hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.catalog.model import Catalog
from listingkit.errors import BadInputError
from listingkit.overrides import Override, add_overrides, load_overrides, same
from tests.builders.catalog import codes, load_text, shop_at

PRODUCTS = """model,name,材质,colours,cost,weight_kg,stock,rib count
U1,Sun Hat,pongee,Navy; Red,20,0.42,,8
U2,Rain Hat,,,30,0.3,4,
"""


def loaded(root: Path, *rows: str) -> Catalog:
    return load_text(root, PRODUCTS, overrides="\n".join(["subject,field,value,was,origin", *rows]) + "\n")


def test_texts_attributes_and_figures_of_products_are_changed(tmp_path: Path) -> None:
    catalog = loaded(
        tmp_path,
        "U1,name,Straw Hat,Sun Hat,",
        "u1,Material,wool,pongee,",
        "U1,weight_g,430,420,",
        "U1,rib_count,9,8,",
        "U2,description,For rain,,",
        "U2,cost,31.5,30.00,",
        "U2,material,straw,,",
    )
    first, second = catalog.products
    assert (first.name, first.material, first.weight_g, first.attributes["rib_count"]) == (
        "Straw Hat",
        "wool",
        Decimal(430),
        "9",
    )
    assert (second.description, second.cost, second.material) == ("For rain", Decimal("31.5"), "straw")
    assert codes(catalog) == []


def test_figures_of_variants_are_changed_by_sku(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, "U1-NVY,stock,7,,", "U1-RED,price_usd,9.99,,", "U1-RED,cost,21,20,", "U2,stock,0,4,")
    navy, red = catalog.variants["U1"]
    assert (navy.stock, navy.price_usd, red.price_usd, red.cost) == (7, None, Decimal("9.99"), Decimal(21))
    assert catalog.variants["U2"][0].stock == 0
    assert codes(catalog) == []


@pytest.mark.parametrize("field", ["colour", "Color", "colour label"])
def test_a_label_is_changed_and_codes_stay(tmp_path: Path, field: str) -> None:
    catalog = loaded(tmp_path, f"U1,{field},Midnight,Navy,")
    assert [value.label for value in catalog.products[0].options[0].values] == ["Midnight", "Red"]
    assert [look.label for look in catalog.looks["U1"]] == ["Midnight", "Red"]
    assert catalog.variants["U1"][0].choices[0][1].label == "Midnight"
    assert catalog.variants["U1"][0].sku == "U1-NVY"
    assert codes(catalog) == []


def test_a_label_can_be_changed_in_all_products(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, "colour,label,Midnight,Navy,")
    assert catalog.products[0].options[0].values[0].label == "Midnight"


def test_an_edit_of_what_has_changed_since_is_stale_and_does_not_hold(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, "U1,name,Straw Hat,Old Hat,", "U1,colour,Teal,Green,", "U1-NVY,cost,9,8,")
    assert catalog.products[0].name == "Sun Hat"
    assert codes(catalog) == ["catalog.stale-override"] * 3
    first = catalog.findings[0]
    assert (first.place.file, first.place.row) == ("overrides.csv", 2)
    assert "'Old Hat'" in first.message and "'Sun Hat'" in first.message


def test_subjects_and_fields_that_there_are_not_are_told(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, "U9,name,x,y,", "U1,flavour,x,y,", "U1-NVY,name,x,y,")
    assert codes(catalog) == ["catalog.unknown-override"] * 3


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("U1,cost,cheap,20,", "catalog.bad-number"),
        ("U1-NVY,stock,1.5,,", "catalog.bad-number"),
        ("U1,name,,Sun Hat,", "catalog.empty-cell"),
    ],
)
def test_a_value_that_cannot_stand_there_is_told_and_does_not_hold(tmp_path: Path, row: str, code: str) -> None:
    catalog = loaded(tmp_path, row)
    assert codes(catalog) == [code]
    assert catalog.findings[0].place.file == "overrides.csv"
    assert (catalog.products[0].name, catalog.products[0].cost) == ("Sun Hat", Decimal(20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_file_is_read_as_people_keep_it(tmp_path: Path, encoding: str) -> None:
    text = "note;was;value;FIELD;Subject\n我的;Sun Hat;Straw 草 Hat;name;U1\n"
    (tmp_path / "overrides.csv").write_bytes(text.encode(encoding))
    (entry,) = load_overrides(shop_at(tmp_path)).entries
    assert entry == Override("U1", "name", "Straw 草 Hat", "Sun Hat", "", 2)


def test_columns_and_rows_of_the_sellers_own_stay(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").write_text("note,was,value,field,subject\nmine,a,b,name,U1\n,c,d,name,U2\n", "utf-8")
    shop = shop_at(tmp_path)
    edits = [Override("U1", "name", "new", "a", "check --fix"), Override("U3", "colour", "Red", "Rd", "merge")]
    assert add_overrides(shop, edits)
    lines = (tmp_path / "overrides.csv").read_text("utf-8-sig").splitlines()
    assert lines == [
        "note,was,value,field,subject,origin,store",
        "mine,a,new,name,U1,check --fix,",
        ",c,d,name,U2",
        ",Rd,Red,colour,U3,merge,",
    ]
    before = (tmp_path / "overrides.csv").read_bytes()
    assert add_overrides(shop, edits) is None
    assert (tmp_path / "overrides.csv").read_bytes() == before


def test_a_product_has_one_name_and_several_colours(tmp_path: Path) -> None:
    shop = shop_at(tmp_path)
    add_overrides(shop, [Override("U1", "name", "a", "x"), Override("U1", "colour", "Red", "Rd")])
    add_overrides(shop, [Override("U1", "name", "b", "y"), Override("U1", "colour", "Navy", "Nvy")])
    assert [(each.value, each.was) for each in load_overrides(shop).entries] == [
        ("b", "y"),
        ("Red", "Rd"),
        ("Navy", "Nvy"),
    ]


def test_a_file_without_its_columns_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").write_text("subject,value\nU1,x\n", "utf-8")
    with pytest.raises(BadInputError, match="no column field and was"):
        load_overrides(shop_at(tmp_path))


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert same("20.0", "20") and same("a\r\nb ", "a\nb")
    assert not same("", "0") and not same("a", "b")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(lambda text: text.strip())


@given(value=CELLS, was=CELLS)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, value: str, was: str) -> None:
    shop = shop_at(tmp_path_factory.mktemp("shop"))
    add_overrides(shop, [Override("U1", "name", value, was, "test")])
    (entry,) = load_overrides(shop).entries
    assert same(entry.value, value) and same(entry.was, was)
