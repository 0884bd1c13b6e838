"""Only English leaves, and a complaint names the cell or setting that cures it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.errors import BadInputError
from listingkit.findings import Finding, Place, Severity
from listingkit.listing.english import store_text_findings
from listingkit.stores.load import parse_profile
from listingkit.stores.model import Confidence, StoreProfile
from tests.builders.catalog import load_text
from tests.builders.listing import (
    catalogue,
    codes,
    listings_of,
    own_profile,
    photographed,
    product,
    profile_text,
    shop_settings,
    shot_of_every_look,
    store,
    with_rule,
)


def found(
    profile: StoreProfile | None = None, *, colour: str = "Navy", settings: dict[str, Any] | None = None, **extra: Any
) -> list[Finding]:
    catalog = catalogue(product(**extra), colour=[f"XXX={colour}", "Red"])
    (listing,) = listings_of(catalog, profile, shop_settings(**(settings or {})))
    return [each for each in listing.findings if each.code.startswith("text.")]


def of_csv(root: Path, products: str, profile: StoreProfile | None = None, **files: str) -> list[Finding]:
    catalog = load_text(root, products, **files)
    return [
        each for listing in listings_of(catalog, profile) for each in listing.findings if each.code.startswith("text.")
    ]


def test_one_foreign_word_is_told_once_though_it_stands_in_many_texts(tmp_path: Path) -> None:
    (one,) = of_csv(tmp_path, "model,name,colours\nU1,Sun 霹雳 Umbrella,Navy; Red\n")
    assert (one.code, one.severity, one.spu) == ("text.not-english", Severity.ERROR, "U1")
    assert one.place == Place("products.csv", "", 2, "name")
    assert "Chinese “霹雳” at position 5" in one.message


def test_the_position_is_that_in_the_cell_not_in_what_the_glossary_made_of_it(tmp_path: Path) -> None:
    (one,) = of_csv(tmp_path, "model,name\nU1,全自动霹雳雨伞\n")
    assert "Chinese “霹雳” at position 4" in one.message


def test_the_same_word_is_the_same_finding_in_every_store(tmp_path: Path) -> None:
    text = "model,name,colours,description\nU1,Sun 霹雳,N\u0430vy,☂ for rain\n"
    told = of_csv(tmp_path, text, store("aliexpress"))
    assert told == of_csv(tmp_path, text, store("shopify"))
    assert codes(told) == ["text.not-english", "text.emoji", "text.lookalike"]


def test_option_values_name_the_sheet_they_are_written_in(tmp_path: Path) -> None:
    told = of_csv(
        tmp_path,
        "model,name,colours\nU1,Umbrella,R\u0435d; Tone 1\n",
        variants="model,colour\nU1,Gr\u0435y\n",
        options="option,value,label\ncolour,Tone 1,Oliv\u0435\n",
    )
    assert [(each.place.file, each.place.row, each.place.column) for each in told] == [
        ("products.csv", 2, "colours"),
        ("options.csv", 2, "label"),
        ("variants.csv", 2, "colour"),
    ]


def test_full_width_that_the_glossary_settles_is_a_warning_and_chinese_cells_have_none(tmp_path: Path) -> None:
    told = of_csv(tmp_path, "model,name,material\nU1,Ｓｕｎ Umbrella,210T碰击布，加厚（防水）\n")
    assert [(each.code, each.severity, each.place.column) for each in told] == [
        ("text.fullwidth", Severity.WARNING, "name")
    ]
    assert "written half-width" in told[0].message


def test_what_the_glossary_brings_is_told_of_its_english(tmp_path: Path) -> None:
    (one,) = of_csv(tmp_path, "model,name\nU1,霹雳雨伞\n", glossary="word,english\n霹雳,thund\u0435r\n")
    assert one.code == "text.lookalike"
    assert (
        "as the glossary has it, has look-alike “\u0435” (Cyrillic U+0435) at position 6: “thund\u0435r umbrella”"
        in (one.message)
    )


def test_a_column_that_never_leaves_may_be_in_any_language(tmp_path: Path) -> None:
    text = "model,name,maker note\nU1,Umbrella,霹雳厂\n"
    assert of_csv(tmp_path, text) == []
    columns = '{ header = "Maker", field = "attribute.maker_note" }'
    assert codes(of_csv(tmp_path, text, own_profile(columns))) == ["text.not-english"]


def test_a_column_that_never_leaves_is_not_blamed_for_a_word_of_the_name(tmp_path: Path) -> None:
    (one,) = of_csv(tmp_path, "model,name,maker note\nU1,Sun 霹雳 Umbrella,霹雳厂\n")
    assert one.place.column == "name"


def test_a_letter_in_a_template_is_told_beside_a_longer_word_of_a_cell_that_holds_it(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, "model,name\nU1,зонт Umbrella\n")
    (listing,) = listings_of(catalog, settings=shop_settings(wording={"title": "St\u043erm {{ name }}"}))
    told = [each for each in listing.findings if each.code in {"text.not-english", "text.lookalike"}]
    assert [(each.code, each.place.column) for each in told] == [
        ("text.not-english", "name"),
        ("text.lookalike", "[wording] title"),
    ]


def test_a_barcode_in_other_digits_is_told(tmp_path: Path) -> None:
    (one,) = of_csv(tmp_path, "model,name,barcode\nU1,Umbrella,69012٣\n", store("shopify"))
    assert (one.code, one.place.column) == ("text.not-english", "barcode")


@pytest.mark.parametrize(
    ("settings", "column"),
    [
        ({"shop": {"name": "x", "brand": "Rain霹"}}, "[shop] brand"),
        ({"export": {"shipping_template": "Rain霹"}}, "[export] shipping_template"),
        ({"wording": {"title": "Rain霹 {{ name }}"}}, "[wording] title"),
        ({"wording": {"bullets": ["Rain霹"]}}, "[wording] bullets"),
        ({"wording": {"description": "<b>Rain</b>霹"}}, "[wording] description"),
    ],
)
def test_texts_of_settings_name_their_key(settings: dict[str, Any], column: str) -> None:
    told = found(settings=settings)
    assert {(each.place.file, each.place.column) for each in told} == {("shop.toml", column)}
    assert "at position 5" in told[0].message


def test_positions_in_a_description_are_those_of_the_visible_text() -> None:
    text = "<h2>Dry &amp; light</h2>\n<ul><li>no  ☂</li></ul>"
    (one,) = found(settings={"wording": {"description": text}})
    assert "at position 16" in one.message  # of "Dry & light no ☂"


@pytest.mark.parametrize(
    "text", ["<p>&#38450;</p>", '<img src="a.jpg" alt="防">', "<!-- 防 -->", "<p title='&#x9632;'>a</p>"]
)
def test_chinese_hidden_in_html_is_found_where_the_store_keeps_it(text: str) -> None:
    told = codes(found(store("shopify"), settings={"wording": {"description": text}}))
    assert told == ([] if text.startswith("<!--") else ["text.not-english"])


def test_a_no_break_space_of_html_is_white_space() -> None:
    assert found(settings={"wording": {"description": "<p>a&nbsp;b\u00a0c</p>"}}) == []


def test_what_cannot_be_seen_is_written_as_its_number() -> None:
    (one,) = found(colour="Na\u200bvy")
    assert "U+200B" in one.message
    assert "\u200b" not in one.message


def test_a_store_that_takes_ascii_only_is_told_of_accents(tmp_path: Path) -> None:
    ascii_only = with_rule(store(), "text_charset", "ascii", unit="charset")
    (one,) = found(ascii_only, name="Café Umbrella – new")
    assert (one.code, one.severity) == ("text.forbidden-character", Severity.ERROR)
    assert "“é” at position 13 of the title; “–”" in one.message
    assert found(store(), name="Café Umbrella") == []
    guessed = with_rule(store(), "text_charset", "ascii", unit="charset", confidence=Confidence.KNOWLEDGE)
    assert [each.severity for each in found(guessed, name="Café")] == [Severity.INFO]


def test_a_charset_that_there_is_not_is_an_error_of_the_profile() -> None:
    rule = '[rules.text_charset]\nvalue = "utf8"\nunit = "charset"\nconfidence = "V"\nsource = "x"'
    with pytest.raises(BadInputError) as told:
        parse_profile(profile_text('{ header = "a", text = "b" }', rules=rule), "own.toml")
    assert "should be ascii or latin (found 'utf8')" in " ".join(told.value.problems)


def test_fixed_texts_and_the_sheets_name_of_a_profile_are_checked_once() -> None:
    profile = parse_profile(profile_text('{ header = "Zustand 新", text = "全新" }'), "own.toml")
    (one,) = store_text_findings(profile, "own.toml")
    assert (one.code, one.place) == ("text.not-english", Place("own.toml", column="[sheet] columns “Zustand 新”"))
    named = profile.model_copy(update={"sheet": profile.sheet.model_copy(update={"name": "商品"})})
    assert next(each.place.column for each in store_text_findings(named, "own.toml")) == "[sheet] name"


@pytest.mark.parametrize("name", ["aliexpress", "shopify"])
def test_built_in_profiles_write_only_english(name: str) -> None:
    assert list(store_text_findings(store(name), name)) == []


@given(spu=st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True), label=st.text(min_size=1, max_size=8))
def test_file_names_of_images_are_ascii_whatever_the_catalogue_says(spu: str, label: str) -> None:
    catalog = catalogue(product(spu, cost=Decimal(20)), colour=[f"XXX={label}"])
    placements = shot_of_every_look(catalog, store())
    assert photographed(placements)
    (listing,) = listings_of(catalog)
    pictures = [picture for slot in listing.pictures.values() for picture in slot]
    assert pictures
    assert all(picture.reference.isascii() and picture.path.isascii() for picture in pictures)
