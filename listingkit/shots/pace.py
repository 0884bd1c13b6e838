"""How long does a photo take in truth, and how long a change of subject? Told by the camera's own clock."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from listingkit.shots.changes import SUBJECT_KINDS, kind_of_change
from listingkit.shots.model import Coverage

BREAK_SECONDS = 600
BREAK_TIMES = 4
"""A gap is a break where it is longer than both: ten minutes, and four times what a photo takes in the median."""
ODD_TIMES = 4
"""Of the same shot or kind of change, what takes more than four times the median is left out too."""
ENOUGH = 5
CLEAR_SECONDS, CLEAR_SHARE = 5.0, 0.15
CLEAR_ERRORS = 3
PHOTO, AGAIN = "photo", "take"

Taken = Mapping[str, tuple[str, dt.datetime | None]]
"""By photo path, the camera and its local time, None where the photo does not say it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds, from how many gaps, and by how much they may be off; `seconds` is None where the gaps are too few."""

    seconds: float | None = None
    gaps: int = 0
    error: float = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """What the clock told. `photo` is of all shots together, `shots` by shot name, `changes` by kind of change;
    `breaks` counts the gaps that were left out. `photos` are the known photos, `timed` those of them with a time.
    """

    photo: Figure = Figure()
    shots: Mapping[str, Figure] = field(default_factory=dict)
    changes: Mapping[str, Figure] = field(default_factory=dict)
    breaks: int = 0
    photos: int = 0
    timed: int = 0

    def clearly_differs(self, shot: str, seconds: float) -> bool:
        """Whether a shot takes so much more or less than `seconds` that it deserves a figure of its own."""
        own = self.shots.get(shot, Figure())
        if own.seconds is None:
            return False
        return abs(own.seconds - seconds) >= max(CLEAR_SECONDS, CLEAR_SHARE * seconds, CLEAR_ERRORS * own.error)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The time before a frame that shows `shot`. `what` is PHOTO, AGAIN, or what has changed since the frame before."""

    what: str
    shot: str
    seconds: float


def learn_pace(coverage: Coverage, taken: Taken) -> Pace:
    """The pace of all takes, lost ones included: they took their time.

    The time before a frame belongs to the shot that it shows. While the subject stays, that is how long the shot
    takes; the time of further takes that follow at once is added, shared among all photos of that shot. Where the
    subject changes, what is more than the shot itself takes is the set-up.
    """
    gaps = list(_gaps(coverage, taken))
    usual = _median([gap.seconds for gap in gaps if gap.what == PHOTO])
    short = [gap for gap in gaps if gap.seconds <= max(BREAK_SECONDS, BREAK_TIMES * usual)]
    firsts = {shot: _sound(several) for shot, several in _grouped(short, lambda gap: gap.shot, PHOTO).items()}
    every = [gap for several in firsts.values() for gap in several]
    again = [gap for gap in short if gap.what == AGAIN and gap.seconds <= ODD_TIMES * usual]
    photo = _figure([gap.seconds for gap in every])
    own = {shot: _figure([gap.seconds for gap in several]) for shot, several in firsts.items()}
    known = {shot: figure.seconds for shot, figure in own.items() if figure.seconds is not None}
    moves = {kind: _sound(several) for kind, several in _grouped(short, lambda gap: gap.what, *SUBJECT_KINDS).items()}
    changes = {
        kind: _figure([max(0.0, gap.seconds - known.get(gap.shot, photo.seconds or 0)) for gap in several])
        for kind, several in moves.items()
        if photo.seconds is not None
    }
    used = len(every) + len(again) + sum(map(len, moves.values()))
    return Pace(
        photo=_with_takes(photo, again, gaps),
        shots={
            shot: _with_takes(figure, *([gap for gap in some if gap.shot == shot] for some in (again, gaps)))
            for shot, figure in own.items()
        },
        changes=changes,
        breaks=len(gaps) - used,
        photos=len(taken),
        timed=sum(at is not None for _, at in taken.values()),
    )


def _gaps(coverage: Coverage, taken: Taken) -> Iterator[_Gap]:
    """Between every two frames in a row of one camera that both fill a shot. Two files of one moment are one frame."""
    subjects = {group.subject.id: group.subject for group in coverage.shotlist.all_groups()}
    shown = {
        take.path: (subjects[subject], shot) for (subject, shot), takes in coverage.takes.items() for take in takes
    }
    frames: dict[str, list[tuple[dt.datetime, str]]] = defaultdict(list)
    for path, (camera, at) in taken.items():
        if at is not None:
            frames[camera].append((at, path))
    for _, several in sorted(frames.items()):
        for (earlier, before), (later, after) in pairwise(sorted(several)):
            # A frame that fills no shot hides whose time it was.
            if earlier < later and before in shown and after in shown:
                (old, last), (new, shot) = shown[before], shown[after]
                same = AGAIN if last == shot else PHOTO
                what = same if old.id == new.id else kind_of_change(old, new)
                yield _Gap(what, shot, (later - earlier).total_seconds())


def _grouped(gaps: Iterable[_Gap], key: Callable[[_Gap], str], *what: str) -> dict[str, list[_Gap]]:
    """The gaps of these kinds, by key."""
    groups: dict[str, list[_Gap]] = defaultdict(list)
    for gap in gaps:
        if gap.what in what:
            groups[key(gap)].append(gap)
    return groups


def _sound(gaps: Sequence[_Gap]) -> list[_Gap]:
    most = ODD_TIMES * _median([gap.seconds for gap in gaps])
    return [gap for gap in gaps if gap.seconds <= most]


def _figure(seconds: Sequence[float]) -> Figure:
    if len(seconds) < ENOUGH:
        return Figure(gaps=len(seconds))
    typical = median(seconds)
    # The standard error of a median, from the scatter as the median tells it: an outlier moves neither.
    scatter = 1.4826 * median([abs(each - typical) for each in seconds])
    return Figure(typical, len(seconds), 1.2533 * scatter / math.sqrt(len(seconds)))


def _with_takes(figure: Figure, again: Sequence[_Gap], gaps: Sequence[_Gap]) -> Figure:
    """With the time of further takes, shared among all photos of the shot."""
    if figure.seconds is None:
        return figure
    photos = sum(gap.what != AGAIN for gap in gaps)
    return replace(figure, seconds=figure.seconds + sum(gap.seconds for gap in again) / photos)


def _median(seconds: Sequence[float]) -> float:
    return median(seconds) if seconds else 0.0
