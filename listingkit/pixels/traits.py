"""Which odd things has a photo's file: deep colour, alpha, more pictures, personal notes?"""

from __future__ import annotations

from dataclasses import dataclass

from listingkit.pixels.colour import moves_colours
from listingkit.pixels.decode import Opened
from listingkit.pixels.exif import ExifFacts

PNG_DEPTH_AT = 24
TIFF_BITS = 258


@dataclass(frozen=True, slots=True)
class FileTraits:
    """`bits` per channel, whether any pixel is see-through, how many pictures there are, the colour space that EXIF
    names ("srgb", "adobe", "uncalibrated" or empty), and the kinds of personal data. `converted` where the embedded
    profile moves colours.
    """

    bits: int = 8
    transparent: bool = False
    frames: int = 1
    colour_space: str = ""
    personal: tuple[str, ...] = ()
    converted: bool = False


def traits_of(opened: Opened, exif: ExifFacts) -> FileTraits:
    """Of a photo that was decoded."""
    info = opened.image.info
    notes = [*exif.personal]
    if b"creator>" in _bytes(info.get("xmp")):
        notes.append("creator")
    if _bytes(info.get("comment")).strip(b" \0"):
        notes.append("comment")
    return FileTraits(
        _bits(opened),
        _see_through(opened),
        _frames(opened),
        exif.colour_space,
        tuple(notes),
        moves_colours(opened.profile, opened.mode),
    )


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value or "").encode("utf-8", "replace")


def _bits(opened: Opened) -> int:
    if opened.mode.startswith("I"):
        return 16
    if opened.format == "PNG" and len(opened.data) > PNG_DEPTH_AT:
        return opened.data[PNG_DEPTH_AT]
    if opened.format == "TIFF":
        bits = getattr(opened.image, "tag_v2", {}).get(TIFF_BITS, (8,))
        return int(max(bits, default=8))
    return 8


def _see_through(opened: Opened) -> bool:
    image = opened.image
    if not image.has_transparency_data:
        return False
    lowest = image.convert("RGBA").getchannel("A").getextrema()[0]
    return isinstance(lowest, int | float) and lowest < 255


def _frames(opened: Opened) -> int:
    # Of a JPEG only the first is the photo; what lies behind it is a preview or a depth map.
    if opened.format not in ("GIF", "PNG", "WEBP", "TIFF"):
        return 1
    try:
        return int(getattr(opened.image, "n_frames", 1))
    except Exception:  # the first picture is sound: later ones may be damaged in any way
        return 1
