"""Is a frame that was taken again known as such, and nothing else taken for it?"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PIL import Image

from listingkit.pixels.likeness import Likeness
from listingkit.pixels.retake import Sight, best_fit, close_fit, closer_look, may_be_retake, retake_fit
from tests.builders.judging import seen
from tests.builders.umbrellas import BLACK, CANOPIES, WOOD, Sitting, Umbrella, picture

SIZE = (600, 400)
ANGLES = ("front", "top", "inside", "folded", "handle", "fabric")
COLOURS = ("Black", "Red", "Burgundy", "Navy", "Green", "Yellow", "Orange", "Pink")


def _sight(what, angle, **how):
    facts = seen(picture(what, Sitting(angle, SIZE, **how)))
    return Sight(facts.likeness, facts.palette)


def same_picture(one, two):
    return retake_fit(one, two) is not None


@pytest.fixture(scope="module")
def plaid():
    return {angle: _sight(Umbrella(CANOPIES["Navy"], "plaid"), angle) for angle in ANGLES}


@pytest.mark.parametrize(
    "how",
    [
        {"seed": 5},
        {"centre": (0.53, 0.48)},
        {"turn": 1.5},
        {"stops": 0.5},
        {"stops": -0.5},
        {"fill": 0.77},
        {"centre": (0.48, 0.52), "turn": -1.5, "stops": -0.4, "kelvin": 5300},
    ],
)
def test_retake_is_the_same_picture(plaid, how):
    for angle in ("front", "top", "handle"):
        again = _sight(Umbrella(CANOPIES["Navy"], "plaid"), angle, **how)
        assert same_picture(plaid[angle], again)
        assert same_picture(again, plaid[angle])


def test_next_angle_is_another_picture(plaid):
    for one, two in itertools.combinations(ANGLES, 2):
        assert not same_picture(plaid[one], plaid[two])


@pytest.mark.parametrize("angle", ["top", "folded", "fabric"])
def test_next_colour_is_another_picture(angle):
    sights = [_sight(Umbrella(CANOPIES[colour]), angle) for colour in COLOURS]
    for one, two in itertools.combinations(sights, 2):
        assert not same_picture(one, two)


def test_another_handle_is_another_picture():
    for colour in COLOURS:
        black, wood = (_sight(Umbrella(CANOPIES[colour], handle=handle), "handle") for handle in (BLACK, WOOD))
        assert not same_picture(black, wood)


def test_fit_says_how_much_brighter_the_second_is(plaid):
    brighter = _sight(Umbrella(CANOPIES["Navy"], "plaid"), "front", stops=0.4)
    assert best_fit(plaid["front"].likeness, brighter.likeness).gain > 1.05


def test_empty_and_damaged_likenesses_are_no_traceback():
    blank = seen(Image.new("RGB", SIZE, (240, 240, 240))).likeness
    noise = np.random.default_rng(1).integers(0, 255, (400, 600, 3), np.uint8)
    for one, two in itertools.product((blank, Likeness("AAAA"), seen(Image.fromarray(noise)).likeness), repeat=2):
        best_fit(one, two)


def _moved(image: Image.Image, *, turn: float, right: int, down: int, light: float = 1.0) -> Image.Image:
    """Cut out of the middle, so that the cloth goes on beyond the frame."""
    width, height = image.size
    turned = image.rotate(turn, Image.Resampling.BICUBIC)
    rim = width // 8
    cut = turned.crop((rim + right, rim + down, width - rim + right, height - rim + down))
    return cut.point(lambda level: min(255, int(level * light)))


@pytest.mark.parametrize("pattern", ["stripes", "dots", "plaid"])
def test_closer_looks_know_a_close_view_of_a_pattern_again(pattern):
    cloth = picture(Umbrella(CANOPIES["Navy"], pattern), Sitting("fabric", (1200, 900)))
    one = _moved(cloth, turn=0, right=0, down=0)
    again = _moved(cloth, turn=1.5, right=25, down=-18, light=1.1)
    assert close_fit(closer_look(one), closer_look(again)) is not None
    facts = [seen(each) for each in (one, again)]
    assert may_be_retake(*(Sight(each.likeness, each.palette) for each in facts))


@pytest.mark.parametrize("colour", ["Black", "Navy", "Red"])
def test_closer_looks_tell_a_dark_canopy_from_above_from_its_inside(colour):
    above, inside = (
        closer_look(picture(Umbrella(CANOPIES[colour]), Sitting(angle, SIZE))) for angle in ("top", "inside")
    )
    assert close_fit(above, inside) is None


def test_closer_looks_tell_stripes_from_dots():
    striped, dotted = (
        closer_look(picture(Umbrella(CANOPIES["Navy"], pattern), Sitting("fabric", SIZE)))
        for pattern in ("stripes", "dots")
    )
    assert close_fit(striped, dotted) is None


def test_closer_looks_tell_colours_of_one_cloth():
    for one, two in itertools.combinations(COLOURS, 2):
        looks = [closer_look(picture(Umbrella(CANOPIES[each]), Sitting("fabric", SIZE))) for each in (one, two)]
        assert close_fit(*looks) is None, (one, two)


def test_empty_frames_are_no_traceback():
    blank = [closer_look(Image.new("RGB", SIZE, (light, light, light))) for light in (0, 128, 255)]
    for one, two in itertools.product(blank, repeat=2):
        close_fit(one, two)
    assert close_fit(blank[1], blank[1]) is not None
