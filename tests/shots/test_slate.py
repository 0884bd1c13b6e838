"""A card says one thing only, and a code of others says nothing."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.shots.slate import (
    END_PAYLOAD,
    LONGEST,
    MOST_SPARES,
    SlateKind,
    payload,
    read_payload,
    spare_payload,
)

IDS = st.text(string.ascii_uppercase + string.digits + "-", min_size=1, max_size=40)


@given(IDS)
def test_what_is_printed_is_what_is_read(subject: str) -> None:
    slate = read_payload(payload(subject))
    assert slate is not None
    assert (slate.subject, slate.kind) == (subject, SlateKind.SUBJECT)


@given(IDS, st.sampled_from([str.lower, str.title, str.upper]))
def test_case_and_space_do_not_matter(subject: str, as_typed) -> None:
    slate = read_payload(f"  {as_typed(payload(subject))}\r\n")
    assert slate is not None
    assert slate.key == subject.casefold()


@pytest.mark.parametrize("subject", ["END", "SPARE-01", "end", "*END"])
def test_a_subject_is_never_a_control_card(subject: str) -> None:
    slate = read_payload(payload(subject))
    assert slate is not None
    assert slate.kind is SlateKind.SUBJECT


def test_control_cards_are_told_apart() -> None:
    spares = [read_payload(spare_payload(number)) for number in range(1, MOST_SPARES + 1)]
    assert {slate.kind for slate in spares if slate} == {SlateKind.SPARE}
    assert len({slate.subject for slate in spares if slate}) == MOST_SPARES
    end = read_payload(END_PAYLOAD.lower())
    assert end is not None
    assert end.kind is SlateKind.END


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LK1:",
        "LK1: ",
        "LK1",
        "LK2:U012",
        "https://example.com/LK1:U012",
        "WIFI:S:studio;;",
        "6901234567892",
        "LK1*SPARE-00",
        "LK1*SPARE-1",
        "LK1*SPARE-١٢",
        "LK1*STOP",
        "LK1:U012\nU013",
        "LK1:" + "A" * (LONGEST + 1),
    ],
)
def test_a_foreign_code_is_no_slate(text: str) -> None:
    assert read_payload(text) is None


@given(st.text())
def test_any_text_is_a_slate_or_none(text: str) -> None:
    slate = read_payload(text)
    assert slate is None or slate.subject.isprintable()
