"""Are slates read as they lie in front of a camera, and is nothing read where there is none?"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from listingkit.pixels.codes import LEAST_LONG, read_codes
from tests.builders.slates import Lying, slate_picture, table, with_slate
from tests.builders.umbrellas import ANGLES, PATTERNS, Sitting, Umbrella, picture

TEXT = "LK1:U012-NVY-PLD"
SIZE = (1200, 900)
LEAST = (LEAST_LONG, LEAST_LONG * 2 // 3)
LYING = {
    "in_the_middle": Lying(),
    "small": Lying(side=0.12, turn=17, centre=(0.2, 0.8)),
    "fills_the_frame": Lying(side=0.97, quiet=1),
    "upside_down": Lying(turn=180),
    "on_its_side": Lying(turn=90),
    "askew": Lying(turn=37),
    "tilted": Lying(tilt=45, axis=25),
    "small_and_tilted": Lying(side=0.15, tilt=45, axis=90),
    "small_tilted_and_out_of_focus": Lying(side=0.135, turn=79, tilt=37, axis=65, blur=1.4, centre=(0.6, 0.33)),
    "out_of_focus": Lying(side=0.3, blur=4),
    "shaken": Lying(side=0.3, motion=9),
    "half_in_shadow": Lying(edge=0.85),
    "shaded_across": Lying(shade=0.85),
    "spot_overexposed": Lying(glare=0.1, error="q"),
    "underexposed": Lying(stops=-4, noise=4),
    "overexposed": Lying(stops=1.5),
}


def _table(size):
    # Drawn small and enlarged, which is quicker.
    return table((600, 400)).resize(size)


@pytest.fixture(scope="module")
def scene():
    return _table(SIZE)


@pytest.mark.parametrize("defect", LYING)
def test_slate_is_read(scene, defect):
    how = LYING[defect]
    (code,) = read_codes(slate_picture(TEXT, how, scene))
    assert code.text == TEXT
    assert code.centre == pytest.approx(how.centre, abs=0.04 if how.tilt else 0.01)
    if not how.tilt:
        assert code.side == pytest.approx(how.side, rel=0.04)


@pytest.mark.parametrize("text", ["LK1:U012", TEXT, "LK1:U012-NVY-PLD-WOOD-XXL-2026"])
def test_smallest_slate_is_read_in_the_smallest_frame(text):
    for turn in (0, 20, 45):
        small = slate_picture(text, Lying(side=0.12, turn=turn, error="m"), _table(LEAST))
        assert [code.text for code in read_codes(small)] == [text]


def test_large_frame_is_read_as_well_as_a_small_one():
    frame = slate_picture(TEXT, Lying(side=0.2, turn=12), _table((2400, 1600)))
    (large,), (small,) = read_codes(frame), read_codes(frame.reduce(2))
    assert large.text == small.text == TEXT
    assert large.centre == pytest.approx(small.centre, abs=0.005)


def test_two_slates_are_both_read(scene):
    both = with_slate(scene, TEXT, Lying(side=0.25, centre=(0.25, 0.7)))
    both = with_slate(both, "LK1:END", Lying(side=0.3, centre=(0.75, 0.3), turn=30))
    assert [code.text for code in read_codes(both)] == ["LK1:END", TEXT]


def test_grey_and_transparent_frames_are_read(scene):
    frame = slate_picture(TEXT, Lying(), scene)
    assert read_codes(frame.convert("L")) == read_codes(frame)
    assert [code.text for code in read_codes(frame.convert("RGBA"))] == [TEXT]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_umbrellas_are_no_codes(pattern):
    for angle in ANGLES:
        assert read_codes(picture(Umbrella(pattern=pattern), Sitting(angle, size=(960, 640)))) == ()


def test_noise_and_emptiness_are_no_codes():
    static = np.random.default_rng(1).integers(0, 2, (300, 400), np.uint8) * 255
    assert read_codes(Image.fromarray(static)) == ()
    assert read_codes(Image.new("L", SIZE, 255)) == ()
    assert read_codes(Image.new("RGB", (1, 1))) == ()


def test_negative_and_half_a_code_are_no_codes(scene):
    frame = slate_picture(TEXT, Lying(side=0.5), scene)
    assert read_codes(ImageOps.invert(frame)) == ()
    assert read_codes(frame.crop((0, 0, SIZE[0] // 2, SIZE[1]))) == ()
