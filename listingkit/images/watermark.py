"""What does the seller's mark look like on an image, and can it be drawn at all?"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from PIL import Image, ImageDraw, ImageFont, ImageStat

from listingkit.images.model import Mark

LIGHT, DARK = (255, 255, 255), (24, 24, 24)
# Beneath this lightness a light text reads better (sRGB levels; a little below the middle, since paper is the rule).
TURNS_DARK = 140
NO_GLYPH = "\U0010fffe"  # a code point that no font may have: what it looks like is what is drawn for any it lacks


@dataclass(frozen=True, slots=True)
class MarkFiles:
    """The bytes that a mark needs, empty where it needs none; they are read once, in the parent."""

    logo: bytes = b""
    font: bytes = b""


class MarkError(Exception):
    """Why a mark cannot be drawn, in the seller's words."""


def lacking(text: str, font: bytes) -> str:
    """The characters of `text` that the font cannot draw, in order, each once. Raises MarkError for a bad font."""
    drawn = _font(font, 40)
    nothing = _shape(drawn, NO_GLYPH)
    wanted = dict.fromkeys(char for char in text if not char.isspace() and unicodedata.category(char) != "Cf")
    return "".join(char for char in wanted if _shape(drawn, char) == nothing)


def open_logo(data: bytes) -> Image.Image:
    """The logo with alpha. Raises MarkError where the bytes are no picture, or one that cannot be seen."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            logo = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        raise MarkError("it is not a PNG, JPEG, WebP or GIF picture that can be read") from wrong
    if logo.getchannel("A").getbbox() is None:
        raise MarkError("it is transparent all over")
    return logo


def stamp(image: Image.Image, mark: Mark, files: MarkFiles) -> Image.Image:
    """A copy of an RGB image with the mark on it, text light or dark by what lies beneath. Sizes follow the image."""
    side = min(image.size)
    alpha = mark_alpha(mark, files, side)
    left, top = _place(image.size, alpha.size, mark.position, round(mark.margin * side))
    result = image.copy()
    if mark.logo:
        result.paste(alpha.convert("RGB"), (left, top), alpha.getchannel("A"))
        return result
    beneath = image.crop((left, top, left + alpha.width, top + alpha.height)).convert("L")
    result.paste(DARK if ImageStat.Stat(beneath).mean[0] >= TURNS_DARK else LIGHT, (left, top), alpha)
    return result


_making = Lock()  # a font in use is not safe in two threads


def mark_alpha(mark: Mark, files: MarkFiles, side: int) -> Image.Image:
    """The mark for images whose short side has that many pixels: text as a mask, a logo as RGBA. Made once a size."""
    with _making:
        return _cached_mark(mark, files, side)


@lru_cache(maxsize=32)
def _cached_mark(mark: Mark, files: MarkFiles, side: int) -> Image.Image:
    fitting = side - 2 * round(mark.margin * side)
    if mark.logo:
        return _logo(open_logo(files.logo), max(1, round(mark.size * side)), fitting, mark.opacity)
    return _text(mark.text, files.font, max(6, round(mark.size * side)), fitting, mark.opacity)


def _text(text: str, font: bytes, height: int, fitting: int, opacity: float) -> Image.Image:
    drawn = _font(font, height)
    left, top, right, bottom = drawn.getbbox(text)
    if right - left > fitting:  # a long name shrinks rather than leaving the image
        drawn = _font(font, max(4, int(height * fitting / (right - left))))
        left, top, right, bottom = drawn.getbbox(text)
    mask = Image.new("L", (max(1, round(right - left)), max(1, round(bottom - top))))
    ImageDraw.Draw(mask).text((-left, -top), text, fill=round(255 * opacity), font=drawn)
    return mask


def _logo(logo: Image.Image, width: int, fitting: int, opacity: float) -> Image.Image:
    scale = min(width / logo.width, fitting / logo.width, fitting / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    # With colours weighted by alpha, what hides in transparent pixels does not bleed into the edges.
    small = logo.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    small.putalpha(small.getchannel("A").point([round(level * opacity) for level in range(256)]))
    return small


def _place(image: tuple[int, int], mark: tuple[int, int], position: str, margin: int) -> tuple[int, int]:
    def along(length: int, part: int, near: str, far: str) -> int:
        if near in position:
            return margin
        return length - part - margin if far in position else (length - part) // 2

    return along(image[0], mark[0], "left", "right"), along(image[1], mark[1], "top", "bottom")


def _font(data: bytes, size: int) -> ImageFont.FreeTypeFont:
    try:
        font = ImageFont.truetype(io.BytesIO(data), size) if data else ImageFont.load_default(size)
    except (OSError, ImportError) as wrong:
        raise MarkError("it is not a font that can be read (TrueType or OpenType)") from wrong
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise MarkError("this installation of Pillow cannot draw text (FreeType is missing)")
    return font


def _shape(font: ImageFont.FreeTypeFont, char: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(char)
    return mask.size, bytes(mask)


def fonts_in(brand: Path) -> list[Path]:
    """The seller's fonts, sorted by name; the first is used."""
    return sorted(path for path in brand.glob("*") if path.suffix.lower() in {".ttf", ".otf"})
