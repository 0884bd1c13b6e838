"""What stores punish in the wording is told, as hard as their rule is sure."""

from __future__ import annotations

from typing import Any

import pytest

from listingkit.findings import Finding, Severity
from listingkit.stores.model import Confidence, StoreProfile
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store, with_rule

STYLE = {"text.promotional", "text.contact", "text.all-caps", "text.repeated-word", "text.too-short", "text.too-long"}
STYLE |= {"text.forbidden-character"}


def found(profile: StoreProfile | None = None, *, wording: Any = None, **extra: Any) -> list[Finding]:
    catalog = catalogue(product(**extra), colour=["Navy", "Red"])
    (listing,) = listings_of(catalog, profile, shop_settings(wording=wording or {}))
    return [each for each in listing.findings if each.code in STYLE]


def ruled(key: str, value: Any, confidence: Confidence, unit: str = "allowed") -> StoreProfile:
    return with_rule(store(), key, value, unit=unit, confidence=confidence)


@pytest.mark.parametrize(
    ("confidence", "severity"),
    [
        (Confidence.VERIFIED, Severity.ERROR),
        (Confidence.REPORTED, Severity.ERROR),
        (Confidence.CONFLICTING, Severity.WARNING),
        (Confidence.KNOWLEDGE, Severity.INFO),
    ],
)
def test_an_advertising_title_is_as_bad_as_the_rule_is_sure(confidence: Confidence, severity: Severity) -> None:
    (one,) = found(ruled("title_promotional", False, confidence), name="Hot Sale Umbrella")
    assert (one.code, one.severity) == ("text.promotional", severity)
    assert "“Hot Sale” at position 10" in one.message
    assert "AliExpress forbids" in one.message


def test_without_a_rule_it_is_a_warning_that_names_no_store() -> None:
    profile = store()
    (one,) = found(profile, name="Hot Sale Umbrella")
    assert one.severity is Severity.WARNING
    assert "AliExpress" not in one.message


def test_mere_praise_is_never_an_error() -> None:
    (one,) = found(ruled("title_promotional", False, Confidence.VERIFIED), name="High Quality Umbrella")
    assert one.severity is Severity.WARNING


def test_ones_own_shop_may_advertise() -> None:
    assert found(store("shopify"), name="Hot Sale Umbrella", description="See www.rainfolk.com") == []


def test_descriptions_and_bullets_may_advertise_unless_a_rule_says_no() -> None:
    words = {"description": "Free shipping!", "wording": {"bullets": ["Free shipping", "dry"]}}
    assert found(**words) == []
    told = found(ruled("description_promotional", False, Confidence.REPORTED), **words)
    assert codes(told) == ["text.promotional"] * 2
    assert {each.message.split(":")[1].split(" advertises")[0] for each in told} == {" bullet 1", " description"}


def test_contacts_and_other_stores_are_found_in_every_text() -> None:
    told = found(description="Mail a@b.com", name="Umbrella as on eBay", wording={"bullets": ["www.x.com"]})
    assert codes(told) == ["text.contact"] * 3
    assert all(each.severity is Severity.WARNING for each in told)


def test_a_store_may_be_named_in_its_own_listings() -> None:
    text = {"description": "See https://www.aliexpress.com/store/1 on AliExpress"}
    assert found(**text) == []
    assert codes(found(description="See notaliexpress.com")) == ["text.contact"]


def test_a_title_in_capitals_is_told() -> None:
    assert codes(found(name="WINDPROOF FOLDING UMBRELLA")) == ["text.all-caps"]


def test_words_that_left_a_title_are_told() -> None:
    (one,) = found(wording={"title": "Sun Umbrella, Rain Umbrella, Umbrella for Women"})
    assert one.code == "text.repeated-word"
    assert "“umbrella”" in one.message


def test_words_are_counted_in_bullets_and_descriptions_where_a_rule_says_so() -> None:
    words = {"description": "dry dry dry", "wording": {"bullets": ["sun sun sun"]}}
    assert found(**words) == []
    profile = with_rule(
        ruled("bullet_word_max", 2, Confidence.VERIFIED, "items"), "description_word_max", 2, unit="items"
    )
    told = found(profile, **words)
    assert codes(told) == ["text.repeated-word"] * 2
    assert "“sun” in bullet 1" in told[0].message
    assert "“dry”" in told[1].message


def test_signs_that_may_come_once() -> None:
    told = found(ruled("title_once", "%:", Confidence.VERIFIED, "characters"), name="50% wool: 50% silk: Scarf")
    assert codes(told) == ["text.forbidden-character"]
    assert "% :" in told[0].message


def test_too_few_and_too_short_bullets() -> None:
    profile = with_rule(ruled("bullets_min", 3, Confidence.REPORTED, "items"), "bullet_min", 10)
    told = found(profile, wording={"bullets": ["Keeps you dry", "Light"]})
    assert codes(told) == ["text.too-short"] * 2
    assert "2 bullet points, AliExpress asks for 3" in told[0].message
    assert "bullet 2 has 5 characters" in told[1].message


def test_all_bullets_together_have_a_limit_in_the_stores_unit() -> None:
    wording = {"bullets": ["café", "olé"]}
    assert found(ruled("bullets_total_max", 7, Confidence.REPORTED, "characters"), wording=wording) == []
    assert codes(found(ruled("bullets_total_max", 8, Confidence.REPORTED, "bytes"), wording=wording)) == [
        "text.too-long"
    ]


def test_bullets_that_were_left_out_are_not_judged() -> None:
    profile = ruled("bullets_max", 1, Confidence.REPORTED, "items")
    told = found(profile, wording={"bullets": ["dry", "www.x.com"], "description": "{{ name }}"})
    assert told == []
    assert codes(found(wording={"bullets": ["dry", "www.x.com"], "description": "{{ name }}"})) == ["text.contact"]


def test_plain_text_of_several_lines_is_english() -> None:
    profile = with_rule(store(), "description_html", "none", unit="tags")
    catalog = catalogue(product(description="Keeps off sun.\nAnd rain."), colour=["Navy"])
    (listing,) = listings_of(catalog, profile)
    assert listing.description.startswith("Keeps off sun.\n\nAnd rain.\n\n• ")
    assert [each for each in listing.findings if each.code.startswith("text.")] == []


def test_a_store_has_words_of_its_own_that_titles_must_not_hold() -> None:
    profile = ruled("title_words_forbidden", "etsy, Look-Alike, eco friendly", Confidence.VERIFIED, "words")
    (one,) = found(profile, name="look-alike Eco Friendly Umbrella")
    assert (one.code, one.severity) == ("text.promotional", Severity.ERROR)
    assert "title has Look-Alike, eco friendly, which AliExpress forbids" in one.message
    assert found(profile, name="Betsy Umbrella") == []


def test_the_brand_may_have_what_a_title_must_not() -> None:
    catalog = catalogue(product(name="Umbrella"), colour=["Navy"])
    profile = ruled("title_forbidden", "!$", Confidence.VERIFIED, "characters")
    settings = shop_settings(shop={"name": "x", "brand": "Wow!"}, wording={"title": "{{ brand }} {{ name }} $5!"})
    (listing,) = listings_of(catalog, profile, settings)
    assert listing.title == "Wow! Umbrella $5"
    (one,) = (each for each in listing.findings if each.code.startswith("text."))
    assert one.message == "U012: title has $, which AliExpress forbids there"
