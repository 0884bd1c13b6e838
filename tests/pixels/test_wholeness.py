"""Is every photo that is cut short found, and no whole one called so?"""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from listingkit.pixels.decode import UnreadablePhotoError, decode, open_photo
from tests.builders.photos import heic, jpeg, on_paper, saved

PHOTO = on_paper((320, 240))
WHOLE = {
    "baseline": jpeg(PHOTO),
    "progressive": jpeg(PHOTO, progressive=True),
    "optimised": saved(PHOTO, "JPEG", optimize=True, quality=70),
    "restart markers": saved(PHOTO, "JPEG", restart_marker_rows=1),
    "full colour": saved(PHOTO, "JPEG", subsampling=0),
    "grey": saved(PHOTO.convert("L"), "JPEG"),
    "grey progressive": saved(PHOTO.convert("L"), "JPEG", progressive=True),
    "ink": saved(PHOTO.convert("CMYK"), "JPEG"),
    "preview behind the end": jpeg(PHOTO) + b"\0" * 40 + jpeg(PHOTO.resize((16, 12))),
    "zeros behind the end": jpeg(PHOTO) + b"\0" * 4096,
    "grey to the last corner": saved(Image.new("RGB", (320, 240), (128, 128, 128)), "JPEG"),
    "PNG": saved(PHOTO, "PNG"),
    "WebP": saved(PHOTO, "WEBP"),
    "WebP without loss": saved(PHOTO, "WEBP", lossless=True),
    "TIFF": saved(PHOTO, "TIFF"),
    "TIFF packed": saved(PHOTO, "TIFF", compression="tiff_lzw"),
    "several pictures": saved(PHOTO, "MPO", save_all=True, append_images=[PHOTO]),
}


def read(data: bytes, scale: int = 1) -> Image.Image:
    return decode(open_photo(data, name="a.jpg", max_pixels=10**9), scale)


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("scale", [1, 2])
def test_whole_photo_is_let_through(kind: str, scale: int) -> None:
    assert read(WHOLE[kind], scale).size == (320 // scale, 240 // scale)


@pytest.mark.parametrize("kind", ["baseline", "progressive", "optimised", "restart markers", "grey", "PNG", "WebP"])
@pytest.mark.parametrize("left", [0.2, 0.5, 0.8, 0.95, 0.99])
def test_photo_that_is_cut_short_is_not(kind: str, left: float) -> None:
    data = WHOLE[kind]
    with pytest.raises(UnreadablePhotoError, match=r"cut short|missing|damaged|decode"):
        read(data[: int(len(data) * left)])


@pytest.mark.parametrize("kind", ["baseline", "progressive", "grey", "PNG"])
@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_photo_whose_end_was_never_written_is_not(kind: str, left: float) -> None:
    data = WHOLE[kind]
    kept = int(len(data) * left)
    with pytest.raises(UnreadablePhotoError):
        read(data[:kept] + b"\0" * (len(data) - kept))


@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_baseline_photo_that_was_closed_too_early_is_not(left: float) -> None:
    data = jpeg(PHOTO)
    with pytest.raises(UnreadablePhotoError, match="decodes to grey"):
        read(data[: int(len(data) * left)] + b"\xff\xd9")


def test_progressive_photo_without_its_last_scans_is_not() -> None:
    data = WHOLE["progressive"]
    scans = [at for at in range(len(data) - 1) if data[at : at + 2] == b"\xff\xda"]
    assert len(scans) > 4
    with Image.open(io.BytesIO(data[: scans[-1]] + b"\xff\xd9")) as forgiven:
        forgiven.load()  # a decoder says nothing
    with pytest.raises(UnreadablePhotoError, match="the last scans are missing"):
        read(data[: scans[-1]] + b"\xff\xd9")


def test_png_with_one_wrong_byte_is_damaged() -> None:
    data = bytearray(WHOLE["PNG"])
    data[len(data) // 2] ^= 1
    with pytest.raises(UnreadablePhotoError):
        read(bytes(data))


def noise(size: tuple[int, int] = (320, 240)) -> Image.Image:
    levels = np.random.default_rng(3).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(levels)


@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_zeros_that_suffice_for_all_missing_pixels_are_not_taken_for_them(left: float) -> None:
    data = saved(noise(), "JPEG", quality=98, subsampling=0)
    kept = int(len(data) * left)
    with pytest.raises(UnreadablePhotoError, match="never written"):
        read(data[:kept] + b"\0" * (len(data) - kept))


def test_white_that_is_coded_as_zeros_is_whole() -> None:
    data = saved(Image.new("RGB", (640, 480), "white"), "JPEG", optimize=True)
    assert read(data).size == (640, 480)
    assert read(data + bytes(9000)).size == (640, 480)


@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_ink_photo_that_was_closed_too_early_is_not(left: float) -> None:
    data = WHOLE["ink"]
    with pytest.raises(UnreadablePhotoError, match="decodes to grey"):
        read(data[: int(len(data) * left)] + b"\xff\xd9")


@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_phone_photo_whose_end_was_never_written_is_not(left: float) -> None:
    data = heic(noise())
    kept = int(len(data) * left)
    assert read(data).size == (320, 240)
    with pytest.raises(UnreadablePhotoError, match="never written"):
        read(data[:kept] + b"\0" * (len(data) - kept))
