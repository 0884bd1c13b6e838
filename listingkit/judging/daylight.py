"""Where in a session did the light go, and did the camera change exposure or white balance by itself?

With time, f-number and ISO the paper's level tells how bright the scene was: a jump of the settings is the camera's, a
jump without one is the light's. The pictures are corrected either way (photos/light.py).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from listingkit.findings import Evidence, Finding, Severity
from listingkit.judging.siblings import Filed, Shoot
from listingkit.photos.light import DARKEST, MOST_GAIN, MOST_GREEN
from listingkit.photos.model import PaperTold, Photo, PhotoLight

LUMINANCE = (0.2126, 0.7152, 0.0722)  # of linear sRGB
FEW, ENOUGH = 3, 8  # photos: of a stretch, and for a session to have a level of its own
BRIDGED = 2  # photos within a stretch that may seem well lit
ABOUT = 2  # neighbours on each side of a running median: cloth at the edge of a close-up counts for nothing
TINT_ABOUT = 4
NAMED = 6
# Between photos that lie no further apart than this, daylight hardly moves by as much as a camera does.
STEP = dt.timedelta(minutes=2)
SETTING_JUMP, LEVEL_JUMP, LARGE_JUMP = 0.3, 0.5, 1.5  # stops
EXPOSURE_SHARE = 0.2
# Natural logarithm. Cloth nearby tints paper by one or two per cent, a cloud by a little more and slowly.
TINT_JUMP = 0.08
# Two of eight shots are close-ups, whose edge may be tinted by cloth: less than this share.
TINT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Lit:
    """A photo with its light. `scene` is the scene's brightness in stops on any scale, None where EXIF is silent."""

    photo: Photo
    light: PhotoLight
    level: float | None
    scene: float | None

    @property
    def at(self) -> dt.datetime:
        return self.photo.facts.captured_at or dt.datetime.min

    @property
    def is_paper(self) -> bool:
        """Whether its reading has the colour of a light, though brightness may contradict the neighbours'."""
        if self.light.own is None or self.light.told not in {PaperTold.SOUND, PaperTold.ODD}:
            return False
        red, green, blue = (math.log(max(each, DARKEST)) for each in self.light.own)
        return abs(green - (red + blue) / 2) <= MOST_GREEN


def daylight_findings(shoot: Shoot) -> Iterator[Finding]:
    """One finding for each stretch without light, and at most one per session on exposure and white balance."""
    sessions: dict[int, list[_Lit]] = defaultdict(list)
    for path, light in shoot.lights.items():
        if path in shoot.measured.photos:
            sessions[light.session].append(_lit(shoot.measured.photos[path], light))
    for _, several in sorted(sessions.items()):
        if all(each.photo.facts.captured_at for each in several):
            session = sorted(several, key=lambda each: (each.at, each.photo.path))
            yield from _light_gone(shoot, session)
            yield from _exposure_changed(shoot, session)
            yield from _white_balance_changed(shoot, session)


def _lit(photo: Photo, light: PhotoLight) -> _Lit:
    if light.own is None:
        return _Lit(photo, light, None, None)
    level = math.log2(max(sum(share * each for share, each in zip(LUMINANCE, light.own, strict=True)), DARKEST))
    exposure = photo.facts.camera_exposure
    lets_in = exposure.stops if exposure and not exposure.flash else None
    return _Lit(photo, light, level, None if lets_in is None else level - lets_in)


