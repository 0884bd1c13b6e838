"""Rules of a later day withhold nothing before it, and a shop's own column texts stand where there is room."""

from __future__ import annotations

import datetime as dt

from listingkit.stores.model import Confidence
from listingkit.stores.tailor import in_force, with_columns
from tests.builders.listing import own_profile, store, with_rule

DAY = dt.date(2027, 1, 31)


def minimum(today: dt.date) -> set[tuple[int, int]]:
    return {(slot.min_width, slot.min_height) for slot in in_force(store("google"), today).slots}


def test_googles_larger_minimum_holds_from_its_day() -> None:
    assert minimum(DAY - dt.timedelta(days=1)) == {(0, 0)}
    assert minimum(DAY) == {(500, 500)}


def test_a_rule_of_a_later_day_is_information_until_then() -> None:
    profile = with_rule(store(), "title_max", 10, valid_from=DAY)
    before = in_force(profile, DAY - dt.timedelta(days=1)).rules["title_max"]
    assert (before.confidence, before.value) == (Confidence.KNOWLEDGE, 10)
    assert in_force(profile, DAY).rules["title_max"].confidence is Confidence.VERIFIED
    assert in_force(profile, DAY) is profile


def test_texts_fill_empty_columns_stand_in_for_fields_and_make_new_ones() -> None:
    profile = own_profile('{ header = "A" }, { header = "B", field = "brand" }, { header = "C", text = "c" }')
    told = with_columns(profile, {"A": "a", "B": "b", "C": "d", "New": "n"}).sheet.columns
    assert [(each.header, each.field, each.text, each.on) for each in told] == [
        ("A", "", "a", "product"),
        ("B", "brand", "b", ""),
        ("C", "", "d", ""),
        ("New", "", "n", "product"),
    ]
    assert with_columns(profile, {}) is profile
