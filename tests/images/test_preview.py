"""Are the pictures before and after small, true, and of the photos that tell most?"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from listingkit.images.preview import preview_of, telling_photos
from listingkit.photos.light import session_lights
from listingkit.pixels.balance import balance_for
from listingkit.pixels.linear import LINEAR
from listingkit.settings_pictures import ColourTable
from tests.builders.light import lit, session, shot
from tests.builders.photos import PAPER, on_paper

BALANCE = balance_for(tuple(float(LINEAR[level]) for level in PAPER), 246)


def opened(data):
    return Image.open(io.BytesIO(data))


def corner(data):
    return np.asarray(opened(data))[:8, :8].mean(axis=(0, 1))


def test_before_is_as_shot_and_after_has_white_paper():
    preview = preview_of(on_paper((1600, 1200), falloff=0), BALANCE)
    assert np.abs(corner(preview.before) - PAPER).max() < 1.5
    assert np.abs(corner(preview.after) - 246).max() < 1.5


def test_previews_are_small_and_keep_their_shape():
    for size, expected in (((1600, 1200), (320, 240)), ((900, 1600), (180, 320)), ((4000, 10), (320, 1))):
        preview = preview_of(on_paper(size), BALANCE)
        assert opened(preview.before).size == opened(preview.after).size == expected
        assert len(preview.before) + len(preview.after) < 40_000


def test_a_master_smaller_than_a_preview_is_not_enlarged():
    assert opened(preview_of(on_paper((120, 90)), BALANCE).after).size == (120, 90)


def test_the_master_is_not_changed():
    master = on_paper((640, 480))
    before = master.tobytes()
    preview_of(master, BALANCE)
    assert master.tobytes() == before


def test_first_strongest_and_last_of_each_session_tell_most():
    readings = [lit(), lit(0.99), lit(0.8), None, lit(1.01), lit(0.85), None]
    photos = session(readings) | session([lit(), lit(0.9)], start=300, name="a")
    lights = session_lights(photos, ColourTable(correct="photo"))
    assert telling_photos(photos, lights) == {
        1: ("photos/f000.jpg", "photos/f002.jpg", "photos/f005.jpg"),
        2: ("photos/a000.jpg", "photos/a001.jpg"),
    }


def test_a_session_without_correction_has_none():
    photos = session([lit()] * 3)
    assert telling_photos(photos, session_lights(photos, ColourTable(correct="off"))) == {}


def test_where_no_paper_was_seen_what_was_corrected_is_shown_all_the_same():
    photos = {"photos/a.jpg": shot("photos/a.jpg", 0, None)}
    lights = session_lights(photos, ColourTable(correct="fixed", paper="#E0D8C8"))
    assert telling_photos(photos, lights) == {1: ("photos/a.jpg",)}
