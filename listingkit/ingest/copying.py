"""How does a frame come into the shop so that not a byte is lost, whatever happens on the way?"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from listingkit.errors import BadOutputError
from listingkit.files import atomic_write

CHUNK = 1 << 20


class ChangedFileError(Exception):
    """The copy is not what was measured: the file changed in between, or the card cannot be read reliably."""


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hex. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def copy_verified(source: Path, target: Path, digest: str) -> None:
    """Copies `source` to `target`, which must not be there, with its time of writing, and reads the copy back.

    Raises ChangedFileError where the copy has not that SHA-256, BadOutputError, and OSError where `source` cannot be
    read. Afterwards there is a whole copy or none.
    """
    stat = source.stat()
    if target.exists():
        raise BadOutputError(f"{target} is there already", "Run the same command again.")
    with source.open("rb") as original, atomic_write(target) as stream:
        shutil.copyfileobj(original, stream, CHUNK)
        stream.flush()
        # What is on the card may be deleted next: the copy must be on the disk by then.
        os.fsync(stream.fileno())
        stream.seek(0)
        copied = hashlib.sha256()
        while chunk := stream.read(CHUNK):
            copied.update(chunk)
        if copied.hexdigest() != digest:
            raise ChangedFileError
    os.utime(target, ns=(stat.st_mtime_ns, stat.st_mtime_ns))
