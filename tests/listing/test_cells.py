"""A cell that would not reach the store as it was written is a finding that names it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listingkit.findings import Finding, Place, Severity
from listingkit.listing.cells import cell_findings
from listingkit.listing.rows import layout_for
from tests.builders.listing import catalogue, listings_of, own_profile, product, shop_settings

COLUMNS = """
    { header = "Item", field = "sku" },
    { header = "Code", field = "barcode" },
    { header = "Ribs", field = "attribute.ribs", kind = "integer" },
    { header = "Stuff", field = "material" },
    { header = "Alt", field = "picture_alt" },
"""


def found(file: str = "csv", *, barcode: str = "0012", name: str = "Umbrella", **extra: object) -> list[Finding]:
    profile = own_profile(COLUMNS, file=file, layout="first-row-product")
    catalog = catalogue(product(name=name, **extra), variant={"barcode": barcode}, colour=["Navy", "Red"])
    (listing,) = listings_of(catalog, profile)
    return list(cell_findings(listing, profile, layout_for(profile, [listing])))


def told(findings: list[Finding]) -> list[tuple[str, Severity, str]]:
    return [(each.code, each.severity, each.place.column) for each in findings]


def test_sound_cells_have_no_findings() -> None:
    assert found(attributes={"ribs": "8"}, material="Pongee, 190T") == []


def test_a_formula_in_a_csv_withholds_where_an_apostrophe_would_make_another_sku() -> None:
    assert told(found(barcode="=A1", material=" @x")) == [
        ("cell.formula", Severity.ERROR, "barcode"),
        ("cell.formula", Severity.WARNING, "material"),
    ]
    assert found("xlsx", barcode="=A1", material="=1+1") == []


def test_a_control_character_is_named_with_its_position() -> None:
    (only,) = found(material="Pon\x07gee\x01")
    assert (only.code, only.spu, only.place.row) == ("cell.control-character", "U012", 2)
    assert "“Stuff” holds U+0007 at position 4, U+0001 at position 8" in only.message


def test_a_text_that_no_cell_of_a_workbook_holds_withholds_the_product() -> None:
    assert told(found("xlsx", material="x" * 32_768)) == [("cell.too-long", Severity.ERROR, "material")]
    assert found("csv", material="x" * 32_768) == []


@pytest.mark.parametrize("text", ["eight", "8 ribs", "1E5", "１２", "1" * 16])
def test_a_number_column_says_when_it_gets_no_number(text: str) -> None:
    assert told(found(attributes={"ribs": text})) == [("cell.not-a-number", Severity.WARNING, "ribs")]


def test_titles_descriptions_and_options_are_cells_as_all_others_are() -> None:
    columns = (
        COLUMNS
        + """
        { header = "Title", field = "title" },
        { header = "Text", field = "description" },
        { header = "Color", field = "option.1.value" },
    """
    )
    catalog = catalogue(product(name="Umbrella"), colour=["NVY==Navy", "RED=+2.00", "GRN=Green"])
    wording = {"title": "=HYPERLINK {{ name }}", "description": "{{ name }}" + "x" * 32_768}
    for file, expected in (("csv", ["cell.formula"] * 2), ("xlsx", ["cell.too-long"])):
        profile = own_profile(columns, file=file, layout="first-row-product")
        (listing,) = listings_of(catalog, profile, shop_settings(wording=wording))
        made = list(cell_findings(listing, profile, layout_for(profile, [listing])))
        assert sorted(each.code for each in made) == expected
        assert {each.place for each in made} == {listing.product.place}


def test_alternative_texts_of_pictures_are_cells_too() -> None:
    assert told(found(name="=Umbrella")) == [("cell.formula", Severity.WARNING, "picture_alt")] * 2


def test_a_list_of_skus_that_begins_with_a_formula_withholds_as_one_sku_does() -> None:
    profile = own_profile('{ header = "SKU", field = "skus" }', file="csv", layout="row-per-listing")
    (listing,) = listings_of(catalogue(product(), colour=["Navy", "Red"]), profile)
    rows = (replace(listing.rows[0], sku="=A1"), *listing.rows[1:])
    (only,) = cell_findings(replace(listing, rows=rows), profile, layout_for(profile, [listing]))
    assert (only.code, only.severity) == ("cell.formula", Severity.ERROR)


def test_the_row_of_the_variant_is_told_where_it_is_known() -> None:
    profile = own_profile(COLUMNS)
    (listing,) = listings_of(catalogue(product(), variant={"barcode": "@1x"}), profile)
    row = replace(listing.rows[0], variant=replace(listing.rows[0].variant, place=Place("variants.csv", "", 7)))
    (only,) = cell_findings(replace(listing, rows=(row,)), profile, layout_for(profile, [listing]))
    assert only.place == Place("variants.csv", "", 7, "barcode")
