"""Barcodes are told apart by length and check digit (GS1), and a wrong digit is a wrong code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.barcodes import barcode_kind, check_digit


# From GS1's and the formats' own public examples.
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4006381333931", "EAN"),
        ("036000291452", "UPC"),
        ("96385074", "EAN"),
        ("10614141543219", "GTIN"),
        ("4006381333932", ""),
        ("400638133393", ""),
        ("", ""),
        ("40063813339310", ""),
        ("４００６３８１３３３９３１", ""),
        ("400638133393X", ""),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert barcode_kind(text) == kind


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, more: int) -> None:
    whole = digits + check_digit(digits)
    assert barcode_kind(whole) == "EAN"
    wrong = str((int(whole[place]) + more) % 10)
    assert barcode_kind(whole[:place] + wrong + whole[place + 1 :]) == ""
