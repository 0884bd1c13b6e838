"""What is a frame on a card, a run of frames after a slate, and what becomes of each?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from listingkit.findings import Finding
from listingkit.photos.ledger import KnownPhoto
from listingkit.photos.model import PhotoFacts
from listingkit.shots.model import Subject
from listingkit.shots.slate import Slate, read_payload


@dataclass(frozen=True, slots=True)
class Frame:
    """One file of the card. `path` is seen from the card's folder, `size` in bytes; `known` what was measured, None
    where the file cannot be used, of which `fault` says why.
    """

    path: str
    size: int
    mtime_ns: int
    known: KnownPhoto | None
    fault: Finding | None = None

    @property
    def facts(self) -> PhotoFacts | None:
        """What was measured."""
        return self.known.facts if self.known else None

    @property
    def captured_at(self) -> dt.datetime | None:
        """Camera-local time."""
        return self.facts.captured_at if self.facts else None

    @property
    def camera(self) -> str:
        """Make and model; empty where the file does not say."""
        return self.facts.camera if self.facts else ""

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]

    @property
    def counter(self) -> tuple[str, int]:
        """The folder and the camera's own number in the name, such as 66 of DSC_0066.JPG; -1 where there is none."""
        folder, _, name = self.path.rpartition("/")
        digits = re.findall(r"\d+", name.partition(".")[0])
        return folder, int(digits[-1]) if digits else -1

    @property
    def texts(self) -> tuple[str, ...]:
        """What the QR codes in the frame say."""
        return (self.facts.codes or ()) if self.facts else ()

    @property
    def slates(self) -> tuple[Slate, ...]:
        """Which of our cards are in the frame."""
        return tuple(slate for text in self.texts if (slate := read_payload(text)))


@dataclass(frozen=True, slots=True)
class Run:
    """The frames between one slate and the next. `slates` are the frames with the card that opens the run, none before
    the first; `said` is what that card says, None where it cannot be told.
    """

    slates: tuple[Frame, ...]
    said: Slate | None
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """A frame and the shot that it is; `digest` already lies in the shop where `there` names a file."""

    frame: Frame
    subject: Subject
    shot: str
    there: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one run: all its frames are filed, or all are held and `finding` says why."""

    run: Run
    filings: tuple[Filing, ...] = ()
    finding: Finding | None = None

    @property
    def held(self) -> tuple[Frame, ...]:
        """Frames that stay where they are."""
        return () if self.filings else self.run.frames
