"""Only English leaves, and only what the store takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.findings import Severity
from listingkit.listing.text import Foreign, foreign_runs
from listingkit.stores.model import Confidence, StoreProfile
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store, with_rule


def found(profile: StoreProfile | None = None, *, colour: str = "Navy", wording: Any = None, **extra: Any) -> list[Any]:
    catalog = catalogue(product(**extra), colour=[f"XXX={colour}", "Red"])
    (listing,) = listings_of(catalog, profile, shop_settings(wording=wording or {}))
    return [each for each in listing.findings if each.code.startswith("text.")]


@pytest.mark.parametrize(
    ("text", "kind", "run", "position"),
    [
        ("Sun 防晒 umbrella", "Chinese", "防晒", 5),
        ("Navy，red", "full-width", "，", 5),
        ("ＡＢ umbrella", "full-width", "ＡＢ", 1),
        ("a、b", "full-width", "、", 2),
        ("\u0421olor", "Cyrillic", "\u0421", 1),
        ("\u0391cme", "Greek", "\u0391", 1),
        ("sun\u200bny", "invisible", "\u200b", 4),
        ("sun\u00a0ny", "invisible", "\u00a0", 4),
        ("sun\u202e", "invisible", "\u202e", 4),
        ("sun\x07", "invisible", "\x07", 4),
        ("☂ umbrella", "emoji or symbol", "☂", 1),
        ("28℃", "emoji or symbol", "℃", 3),
    ],
)
def test_each_kind_is_named_with_its_position(text: str, kind: str, run: str, position: int) -> None:
    assert foreign_runs(text) == [Foreign(run, kind, position)]


@pytest.mark.parametrize("text", ["Café Größe Łódź", "5′ × 10″ – “dry” … 50 % €9", "½ m² ™ ® °C", "UV50+ #1 <b>a</b>"])
def test_accents_and_english_signs_may_leave(text: str) -> None:
    assert foreign_runs(text) == []


@given(st.text())
def test_runs_say_exactly_what_is_wrong(text: str) -> None:
    runs = foreign_runs(text)
    for run in runs:
        assert text[run.position - 1 :].startswith(run.text)
    rest = text
    for run in reversed(runs):
        rest = rest[: run.position - 1] + rest[run.position - 1 + len(run.text) :]
    assert foreign_runs(rest) == []


def test_one_foreign_word_is_told_once_though_it_stands_in_many_texts() -> None:
    (one,) = found(name="Sun 防晒 Umbrella")
    assert (one.code, one.severity, one.spu) == ("text.not-english", Severity.ERROR, "U012")
    assert "Chinese “防晒” at position 14" in one.message


def test_the_same_word_is_the_same_finding_in_every_store() -> None:
    assert found(store("aliexpress"), name="Sun 防晒") == found(store("shopify"), name="Sun 防晒")


def test_what_cannot_be_seen_is_written_as_its_number() -> None:
    (one,) = found(colour="Na\u200bvy")
    assert "U+200B" in one.message
    assert "option" not in one.hint


def test_chinese_hidden_in_html_entities_is_found() -> None:
    assert codes(found(wording={"description": "<p>&#38450;</p>"})) == ["text.not-english"]


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


def test_a_description_that_no_excel_cell_holds_is_told() -> None:
    assert codes(found(wording={"description": "{{ name }}" + "x" * 32_768})) == ["text.too-long"]
    assert found(store("shopify"), wording={"description": "x" * 32_768}) == []


@pytest.mark.parametrize(("colour", "expected"), [("=Navy", ["text.forbidden-character"]), ("+2.00", []), ("Navy", [])])
def test_a_text_that_a_csv_reader_would_run_is_told(colour: str, expected: list[str]) -> None:
    told = found(store("shopify"), colour=colour)
    assert codes(told) == expected
    assert all(each.severity is Severity.WARNING for each in told)
