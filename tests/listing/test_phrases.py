"""Titles are filled with whole phrases, in order, as many as the store has room for."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.phrases import Phrase, Title, TitleRules, cut, fill
from listingkit.listing.titles import length_in, words_of
from listingkit.stores.model import Confidence, Rule
from tests.builders.listing import store, with_rule

WORD = st.text("abcdé", min_size=1, max_size=7)
PHRASE = st.lists(st.one_of(WORD, st.sampled_from(["Sun", "8", "and", "Ribs"])), max_size=5).map(" ".join)


def rules(most: int | None = None, unit: str = "characters", **extra: object) -> TitleRules:
    limit = Rule(value=most, unit=unit, confidence=Confidence.VERIFIED, source="test") if most else None
    return TitleRules(limit, **extra)  # type: ignore[arg-type]


def filled(*phrases: str | tuple[str, str], **extra: object) -> Title:
    made = (Phrase(each) if isinstance(each, str) else Phrase(each[1], each[0]) for each in phrases)
    return fill(made, rules(**extra))  # type: ignore[arg-type]


def test_phrases_stand_in_order_with_their_separators() -> None:
    title = filled("Rainfolk Sun Umbrella", "Pongee", (" - ", "8 Ribs"), (" ", "Navy"))
    assert title.text == "Rainfolk Sun Umbrella, Pongee - 8 Ribs Navy"


def test_a_shorter_phrase_may_come_where_a_longer_one_had_no_room() -> None:
    title = filled("Sun Umbrella", "Windproof Canopy", "8 Ribs", most=20)
    assert title == Title("Sun Umbrella, 8 Ribs", ("Windproof Canopy",))


def test_bytes_are_counted_where_the_store_counts_them() -> None:
    assert filled("Café", "Café Olé", most=14).text == "Café, Café Olé"
    assert filled("Café", "Café Olé", most=14, unit="bytes").text == "Café"


def test_a_letter_and_its_accent_are_one_character() -> None:
    assert filled("Cafe\u0301", most=4).text == "Café"


@pytest.mark.parametrize("phrase", ["", "  ,  ", "sun UMBRELLA", "Umbrella and Sun", "and"])
def test_phrases_that_add_nothing_are_passed_over_without_a_word(phrase: str) -> None:
    assert filled("Sun Umbrella", phrase, "Navy") == Title("Sun Umbrella, Navy")


def test_figures_are_news_and_may_come_often() -> None:
    assert filled("8 Umbrella", "10", "10", "8 Ribs").text == "8 Umbrella, 10, 8 Ribs"


def test_a_word_does_not_come_a_third_time() -> None:
    title = filled("Sun Umbrella", "Rain Umbrella", "Umbrella for Women", "Navy")
    assert title == Title("Sun Umbrella, Rain Umbrella, Navy", ("Umbrella for Women",))


def test_a_store_may_take_a_word_once_only() -> None:
    assert filled("Sun Umbrella", "Rain Umbrella", "Navy", word_max=1).text == "Sun Umbrella, Navy"


def test_only_the_first_phrase_is_cut() -> None:
    title = filled("Windproof Sun Umbrella with Sleeve", "8 Ribs", most=26)
    assert title == Title("Windproof Sun Umbrella", ("with Sleeve", "8 Ribs"))


def test_the_brand_stands_once() -> None:
    assert filled("Rainfolk", "Rainfolk Sun Umbrella", brand="Rainfolk").text == "Rainfolk, Sun Umbrella"


@pytest.mark.parametrize(
    ("text", "forbidden", "expected"),
    [
        ("Wow! Umbrella?", "!?", "Wow Umbrella"),
        ("Sun & Rain", "&", "Sun and Rain"),
        ("Sun | Rain", "|", "Sun, Rain"),
        ("Sun_Rain {big}", "_{}", "Sun Rain (big)"),
        ("Sun {big}", "{}(", "Sun big)"),
        ("*Sun* 4*6 cm", "*", "Sun 4*6 cm"),
        ('"Sun" 23" wide', '"', 'Sun 23" wide'),
        ("Only $5", "$", "Only $5"),
        ("100% cotton", "%", "100% cotton"),
    ],
)
def test_forbidden_signs_go_where_the_title_means_the_same(text: str, forbidden: str, expected: str) -> None:
    assert cut(text, rules(forbidden=forbidden)).text == expected


def test_the_brand_keeps_its_own_signs() -> None:
    assert cut("Wow! Sun! Umbrella", rules(forbidden="!", brand="Wow!")).text == "Wow! Sun Umbrella"


def test_signs_that_may_come_once_are_spelled_or_passed_over() -> None:
    assert cut("Sun & Rain & Wind", rules(once="&%")).text == "Sun & Rain and Wind"
    assert filled("100% Cotton", "50% Off-White", "Navy", once="&%").text == "100% Cotton, Navy"


def test_separators_give_way_to_what_a_store_forbids() -> None:
    assert filled("Sun", (" | ", "Navy"), forbidden="|").text == "Sun Navy"


def test_rules_come_from_the_profile() -> None:
    profile = with_rule(with_rule(store(), "title_word_max", 3, unit="items"), "title_once", "%")
    found = TitleRules.of(profile, "Rainfolk")
    assert (found.word_max, found.once, found.forbidden, found.brand) == (3, "%", "", "Rainfolk")
    assert found.longest
    assert found.longest.value == 128


@given(
    phrases=st.lists(PHRASE, max_size=6),
    most=st.integers(5, 60),
    unit=st.sampled_from(["characters", "bytes"]),
    word_max=st.integers(1, 3),
)
def test_filled_titles_fit_keep_words_whole_and_repeat_none_too_often(
    phrases: list[str], most: int, unit: str, word_max: int
) -> None:
    limits = rules(most, unit, word_max=word_max)
    title = fill([Phrase(phrase) for phrase in phrases], limits)
    words = title.text.replace(",", " ").split()
    assert length_in(title.text, unit) <= most or len(words) == 1
    assert set(words) <= {word for phrase in phrases for word in phrase.split()}
    assert all(number <= word_max for number in Counter(words_of(title.text)).values())
    assert bool(title.text) == any(phrase.strip() for phrase in phrases)


@given(text=PHRASE, most=st.integers(5, 40), word_max=st.integers(1, 3))
def test_cut_titles_fit_keep_words_whole_and_repeat_none_too_often(text: str, most: int, word_max: int) -> None:
    title = cut(text, rules(most, word_max=word_max))
    words = title.text.split()
    assert len(title.text) <= most or len(words) == 1
    assert set(words) <= set(text.split())
    assert all(number <= word_max for number in Counter(words_of(title.text)).values())
    if not title.left_out and not title.repeated:
        assert words == text.split()


@given(phrases=st.lists(PHRASE, max_size=6), most=st.integers(5, 60))
def test_more_room_never_takes_a_phrase_away_from_the_front(phrases: list[str], most: int) -> None:
    made = [Phrase(phrase) for phrase in phrases]
    everything = fill(made, rules()).text
    if length_in(everything, "characters") <= most:
        assert fill(made, rules(most)).text == everything
