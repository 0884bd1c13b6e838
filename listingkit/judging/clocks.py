"""Can a camera's clock be right? By its times alone: a file's own time says when it was copied."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from listingkit.findings import Finding, Place, Severity, finding
from listingkit.judging.siblings import Shoot
from listingkit.photos.model import Photo

FIRST_DIGITAL = 1995
# Clocks that were never set begin with a year, and are first used soon after.
FACTORY_HOURS = 6
FACTORY_YEARS = 2000
NIGHT = dt.time(21, 30), dt.time(4, 30)
ENOUGH, FEW = 8, 3
MOST = 0.9
HOUR = dt.timedelta(hours=1)
# Scene brightness (exposure value at ISO 100) that no lamp in a home gives: a bright window or the open air.
DAYLIGHT_EV = 11.0
WHITE_PAPER = 0.9
LEAST_APART, SCATTER = 55 / 60, 15 / 60  # hours


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of the run, and the hours of the day in which the shop has light."""

    today: dt.date
    windows: tuple[tuple[dt.time, dt.time], ...] = ()


def clock_findings(shoot: Shoot, calendar: Calendar) -> Iterator[Finding]:
    """At most one finding a camera and kind, over all photos; and one on photos without a time where others have."""
    timed: dict[str, list[tuple[dt.datetime, Photo]]] = defaultdict(list)
    untimed = []
    for path in sorted(shoot.measured.photos):
        photo = shoot.measured.photos[path]
        if photo.facts.captured_at is None:
            untimed.append(photo)
        else:
            timed[photo.facts.camera].append((photo.facts.captured_at, photo))
    for camera, photos in sorted(timed.items()):
        yield from _of_camera(camera or "a camera without a name", photos, calendar)
    yield from _apart(shoot)
    if timed and untimed:
        count = "1 photo has" if len(untimed) == 1 else f"{len(untimed):,} photos have"
        message = f"{count} no time of capture, unlike the others, and cannot stand in a session: {_named(untimed)}"
        yield finding("photo.no-time", message, subject="photos", place=Place(file=untimed[0].path))


def _of_camera(camera: str, photos: Sequence[tuple[dt.datetime, Photo]], calendar: Calendar) -> Iterator[Finding]:
    # Somewhere on Earth it is a day later than here.
    latest = calendar.today + dt.timedelta(days=1)
    future = [photo for at, photo in photos if at.date() > latest]
    if future:
        yield _wrong(camera, future, f"in the future: today is {calendar.today}")
    unset = [photo for at, photo in photos if _never_set(at)]
    if unset:
        yield _wrong(camera, unset, "when a clock begins that was never set")
    if not future and not unset and len(photos) >= ENOUGH:
        yield from _at_night(camera, photos, calendar)


def _never_set(at: dt.datetime) -> bool:
    new_year = (at.month, at.day) == (1, 1)
    return at.year < FIRST_DIGITAL or (new_year and (at.year <= FACTORY_YEARS or at.hour < FACTORY_HOURS))


def _wrong(camera: str, photos: Sequence[Photo], why: str) -> Finding:
    count = "1 photo was taken" if len(photos) == 1 else f"{len(photos):,} photos were taken"
    when = f"{photos[0].facts.captured_at:%Y-%m-%d %H:%M}"
    message = f"the clock of {camera} cannot be right: {count} {why}: {_named(photos)} at {when}"
    return finding("photo.clock-wrong", message, subject=camera, place=Place(file=photos[0].path))


def _named(photos: Sequence[Photo]) -> str:
    return photos[0].path + (", the first," if len(photos) > 1 else "")


def _at_night(camera: str, photos: Sequence[tuple[dt.datetime, Photo]], calendar: Calendar) -> Iterator[Finding]:
    """All of a camera's photos at night: certain where the scene is as bright as only day is, else it may be lamps."""
    times = [at for at, _ in photos]
    if not all(at.time() >= NIGHT[0] or at.time() < NIGHT[1] for at in times):
        return
    bright = [value for _, photo in photos if (value := _brightness(photo)) is not None]
    by_day = len(bright) >= FEW and median(bright) >= DAYLIGHT_EV
    shift = _shift(times, calendar)
    offset = f"; {shift:+d} hours would put them into the hours of light" if shift else ""
    sure = (
        f" in a scene as bright as day (EV {median(bright):.0f})" if by_day else ", which is right only by lamp light"
    )
    message = (
        f"all {len(photos):,} photos of {camera} were taken between {min(times):%H:%M} and {max(times):%H:%M}, at "
        f"night,{sure.removeprefix(',')}{offset}"
    )
    severity = None if by_day else Severity.INFO
    place = Place(file=photos[0][1].path)
    yield finding("photo.clock-wrong", message, subject=camera, place=place, severity=severity)


def _brightness(photo: Photo) -> float | None:
    """The exposure value at ISO 100 under which white paper has this level; None where it cannot be told."""
    exposure, light = photo.facts.camera_exposure, photo.facts.light
    if exposure is None or exposure.stops is None or exposure.flash or light is None:
        return None
    return math.log2(100) - exposure.stops + math.log2(max(light[1], 1e-4) / WHITE_PAPER)


def _shift(times: Sequence[dt.datetime], calendar: Calendar) -> int:
    """Hours that put nearly all into the shop's light: 12 (am for pm) before the least; 0 where none does."""
    for hours in (12, *sorted(range(-11, 12), key=lambda each: (abs(each), each))):
        moved = [(at + dt.timedelta(hours=hours)).time() for at in times]
        inside = sum(any(begin <= at <= end for begin, end in calendar.windows) for at in moved)
        if hours and inside >= MOST * len(times):
            return hours
    return 0


def _apart(shoot: Shoot) -> Iterator[Finding]:
    """Two cameras that took the same looks in one order, always as many hours apart."""
    looks = _by_camera(shoot)
    for one, other in combinations(sorted(looks), 2):
        both = sorted(looks[one].keys() & looks[other].keys())
        gaps = [(looks[other][look] - looks[one][look]) / HOUR for look in both]
        if len(gaps) < FEW:
            continue
        typical = median(gaps)
        scatter = median([abs(gap - typical) for gap in gaps])
        spread = (max(looks[one][look] for look in both) - min(looks[one][look] for look in both)) / HOUR
        # Where the looks lie no further apart than the gap scatters, the gap says nothing of the clocks.
        if abs(typical) >= LEAST_APART and scatter <= SCATTER and spread > 2 * SCATTER:
            late = other if typical > 0 else one
            message = (
                f"the clocks of {one} and {other} disagree: the same {len(both):,} looks are {abs(typical):.1f} hours "
                f"later by {late}'s, each time; if they were photographed together, one clock is wrong"
            )
            first = next(each for each in shoot.filed.values() if each.facts.camera == late)
            place = Place(file=first.path)
            yield finding("photo.clock-wrong", message, subject=late, place=place, severity=Severity.INFO)


def _by_camera(shoot: Shoot) -> Mapping[str, Mapping[str, dt.datetime]]:
    """By camera and subject, the first time."""
    looks: dict[str, dict[str, dt.datetime]] = defaultdict(dict)
    for each in shoot.filed.values():
        at = each.facts.captured_at
        if at is not None and each.facts.camera:
            own = looks[each.facts.camera]
            own[each.subject.id] = min(at, own.get(each.subject.id, at))
    return looks
