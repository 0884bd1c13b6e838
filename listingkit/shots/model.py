"""What is a subject, a shot, a take, and what is coverage?"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from listingkit.catalog.model import Choice
from listingkit.files import safe_name
from listingkit.findings import Finding
from listingkit.settings import Role


@dataclass(frozen=True, slots=True)
class Subject:
    """What a photo is of. `id` is model + codes (`U012-NVY-PLD`, `U012`), or the SKU of a single variant."""

    id: str
    spu: str
    choices: tuple[Choice, ...] = ()
    sample: bool = True

    @property
    def label(self) -> str:
        """The values in words, such as `Navy Plaid`; empty for a product."""
        return " ".join(value.label for _, value in self.choices)


@dataclass(frozen=True, slots=True)
class ShotKind:
    """A shot of the template: what is photographed of every subject of `scope`; `seconds` None = the shop's own."""

    name: str
    role: Role
    scope: str
    required: bool
    seconds: float | None


ShotKey = tuple[str, str]
"""Subject id and shot name."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that must exist."""

    subject: Subject
    kind: ShotKind

    @property
    def key(self) -> ShotKey:
        """Subject id and shot name."""
        return self.subject.id, self.kind.name

    @property
    def stem(self) -> str:
        """The file name that the seller gives the photo, without extension."""
        return f"{self.subject.id}_{self.kind.name}"


@dataclass(frozen=True, slots=True)
class Group:
    """One subject with all the kinds of shots that are taken of it."""

    subject: Subject
    kinds: tuple[ShotKind, ...]


@dataclass(frozen=True, slots=True)
class ShotList:
    """All shots, by product, subject and kind. They are made while iterating: 100,000 looks need no 800,000 objects."""

    groups: tuple[Group, ...]
    waiting: tuple[Group, ...] = ()
    """Subjects whose sample has not arrived: not to be photographed yet, but a photo of them is no surprise."""
    findings: tuple[Finding, ...] = ()
    """Two subjects with one id, of which a photo could not say which it is."""

    def all_groups(self) -> Iterator[Group]:
        """Subjects that can be photographed now, then those that wait."""
        return chain(self.groups, self.waiting)

    def __iter__(self) -> Iterator[Shot]:
        """Every shot, in the order of the catalogue."""
        for group in self.groups:
            for kind in group.kinds:
                yield Shot(group.subject, kind)

    def __len__(self) -> int:
        """How many shots there are, without making them."""
        return sum(len(group.kinds) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Take:
    """One photo file of a shot, by its path in the shop; `number` is the take in its name, 0 where it has none."""

    path: str
    number: int
    mtime_ns: int

    @property
    def age(self) -> tuple[int, int, str]:
        """Sorts takes from old to new: by number, then by time of writing, then by name."""
        return self.number, self.mtime_ns, self.path


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shots against photos. `takes` has the newest take first; a shot without photos is not a key. `broken` has the
    path of a photo of each shot that is missing only because it cannot be used.
    """

    shotlist: ShotList
    takes: Mapping[ShotKey, tuple[Take, ...]]
    findings: tuple[Finding, ...] = ()
    broken: Mapping[ShotKey, str] = field(default_factory=dict)

    def chosen(self, key: ShotKey) -> Take | None:
        """The take that counts, or None while the shot is missing."""
        takes = self.takes.get(key)
        return takes[0] if takes else None

    def missing(self) -> Iterator[Shot]:
        """Shots that have no photo yet, required or not."""
        return (shot for shot in self.shotlist if shot.key not in self.takes)

    def settled(self, captured: Mapping[str, dt.datetime | None], unusable: Container[str]) -> Coverage:
        """What is there once the photos have been measured: a photo that cannot be used is no take.

        The newest take by the camera's clock comes first where all takes of a shot tell their time; until then the
        number in the name and the time of writing must do, and the latter changes with every copy of the folder.
        """
        settled: dict[ShotKey, tuple[Take, ...]] = {}
        for key, takes in self.takes.items():
            usable = [take for take in takes if take.path not in unusable]
            times = {take.path: time for take in usable if (time := captured.get(take.path))}
            if len(times) == len(usable) > 1:
                usable.sort(key=lambda take: (times[take.path], take.age), reverse=True)
            if usable:
                settled[key] = tuple(usable)
        broken = {key: takes[0].path for key, takes in self.takes.items() if key not in settled}
        return replace(self, takes=settled, broken={**self.broken, **broken})

    @property
    def retakes(self) -> int:
        """Photos that lost against a newer take."""
        return sum(len(takes) - 1 for takes in self.takes.values())


@dataclass(frozen=True, slots=True)
class Session:
    """When a shot is due: a day, and the light window it falls into."""

    day: dt.date
    window: tuple[dt.time, dt.time]

    @property
    def window_text(self) -> str:
        """Such as `08:00-10:00`."""
        return f"{self.window[0]:%H:%M}-{self.window[1]:%H:%M}"


@dataclass(frozen=True, slots=True)
class Placement:
    """Which shot fills which picture slot of a listing. `skc` is the look whose picture it is,
    in slots that are filled per value or look; `number` counts from 1 in slots that hold several, else 0."""

    store: str
    spu: str
    slot: str
    number: int
    shot: ShotKey
    skc: str = ""

    @property
    def stem(self) -> str:
        """The finished image's file name without extension, such as `U012-gallery-2` or `U012-NVY-PLD-swatch`."""
        if self.skc:
            return f"{self.skc}-{self.slot}" + (f"-{self.number}" if self.number else "")
        return f"{self.spu}-{self.slot}" + (f"-{self.number}" if self.number else "")

    def image_path(self, image_format: str) -> str:
        """Where the finished image lies in the shop: `out/images/<store>/<spu>/<stem>.<extension>`.

        The one rule that rendering and listings share. `image_format` as slots have it: jpeg, png, webp.
        """
        extension = "jpg" if image_format == "jpeg" else image_format
        return f"out/images/{self.store}/{_component(self.spu)}/{_component(self.stem)}.{extension}"


def _component(text: str) -> str:
    """`text` as a folder or file name; a digest keeps two texts apart that would get the same safe name."""
    name = safe_name(text)
    return name if name == text else f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
