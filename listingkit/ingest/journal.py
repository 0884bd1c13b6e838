"""What did each ingest copy, and how is the last one taken back, byte for byte?

A journal in history/ is written before the first file is copied, so that a killed ingest can be undone too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from listingkit.errors import BadInputError, BadOutputError
from listingkit.files import write_text
from listingkit.ingest.copying import copy_verified, digest_of
from listingkit.ingest.jobs import FileJob

DONE = ".undone"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that an ingest brings into the shop: from where, under which name, with which SHA-256."""

    source: str
    target: str
    digest: str
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Undone:
    """How many photos were taken out of the shop, how many went back to where they came from, and which stay, as they
    were changed since.
    """

    removed: int
    returned: int
    kept: tuple[str, ...]


def write_journal(history: Path, jobs: Sequence[FileJob], source: Path) -> Path:
    """Notes what is about to be copied. Raises BadOutputError."""
    used = [int(number) for file in history.glob("ingest-*.json*") if (number := file.name[7:11]).isdecimal()]
    file = history / f"ingest-{max(used, default=0) + 1:04}.json"
    entries = [asdict(Entry(str(job.source), job.target, job.digest, job.frame.mtime_ns)) for job in jobs]
    write_text(file, json.dumps({"source": str(source), "files": entries}, indent=1, ensure_ascii=False) + "\n")
    return file


def last_journal(history: Path) -> Path | None:
    """The latest ingest that was not undone."""
    return max((file for file in history.glob("ingest-*.json")), default=None)


def undo(root: Path, journal: Path) -> Undone:
    """Takes out of the shop at `root` what the journal says, and puts back what was moved off the card.

    A photo that was changed since stays. Raises BadInputError for a journal that cannot be read, BadOutputError.
    """
    try:
        entries = [Entry(**each) for each in json.loads(journal.read_text(encoding="utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise BadInputError(
            f"{journal} cannot be read: {wrong}", "Without it nothing is undone; delete it to undo the ingest before."
        ) from None
    removed = returned = 0
    kept: list[str] = []
    try:
        for entry in entries:
            target, source = root / entry.target, Path(entry.source)
            if not target.exists():
                continue
            if digest_of(target) != entry.digest:
                kept.append(entry.target)
                continue
            if not source.exists():
                copy_verified(target, source, entry.digest)
                os.utime(source, ns=(entry.mtime_ns, entry.mtime_ns))
                returned += 1
            elif digest_of(source) != entry.digest:
                # Another file has that name by now: the photo in the shop may be the only copy.
                kept.append(entry.target)
                continue
            target.unlink()
            removed += 1
        journal.replace(journal.with_name(journal.name + DONE))
    except OSError as wrong:
        raise BadOutputError(
            f"undoing stopped: {wrong.strerror or wrong} ({wrong.filename})",
            "Put the card back in, close the file where it is open, and run the same command again.",
        ) from wrong
    with suppress(OSError):
        (root / "photos").rmdir()  # only where the ingest had made it and it is empty
    return Undone(removed, returned, tuple(kept))
