"""What is a photo, and what was measured on it, once?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from listingkit.findings import Finding
from listingkit.pixels.exif import CameraExposure
from listingkit.pixels.exposure import Exposure
from listingkit.pixels.likeness import Likeness
from listingkit.pixels.model import RGB, Balance, Box, Linear
from listingkit.pixels.palette import Palette
from listingkit.pixels.sharpness import Sharpness
from listingkit.pixels.sheet import Sheet
from listingkit.pixels.traits import FileTraits

ENGINE = 7
"""Raise it when the same bytes would give other facts or another master: everything is measured and rendered anew."""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Measured on one photo's bytes and the scale that it was decoded at; kept in the ledger by digest.

    `width` × `height` are the upright frame in pixels. `paper` is the median colour of the frame's border in sRGB,
    `light` the mean linear light of the paper there, None where no paper is, `product` the box that is not paper, None
    where none could be told. `captured_at` is camera-local time.
    """

    digest: str
    size_bytes: int
    format: str
    extension: str
    mode: str
    width: int
    height: int
    orientation: int
    profile: str
    captured_at: dt.datetime | None
    camera: str
    has_gps: bool
    paper: RGB
    light: Linear | None
    product: Box | None

    # What the rules of `judging` rest on, each in a dataclass of its own (NESTED).
    palette: Palette | None = None
    likeness: Likeness | None = None
    sheet: Sheet | None = None
    exposure: Exposure | None = None
    sharpness: Sharpness | None = None
    camera_exposure: CameraExposure | None = None
    traits: FileTraits | None = None

    codes: tuple[str, ...] | None = None
    """What QR codes in the frame say; None where nobody has looked for any."""


NESTED: Mapping[str, type] = MappingProxyType(
    {
        "palette": Palette,
        "likeness": Likeness,
        "sheet": Sheet,
        "exposure": Exposure,
        "sharpness": Sharpness,
        "camera_exposure": CameraExposure,
        "traits": FileTraits,
    }
)
"""Facts that are dataclasses themselves, by the name of their field: the ledger builds them anew."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A camera file of the shop. `path` is relative to the shop, with forward slashes."""

    path: str
    facts: PhotoFacts
    master: str
    """Path of the master below .listingkit/masters."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All photos of a run by path, and what was wrong with those that are not there.

    `new` are paths that were only looked at and whose bytes are not known yet. `away` are digests of photos that were
    known, and vanished with the whole folder that they lay in: they may come back.
    """

    photos: dict[str, Photo]
    findings: tuple[Finding, ...]
    fresh: int
    measured: int
    new: frozenset[str] = frozenset()
    away: frozenset[str] = frozenset()

    def may_use(self, path: str) -> bool:
        """Whether a photo can fill a slot: it is sound, or nothing else is known of it yet."""
        return path in self.photos or path in self.new


def master_name(digest: str, scale: int, seen: int) -> str:
    """Path below .listingkit/masters of the master of a photo with this digest, reduced to 1/`scale`, whose facts were
    seen at 1/`seen`.
    """
    return f"{digest[:2]}/{digest}-{scale}of{seen}v{ENGINE}.jpg"


def master_scale(master: str) -> int:
    """By how much the master of this name was reduced."""
    return int(master.rpartition("-")[2].partition("of")[0])


class PaperTold(StrEnum):
    """What a photo's own paper told of the light."""

    SOUND = "sound"
    ODD = "odd"
    """It contradicts neighbours that agree with each other, or no light has its colour: cloth, or shone on by cloth."""
    CLIPPED = "clipped"
    """Overexposed: nothing of the colour, and of the brightness only that it was no less."""
    NOTHING = "nothing"
    """There is no paper at the frame's edge."""


@dataclass(frozen=True, slots=True)
class PhotoLight:
    """The light that a photo is corrected for. `session` counts from 1.

    `own` is what its paper says, None where there is none; `used` what it is corrected for and `balance` how, None
    where nothing is known or correction is off. `limited` when the correction that it needs is more than is done.
    """

    session: int
    own: Linear | None
    used: Linear | None
    balance: Balance | None
    told: PaperTold
    limited: bool = False
