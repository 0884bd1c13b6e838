"""Which watermark does the shop have, and can it be drawn at all?"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.images.lettering import bundled_font, can_shape, lacking, letters, needs_shaping, one_line
from listingkit.images.logo import open_logo
from listingkit.images.model import Mark, MarkError
from listingkit.images.watermark import MarkFiles
from listingkit.settings_pictures import WatermarkTable
from listingkit.shop import Shop

FONTS = (".ttf", ".otf", ".ttc")
LEAST_HEIGHT = 0.012  # of the short side: 12 px of 1,000, the smallest letters that can still be read
RULER_PX = 100  # the font size that a text's width is told at


@dataclass(frozen=True, slots=True)
class SellerMark:
    """The shop's watermark with the files that drawing it takes."""

    mark: Mark
    files: MarkFiles


def read_mark(shop: Shop) -> SellerMark | None:
    """The watermark of shop.toml, None where it has none.

    Raises BadInputError where a logo or font cannot be used, or the text cannot be drawn as it is written.
    """
    table = shop.settings.watermark
    if table.logo:
        data = _read_logo(shop, table.logo)
        return SellerMark(_mark(table, logo_digest=_digest(data)), MarkFiles(logo=data))
    text = one_line(table.text)
    if not text:
        return None
    font, data = _font_of(shop, table.font)
    _check_text(text, font, data)
    _check_length(text, data, table)
    digest = _digest(data or bundled_font())
    return SellerMark(_mark(table, text=text, font=font, font_digest=digest), MarkFiles(font=data))


def _mark(
    table: WatermarkTable, *, text: str = "", logo_digest: str = "", font: str = "", font_digest: str = ""
) -> Mark:
    return Mark(
        text=text,
        logo=table.logo,
        logo_digest=logo_digest,
        position=table.position,
        opacity=table.strength,
        size=table.size,
        margin=table.margin,
        font=font,
        font_digest=font_digest,
        colour=None if table.colour == "auto" else table.colour,
        avoid_product=table.avoid_product,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fonts_in(brand: Path) -> list[Path]:
    """The seller's fonts, sorted by name; the first is used. Hidden files, as macOS leaves them, are none."""
    fonts = (path for path in brand.glob("*") if path.suffix.lower() in FONTS and not path.name.startswith("."))
    return sorted((path for path in fonts if path.is_file()), key=lambda path: (path.name.casefold(), path.name))


def _font_of(shop: Shop, name: str) -> tuple[str, bytes]:
    """Name and bytes of the font that is asked for, else of the first in brand/; both empty for the bundled one."""
    if not name:
        fonts = fonts_in(shop.root / "brand")
        return (shop.relative(fonts[0]), _read(fonts[0], shop.relative(fonts[0]))) if fonts else ("", b"")
    path = _inside(shop, name, "font", "brand/font.ttf")
    if path.suffix.lower() not in FONTS:
        raise BadInputError(
            f"shop.toml: [watermark] font {name!r} is not a font that can be used",
            "Fonts end in .ttf, .otf or .ttc; web fonts (.woff) have to be converted.",
        )
    return name, _read(path, name)


def _read_logo(shop: Shop, name: str) -> bytes:
    data = _read(_inside(shop, name, "logo", "brand/logo.png"), name)
    try:
        open_logo(data)
    except MarkError as wrong:
        raise BadInputError(f"the logo {name}: {wrong}", "Save the logo as PNG with a transparent ground.") from None
    return data


def _inside(shop: Shop, name: str, key: str, example: str) -> Path:
    path = (shop.root / name).resolve()
    if not path.is_relative_to(shop.root.resolve()):
        raise BadInputError(
            f"shop.toml: [watermark] {key} {name!r} lies outside the shop",
            f"Copy the {key} into the shop's brand/ folder and name it from there, such as {example}.",
        )
    return path


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise BadInputError(
            f"the watermark's file {name} cannot be read: {wrong.strerror or wrong}",
            "Correct [watermark] in shop.toml, or put the file there.",
        ) from None


def _check_text(text: str, font: str, data: bytes) -> None:
    try:
        missing, shaped = lacking(text, data), needs_shaping(text)
        if missing:
            raise BadInputError(
                f"shop.toml: [watermark] text: the font {font or '(built-in)'} has no {_named(missing)}",
                "Put a font that has these characters into brand/ (.ttf, .otf or .ttc), or leave them out.",
            )
        if shaped and not can_shape():
            raise BadInputError(
                f"shop.toml: [watermark] text: this installation of Pillow would draw {_named(shaped)} wrongly",
                "It has no Raqm, which lays out marks on letters, right-to-left and Indic scripts. "
                "Install Raqm and FriBiDi, or use a logo with this text instead.",
            )
        letters(text, data, RULER_PX)
    except MarkError as wrong:
        raise BadInputError(
            f"the watermark's font {font or '(built-in)'}: {wrong}",
            "Put a plain .ttf or .otf font into brand/, or use a logo instead of a text.",
        ) from None


def _check_length(text: str, data: bytes, table: WatermarkTable) -> None:
    """A text shrinks to the picture's width, but not to what nobody can read."""
    width = letters(text, data, RULER_PX).width / RULER_PX
    if (1 - 2 * table.margin) / width < min(LEAST_HEIGHT, table.size):
        raise BadInputError(
            f"shop.toml: [watermark] text: {len(text)} characters are too long for one line that can be read",
            f"Shorten it to some {int(len(text) * (1 - 2 * table.margin) / width / LEAST_HEIGHT)} characters.",
        )


def _named(characters: str) -> str:
    """Each with its code, since some cannot be seen."""
    return ", ".join(
        f"U+{ord(char):04X}" if unicodedata.category(char)[0] in "CZ" else f"{char} (U+{ord(char):04X})"
        for char in characters
    )
