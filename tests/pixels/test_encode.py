from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from listingkit.pixels.colour import profile_name
from listingkit.pixels.encode import Style, encode, encode_jpeg, encode_within, srgb_profile
from tests.builders import photos

NOISE = Image.fromarray(np.random.default_rng(3).integers(0, 256, (120, 160, 3), dtype=np.uint8))


@pytest.mark.parametrize("format", ["jpeg", "webp"])
def test_quality_falls_only_as_far_as_the_limit_asks(format):
    style = Style(format, optimize=True)
    limit = (len(encode(NOISE, style, 90)) + len(encode(NOISE, style, 40))) // 2
    found = encode_within(NOISE, Style(format), quality=90, floor=30, max_bytes=limit)
    assert len(found.data) <= limit
    assert 30 < found.quality < 90
    assert len(encode(NOISE, style, found.quality + 1)) > limit


def test_what_fits_keeps_its_quality():
    assert encode_within(NOISE, Style("jpeg"), quality=88, floor=30, max_bytes=10**7).quality == 88


def test_bytes_are_saved_before_quality_is():
    loose, tight = (len(encode(NOISE, Style("jpeg", optimize=optimize), 88)) for optimize in (False, True))
    assert tight < loose
    found = encode_within(NOISE, Style("jpeg"), quality=88, floor=30, max_bytes=tight)
    assert (found.quality, len(found.data)) == (88, tight)


@settings(max_examples=25, deadline=None)
@given(st.integers(1000, 60_000))
def test_nothing_lighter_is_returned_than_the_floor_gives(limit):
    found = encode_within(NOISE, Style("jpeg"), quality=88, floor=60, max_bytes=limit)
    assert 60 <= found.quality <= 88
    assert len(found.data) <= limit or found.quality == 60


def test_png_has_no_quality_to_lower():
    found = encode_within(NOISE, Style("png"), quality=88, floor=60, max_bytes=1000)
    assert len(found.data) > 1000
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(found.data))), np.asarray(NOISE))


@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_nothing_but_pixels_is_written(format):
    image = photos.on_paper()
    clean = encode(image, Style(format), 88)
    image.info = {"comment": b"secret", "icc_profile": photos.srgb_profile(), "exif": b"Exif\0\0II*\0", "dpi": (72, 72)}
    data = encode(image, Style(format), 88)
    assert data == clean
    reread = Image.open(io.BytesIO(data))
    assert not reread.getexif()
    assert "icc_profile" not in reread.info
    assert image.info["comment"] == b"secret"  # the caller's image is left alone


def test_colour_edges_keep_full_resolution_when_asked():
    stripes = Image.new("RGB", (64, 64), "white")
    for x in range(0, 64, 2):
        stripes.paste((220, 0, 0), (x, 0, x + 1, 64))
    errors = [
        np.abs(np.asarray(Image.open(io.BytesIO(encode_jpeg(stripes, 95, full_chroma=full))), int)
               - np.asarray(stripes, int)).mean()
        for full in (True, False)
    ]  # fmt: skip
    assert errors[0] < errors[1] / 3


@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_a_tagged_file_says_srgb_and_nothing_else(format):
    image = photos.on_paper()
    tagged = encode(image, Style(format, tag_srgb=True), 88)
    reread = Image.open(io.BytesIO(tagged))
    profile = reread.info["icc_profile"]
    assert profile_name(profile).startswith("sRGB")
    assert profile[24:36] == srgb_profile()[24:36]  # no time of making: the same image gives the same bytes
    assert not reread.getexif()
    plain = Image.open(io.BytesIO(encode(image, Style(format), 88)))
    assert np.array_equal(np.asarray(reread), np.asarray(plain))


def test_progressive_holds_the_same_picture():
    image = photos.on_paper()
    found = Image.open(io.BytesIO(encode(image, Style("jpeg", progressive=True), 88)))
    assert found.info["progressive"]
    plain = Image.open(io.BytesIO(encode(image, Style("jpeg"), 88)))
    assert "progressive" not in plain.info
    assert np.array_equal(np.asarray(found), np.asarray(plain))


@pytest.mark.parametrize("quality", [90, 94, 98])
@pytest.mark.parametrize("style", [Style("jpeg", progressive=True), Style("jpeg", optimize=True)])
def test_a_picture_with_more_grain_than_pillow_makes_room_for_is_written_all_the_same(style, quality):
    grain = Image.fromarray(np.random.default_rng(5).integers(0, 256, (700, 700, 3), dtype=np.uint8))
    reread = Image.open(io.BytesIO(encode(grain, style, quality)))
    reread.load()
    assert reread.size == (700, 700)
