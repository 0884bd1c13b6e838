"""Can a font draw this text, and what do its letters look like?

Plain text is laid out letter by letter, the same on every machine. Text that needs more (marks that sit on letters,
right-to-left and Indic scripts) takes Pillow's Raqm, which not every installation has.
"""

from __future__ import annotations

import io
import unicodedata
from importlib import resources

from PIL import Image, ImageDraw, ImageFont, features

from listingkit.images.model import MarkError

BUNDLED = "DejaVuSans-Bold.ttf"
NO_GLYPH = "\U0010fffe"  # a code point that no font may have: what it looks like is what is drawn for any it lacks
PROBE_PX = 40
# Scripts whose letters change or change places beside each other, though none of them is a mark of its own:
# Indic, Tibetan, Burmese, Khmer and Mongolian, the smaller scripts of their families, and those beyond U+FFFF.
JOINED = ((0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF), (0x1900, 0x1CFF), (0xA800, 0xA95F), (0xA980, 0xABFF),
          (0x11000, 0x11FFF))  # fmt: skip
RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}


def bundled_font() -> bytes:
    """The font that text is drawn with where the seller has none."""
    return resources.files("listingkit").joinpath("fonts", BUNDLED).read_bytes()


def one_line(text: str) -> str:
    """The text as it is drawn: accents joined to their letters, any run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def needs_shaping(text: str) -> str:
    """The characters that letter-by-letter layout would draw wrongly, in order, each once."""
    return "".join(char for char in dict.fromkeys(_visible(text)) if _is_shaped(char))


def can_shape() -> bool:
    """Whether this installation of Pillow can lay out text that needs shaping."""
    return bool(features.check("raqm"))


def lacking(text: str, font: bytes) -> str:
    """The characters of `text` that the font cannot draw, in order, each once. Raises MarkError for a bad font."""
    probe = _font(font, PROBE_PX, ImageFont.Layout.BASIC)
    nothing = _shape(probe, NO_GLYPH)
    return "".join(char for char in dict.fromkeys(_visible(text)) if not _has(probe, char, nothing))


def letters(text: str, font: bytes, size: int) -> Image.Image:
    """The text as a mask (mode L, 255 = ink), cropped to its ink; `size` is the font's, in pixels.

    Raises MarkError where the font cannot be used, or has nothing to draw.
    """
    layout = ImageFont.Layout.RAQM if needs_shaping(text) else ImageFont.Layout.BASIC
    # Joiners mean something only where letters join; laid out one by one, they would be boxes.
    shown = text if layout is ImageFont.Layout.RAQM else _visible(text)
    drawn = _font(font, size, layout)
    try:
        left, top, right, bottom = (round(edge) for edge in drawn.getbbox(shown))
        mask = Image.new("L", (max(1, right - left + 2), max(1, bottom - top + 2)))
        ImageDraw.Draw(mask).text((1 - left, 1 - top), shown, fill=255, font=drawn)
    except (OSError, ValueError) as wrong:
        raise MarkError("it is damaged: its letters cannot be drawn") from wrong
    ink = mask.getbbox()
    if ink is None:
        raise MarkError("it draws nothing for this text")
    return mask.crop(ink)


def _is_shaped(char: str) -> bool:
    return (
        unicodedata.category(char).startswith("M")
        or unicodedata.bidirectional(char) in RIGHT_TO_LEFT
        or any(first <= ord(char) <= last for first, last in JOINED)
    )


def _visible(text: str) -> str:
    """Without joiners, direction marks and the selectors that phones put behind © and ™."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf" and not 0xFE00 <= ord(char) <= 0xFE0F)


def _font(data: bytes, size: int, layout: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    if not features.check("freetype2"):
        raise MarkError("this installation of Pillow cannot draw text (FreeType is missing)")
    try:
        font = ImageFont.truetype(io.BytesIO(data or bundled_font()), size, layout_engine=layout)
    except (OSError, ValueError) as wrong:
        raise MarkError("it is not a font that can be read (TrueType or OpenType)") from wrong
    if _is_variable(font):
        raise MarkError("it is a variable font; take one of its static cuts, such as a file that ends in -Bold.ttf")
    return font


def _is_variable(font: ImageFont.FreeTypeFont) -> bool:
    try:
        return bool(font.get_variation_axes())
    except (OSError, NotImplementedError):
        return False


def _has(probe: ImageFont.FreeTypeFont, char: str, nothing: tuple[tuple[int, int], bytes]) -> bool:
    shape = _shape(probe, char)
    if char == " ":
        return not any(shape[1])
    return shape != nothing and any(shape[1])


def _shape(font: ImageFont.FreeTypeFont, char: str) -> tuple[tuple[int, int], bytes]:
    try:
        mask = font.getmask(char)
    except (OSError, ValueError) as wrong:
        raise MarkError("it is damaged: its letters cannot be drawn") from wrong
    return mask.size, bytes(mask)
