"""On which day, in which light, is each photo taken?"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from listingkit.errors import BadInputError
from listingkit.settings import ChangeSeconds, LightTable
from listingkit.shots.model import Session, Shot, Subject

DAY = dt.date(2000, 1, 1)
LAST = dt.date(9000, 1, 1)


@dataclass(slots=True)
class Calendar:
    """Gives each shot its session, in the order in which they come, and keeps the sum.

    `start` is the first day that can have a shot: days that are over take none. `seconds` is the whole time,
    changes of set-up included; `days` the days with at least one shot.
    """

    light: LightTable
    today: dt.date
    seconds: float = 0
    days: int = 0
    finish: dt.date | None = None
    start: dt.date = field(init=False)
    _sessions: Iterator[Session] = field(init=False)
    _session: Session = field(init=False)
    _left: float = field(init=False)
    _subject: Subject | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.start = max(self.light.start or self.today, self.today)
        self._sessions = _sessions(self.light, self.start)
        self._open()

    def schedule(self, shots: Iterable[Shot]) -> Iterator[tuple[Shot, Session]]:
        """Each shot with its session. Raises BadInputError where one shot is longer than every window."""
        for shot in shots:
            needed = self._seconds(shot)
            if needed > self._left:
                self._open()
                needed = self._seconds(shot)
                self._must_fit(shot, needed)
            self._left -= needed
            self.seconds += needed
            self._subject = shot.subject
            if self.finish != self._session.day:
                self.days += 1
                self.finish = self._session.day
            yield shot, self._session

    @property
    def minutes(self) -> int:
        """The whole time, rounded up."""
        return math.ceil(self.seconds / 60)

    def _open(self) -> None:
        self._session = next(self._sessions)
        self._left = _length(self._session.window)
        # After a break the first subject is set up before the light comes.
        self._subject = None

    def _seconds(self, shot: Shot) -> float:
        own = shot.kind.seconds if shot.kind.seconds is not None else self.light.seconds_per_shot
        return own + change_seconds(self._subject, shot.subject, self.light.seconds_per_change)

    def _must_fit(self, shot: Shot, needed: float) -> None:
        for _ in self.light.windows:
            if needed <= self._left:
                return
            self._open()
        if needed > self._left:
            raise BadInputError(
                f"shop.toml: the shot `{shot.kind.name}` takes {needed:g} s, longer than every light window",
                "Lower its seconds in [[shots]], or widen [light] windows.",
            )


def change_seconds(before: Subject | None, after: Subject, change: ChangeSeconds) -> float:
    """The set-up time between two subjects: that of the largest thing that changes."""
    if before is None or before.id == after.id:
        return 0
    return {"product": change.product, "colour": change.colour, "pattern": change.pattern}[
        kind_of_change(before, after)
    ]


def kind_of_change(before: Subject, after: Subject) -> str:
    """The largest thing that changes between two subjects: `product`, `colour` or `pattern`."""
    if before.spu != after.spu:
        return "product"
    colours = [[value.code for name, value in each.choices if name.casefold() == "colour"] for each in (before, after)]
    return "colour" if colours[0] != colours[1] else "pattern"


def _sessions(light: LightTable, start: dt.date) -> Iterator[Session]:
    day = start
    while day < LAST:
        if day not in light.skip:
            for window in light.windows:
                yield Session(day, window)
        day += dt.timedelta(days=1)
    raise BadInputError("shop.toml: the shoot would not end before the year 9000", "Lower [light] seconds_per_shot.")


def _length(window: tuple[dt.time, dt.time]) -> float:
    return (dt.datetime.combine(DAY, window[1]) - dt.datetime.combine(DAY, window[0])).total_seconds()
