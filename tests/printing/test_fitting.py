"""Does every text stay within its card?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listingkit.printing.fitting import ems, fitted

TEXTS = st.text(st.characters(categories=["Lu", "Ll", "Nd", "Pd", "Lo"], max_codepoint=0x9FFF), min_size=1, max_size=60)


@given(TEXTS, st.integers(1, 3))
def test_no_line_is_wider_or_higher_than_its_room(text, lines):
    found = fitted(text, 43.0, 6.4, most=4.6, lines=lines)
    assert 1 <= len(found.lines) <= lines
    assert max(ems(line) for line in found.lines) * found.size <= 43.0 + 0.005 * ems(text)
    assert found.size <= min(4.6, 6.4 / len(found.lines))


@given(TEXTS)
def test_no_letter_is_lost(text):
    assert "".join(fitted(text, 20, 20, most=5, lines=3).lines) == text


def test_a_short_text_has_the_largest_letters_on_one_line():
    assert fitted("END", 87, 17, most=13).lines == ("END",)
    assert fitted("END", 87, 17, most=13).size == 13


def test_a_long_id_is_broken_after_a_hyphen():
    found = fitted("UMBRELLA2026-NAVYBLUE-TARTAN", 43.0, 14, most=6)
    assert len(found.lines) == 2
    assert found.lines[0].endswith("-")
