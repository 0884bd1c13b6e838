"""What does EXIF say, also when it is damaged or half there?"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from listingkit.pixels.exif import CameraExposure, ExifFacts, exif_facts

Base = ExifTags.Base


def exif(*, top: dict[int, object] | None = None, details: dict[int, object] | None = None) -> Image.Exif:
    block = Image.Exif()
    for tag, value in (top or {}).items():
        block[tag] = value
    block.get_ifd(ExifTags.IFD.Exif).update(details or {})
    again = Image.Exif()
    again.load(block.tobytes())
    return again


def test_exposure_of_a_camera_on_automatic() -> None:
    facts = exif_facts(
        exif(
            details={
                Base.ExposureTime: IFDRational(1, 250),
                Base.FNumber: IFDRational(8, 1),
                Base.ISOSpeedRatings: 200,
                Base.ExposureMode: 0,
                Base.WhiteBalance: 0,
                Base.Flash: 16,
            }
        )
    )
    assert facts.exposure == CameraExposure(0.004, 8.0, 200.0, None, auto=True, auto_white=True, flash=False)
    assert facts.exposure.stops == pytest.approx(-6.32, abs=0.01)


@pytest.mark.parametrize(
    ("details", "auto"),
    [
        ({Base.ExposureMode: 1}, False),
        ({Base.ExposureMode: 2}, True),
        ({Base.ExposureProgram: 1}, False),
        ({Base.ExposureProgram: 2}, True),
        ({Base.ExposureProgram: 0, Base.WhiteBalance: 1}, None),
    ],
)
def test_whether_the_camera_chose_the_exposure(details: dict[int, object], auto: bool | None) -> None:
    exposure = exif_facts(exif(details=details)).exposure
    assert exposure is not None
    assert exposure.auto is auto


def test_silent_exif_has_no_exposure() -> None:
    assert exif_facts(Image.Exif()) == ExifFacts()


def test_time_and_camera_whose_maker_stands_twice() -> None:
    facts = exif_facts(
        exif(
            top={Base.Make: "NIKON", Base.Model: "NIKON D90"},
            details={Base.DateTimeOriginal: "2026:05:01 08:30:15", Base.SubsecTimeOriginal: "25"},
        )
    )
    assert (facts.camera, facts.captured_at) == ("NIKON D90", dt.datetime(2026, 5, 1, 8, 30, 15, 250000))


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday", ""])
def test_clock_that_was_never_set_is_no_time(taken: str) -> None:
    assert exif_facts(exif(details={Base.DateTimeOriginal: taken})).captured_at is None


def test_personal_notes_that_are_not_blank() -> None:
    facts = exif_facts(exif(top={Base.Artist: "A. Person"}, details={0xA431: "000123", 0xA430: "   "}))
    assert facts.personal == ("artist", "serial number")
    assert exif_facts(exif(top={Base.Artist: " "}, details={0xA431: "00000"})).personal == ()


@pytest.mark.parametrize(("value", "name"), [(1, "srgb"), (2, "adobe"), (0xFFFF, "uncalibrated"), (7, "")])
def test_colour_space(value: int, name: str) -> None:
    assert exif_facts(exif(details={Base.ColorSpace: value})).colour_space == name


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_damaged_exif_never_raises(noise: bytes) -> None:
    whole = exif(details={Base.FNumber: IFDRational(8, 1), Base.ColorSpace: 1}).tobytes()
    broken = Image.Exif()
    try:
        broken.load(whole[: max(14, len(whole) - len(noise))] + noise)
    except Exception:  # Pillow's own reading of the header; ours begins after it
        return
    assert isinstance(exif_facts(broken), ExifFacts)


@pytest.mark.parametrize("odd", [IFDRational(0, 0), IFDRational(1, 0), "text", b"\xff", ()])
def test_settings_that_are_no_numbers_are_unknown(odd: object) -> None:
    block = Image.Exif()
    block.get_ifd(ExifTags.IFD.Exif).update({Base.FNumber: odd, Base.ISOSpeedRatings: odd, Base.ExposureTime: odd})
    assert exif_facts(block).exposure is None
