from __future__ import annotations

import io
import sys
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from listingkit.pixels.decode import (
    PhotoError,
    TooManyPixelsError,
    UnreadablePhotoError,
    decode,
    open_photo,
    quiet,
)
from listingkit.pixels.formats import sniff
from tests.builders import photos

LIMIT = 250_000_000


def opened(data, name="photo.jpg", max_pixels=LIMIT):
    return open_photo(data, name=name, max_pixels=max_pixels)


def frame_of(data, scale=1):
    return decode(opened(data), scale)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_each_format_is_told_by_its_bytes_and_decoded(format):
    data = photos.saved(photos.on_paper(), format)
    assert opened(data, name="lies.xyz").format == format
    frame = frame_of(data)
    assert (frame.mode, frame.size) == ("RGB", (400, 300))
    assert np.abs(np.asarray(frame, int)[150, 180] - photos.RED).max() < 30


def test_mpo_gives_its_first_picture():
    first, second = photos.on_paper(), Image.new("RGB", (100, 80), "blue")
    data = photos.saved(first, "MPO", save_all=True, append_images=[second])
    assert frame_of(data).size == (400, 300)


def test_gif_gives_its_first_picture():
    data = photos.saved(photos.on_paper(), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300), "blue")])
    assert np.asarray(frame_of(data), int)[10, 10].min() > 180


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95, 0.999])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("scale", [1, 2, 8])
def test_truncated_jpeg_is_never_let_through(share, progressive, scale):
    data = photos.cut_short(photos.jpeg(photos.on_paper((800, 600)), progressive=progressive), share)
    with pytest.raises(UnreadablePhotoError, match="cut short"):
        frame_of(data, scale)


@pytest.mark.parametrize("format", ["PNG", "TIFF", "WEBP", "BMP"])
def test_other_truncated_formats_are_never_let_through(format):
    data = photos.cut_short(photos.saved(photos.on_paper(), format), 0.5)
    with pytest.raises(UnreadablePhotoError):
        frame_of(data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.jpg", b"", "0 bytes"),
        ("text.jpg", b"hello world, I am not a picture", "not a picture"),
        ("zeros.jpg", bytes(5000), "not a picture"),
        ("only-start.jpg", b"\xff\xd8\xff\xe0", "damaged"),
        ("DSC_1.NEF", photos.saved(photos.on_paper(), "TIFF"), "raw file"),
        ("IMG_1.tif", b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(100), "raw file"),
        ("x.raf", b"FUJIFILMCCD-RAW 0201" + bytes(100), "raw file"),
        ("x.avif", b"\x00\x00\x00\x1cftypavif" + bytes(100), "AVIF"),
        ("x.mov", b"\x00\x00\x00\x14ftypqt  " + bytes(100), "video"),
        ("x.psd", b"8BPS" + bytes(100), "Photoshop"),
    ],
)
def test_what_is_no_photo_says_why(name, data, reason):
    with pytest.raises(UnreadablePhotoError, match=reason):
        opened(data, name=name)


def test_heic_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(UnreadablePhotoError, match="listingkit\\[heic\\]"):
        opened(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100))


def test_a_jpeg_named_like_a_raw_file_is_still_a_jpeg():
    assert opened(photos.jpeg(), name="IMG_1.DNG").format == "JPEG"


def test_bomb_is_refused_from_its_header_and_nothing_is_allocated(monkeypatch):
    def refuse(*_):
        raise AssertionError("pixels were asked for")

    data = photos.bomb()
    monkeypatch.setattr(Image.core, "new", refuse)
    with pytest.raises(TooManyPixelsError, match="60000 × 60000"):
        opened(data)


def test_pixels_at_the_limit_pass_and_one_less_does_not():
    data = photos.jpeg()
    assert opened(data, max_pixels=400 * 300).width == 400
    with pytest.raises(TooManyPixelsError):
        opened(data, max_pixels=400 * 300 - 1)


