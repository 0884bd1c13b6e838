"""Which finished images do the listings want, and how is each made?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from listingkit.images.model import Mark, Recipe, Target
from listingkit.pixels.framing import Demand, Framing
from listingkit.pixels.model import Balance
from listingkit.pixels.reduce import RESIZER
from listingkit.settings_pictures import ImagesTable
from listingkit.shots.model import Coverage, Placement
from listingkit.stores.model import Slot, StoreProfile


def plan_targets(
    settings: ImagesTable,
    profiles: Iterable[StoreProfile],
    placements: Iterable[Placement],
    coverage: Coverage,
    mark: Mark | None,
    balances: Mapping[str, Balance | None],
) -> list[Target]:
    """Every finished image that the placements ask for and a photo is there for, in their order.

    `balances` by photo path take each photo's light out of its colours.

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
            balance = balances.get(take.path)
            wanted.append(
                Target(path, take.path, recipe, placement.store, placement.spu, subject, slot.required, balance)
            )
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
        framing=framing_of(settings),
        background=slot.background,
        # Only a white ground treats the shadow: what changes nothing must not make other images stale.
        shadow=settings.shadow if slot.background == "white" else "",
        enlarge=settings.enlarge,
        sharpen=settings.sharpen,
        mark=mark if slot.watermark == "allowed" else None,
        format=slot.format,
        quality=settings.quality,
        quality_floor=settings.quality_floor,
        max_bytes=slot.max_bytes,
        progressive=settings.progressive,
        tag_srgb=settings.tag_srgb,
        resizer=RESIZER.name,
    )


def framing_of(settings: ImagesTable) -> Framing:
    """How photos are fitted into slots; the fill of other fits than `auto` means nothing."""
    return Framing(settings.fit, settings.fill) if settings.fit == "auto" else Framing(settings.fit)


def demand_of(profiles: Iterable[StoreProfile], settings: ImagesTable) -> Demand:
    """What the slots of these stores ask of every photo: masters are made for it."""
    slots = frozenset((slot.width, slot.height) for profile in profiles for slot in profile.slots)
    return Demand(slots, framing_of(settings))


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
