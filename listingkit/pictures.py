"""What do all commands know of a shop's photos and finished images, and whose is a complaint about a photo?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

from listingkit.findings import Finding, Severity
from listingkit.images.batch import Plan
from listingkit.images.mark import SellerMark
from listingkit.images.model import Rendition, Target
from listingkit.images.preview import preview_of, telling_photos
from listingkit.listing.model import Listing
from listingkit.photos.model import Measured, Photo, PhotoLight
from listingkit.pixels.decode import Frame, PhotoError
from listingkit.report.light import LightPair, LightSession, light_sessions
from listingkit.shots.model import Coverage, Placement, Subject
from listingkit.stores.model import StoreProfile

Owners = Mapping[str, tuple[Subject, bool]]
"""By photo path, what it is of and whether it is the take that counts."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The photos of a shop, the light that each was taken in, what is to be made of them, and by path what is finished
    and what cannot be made. `plan` is of before anything was rendered.
    """

    measured: Measured
    lights: Mapping[str, PhotoLight]
    placements: tuple[Placement, ...]
    targets: tuple[Target, ...]
    mark: SellerMark | None
    plan: Plan
    renditions: Mapping[str, Rendition]
    refused: frozenset[str]


class StoreListings(NamedTuple):
    """All listings of one store."""

    store: StoreProfile
    listings: tuple[Listing, ...]


def light_of(pictures: Pictures, load: Callable[[Photo], Frame]) -> tuple[LightSession, ...]:
    """The light of every session, with a few photos before and after; `load` gives a photo's master.

    A photo that went away meanwhile is not shown.
    """
    photos, lights, pairs = pictures.measured.photos, pictures.lights, []
    for path in (path for several in telling_photos(photos, lights).values() for path in several):
        balance = lights[path].balance
        with suppress(PhotoError, OSError):
            preview = preview_of(load(photos[path]), balance) if balance else None
            pairs += [LightPair(path, preview.before, preview.after)] if preview else []
    return light_sessions(photos, lights, pairs)


def owners_of(coverage: Coverage) -> Owners:
    """Of every photo that is a take of some shot."""
    subjects = {group.subject.id: group.subject for group in coverage.shotlist.all_groups()}
    return {
        take.path: (subjects[subject], number == 0)
        for (subject, _), takes in coverage.takes.items()
        for number, take in enumerate(takes)
    }


def owned(found: Finding, owners: Owners) -> Finding:
    """Measuring knows files; here a complaint gets its shot. Only the take that counts can withhold a product."""
    if found.place.file not in owners:
        return found
    subject, counts = owners[found.place.file]
    if counts:
        return replace(found, subject=subject.id, spu=subject.spu)
    return replace(found, subject=subject.id, severity=Severity.WARNING)
