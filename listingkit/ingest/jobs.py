"""Under which name does each filed frame go into the shop? A list of jobs, before anything is copied."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from listingkit.ingest.model import Filing, Frame, Verdict
from listingkit.shots.model import Coverage, ShotKey


@dataclass(frozen=True, slots=True)
class FileJob:
    """One frame to copy. `target` is seen from the shop, with forward slashes."""

    frame: Frame
    source: Path
    target: str
    digest: str


def file_jobs(decided: Iterable[Verdict], source: Path, photos: Path, coverage: Coverage) -> Iterator[FileJob]:
    """A job for each filed frame that is not in the shop yet. A name that is taken is never used again."""
    taken = {path.name.casefold() for path in photos.iterdir()} if photos.is_dir() else set()
    numbers: dict[ShotKey, int] = {}
    for filing in (each for verdict in decided for each in verdict.filings if not each.there):
        facts = filing.frame.facts
        if facts is None:
            continue
        key = filing.subject.id, filing.shot
        if key not in numbers:
            numbers[key] = max((max(take.number, 1) for take in coverage.takes.get(key, ())), default=0)
        numbers[key] += 1
        while (name := _name(filing, numbers[key])).casefold() in taken:
            numbers[key] += 1
        taken.add(name.casefold())
        yield FileJob(filing.frame, source / filing.frame.path, f"photos/{name}", facts.digest)


def _name(filing: Filing, take: int) -> str:
    extension = posixpath.splitext(filing.frame.path)[1].lower()
    return f"{filing.subject.id}_{filing.shot}{f'_{take}' if take > 1 else ''}{extension}"
