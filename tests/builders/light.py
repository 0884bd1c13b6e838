"""Photos of a session without any pixels: a time, a camera, and what their paper said.

| builder      | what it is for                                             |
|--------------|------------------------------------------------------------|
| `shot`       | one photo at a minute of the day, in a light               |
| `session`    | many photos, a minute apart, by path                       |
| `lit`        | daylight times brightness and tint, as a share             |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from listingkit.photos.model import Photo, PhotoFacts
from listingkit.pixels.model import Linear

DAY = dt.datetime(2026, 5, 11, 8, 0)
MORNING: Linear = (0.62, 0.57, 0.47)


def lit(brightness: float = 1, tint: tuple[float, float, float] = (1, 1, 1), light: Linear = MORNING) -> Linear:
    """A light, brighter or darker and tinted."""
    red, green, blue = (channel * brightness * share for channel, share in zip(light, tint, strict=True))
    return red, green, blue


def shot(path: str, minute: float | None = 0, light: Linear | None = MORNING, *, camera: str = "Kestrel K24") -> Photo:
    """A photo taken that many minutes after 08:00; without a time where `minute` is None."""
    taken = None if minute is None else DAY + dt.timedelta(minutes=minute)
    facts = PhotoFacts(
        digest=path,
        size_bytes=1,
        format="JPEG",
        extension=".jpg",
        mode="RGB",
        width=4000,
        height=3000,
        orientation=1,
        profile="",
        captured_at=taken,
        camera=camera,
        has_gps=False,
        paper=(226, 222, 214),
        light=light,
        product=None,
    )
    return Photo(path, facts, "")


def session(lights: Iterable[Linear | None], *, start: float = 0, name: str = "f") -> dict[str, Photo]:
    """Photos `photos/<name>000.jpg`, … in these lights, a minute apart, the first at `start`."""
    photos = [shot(f"photos/{name}{number:03}.jpg", start + number, light) for number, light in enumerate(lights)]
    return {photo.path: photo for photo in photos}
