"""How does an sRGB image become the bytes of a file, within a limit, with nothing else in it?"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageCms

# From this quality on, colour is kept at full resolution: below, chroma blocks cost more than finer colour gains.
FULL_CHROMA_QUALITY = 90
EXTENSIONS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}


@dataclass(frozen=True, slots=True)
class Style:
    """What kind of file: jpeg, png or webp; JPEG progressive or not; with an sRGB profile or without.

    `optimize` makes a JPEG some 5 % smaller for twice the time; progressive ones are always.
    """

    format: str
    progressive: bool = False
    tag_srgb: bool = False
    optimize: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished file's bytes, and the quality that they were encoded at (100 = lossless)."""

    data: bytes
    quality: int


def encode_within(image: Image.Image, style: Style, *, quality: int, floor: int, max_bytes: int) -> Encoded:
    """The best encoding of an RGB image that has at most `max_bytes`: `quality` if it fits, else found by bisection
    down to `floor`. What is returned may still be too heavy: that is the encoding at the floor.

    Only where bytes are short is time spent on making a JPEG's tables fit its picture.
    """
    best = Encoded(encode(image, style, quality), quality)
    if len(best.data) <= max_bytes or style.format == "png":
        return best
    if style.format == "jpeg" and not style.progressive:
        style = replace(style, optimize=True)
        best = Encoded(encode(image, style, quality), quality)
    if len(best.data) <= max_bytes or floor >= quality:
        return best
    best = Encoded(encode(image, style, floor), floor)
    if len(best.data) > max_bytes:
        return best
    low, high = floor, quality
    while high - low > 1:
        middle = (low + high) // 2
        data = encode(image, style, middle)
        if len(data) <= max_bytes:
            low, best = middle, Encoded(data, middle)
        else:
            high = middle
    return best


def encode(image: Image.Image, style: Style, quality: int) -> bytes:
    """An RGB image as jpeg, png (where `quality` means nothing) or webp, without any metadata but the profile."""
    profile = {"icc_profile": srgb_profile()} if style.tag_srgb else {}
    match style.format:
        case "jpeg":
            subsampling = 0 if quality >= FULL_CHROMA_QUALITY else 2
            options = {"quality": quality, "subsampling": subsampling, **profile}
            try:
                return _save(image, "JPEG", progressive=style.progressive, optimize=style.optimize, **options)
            except OSError:
                # Pillow gives these files one byte a pixel to begin with; what has more grain than that stays plain.
                return _save(image, "JPEG", **options)
        case "png":
            return _save(image, "PNG", compress_level=6, **profile)
        case "webp":
            return _save(image, "WEBP", quality=quality, method=4, **profile)
    raise ValueError(f"no encoder for {style.format}")


def encode_jpeg(image: Image.Image, quality: int, *, full_chroma: bool) -> bytes:
    """A plain baseline JPEG, 4:4:4 or 4:2:0, made as fast as can be and a few per cent larger than it could be."""
    return _save(image, "JPEG", quality=quality, subsampling=0 if full_chroma else 2)


@cache
def srgb_profile() -> bytes:
    """An ICC profile of sRGB, always the same bytes."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Bytes 24 to 35 of the header are the time of its making (ICC.1:2022, 7.2.8).
    made[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    return bytes(made)


def _save(image: Image.Image, format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    if image.info:
        # Pillow writes comments and profiles out of `info` unasked.
        image = image.copy()
        image.info = {}
    image.save(stream, format, **options)
    return stream.getvalue()
