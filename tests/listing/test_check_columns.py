"""Cells that a store asks for are told where they would stay empty: in the rows in which they stand."""

from __future__ import annotations

from listingkit.findings import Finding, Severity
from listingkit.listing.check_columns import ColumnCheck, terms_findings
from listingkit.listing.model import Listing
from listingkit.listing.placing import PictureSource
from listingkit.listing.values import Told
from listingkit.settings import Settings
from listingkit.stores.model import StoreProfile
from tests.builders.listing import (
    Everything,
    catalogue,
    listings_of,
    own_profile,
    photographed,
    product,
    shop_settings,
    shot_of_every_look,
    store,
)

FAMILY = """
{ header = "Part", field = "sku", parent = { field = "attribute.series" }, required = true },
{ header = "Ribs", field = "attribute.ribs", required = true },
{ header = "Code", field = "barcode", single = { text = "none" }, required = true }
"""


def check_columns(listing: Listing, profile: StoreProfile) -> list[Finding]:
    return list(ColumnCheck(profile).findings(listing, Told.of(listing)))


def told(columns: str, layout: str, colours: list[str], **attributes: str) -> list[str]:
    profile = own_profile(columns, layout=layout)
    (listing,) = listings_of(catalogue(product(attributes=attributes), colour=colours), profile)
    found = check_columns(listing, profile)
    assert all(each.severity is Severity.WARNING for each in found)
    return [each.message for each in found]


def test_parents_children_and_single_rows_are_asked_for_what_stands_in_them() -> None:
    both = told(FAMILY, "parent-and-children", ["Red", "Navy"], ribs="8")
    assert [message.partition("column ")[2] for message in both] == ["“Part”: stays empty", "“Code”: stays empty"]
    assert told(FAMILY, "parent-and-children", ["Red"], ribs="8") == []
    assert len(told(FAMILY, "parent-and-children", ["Red"])) == 1


def test_another_field_fills_the_cell() -> None:
    columns = '{ header = "Size", field = "choice.size", otherwise = ["size", "name"], required = true }'
    assert told(columns, "row-per-sku", ["Red"]) == []
    columns = '{ header = "Size", field = "choice.size", otherwise = ["size"], required = true }'
    assert len(told(columns, "row-per-sku", ["Red"])) == 1


def test_an_item_with_the_lists_own_separator_is_an_error_unless_it_can_be_escaped() -> None:
    for escape, expected in (("", 1), (', escape = "!"', 0)):
        profile = own_profile(
            f'{{ header = "All", field = "option.1.values", join = ","{escape} }}', layout="row-per-listing"
        )
        (listing,) = listings_of(catalogue(product(), colour=["NVY=Navy, dark", "Red"]), profile)
        assert len(check_columns(listing, profile)) == expected


def test_terms_that_leave_are_english_and_those_that_do_not_leave_may_be_anything() -> None:
    attributes = {"origin": "中国", "manufacturer": "厂"}
    for column, expected in (("origin", ["text.not-english"]), ("brand", [])):
        profile = own_profile(f'{{ header = "A", field = "{column}" }}, {{ header = "B", field = "{column}" }}')
        (listing,) = listings_of(catalogue(product(attributes=attributes), colour=["Red"]), profile)
        assert [each.code for each in listing.findings if each.code.startswith("text.")] == expected


def test_an_address_with_a_comma_cannot_stand_in_a_list_with_commas() -> None:
    settings = shop_settings(export={"image_base_url": "https://img.example.com/a,b"})
    (listing,) = listings_of(catalogue(product(), colour=["Red"]), store("google"), settings)
    found = [each for each in check_columns(listing, store("google")) if each.code == "text.forbidden-character"]
    assert len(found) == 1
    assert "additional_image_link" in found[0].message


def test_a_look_without_a_photo_is_told_where_every_sku_needs_its_picture() -> None:
    profile = store("google")
    catalog = catalogue(product(), colour=["Red", "Navy"])
    placements = shot_of_every_look(catalog, profile)
    lacking = photographed(placements, without=[("U012-NAV", "front"), ("U012-NAV", "side")])
    (listing,) = listings_of(catalog, profile, pictures=PictureSource(placements, lacking, Everything()))
    (found,) = (each for each in check_columns(listing, profile) if each.place.column.startswith("sku_picture"))
    assert "“image_link”: empty for U012-NAV" in found.message
    assert "Photograph the look" in found.hint


def test_without_any_picture_the_first_complaint_is_enough() -> None:
    profile = store("google")
    (listing,) = listings_of(
        catalogue(product(), colour=["Red"]), profile, pictures=PictureSource((), photographed(()))
    )
    assert not [each for each in listing.findings if each.place.column.startswith("sku_picture")]
    assert "listing.too-few-images" in {each.code for each in listing.findings}


def test_a_shop_without_a_brand_is_told_once_where_a_store_asks_for_one() -> None:
    nobody = Settings.model_validate({"shop": {"name": "x"}, "export": {"product_url": "https://a.example"}})
    listings = listings_of(catalogue(product("U1"), product("U2"), colour=["Red"]), store("meta"), nobody)
    (found,) = terms_findings(store("meta"), nobody.export, listings)
    assert found.place.column == "[shop] brand"
    assert not [each for listing in listings for each in listing.findings if each.place.column == "brand"]


def test_more_than_a_store_reads_of_a_cell_is_told_and_not_cut() -> None:
    for host, expected in (("https://a.example", 0), (f"https://a.example/{'x' * 1000}", 1)):
        settings = shop_settings(export={"image_base_url": host})
        (listing,) = listings_of(catalogue(product(), colour=["Red"]), store("meta"), settings)
        found = [each for each in check_columns(listing, store("meta")) if each.code == "text.too-long"]
        assert len(found) == expected
        if found:
            assert "“additional_image_link” has" in found[0].message
            assert "2000 are read" in found[0].message
