"""Old rules are told once per store, and never before a year has passed."""

from __future__ import annotations

import datetime as dt

from listingkit.findings import Severity
from listingkit.stores.check import stale_rules
from tests.builders.listing import store, with_rule

CHECKED = dt.date(2026, 10, 6)


def test_rules_are_fresh_for_a_whole_year() -> None:
    assert list(stale_rules([store()], CHECKED + dt.timedelta(days=365))) == []


def test_one_warning_per_store_with_count_and_oldest() -> None:
    found = list(stale_rules([store(), store("shopify")], CHECKED + dt.timedelta(days=366)))
    assert [each.subject for each in found] == ["aliexpress", "shopify"]
    assert {each.severity for each in found} == {Severity.WARNING}
    total = len(store().rules) + len(store().slots)
    assert f"{total} of {total} rules" in found[0].message


def test_a_rule_with_a_date_of_its_own_ages_by_itself() -> None:
    profile = with_rule(store(), "title_max", 128, checked_on=dt.date(2025, 1, 1))
    (found,) = stale_rules([profile], CHECKED)
    assert "1 of " in found.message
    assert "the oldest (title_max) on 2025-01-01" in found.message
