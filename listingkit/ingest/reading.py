"""What is on each frame of a card? Each is decoded once: for its slate, its facts and its working copy."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path

from listingkit.events import Advanced, Events, Finished, Started
from listingkit.executor import run_jobs
from listingkit.files import FoundFile
from listingkit.ingest.model import Frame
from listingkit.ingest.takes import Look
from listingkit.photos.ledger import KnownPhoto
from listingkit.photos.masters import Masters
from listingkit.photos.measure import MeasureJob, complaint, measure_one
from listingkit.pixels.decode import PhotoError, TooManyPixelsError, UnreadablePhotoError, decode, open_photo, quiet
from listingkit.pixels.framing import Demand
from listingkit.pixels.retake import CLOSE_CELLS, CloserLook, closer_look

STAGE = "read"


def looker(source: Path, max_pixels: int) -> Look:
    """Takes closer looks at frames of the card, each decoded as small as will do; the latest are kept."""

    @lru_cache(maxsize=32)
    def look(path: str) -> CloserLook | None:
        try:
            opened = open_photo((source / path).read_bytes(), name=path, max_pixels=max_pixels)
            return closer_look(decode(opened, _least(min(opened.width, opened.height))))
        except (PhotoError, OSError, MemoryError):
            return None

    return lambda frame: look(frame.path)


def read_frames(
    source: Path,
    files: tuple[FoundFile, ...],
    ready: Mapping[str, KnownPhoto],
    *,
    demand: Demand,
    masters: Masters,
    max_pixels: int,
    workers: int,
    events: Events,
) -> tuple[Frame, ...]:
    """Every file of the card as a frame, in the order of their paths; what cannot be read has a fault.

    `ready` is what is known already, by digest, slates included: such frames are not decoded again.
    """
    jobs = [MeasureJob(file.path, source / file.path, demand, max_pixels, codes=True) for file in files]
    by_path = {file.path: file for file in files}
    frames: dict[str, Frame] = {}
    events.emit(Started(STAGE, len(jobs)))
    function = partial(measure_one, masters=masters, known=frozenset(ready))
    with quiet(), closing(run_jobs(function, jobs, workers=workers)) as results:
        for number, done in enumerate(results, start=1):
            path = done.job.path
            file = by_path[path]
            if isinstance(done.fault, UnreadablePhotoError | TooManyPixelsError | OSError | MemoryError):
                frames[path] = Frame(path, file.size, file.mtime_ns, None, complaint(path, done.fault))
            else:
                found = done.value()
                known = found.photo or ready[found.file.digest]
                frames[path] = Frame(path, found.file.size, found.file.mtime_ns, known)
            events.emit(Advanced(STAGE, number, len(jobs), path))
    events.emit(Finished(STAGE, len(jobs)))
    return tuple(frames[file.path] for file in files)


def _least(side: int) -> int:
    """The most that a JPEG can be reduced while it is decoded and still have more pixels than a closer look."""
    return next((scale for scale in (8, 4, 2) if side // scale >= 2 * CLOSE_CELLS), 1)
