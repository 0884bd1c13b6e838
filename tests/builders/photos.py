"""Photos as cameras, phones and accidents make them, built in one line each.

| builder            | defect or feature                                             |
|--------------------|---------------------------------------------------------------|
| `on_paper`         | a coloured product on uneven pale paper                       |
| `jpeg`             | orientation, time with sub-seconds, camera, GPS, ICC, comment |
| `heic`             | a phone's format, with orientation and profile                |
| `cut_short`        | the end of the file is missing                                |
| `bomb`             | a PNG header that claims 60,000 × 60,000 pixels               |
| `adobe_like_profile` | a wide profile: its numbers look duller as sRGB             |
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageCms

from listingkit.photos.scan import FoundPhotos, find_photos
from listingkit.shop import Shop
from tests.builders.catalog import shop_at

PAPER = (226, 222, 214)
RED = (190, 30, 40)


def on_paper(
    size: tuple[int, int] = (400, 300),
    box: tuple[float, float, float, float] = (0.3, 0.25, 0.6, 0.75),
    *,
    paper: tuple[int, int, int] = PAPER,
    colour: tuple[int, int, int] = RED,
    falloff: float = 0.08,
    seed: int = 1,
) -> Image.Image:
    """A rectangle of one colour (box as shares of the frame) on paper with noise and light that falls off."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1 - falloff * (x / width + y / height) / 2
    frame = np.asarray(paper, np.float32) * light[..., None]
    left, top, right, bottom = (round(share * side) for share, side in zip(box, size * 2, strict=True))
    frame[top:bottom, left:right] = colour
    frame += np.random.default_rng(seed).normal(0, 2, (height, width, 1))
    return Image.fromarray(frame.clip(0, 255).astype(np.uint8))


def jpeg(
    image: Image.Image | None = None,
    *,
    orientation: int | None = None,
    taken: str = "",
    subsec: str = "",
    make: str = "",
    model: str = "",
    gps: bool = False,
    profile: bytes = b"",
    quality: int = 92,
    progressive: bool = False,
) -> bytes:
    """A camera's JPEG."""
    exif = Image.Exif()
    for tag, value in (
        (ExifTags.Base.Orientation, orientation),
        (ExifTags.Base.Make, make),
        (ExifTags.Base.Model, model),
    ):
        if value:
            exif[tag] = value
    details = exif.get_ifd(ExifTags.IFD.Exif)
    if taken:
        details[ExifTags.Base.DateTimeOriginal] = taken
    if subsec:
        details[ExifTags.Base.SubsecTimeOriginal] = subsec
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    extra = {"icc_profile": profile} if profile else {}
    return saved(
        image or on_paper(), "JPEG", exif=exif, quality=quality, progressive=progressive, comment=b"secret", **extra
    )


def heic(image: Image.Image, *, orientation: int = 1, profile: bytes = b"") -> bytes:
    """A phone's HEIC: the sensor's rows as they are, and a note on how to turn them."""
    from pillow_heif import from_pillow

    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    image = image.copy()
    image.info["icc_profile"] = profile or None
    stream = io.BytesIO()
    from_pillow(image).save(stream, quality=90, exif=exif.tobytes())
    return stream.getvalue()


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    """The bytes of a file in that format."""
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def cut_short(data: bytes, share: float = 0.6) -> bytes:
    """What a card that was pulled too early leaves."""
    return data[: int(len(data) * share)]


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that would take gigabytes once decoded."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 100)) + _chunk(b"IEND")
    )


def _chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def adobe_like_profile() -> bytes:
    """An RGB profile with a wider gamut than sRGB: sRGB's own, with its green primary moved out."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    tags = {data[132 + 12 * i : 136 + 12 * i].decode(): 132 + 12 * i for i in range(count)}
    green, red = (struct.unpack(">I", data[tags[name] + 4 : tags[name] + 8])[0] for name in ("gXYZ", "rXYZ"))
    # Less red in the green primary, given to the red one, so that white stays white.
    moved = 12_000
    for offset, sign in ((green + 8, -1), (red + 8, 1)):
        value = struct.unpack(">i", data[offset : offset + 4])[0]
        data[offset : offset + 4] = struct.pack(">i", value + sign * moved)
    return bytes(data)


def srgb_profile() -> bytes:
    """The profile that most cameras embed."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def shop_with(root: Path, photos: Mapping[str, bytes], **tables: object) -> Shop:
    """A shop whose photos/ holds these files."""
    shop = shop_at(root, **tables)
    shop.photos.mkdir(parents=True, exist_ok=True)
    for name, data in photos.items():
        (shop.photos / name).parent.mkdir(parents=True, exist_ok=True)
        (shop.photos / name).write_bytes(data)
    return shop


def found_in(shop: Shop) -> FoundPhotos:
    """What `measure_photos` is given."""
    return find_photos(shop)
