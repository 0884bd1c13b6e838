"""Options are folded only where the store needs it, and never so that two looks read alike."""

from __future__ import annotations

from listingkit.listing.options import Options, store_options
from tests.builders.listing import catalogue, product, store

FIRST = "U012-"


def options(name: str = "aliexpress", **axes: list[str]) -> Options:
    catalog = catalogue(product(), **axes)
    return store_options(catalog.products[0], catalog.variants["U012"], store(name))


def test_aliexpress_shows_colour_and_pattern_as_one_option() -> None:
    found = options(colour=["Navy", "Red"], pattern=["PLD=Plaid", "DOT=Dots"], size=["Small", "Large"])
    assert found.names == ("Color", "Size")
    assert found.pictured == ("Color",)
    assert found.choices["U012-NAV-PLD-SMA"] == (("Color", "Navy Plaid"), ("Size", "Small"))


def test_shopify_keeps_three_options_apart_and_folds_four() -> None:
    three = options("shopify", colour=["Navy", "Red"], pattern=["PLD=Plaid", "DOT=Dots"], size=["Small", "Large"])
    assert three.names == ("Color", "Pattern", "Size")
    four = options(
        "shopify", size=["S", "L"], colour=["Navy", "Red"], pattern=["PLD=Plaid", "DOT=Dots"], handle=["J", "I"]
    )
    assert four.names == ("Size", "Color", "Handle")


def test_an_option_without_a_choice_is_left_out_unless_it_is_the_colour() -> None:
    assert options(colour=["Navy"], pattern=["PLD=Plaid"], size=["S"]).names == ("Color",)
    assert options(colour=["Navy"], pattern=["PLD=Plaid"], size=["S"]).choices[FIRST + "NAV-PLD-S"] == (
        ("Color", "Navy"),
    )
    assert options(size=["S"]).names == ()


def test_folded_labels_never_say_the_same_of_two_looks() -> None:
    found = options(colour=["NVY=Navy", "NVB=Navy Blue"], pattern=["BLP=Blue Plaid", "PLD=Plaid"])
    labels = [choices[0][1] for choices in found.choices.values()]
    assert labels == ["Navy - Blue Plaid", "Navy - Plaid", "Navy Blue - Blue Plaid", "Navy Blue - Plaid"]
