"""Every kind of character that may not leave, by name and position."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listingkit.english.model import Foreign, lookalikes, quoted
from listingkit.english.runs import foreign_runs

CODES = {
    "full-width": "text.fullwidth",
    "Chinese punctuation": "text.fullwidth",
    "input-method quote": "text.fullwidth",
    "input-method sign": "text.fullwidth",
    "look-alike": "text.lookalike",
    "styled letter": "text.lookalike",
    "emoji": "text.emoji",
    "symbol": "text.emoji",
    **dict.fromkeys(["control", "invisible", "odd space", "private-use", "broken"], "text.invisible"),
}
# Scripts whose look-alikes, odd spaces and selectors the property tests mix.
MIXED = "aZ5 .,“’中か한ｱＡ，。（①℃㎝Ⅲ𝐁ﬁСсжΑμΩՕ\u200b\ufeff\u00ad\u202e\u00a0\u3000\x07\ue000\ufffd☂★→️⃣1👨‍🇨™½é°"


@pytest.mark.parametrize(
    ("text", "kind", "run", "position"),
    [
        ("Sun 防晒 umbrella", "Chinese", "防晒", 5),
        ("a〇b", "Chinese", "〇", 2),
        ("Sun カサ", "Japanese", "カサ", 5),
        ("Sun ｶｻ", "Japanese", "ｶｻ", 5),
        ("우산 sun", "Korean", "우산", 1),
        ("Sun зонт", "Cyrillic", "зонт", 5),
        ("Sun ήλιος", "Greek", "ήλιος", 5),
        ("Sun مظلة", "Arabic", "مظلة", 5),
        ("Navy，red", "full-width", "，", 5),
        ("ＡＢ umbrella", "full-width", "ＡＢ", 1),
        ("a　b", "full-width", "\u3000", 2),
        ("a、b", "Chinese punctuation", "、", 2),
        ("a「b", "Chinese punctuation", "「", 2),
        ("28℃", "input-method sign", "℃", 3),
        ("60㎝", "input-method sign", "㎝", 3),
        ("no ① and ❷"[:5], "input-method sign", "①", 4),
        ("Type Ⅲ", "input-method sign", "Ⅲ", 6),
        ("\u0421olor", "look-alike", "\u0421", 1),
        ("Size \u041c", "look-alike", "\u041c", 6),
        ("\u0425\u0425L", "look-alike", "\u0425\u0425", 1),
        ("\u0391cme", "look-alike", "\u0391", 1),
        ("c\u0585lor", "look-alike", "\u0585", 2),
        ("5 \u03bcm", "look-alike", "\u03bc", 3),
        ("\u0422-shirt", "look-alike", "\u0422", 1),
        ("𝐁𝐨𝐥𝐝 umbrella", "styled letter", "𝐁𝐨𝐥𝐝", 1),
        ("o\ufb03ce", "styled letter", "\ufb03", 2),
        ("ᴍɪɴɪ bag", "look-alike", "ᴍɪɴɪ", 1),
        ("sun\u200bny", "invisible", "\u200b", 4),
        ("\ufeffsunny", "invisible", "\ufeff", 1),
        ("sun\u00adny", "invisible", "\u00ad", 4),
        ("sun\u3164ny", "invisible", "\u3164", 4),
        ("sun\u034fny", "invisible", "\u034f", 4),
        ("sun™\ufe0f", "invisible", "\ufe0f", 5),
        ("sun\u202e", "invisible", "\u202e", 4),
        ("sun\u00a0ny", "odd space", "\u00a0", 4),
        ("sun\u2009ny", "odd space", "\u2009", 4),
        ("sun\x07", "control", "\x07", 4),
        ("☂ umbrella", "emoji", "☂", 1),
        ("a ☂\ufe0f", "emoji", "☂\ufe0f", 3),
        ("a 👨\u200d👩\u200d👧", "emoji", "👨\u200d👩\u200d👧", 3),
        ("a 👍🏽", "emoji", "👍🏽", 3),
        ("a 🇨🇳", "emoji", "🇨🇳", 3),
        ("take 1\ufe0f\u20e3", "emoji", "1\ufe0f\u20e3", 6),
        ("new → red", "symbol", "→", 5),
        ("a \ue000", "private-use", "\ue000", 3),
        ("a \ud83d", "broken", "\ud83d", 3),
        ("a \ufffd", "broken", "\ufffd", 3),
    ],
)
def test_each_kind_is_named_with_its_position_and_code(text: str, kind: str, run: str, position: int) -> None:
    (found,) = foreign_runs(text)
    assert found == Foreign(run, kind, position)
    assert found.code == CODES.get(kind, "text.not-english")


@pytest.mark.parametrize(
    "text",
    [
        "Café Größe Łódź",
        "5′ × 10″ – “dry” … 50 % €9",
        "½ m² ™ ® °C",
        "UV50+ #1 <b>a</b>",
        "women’s 23” 5 k\u2126 10 \u00b5m",
    ],
)
def test_accents_and_english_signs_may_leave(text: str) -> None:
    assert foreign_runs(text) == []


def test_quotes_are_an_input_methods_only_beside_chinese_or_full_width() -> None:
    assert [(run.kind, run.position) for run in foreign_runs("“防晒” “sun”")] == [
        ("input-method quote", 1),
        ("Chinese", 2),
        ("input-method quote", 4),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"), [("5 k\u03a9", []), ("10\u03a9 cable", []), ("\u03a9mega 5", ["look-alike"])]
)
def test_ohms_behind_a_figure_are_a_unit_and_no_letter(text: str, kinds: list[str]) -> None:
    assert [run.kind for run in foreign_runs(text)] == kinds


def test_a_letter_alone_belongs_to_the_russian_words_around_it() -> None:
    assert {run.kind for run in foreign_runs("зонт с ручкой")} == {"Cyrillic"}
    assert {run.kind for run in foreign_runs("size с")} == {"look-alike"}
    assert {run.kind for run in foreign_runs("СССР")} == {"Cyrillic"}


@given(st.text() | st.text(st.sampled_from(MIXED)))
@example("0\u03a9\x1f0")
def test_runs_say_exactly_what_is_wrong(text: str) -> None:
    runs = foreign_runs(text)
    for run in runs:
        assert text[run.position - 1 :].startswith(run.text)
    rest = text
    for run in reversed(runs):
        # A space in its place: without one, what stood apart might become a word.
        rest = f"{rest[: run.position - 1]} {rest[run.position - 1 + len(run.text) :]}"
    assert foreign_runs(rest) == []


@given(st.text(st.sampled_from(MIXED)))
def test_what_is_told_can_be_seen(text: str) -> None:
    assert all(char.isprintable() for run in foreign_runs(text) for char in f"{run} {quoted(text)}")


def test_every_lookalike_stands_for_a_character_that_may_leave() -> None:
    assert len(lookalikes()) > 150
    for letter, (latin, _) in lookalikes().items():
        assert foreign_runs(latin) == []
        assert [run.kind for run in foreign_runs(f"ab{letter}cd")] == ["look-alike"]


def test_long_texts_take_linear_time() -> None:
    began = time.perf_counter()
    foreign_runs("Sun 防晒 umbr\u0435lla ☂ “ok” " * 5_000)
    assert time.perf_counter() - began < 5
