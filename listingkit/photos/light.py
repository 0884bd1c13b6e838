"""In which light was each photo taken, by the white paper at its edge, and what makes that light white?

Photos of one camera without a long pause between them are a session. Brightness and tint are smoothed apart
(photos/smooth.py): automatic exposure changes the one from frame to frame, while the colour of daylight moves slowly.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

import numpy as np

from listingkit.photos.model import PaperTold, Photo, PhotoLight
from listingkit.photos.smooth import Array, smooth
from listingkit.pixels.balance import balance_for
from listingkit.pixels.linear import LINEAR
from listingkit.pixels.model import Balance, Linear
from listingkit.settings_pictures import ColourTable, Correct, SessionTable

# By how much a reading of the paper is off even in steady light. Cloth nearby tints it by a per cent or two; brightness
# varies more: the light falls off, cloth shades the frame's edge.
TINT_NOISE, BRIGHTNESS_NOISE = 0.01, 0.015
# From this level on the camera may have cut a channel off.
CLIPPED = float(LINEAR[253])
# Two stops. More would show noise and the steps of 8 bits.
MOST_GAIN = 4.0
# Log light below which a reading is numerically nothing.
DARKEST = 1e-4
# The tints of daylight, shade and lamps lie on a line from yellow to blue, on which green is the mean of red and blue.
# By more than this (of the logarithm) no usual light is off that line, but most coloured cloth is.
MOST_GREEN = 0.25
FEW, CUT_OUT = 3, 3  # readings; how many times more photos that are white to the limit
# Of one folder: whose light a photo without time and paper takes.
BESIDE = 4
START = dt.datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Session:
    """Photos under one table of settings, by time; by path where `timed` is not."""

    photos: tuple[Photo, ...]
    table: ColourTable | SessionTable
    timed: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """The light that was found for a photo as the logarithm per channel, None where nothing is known."""

    light: tuple[float, float, float] | None
    told: PaperTold


def session_lights(photos: Mapping[str, Photo], table: ColourTable) -> dict[str, PhotoLight]:
    """The light of every photo, by path; the order of `photos` makes no difference.

    The first of the table's sessions whose pattern fits a photo's path counts for it, and what it names is a session
    apart. Photos without a time go by their own paper, or else by their neighbours' in the folder.
    """
    lights: dict[str, PhotoLight] = {}
    for number, session in enumerate(_sessions(photos, table), start=1):
        for photo, reading in zip(session.photos, _readings(session, table.white), strict=True):
            lights[photo.path] = _light(number, photo, reading, table.white)
    return {path: lights[path] for path in sorted(lights)}


def unused_patterns(paths: Collection[str], table: ColourTable) -> list[str]:
    """Patterns of the table's sessions that no path fits: a slip, as long as there are photos at all."""
    patterns = [each.photos for each in table.sessions]
    folded = [path.casefold() for path in paths] if patterns else []
    if not folded:
        return []
    return [each for each in patterns if not any(fnmatchcase(path, each.casefold()) for path in folded)]


def _sessions(photos: Mapping[str, Photo], table: ColourTable) -> Iterator[_Session]:
    """Sessions by their first photo's time, then those without times by folder."""
    patterns = [each.photos.casefold() for each in table.sessions]
    tables: list[ColourTable | SessionTable] = [*table.sessions, table]
    timed: dict[tuple[int, str], list[Photo]] = defaultdict(list)
    untimed: dict[tuple[str, int, str], list[Photo]] = defaultdict(list)
    for path in sorted(photos):
        photo = photos[path]
        rules = _rules_for(path.casefold(), patterns)
        if photo.facts.captured_at is not None:
            timed[rules, photo.facts.camera].append(photo)
        else:
            untimed[str(PurePosixPath(path).parent), rules, photo.facts.camera].append(photo)
    pause = dt.timedelta(minutes=table.pause_minutes)
    parts = [
        (_moment(part[0]), camera, rules, part)
        for (rules, camera), several in timed.items()
        for part in _parted(sorted(several, key=_moment), pause)
    ]
    for _, _, rules, part in sorted(parts, key=lambda each: (*each[:3], each[3][0].path)):
        yield _Session(tuple(part), tables[rules], timed=True)
    for (_, rules, _), several in sorted(untimed.items(), key=lambda each: each[0]):
        yield _Session(tuple(several), tables[rules], timed=False)


def _rules_for(path: str, patterns: list[str]) -> int:
    fitting = (number for number, pattern in enumerate(patterns) if fnmatchcase(path, pattern))
    return next(fitting, len(patterns))


def _moment(photo: Photo) -> dt.datetime:
    return photo.facts.captured_at or START


def _parted(photos: list[Photo], pause: dt.timedelta) -> Iterator[list[Photo]]:
    begun = 0
    for number in range(1, len(photos)):
        if _moment(photos[number]) - _moment(photos[number - 1]) > pause:
            yield photos[begun:number]
            begun = number
    yield photos[begun:]


