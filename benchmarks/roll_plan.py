"""What does a seller photograph, frame by frame, with the mistakes that sellers make?

Each group is a slate and then its subject's shots in the planned order. Of 400 groups some have one mistake each:

| mistake   | of 400 | what happened                                              | decidable by order           |
|-----------|-------:|------------------------------------------------------------|------------------------------|
| `dropped` |     20 | no slate: its frames follow those of the group before it   | neither group (`swallowing`) |
| `twice`   |      5 | the slate was photographed twice before its frames         | yes                          |
| `again`   |      5 | the slate was photographed again between its frames        | yes                          |
| `retake`  |     30 | one frame was taken again, a little moved, turned, exposed | yes                          |
| `double`  |      8 | the same, one frame too many that nobody meant             | yes                          |
| `stray`   |      7 | a frame of something else                                  | no                           |
| `missing` |     15 | one shot was forgotten                                     | no                           |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from listingkit.shots.model import Group
from listingkit.words import count

MISTAKES = {"dropped": 20, "twice": 5, "again": 5, "retake": 30, "double": 8, "stray": 7, "missing": 15}
OF = 400
UNDECIDABLE = frozenset({"dropped", "swallowing", "stray", "missing"})
WINDOWS = (dt.time(8), dt.time(10)), (dt.time(16), dt.time(18))
FIRST_DAY = dt.date(2026, 12, 1)
FIRST_NUMBER, LAST_NUMBER = 8500, 9999  # so that the camera's counter starts again at 0001 once


@dataclass(frozen=True, slots=True)
class Frame:
    """One file of the card. `kind` is slate, frame, retake, double or stray; `mistake` that of its group, or empty;
    `shot` is empty for slates and strays. `nudge` is the seed by which a picture was moved and exposed anew, 0 = not.
    """

    kind: str
    subject: str
    shot: str
    mistake: str
    look: tuple[str, ...] = ()
    model: int = 0
    nudge: int = 0
    taken: dt.datetime = dt.datetime.min
    path: str = ""

    @property
    def decidable(self) -> bool:
        """Whether the order of the frames tells what it shows."""
        return self.kind not in {"slate", "stray"} and self.mistake not in UNDECIDABLE


def roll(groups: Sequence[Group], random: np.random.Generator) -> list[Frame]:
    """All frames in the order in which they were taken, with time and path on the card."""
    mistakes = _mistakes(len(groups), random)
    frames: list[Frame] = []
    clock = _Clock(random)
    before = ""
    for number, group in enumerate(groups):
        clock.pause(another_product=group.subject.spu != before)
        before = group.subject.spu
        for frame in _frames(group, number, mistakes[number], random):
            frames.append(replace(frame, taken=clock.next(slate=frame.kind == "slate")))
    return [replace(frame, path=_path(number)) for number, frame in enumerate(frames)]


def told(frames: Sequence[Frame]) -> str:
    """The roll in words."""
    kinds = {kind: sum(frame.kind == kind for frame in frames) for kind in ("slate", "frame", "retake", "double")}
    groups = len({frame.subject for frame in frames if frame.kind == "frame"})
    parts = (
        count(len(frames), "file"),
        count(groups, "subject"),
        f"{kinds['slate']:,} photos of slates",
        count(kinds["retake"], "retake"),
        count(kinds["double"], "double"),
    )
    return ", ".join(parts)


def _mistakes(groups: int, random: np.random.Generator) -> list[str]:
    """One for each group; the shares are those of MISTAKES, at least one of each where there is room."""
    order = [int(each) for each in random.permutation(groups)]
    made = [""] * groups
    for mistake, of_all in MISTAKES.items():
        wanted = max(1, round(of_all * groups / OF))
        for at in order:
            if not wanted:
                break
            if made[at] or (mistake == "dropped" and (at == 0 or made[at - 1])):
                continue
            made[at] = mistake
            if mistake == "dropped":
                made[at - 1] = "swallowing"
            wanted -= 1
    return made


def _frames(group: Group, number: int, mistake: str, random: np.random.Generator) -> Iterator[Frame]:
    look = tuple(value.label for _, value in group.subject.choices)
    model = int(group.subject.spu[1:])
    slate = Frame("slate", group.subject.id, "", mistake, look, model)
    shots = [Frame("frame", group.subject.id, kind.name, mistake, look, model) for kind in group.kinds]
    at = int(random.integers(1, len(shots)))
    if mistake == "missing":
        del shots[at]
    if mistake in {"retake", "double"}:
        shots.insert(at + 1, replace(shots[at], kind=mistake, nudge=number + 1))
    if mistake == "stray":
        shots.insert(at, replace(shots[at], kind="stray", shot="", nudge=number + 1))
    if mistake == "again":
        shots.insert(at, slate)
    slates = {"dropped": 0, "twice": 2}.get(mistake, 1)
    yield from (replace(slate, nudge=seed) for seed in range(slates))
    yield from (replace(each, nudge=9) if each.kind == "slate" else each for each in shots)


class _Clock:
    """Some seconds between frames, more for another look, more still for another product, and only in good light."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._day, self._window = FIRST_DAY, 0
        self._now = dt.datetime.combine(FIRST_DAY, WINDOWS[0][0])

    def pause(self, *, another_product: bool) -> None:
        self._now += dt.timedelta(seconds=float(self._random.uniform(*((60, 240) if another_product else (15, 60)))))
        if self._now.time() >= WINDOWS[self._window][1]:
            self._window = (self._window + 1) % len(WINDOWS)
            self._day += dt.timedelta(days=self._window == 0)
            self._now = dt.datetime.combine(self._day, WINDOWS[self._window][0])

    def next(self, *, slate: bool) -> dt.datetime:
        self._now += dt.timedelta(seconds=float(self._random.uniform(*((5, 15) if slate else (10, 40)))))
        return self._now


def _path(number: int) -> str:
    counter = FIRST_NUMBER + number
    folder, counter = (100, counter) if counter <= LAST_NUMBER else (101, counter - LAST_NUMBER)
    return f"DCIM/{folder}CANON/IMG_{counter:04}.JPG"
