"""Which odd things are seen in a photo's file?"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from listingkit.pixels.decode import open_photo
from listingkit.pixels.exif import exif_facts
from listingkit.pixels.traits import FileTraits, traits_of
from tests.builders.photos import adobe_like_profile, jpeg, on_paper, saved, srgb_profile

PHOTO = on_paper((80, 60))


def traits(data: bytes) -> FileTraits:
    opened = open_photo(data, name="a", max_pixels=10**9)
    return traits_of(opened, exif_facts(opened.exif))


def see_through(alpha: int) -> Image.Image:
    picture = PHOTO.convert("RGBA")
    picture.putalpha(alpha)
    return picture


def test_plain_jpeg_has_nothing_odd() -> None:
    assert traits(saved(PHOTO, "JPEG")) == FileTraits()


def test_comment_is_personal() -> None:
    assert traits(jpeg(PHOTO)).personal == ("comment",)


def test_sixteen_bits() -> None:
    deep = Image.fromarray(np.full((20, 30), 40_000, np.uint16))
    assert traits(saved(deep, "PNG")).bits == 16
    assert traits(saved(PHOTO, "PNG")).bits == 8


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_see_through_only_where_a_pixel_is(format: str) -> None:
    assert traits(saved(see_through(100), format)).transparent
    assert not traits(saved(see_through(255), format)).transparent


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP", "TIFF"])
def test_several_pictures(format: str) -> None:
    data = saved(PHOTO, format, save_all=True, append_images=[PHOTO.rotate(180)])
    assert traits(data).frames == 2


def test_preview_behind_a_jpeg_is_no_picture() -> None:
    assert traits(saved(PHOTO, "MPO", save_all=True, append_images=[PHOTO])).frames == 1


def test_profile_that_moves_colours() -> None:
    assert traits(jpeg(PHOTO, profile=adobe_like_profile())).converted
    assert not traits(jpeg(PHOTO, profile=srgb_profile())).converted
