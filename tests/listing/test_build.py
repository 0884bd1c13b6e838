"""Listings have the pictures that exist, in order, under the names that rendering uses; and their own numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from listingkit.findings import Severity
from listingkit.listing.build import Sources, build_listings
from listingkit.listing.model import Listing
from listingkit.listing.placing import PictureSource
from listingkit.shots.model import Placement
from tests.builders.listing import (
    Everything,
    catalogue,
    codes,
    listings_of,
    photographed,
    product,
    shop_settings,
    shot_of_every_look,
    store,
)

CATALOG = catalogue(product(), colour=["Navy", "Red"], size=["Small", "Large"])


def one(**export: object) -> Listing:
    (listing,) = listings_of(CATALOG, settings=shop_settings(export=export))
    return listing


def test_a_complete_product_has_no_findings() -> None:
    assert one().findings == ()


def test_pictures_are_where_rendering_puts_them() -> None:
    listing = one(image_base_url="https://cdn.example.com/shop")
    gallery = listing.pictures["gallery"]
    assert [picture.path for picture in gallery] == [
        "out/images/aliexpress/U012/U012-gallery-1.jpg",
        "out/images/aliexpress/U012/U012-gallery-2.jpg",
    ]
    assert gallery[0].reference == "https://cdn.example.com/shop/aliexpress/U012/U012-gallery-1.jpg"
    assert gallery[0].alt == "Sun Umbrella, Navy, front"


def test_without_a_base_url_the_bare_file_name_is_written_never_a_path() -> None:
    assert [picture.reference for picture in one().pictures["white"]] == ["U012-white.jpg"]


def test_every_variant_has_the_picture_of_its_look() -> None:
    pictures = {row.sku: row.picture.reference for row in one().rows if row.picture}
    assert pictures == {
        "U012-NAV-SMA": "U012-NAV-swatch.jpg",
        "U012-NAV-LAR": "U012-NAV-swatch.jpg",
        "U012-RED-SMA": "U012-RED-swatch.jpg",
        "U012-RED-LAR": "U012-RED-swatch.jpg",
    }


def test_urls_and_names_are_safe_whatever_the_model_is_called() -> None:
    odd = Placement("shopify", "雨伞/../1", "gallery", 1, ("雨伞/../1", "front"))
    other = replace(odd, spu="雨衣/../1")
    assert odd.image_path("jpeg").startswith("out/images/shopify/1-")
    assert odd.image_path("jpeg").endswith(".jpg")
    assert odd.image_path("jpeg") != other.image_path("jpeg")
    assert replace(odd, spu="CON").image_path("webp").split("/")[3] != "CON"


def test_a_shot_without_a_photo_leaves_no_gap_in_the_gallery() -> None:
    placements = shot_of_every_look(CATALOG, store(), gallery=3)
    coverage = photographed(placements, without=[("U012-NAV", "front"), ("U012-RED", "front")])
    (listing,) = listings_of(CATALOG, pictures=PictureSource(placements, coverage, Everything()))
    assert [picture.reference for picture in listing.pictures["gallery"]] == [
        "U012-gallery-2.jpg",
        "U012-gallery-3.jpg",
    ]
    assert "white" not in listing.pictures
    assert all(row.picture is None for row in listing.rows)


def test_no_photo_at_all_withholds_the_listing() -> None:
    source = PictureSource([], photographed([]))
    (listing,) = build_listings(Sources(CATALOG, shop_settings(), source), store())
    assert [(each.code, each.spu, each.severity) for each in listing.findings] == [
        ("listing.too-few-images", "U012", Severity.ERROR)
    ]


def test_an_image_not_rendered_yet_is_a_warning_and_its_name_is_written() -> None:
    placements = shot_of_every_look(CATALOG, store())
    rendered = {"out/images/aliexpress/U012/U012-gallery-1.jpg"}
    (listing,) = listings_of(CATALOG, pictures=PictureSource(placements, photographed(placements), rendered))
    assert [picture.rendered for picture in listing.pictures["gallery"]] == [True, False]
    (found,) = listing.findings
    assert (found.code, found.severity) == ("image.missing", Severity.WARNING)
    assert "6 of 7 images for AliExpress" in found.message


def test_placements_of_another_store_are_not_taken() -> None:
    placements = shot_of_every_look(CATALOG, store("shopify"))
    source = PictureSource(placements, photographed(placements), Everything())
    (listing,) = build_listings(Sources(CATALOG, shop_settings(), source), store())
    assert listing.pictures == {}


def test_stock_and_weight_fall_back_to_shop_and_product() -> None:
    catalog = catalogue(product(), variant={"stock": 0, "weight_g": Decimal(500)}, colour=["Navy"])
    (listing,) = listings_of(catalog, store("shopify"), shop_settings(export={"stock": 7}))
    assert (listing.rows[0].stock, listing.rows[0].weight_g) == (0, Decimal(500))
    assert (one(stock=7).rows[0].stock, one().rows[0].weight_g) == (7, Decimal(420))


def test_variants_of_one_cost_share_their_price() -> None:
    rows = one().rows
    assert all(row.price is rows[0].price for row in rows)


def test_a_missing_price_leaves_the_rest_of_the_listing_whole() -> None:
    (listing,) = listings_of(catalogue(product(cost=None), colour=["Navy"]))
    assert listing.rows[0].price is None
    assert codes(listing.findings) == []


@pytest.mark.parametrize("name", ["aliexpress", "shopify"])
def test_an_empty_catalogue_gives_no_listings(name: str) -> None:
    assert listings_of(catalogue(), store(name)) == []


def test_a_listing_that_is_not_to_be_checked_is_the_same_without_findings() -> None:
    sources = Sources(CATALOG, shop_settings(), PictureSource((), photographed(())))
    (checked,) = build_listings(sources, store())
    (plain,) = build_listings(sources, store(), checked=False)
    assert checked.findings
    assert plain == replace(checked, findings=())
