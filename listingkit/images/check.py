"""Does every finished image keep the store's rules, and where must it stay clean?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from listingkit.findings import Finding, Place, finding
from listingkit.images.model import Mark, Rendition, Target
from listingkit.stores.model import StoreProfile


def check_images(targets: Iterable[Target], renditions: Mapping[str, Rendition]) -> Iterator[Finding]:
    """Findings on finished images. Those that are not rendered yet are told by the listings that want them."""
    for target in targets:
        if rendition := renditions.get(target.path):
            yield from _against_rules(target, rendition)


def check_watermark(mark: Mark | None, profiles: Iterable[StoreProfile]) -> Iterator[Finding]:
    """Says once per slot that forbids marks that its images stay clean although the shop has a mark."""
    for profile in profiles if mark else ():
        for slot in profile.slots:
            if slot.watermark == "forbidden":
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
