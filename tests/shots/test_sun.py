"""Are windows of light where the sun stands as it should?"""

from __future__ import annotations

import datetime as dt

import pytest

from listingkit.errors import BadInputError
from listingkit.settings import DEFAULT_SHOTS, LightTable
from listingkit.settings_light import SunTable
from listingkit.shots.calendar import Calendar
from listingkit.shots.plan import plan_shots
from listingkit.shots.sun import sun_windows
from tests.builders.shots import TODAY, catalogue

YIWU = {"latitude": 29.3, "longitude": 120.1, "timezone": "Asia/Shanghai"}
TROMSO = {"latitude": 69.65, "longitude": 18.96, "timezone": "Europe/Oslo"}
SYDNEY = {"latitude": -33.87, "longitude": 151.2, "timezone": "Australia/Sydney"}
HONOLULU = {"latitude": 21.3, "longitude": -157.86, "timezone": "Pacific/Honolulu"}


def near(window, begin, end):
    day = dt.date(2026, 1, 1)
    return all(
        abs(dt.datetime.combine(day, one) - dt.datetime.combine(day, two)) <= dt.timedelta(minutes=4)
        for one, two in zip(window, (begin, end), strict=True)
    )


def test_a_day_has_a_morning_and_an_evening():
    # On the equinox sin(height) = cos(latitude) · cos(hour angle), about a noon of 11:52 there.
    morning, evening = sun_windows(SunTable(**YIWU), dt.date(2026, 9, 23))
    assert near(morning, dt.time(6, 38), dt.time(8, 37))
    assert near(evening, dt.time(15, 7), dt.time(17, 5))


def test_a_low_sun_makes_one_window_and_a_lower_one_none():
    winter = dt.date(2026, 12, 21)
    assert len(sun_windows(SunTable(**YIWU, highest=60), winter)) == 1
    assert sun_windows(SunTable(**TROMSO), winter) == ()


@pytest.mark.parametrize("place", [YIWU, SYDNEY, HONOLULU])
def test_windows_of_every_day_are_in_order_wherever_the_place_lies(place):
    for week in range(0, 365, 7):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=week)
        windows = sun_windows(SunTable(**place), day)
        assert windows
        assert list(windows) == sorted(windows)
        assert all(begin < end for begin, end in windows)


def test_a_calendar_follows_the_sun():
    calendar = Calendar(LightTable(sun=YIWU), TODAY)
    due = list(calendar.schedule(plan_shots(catalogue({f"U{n}": {} for n in range(60)}), DEFAULT_SHOTS)))
    assert len(due) == 60 * 8
    assert all(session.window in sun_windows(SunTable(**YIWU), session.day) for _, session in due)


def test_a_place_without_such_a_sun_is_told_and_not_searched_for_ever():
    light = LightTable(sun={**TROMSO, "lowest": 80, "highest": 85})
    with pytest.raises(BadInputError, match="does not stand at 80 degrees"):
        list(Calendar(light, TODAY).schedule(plan_shots(catalogue({"U1": {}}), DEFAULT_SHOTS)))
