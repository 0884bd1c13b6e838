"""Are takes of one shot told from angles that hardly differ?"""

from __future__ import annotations

import pytest

from listingkit.ingest.takes import closely, fits, takes
from tests.builders.card import card, looks

FRAMES = tuple(card("f s t c"))


def test_as_many_candidates_as_frames_too_many_are_takes():
    assert takes(FRAMES, (None, 2.0, None), 3) == (FRAMES[:1], FRAMES[1:3], FRAMES[3:])


def test_of_several_candidates_only_a_clearly_better_one_is_a_take():
    assert takes(FRAMES, (None, 1.0, 2.5), 3) == (FRAMES[:1], FRAMES[1:3], FRAMES[3:])
    assert takes(FRAMES, (None, 1.4, 2.5), 3) is None


def test_three_takes_of_one_shot():
    assert takes(FRAMES, (None, 1.0, 1.1), 2) == (FRAMES[:1], FRAMES[1:])


def test_without_enough_candidates_nothing_is_certain():
    assert takes(FRAMES, (None, 1.0, None), 2) is None
    assert takes(FRAMES, (None, None, None), 5) is None


def test_what_looks_the_same_in_the_other_looks_is_no_take():
    assert takes(FRAMES, (None, 1.0, None), 3, {1}) is None
    # Behind one take already, the third frame is the second place of the plan.
    assert takes(FRAMES, (1.0, None, 1.0), 2, {1}) is None
    assert takes(FRAMES, (1.0, None, 1.0), 2, {2})


def test_as_many_frames_as_planned_are_a_shot_each():
    assert takes(FRAMES, (1.0, None, None), 4) == tuple((frame,) for frame in FRAMES)


def test_fits_are_none_between_different_pictures():
    same, other = fits(card("f f' s"))
    assert same is not None
    assert other is None


def test_closer_looks_decide_where_they_can_be_had():
    frames = card("f f' s")
    assert closely(frames, lambda _: None) == fits(frames)
    same, other = closely(frames, looks({frames[0].path: "cloth", frames[1].path: "lining"}))
    assert same is None
    assert other is None
    same, _ = closely(frames, looks({frames[0].path: "cloth", frames[1].path: "cloth"}))
    assert same == pytest.approx(0, abs=0.1)


def test_what_cannot_be_a_take_is_not_looked_at():
    asked = []
    closely(card("f s t"), asked.append)
    assert asked == []
