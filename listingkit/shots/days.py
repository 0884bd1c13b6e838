"""How many photos does each day's light hold, and which come first?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from listingkit.shots.model import Session, Shot

MOST = 5000
"""Shots that the outline keeps: some forty printed pages, which nobody carries and no browser finds heavy."""


@dataclass(frozen=True, slots=True)
class SessionLoad:
    """What one window of light has to do. `first` and `last` are the ids of the subjects that it begins and ends with;
    `running` counts the photos from the first window to the end of this one.
    """

    session: Session
    photos: int
    required: int
    first: str
    last: str
    running: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A shoot in short: every window, and the shots of the first windows one by one."""

    loads: tuple[SessionLoad, ...] = ()
    foremost: tuple[tuple[Shot, Session], ...] = ()

    @property
    def photos(self) -> int:
        """All shots of the shoot, those that `foremost` leaves out too."""
        return self.loads[-1].running if self.loads else 0


def outline_of(due: Iterable[tuple[Shot, Session]], most: int = MOST) -> Outline:
    """Sums up a schedule, and keeps the shots of as many whole windows as come to `most`, or the first `most` of the
    first window where that alone has more.
    """
    loads: list[SessionLoad] = []
    foremost: list[tuple[Shot, Session]] = []
    running, room = 0, most
    for session, group in groupby(due, key=lambda each: each[1]):
        # The window's own shots are kept until it has shown to be too large; the rest is only counted.
        photos = required = 0
        first = last = ""
        kept: list[tuple[Shot, Session]] = []
        for shot, _ in group:
            if len(kept) < room:
                kept.append((shot, session))
            photos += 1
            required += shot.kind.required
            first, last = first or shot.subject.id, shot.subject.id
        running += photos
        loads.append(SessionLoad(session, photos, required, first, last, running))
        if photos <= room or not foremost:
            foremost += kept
        room = max(room - photos, 0)
    return Outline(tuple(loads), tuple(foremost))
