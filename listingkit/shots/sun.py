"""At which hours of a day does the sun stand as it should?

The sun's place is computed by astral (NOAA's equations), to a minute or so; it knows neither mountains nor clouds.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from listingkit.settings_light import SunTable

Window = tuple[dt.time, dt.time]


def sun_windows(sun: SunTable, day: dt.date) -> tuple[Window, ...]:
    """The windows of `day`, in clock time of the place, to the minute: morning and evening; one where the sun does not
    climb beyond `highest`, none where it does not reach `lowest`.
    """
    from astral import Observer
    from astral.sun import noon

    place, zone = Observer(sun.latitude, sun.longitude), ZoneInfo(sun.timezone)
    # Half a day on either side of noon the sun is lowest: in between it climbs, and then it sinks.
    top = noon(place, day, tzinfo=zone).astimezone(zone)
    half = dt.timedelta(hours=12)
    spans = []
    for begin, end in ((top - half, top), (top + half, top)):
        low, high = (_reached(place, begin, end, degrees) for degrees in (sun.lowest, sun.highest))
        if low is None:
            return ()
        spans.append((low, high or top))
    (rises, morning), (sets, evening) = spans
    pairs = [(rises, sets)] if morning == evening else [(rises, morning), (evening, sets)]
    windows = [(_up(begin), end.replace(second=0, microsecond=0)) for begin, end in pairs]
    return tuple((one.time(), two.time()) for one, two in windows if one.date() == two.date() == day and one < two)


def _reached(place: object, low: dt.datetime, high: dt.datetime, degrees: float) -> dt.datetime | None:
    """When, between its lowest and its highest stand, the sun reaches `degrees`; None where it never does."""
    from astral.sun import elevation

    def height(at: dt.datetime) -> float:
        return elevation(place, at, with_refraction=False)  # type: ignore[arg-type]

    if not height(low) < degrees <= height(high):
        return None
    while abs(high - low) > dt.timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if height(middle) < degrees else (low, middle)
    return high


def _up(at: dt.datetime) -> dt.datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + dt.timedelta(minutes=1)
