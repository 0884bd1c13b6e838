"""Does every finished image keep the store's rules, and where must it stay clean?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from listingkit.findings import Finding, Place, finding
from listingkit.images.model import Mark, Rendition, Target
from listingkit.settings import Role
from listingkit.stores.model import StoreProfile
from listingkit.stores.tailor import is_coming


def check_images(targets: Iterable[Target], renditions: Mapping[str, Rendition]) -> Iterator[Finding]:
    """Findings on finished images. Those that are not rendered yet are told by the listings that want them."""
    for target in targets:
        if rendition := renditions.get(target.path):
            yield from _against_rules(target, rendition)


def check_coming(
    profiles: Iterable[StoreProfile], targets: Iterable[Target], renditions: Mapping[str, Rendition], today: dt.date
) -> Iterator[Finding]:
    """One `store.rule-coming` per store whose images are smaller than a minimum that a later day brings."""
    coming = {
        profile.name: (profile.label, slot)
        for profile in profiles
        for slot in profile.slots
        if is_coming(slot, today) and slot.min_width
    }
    small: dict[str, list[str]] = {}
    for target in targets if coming else ():
        if target.store in coming and (rendition := renditions.get(target.path)):
            slot = coming[target.store][1]
            if rendition.width < slot.min_width or rendition.height < slot.min_height:
                small.setdefault(target.store, []).append(target.path)
    for store, paths in small.items():
        label, slot = coming[store]
        size = f"{slot.min_width} × {slot.min_height} px"
        message = f"{label} asks for {size} from {slot.valid_from}: {len(paths)} images are smaller, such as {paths[0]}"
        yield finding("store.rule-coming", message, subject=store)


def check_watermark(mark: Mark | None, profiles: Iterable[StoreProfile]) -> Iterator[Finding]:
    """Says once per slot that forbids marks that its images stay clean although the shop has a mark."""
    for profile in profiles if mark else ():
        for slot in profile.slots:
            if slot.watermark == "forbidden" and slot.role is not Role.LABEL:  # a photo of a label has none anyway
                message = f"{profile.label} forbids watermarks on {slot.name} images: they are made without"
                yield finding("image.watermark-forbidden", message, subject=profile.name)


def _against_rules(target: Target, rendition: Rendition) -> Iterator[Finding]:
    recipe = target.recipe
    if rendition.width < recipe.min_width or rendition.height < recipe.min_height:
        message = (
            f"{target.path} is {rendition.width} × {rendition.height} px, "
            f"the store asks for {recipe.min_width} × {recipe.min_height}"
        )
        yield _about(target, "image.too-small", message)
    if rendition.size_bytes > recipe.max_bytes:
        message = f"{target.path} has {rendition.size_bytes:,} bytes, the store takes {recipe.max_bytes:,}"
        yield _about(target, "image.too-heavy", message)


def _about(target: Target, code: str, message: str) -> Finding:
    return finding(code, message, subject=target.subject, place=Place(file=target.path), spu=target.spu)