def test_above_pillows_own_limit_there_is_neither_warning_nor_error(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert frame_of(photos.jpeg()).size == (400, 300)
    assert frame_of(photos.saved(photos.on_paper(), "PNG")).size == (400, 300)


def test_quiet_swallows_pillows_warnings_only():
    with quiet():
        warnings.warn_explicit("Truncated File Read", UserWarning, "x.py", 1, module="PIL.TiffImagePlugin")
        with pytest.raises(UserWarning, match="ours"):
            warnings.warn_explicit("ours", UserWarning, "y.py", 1, module="listingkit.photos")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_bytes_give_a_picture_or_a_reason_and_nothing_else(data):
    format = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"]))
    sound = bytearray(photos.saved(photos.on_paper((64, 48)), format))
    for _ in range(data.draw(st.integers(1, 8))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    with quiet():
        try:
            frame_of(bytes(sound), data.draw(st.sampled_from([1, 2, 4])))
        except PhotoError as wrong:
            assert wrong.reason


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_all_eight_orientations_come_out_upright(orientation, format):
    seen = Image.new("RGB", (96, 64), "white")
    seen.paste((200, 0, 0), (0, 0, 48, 32))  # red at the top left, as the photographer saw it
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = seen.transpose(undo) if undo is not None else seen
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    photo = opened(photos.saved(stored, format, exif=exif, quality=95))
    assert (photo.width, photo.height, photo.orientation) == (96, 64, orientation)
    frame = np.asarray(decode(photo), int)
    assert frame.shape == (64, 96, 3)
    assert frame[10, 10, 1] < 60
    assert min(frame[50, 10, 1], frame[10, 80, 1], frame[50, 80, 1]) > 200


@pytest.mark.parametrize("value", [0, 9, 77])
def test_an_orientation_that_does_not_exist_counts_as_upright(value):
    assert opened(photos.jpeg(orientation=value)).orientation == 1


@pytest.mark.parametrize("size", [(801, 601), (2001, 1333), (640, 2001)])
@pytest.mark.parametrize("scale", [2, 4, 8])
def test_reduced_decode_really_is_reduced(size, scale):
    image = photos.on_paper(size)
    for data in (photos.jpeg(image), photos.saved(image, "PNG")):
        frame = frame_of(data, scale)
        assert frame.size == (-(-size[0] // scale), -(-size[1] // scale))


def test_reduced_frames_show_the_same_whether_jpeg_or_png():
    image = photos.on_paper((800, 600))
    first = np.asarray(frame_of(photos.jpeg(image, quality=98), 4), int)
    second = np.asarray(frame_of(photos.saved(image, "PNG"), 4), int)
    assert np.abs(first - second).mean() < 2


@given(st.binary(max_size=64))
def test_sniffing_never_fails(data):
    assert isinstance(sniff(data), str)


def test_decoded_frames_hold_no_metadata():
    frame = frame_of(photos.jpeg(make="Canon", gps=True, profile=photos.srgb_profile()))
    assert frame.info == {}
    assert not Image.open(io.BytesIO(photos.saved(frame, "PNG"))).info


@pytest.mark.parametrize(("orientation", "size", "corner"), [(1, (400, 300), (20, 20)), (6, (300, 400), (280, 20))])
def test_heic_of_a_phone_is_upright_and_in_srgb(orientation, size, corner):
    green = photos.on_paper((400, 300), (0, 0, 0.25, 0.3), colour=(40, 160, 70))
    found = opened(photos.heic(green, orientation=orientation, profile=photos.adobe_like_profile()), name="IMG_1.HEIC")
    assert (found.format, found.width, found.height) == ("HEIC", *size)
    frame = decode(found)
    assert (frame.size, frame.info) == (size, {})
    assert frame.getpixel(corner)[0] < 25  # by its numbers as sRGB it would be 40: the wide green is a stronger one
    half = decode(opened(photos.heic(green, orientation=orientation)), 2)
    assert half.size == (size[0] // 2, size[1] // 2)
    assert half.getpixel((corner[0] // 2, corner[1] // 2))[0] == pytest.approx(40, abs=6)