def _light_gone(shoot: Shoot, session: list[_Lit]) -> Iterator[Finding]:
    limit = shoot.rules.light_gone.stops
    sound = [each for each in session if each.light.told is PaperTold.SOUND]
    lost = _stops_lost(sound)
    gone = [
        below >= limit if below is not None and not _too_tinted(each) else each.light.limited
        for below, each in zip(lost, sound, strict=True)
    ]
    for first, last in _stretches(gone):
        begin, end = sound[first].at, session[-1].at if last == len(sound) - 1 else sound[last].at
        filed = [
            shoot.filed[each.photo.path]
            for each in session
            if each.photo.path in shoot.filed and begin <= each.at <= end
        ]
        if filed:
            most = max((each for each in lost[first : last + 1] if each is not None), default=0.0)
            yield _gone(shoot, filed, sound[(first + last) // 2], most, (begin, end))


def _gone(
    shoot: Shoot, filed: Sequence[Filed], middle: _Lit, lost: float, when: tuple[dt.datetime, dt.datetime]
) -> Finding:
    first, limit = filed[0], shoot.rules.light_gone.stops
    if lost >= limit:
        why = f"it is {lost:.1f} stops below the session's best, at most {limit:g} are usable"
        evidence = Evidence(first.path, round(lost, 2), limit, "stops")
    else:
        red, green, blue = middle.light.used or middle.light.own or (1.0, 1.0, 1.0)
        least = min(red, green, blue) / max(red, green, blue) if _too_tinted(middle) else max(red, green, blue)
        kind = "too coloured" if _too_tinted(middle) else "too dark"
        why = f"the paper is {kind} to be made white: its weakest channel needs more than {MOST_GAIN:g} times as much"
        evidence = Evidence(first.path, round(1 / max(least, DARKEST), 2), MOST_GAIN, "times")
    names = [f"{each.subject.id} {each.kind.name}" for each in filed[:NAMED]]
    more = f" and {len(filed) - NAMED:,} more" if len(filed) > NAMED else ""
    camera = middle.photo.facts.camera or "the camera"
    photos = "this photo" if len(filed) == 1 else f"these {len(filed):,} photos"
    message = (
        f"the light is gone from {when[0]:%Y-%m-%d %H:%M} to {when[1]:%H:%M} by the clock of {camera}: {why}. "
        f"Re-shoot {photos}: {', '.join(names)}{more}"
    )
    gone = shoot.complain("photo.light-gone", first, message, evidence=evidence)
    return gone.with_others(each.path for each in filed[1:])


def _too_tinted(each: _Lit) -> bool:
    """Whether it is the colour, not the darkness, that is more than is corrected."""
    used = each.light.used
    return each.light.limited and used is not None and max(used) > MOST_GAIN * min(used)


def _stops_lost(sound: Sequence[_Lit]) -> list[float | None]:
    """By how many stops each scene, as the median of its neighbours, is darker than nearly the session's best."""
    scenes = [each.scene for each in sound]
    known = [each for each in scenes if each is not None]
    if len(known) < ENOUGH:
        # The settings tell at least that it is the same light, where there are too few for a level.
        return [None if each is None else 0.0 for each in scenes]
    best = quantiles(known, n=10)[-1]
    smooth = iter(_running(known, ABOUT))
    return [None if each is None else max(0.0, best - next(smooth)) for each in scenes]


def _running(values: Sequence[float], about: int) -> list[float]:
    return [median(values[max(0, place - about) : place + about + 1]) for place in range(len(values))]


def _stretches(gone: Sequence[bool]) -> Iterator[tuple[int, int]]:
    places = [place for place, each in enumerate(gone) if each]
    start = 0
    for number in range(1, len(places) + 1):
        if number == len(places) or places[number] - places[number - 1] > BRIDGED + 1:
            if number - start >= FEW:
                yield places[start], places[number - 1]
            start = number


def _exposure_changed(shoot: Shoot, session: list[_Lit]) -> Iterator[Finding]:
    """Paper whose level moves as the settings do: the scene was as bright as before, and the camera saw it otherwise.

    Settings that follow the light keep the level, and a cloud moves the level without the settings.
    """
    told = [each for each in session if each.is_paper and each.level is not None and each.scene is not None]
    steps, jumps = 0, []
    for before, after in pairwise(told):
        if after.at - before.at > STEP:
            continue
        steps += 1
        level = (after.level or 0) - (before.level or 0)
        setting = level - ((after.scene or 0) - (before.scene or 0))
        if abs(setting) >= SETTING_JUMP and abs(level) >= LEVEL_JUMP and abs(level - setting) <= abs(setting) / 2:
            jumps.append(abs(level))
    if steps >= ENOUGH - 1 and len(jumps) >= max(FEW, EXPOSURE_SHARE * steps):
        typical = median(jumps)
        message = (
            f"{_whose(session)} changed the exposure in {len(jumps):,} of {steps:,} steps from photo to photo, by "
            f"{typical:.1f} stops in the median; daylight does not move so. The pictures are evened out"
        )
        severity = Severity.WARNING if typical >= LARGE_JUMP else None
        yield from _about(shoot, session, "photo.exposure-changed", message, (typical, LEVEL_JUMP, "stops"), severity)


def _white_balance_changed(shoot: Shoot, session: list[_Lit]) -> Iterator[Finding]:
    told = [each for each in session if each.is_paper and _may_choose_white(each.photo)]
    if len(told) < ENOUGH:
        return
    tints = [_tint(each) for each in told]
    usual = zip(*(_running([tint[axis] for tint in tints], TINT_ABOUT) for axis in (0, 1)), strict=True)
    off = [
        max(abs(own - other) for own, other in zip(tint, rest, strict=True))
        for tint, rest in zip(tints, usual, strict=True)
    ]
    odd = [each for each in off if each >= TINT_JUMP]
    if len(odd) < max(FEW, TINT_SHARE * len(told)):
        return
    typical = round(100 * (math.exp(median(odd)) - 1))
    message = (
        f"{_whose(session)} changed the white balance from photo to photo: the paper of {len(odd):,} of {len(told):,} "
        f"is {typical} % yellower or bluer than its neighbours', in the median. The pictures are evened out"
    )
    figures = (float(typical), round(100 * (math.exp(TINT_JUMP) - 1), 1), "%")
    yield from _about(shoot, session, "photo.white-balance-changed", message, figures, None)


def _may_choose_white(photo: Photo) -> bool:
    return photo.facts.camera_exposure is None or photo.facts.camera_exposure.auto_white is not False


def _tint(each: _Lit) -> tuple[float, float]:
    red, green, blue = (math.log(max(channel, DARKEST)) for channel in each.light.own or (1.0, 1.0, 1.0))
    return red - green, blue - green


def _whose(session: list[_Lit]) -> str:
    camera = session[0].photo.facts.camera or "the camera"
    return f"{camera}, {session[0].at:%Y-%m-%d %H:%M} to {session[-1].at:%H:%M}:"


def _about(
    shoot: Shoot,
    session: list[_Lit],
    code: str,
    message: str,
    figures: tuple[float, float, str],
    severity: Severity | None,
) -> Iterator[Finding]:
    """At the session's first photo that fills a shot; without any, it is nothing to the shop."""
    filed = next((shoot.filed[each.photo.path] for each in session if each.photo.path in shoot.filed), None)
    if filed is not None:
        value, limit, unit = figures
        evidence = Evidence(filed.path, round(value, 2), limit, unit)
        yield shoot.complain(code, filed, message, evidence=evidence, severity=severity)
