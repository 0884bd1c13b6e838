"""What does the page tell of the light of each session: figures, odd photos, pictures before and after?"""

from __future__ import annotations

import base64
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from listingkit.photos.model import PaperTold, Photo, PhotoLight
from listingkit.pixels.linear import levels_of
from listingkit.pixels.model import Linear

MOST_DRAWN = 24  # sessions; each takes a screen


@dataclass(frozen=True, slots=True)
class LightPair:
    """One photo before and after, as small JPEGs."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class PaperPoint:
    """A photo's paper in levels of sRGB: as shot, and as corrected (None where it is not). `odd` was not believed."""

    at: dt.datetime | None
    before: Linear
    after: Linear | None
    odd: bool


@dataclass(frozen=True, slots=True)
class LightSession:
    """One session: `told` counts its photos by what their paper told, `odd` and `limited` are the paths to look at."""

    number: int
    camera: str
    began: dt.datetime | None
    ended: dt.datetime | None
    told: Mapping[PaperTold, int]
    uncorrected: int
    odd: tuple[str, ...]
    limited: tuple[str, ...]
    points: tuple[PaperPoint, ...]
    pairs: tuple[LightPair, ...]

    @property
    def photos(self) -> int:
        """How many there are."""
        return sum(self.told.values())


def light_sessions(
    photos: Mapping[str, Photo], lights: Mapping[str, PhotoLight], pairs: Sequence[LightPair]
) -> tuple[LightSession, ...]:
    """What the page shows of each session. `pairs` are in the order that they are to be shown in."""
    grouped: dict[int, list[str]] = defaultdict(list)
    for path in sorted(lights, key=lambda each: (photos[each].facts.captured_at or dt.datetime.min, each)):
        grouped[lights[path].session].append(path)
    return tuple(_session(number, grouped[number], photos, lights, pairs) for number in sorted(grouped))


def foremost(sessions: Sequence[LightSession]) -> tuple[list[LightSession], list[LightSession]]:
    """Those that the page draws, and the others: a shop of photos without times has a session in every folder."""
    telling_first = sorted(sessions, key=lambda each: not (each.pairs or each.odd or each.limited))
    shown = sorted(telling_first[:MOST_DRAWN], key=lambda each: each.number)
    return shown, telling_first[MOST_DRAWN:]


def _session(
    number: int,
    paths: list[str],
    photos: Mapping[str, Photo],
    lights: Mapping[str, PhotoLight],
    pairs: Sequence[LightPair],
) -> LightSession:
    facts = [photos[path].facts for path in paths]
    return LightSession(
        number=number,
        camera=facts[0].camera,
        began=facts[0].captured_at,
        ended=facts[-1].captured_at,
        told=Counter(lights[path].told for path in paths),
        uncorrected=sum(lights[path].balance is None for path in paths),
        odd=tuple(path for path in paths if lights[path].told is PaperTold.ODD),
        limited=tuple(path for path in paths if lights[path].limited),
        points=tuple(_points(paths, photos, lights)),
        pairs=tuple(pair for pair in pairs if pair.path in lights and lights[pair.path].session == number),
    )


def _points(paths: list[str], photos: Mapping[str, Photo], lights: Mapping[str, PhotoLight]) -> Iterator[PaperPoint]:
    for path in paths:
        light = lights[path]
        if light.own is None:
            continue
        after: Linear | None = None
        if light.balance is not None:
            gains = (light.balance.red, light.balance.green, light.balance.blue)
            after = _levels(tuple(channel * gain for channel, gain in zip(light.own, gains, strict=True)))
        odd = light.told is PaperTold.ODD
        yield PaperPoint(photos[path].facts.captured_at, _levels(light.own), after, odd)


def _levels(light: tuple[float, ...]) -> Linear:
    red, green, blue = levels_of(np.array(light)).tolist()
    return red, green, blue


def heading(session: LightSession) -> str:
    """When and with what: `2026-05-11, 08:03 to 09:39`."""
    if session.began is None or session.ended is None:
        return "without a time"
    if session.began.date() == session.ended.date():
        return f"{session.began:%Y-%m-%d, %H:%M} to {session.ended:%H:%M}"
    return f"{session.began:%Y-%m-%d, %H:%M} to {session.ended:%Y-%m-%d, %H:%M}"


def told_of(session: LightSession) -> str:
    """How many photos, and what their paper told, in words."""
    words = {
        PaperTold.SOUND: "with paper at the edge",
        PaperTold.ODD: "whose paper contradicts its neighbours",
        PaperTold.CLIPPED: "overexposed",
        PaperTold.NOTHING: "without paper",
    }
    parts = [f"{session.told[each]:,} {words[each]}" for each in PaperTold if session.told.get(each)]
    if session.uncorrected:
        parts.append(f"{session.uncorrected:,} left as shot")
    return ", ".join(parts)


def file_name(path: str) -> str:
    """The last part of a path."""
    return PurePosixPath(path).name


def data_uri(jpeg: bytes) -> str:
    """A picture that is part of the page."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
