"""What is put right says the same as before, and stays as it is from then on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.english.fixes import Change, fix
from listingkit.english.model import FIXABLE
from listingkit.english.runs import foreign_runs
from tests.builders.english import clean_title
from tests.english.test_runs import MIXED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ｓｕｎ　Ｕｍｂｒｅｌｌａ", "Sun Umbrella"),
        ("Navy，red、blue", "Navy, red, blue"),
        ("Sun（UV）hat", "Sun (UV) hat"),
        ("100，000 at 1：1", "100,000 at 1:1"),
        ("Dry！", "Dry!"),
        ("《Rain》", '"Rain"'),
        ("“防晒”", '"防晒"'),
        ("“sun”", "“sun”"),
        ("28℃ 60㎝ 2㎡ Ⅲ 5①", "28°C 60cm 2m² III 5(1)"),
        ("\u0421\u043elor Size \u041c", "Color Size M"),
        ("𝐁𝐨𝐥𝐝 ﬁt", "Bold fit"),
        ("Sun\u200bny\ufeff\x07 day\u202e", "Sunny day"),
        ("Sun\u00a0hat\u2009red", "Sun hat red"),
        ("  Sun   hat ", "Sun hat"),
        ("one\n  two", "one\n two"),
        ("☂ 👍🏽 Sun", "☂ 👍🏽 Sun"),
        ("Зонт с ручкой", "Зонт с ручкой"),
        ("a\ue000b\ufffd", "a\ue000b\ufffd"),
        ("\u0441\u043e\u0441\u200ba", "coca"),
    ],
)
def test_what_is_safe_is_put_right_and_the_rest_stays(text: str, expected: str) -> None:
    assert fix(text).text == expected


def test_changes_are_told_with_their_position_in_the_original() -> None:
    assert fix("Sun\u200b  h\u0430t，x").changes == (
        Change(4, "\u200b", "", "invisible"),
        Change(5, "  ", " ", "double space"),
        Change(8, "\u0430", "a", "look-alike"),
        Change(10, "，", ", ", "full-width"),
    )


def test_only_the_kinds_that_are_asked_for_are_put_right() -> None:
    assert fix("h\u0430t，x", {"look-alike"}).text == "hat，x"


texts = st.text() | st.text(st.sampled_from(MIXED))


@given(texts)
def test_fixing_again_changes_nothing(text: str) -> None:
    once = fix(text).text
    assert fix(once).text == once
    assert fix(once).changes == ()


@given(texts)
def test_nothing_that_can_be_fixed_is_left(text: str) -> None:
    assert not [run for run in foreign_runs(fix(text).text) if run.kind in FIXABLE]


@given(st.integers(0, 10**9))
def test_clean_titles_stay_as_they_are(seed: int) -> None:
    title = clean_title(seed)
    assert fix(title).text == title


@given(st.text(st.sampled_from(MIXED)))
def test_what_cannot_be_fixed_safely_stays(text: str) -> None:
    kept = {"Chinese", "Japanese", "Korean", "emoji", "symbol", "private-use", "broken"}

    def lasting(each: str) -> list[str]:
        return [char for run in foreign_runs(each) if run.kind in kept for char in run.text if char not in "\u200d"]

    assert [c for c in lasting(text) if c in "中か한👨🇨"] == [c for c in lasting(fix(text).text) if c in "中か한👨🇨"]
