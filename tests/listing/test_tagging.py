"""Tags come once, whole, and as many as the store takes; search terms are what the title does not say."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.tagging import JOINT, TagRules, Tags, split_tags, tags_for
from tests.builders.listing import store, with_rule


def rules(**values: Any) -> TagRules:
    profile = store()
    for key, value in values.items():
        unit = {"tags_max": "items", "tag_pattern": "pattern", "search_terms_max": "bytes"}.get(key, "characters")
        profile = with_rule(profile, key, value, unit=unit)
    return TagRules.of(profile)


def test_templates_give_one_tag_or_several_each_once() -> None:
    assert split_tags(["sun umbrella", "Navy, Red;navy", "", "two\nlines ,"]) == (
        "sun umbrella",
        "Navy",
        "Red",
        "two",
        "lines",
    )


def test_etsy_takes_13_of_20_characters() -> None:
    etsy = rules(tags_max=13, tag_max=20, tag_pattern=r"[\w '\-™©®]+")
    wanted = [f"tag {number}" for number in range(14)]
    assert tags_for(wanted, "", etsy) == Tags(tuple(wanted[:13]), "tag 0 1 2 3 4 5 6 7 8 9 10 11 12 13", ("tag 13",))
    assert tags_for(["a" * 21, "50% off", "sun-hat"], "", etsy).tags == ("sun-hat",)
    assert tags_for(["a" * 21, "50% off", "sun-hat"], "", etsy).left_out == ("a" * 21, "50% off")


def test_tags_together_have_a_limit_with_their_commas() -> None:
    found = tags_for(["sun", "rain", "dry"], "", rules(tags_total_max=9))
    assert (found.tags, found.left_out) == (("sun", "rain"), ("dry",))
    assert tags_for(["sun", "rain", "dry"], "", rules(tags_total_max=8)).tags == ("sun", "dry")


def test_search_terms_leave_out_what_the_title_says_and_fit_in_bytes() -> None:
    found = tags_for(["Sun Umbrella", "café for rain"], "Sun Hat", rules(search_terms_max=14))
    assert (found.search_terms, found.left_out) == ("umbrella café", ("rain",))


@given(
    tags=st.lists(st.text("abcé ,;", max_size=12), max_size=10),
    most=st.integers(1, 5),
    longest=st.integers(1, 9),
    total=st.integers(1, 30),
)
def test_limits_hold_and_what_is_missing_is_told(tags: list[str], most: int, longest: int, total: int) -> None:
    wanted = split_tags(tags)
    found = tags_for(wanted, "", rules(tags_max=most, tag_max=longest, tags_total_max=total))
    assert len(found.tags) <= most
    assert all(len(tag) <= longest for tag in found.tags)
    assert len(JOINT.join(found.tags)) <= total
    assert sorted(found.tags + found.left_out) == sorted(wanted)
