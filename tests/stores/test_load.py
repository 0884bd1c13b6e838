"""Profiles that come with listingkit are sound, and a seller's own is told everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from listingkit.errors import BadInputError, UsageError
from listingkit.stores.load import builtin_names, load_stores, parse_profile
from tests.builders.listing import profile_text, store

SOUND = profile_text('{ header = "Price", field = "price_usd" }')


@pytest.mark.parametrize("name", builtin_names())
def test_every_built_in_profile_loads_and_gives_its_sources(name: str) -> None:
    profile = store(name)
    assert profile.name == name
    for evidence in (*profile.rules.values(), *profile.slots):
        assert evidence.source
    assert any(slot.role == "gallery" for slot in profile.slots)


def test_unknown_store_is_a_usage_error_with_near_miss_and_list() -> None:
    with pytest.raises(UsageError) as wrong:
        load_stores(["shopfy"], relative_to=Path())
    assert "Did you mean `shopify`?" in wrong.value.hint
    assert "aliexpress" in wrong.value.hint


def test_missing_profile_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml"):
        load_stores(["none.toml"], relative_to=tmp_path)


def test_own_profile_is_found_from_the_shop_folder(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(SOUND, encoding="utf-8-sig")
    names = [profile.name for profile in load_stores(["own.toml", "aliexpress", "own.toml"], relative_to=tmp_path)]
    assert names == ["own", "aliexpress"]


def test_two_profiles_of_one_name_would_share_folders(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(SOUND.replace('"own"', '"aliexpress"'), encoding="utf-8")
    with pytest.raises(BadInputError, match="`name` is `aliexpress`, which is a built-in store"):
        load_stores(["mine.toml"], relative_to=tmp_path)
    for file in ("mine.toml", "yours.toml"):
        (tmp_path / file).write_text(SOUND, encoding="utf-8")
    with pytest.raises(BadInputError, match="both the store `own`"):
        load_stores(["mine.toml", "yours.toml"], relative_to=tmp_path)


def test_all_schema_problems_are_told_with_place_and_near_miss() -> None:
    broken = SOUND.replace('role = "gallery"', 'role = "galery"').replace("count = 2", "coun = 2")
    with pytest.raises(BadInputError) as wrong:
        parse_profile(broken, "own.toml")
    assert any(problem.startswith("slots #1 role:") for problem in wrong.value.problems)
    assert "slots #1 coun: unknown key; did you mean `count`?" in wrong.value.problems


def test_a_mistyped_field_is_an_error_and_not_an_empty_column() -> None:
    broken = profile_text(
        '{ header = "A", field = "prise_usd" }, { header = "A", field = "picture.gallery.3" },'
        ' { header = "B", field = "picture.galery.1" }, { header = "C", field = "option.1.valu" }'
    )
    with pytest.raises(BadInputError) as wrong:
        parse_profile(broken, "own.toml")
    assert wrong.value.problems == (
        "[sheet] columns #1 (A): unknown field `prise_usd`; did you mean `price_usd`?",
        "[sheet] columns #2 (A): the header appears twice",
        "[sheet] columns #2 (A): there is no picture 3 in a slot `gallery`; did you mean `gallery`?",
        "[sheet] columns #3 (B): there is no picture 1 in a slot `galery`; did you mean `gallery`?",
        "[sheet] columns #4 (C): unknown field `option.1.valu`; did you mean `option.1.value`?",
    )


def test_rules_are_checked_for_name_type_unit_and_pattern() -> None:
    evidence = 'confidence = "V", source = "test"'
    broken = profile_text(
        "",
        rules=f"""
titel_max = {{ value = 10, unit = "characters", {evidence} }}
title_max = {{ value = "ten", unit = "characters", {evidence} }}
sku_max = {{ value = 10, unit = "px", {evidence} }}
sku_pattern = {{ value = "[", unit = "pattern", {evidence} }}""",
    )
    with pytest.raises(BadInputError) as wrong:
        parse_profile(broken, "own.toml")
    told = "\n".join(wrong.value.problems)
    assert "[rules.titel_max]: unknown rule; did you mean `title_max`?" in told
    assert "[rules.title_max] value: should be a number (found 'ten')" in told
    assert "[rules.sku_max] unit: should be characters or bytes (found 'px')" in told
    assert "[rules.sku_pattern] value: not a regular expression" in told


def test_a_slot_smaller_than_its_own_minimum_is_refused() -> None:
    broken = SOUND.replace("width = 800", "width = 800\nmin_width = 900", 1)
    with pytest.raises(BadInputError) as wrong:
        parse_profile(broken, "own.toml")
    assert wrong.value.problems == ("[slots] #1 (gallery): smaller than its own minimum",)


@pytest.mark.parametrize(("data", "said"), [(b"name = ", "not valid TOML"), (b"\xff\xfe", "not UTF-8")])
def test_files_that_are_no_profiles_are_bad_input(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "own.toml").write_bytes(data)
    with pytest.raises(BadInputError, match=said):
        load_stores(["own.toml"], relative_to=tmp_path)


def test_aliexpress_headers_are_those_of_the_template_with_its_cyrillic_letter() -> None:
    headers = [column.header for column in store("aliexpress").sheet.columns]
    assert "\u0421olor name in your system" in headers
    assert headers[:2] == ["AliExpress product ID (seller SPU ID)*", "SKU ID/Barcode (seller SKU ID)*"]
    assert {"Price, USD*", "Discounted price, USD", "Product name (Russian)", "Variation Image"} <= set(headers)


def test_shopify_has_its_57_headers() -> None:
    headers = [column.header for column in store("shopify").sheet.columns]
    assert len(headers) == 57
    assert headers[:2] == ["Title", "URL handle"]
    assert headers[-1] == "Google Shopping / Custom label 4"


def test_marketing_pictures_of_aliexpress_stay_clean_and_uncounted() -> None:
    slots = {slot.name: slot for slot in store("aliexpress").slots}
    assert (slots["white"].background, slots["white"].watermark, slots["white"].counted) == (
        "white",
        "forbidden",
        False,
    )
    assert slots["scene"].width * 4 == slots["scene"].height * 3
    assert slots["scene"].watermark == "forbidden"
    assert slots["gallery"].min_width == 0
    assert slots["gallery"].advised_width == 800
