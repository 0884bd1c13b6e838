"""On which day, in which light, is each photo taken?"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from listingkit.errors import BadInputError
from listingkit.settings import LightTable
from listingkit.shots.changes import changes_between, seconds_of
from listingkit.shots.model import Session, Shot
from listingkit.shots.sun import sun_windows

DAY = dt.date(2000, 1, 1)
LAST = dt.date(9000, 1, 1)
YEAR = 366


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
    changes: Counter[Session] = field(default_factory=Counter, init=False)
    """Of set-up, in each session that has a photo."""
    spent: defaultdict[Session, float] = field(default_factory=lambda: defaultdict(float), init=False)
    """Seconds of each session that has a photo."""
    start: dt.date = field(init=False)
    _sessions: Iterator[Session] = field(init=False)
    _session: Session = field(init=False)
    _left: float = field(init=False)
    _before: Shot | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.start = max(self.light.start or self.today, self.today)
        self._sessions = _sessions(self.light, self.start)
        self._open()

    def schedule(self, shots: Iterable[Shot]) -> Iterator[tuple[Shot, Session]]:
        """Each shot with its session. Raises BadInputError where one shot is longer than every window."""
        for shot in shots:
            changes = changes_between(self._before, shot) if self._before else ()
            if self._seconds(shot, changes) > self._left:
                self._open()
                changes = ()
                self._must_fit(shot)
            self._take(shot, changes)
            if self.finish != self._session.day:
                self.days += 1
                self.finish = self._session.day
            yield shot, self._session

    def _take(self, shot: Shot, changes: tuple[str, ...]) -> None:
        needed = self._seconds(shot, changes)
        # Without a tripod another angle is no change of set-up.
        angles = self.light.seconds_per_change.angle > 0
        self.changes[self._session] += sum(kind != "angle" or angles for kind in changes)
        self.spent[self._session] += needed
        self.seconds += needed
        self._left -= needed
        self._before = shot

    @property
    def minutes(self) -> int:
        """The whole time, rounded up."""
        return math.ceil(self.seconds / 60)

    def _open(self) -> None:
        self._session = next(self._sessions)
        self._left = _length(self._session.window)
        # After a break the first subject is set up before the light comes.
        self._before = None

    def _seconds(self, shot: Shot, changes: tuple[str, ...] = ()) -> float:
        own = shot.kind.seconds if shot.kind.seconds is not None else self.light.seconds_per_shot
        return own + seconds_of(Counter(changes), self.light.seconds_per_change)

    def _must_fit(self, shot: Shot) -> None:
        needed = self._seconds(shot)
        for _ in range(YEAR if self.light.sun else len(self.light.windows)):
            if needed <= self._left:
                return
            self._open()
        if needed > self._left:
            raise BadInputError(
                f"shop.toml: the shot `{shot.kind.name}` takes {needed:g} s, longer than every light window",
                "Lower its seconds in [[shots]], or widen [light] windows.",
            )


def _sessions(light: LightTable, start: dt.date) -> Iterator[Session]:
    day, dark = start, 0
    while day < LAST and dark < YEAR:
        windows = sun_windows(light.sun, day) if light.sun else light.windows
        dark = 0 if windows else dark + 1
        for window in windows:
            if not any(lost.covers(day, window) for lost in light.skip):
                yield Session(day, window)
        day += dt.timedelta(days=1)
    if light.sun and dark:
        raise BadInputError(
            f"shop.toml: at this place the sun does not stand at {light.sun.lowest:g} degrees for a year",
            "Lower [light.sun] lowest, or look whether latitude, longitude and timezone are those of one place.",
        )
    raise BadInputError("shop.toml: the shoot would not end before the year 9000", "Lower [light] seconds_per_shot.")


def _length(window: tuple[dt.time, dt.time]) -> float:
    return (dt.datetime.combine(DAY, window[1]) - dt.datetime.combine(DAY, window[0])).total_seconds()