def _readings(session: _Session, white: int) -> list[_Reading]:
    correct, told = session.table.correct, [_told(photo) for photo in session.photos]
    if correct is Correct.OFF:
        return [_Reading(None, each) for each in told]
    if correct is Correct.FIXED and session.table.paper is not None:
        red, green, blue = (math.log(max(float(LINEAR[level]), DARKEST)) for level in session.table.paper)
        return [_Reading((red, green, blue), each) for each in told]
    own = np.array([_logarithms(photo) for photo in session.photos])
    told = _believed(own, told)
    sound = np.where(np.array([each is PaperTold.SOUND for each in told])[:, None], own, np.nan)
    if correct is Correct.PHOTO:
        return _listed(sound, told)
    clipped = np.array([each is PaperTold.CLIPPED for each in told])
    if not session.timed:
        return _listed(_never_darker(_beside(sound), own, clipped, white), told)
    times = np.array([(_moment(photo) - START).total_seconds() for photo in session.photos])
    light, odd = _over_time(times, sound)
    told = [PaperTold.ODD if wrong else each for wrong, each in zip(odd, told, strict=True)]
    return _listed(_never_darker(light, own, clipped, white), told)


def _believed(own: Array, told: list[PaperTold]) -> list[PaperTold]:
    """Readings that can hardly be paper's are odd: cloth that fills a close-up's border looks like a sheet in a light.

    Usual lights do not have its colour, unless many photos agree on it. And where nearly all of a session is white to
    the limit, as cut-out pictures are, the few that are not are close-ups.
    """
    sound, clipped = (np.array([each is kind for each in told]) for kind in (PaperTold.SOUND, PaperTold.CLIPPED))
    green = own[:, 1] - (own[:, 0] + own[:, 2]) / 2
    coloured = sound & (np.abs(green) > MOST_GREEN)
    agreed = coloured.sum() >= FEW and 2 * coloured.sum() > sound.sum() and np.ptp(green[coloured]) < MOST_GREEN / 2
    doubted = np.zeros_like(sound) if agreed else coloured
    if sound.sum() < FEW and clipped.sum() > CUT_OUT * sound.sum():
        doubted = sound
    return [PaperTold.ODD if wrong else each for wrong, each in zip(doubted, told, strict=True)]


def _told(photo: Photo) -> PaperTold:
    if photo.facts.light is None:
        return PaperTold.NOTHING
    return PaperTold.CLIPPED if max(photo.facts.light) >= CLIPPED else PaperTold.SOUND


def _logarithms(photo: Photo) -> tuple[float, float, float]:
    red, green, blue = photo.facts.light or (math.nan, math.nan, math.nan)
    return math.log(max(red, DARKEST)), math.log(max(green, DARKEST)), math.log(max(blue, DARKEST))


def _over_time(times: Array, own: Array) -> tuple[Array, Array]:
    """Smoothed logarithms (n × 3), and whose own were odd: what has an odd tint is no paper, nor is its brightness."""
    tint = smooth(times, own - own.mean(axis=1, keepdims=True), noise=TINT_NOISE)
    paper = np.where(tint.odd[:, None], np.nan, own).mean(axis=1, keepdims=True)
    brightness = smooth(times, paper, noise=BRIGHTNESS_NOISE)
    # Medians per channel of what has no brightness may have a little.
    neutral = tint.light - tint.light.mean(axis=1, keepdims=True)
    return neutral + brightness.light, tint.odd | brightness.odd


def _beside(own: Array) -> Array:
    """Each photo's own; where it has none, the median of the nearest by path."""
    known = np.flatnonzero(~np.isnan(own[:, 0]))
    light = own.copy()
    if len(known):
        for place in np.flatnonzero(np.isnan(own[:, 0])).tolist():
            after = int(np.searchsorted(known, place))
            light[place] = np.median(own[known[max(0, after - BESIDE // 2) : after + BESIDE // 2]], axis=0)
    return light


def _never_darker(light: Array, own: Array, clipped: Array, white: int) -> Array:
    """Overexposed photos in their neighbours' tint, but no darker a light than they show, and never made darker."""
    bound = np.minimum(own.mean(axis=1), math.log(LINEAR[white]))
    lift = np.where(clipped, np.maximum(bound - light.mean(axis=1), 0), 0)
    lifted: Array = light + lift[:, None]
    return lifted


def _listed(light: Array, told: list[PaperTold]) -> list[_Reading]:
    return [
        _Reading(None if math.isnan(row[0]) else (row[0], row[1], row[2]), each)
        for row, each in zip(light.tolist(), told, strict=True)
    ]


def _light(number: int, photo: Photo, reading: _Reading, white: int) -> PhotoLight:
    own = photo.facts.light
    if reading.light is None:
        return PhotoLight(number, own, None, None, reading.told)
    red, green, blue = (math.exp(each) for each in reading.light)
    balance, limited = _within_limit((red, green, blue), white)
    return PhotoLight(number, own, (red, green, blue), balance, reading.told, limited)


def _within_limit(light: Linear, white: int) -> tuple[Balance, bool]:
    """The balance for a light. Where it would take too much, tint and darkness are corrected as far as is sensible."""
    brightest = max(light)
    # No paper is brighter than all that there is: neighbours' tint and brightness together may say so by a little.
    tinted = [max(channel, brightest / MOST_GAIN) / max(brightest, 1) for channel in light]
    lift = max(1.0, float(LINEAR[white]) / MOST_GAIN / min(tinted))
    red, green, blue = (channel * lift for channel in tinted)
    return balance_for((red, green, blue), white), (red, green, blue) != light and brightest <= 1
