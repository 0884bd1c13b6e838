"""How does any colour mode become 8-bit sRGB on white?"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
# Ink has no black as deep as a screen's: without this the black of a CMYK picture comes out grey.
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
# An embedded profile that moves no colour by more than this many levels is sRGB in all but name.
SAME_LEVELS = 2
PROFILED = {"RGB": "RGB ", "CMYK": "CMYK", "L": "GRAY"}


def flat(image: Image.Image) -> Image.Image:
    """8-bit L, RGB or CMYK without alpha or palette, so that it can be reduced. Transparent becomes white.

    Raises ValueError for modes that have no defined white, such as 32-bit float.
    """
    if image.mode in PROFILED and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):
        return _sixteen_bits(image)
    if image.mode == "F":
        raise ValueError("32-bit floating point pixels have no defined white")
    if image.has_transparency_data:
        return _on_white(image.convert("RGBA"))
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A `flat` image in sRGB, with no metadata left. `profile` is the embedded ICC profile, empty where there is none.

    The image may be converted in place. A profile that is damaged or of another colour space is left out of account.
    """
    transform = _transform(profile, image.mode) if profile else None
    if transform is not None and image.mode == "RGB":
        ImageCms.applyTransform(image, transform, inPlace=True)
    elif transform is not None:
        image = ImageCms.applyTransform(image, transform) or image
    result = image if image.mode == "RGB" else image.convert("RGB")
    result.info = {}
    return result


def profile_name(profile: bytes) -> str:
    """The profile's own description, empty where there is none or it cannot be read."""
    if not profile:
        return ""
    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return ""


def moves_colours(profile: bytes, mode: str) -> bool:
    """Whether an RGB picture's embedded profile is sound and another than sRGB in all but name."""
    return bool(profile) and mode in ("RGB", "RGBA", "P") and _transform(profile, "RGB") is not None


def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    return _cached_transform(_Profile(profile), mode)


class _Profile:
    """Profile bytes that are compared by digest: hashing half a megabyte of CMYK tables for each photo is waste."""

    __slots__ = ("data", "digest")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.digest = hashlib.sha256(data).digest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Profile) and self.digest == other.digest


@lru_cache(maxsize=16)
def _cached_transform(profile: _Profile, mode: str) -> ImageCms.ImageCmsTransform | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
        if source.profile.xcolor_space != PROFILED[mode]:
            return None
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        transform = ImageCms.buildTransform(source, target, mode, "RGB", INTENT, FLAGS)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return None if mode == "RGB" and _changes_nothing(transform) else transform


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    levels = np.linspace(0, 255, 17).round().astype(np.uint8)
    cube = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(17, -1, 3)
    after = ImageCms.applyTransform(Image.fromarray(cube), transform)
    return after is not None and int(np.abs(np.asarray(after).astype(int) - cube).max()) <= SAME_LEVELS


def _sixteen_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image).astype(np.int64)
    # 32-bit "I" also holds what was 8 or 16 bits wide in the file; only the largest value tells.
    shift = 8 if image.mode != "I" or values.max(initial=0) > 255 else 0
    return Image.fromarray((values >> shift).clip(0, 255).astype(np.uint8))


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white
