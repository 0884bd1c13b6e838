from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from listingkit.images.ops import carry_paper_on, fill_window, sharpened
from listingkit.pixels.framing import Framing, Window, window_for
from tests.builders import photos


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
    window = window_for(image.size, (600, 600), Framing("pad"), None)
    filled = np.asarray(fill_window(image, window, (600, 600), photos.PAPER, carry_on=True), float)
    seam = np.abs(filled[90:98].mean(axis=0) - filled[102:110].mean(axis=0))
    assert seam.max() < 6
    assert np.abs(np.diff(filled[20], axis=0)).max() < 2
    assert np.abs(filled[20, 0] - filled[20, 599]).min() > 20  # the light still falls off


def test_what_lies_at_the_edge_is_not_drawn_out():
    part = np.full((100, 300, 3), 220, np.uint8)
    part[80:, 140:146] = 20
    below = np.asarray(carry_paper_on(Image.fromarray(part), (0, 0), (300, 200)), int)[100:]
    assert below.min() > 195


@given(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)))
def test_carried_on_paper_has_the_size_asked_for(added):
    above, below, left, right = added
    part = photos.on_paper((40, 30))
    result = carry_paper_on(part, (left, above), (40 + left + right, 30 + above + below))
    assert result.size == (40 + left + right, 30 + above + below)
    photo = np.asarray(part)
    assert (np.asarray(result)[above + 10 : above + 20, left + 10 : left + 30] == photo[10:20, 10:30]).all()
    # Nothing is left unwritten: all of it is paper of this photo.
    beyond = np.asarray(result)[[0, -1]][:, [0, -1]].astype(int)
    assert np.abs(beyond - np.asarray(photos.PAPER)).max() < 40


def test_sharpening_raises_edges_and_nothing_else():
    image = Image.new("L", (40, 40), 100).convert("RGB")
    image.paste((150, 150, 150), (20, 0, 40, 40))
    assert sharpened(image, 0) is image
    steps = [np.asarray(sharpened(image, strength), int)[20, :, 0] for strength in (0.3, 1.0)]
    contrast = [step.max() - step.min() for step in steps]
    assert 50 < contrast[0] < contrast[1] < 110
    assert all((step[:15] == 100).all() and (step[26:] == 150).all() for step in steps)
