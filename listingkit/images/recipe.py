"""Which finished images do the listings want, and how is each made?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.images.model import Mark, Recipe, Target
from listingkit.images.watermark import MarkError, MarkFiles, fonts_in, lacking, open_logo
from listingkit.settings import ImagesTable, WatermarkTable
from listingkit.shop import Shop
from listingkit.shots.model import Coverage, Placement
from listingkit.stores.model import Slot, StoreProfile


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


def plan_targets(
    settings: ImagesTable,
    profiles: Iterable[StoreProfile],
    placements: Iterable[Placement],
    coverage: Coverage,
    mark: Mark | None,
) -> list[Target]:
    """Every finished image that the placements ask for and a photo is there for, in their order.

    A slot that forbids watermarks gets a clean image: no setting can change that.
    """
    recipes = {
        (profile.name, slot.name): (slot, recipe_for(slot, settings, mark))
        for profile in profiles
        for slot in profile.slots
    }
    wanted = []
    for placement in placements:
        take = coverage.chosen(placement.shot)
        if take is not None:
            slot, recipe = recipes[placement.store, placement.slot]
            path = placement.image_path(slot.format)
            subject = placement.shot[0]
            wanted.append(Target(path, take.path, recipe, placement.store, placement.spu, subject, slot.required))
    return wanted


def possible_paths(profiles: Iterable[StoreProfile], placements: Iterable[Placement]) -> frozenset[str]:
    """Where the finished images of these placements lie, whether or not a photo is there for them."""
    formats = {(profile.name, slot.name): slot.format for profile in profiles for slot in profile.slots}
    return frozenset(each.image_path(formats[each.store, each.slot]) for each in placements)


def recipe_for(slot: Slot, settings: ImagesTable, mark: Mark | None) -> Recipe:
    """How an image for this slot is made."""
    return Recipe(
        width=slot.width,
        height=slot.height,
        min_width=slot.min_width,
        min_height=slot.min_height,
        fit=settings.fit,
        background=slot.background,
        enlarge=settings.enlarge,
        mark=mark if slot.watermark == "allowed" else None,
        format=slot.format,
        quality=settings.quality,
        quality_floor=settings.quality_floor,
        max_bytes=slot.max_bytes,
    )


def longest_side(profiles: Iterable[StoreProfile]) -> int:
    """The longest side in pixels of any slot of these stores: what masters are made for."""
    return max((max(slot.width, slot.height) for profile in profiles for slot in profile.slots), default=1)


def advised_sizes(
    profiles: Iterable[StoreProfile], placements: Iterable[Placement], coverage: Coverage
) -> Mapping[str, tuple[int, int]]:
    """By photo path, the largest width and height that the store of any of its slots advises, else the slot's own."""
    slots = {(profile.name, slot.name): slot for profile in profiles for slot in profile.slots}
    sizes: dict[str, tuple[int, int]] = {}
    for placement in placements:
        take = coverage.chosen(placement.shot)
        if take is not None:
            slot = slots[placement.store, placement.slot]
            width = slot.advised_width or slot.width
            height = round(width * slot.height / slot.width)
            before = sizes.get(take.path, (0, 0))
            sizes[take.path] = max(before[0], width), max(before[1], height)
    return sizes


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
