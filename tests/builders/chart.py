"""A colour chart on white paper, shot in any light, and how far a colour is from what it should be.

The 24 patches have the published sRGB values of the classic chart; CIEDE2000 is after Sharma, Wu and Dalal (2005).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from listingkit.photos.light import session_lights
from listingkit.photos.measure import facts_of
from listingkit.photos.model import Photo
from listingkit.pixels.balance import apply_balance
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.settings_pictures import ColourTable

Array = NDArray[Any]

PATCHES = (
    (115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170),
    (214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46),
    (56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161),
    (243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52),
)  # fmt: skip
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
PAPER = 246
SIZE = 1200, 900
PATCH, GAP, LEFT, TOP = 110, 20, 220, 200


@dataclass(frozen=True, slots=True)
class Cast:
    """A light: gains in linear light, by how much it falls off across the frame, and when it was."""

    name: str
    gains: tuple[float, float, float]
    falloff: float
    minute: int


CASTS = (
    Cast("morning", (0.80, 0.72, 0.58), 0.03, 10),
    Cast("noon", (0.97, 0.96, 0.95), 0.01, 240),
    Cast("shade", (0.50, 0.57, 0.70), 0.03, 420),
    Cast("sunset", (0.74, 0.56, 0.36), 0.04, 590),
    Cast("overcast", (0.62, 0.65, 0.69), 0.01, 800),
    Cast("lamp", (0.82, 0.56, 0.30), 0.04, 1000),
)


def chart() -> Array:
    """The chart as it is in white light: height × width × 3 levels of sRGB as uint8."""
    frame = np.full((SIZE[1], SIZE[0], 3), PAPER, np.uint8)
    for number, colour in enumerate(PATCHES):
        x, y = corner(number)
        frame[y : y + PATCH, x : x + PATCH] = colour
    return frame


def corner(number: int) -> tuple[int, int]:
    """Left and top of a patch, in pixels."""
    return LEFT + number % 6 * (PATCH + GAP), TOP + number // 6 * (PATCH + GAP)


def shoot(cast: Cast, exposure: float = 1, *, seed: int = 0, extra_minutes: float = 0) -> bytes:
    """What a camera makes of the chart in that light: uneven light, grain, a JPEG of quality 93 with its time."""
    noise = np.random.default_rng(seed)
    y, x = np.mgrid[-1 : 1 : SIZE[1] * 1j, -1 : 1 : SIZE[0] * 1j]
    fall = (1 + cast.falloff * (0.6 * x - 0.4 * y))[..., None]
    light = LINEAR[chart()] * np.array(cast.gains) * exposure * fall
    levels = levels_of(light) + noise.normal(0, 1.5, (SIZE[1], SIZE[0], 1)) + noise.normal(0, 1.2, light.shape)
    exif = Image.Exif()
    minute = int(cast.minute + extra_minutes)
    taken = f"2026:05:11 {minute // 60 % 24:02}:{minute % 60:02}:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    stream = io.BytesIO()
    Image.fromarray(levels.round().clip(0, 255).astype(np.uint8)).save(stream, "JPEG", quality=93, exif=exif)
    return stream.getvalue()


def patches_of(frame: Array) -> Array:
    """The mean colour of each patch of a frame, 24 × 3 levels of sRGB as floats, averaged in linear light."""
    inner = slice(PATCH // 5, -PATCH // 5)
    means = [LINEAR[frame[y : y + PATCH, x : x + PATCH][inner, inner]].mean(axis=(0, 1)) for x, y in corners()]
    return levels_of(np.array(means))


def corners() -> list[tuple[int, int]]:
    """Left and top of every patch."""
    return [corner(number) for number in range(len(PATCHES))]


def paper_of(frame: Array) -> Array:
    """The mean colour of the paper in a band around the chart, in levels of sRGB as floats."""
    band = np.concatenate([frame[:60].reshape(-1, 3), frame[-60:].reshape(-1, 3)])
    return levels_of(LINEAR[band].mean(axis=0))


def correct_all(shots: Sequence[bytes]) -> list[Array]:
    """Camera files as listingkit corrects them, all taken by one camera: height × width × 3 levels of sRGB each."""
    frames = [picture_of(shot) for shot in shots]
    photos = {f"photos/{number:03}.jpg": _photo(number, shot, frames[number]) for number, shot in enumerate(shots)}
    lights = session_lights(photos, ColourTable())
    balances = [lights[path].balance for path in photos]
    return [
        np.asarray(apply_balance(frame, balance) if balance else frame)
        for frame, balance in zip(frames, balances, strict=True)
    ]


def _photo(number: int, shot: bytes, frame: Image.Image) -> Photo:
    opened = open_photo(shot, name="chart.jpg", max_pixels=1 << 30)
    return Photo(f"photos/{number:03}.jpg", facts_of(opened, frame, str(number), len(shot)), "")


def picture_of(shot: bytes) -> Image.Image:
    """The decoded frame of a camera file."""
    return decode(open_photo(shot, name="chart.jpg", max_pixels=1 << 30))


def lab(levels: Array) -> Array:
    """CIE L*a*b* (D65) of levels of sRGB, … × 3."""
    linear = np.asarray(levels, float) / 255
    linear = np.where(linear <= 0.04045, linear / 12.92, ((linear + 0.055) / 1.055) ** 2.4)
    matrix = np.array(XYZ)
    share = linear @ matrix.T / matrix.sum(axis=1)
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def delta_e(one: Array, other: Array) -> Array:
    """CIEDE2000 between colours in L*a*b*, … × 3."""
    l1, a1, b1 = np.moveaxis(np.asarray(one, float), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(other, float), -1, 0)
    mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(mean7 / (mean7 + 25.0**7)))
    c1, c2 = np.hypot(a1 * (1 + g), b1), np.hypot(a2 * (1 + g), b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * (1 + g))) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    # At exactly half a turn the published rule goes the other way round.
    turn = np.where(turn == -180, 180, turn)
    hue = np.where(grey, h1 + h2, _mean_hue(h1, h2))
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63)
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    chroma7 = chroma**7
    bend = 2 * np.sqrt(chroma7 / (chroma7 + 25.0**7)) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / s_h
    return np.sqrt(d_l**2 + d_c**2 + d_h**2 - bend * d_c * d_h)


def _mean_hue(h1: Array, h2: Array) -> Array:
    mean = (h1 + h2) / 2
    return np.where(np.abs(h1 - h2) <= 180, mean, np.where(h1 + h2 < 360, mean + 180, mean - 180))


def _cos(degrees: Array) -> Array:
    return np.cos(np.radians(degrees))
