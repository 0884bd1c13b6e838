"""How does the paper's colour over a session become a drawing?

Plain SVG in the page's own colours, with a dash and a letter for each channel, so that it reads in print, in the dark,
and by those who cannot tell red from green.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from listingkit.pixels.model import Linear
from listingkit.report.light import LightSession, PaperPoint

WIDTH, HEIGHT = 360.0, 150.0  # of a chart, in its own units
LEFT, RIGHT, TOP, BOTTOM = 34.0, 18.0, 8.0, 34.0
MOST_POINTS = 180
SPAN = 24  # levels that a chart shows at least


@dataclass(frozen=True, slots=True)
class Line:
    """One channel in a chart: its letter, the points of the line, and where the letter stands."""

    letter: str
    points: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing ready for the page, in units of WIDTH × HEIGHT."""

    title: str
    lines: tuple[Line, ...]
    grid: tuple[tuple[float, int], ...]
    """Height and level of each horizontal line."""
    odd: tuple[tuple[float, float], ...]
    strip: tuple[tuple[float, float, str], ...]
    """The paper's own colour over time: left, width, colour."""
    began: str
    ended: str


def charts(session: LightSession) -> tuple[Chart, ...]:
    """The paper's colour over time as shot and, where it is corrected, after; both to the same scale."""
    points = session.points[:: -(-len(session.points) // MOST_POINTS) or 1]
    if len(points) < 2:
        return ()
    scale = _Scale.over(points)
    places = _places(points)
    before = [_Dot(x, point.before, point.odd) for x, point in zip(places, points, strict=True)]
    after = [_Dot(x, point.after, point.odd) for x, point in zip(places, points, strict=True) if point.after]
    ends = points[0].at, points[-1].at
    shown = [("as shot", before), ("corrected", after)]
    return tuple(_chart(title, dots, scale, ends) for title, dots in shown if dots)


@dataclass(frozen=True, slots=True)
class _Dot:
    """One photo's paper in a chart."""

    x: float
    levels: Linear
    odd: bool


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a level stands in a chart."""

    low: float
    high: float

    @classmethod
    def over(cls, points: Sequence[PaperPoint]) -> _Scale:
        levels = [level for point in points for level in (*point.before, *(point.after or ()))]
        high = min(255.0, max(levels) + 4)
        return cls(max(0.0, min(min(levels) - 4, high - SPAN)), high)

    def y(self, level: float) -> float:
        share = (self.high - level) / (self.high - self.low)
        return round(TOP + share * (HEIGHT - TOP - BOTTOM), 1)

    def grid(self) -> tuple[tuple[float, int], ...]:
        step = next(step for step in (5, 10, 20, 50) if (self.high - self.low) / step <= 6)
        first = math.ceil(self.low / step) * step
        return tuple((self.y(level), level) for level in range(first, int(self.high) + 1, step))


def _places(points: Sequence[PaperPoint]) -> list[float]:
    """Where each moment stands; photos without a time stand in their order."""
    first = points[0].at
    times = [(point.at - first).total_seconds() if point.at and first else 0.0 for point in points]
    if times[0] == times[-1]:
        times = [float(number) for number in range(len(points))]
    share = (WIDTH - LEFT - RIGHT) / (times[-1] - times[0])
    return [round(LEFT + (time - times[0]) * share, 1) for time in times]


def _chart(
    title: str, dots: Sequence[_Dot], scale: _Scale, ends: tuple[dt.datetime | None, dt.datetime | None]
) -> Chart:
    sound = [dot for dot in dots if not dot.odd] or list(dots)
    odd = tuple((dot.x, scale.y(dot.levels[1])) for dot in dots if dot.odd)
    lines = tuple(_line(number, letter, sound, scale) for number, letter in enumerate("RGB"))
    began, ended = (f"{end:%H:%M}" if end else name for end, name in zip(ends, ("first", "last"), strict=True))
    return Chart(title, _apart(lines), scale.grid(), odd, _strip(dots), began, ended)


def _line(channel: int, letter: str, dots: Sequence[_Dot], scale: _Scale) -> Line:
    places = [(dot.x, scale.y(dot.levels[channel])) for dot in dots]
    return Line(letter, " ".join(f"{x:g},{y:g}" for x, y in places), places[-1][0] + 3, places[-1][1] + 3.5)


def _apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The letters at the ends of their lines, one beneath the other where lines end together."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda each: each.y):
        lowest = placed[-1].y + 9 if placed else 0.0
        placed.append(Line(line.letter, line.points, line.x, max(line.y, lowest)))
    return tuple(placed)


def _strip(dots: Sequence[_Dot]) -> tuple[tuple[float, float, str], ...]:
    ends = [*(dot.x for dot in dots[1:]), WIDTH - RIGHT]
    return tuple(
        (dot.x, round(max(end - dot.x, 1.0), 1), "#" + "".join(f"{round(level):02x}" for level in dot.levels))
        for dot, end in zip(dots, ends, strict=True)
    )
