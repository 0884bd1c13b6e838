"""Which watermark does the shop have, and can it be drawn at all?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.images.model import Mark
from listingkit.images.watermark import MarkError, MarkFiles, fonts_in, lacking, open_logo
from listingkit.settings_pictures import WatermarkTable
from listingkit.shop import Shop


@dataclass(frozen=True, slots=True)
class SellerMark:
    """The shop's watermark with the files that drawing it takes."""

    mark: Mark
    files: MarkFiles


def read_mark(shop: Shop) -> SellerMark | None:
    """The watermark of shop.toml, None where it has none.

    Raises BadInputError where a logo or font cannot be used, or a character of the text cannot be drawn.
    """
    table = shop.settings.watermark
    if table.logo:
        data = _read_logo(shop, table.logo)
        return SellerMark(_mark(table, logo_digest=hashlib.sha256(data).hexdigest()), MarkFiles(logo=data))
    if not table.text.strip():
        return None
    fonts = fonts_in(shop.root / "brand")
    font, data = (shop.relative(fonts[0]), _read(fonts[0], shop.relative(fonts[0]))) if fonts else ("", b"")
    _check_text(table.text, font, data)
    digest = hashlib.sha256(data).hexdigest() if font else ""
    return SellerMark(_mark(table, font=font, font_digest=digest), MarkFiles(font=data))


def _mark(table: WatermarkTable, *, logo_digest: str = "", font: str = "", font_digest: str = "") -> Mark:
    return Mark(
        text=table.text,
        logo=table.logo,
        logo_digest=logo_digest,
        position=table.position,
        opacity=table.opacity,
        size=table.size,
        margin=table.margin,
        font=font,
        font_digest=font_digest,
    )


def _read_logo(shop: Shop, name: str) -> bytes:
    path = (shop.root / name).resolve()
    if not path.is_relative_to(shop.root.resolve()):
        raise BadInputError(
            f"shop.toml: [watermark] logo {name!r} lies outside the shop",
            "Copy the logo into the shop's brand/ folder and name it from there, such as brand/logo.png.",
        )
    data = _read(path, name)
    try:
        open_logo(data)
    except MarkError as wrong:
        raise BadInputError(f"the logo {name}: {wrong}", "Save the logo as PNG with a transparent ground.") from None
    return data


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
        missing = lacking(text, data)
    except MarkError as wrong:
        raise BadInputError(
            f"the watermark's font {font or '(built in)'}: {wrong}",
            "Put a .ttf or .otf font into brand/, or use a logo instead of a text.",
        ) from None
    if missing:
        raise BadInputError(
            f"shop.toml: [watermark] text: the font {font or '(built in)'} has no {', '.join(missing)}",
            "Put a font that has these characters into brand/ (.ttf or .otf), or leave them out.",
        )
