"""Titles that say the same are one group; a telling word or number keeps two apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.wording import disguised, titles_with_copies
from listingkit.listing.similar import similar_findings, similar_groups
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store

TITLE = "Harbour Windproof Folding Umbrella, 8 Ribs, Navy Plaid, 98 cm"


@pytest.mark.parametrize(
    "other",
    [
        TITLE,
        TITLE.upper(),
        "Navy Plaid Folding Windproof Umbrella Harbour 98cm 8-Ribs",
        "NEW! High Quality Harbour Windproof Folding Umbrellas - 8 ribs, navy plaid - 98.0 cm",
        "Harbour Windproof Folding Umbrella, eight Ribs, Navy Plaid, 98 cm, Umbrella",
        "Harbour Windproof Folding Umbrela, 8 Ribs, Navy Plaid, 98 cm",
        "Harbour Windprofo Folding Umbrella, 8 Ribs, Navy Plaid, 98 cm",
        "Harbour Windproof Folding Umbrella for the 8 Ribs with Navy Plaid 98 cm",
    ],
)
def test_the_same_in_other_words_is_one_group(other: str) -> None:
    assert similar_groups([TITLE, "Kids Dome Umbrella", other]) == [(0, 2)]


@pytest.mark.parametrize(
    "other",
    [
        TITLE.replace("8", "10"),
        TITLE.replace("98", "99"),
        TITLE.replace("98", "9.8"),
        TITLE.replace("Plaid", "Striped"),
        TITLE.replace("Navy", "Red"),
        TITLE.replace("Folding", "Golf"),
        TITLE.replace("Windproof", "Windproof Automatic"),
        TITLE.replace("Windproof ", ""),
        TITLE + " without Sleeve",
        TITLE + " N1",
    ],
)
def test_a_telling_word_or_number_keeps_titles_apart(other: str) -> None:
    assert similar_groups([TITLE, other]) == []


def test_another_letter_is_no_slip_and_common_words_are_words() -> None:
    assert similar_groups(["Harbour Printed Umbrella", "Harbour Painted Umbrella"]) == []
    lined = [f"Lined Coat {number}" for number in range(20)]
    linked = [f"Linked Coat {number}" for number in range(20)]
    assert similar_groups([*lined, *linked]) == []


def test_spellings_and_plurals_are_one() -> None:
    assert similar_groups(["Gray aluminum covers", "Grey aluminium cover", "Café", "Cafe"]) == [(0, 1), (2, 3)]
    assert similar_groups(["Two-fold Box", "2 fold boxes", "Three-fold Box"]) == [(0, 1)]


def test_titles_of_filler_alone_are_compared_by_it() -> None:
    assert similar_groups(["New Design", "Gift", "New design!"]) == [(0, 2)]


def test_groups_are_in_the_order_of_their_first() -> None:
    assert similar_groups(["Blue Hat", "Red Hat", "Hat, Red", "Hat, Blue", "RED HAT"]) == [(0, 3), (1, 2, 4)]


def test_seeded_copies_are_all_found_and_nothing_else() -> None:
    dice = random.Random(7)
    titles = titles_with_copies(2_000, 200, dice)
    groups = similar_groups(titles)
    assert len(groups) == 200
    originals = {group[0] for group in groups}
    assert all(len(group) == 2 and group[0] < 2_000 <= group[1] for group in groups)
    assert len(originals) == 200
    for first, copy in groups:
        assert titles[first].rpartition(" ")[2].casefold() in titles[copy].casefold()


@given(
    st.lists(st.sampled_from(["sun", "rain", "navy", "8", "10", "ribs", "new", "umbrella"]), min_size=1), st.integers()
)
def test_order_case_and_repetition_never_matter(words: list[str], seed: int) -> None:
    dice = random.Random(seed)
    other = [word.upper() if dice.random() < 0.5 else word for word in [*words, dice.choice(words)]]
    dice.shuffle(other)
    assert similar_groups([" ".join(words), ", ".join(other)]) == [(0, 1)]


def test_disguises_keep_the_number_of_the_model() -> None:
    dice = random.Random(3)
    assert all("17" in disguised("Harbour Umbrella, Model 17", dice) for _ in range(20))


def test_one_finding_a_group_names_the_others() -> None:
    names = {"U1": "Sun Umbrella", "U2": "Umbrella Sun", "U3": "Rain Umbrella", "U4": "New Sun Umbrella"}
    catalog = catalogue(*(product(spu, name=name) for spu, name in names.items()), colour=["Navy"])
    (one,) = similar_findings(listings_of(catalog, None, shop_settings()), store())
    assert (one.code, one.subject) == ("text.similar-title", "U1")
    assert "AliExpress is nearly that of U2, U4" in one.message
