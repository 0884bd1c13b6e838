from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from listingkit.images.ops import Window, carry_paper_on, fill_window, output_size, window_for
from tests.builders import photos

sides = st.integers(16, 4000)
sizes = st.tuples(sides, sides)
shares = st.tuples(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
boxes = st.tuples(shares, shares).filter(lambda xy: all(abs(a - b) > 0.02 for a, b in xy)).map(
    lambda xy: (min(xy[0]), min(xy[1]), max(xy[0]), max(xy[1]))
)  # fmt: skip


def in_frame(box, frame):
    return box[0] * frame[0], box[1] * frame[1], box[2] * frame[0], box[3] * frame[1]


@given(sizes, sizes, st.sampled_from(["auto", "pad", "cover"]), st.none() | boxes)
def test_a_window_has_the_slots_shape_and_meets_the_frame(frame, slot, fit, box):
    window = window_for(frame, slot, fit, box)
    assert window.width / window.height == pytest.approx(slot[0] / slot[1])
    left, top, right, bottom = window.inside(frame)
    assert right - left > 0
    assert bottom - top > 0


@given(sizes, sizes, boxes)
def test_auto_never_cuts_a_whole_product_and_gives_it_a_margin(frame, slot, box):
    window = window_for(frame, slot, "auto", box)
    left, top, right, bottom = in_frame(box, frame)
    spare = 0.02 * max(window.width, window.height) * min(1, slot[0] / slot[1], slot[1] / slot[0])
    assert window.left <= left - spare
    assert window.top <= top - spare
    assert window.left + window.width >= right + spare
    assert window.top + window.height >= bottom + spare


@given(sizes, sizes)
def test_pad_shows_the_whole_frame(frame, slot):
    window = window_for(frame, slot, "pad", None)
    assert window.inside(frame) == pytest.approx((0, 0, *frame))


@given(sizes, sizes, st.none() | boxes)
def test_cover_never_leaves_the_frame(frame, slot, box):
    window = window_for(frame, slot, "cover", box)
    assert min(window.left, window.top) >= -1e-6
    assert window.left + window.width <= frame[0] + 1e-6
    assert window.top + window.height <= frame[1] + 1e-6


def test_the_product_fills_most_of_a_large_enough_frame():
    window = window_for((3000, 2000), (500, 500), "auto", (0.4, 0.3, 0.6, 0.7))
    assert 800 / window.height == pytest.approx(0.85)


def test_a_small_product_is_not_cropped_below_the_slots_size():
    window = window_for((1500, 1000), (800, 800), "auto", (0.45, 0.45, 0.55, 0.55))
    assert (window.width, window.height) == (800, 800)


def test_a_wide_product_in_a_square_slot_is_padded_above_and_below():
    window = window_for((1500, 1000), (500, 500), "auto", (0.05, 0.4, 0.95, 0.6))
    assert window.width < 1500
    assert window.top < 0
    assert window.top + window.height > 1000


def test_next_to_a_cut_the_window_ends_with_the_frame():
    window = window_for((1000, 1500), (500, 500), "auto", (0.2, 0.1, 0.8, 1.0))
    assert window.top + window.height == pytest.approx(1500)
    assert window.top < 150


@pytest.mark.parametrize("frame", [(1500, 1000), (1000, 1500), (1920, 1080)])
@pytest.mark.parametrize("slot", [(800, 800), (750, 1000)])
def test_a_close_up_or_scene_fills_the_slot_without_bars(frame, slot):
    assert window_for(frame, slot, "auto", None) == window_for(frame, slot, "cover", None)


def test_a_panorama_is_not_cut_to_a_sliver():
    window = window_for((4000, 500), (500, 500), "auto", None)
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


def test_fill_takes_just_the_window():
    image = Image.new("RGB", (400, 300), (200, 200, 200))
    image.paste((0, 0, 0), (100, 100, 200, 200))
    part = fill_window(image, Window(100, 100, 100, 100), (50, 50), (0, 0, 0), carry_on=True)
    assert np.asarray(part)[4:-4, 4:-4].max() <= 2
    assert np.asarray(part).max() < 30


def test_plain_paper_fills_what_lies_beyond():
    image = Image.new("RGB", (100, 100), (10, 10, 10))
    part = np.asarray(fill_window(image, Window(-50, 0, 200, 100), (200, 100), (250, 240, 230), carry_on=False))
    assert part[50, 20].tolist() == [250, 240, 230]
    assert part[50, 100].tolist() == [10, 10, 10]
    assert part[50, 190].tolist() == [250, 240, 230]


def test_carried_on_paper_shows_no_seam_and_no_stripes():
    image = photos.on_paper((600, 400), (0.3, 0.3, 0.7, 0.7), falloff=0.5)
    window = window_for(image.size, (600, 600), "pad", None)
    filled = np.asarray(fill_window(image, window, (600, 600), photos.PAPER, carry_on=True), float)
    seam = np.abs(filled[90:98].mean(axis=0) - filled[102:110].mean(axis=0))
    assert seam.max() < 6
    assert np.abs(np.diff(filled[20], axis=0)).max() < 2
    assert np.abs(filled[20, 0] - filled[20, 599]).min() > 20  # the light still falls off


def test_what_lies_at_the_edge_is_not_drawn_out():
    part = np.full((100, 300, 3), 220, np.uint8)
    part[80:, 140:146] = 20
    below = carry_paper_on(part, ((0, 100), (0, 0)))[100:].astype(int)
    assert below.min() > 195


@given(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)))
def test_carried_on_paper_has_the_size_asked_for(added):
    above, below, left, right = added
    part = np.asarray(photos.on_paper((40, 30)))
    result = carry_paper_on(part, ((above, below), (left, right)))
    assert result.shape == (30 + above + below, 40 + left + right, 3)
    assert (result[above + 10 : above + 20, left + 10 : left + 30] == part[10:20, 10:30]).all()
