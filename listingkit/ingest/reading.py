"""What is on each frame of a card? Each is decoded once: for its slate, its facts and its working copy."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from listingkit.events import Advanced, Events, Finished, Started
from listingkit.executor import run_jobs
from listingkit.files import FoundFile
from listingkit.ingest.model import Frame
from listingkit.photos.ledger import KnownPhoto
from listingkit.photos.masters import Masters
from listingkit.photos.measure import MeasureJob, complaint, measure_one
from listingkit.pixels.decode import TooManyPixelsError, UnreadablePhotoError, quiet
from listingkit.pixels.framing import Demand

STAGE = "read"


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
