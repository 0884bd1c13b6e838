"""Is the part of a photo that a finding is about cut out where it is, and small?"""

from __future__ import annotations

import io

import pytest
from PIL import Image

from listingkit.images.crop import LONG_PX, crop_of


def halves() -> Image.Image:
    """Red on the left, blue on the right."""
    frame = Image.new("RGB", (1000, 600), (200, 20, 20))
    frame.paste((20, 20, 200), (500, 0, 1000, 600))
    return frame


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB")


def test_whole_photo_is_reduced() -> None:
    picture = opened(crop_of(halves(), None))
    assert picture.size == (LONG_PX, 144)


def test_part_is_where_it_is_told() -> None:
    picture = opened(crop_of(halves(), (0.6, 0.2, 0.9, 0.8)))
    red, _, blue = picture.resize((1, 1)).getpixel((0, 0))
    assert blue > 150 > red


@pytest.mark.parametrize("part", [(0.5, 0.5, 0.5, 0.5), (0.9, 0.9, 0.1, 0.1), (-3.0, -3.0, 5.0, 5.0)])
def test_part_that_is_none_shows_the_whole(part: tuple[float, float, float, float]) -> None:
    assert opened(crop_of(halves(), part)).size == (LONG_PX, 144)


def test_small_photo_is_not_enlarged() -> None:
    assert opened(crop_of(Image.new("RGB", (50, 20)), None)).size == (50, 20)
