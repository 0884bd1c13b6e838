"""Which shot fills which picture slot of a listing, and which photos will no slot show?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from listingkit.catalog.model import Catalog, Choice, Look
from listingkit.settings import Role
from listingkit.shots.model import Group, Placement, Shot, ShotKey, ShotList
from listingkit.stores.model import Slot, StoreProfile

# The order in which a buyer wants to see them; swatch shots come last, since they have a slot of their own.
GALLERY_ORDER = (Role.MAIN, Role.GALLERY, Role.DETAIL, Role.SCALE, Role.PACKAGING)
Exists = Callable[[ShotKey], bool]
Taken = Mapping[tuple[str, str], Set[ShotKey]]


def planned(key: ShotKey) -> bool:
    """Before the shoot, every planned shot counts as there."""
    return True


def place_shots(
    catalog: Catalog, shotlist: ShotList, stores: Sequence[StoreProfile], exists: Exists = planned
) -> Iterator[Placement]:
    """Every picture of every listing, by product and store. Only shots that exist take a slot."""
    waiting = _by_product(shotlist.waiting)
    for spu, groups in _by_product(shotlist.groups).items():
        # A photo of a subject whose sample had not arrived is no surprise, and shown after the others.
        yield from _place(_Album(spu, catalog.looks.get(spu, ()), [*groups, *waiting.pop(spu, [])], exists), stores)
    for spu, groups in waiting.items():
        yield from _place(_Album(spu, catalog.looks.get(spu, ()), groups, exists), stores)


@dataclass(frozen=True, slots=True)
class SlotCount:
    """`slots` are gallery and one picture per value, over all listings; `unseen` the shots that no slot shows."""

    slots: int
    unseen: int
    unseen_by_product: dict[str, int]


def count_slots(catalog: Catalog, shotlist: ShotList, stores: Sequence[StoreProfile]) -> SlotCount:
    """What the stores can show of the plan, before a single photo is taken. Subjects that wait are not in the plan."""
    slots = 0
    unseen: dict[str, int] = {}
    for product in catalog.products:
        looks = sum(1 for look in catalog.looks.get(product.spu, ()) if look.choices)
        for store in stores:
            often = {"listing": 1, "value": looks, "look": max(1, looks)}
            slots += sum(often[slot.per] * slot.count for slot in store.slots if slot.counted)
    for spu, groups in _by_product(shotlist.groups).items():
        seen = {place.shot for place in _place(_Album(spu, catalog.looks.get(spu, ()), groups, planned), stores)}
        total = sum(len(group.kinds) for group in groups)
        if total > len(seen):
            unseen[spu] = total - len(seen)
    return SlotCount(slots, sum(unseen.values()), unseen)


def _by_product(groups: Iterable[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group.subject.spu, []).append(group)
    return found


def _place(album: _Album, stores: Sequence[StoreProfile]) -> Iterator[Placement]:
    for store in stores:
        taken: dict[tuple[str, str], set[ShotKey]] = {}
        for slot in store.slots:
            for placement in album.fill(store.name, slot, taken):
                taken.setdefault((slot.name, placement.skc), set()).add(placement.shot)
                yield placement


class _Album:
    """The shots of one product, ready to be placed."""

    def __init__(self, spu: str, looks: Sequence[Look], groups: Iterable[Group], exists: Exists) -> None:
        self._spu = spu
        self._looks = [look for look in looks if look.choices]
        self._all_looks = looks
        self._shots: list[Shot] = []
        index = _Index(looks)
        for group in groups:
            shots = [shot for kind in group.kinds if exists((shot := Shot(group.subject, kind)).key)]
            index.add(group.subject.choices, range(len(self._shots), len(self._shots) + len(shots)))
            self._shots += shots
        self._by_look = {look.skc: [self._shots[number] for number in index.of(look)] for look in looks}

    def fill(self, store: str, slot: Slot, taken: Taken) -> Iterator[Placement]:
        """The placements of one slot of one store; `taken` are the shots of earlier slots, by slot and look."""
        if slot.per != "listing":
            for look in self._looks if slot.per == "value" else self._all_looks:
                shots = _left(_of_look(self._by_look[look.skc], slot), slot, taken, look.skc)
                for number, shot in enumerate(shots[: slot.count], start=1):
                    yield Placement(store, self._spu, slot.name, number if slot.count > 1 else 0, shot.key, look.skc)
        elif slot.role in {Role.GALLERY, Role.MAIN}:
            for number, shot in enumerate(_left(self._gallery, slot, taken)[: slot.count], start=1):
                yield Placement(store, self._spu, slot.name, number if slot.count > 1 else 0, shot.key)
        else:
            # A white or scene picture may be made from the main shot; a label can only be a photo of the label.
            made = slot.role in {Role.WHITE, Role.SCENE} and not slot.only
            roles = (slot.role, Role.MAIN) if made else (slot.role,)
            found = _first(self._lead, roles) or _first(self._shots, roles)
            if found:
                yield Placement(store, self._spu, slot.name, 0, found.key)

    @cached_property
    def _lead(self) -> list[Shot]:
        """The first look that has its main shot, so that a listing never opens with a detail if it can be helped."""
        candidates = self._by_look.values()
        with_main = (shots for shots in candidates if _first(shots, (Role.MAIN,)))
        return next(with_main, None) or next(filter(None, candidates), self._shots)

    @cached_property
    def _gallery(self) -> list[Shot]:
        lead = [shot for role in GALLERY_ORDER for shot in self._lead if shot.kind.role is role]
        others = [shot for shot in self._shots if shot.kind.role in GALLERY_ORDER]
        mains = [shot for shot in others if shot.kind.role is Role.MAIN]
        swatches = [shot for shot in self._shots if shot.kind.role is Role.SWATCH]
        return list({shot.key: shot for shot in [*lead, *mains, *others, *swatches]}.values())


class _Index:
    """Which shots show a look: those of the look, of one of its values, of one of its variants, or of the product.

    Shots are filed by their pictured choices, so that a look takes up its own instead of searching all of them.
    """

    def __init__(self, looks: Iterable[Look]) -> None:
        self._pictured = frozenset(option for look in looks for option, _ in look.choices)
        self._numbers: dict[frozenset[Choice], list[int]] = {}
        self._options: set[frozenset[str]] = set()

    def add(self, choices: Iterable[Choice], numbers: Iterable[int]) -> None:
        """Files the shots of one subject by their numbers."""
        pictured = frozenset(choice for choice in choices if choice[0] in self._pictured)
        self._options.add(frozenset(option for option, _ in pictured))
        self._numbers.setdefault(pictured, []).extend(numbers)

    def of(self, look: Look) -> list[int]:
        """The shots that show a look, in the order of the shot list."""
        keys = {frozenset(each for each in look.choices if each[0] in options) for options in self._options}
        return sorted(number for key in keys for number in self._numbers.get(key, ()))


def _of_look(shots: Sequence[Shot], slot: Slot) -> list[Shot]:
    """Which shots of a look fill the slot, the best first."""
    role = slot.role
    if slot.only:
        return [shot for shot in shots if shot.kind.role is role]
    if role in {Role.GALLERY, Role.MAIN}:
        order = (*GALLERY_ORDER, Role.SWATCH)
        return [shot for each in order for shot in shots if shot.kind.role is each]
    roles = (role,) if role is Role.LABEL else (role, Role.MAIN, Role.GALLERY)
    return [shot] if (shot := _first(shots, roles)) else []


def _left(shots: Sequence[Shot], slot: Slot, taken: Taken, skc: str = "") -> Sequence[Shot]:
    """The shots without those of the slot that this one is not to repeat."""
    shown = taken.get((slot.without, skc), frozenset[ShotKey]())
    return [shot for shot in shots if shot.key not in shown] if shown else shots


def _first(shots: Sequence[Shot], roles: tuple[Role, ...]) -> Shot | None:
    return next((shot for role in roles for shot in shots if shot.kind.role is role), None)
