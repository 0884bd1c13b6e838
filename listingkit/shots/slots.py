"""Which shot fills which picture slot of a listing, and which photos will no slot show?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from listingkit.catalog.model import Catalog, Look
from listingkit.settings import Role
from listingkit.shots.model import Group, Placement, Shot, ShotKey, ShotList
from listingkit.stores.model import Slot, StoreProfile

# The order in which a buyer wants to see them; swatch shots come last, since they have a slot of their own.
GALLERY_ORDER = (Role.MAIN, Role.GALLERY, Role.DETAIL, Role.SCALE, Role.PACKAGING)
Exists = Callable[[ShotKey], bool]


def planned(key: ShotKey) -> bool:
    """Before the shoot, every planned shot counts as there."""
    return True


def place_shots(
    catalog: Catalog, shotlist: ShotList, stores: Sequence[StoreProfile], exists: Exists = planned
) -> Iterator[Placement]:
    """Every picture of every listing, by product and store. Only shots that exist take a slot."""
    for spu, groups in _by_product(shotlist):
        album = _Album(spu, catalog.looks.get(spu, ()), groups, exists)
        for store in stores:
            for slot in store.slots:
                yield from album.fill(store.name, slot)


@dataclass(frozen=True, slots=True)
class SlotCount:
    """`slots` are gallery and one picture per value, over all listings; `unseen` the shots that no slot shows."""

    slots: int
    unseen: int
    unseen_by_product: dict[str, int]


def count_slots(catalog: Catalog, shotlist: ShotList, stores: Sequence[StoreProfile]) -> SlotCount:
    """What the stores can show of the plan, before a single photo is taken."""
    slots = 0
    unseen: dict[str, int] = {}
    for product in catalog.products:
        looks = sum(1 for look in catalog.looks.get(product.spu, ()) if look.choices)
        for store in stores:
            slots += sum(looks if slot.per == "value" else slot.count for slot in store.slots if slot.counted)
    for spu, groups in _by_product(shotlist):
        album = _Album(spu, catalog.looks.get(spu, ()), groups, planned)
        seen = {place.shot for store in stores for slot in store.slots for place in album.fill(store.name, slot)}
        total = sum(len(group.kinds) for group in groups)
        if total > len(seen):
            unseen[spu] = total - len(seen)
    return SlotCount(slots, sum(unseen.values()), unseen)


def _by_product(shotlist: ShotList) -> Iterator[tuple[str, list[Group]]]:
    waiting: dict[str, list[Group]] = {}
    for group in shotlist.waiting:
        waiting.setdefault(group.subject.spu, []).append(group)
    for spu, groups in groupby(shotlist.groups, key=lambda group: group.subject.spu):
        yield spu, [*groups, *waiting.pop(spu, [])]
    yield from waiting.items()


class _Album:
    """The shots of one product, ready to be placed."""

    def __init__(self, spu: str, looks: Sequence[Look], groups: Iterable[Group], exists: Exists) -> None:
        self._spu = spu
        self._looks = [look for look in looks if look.choices]
        shots = [Shot(group.subject, kind) for group in groups for kind in group.kinds]
        self._shots = [shot for shot in shots if exists(shot.key)]
        self._by_look = {look.skc: [shot for shot in self._shots if _shows(shot, look)] for look in looks}
        self._lead = self._choose_lead(looks)

    def fill(self, store: str, slot: Slot) -> Iterator[Placement]:
        """The placements of one slot of one store."""
        if slot.per == "value":
            for look in self._looks:
                shot = _first(self._by_look[look.skc], (slot.role, Role.MAIN, Role.GALLERY))
                if shot:
                    yield Placement(store, self._spu, slot.name, 0, shot.key, look.skc)
        elif slot.role in {Role.GALLERY, Role.MAIN}:
            for number, shot in enumerate(self._gallery()[: slot.count], start=1):
                yield Placement(store, self._spu, slot.name, number if slot.count > 1 else 0, shot.key)
        else:
            # A white or scene picture may be made from the main shot; a label can only be a photo of the label.
            roles = (slot.role, Role.MAIN) if slot.role in {Role.WHITE, Role.SCENE} else (slot.role,)
            shot = _first(self._lead, roles) or _first(self._shots, roles)
            if shot:
                yield Placement(store, self._spu, slot.name, 0, shot.key)

    def _choose_lead(self, looks: Sequence[Look]) -> list[Shot]:
        """The first look that has its main shot, so that a listing never opens with a detail if it can be helped."""
        candidates = [self._by_look[look.skc] for look in looks]
        with_main = [shots for shots in candidates if _first(shots, (Role.MAIN,))]
        return next(iter([*with_main, *filter(None, candidates)]), self._shots)

    def _gallery(self) -> list[Shot]:
        lead = [shot for role in GALLERY_ORDER for shot in self._lead if shot.kind.role is role]
        others = [shot for shot in self._shots if shot.kind.role in GALLERY_ORDER]
        mains = [shot for shot in others if shot.kind.role is Role.MAIN]
        swatches = [shot for shot in self._shots if shot.kind.role is Role.SWATCH]
        return list({shot.key: shot for shot in [*lead, *mains, *others, *swatches]}.values())


def _shows(shot: Shot, look: Look) -> bool:
    """Whether the shot's subject is the look, one of its values, one of its variants, or the whole product."""
    pictured = dict(look.choices)
    return all(pictured.get(option, value) == value for option, value in shot.subject.choices)


def _first(shots: Iterable[Shot], roles: tuple[Role, ...]) -> Shot | None:
    available = list(shots)
    return next((shot for role in roles for shot in available if shot.kind.role is role), None)
