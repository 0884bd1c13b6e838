"""Only English leaves, and only what the store takes."""

from __future__ import annotations

from typing import Any

from listingkit.findings import Severity
from listingkit.stores.model import Confidence, StoreProfile
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store, with_rule


def found(profile: StoreProfile | None = None, *, colour: str = "Navy", wording: Any = None, **extra: Any) -> list[Any]:
    catalog = catalogue(product(**extra), colour=[f"XXX={colour}", "Red"])
    (listing,) = listings_of(catalog, profile, shop_settings(wording=wording or {}))
    return [each for each in listing.findings if each.code.startswith("text.")]


def test_option_values_are_held_to_the_stores_rules() -> None:
    assert codes(found(colour="Navy: dark, #2")) == ["text.forbidden-character"]
    assert ": " in found(colour="Navy: dark, #2")[0].message
    assert found(store("shopify"), colour="Navy: dark, #2") == []
    assert codes(found(colour="n" * 71)) == ["text.too-long"]


def test_a_title_of_one_endless_word_is_too_long() -> None:
    (one,) = [each for each in found(name="x" * 130, wording={"title": "{{ name }}"}) if "title" in each.message]
    assert one.code == "text.too-long"
    assert "130 characters, AliExpress takes 128" in one.message


def test_a_rule_of_general_knowledge_withholds_nothing() -> None:
    profile = with_rule(store(), "option_value_max", 3, confidence=Confidence.KNOWLEDGE)
    assert {each.severity for each in found(profile)} == {Severity.INFO}
