from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from listingkit.images.placing import TURN, spot_at, spot_off_product, tile_spots

SIZE = (400, 300)
MARK = (80, 20)
SPOTS = {
    "top-left": (10, 10),
    "top": (160, 10),
    "top-right": (310, 10),
    "left": (10, 140),
    "centre": (160, 140),
    "right": (310, 140),
    "bottom-left": (10, 270),
    "bottom": (160, 270),
    "bottom-right": (310, 270),
}
WHOLE = (0.0, 0.0, 1.0, 1.0)


def paper(*, noise: float = 2, falloff: float = 20) -> Image.Image:
    """Paper with noise, whose light falls off from left to right."""
    shade = np.linspace(0, falloff, SIZE[0])[None, :, None]
    grain = np.random.default_rng(3).normal(0, noise, (SIZE[1], SIZE[0], 1))
    return Image.fromarray((np.array([226.0, 222, 214]) - shade + grain).clip(0, 255).astype(np.uint8))


def with_thing(kind: str, box: tuple[float, float, float, float], colour=(190, 30, 40)) -> Image.Image:
    image = paper()
    pixels = [share * side for share, side in zip(box, SIZE * 2, strict=True)]
    getattr(ImageDraw.Draw(image), kind)(pixels, fill=colour)
    return image


def moved(image, asked, box):
    spot = spot_off_product(asked, image, MARK, 10, box)
    return next(name for name, place in SPOTS.items() if place == spot)


@pytest.mark.parametrize("position", SPOTS)
def test_all_nine_places_are_where_they_say(position):
    assert spot_at(position, SIZE, MARK, 10) == SPOTS[position]


@pytest.mark.parametrize(
    ("box", "asked", "found"),
    [
        ((0.0, 0.0, 0.5, 1.0), "top-left", "top-right"),
        ((0.0, 0.0, 0.5, 1.0), "bottom-left", "bottom-right"),
        ((0.0, 0.0, 1.0, 0.5), "top-left", "bottom-left"),
        ((0.0, 0.0, 0.5, 1.0), "top-right", "top-right"),
        ((0.5, 0.0, 1.0, 1.0), "right", "top-left"),
        ((0.3, 0.3, 1.0, 0.7), "right", "top-right"),
    ],
)
def test_the_mark_goes_to_the_nearest_corner_off_the_product(box, asked, found):
    assert moved(with_thing("rectangle", box), asked, box) == found


def test_an_edge_is_taken_where_no_corner_is_free():
    image = paper()
    draw = ImageDraw.Draw(image)
    for name in ("top-left", "top-right", "bottom-left", "bottom-right"):
        left, top = SPOTS[name]
        draw.rectangle((left - 5, top - 5, left + 85, min(top + 25, 278)), fill=(20, 20, 90))
    draw.rectangle((160, 0, 240, 60), fill=(20, 20, 90))
    assert moved(image, "top-left", (0.0, 0.0, 1.0, 0.93)) == "left"


def test_a_round_product_leaves_the_corners_of_its_box_free():
    box = (0.02, 0.02, 0.98, 0.98)
    assert moved(with_thing("ellipse", box), "top-left", box) == "top-left"
    assert moved(with_thing("rectangle", box), "top-left", box) == "top-left"  # none is free: it stays
    assert moved(with_thing("ellipse", box), "top", box) == "top-left"


def test_a_smooth_product_is_not_taken_for_ground():
    box = (0.0, 0.0, 0.6, 0.6)
    for colour in ((24, 32, 80), (205, 196, 178), (250, 250, 250)):
        assert moved(with_thing("rectangle", box, colour), "top-left", box) == "bottom-left"


def test_a_card_on_the_paper_is_not_taken_for_ground_within_the_box():
    box = (0.0, 0.0, 0.9, 1.0)
    image = with_thing("ellipse", (0.25, 0.2, 0.75, 0.8))
    assert moved(image, "top-left", box) == "top-left"
    ImageDraw.Draw(image).rectangle((0, 0, 120, 60), fill=(20, 90, 40))
    assert moved(image, "top-left", box) == "bottom-left"


def test_a_product_that_fills_the_picture_or_stands_on_no_sheet_leaves_the_mark_where_it_was_asked():
    assert moved(paper(), "top-left", WHOLE) == "top-left"
    patches = np.random.default_rng(1).integers(0, 256, (30, 40, 3), np.uint8)
    busy = Image.fromarray(patches).resize(SIZE, Image.Resampling.NEAREST)
    assert moved(busy, "top-left", (0.0, 0.0, 1.0, 0.85)) == "bottom-left"  # off the box; nothing else is known
    assert moved(busy, "top-left", (0.0, 0.0, 1.0, 0.95)) == "top-left"


def test_the_middle_is_where_the_seller_wants_it():
    box = (0.3, 0.3, 0.7, 0.7)
    assert moved(with_thing("rectangle", box), "centre", box) == "centre"


@pytest.mark.parametrize("image", [(400, 400), (300, 400), (1000, 350)])
def test_tiles_stand_in_the_middle_and_on_a_turned_lattice(image):
    level, turned = (120, 20), (114, 78)
    spots = tile_spots(image, level, turned)
    assert len(set(spots)) == len(spots) >= 4
    middle = image[0] / 2 - turned[0] / 2, image[1] / 2 - turned[1] / 2
    assert min(math.dist(spot, middle) for spot in spots) <= 1
    nearest = sorted(math.dist(spot, other) for spot in spots for other in spots if spot < other)[0]
    assert nearest > level[1] * 2
    step = 120 + 0.16 * min(image)
    along = [
        (other[0] - spot[0], other[1] - spot[1])
        for spot in spots
        for other in spots
        if abs(math.dist(spot, other) - step) < 2 and other[0] > spot[0] and other[1] < spot[1]
    ]
    assert any(math.degrees(math.atan2(-y, x)) == pytest.approx(TURN, abs=1.5) for x, y in along)


def test_no_tile_is_a_mere_blot_at_the_edge():
    level, turned = (120, 20), (114, 78)
    for left, top in tile_spots((400, 400), level, turned):
        middle = left + 57, top + 39
        ends = [(middle[0] + side * 52, middle[1] - side * 30) for side in (-0.5, 0, 0.5)]
        assert any(-2 <= x < 402 and -2 <= y < 402 for x, y in ends)


def test_a_deep_shadow_beside_the_product_leaves_the_lit_paper_known():
    image = paper()
    shadow = Image.new("L", SIZE)
    ImageDraw.Draw(shadow).rectangle((0, 180, 180, 300), fill=120)
    image.paste((60, 60, 60), (0, 0), shadow)
    box = (0.1, 0.05, 0.97, 0.95)
    ImageDraw.Draw(image).polygon([(40, 15), (200, 15), (388, 285), (200, 285)], fill=(190, 30, 40))
    assert moved(image, "top", box) == "top-right"
