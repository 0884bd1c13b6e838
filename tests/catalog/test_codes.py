"""Codes and SKUs: pure functions of the label."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.catalog.codes import CODE, known_codes, sku, value_code


@pytest.mark.parametrize(
    ("option", "label", "code"),
    [
        ("colour", "Navy", "NVY"),
        ("colour", "navy", "NVY"),
        ("colour", "Sky Blue", "SKY"),
        ("colour", "Gray", "GRY"),
        ("pattern", "Plaid", "PLD"),
        ("pattern", "Stars", "STA"),
        ("colour", "Haze Blue", "HBL"),
        ("colour", "Cerulean", "CRL"),
        ("colour", "Tea", "TEA"),
        ("colour", "Red White Blue Green", "RWG"),
        ("colour", "Crème", "CRM"),
        ("handle", "Navy", "NAVY"),
        ("size", "75 cm", "75CM"),
        ("size", "XL", "XL"),
        ("size", "42.5", "42P5"),
        ("size", "One Size", "OSZ"),
    ],
)
def test_codes_of_labels(option: str, label: str, code: str) -> None:
    assert value_code(option, label, pictured=option in {"colour", "pattern"}) == code


def test_grey_and_green_of_one_modifier_stay_apart() -> None:
    modified = [f"Misty {colour}" for colour in ("Grey", "Green", "Blue", "Brown", "Pink", "Red", "Rose")]
    made = [value_code("colour", label, pictured=True) for label in modified]
    assert len(set(made)) == len(made), dict(zip(modified, made, strict=True))


@given(label=st.text(min_size=1).filter(str.strip), pictured=st.booleans())
def test_every_label_has_a_code_that_fits_in_a_sku(label: str, pictured: bool) -> None:
    assert CODE.fullmatch(value_code("colour", label, pictured=pictured))


def test_the_table_is_sound() -> None:
    by_code: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (option, label), (code, hex_colour) in known_codes().items():
        assert re.fullmatch(r"[A-Z]{3}", code)
        assert re.fullmatch(r"(#[0-9A-F]{6})?", hex_colour)
        by_code[option, code].add(hex_colour)
        assert label == label.casefold()
    # Labels may share a code only where they name the same colour (Grey, Gray).
    assert {key for key, colours in by_code.items() if len(colours) > 1} == set()
    assert sum(option == "colour" for option, _ in by_code) >= 60
    assert sum(option == "pattern" for option, _ in by_code) >= 25


def test_separator_joins_the_parts() -> None:
    assert sku("U012", ["NVY", "PLD"], "-") == "U012-NVY-PLD"
    assert sku("U012", ["NVY", "PLD"], "") == "U012NVYPLD"
