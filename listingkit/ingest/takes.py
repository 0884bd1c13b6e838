"""Which neighbouring frames are takes of one shot?

Two that show the same picture are candidates. Among the frames of a slate there must be as many as there are frames too
many, or the best of them must be clearly better than the next: from a black umbrella's outside to its inside little
changes too, and a frame that is no take must not make up for a stranger among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from listingkit.ingest.model import Frame
from listingkit.pixels.retake import CloserLook, Sight, close_fit, may_be_retake, retake_fit

CLEARER = 2.0
"""The next candidate must leave so many times as much. Takes leave 1 to 3 levels, the least different angles 3 to 6."""

Look = Callable[[Frame], CloserLook | None]
"""Takes a closer look at a frame; None where it cannot be read any more."""
Takes = tuple[tuple[Frame, ...], ...]
Fits = tuple[float | None, ...]


def fits(frames: Sequence[Frame]) -> Fits:
    """What differs between two neighbours laid on each other, in levels; None where they show different pictures."""
    return tuple(_fit(one, two) for one, two in pairwise(frames))


def closely(frames: Sequence[Frame], look: Look) -> Fits:
    """As `fits`, but neighbours that may be takes are compared by closer looks, which also tell a pattern."""
    return tuple(_close_fit(one, two, look) for one, two in pairwise(frames))


def alike(found: Fits) -> set[int]:
    """Behind which frames the next one shows the same."""
    return {index for index, rest in enumerate(found) if rest is not None}


def grouped(frames: Sequence[Frame], found: Collection[int]) -> Takes:
    """The frames, with those behind `found` joined to the one before."""
    several: list[list[Frame]] = []
    for index, frame in enumerate(frames):
        if index and index - 1 in found:
            several[-1].append(frame)
        else:
            several.append([frame])
    return tuple(tuple(each) for each in several)


def takes(frames: Sequence[Frame], found: Fits, planned: int, habits: Collection[int] = ()) -> Takes | None:
    """The frames as so many shots; None where it is not certain which are takes of one.

    `habits` are the places of the shot list behind which the product's other looks have the same picture again.
    """
    surplus = len(frames) - planned
    if surplus < 0:
        return None
    ranked = sorted((rest, index) for index, rest in enumerate(found) if rest is not None)
    chosen, others = ranked[:surplus], ranked[surplus:]
    if len(chosen) < surplus or (chosen and others and others[0][0] < CLEARER * chosen[-1][0]):
        return None
    at = sorted(index for _, index in chosen)
    if _habitual(at, habits):
        return None
    return grouped(frames, at)


def _habitual(at: Sequence[int], habits: Collection[int]) -> bool:
    # Each frame too many may be a stranger instead of a take, and then what follows it is one place further back.
    return any(
        index - before - strangers in habits for before, index in enumerate(at) for strangers in range(len(at) + 1)
    )


def _fit(one: Frame, two: Frame) -> float | None:
    first, second = _sight(one), _sight(two)
    fit = retake_fit(first, second) if first and second else None
    return fit.rest if fit else None


def _close_fit(one: Frame, two: Frame, look: Look) -> float | None:
    first, second = _sight(one), _sight(two)
    if first is None or second is None or not may_be_retake(first, second):
        return None
    closer_one, closer_two = look(one), look(two)
    if closer_one is None or closer_two is None:
        return _fit(one, two)
    fit = close_fit(closer_one, closer_two)
    return fit.rest if fit else None


def _sight(frame: Frame) -> Sight | None:
    facts = frame.facts
    return Sight(facts.likeness, facts.palette) if facts and facts.likeness else None
