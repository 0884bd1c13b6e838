"""What was the light when a photo was taken, by what its paper and the papers of its neighbours in time say?

Neighbours are taken within stretches of steady light: where the light changed in one step, such as the sun going behind
a house, nothing is smoothed across. Against what its neighbours say, a photo's own reading is weighed by how well they
agree: where they do, what differs is a reflection or no paper at all; where they do not, as under automatic exposure,
the own reading is the better one. Everything is in natural logarithms of light, vectorised, and n log n.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

NEIGHBOURS = 8
# Seconds. Who is farther away is not asked while somebody nearer is there.
REACH = 30 * 60.0
# A step, or a contradiction, is this many times what noise and the neighbours' own scatter explain.
CLEAR = 4.0
# How far eight neighbours scatter is itself only known to a factor of about two. Where they do not agree among
# themselves, an honest reading must not be called odd.
DOUBT = 2.0
# A trend is one where it leaves less than this of the scatter.
TREND = 1 / 3
# As many readings on either side must agree before a change is a step rather than some odd frames.
ENOUGH = 5
# Median and upper quartile of how far a normal distribution's values are from its middle, in deviations.
MEDIAN, QUARTILE = 0.6745, 1.1503


@dataclass(frozen=True, slots=True)
class Smooth:
    """For each moment, `light` (n × d, NaN where nothing is known) and whether its own reading was `odd`."""

    light: Array
    odd: Array


def smooth(times: Array, readings: Array, *, noise: float) -> Smooth:
    """The light at each moment. `times` (n) are seconds, rising; `readings` (n × d) have NaN where there is none.

    `noise` is by how much a reading is off even in steady light, as a share of the light.
    """
    witnesses = np.flatnonzero(~np.isnan(readings[:, 0]))
    if not len(witnesses):
        return Smooth(readings, np.zeros(len(times), dtype=bool))
    said = readings[witnesses]
    stretches = _stretches(said, noise)
    heard = _Heard(times[witnesses], said, stretches)
    middle, scatter, count = heard.around(times, own=_positions(witnesses, len(times)))
    away = np.sqrt(((readings - middle) ** 2).sum(axis=1))
    # A single neighbour that differs does not tell which of the two is right.
    judged = ~np.isnan(away) & (count >= 2)
    odd = judged & (away > CLEAR * np.sqrt((DOUBT * scatter) ** 2 + noise**2))
    true = np.maximum(scatter**2 - noise**2, 0)
    # A few can tell that one is odd, but not by how much the light varies.
    weight = np.where(count >= ENOUGH, true / (true + noise**2), 1)[:, None]
    alone = np.isnan(readings[:, :1])
    light = np.where(alone | odd[:, None], middle, readings * weight + np.nan_to_num(middle) * (1 - weight))
    return Smooth(light, odd)


def _positions(witnesses: Array, count: int) -> Array:
    """The place of each moment among the witnesses, -1 where it is none."""
    own = np.full(count, -1)
    own[witnesses] = np.arange(len(witnesses))
    return own


@dataclass(frozen=True, slots=True)
class _Heard:
    """Readings in order of time, with the number of the stretch that each belongs to."""

    times: Array
    said: Array
    stretch: Array

    def around(self, times: Array, own: Array) -> tuple[Array, Array, Array]:
        """What the neighbours of each moment say of it (n × d), how far they scatter (n) and how many they are (n).

        The moment's `own` reading is left out.
        """
        nearest = self._nearest(times)
        first = np.searchsorted(self.times, times)
        around = first[:, None] + np.arange(-NEIGHBOURS - 1, NEIGHBOURS + 1)
        inside = (around >= 0) & (around < len(self.times))
        around = np.clip(around, 0, len(self.times) - 1)
        home = self.stretch[np.where(own >= 0, own, nearest)]
        asked = inside & (around != own[:, None]) & (self.stretch[around] == home[:, None])
        away = np.where(asked, np.abs(self.times[around] - times[:, None]), np.inf)
        order = np.argsort(away, axis=1, kind="stable")[:, :NEIGHBOURS]
        away = np.take_along_axis(away, order, axis=1)
        chosen = np.take_along_axis(around, order, axis=1)
        known = (away <= np.maximum(REACH, 2 * away[:, :1])) & np.isfinite(away)
        said = np.where(known[..., None], self.said[chosen], np.nan)
        line = _line_through(self.times[chosen] - times[:, None], said)
        scatter = _spread(np.abs(said - line.at(self.times[chosen] - times[:, None])))
        return line.middle, np.sqrt((scatter**2).sum(axis=1)), known.sum(axis=1)

    def _nearest(self, times: Array) -> Array:
        after = np.clip(np.searchsorted(self.times, times), 0, len(self.times) - 1)
        before = np.maximum(after - 1, 0)
        earlier = np.abs(times - self.times[before]) <= np.abs(self.times[after] - times)
        nearest: Array = np.where(earlier, before, after)
        return nearest


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight line through neighbours' readings: `middle` (n × d) at the moment itself, `slope` a second."""

    middle: Array
    slope: Array

    def at(self, seconds: Array) -> Array:
        """Its value (n × k × d) so many seconds (n × k) after the moment."""
        value: Array = self.middle[:, None] + self.slope[:, None] * seconds[..., None]
        return value


