"""Every field that a profile may name has a value, and handles never merge two products."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.values import handle_of, image_values, product_values, sku_values
from listingkit.stores.fields import FIELDS, OTHER_OPTIONS, TERMS
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store

CATALOG = catalogue(product(attributes={"ribs": "8"}), colour=["Navy"], size=["Small", "Large"])


def values(attributes: dict[str, str] | None = None, **pricing: str) -> dict[str, object]:
    catalog = (
        catalogue(product(attributes=attributes), colour=["Navy"], size=["Small", "Large"]) if attributes else CATALOG
    )
    (listing,) = listings_of(catalog, settings=shop_settings(pricing=pricing))
    images = image_values(listing, store())
    return {**product_values(listing), **sku_values(listing, listing.rows[0]), **images[0]}


def test_every_field_of_the_vocabulary_has_a_value() -> None:
    every = dict.fromkeys(TERMS, "x")
    assert set(FIELDS) - set(values(every)) == {OTHER_OPTIONS}


def test_families_are_numbered_from_one() -> None:
    found = values()
    assert (found["option.1.name"], found["option.1.value"]) == ("Color", "Navy")
    assert (found["option.2.name"], found[f"{OTHER_OPTIONS}.Size"]) == ("Size", "Small")
    assert found["picture.gallery.2"] == "U012-gallery-2.jpg"
    assert (found["attribute.ribs"], found["bullet.1"]) == ("8", "Colors: Navy")
    assert found["picture_position"] == 1


def test_without_a_struck_through_price_the_price_is_the_full_one() -> None:
    found = values()
    assert (found["full_price_usd"], found["reduced_price_usd"], found["list_price_usd"]) == (
        found["price_usd"],
        None,
        None,
    )


def test_with_a_struck_through_price_the_lower_one_is_what_the_buyer_pays() -> None:
    found = values(list_price_factor="2")
    assert found["full_price_usd"] == found["list_price_usd"] == Decimal("13.99")
    assert found["reduced_price_usd"] == found["price_usd"] == Decimal("6.99")


def test_weights_are_never_declared_lighter() -> None:
    catalog = catalogue(product(weight_g=Decimal("420.1")))
    (listing,) = listings_of(catalog)
    assert sku_values(listing, listing.rows[0])["weight_kg"] == Decimal("0.421")


def test_plain_models_are_their_own_handles() -> None:
    assert handle_of("U012") == "u012"
    assert handle_of("MH-01") == "mh-01"


@given(st.lists(st.text("Ab1.- 伞", min_size=1, max_size=6), unique_by=str.casefold, max_size=20))
def test_two_models_never_share_a_handle(spus: list[str]) -> None:
    handles = [handle_of(spu) for spu in spus]
    assert len(set(handles)) == len(spus)
    assert all(handle.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" for handle in handles)
