"""What does a photo's EXIF say: when, with which camera, at which exposure, and about whom?

Damaged EXIF raises whatever its bytes happen to hit. The picture is sound all the same, so nothing here raises.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image

Base = ExifTags.Base
OWNER, SERIALS = 0xA430, (0xA431, 0xA435, 0xC62F)
UNCALIBRATED = 0xFFFF


@dataclass(frozen=True, slots=True)
class CameraExposure:
    """How the camera was set, None where it does not say. `seconds` is the shutter time, `bias` in stops.

    `auto` tells that the camera chose the exposure, `auto_white` that it chose the white balance.
    """

    seconds: float | None = None
    f_number: float | None = None
    iso: float | None = None
    bias: float | None = None
    auto: bool | None = None
    auto_white: bool | None = None
    flash: bool | None = None

    @property
    def stops(self) -> float | None:
        """The logarithm to base 2 of the light let in: seconds × ISO / f-number²; None where a part is unknown."""
        if not (self.seconds and self.f_number and self.iso):
            return None
        return math.log2(self.seconds * self.iso / self.f_number**2)


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """`captured_at` is camera-local. `colour_space` is "srgb", "adobe", "uncalibrated" or empty; `personal` the kinds
    of personal data: artist, owner, serial number, comment.
    """

    captured_at: dt.datetime | None = None
    camera: str = ""
    has_gps: bool = False
    exposure: CameraExposure | None = None
    colour_space: str = ""
    personal: tuple[str, ...] = ()


def exif_facts(exif: Image.Exif) -> ExifFacts:
    """All that is read from EXIF."""
    details, gps, interop = (
        _part(exif, part) for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop)
    )
    taken = details.get(Base.DateTimeOriginal) or _value(exif, Base.DateTime)
    make, model = _words(_value(exif, Base.Make)), _words(_value(exif, Base.Model))
    camera = model if make and model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()
    exposure = _exposure(details)
    return ExifFacts(
        captured_at=_moment(_words(taken), _words(details.get(Base.SubsecTimeOriginal))),
        camera=camera,
        has_gps=bool(gps),
        exposure=None if exposure == CameraExposure() else exposure,
        colour_space=_colour_space(details, interop),
        personal=_personal(exif, details),
    )


def _part(exif: Image.Exif, part: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(part))
    except Exception:  # see above
        return {}


def _value(exif: Image.Exif, tag: int) -> object:
    try:
        return exif.get(tag)
    except Exception:  # see above
        return None


def _exposure(details: dict[int, Any]) -> CameraExposure:
    mode, program = _whole(details.get(Base.ExposureMode)), _whole(details.get(Base.ExposureProgram))
    white, flash = _whole(details.get(Base.WhiteBalance)), _whole(details.get(Base.Flash))
    # Mode 1 is manual, 0 and 2 (bracket) are not; older cameras only have the program, of which 1 is manual.
    auto = mode != 1 if mode is not None else program != 1 if program else None
    return CameraExposure(
        seconds=_positive(details.get(Base.ExposureTime)),
        f_number=_positive(details.get(Base.FNumber)),
        iso=_positive(_first(details.get(Base.ISOSpeedRatings))),
        bias=_number(details.get(Base.ExposureBiasValue)),
        auto=auto,
        auto_white=None if white is None else white == 0,
        flash=None if flash is None else bool(flash & 1),
    )


def _colour_space(details: dict[int, Any], interop: dict[int, Any]) -> str:
    if _words(interop.get(1)).startswith("R03"):
        return "adobe"
    return {1: "srgb", 2: "adobe", UNCALIBRATED: "uncalibrated"}.get(_whole(details.get(Base.ColorSpace)) or 0, "")


def _personal(exif: Image.Exif, details: dict[int, Any]) -> tuple[str, ...]:
    kinds = {
        "artist": _value(exif, Base.Artist),
        "owner": details.get(OWNER),
        "serial number": next((details[tag] for tag in SERIALS if _words(details.get(tag))), None),
    }
    return tuple(kind for kind, value in kinds.items() if _words(value).strip("0 "))


def _first(value: object) -> object:
    return value[0] if isinstance(value, tuple | list) and value else value


def _number(value: object) -> float | None:
    try:
        number = float(_first(value))  # type: ignore[arg-type]
    except Exception:  # a rational of 0/0, text, or nothing
        return None
    return round(number, 6) if math.isfinite(number) else None


def _positive(value: object) -> float | None:
    number = _number(value)
    return number if number is not None and number > 0 else None


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _words(value: object) -> str:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")
    return " ".join(text.replace("\0", " ").split())


def _moment(text: str, part: str) -> dt.datetime | None:
    digits = (part if part.isdecimal() and part.isascii() else "")[:6].ljust(6, "0")
    try:
        moment = dt.datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None  # cameras without a set clock write zeros or blanks
    return moment.replace(microsecond=int(digits))
