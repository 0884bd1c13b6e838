"""Which clocks cannot be right?"""

from __future__ import annotations

import datetime as dt

import pytest

from listingkit.findings import Finding, Severity
from listingkit.judging.clocks import Calendar, clock_findings
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.exif import CameraExposure
from listingkit.settings import DEFAULT_SHOTS, DEFAULT_WINDOWS
from tests.builders.judging import facts, shooting

SHOTS = [shot.name for shot in DEFAULT_SHOTS]
LOOKS = ("Red", "Navy", "Black", "Yellow")
TODAY = dt.date(2026, 5, 20)
MORNING = dt.datetime(2026, 5, 11, 8, 0)
SUNNY = CameraExposure(seconds=1 / 250, f_number=8, iso=100)
LAMP = CameraExposure(seconds=1 / 15, f_number=4, iso=800)


def found(photos: dict[str, PhotoFacts]) -> list[Finding]:
    return list(
        clock_findings(shooting(photos, {"U1": {"colour": list(LOOKS)}}), Calendar(TODAY, tuple(DEFAULT_WINDOWS)))
    )


def taken(
    start: dt.datetime | None, exposure: CameraExposure | None = None, camera: str = "Kestrel K24", shots: int = 8
) -> dict[str, PhotoFacts]:
    """Every look's shots, a minute apart; looks 20 minutes apart."""
    return {
        f"photos/U1-{look[:3].upper()}_{shot}.jpg": facts(
            captured_at=None if start is None else start + dt.timedelta(minutes=20 * row + column),
            camera=camera,
            camera_exposure=exposure,
        )
        for row, look in enumerate(LOOKS)
        for column, shot in enumerate(SHOTS[:shots])
    }


def test_clock_that_may_be_right() -> None:
    assert found(taken(MORNING, SUNNY)) == []


def test_tomorrow_somewhere_on_earth_is_today() -> None:
    assert found(taken(dt.datetime(2026, 5, 21, 6, 0))) == []


def test_clock_in_the_future() -> None:
    (told,) = found(taken(dt.datetime(2027, 5, 11, 8, 0)))
    assert (told.code, told.severity, told.subject) == ("photo.clock-wrong", Severity.WARNING, "Kestrel K24")
    assert "32 photos were taken in the future: today is 2026-05-20" in told.message


@pytest.mark.parametrize("start", [(1980, 1, 1, 0, 5), (2000, 1, 1, 9, 0), (2026, 1, 1, 0, 30), (1970, 1, 1, 8, 0)])
def test_clock_that_was_never_set(start: tuple[int, int, int, int, int]) -> None:
    (told,) = found(taken(dt.datetime(*start)))
    assert "when a clock begins that was never set" in told.message


def test_new_year_is_worked_on() -> None:
    assert found(taken(dt.datetime(2026, 1, 1, 9, 0))) == []


def test_sun_at_night() -> None:
    (told,) = found(taken(dt.datetime(2026, 5, 11, 22, 0), SUNNY))
    assert told.severity is Severity.WARNING
    assert "in a scene as bright as day (EV 13); -6 hours would put them into the hours of light" in told.message


def test_night_by_lamp_light_is_only_said() -> None:
    (told,) = found(taken(dt.datetime(2026, 5, 11, 22, 0), LAMP))
    assert told.severity is Severity.INFO


def test_evening_is_no_night() -> None:
    assert found(taken(dt.datetime(2026, 5, 11, 19, 30), LAMP)) == []


def test_two_cameras_seven_hours_apart() -> None:
    one = taken(MORNING, SUNNY, shots=4)
    other = {
        path.replace("_front", "_side2"): each
        for path, each in taken(MORNING + dt.timedelta(hours=7), SUNNY, "Heron H1").items()
        if not any(path.endswith(f"_{shot}.jpg") for shot in SHOTS[:4])
    }
    (told,) = found(one | other)
    assert told.severity is Severity.INFO
    assert "7.1 hours later by Heron H1's" in told.message


def test_two_cameras_that_agree() -> None:
    one = taken(MORNING, SUNNY, shots=4)
    other = {
        path: each
        for path, each in taken(MORNING, SUNNY, "Heron H1").items()
        if not any(path.endswith(f"_{shot}.jpg") for shot in SHOTS[:4])
    }
    assert found(one | other) == []


def test_photos_without_a_time_where_others_have_one() -> None:
    photos = taken(MORNING) | dict(list(taken(None).items())[:3])
    (told,) = found(photos)
    assert (told.code, told.severity) == ("photo.no-time", Severity.INFO)
    assert "3 photos have no time" in told.message


def test_shop_without_any_time_is_not_told() -> None:
    assert found(taken(None)) == []
