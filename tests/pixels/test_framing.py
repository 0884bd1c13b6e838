from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.pixels.framing import (
    LEAST_MARGIN,
    MARGIN,
    Demand,
    Framing,
    Window,
    expected_scale,
    fitted,
    output_size,
    scale_for,
    window_for,
)

sides = st.integers(16, 4000)
sizes = st.tuples(sides, sides)
shares = st.tuples(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
boxes = st.tuples(shares, shares).filter(lambda xy: all(abs(a - b) > 0.02 for a, b in xy)).map(
    lambda xy: (min(xy[0]), min(xy[1]), max(xy[0]), max(xy[1]))
)  # fmt: skip


def in_frame(box, frame):
    return box[0] * frame[0], box[1] * frame[1], box[2] * frame[0], box[3] * frame[1]


@given(sizes, sizes, st.sampled_from(["auto", "fit", "pad", "cover"]), st.none() | boxes)
def test_a_window_has_the_slots_shape_and_meets_the_frame(frame, slot, fit, box):
    window = window_for(frame, slot, Framing(fit), box)
    assert window.width / window.height == pytest.approx(slot[0] / slot[1])
    left, top, right, bottom = window.inside(frame)
    assert right - left > 0
    assert bottom - top > 0


@given(sizes, sizes, boxes)
def test_auto_never_cuts_a_whole_product_and_gives_it_a_margin(frame, slot, box):
    window = window_for(frame, slot, Framing("auto"), box)
    left, top, right, bottom = in_frame(box, frame)
    spare = 0.02 * max(window.width, window.height) * min(1, slot[0] / slot[1], slot[1] / slot[0])
    assert window.left <= left - spare
    assert window.top <= top - spare
    assert window.left + window.width >= right + spare
    assert window.top + window.height >= bottom + spare


@given(sizes, sizes)
def test_pad_shows_the_whole_frame(frame, slot):
    window = window_for(frame, slot, Framing("pad"), None)
    assert window.inside(frame) == pytest.approx((0, 0, *frame))


@given(sizes, sizes, st.none() | boxes)
def test_cover_never_leaves_the_frame(frame, slot, box):
    window = window_for(frame, slot, Framing("cover"), box)
    assert min(window.left, window.top) >= -1e-6
    assert window.left + window.width <= frame[0] + 1e-6
    assert window.top + window.height <= frame[1] + 1e-6


def test_the_product_fills_most_of_a_large_enough_frame():
    window = window_for((3000, 2000), (500, 500), Framing("auto"), (0.4, 0.3, 0.6, 0.7))
    assert 800 / window.height == pytest.approx(0.85)


def test_a_small_product_is_not_cropped_below_the_slots_size():
    window = window_for((1500, 1000), (800, 800), Framing("auto"), (0.45, 0.45, 0.55, 0.55))
    assert (window.width, window.height) == (800, 800)


def test_a_wide_product_in_a_square_slot_is_padded_above_and_below():
    window = window_for((1500, 1000), (500, 500), Framing("auto"), (0.05, 0.4, 0.95, 0.6))
    assert window.width < 1500
    assert window.top < 0
    assert window.top + window.height > 1000


def test_next_to_a_cut_the_window_ends_with_the_frame():
    window = window_for((1000, 1500), (500, 500), Framing("auto"), (0.2, 0.1, 0.8, 1.0))
    assert window.top + window.height == pytest.approx(1500)
    assert window.top < 150


@pytest.mark.parametrize("frame", [(1500, 1000), (1000, 1500), (1920, 1080)])
@pytest.mark.parametrize("slot", [(800, 800), (750, 1000)])
def test_a_close_up_or_scene_fills_the_slot_without_bars(frame, slot):
    assert window_for(frame, slot, Framing("auto"), None) == window_for(frame, slot, Framing("cover"), None)


def test_a_panorama_is_not_cut_to_a_sliver():
    window = window_for((4000, 500), (500, 500), Framing("auto"), None)
    assert window.width == pytest.approx(1600)


@given(sizes, sizes, st.booleans())
def test_nothing_is_enlarged_unless_asked(window_size, slot, enlarge):
    aspect = slot[0] / slot[1]
    window = Window(0, 0, window_size[0], window_size[0] / aspect)
    size = output_size(window, slot, enlarge=enlarge)
    if enlarge:
        assert size == slot
    else:
        assert size[0] <= max(1, window.width * 1.001)
        assert size == slot or size[0] < slot[0] or size[1] < slot[1]


@given(sizes, sizes)
def test_contain_shows_all_of_the_photo_and_nothing_else(frame, slot):
    size = fitted(frame, slot, "contain")
    assert size[0] <= slot[0]
    assert size[1] <= slot[1]
    assert slot[0] == size[0] or slot[1] == size[1]
    assert window_for(frame, size, Framing("contain"), None) == Window(0, 0, *frame)
    assert fitted(frame, slot, "pad") == slot


@given(sizes, sizes, boxes)
def test_fit_fills_the_slot_as_near_to_the_product_as_the_frame_allows(frame, slot, box):
    window = window_for(frame, slot, Framing("fit"), box)
    cover = window_for(frame, slot, Framing("cover"), None)
    assert (window.width, window.height) == (cover.width, cover.height)
    left, _, right, _ = in_frame(box, frame)
    middle = (left + right) / 2

    def off(start):
        return abs(start + window.width / 2 - middle)

    assert window.left + 1e-6 >= 0
    assert window.left + window.width <= frame[0] + 1e-6
    assert off(window.left) <= off(cover.left) + 1e-6


def test_fill_is_the_share_that_the_product_gets():
    for fill in (0.5, 0.7, 0.95):
        window = window_for((3000, 2000), (300, 300), Framing("auto", fill), (0.4, 0.3, 0.6, 0.7))
        assert 800 / window.height == pytest.approx(fill)


def test_a_box_of_the_frame_becomes_a_box_of_the_window():
    window = Window(100, -50, 200, 100)
    assert window.shares((0.5, 0.0, 0.75, 1.0), (400, 100)) == pytest.approx((0.5, 0.5, 1.0, 1.0))


def square(*sides):
    return frozenset((side, side) for side in sides)


@pytest.mark.parametrize(
    ("frame", "sides", "fit", "scale"),
    [
        ((6000, 4000), [1000], "auto", 2),
        ((6000, 4000), [1000], "pad", 4),
        ((6000, 4000), [1000, 800, 350], "pad", 4),
        ((6000, 4000), [1000], "contain", 4),
        ((6000, 4000), [1000], "cover", 2),
        ((6000, 4000), [750], "auto", 4),
        ((6000, 4000), [350], "auto", 8),
        ((6000, 4000), [350, 2048], "auto", 1),
        ((8256, 5504), [1000], "auto", 4),
        ((8256, 5504), [2048], "auto", 2),
        ((4032, 3024), [1000], "auto", 2),
        ((4032, 3024), [1000], "pad", 2),
        ((2001, 1333), [1000], "auto", 1),
        ((6000, 1500), [1000], "auto", 2),
        ((300, 200), [1000], "auto", 1),
        ((6000, 4000), [], "auto", 8),
    ],
)
def test_reduction_of_common_cameras(frame, sides, fit, scale):
    assert expected_scale(frame, Demand(square(*sides), Framing(fit))) == scale


def test_a_product_small_in_its_frame_gets_more_of_its_photos_pixels():
    demand = Demand(square(1000))
    assert scale_for((4032, 3024), (0.2, 0.1, 0.8, 0.9), demand) == 2
    assert scale_for((4032, 3024), (0.4, 0.35, 0.65, 0.65), demand) == 1
    assert scale_for((12000, 9000), (0.4, 0.4, 0.6, 0.6), demand) == 2


fits = st.sampled_from(["auto", "fit", "cover", "pad", "contain"])


@given(sizes, st.none() | boxes, st.lists(sides, max_size=3), fits)
def test_no_slot_gets_fewer_pixels_than_the_margin_where_the_photo_has_them(frame, box, slots, fit):
    demand = Demand(square(*slots), Framing(fit))
    scale = scale_for(frame, box, demand)
    assert scale <= expected_scale(frame, demand)
    for side in slots:
        size = fitted(frame, (side, side), fit)
        width = window_for(frame, size, demand.framing, box).width
        assert scale == 1 or width / scale >= min(MARGIN, LEAST_MARGIN) * size[0]
