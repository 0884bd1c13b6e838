"""When was each photograph taken, and what was the light then?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

import numpy as np

from .catalogue import SHOTS, Look, looks
from .light import Sky
from .sheet import Array

# Three looks in each of four sessions of two hours, when the sun is low and the street quiet.
STARTS = (
    datetime(2026, 5, 11, 8, 3, 20),
    datetime(2026, 5, 11, 8, 46, 5),
    datetime(2026, 5, 11, 9, 31, 40),
    datetime(2026, 5, 11, 16, 4, 10),
    datetime(2026, 5, 11, 16, 50, 35),
    datetime(2026, 5, 11, 17, 44, 15),
    datetime(2026, 5, 12, 8, 2, 45),
    datetime(2026, 5, 12, 8, 51, 30),
    datetime(2026, 5, 12, 9, 40, 0),
    datetime(2026, 5, 12, 16, 3, 5),
    datetime(2026, 5, 12, 16, 55, 25),
    datetime(2026, 5, 12, 17, 46, 50),
)


@dataclass(frozen=True)
class Moment:
    """The time of a photograph and the camera's settings."""

    time: datetime
    exposure: Fraction
    aperture: float
    iso: int


def seeded(name: str) -> np.random.Generator:
    """A source of chance that always gives the same for the same name."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))


def capture_time(look: Look, shot: str) -> datetime:
    """The time of one photograph: a look's shots follow each other by 60 to 75 seconds."""
    number = [one.subject for one in looks()].index(look.subject)
    pauses = seeded("pauses " + look.subject).uniform(60.0, 75.0, len(SHOTS))
    seconds = float(pauses[: SHOTS.index(shot)].sum())
    return STARTS[number] + timedelta(seconds=round(seconds, 2))


def warmth(time: datetime) -> float:
    """1 at 08:00 and 18:00, 0 at 10:00 and 16:00."""
    hours = time.hour + time.minute / 60 + time.second / 3600
    return float(np.clip((10 - hours) / 2 if hours < 12 else (hours - 16) / 2, 0, 1))


def black_body(kelvin: float) -> Array:
    """Linear sRGB of a glowing body, green at 1: a rough fit, from 3,500 to 8,000 K."""
    m = kelvin / 6500.0
    red, blue = m**-0.8, m**1.35
    return np.array([red, 1.0, blue])


def sky_at(time: datetime, rng: np.random.Generator) -> Sky:
    """The light at a time of day; the sun stands to the left in the morning, to the right later."""
    w = warmth(time)
    morning = time.hour < 12
    elevation = np.radians(54 - 28 * w)
    # Seen from above, the way to the sun swings round as the session goes on; the camera is at -y.
    swing = np.radians(52 - 38 * w)
    x = -np.cos(swing) if morning else np.cos(swing)
    to_sun = np.array([x * np.cos(elevation), -np.sin(swing) * np.cos(elevation), np.sin(elevation)])
    kelvin = 6400 - 2400 * w
    # The camera takes out most of the colour of the light, never all of it.
    cast = black_body(kelvin) ** 0.28
    cast = cast / float(cast.max()) if w > 0.35 else cast / float(cast[1])
    sun_share = 0.60 - 0.16 * w
    tint = black_body(kelvin - 500) ** 0.16
    tint = tint / float(tint @ np.array([0.21, 0.72, 0.07]))
    other = (1 - sun_share * tint) / (1 - sun_share)
    level = 242 - 13 * w + float(rng.normal(0, 2.0))
    return Sky(to_sun, sun_share, tint, other, 0.09 + 0.05 * w, level, cast)


def moment_of(look: Look, shot: str) -> Moment:
    """Time and settings of one photograph, as the camera would have chosen them."""
    time = capture_time(look, shot)
    w = warmth(time)
    speeds = (400, 320, 250, 200, 160, 125, 100)
    speed = speeds[min(int(w * 5 + (1 if shot in ("handle", "fabric", "inside") else 0)), len(speeds) - 1)]
    iso = 100 if w < 0.55 else 160 if w < 0.85 else 200
    return Moment(time, Fraction(1, speed), 8.0 if shot not in ("handle", "fabric") else 5.6, iso)
