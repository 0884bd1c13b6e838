"""Are the shares that are burnt out or black those of the product, and of the paper apart?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.pixels.exposure import exposure_of
from listingkit.pixels.paper import Split, product_mask, split_frame
from tests.builders.umbrellas import CANOPIES, Sitting, Umbrella, picture

FRAME, PRODUCT = (60, 90), (slice(15, 45), slice(30, 60))


def split_at(product):
    nothing = np.zeros(FRAME, bool)
    return Split(~product, product, ~product, nothing, np.full((*FRAME, 3), 230, np.float32), True)


def exposed(pixels, paper=(230, 230, 230)):
    """Of a square product of these pixels."""
    product = np.zeros(FRAME, bool)
    product[PRODUCT] = True
    frame = np.full((*FRAME, 3), paper, np.uint8)
    frame[PRODUCT] = pixels
    return exposure_of(frame, split_at(product), product)


def of(**how):
    small = np.asarray(picture(Umbrella(CANOPIES["Sky Blue"]), Sitting(size=(600, 400), **how)))[::2, ::2]
    split = split_frame(small)
    return exposure_of(small, split, product_mask(split))


def test_burnt_paper_is_not_held_against_the_product():
    found = exposed((90, 20, 30), paper=(255, 255, 255))
    assert (found.paper, found.clipped, found.burnt, found.crushed) == (1.0, 0.0, 0.0, 0.0)


def test_burnt_product_is_not_held_against_the_paper():
    found = exposed((255, 255, 200))
    assert (found.paper, found.clipped, found.burnt) == (0.0, 1.0, 1.0)


def test_one_full_channel_is_clipped_but_not_burnt():
    found = exposed((255, 120, 0))
    assert (found.clipped, found.burnt) == (1.0, 0.0)


def test_black_without_detail_is_crushed_and_black_cloth_is_not():
    assert exposed((2, 3, 1)).crushed == 1.0
    assert exposed((27, 27, 29)).crushed == 0.0


def test_the_rim_does_not_count_where_a_point_may_lie_on_paper():
    product = np.zeros(FRAME, bool)
    product[PRODUCT] = True
    frame = np.full((*FRAME, 3), 255, np.uint8)
    frame[16:44, 31:59] = (90, 20, 30)
    assert exposure_of(frame, split_at(product), product).clipped == 0.0


def test_without_paper_the_whole_frame_is_told():
    frame = np.zeros((*FRAME, 3), np.uint8)
    frame[:30] = 255
    found = exposure_of(frame, None, None)
    assert (found.paper, found.burnt, found.crushed) == (None, 0.5, 0.5)


def test_nothing_on_the_paper_gives_no_shares():
    empty = np.zeros(FRAME, bool)
    found = exposure_of(np.full((*FRAME, 3), 255, np.uint8), split_at(empty), empty)
    assert (found.paper, found.clipped, found.levels) == (1.0, 0.0, (0, 0, 0))


@given(st.integers(0, 30))
def test_shares_are_those_of_the_rows_that_are_burnt(rows):
    pixels = np.full((30, 30, 3), 100, np.uint8)
    pixels[:rows] = 255
    inside = min(28, max(0, rows - 1))
    assert exposed(pixels).burnt == pytest.approx(inside / 28, abs=0.001)


def test_more_light_never_burns_less():
    found = [of(stops=stops) for stops in (-1, 0, 1, 2)]
    assert [each.clipped for each in found] == sorted(each.clipped for each in found)
    assert [each.paper for each in found] == sorted(each.paper for each in found)
    assert found[0].clipped < 0.01
    assert found[-1].clipped > 0.9
