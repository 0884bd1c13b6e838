"""Every text that a spreadsheet would run, lose or alter is seen; every other one is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.cells import clean_text, controls_in, escape_for_xlsx, number_text, reads_as_formula
from listingkit.tables_grid import plain

FORMULAS = {
    "equals": "=1+1",
    "plus": "+A1",
    "minus": "-A1",
    "at": "@SUM(A1)",
    "dde": "=cmd|' /C calc'!A0",
    "tab first": "\t=1+1",
    "tab alone": "\tx",
    "carriage return first": "\r=1+1",
    "line feed first": "\n=1+1",
    "space first": "  =1+1",
    "no-break space first": "\u00a0=1+1",
    "byte order mark first": "\ufeff=1+1",
    "zero width space first": "\u200b@x",
    "full-width equals": "＝1+1",
    "full-width plus": "＋A1",
    "full-width minus": "－A1",
    "full-width at": "＠SUM(A1)",
    "own apostrophe": "'=1+1",
}
PLAIN = [
    "",
    "-",
    "=",
    "-12.5",
    "+86",
    "-1,234.50",
    "-5%",
    "A=1",
    "1E5",
    "3-4",
    "00123",
    "TRUE",
    "50%",
    "'quoted'",
    " x",
]


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_formulas_are_seen(text: str) -> None:
    assert reads_as_formula(text)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_are_left_alone(text: str) -> None:
    assert not reads_as_formula(text)
    assert clean_text(text) == text


def test_line_ends_become_line_feeds_and_controls_go_with_their_position() -> None:
    text = "a\r\nb\rc\td\x07e\x1f\ud800\uffff\x85"
    assert clean_text(text) == "a\nb\nc\tde"
    assert controls_in(text) == [(8, "U+0007"), (10, "U+001F"), (11, "U+D800"), (12, "U+FFFF"), (13, "U+0085")]
    assert controls_in("é 伞\n🌂") == []


@given(text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("_x0041_\n"), max_size=30))
def test_what_is_escaped_for_a_workbook_reads_as_it_was(text: str) -> None:
    text = clean_text(text)
    assert plain(escape_for_xlsx(text)) == text


def test_numbers_have_plain_digits() -> None:
    assert [number_text(each) for each in (Decimal("1E+3"), Decimal("-0.00010"), 12)] == ["1000", "-0.00010", "12"]
