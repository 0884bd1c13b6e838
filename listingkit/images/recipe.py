"""Which finished images do the listings want, and how is each made?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from listingkit.images.model import Mark, Recipe, Target
from listingkit.settings_pictures import ImagesTable
from listingkit.shots.model import Coverage, Placement
from listingkit.stores.model import Slot, StoreProfile


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
