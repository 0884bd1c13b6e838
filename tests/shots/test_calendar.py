"""Do days, windows and minutes come out as the light allows?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.errors import BadInputError
from listingkit.settings import DEFAULT_SHOTS, LightTable, ShotTemplate
from listingkit.shots.calendar import Calendar
from listingkit.shots.plan import plan_shots
from tests.builders.shots import TODAY, catalogue

COLOURS = ["Navy", "Red", "Green", "Yellow", "Pink", "Sky Blue"]


def scheduled(catalog, templates=DEFAULT_SHOTS, **light):
    calendar = Calendar(LightTable(**light), TODAY)
    return calendar, list(calendar.schedule(plan_shots(catalog, templates)))


def test_2880_photos_of_a_minute_in_four_hours_a_day_are_12_days():
    calendar, due = scheduled(catalogue({f"U{n:03}": {"colour": COLOURS} for n in range(60)}))
    assert (calendar.minutes, calendar.days, calendar.finish) == (2880, 12, dt.date(2026, 5, 22))
    assert due[119][1].window_text == "08:00-10:00"
    assert due[120][1].window_text == "16:00-18:00"
    assert due[240][1].day == dt.date(2026, 5, 12)


def test_start_and_skipped_days_are_kept():
    catalog = catalogue({"U1": {"colour": COLOURS[:5]}})
    start = dt.date(2026, 6, 1)
    calendar, due = scheduled(catalog, windows="08:00-08:20", start=start, skip=(dt.date(2026, 6, 2),))
    assert [session.day.day for _, session in due] == [1] * 20 + [3] * 20
    assert calendar.days == 2


def test_start_that_is_over_plans_nothing_on_days_that_are_over():
    calendar, due = scheduled(catalogue({"U1": {}}), start=TODAY - dt.timedelta(days=30))
    assert {session.day for _, session in due} == {TODAY} == {calendar.start}


def test_start_to_come_is_the_first_day():
    start = TODAY + dt.timedelta(days=3)
    assert Calendar(LightTable(start=start), TODAY).start == start


def test_shot_s_own_seconds_win():
    calendar, _ = scheduled(catalogue({"U1": {}}), [ShotTemplate(name="front", seconds=90.5)])
    assert (calendar.seconds, calendar.minutes) == (90.5, 2)


def test_changes_of_product_colour_and_pattern_cost_time():
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"], "pattern": ["Dots", "Plaid"]}, "U2": {}})
    change = {"product": 100, "colour": 10, "pattern": 1}
    calendar, _ = scheduled(catalog, [ShotTemplate(name="front")], seconds_per_change=change)
    # dots→plaid, navy→red, dots→plaid, U1→U2
    assert calendar.seconds == 5 * 60 + 1 + 10 + 1 + 100


def test_shot_longer_than_every_window_is_refused_and_not_planned_for_ever():
    with pytest.raises(BadInputError, match="longer than every light window"):
        scheduled(catalogue({"U1": {}}), [ShotTemplate(name="front", seconds=10_000)])


def test_long_shot_waits_for_the_longer_window():
    _, due = scheduled(
        catalogue({"U1": {}}), [ShotTemplate(name="front", seconds=5000)], windows=["08:00-09:00", "16:00-18:00"]
    )
    assert due[0][1].window_text == "16:00-18:00"


@given(st.integers(1, 40), st.integers(1, 50), st.floats(1, 900))
def test_no_window_is_overfilled_and_no_shot_is_lost(models, minutes, seconds):
    window = (dt.time(8), dt.time(8, 15 + minutes % 40))
    catalog = catalogue({f"U{n}": {} for n in range(models)})
    calendar, due = scheduled(catalog, windows=(window,), seconds_per_shot=seconds)
    length = (15 + minutes % 40) * 60
    per_day = [sum(1 for _, session in due if session.day == day) for day in {session.day for _, session in due}]
    assert sum(per_day) == len(due) == models * 8
    assert max(per_day) * seconds <= length + 1e-6
    assert calendar.days == len(per_day)
