"""Titles are tidy, keep whole words, and fit."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from listingkit.listing.titles import length_in, shorten, tidy, without_repeats
from listingkit.stores.model import Confidence, Rule

WORDS = st.lists(st.text("abcdeé伞", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)


def limit(value: int, unit: str = "characters") -> Rule:
    return Rule(value=value, unit=unit, confidence=Confidence.VERIFIED, source="test")


@pytest.mark.parametrize(
    ("rendered", "expected"),
    [
        ("  Sun \n umbrella ", "Sun umbrella"),
        ("Umbrella - , 8 ribs", "Umbrella - 8 ribs"),
        ("Umbrella () | ", "Umbrella"),
        ("- Umbrella", "Umbrella"),
        ("Umbrella , red", "Umbrella, red"),
        ("T-shirt, S/M, 10 x 20", "T-shirt, S/M, 10 x 20"),
        ("UV50+ umbrella", "UV50+ umbrella"),
        ("", ""),
    ],
)
def test_what_empty_parts_leave_behind_is_removed(rendered: str, expected: str) -> None:
    assert tidy(rendered) == expected


def test_a_word_does_not_come_a_third_time_but_numbers_and_small_words_may() -> None:
    assert without_repeats("Sun sun Umbrella, SUN and and and 8 8 8 umbrella umbrella") == (
        "Sun sun Umbrella, and and and 8 8 8 umbrella"
    )


def test_a_shortened_title_ends_in_a_whole_word_without_loose_ends() -> None:
    assert shorten("Sun umbrella for women, with cover", limit(30)) == "Sun umbrella for women"
    assert shorten("Sun umbrella (with a cover)", limit(24)) == "Sun umbrella"
    assert shorten("Sun umbrella for women", limit(17)) == "Sun umbrella"


def test_a_limit_in_bytes_counts_bytes() -> None:
    assert shorten("café café", limit(9)) == "café café"
    assert shorten("café café", limit(9, "bytes")) == "café"


def test_a_single_word_that_is_too_long_stays_whole_for_the_check_to_tell() -> None:
    assert shorten("a" * 50, limit(20)) == "a" * 50


@given(text=WORDS, most=st.integers(1, 60), unit=st.sampled_from(["characters", "bytes"]))
def test_shortened_titles_fit_and_are_made_of_the_first_words(text: str, most: int, unit: str) -> None:
    assume(length_in(text.partition(" ")[0], unit) <= most)
    short = shorten(text, limit(most, unit))
    assert length_in(short, unit) <= most
    assert short
    assert text.split()[: len(short.split())] == short.split()


@given(text=WORDS)
def test_tidy_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
