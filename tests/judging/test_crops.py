from __future__ import annotations

import numpy as np
from PIL import Image

from listingkit.judging.lookalikes import lookalikes
from tests.builders.judging import seen
from tests.builders.umbrellas import Sitting, Umbrella, picture


def big() -> Image.Image:
    return picture(Umbrella((170, 30, 40)), Sitting("front", (600, 400), fill=0.9, seed=3))


def test_a_crop_that_cuts_the_product_and_has_no_time_is_found() -> None:
    photo = big()
    width, height = photo.size
    cut = photo.crop((round(0.1 * width), round(0.06 * height), round(0.97 * width), round(0.95 * height)))
    pairs = lookalikes({"cut.jpg": seen(cut, "cut"), "whole.jpg": seen(photo, "whole")})
    assert [(each.copy, each.original) for each in pairs] == [("cut.jpg", "whole.jpg")]


def test_a_crop_of_another_colour_is_no_copy() -> None:
    photo, other = big(), picture(Umbrella((30, 60, 150)), Sitting("front", (600, 400), fill=0.9, seed=3))
    cut = other.crop((30, 20, 570, 380))
    assert not lookalikes({"cut.jpg": seen(cut, "cut"), "whole.jpg": seen(photo, "whole")})


def test_cloth_that_fills_the_frame_shows_nothing_to_compare() -> None:
    noise = np.random.default_rng(1).normal(120, 3, (400, 600, 1)).repeat(3, axis=2)
    plain = Image.fromarray(noise.clip(0, 255).astype(np.uint8))
    cut = plain.crop((30, 20, 570, 380))
    assert not any(each.cropped for each in lookalikes({"a.jpg": seen(plain, "a"), "b.jpg": seen(cut, "b")}))
