"""What stands in the cells of one row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from listingkit.catalog.rows import has_arrived, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("１２．５", "12.5"),
        ("¥32.5", "32.5"),
        ("￥ 32", "32"),
        ("$ 9.99", "9.99"),
        ("US$9.99", "9.99"),
        (".5", "0.5"),
        ("5.", "5"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12,5", "two ways"),
        ("-3", "negative"),
        ("−3", "negative"),
        ("350g", "not a number"),
        ("1e5", "not a number"),
        ("nan", "not a number"),
        ("1.234,50", "not a number"),
        ("12,34,567", "not a number"),
        ("9" * 30, "too large"),
        ("about 5", "not a number"),
    ],
)
def test_what_is_no_number_says_why(text: str, reason: str) -> None:
    with pytest.raises(PydanticCustomError, match=reason):
        parse_number(text)


@given(value=st.decimals(min_value=0, max_value=999_999_999, places=2))
def test_written_numbers_are_read_again_with_and_without_groups(value: Decimal) -> None:
    assert parse_number(f"{value:f}") == parse_number(f"{value:,f}") == value


@given(text=st.text(max_size=20))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    try:
        assert parse_number(text) >= 0
    except PydanticCustomError as wrong:
        assert wrong.type == "bad-number"


@pytest.mark.parametrize("word", ["", "yes", "YES", "有", "到", "已到", "ok", "1", "✓"])
def test_samples_that_are_there(word: str) -> None:
    assert has_arrived(word)


@pytest.mark.parametrize("word", ["no", "无", "未到", "pending", "2026-12-01", "next week", "0"])
def test_samples_that_are_not(word: str) -> None:
    assert not has_arrived(word)
