"""Which photos stand beside each other: the same shot of a product's other looks, and the other shots of one look?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listingkit.catalog.model import Catalog
from listingkit.findings import Evidence, Finding, Place, Severity, finding
from listingkit.photos.model import Measured, Photo, PhotoFacts, PhotoLight
from listingkit.settings_check import CheckTable
from listingkit.shots.model import Coverage, ShotKind, Subject

ShotOfProduct = tuple[str, str]
"""A product's spu and a shot's name."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A photo that fills a shot: the take that counts, and sound. `light` is what it is corrected for, if known."""

    photo: Photo
    subject: Subject
    kind: ShotKind
    light: PhotoLight | None = None

    @property
    def path(self) -> str:
        """Relative to the shop."""
        return self.photo.path

    @property
    def facts(self) -> PhotoFacts:
        """What was measured on it."""
        return self.photo.facts


@dataclass(frozen=True, slots=True)
class Shoot:
    """All that the rules on photos go by. `filed` has, by path and in its order, the photos that fill a shot; of
    retakes only the one that counts. `shots` and `subjects` (by id) group the very same.
    """

    measured: Measured
    coverage: Coverage
    lights: Mapping[str, PhotoLight]
    catalog: Catalog
    rules: CheckTable
    filed: Mapping[str, Filed]
    shots: Mapping[ShotOfProduct, tuple[Filed, ...]]
    subjects: Mapping[str, tuple[Filed, ...]]

    def complain(
        self,
        code: str,
        filed: Filed,
        message: str,
        *,
        evidence: Evidence | None = None,
        severity: Severity | None = None,
        hint: str = "",
    ) -> Finding:
        """A finding about a filed photo; an error withholds its product."""
        subject, place = filed.subject, Place(file=filed.path)
        found = finding(code, message, subject=subject.id, place=place, spu=subject.spu, severity=severity, hint=hint)
        return found if evidence is None else found.with_evidence(evidence)


def shoot_of(
    measured: Measured,
    coverage: Coverage,
    lights: Mapping[str, PhotoLight],
    catalog: Catalog,
    rules: CheckTable,
) -> Shoot:
    """Every sound photo with its subject and shot."""
    filed = {each.path: each for each in sorted(_filed(measured, coverage, lights), key=lambda each: each.path)}
    shots: dict[ShotOfProduct, list[Filed]] = defaultdict(list)
    subjects: dict[str, list[Filed]] = defaultdict(list)
    for each in filed.values():
        shots[each.subject.spu, each.kind.name].append(each)
        subjects[each.subject.id].append(each)
    return Shoot(
        measured,
        coverage,
        lights,
        catalog,
        rules,
        filed,
        {key: tuple(several) for key, several in shots.items()},
        {key: tuple(several) for key, several in subjects.items()},
    )


def _filed(measured: Measured, coverage: Coverage, lights: Mapping[str, PhotoLight]) -> Iterable[Filed]:
    for group in coverage.shotlist.all_groups():
        for kind in group.kinds:
            take = coverage.chosen((group.subject.id, kind.name))
            if take is not None and take.path in measured.photos:
                yield Filed(measured.photos[take.path], group.subject, kind, lights.get(take.path))
