"""Which pictures does a listing show, in which slots, and which of them belong to a look?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from listingkit.catalog.model import Look, Product
from listingkit.listing.addresses import picture_reference
from listingkit.listing.model import NOTHING, Picture
from listingkit.settings_selling import ExportTable
from listingkit.shots.model import Coverage, Placement
from listingkit.stores.model import StoreProfile

BySlot = Mapping[str, tuple[Picture, ...]]


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where a listing's pictures come from.

    `placements` of any store say which shot fills which slot, `coverage` which shots have a photo. `rendered` holds
    the paths of finished images, `refused` of those that cannot be made, as `Placement.image_path` tells them, and
    `digests` by path the SHA-256 of the finished ones.
    """

    placements: Iterable[Placement]
    coverage: Coverage
    rendered: Container[str] = frozenset()
    refused: Container[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """A product's pictures by slot, in the order of the profile's slots; and those of its looks, by look and slot."""

    slots: dict[str, tuple[Picture, ...]]
    by_look: Mapping[str, BySlot]

    def of_look(self, skc: str) -> BySlot:
        """Those of one look."""
        return self.by_look.get(skc, NOTHING)


class Placer:
    """What is the same for the pictures of all listings of a store."""

    def __init__(self, profile: StoreProfile, source: PictureSource, export: ExportTable) -> None:
        self._source = source
        self._export = export
        self._formats = {slot.name: slot.format for slot in profile.slots}
        self._of_looks = [slot.name for slot in profile.slots if slot.per != "listing"]
        self._plan: dict[str, list[Placement]] = {}
        for placement in source.placements:
            if placement.store == profile.name and placement.slot in self._formats:
                self._plan.setdefault(placement.spu, []).append(placement)

    def placed(self, product: Product, looks: Iterable[Look]) -> Placed:
        """The product's pictures, in the order of the plan."""
        known = {look.skc: look for look in looks}
        slots: dict[str, list[Picture]] = {}
        by_look: dict[str, dict[str, tuple[Picture, ...]]] = {}
        for placement in sorted(self._plan.get(product.spu, ()), key=lambda each: each.number):
            picture = self._picture(placement, product, known)
            if picture is None:
                continue
            slots.setdefault(placement.slot, []).append(picture)
            if placement.skc:
                mine = by_look.setdefault(placement.skc, {})
                mine[placement.slot] = (*mine.get(placement.slot, ()), picture)
        return Placed({slot: tuple(slots[slot]) for slot in self._formats if slot in slots}, by_look)

    def first(self, pictures: BySlot) -> Picture | None:
        """The picture of a look: of the first slot that is filled per look and has one."""
        return next((pictures[slot][0] for slot in self._of_looks if slot in pictures), None)

    def _picture(self, placement: Placement, product: Product, looks: Mapping[str, Look]) -> Picture | None:
        """None for a shot without a photo, or with one that cannot be used: the next one moves up."""
        path = placement.image_path(self._formats[placement.slot])
        if self._source.coverage.chosen(placement.shot) is None or path in self._source.refused:
            return None
        digest = self._source.digests.get(path, "")
        subject, shot = placement.shot
        look = looks.get(placement.skc or subject)
        words = (product.name, look.label if look else "", shot.replace("-", " "))
        return Picture(
            picture_reference(path, digest, self._export),
            path,
            ", ".join(filter(None, words)),
            path in self._source.rendered,
            digest,
            look.skc if look else "",
        )
