"""How does an sRGB image become the bytes of a file, within a limit, with nothing else in it?"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

# From this quality on, colour is kept at full resolution: below, chroma blocks cost more than finer colour gains.
FULL_CHROMA_QUALITY = 90
EXTENSIONS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished file's bytes, and the quality that they were encoded at (100 = lossless)."""

    data: bytes
    quality: int


def encode_within(image: Image.Image, format: str, *, quality: int, floor: int, max_bytes: int) -> Encoded:
    """The best encoding of an RGB image that has at most `max_bytes`: `quality` if it fits, else found by bisection
    down to `floor`. What is returned may still be too heavy: that is the encoding at the floor.
    """
    best = Encoded(encode(image, format, quality), quality)
    if len(best.data) <= max_bytes or floor >= quality:
        return best
    best = Encoded(encode(image, format, floor), floor)
    if format == "png" or len(best.data) > max_bytes:
        return best
    low, high = floor, quality
    while high - low > 1:
        middle = (low + high) // 2
        data = encode(image, format, middle)
        if len(data) <= max_bytes:
            low, best = middle, Encoded(data, middle)
        else:
            high = middle
    return best


def encode(image: Image.Image, format: str, quality: int) -> bytes:
    """An RGB image as jpeg, png (where `quality` means nothing) or webp, without any metadata."""
    match format:
        case "jpeg":
            return encode_jpeg(image, quality, full_chroma=quality >= FULL_CHROMA_QUALITY, optimize=True)
        case "png":
            return _save(image, "PNG", compress_level=6)
        case "webp":
            return _save(image, "WEBP", quality=quality, method=4)
    raise ValueError(f"no encoder for {format}")


def encode_jpeg(image: Image.Image, quality: int, *, full_chroma: bool, optimize: bool) -> bytes:
    """A baseline JPEG, 4:4:4 or 4:2:0. `optimize` makes it a few per cent smaller for twice the time."""
    return _save(image, "JPEG", quality=quality, subsampling=0 if full_chroma else 2, optimize=optimize)


def _save(image: Image.Image, format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    if image.info:
        # Pillow writes comments and profiles out of `info` unasked.
        image = image.copy()
        image.info = {}
    image.save(stream, format, **options)
    return stream.getvalue()
