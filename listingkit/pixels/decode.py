"""What is in a photo file, and how is it decoded, no larger than needed?

The whole file is read once and sniffed: the extension is not trusted. The header is checked against the pixel limit
before anything is decoded. Pillow's plugins are called directly: `Image.open` has a limit of its own, which warns.

    PhotoError
    ├── UnreadablePhotoError    damaged, cut short, or not a picture; `reason` in the seller's words
    └── TooManyPixelsError      more than the limit
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from listingkit.pixels.colour import flat, to_srgb
from listingkit.pixels.formats import raw_reason, sniff
from listingkit.pixels.upright import orientation_of, upright, upright_size
from listingkit.pixels.wholeness import ends_in_grey, missing_part

PLUGINS: dict[str, type[ImageFile.ImageFile]] = {
    "BMP": BmpImagePlugin.BmpImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    # An MPO is a JPEG with more pictures behind it: this plugin sees the first, which is the photo.
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
}
# These turn the picture themselves while decoding.
SELF_TURNING = {"TIFF", "HEIC"}
# What Pillow raises on damaged files, one way or another.
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    MemoryError,
    NotImplementedError,
    struct.error,
    Image.DecompressionBombError,
)
INSTEAD = "Put the photo as JPEG in its place."

Frame = Image.Image
"""A decoded picture, for rooms that hand it on without looking into it."""


class PhotoError(Exception):
    """A photo that cannot be worked with. `reason` is part of a sentence, `hint` one of its own; it may be empty."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class UnreadablePhotoError(PhotoError):
    """A photo that cannot be decoded: damaged, cut short, or not a picture."""


class TooManyPixelsError(PhotoError):
    """A photo whose header says more pixels than the limit; nothing of it was decoded."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A photo whose header was read. `width` × `height` are the upright frame; `image` is not decoded yet."""

    image: ImageFile.ImageFile
    format: str
    mode: str
    width: int
    height: int
    orientation: int
    profile: bytes
    exif: Image.Exif
    data: bytes = b""


def open_photo(data: bytes, *, name: str, max_pixels: int) -> Opened:
    """Reads the header out of a whole file's bytes. `name` only serves to recognise raw files.

    Raises UnreadablePhotoError, or TooManyPixelsError when the header says more than `max_pixels`.
    """
    if not data:
        hint = "Copy it from the camera card again, look that the disk is not full, or delete it."
        raise UnreadablePhotoError("the file is empty (0 bytes)", hint)
    if reason := raw_reason(name, data):
        raise UnreadablePhotoError(reason, INSTEAD)
    format = sniff(data)
    with _damage_has_a_reason():
        image = _plugin(format)(io.BytesIO(data))
    width, height = image.size
    if width * height > max_pixels:
        raise TooManyPixelsError(f"it has {width} × {height} = {width * height:,} pixels, the limit is {max_pixels:,}")
    if min(width, height) < 1:
        raise UnreadablePhotoError("its header says that it has no pixels")
    if reason := missing_part(data, format):
        raise UnreadablePhotoError(reason)
    # Only now: in a PNG the EXIF data may lie behind the pixels, so that asking for it decodes them.
    exif = _exif(image)
    orientation = orientation_of(exif)
    width, height = upright_size((width, height), 1 if format in SELF_TURNING else orientation)
    image.decodermaxblock = len(data)
    profile = image.info.get("icc_profile") or b""
    return Opened(image, format, image.mode, width, height, orientation, profile, exif, data)


def decode(opened: Opened, scale: int = 1) -> Image.Image:
    """The upright sRGB frame at 1/`scale` of its size, with no metadata. Use each `opened` once.

    Raises UnreadablePhotoError. A picture that is cut short is never let through.
    """
    image = opened.image
    with _damage_has_a_reason():
        if opened.format == "JPEG" and scale > 1:
            # Rounded down: 2,001 rows asked for 1,001 would silently be decoded at full size.
            image.draft(image.mode, (max(1, image.width // scale), max(1, image.height // scale)))
        decoded_at = _scale_of(opened, image)
        image.load()
        if opened.format == "JPEG" and ends_in_grey(opened.data, image):
            raise UnreadablePhotoError("it is cut short: its lower part is missing and decodes to grey")
        frame = flat(image)
        if decoded_at < scale:
            frame = frame.reduce(scale // decoded_at)
        frame = to_srgb(frame, opened.profile)
        return frame if opened.format in SELF_TURNING else upright(frame, opened.orientation)


def has_coarse_colour(opened: Opened) -> bool:
    """Whether the file holds colour at half the resolution of its brightness, both ways (4:2:0)."""
    image = opened.image
    return isinstance(image, JpegImagePlugin.JpegImageFile) and JpegImagePlugin.get_sampling(image) == 2


@contextmanager
def quiet() -> Iterator[None]:
    """Pillow's warnings about odd files say nothing that a finding does not. Enter it in the parent, around the pool:
    warning filters belong to the whole process.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL(\.|$)")
        yield


def _scale_of(opened: Opened, image: ImageFile.ImageFile) -> int:
    return max(1, round(max(opened.width, opened.height) / max(image.size)))


def _plugin(format: str) -> type[ImageFile.ImageFile]:
    if format in PLUGINS:
        return PLUGINS[format]
    if format == "HEIC":
        return _heic_plugin()
    if format:
        raise UnreadablePhotoError(f"{format} files are not supported; export it as JPEG", INSTEAD)
    hint = "Put the photo itself in its place, or move the file out of photos/."
    raise UnreadablePhotoError("it is not a picture in any format that is known", hint)


def _heic_plugin() -> type[ImageFile.ImageFile]:
    try:
        from pillow_heif import HeifImageFile  # type: ignore[import-not-found,unused-ignore]  # an optional extra
    except ImportError:
        raise UnreadablePhotoError(
            "HEIC needs one more package: pip install 'listingkit[heic]', or set the phone to save JPEG",
            "Install that package and run again, or put the photo as JPEG in its place.",
        ) from None
    plugin: type[ImageFile.ImageFile] = HeifImageFile
    return plugin


def _exif(image: ImageFile.ImageFile) -> Image.Exif:
    try:
        return image.getexif()
    except DAMAGE:
        return Image.Exif()  # the picture may be sound all the same


@contextmanager
def _damage_has_a_reason() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise UnreadablePhotoError("it needs more memory than there is") from None
    except (UnidentifiedImageError, SyntaxError):
        raise UnreadablePhotoError("its header is damaged") from None
    except DAMAGE as wrong:
        text = str(wrong)
        if "truncated" in text.lower() or "unexpected end" in text.lower() or isinstance(wrong, EOFError):
            raise UnreadablePhotoError("it is cut short: the end of the file is missing") from None
        raise UnreadablePhotoError(f"its data is damaged ({text or type(wrong).__name__})") from None
