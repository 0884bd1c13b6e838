from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from listingkit.pixels.colour import flat, profile_name, to_srgb
from listingkit.pixels.decode import UnreadablePhotoError, decode, open_photo
from tests.builders import photos


def decoded(data):
    return np.asarray(decode(open_photo(data, name="x", max_pixels=10**8)), int)


def test_cmyk_jpeg_is_not_inverted():
    frame = decoded(photos.saved(photos.on_paper().convert("CMYK"), "JPEG", quality=95))
    assert np.abs(frame[10, 10] - photos.PAPER).max() < 12
    assert np.abs(frame[150, 180] - photos.RED).max() < 30


def test_sixteen_bit_grey_png_keeps_its_lightness():
    ramp = (np.linspace(0, 65535, 256).round().astype(np.uint16))[None, :].repeat(8, axis=0)
    frame = decoded(photos.saved(Image.fromarray(ramp), "PNG"))
    assert frame[0, :, 0].tolist() == pytest.approx(range(256), abs=1)


def test_sixteen_bit_tiff_of_either_byte_order():
    ramp = (np.linspace(0, 65535, 256).round().astype(np.uint16))[None, :].repeat(8, axis=0)
    for image in (Image.fromarray(ramp), Image.fromarray(ramp.byteswap().view(ramp.dtype.newbyteorder()))):
        assert decoded(photos.saved(image, "TIFF"))[0, :, 0].tolist() == pytest.approx(range(256), abs=1)


@pytest.mark.parametrize("mode", ["L", "1", "P"])
def test_grey_bilevel_and_palette_become_rgb(mode):
    image = photos.on_paper().convert(mode)
    frame = decoded(photos.saved(image, "PNG"))
    assert np.abs(frame - np.asarray(image.convert("RGB"), int)).max() <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparent_becomes_white(mode):
    image = Image.new("RGBA", (20, 20), (10, 200, 10, 0))
    image.paste((0, 0, 0, 255), (10, 0, 20, 20))
    source = image if mode == "RGBA" else image.convert(mode)
    frame = np.asarray(to_srgb(flat(source), b""))
    assert frame[5, 5].tolist() == [255, 255, 255]
    assert frame[5, 15].tolist() == [0, 0, 0]


def test_palette_with_one_transparent_entry_becomes_white_there():
    image = Image.new("P", (4, 4), 1)
    image.putpalette([255, 0, 0, 0, 255, 0])
    frame = decoded(photos.saved(image, "GIF", transparency=1))
    assert frame.min() == 255


def test_a_wide_profile_is_converted_and_not_just_dropped():
    plain = decoded(photos.jpeg(Image.new("RGB", (64, 64), (60, 180, 60))))
    wide = decoded(photos.jpeg(Image.new("RGB", (64, 64), (60, 180, 60)), profile=photos.adobe_like_profile()))
    assert wide[30, 30, 0] < plain[30, 30, 0] - 15
    assert abs(wide[30, 30, 1] - plain[30, 30, 1]) < 25


def test_white_stays_white_through_a_profile():
    frame = decoded(photos.jpeg(Image.new("RGB", (64, 64), "white"), profile=photos.adobe_like_profile()))
    assert frame.min() >= 253


def test_an_srgb_profile_changes_no_pixel():
    image = photos.on_paper()
    assert (decoded(photos.jpeg(image, profile=photos.srgb_profile())) == decoded(photos.jpeg(image))).all()


@pytest.mark.parametrize("profile", [b"garbage", photos.srgb_profile()[:200], b"\0" * 500])
def test_a_damaged_profile_is_left_out_of_account(profile):
    assert (decoded(photos.jpeg(profile=profile)) == decoded(photos.jpeg())).all()
    assert profile_name(profile) == ""


def test_an_rgb_profile_on_a_cmyk_picture_is_left_out_of_account():
    image = photos.on_paper().convert("CMYK")
    assert np.array_equal(
        decoded(photos.saved(image, "JPEG", icc_profile=photos.srgb_profile())), decoded(photos.saved(image, "JPEG"))
    )


def test_floating_point_pixels_are_refused():
    data = photos.saved(Image.fromarray(np.ones((8, 8), np.float32)), "TIFF")
    with pytest.raises(UnreadablePhotoError, match="floating point"):
        decode(open_photo(data, name="x.tif", max_pixels=10**8))


def test_profile_names_are_read():
    assert "sRGB" in profile_name(photos.srgb_profile())
    assert profile_name(b"") == ""
