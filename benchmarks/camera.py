"""What does a camera's JPEG look like: a scene, the sensor's noise, a profile, EXIF with a maker note?

Frames are height × width × 3, float32, in 8-bit sRGB levels. Everything random comes from the generator that is given.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, ImageDraw, ImageFilter

Frame = NDArray[Any]
Size = tuple[int, int]

MAKER_NOTE_BYTES = 24_000
STRIP_ROWS = 512  # noise is made for so many rows at a time: for a whole frame it would take gigabytes
# The primaries of Display P3 as seen under D50 (Apple's profile), and the tags that hold them.
P3_PRIMARIES = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}


@dataclass(frozen=True, slots=True)
class Exposure:
    """How the camera saves a frame. `orientation` is the EXIF one; `subsampling` is Pillow's, 1 = 4:2:2, 2 = 4:2:0."""

    taken: dt.datetime
    orientation: int
    subsampling: int
    quality: int
    wide: bool


def photograph(source: Path, size: Size, random: np.random.Generator) -> Frame:
    """A part of a picture, brought to the sensor's size and sharpened as cameras do where it had to be enlarged."""
    with Image.open(source) as opened:
        image = opened.convert("RGB")
    if image.height > image.width:
        image = image.rotate(90, expand=True)
    aspect = size[0] / size[1]
    zoom = random.uniform(0.85, 1)
    width = int(min(image.width, image.height * aspect) * zoom)
    height = int(width / aspect)
    left = int(random.integers(0, image.width - width + 1))
    top = int(random.integers(0, image.height - height + 1))
    image = image.resize(size, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))
    enlarged = size[0] / width
    if enlarged > 1.25:
        image = image.filter(ImageFilter.UnsharpMask(radius=enlarged, percent=80, threshold=0))
    return np.array(image, np.float32)


def product_on_paper(source: Path, size: Size, random: np.random.Generator) -> Frame:
    """A thing with the picture's texture on near-white paper, under uneven light and with a soft shadow."""
    frame = _paper(size, random)
    outline = _outline((size[0] // 4, size[1] // 4), random)
    shadow = Image.new("L", outline.size)
    shadow.paste(outline, (12, 22))
    frame *= 1 - 0.28 * _enlarged(shadow.filter(ImageFilter.GaussianBlur(28)), size)
    cover = _enlarged(outline, size)
    frame += (photograph(source, size, random) - frame) * cover
    return frame


def add_noise(frame: Frame, strength: float, random: np.random.Generator) -> None:
    """Adds a sensor's noise in place: nearly even after gamma, partly smeared by demosaicing, the colours' coarser."""
    for top in range(0, len(frame), STRIP_ROWS):
        strip = frame[top : top + STRIP_ROWS]
        shape = strip.shape[:2]
        level = strip.mean(axis=2)
        sigma = strength * (1 - 0.2 * np.abs(level - 110) / 145)
        grain = 0.75 * random.standard_normal(shape, np.float32) + 0.65 * _smeared(shape, random)
        strip += (grain * sigma)[..., None]
        strip[..., 0] += _smeared(shape, random) * sigma * 0.45
        strip[..., 2] += _smeared(shape, random) * sigma * 0.6
        np.clip(strip, 0, 255, out=strip)


def camera_jpeg(frame: Frame, exposure: Exposure, random: np.random.Generator) -> bytes:
    """The bytes of the file."""
    image = Image.fromarray(np.rint(frame).astype(np.uint8))
    extra = {}
    if exposure.wide:
        extra["icc_profile"] = wide_profile()
        wide = ImageCms.ImageCmsProfile(io.BytesIO(extra["icc_profile"]))
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), wide, renderingIntent=intent, inPlace=True)
    file = io.BytesIO()
    image.save(
        file,
        "JPEG",
        quality=exposure.quality,
        subsampling=exposure.subsampling,
        exif=_exif(exposure, random),
        **extra,
    )
    return file.getvalue()


def wide_profile() -> bytes:
    """An ICC profile with the primaries of Display P3: that of sRGB with its three colour tags replaced."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", data, 128)[0]
    for entry in range(132, 132 + 12 * count, 12):
        tag, offset = struct.unpack_from(">4sI", data, entry)
        if tag in P3_PRIMARIES:
            struct.pack_into(">3i", data, offset + 8, *(round(part * 65536) for part in P3_PRIMARIES[tag]))
    return bytes(data)


def _exif(exposure: Exposure, random: np.random.Generator) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Benchmark"
    exif[ExifTags.Base.Model] = "Camera One"
    exif[ExifTags.Base.Orientation] = exposure.orientation
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = exposure.taken.strftime("%Y:%m:%d %H:%M:%S")
    details[ExifTags.Base.ISOSpeedRatings] = 200
    details[ExifTags.Base.ColorSpace] = 65535 if exposure.wide else 1
    details[ExifTags.Base.MakerNote] = random.bytes(MAKER_NOTE_BYTES)
    return exif


def _paper(size: Size, random: np.random.Generator) -> Frame:
    white = np.array([random.uniform(234, 248), random.uniform(234, 246), random.uniform(226, 244)], np.float32)
    across = np.linspace(0, 1, size[0], dtype=np.float32) - random.uniform(0.3, 0.7)
    down = np.linspace(0, 1, size[1], dtype=np.float32) - random.uniform(0.2, 0.6)
    light = 1 - 0.2 * (across[None, :] ** 2 + down[:, None] ** 2)
    return light.astype(np.float32)[..., None] * white


def _outline(size: Size, random: np.random.Generator) -> Image.Image:
    """The product's shape as a mask: something between a box and an egg, with a wobble."""
    centre = size[0] / 2 * random.uniform(0.95, 1.05), size[1] / 2 * random.uniform(0.95, 1.05)
    radius = size[0] * random.uniform(0.27, 0.40), size[1] * random.uniform(0.27, 0.42)
    angle = np.linspace(0, 2 * np.pi, 240)
    wobble = 1 + 0.06 * np.sin(3 * angle + random.uniform(0, 6)) + 0.04 * np.sin(5 * angle + random.uniform(0, 6))
    corners = random.uniform(0.45, 1)
    points = [
        centre[axis] + radius[axis] * wobble * np.sign(turn) * np.abs(turn) ** corners
        for axis, turn in enumerate((np.cos(angle), np.sin(angle)))
    ]
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon(list(zip(*points, strict=True)), fill=255)
    return mask


def _enlarged(mask: Image.Image, size: Size) -> Frame:
    """The mask at the frame's size, from 0 to 1, with a lens's softness and one channel."""
    large = mask.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1.2))
    return np.asarray(large, np.float32)[..., None] / 255


def _smeared(shape: Size, random: np.random.Generator) -> Frame:
    """Noise that neighbours share, as demosaicing leaves it: 3 × 3 binomial, of the variance that white noise has."""
    wider = random.standard_normal((shape[0] + 2, shape[1] + 2), np.float32)
    tall = wider[:-2] + 2 * wider[1:-1] + wider[2:]
    return (tall[:, :-2] + 2 * tall[:, 1:-1] + tall[:, 2:]) / np.float32(6)
