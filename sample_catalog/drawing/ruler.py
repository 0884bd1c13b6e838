"""What is the size told by?  A steel ruler with marks and numbers, laid beside the umbrella."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .sheet import Array, Sheet

THICK = 0.15
MARGIN = 1.3  # bare steel before the first and after the last mark


def dots_per_cm(length: int) -> int:
    """How finely the face of a ruler is drawn."""
    return 150 if length <= 40 else 80


@lru_cache(maxsize=4)
def face(length: int, width: float) -> Array:
    """The printed face as linear reflectance, one row per line of dots."""
    k = dots_per_cm(length)
    long_rule = length > 40
    margin = MARGIN
    sheet = Image.new("L", (round((length + 2 * margin) * k), round(width * k)), 176)
    draw = ImageDraw.Draw(sheet)
    rng = np.random.default_rng(length)
    font = ImageFont.load_default(size=(1.65 if long_rule else 0.66) * k)
    small = ImageFont.load_default(size=(0.75 if long_rule else 0.36) * k)
    # A long rule is seen from too far for millimetres: it has marks at half centimetres.
    for mm in range(0, length * 10 + 1, 5 if long_rule else 1):
        if mm % 10 == 0:
            tall = 1.5 if mm % 100 == 0 else 1.2 if mm % 50 == 0 else 0.9
            high, thick = (tall if long_rule else 0.9), 0.028
        elif mm % 5 == 0:
            high, thick = (0.5 if long_rule else 0.70), 0.022
        else:
            high, thick = 0.48, 0.018
        if long_rule:
            thick *= 1.8
        x = (margin + mm / 10) * k
        draw.rectangle((x - thick * k, 0, x + thick * k, high * k), fill=18)
        numbered = mm % 100 == 0 if long_rule else mm % 10 == 0
        if numbered:
            draw.text((x, (high + 0.12) * k), str(mm // 10), font=font, fill=18, anchor="mt")
    foot = (width - 0.2) * k
    draw.text(((margin + 0.35) * k, foot), "cm", font=small, fill=30, anchor="lb")
    draw.text(((margin + length - 0.35) * k, foot), "STAINLESS", font=small, fill=60, anchor="rb")
    value = np.asarray(sheet, dtype=np.float64)
    # Brushed steel: faint lines along the length.
    rows, columns = value.shape
    fine = rng.normal(0, 1.2, (rows, columns // 40 + 1)).repeat(40, axis=1)[:, :columns]
    value = np.clip(value + rng.normal(0, 3.0, (rows, 1)) + fine, 0, 255) / 255
    return np.asarray((value**2.2).astype(np.float32))


def ruler(length: int, width: float, centre: tuple[float, float], angle: float) -> list[Sheet]:
    """A ruler lying on the paper, its marks on the far side."""
    full = length + 2 * MARGIN
    x = np.linspace(-full / 2, full / 2, 121)
    y = np.linspace(width / 2, -width / 2, 9)
    c, s = np.cos(angle), np.sin(angle)

    def place(px: Array, py: Array, pz: Array) -> Array:
        return np.stack([centre[0] + c * px - s * py, centre[1] + s * px + c * py, pz], -1)

    gx, gy = np.meshgrid(x, y)
    top = place(gx, gy, np.full_like(gx, THICK))
    tex = np.stack([gx + full / 2, width / 2 - gy], -1)
    out = [Sheet("ruler", "ruler", top[::-1], tex[::-1], stride=(8, 120))]
    rim = np.array([0.0, THICK])
    for edge in (-width / 2, width / 2):
        px, pz = np.meshgrid(x, rim)
        side = place(px, np.full_like(px, edge), pz)
        out.append(Sheet("ruler", "steel", side if edge < 0 else side[::-1], side[..., :2] * 0 + 0.3, stride=(1, 120)))
    return out


def printed_face(length: int, width: float, tex: Array) -> Array:
    """The reflectance of the face at positions in centimetres from its far left corner."""
    picture = face(length, width)
    k = dots_per_cm(length)
    column = np.clip((tex[:, 0] * k).astype(np.int64), 0, picture.shape[1] - 1)
    row = np.clip((tex[:, 1] * k).astype(np.int64), 0, picture.shape[0] - 1)
    return np.asarray(picture[row, column][:, None] * np.array([0.98, 1.0, 1.02], dtype=np.float32))