def _line_through(seconds: Array, said: Array) -> _Line:
    """After Theil and Sen, by medians, so that some odd readings do not bend it.

    It slopes only where that explains nearly all of how the readings differ: a plain median lags behind the evening
    light at the ends of a session, but a trend seen in mere noise leads farther astray. It never leaves the range of
    what was said.
    """
    one, other = np.triu_indices(NEIGHBOURS, 1)
    apart = (seconds[:, other] - seconds[:, one])[..., None]
    rise = said[:, other] - said[:, one]
    slope = np.nan_to_num(_median(np.divide(rise, apart, out=np.full_like(rise, np.nan), where=apart != 0)))
    sloping = said - slope[:, None] * seconds[..., None]
    middle, flat = _median(sloping), _median(said)
    clear = _spread(np.abs(sloping - middle[:, None])) < TREND * _spread(np.abs(said - flat[:, None]))
    clear &= (~np.isnan(said)).sum(axis=1) >= ENOUGH
    lowest, highest = np.fmin.reduce(said, axis=1), np.fmax.reduce(said, axis=1)
    return _Line(np.where(clear, np.clip(middle, lowest, highest), flat), np.where(clear, slope, 0))


def _spread(away: Array) -> Array:
    """The deviation of a normal distribution whose distances from its middle these are (n × k × d, NaN for none).

    By the upper quartile: of eight readings the median alone is too often far too small by chance.
    """
    count = (~np.isnan(away)).sum(axis=1, keepdims=True)
    place = np.maximum(np.ceil(count * 0.75).astype(int) - 1, 0)
    quartile: Array = np.take_along_axis(np.sort(away, axis=1), place, axis=1)[:, 0]
    return quartile / QUARTILE


def _median(values: Array) -> Array:
    """Median over the second of three axes, without NaN; NaN where there is nothing else."""
    ordered = np.sort(values, axis=1)
    count = np.maximum((~np.isnan(values)).sum(axis=1, keepdims=True), 1)
    low = np.take_along_axis(ordered, (count - 1) // 2, axis=1)
    high = np.take_along_axis(ordered, count // 2, axis=1)
    middle: Array = ((low + high) / 2)[:, 0]
    return middle


def _stretches(said: Array, noise: float) -> Array:
    """The number of the stretch of steady light that each reading belongs to."""
    number = np.zeros(len(said), dtype=int)
    for start in _steps(said, noise):
        number[start:] += 1
    return number


def _steps(said: Array, noise: float) -> list[int]:
    """Where the light changes at once: the first reading of each new stretch."""
    if len(said) < 2 * ENOUGH:
        return []
    windows = np.moveaxis(np.lib.stride_tricks.sliding_window_view(said, ENOUGH, axis=0), -1, 1)
    left, right = windows[:-ENOUGH], windows[ENOUGH:]
    before, after = _median(left), _median(right)
    scatter = np.maximum(_median(np.abs(left - before[:, None])), _median(np.abs(right - after[:, None]))) / MEDIAN
    jump = np.sqrt(((after - before) ** 2).sum(axis=1))
    score = jump / np.sqrt((scatter**2).sum(axis=1) + noise**2)
    starts: list[int] = []
    for at in np.flatnonzero(score > CLEAR).tolist():
        around = score[max(0, at - ENOUGH + 1) : at + ENOUGH]
        if score[at] == around.max() and (not starts or at >= starts[-1]):
            starts.append(at + ENOUGH)
    return [_exact(said, start, before[start - ENOUGH], after[start - ENOUGH]) for start in starts]


def _exact(said: Array, start: int, before: Array, after: Array) -> int:
    """The very place of a step near `start`: medians hardly change when it is missed by a frame or two."""
    reach = ENOUGH // 2
    near = said[start - reach : start + reach]
    older, newer = np.abs(near - before).sum(axis=1), np.abs(near - after).sum(axis=1)
    cost = [older[:place].sum() + newer[place:].sum() for place in range(len(near) + 1)]
    return start - reach + int(np.argmin(cost))
