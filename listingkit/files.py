"""How is a file written so that a kill leaves old or new and never half, and so that no name leaves the shop?"""

from __future__ import annotations

import errno
import heapq
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from listingkit.errors import BadInputError, BadOutputError

# Windows refuses these as names, whatever the extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "123456789¹²³"]
)
TEMPORARY = ".listingkit-tmp-"


@contextmanager
def atomic_write(target: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes `target` when the block ends well, and vanishes when it does not.

    Raises BadOutputError where the disk is full, permission is missing, or another program holds the file.
    """
    handle = -1
    name = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=target.suffix, dir=target.parent)
        with os.fdopen(handle, "w+b") as stream:
            yield stream
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException as wrong:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        if isinstance(wrong, OSError):
            raise BadOutputError(f"{target} cannot be written: {wrong.strerror or wrong}", _cure(wrong)) from wrong
        raise


def write_bytes(target: Path, data: bytes) -> None:
    """Writes `data` atomically. Raises BadOutputError."""
    with atomic_write(target) as stream:
        stream.write(data)


def write_text(target: Path, text: str) -> None:
    """Writes UTF-8 with the line ends that `text` has, atomically. Raises BadOutputError."""
    write_bytes(target, text.encode())


def remove(target: Path) -> None:
    """Deletes a file of listingkit's own, where it is there. Raises BadOutputError where another program holds it."""
    try:
        target.unlink(missing_ok=True)
    except OSError as wrong:
        raise BadOutputError(f"{target} cannot be removed: {wrong.strerror or wrong}", _cure(wrong)) from wrong


def link_or_copy(source: Path, target: Path) -> None:
    """Gives the content of `source` a second name, atomically: a hard link, or a copy where the disk has no links.

    Whoever replaces `source` later leaves `target` as it is. Raises BadOutputError.
    """
    link = target.with_name(f"{TEMPORARY}{target.name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.hardlink_to(source)
        link.replace(target)
    except OSError:
        with source.open("rb") as original, atomic_write(target) as stream:
            shutil.copyfileobj(original, stream)
    finally:
        # Renaming one link of a file to another link of it does nothing at all (POSIX rename).
        with suppress(OSError):
            link.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below a folder: its path relative to the shop with forward slashes, size in bytes, time of writing."""

    path: str
    size: int
    mtime_ns: int


def walk(root: Path, folder: Path, suffixes: frozenset[str]) -> list[FoundFile]:
    """Files below `folder` whose suffix is one of `suffixes`, in any case, sorted by path; hidden ones are left out.

    Links are followed; a folder that several roads lead to is entered once. Paths are relative to `root`.
    Raises BadInputError where a folder cannot be listed.
    """
    found: list[FoundFile] = []
    pending = [folder] if folder.is_dir() else []
    links: list[Path] = []
    entered: set[tuple[int, int]] = set()
    while pending or links:
        # Real folders first, then links in order: so a file that two roads lead to has the same path in every run.
        here = pending.pop() if pending else heapq.heappop(links)
        prefix = here.relative_to(root).as_posix()
        try:
            if _was_entered(here, entered):
                continue
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(here / entry.name)
                    elif entry.is_symlink() and _leads_to_folder(entry):
                        heapq.heappush(links, here / entry.name)
                    elif os.path.splitext(entry.name)[1].lower() in suffixes:  # noqa: PTH122 - a Path for each costs 10x
                        found.append(_found(f"{prefix}/{entry.name}", entry))
        except OSError as wrong:
            raise BadInputError(
                f"{here} cannot be listed: {wrong.strerror}", "Check the folder's permissions."
            ) from None
    return sorted(found, key=lambda file: file.path)


def _was_entered(folder: Path, entered: set[tuple[int, int]]) -> bool:
    """Whether this folder was entered before, by this road or another; from now on it was."""
    stat = folder.stat()
    before = (stat.st_dev, stat.st_ino) in entered
    entered.add((stat.st_dev, stat.st_ino))
    return before


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    with suppress(OSError):  # a link to itself, or to where nobody may look
        return link.is_dir()
    return False


def _found(path: str, entry: os.DirEntry[str]) -> FoundFile:
    try:
        stat = entry.stat()
    except OSError:
        # A link that leads nowhere, or a file that just went: whoever reads it will say so.
        return FoundFile(path, 0, 0)
    return FoundFile(path, stat.st_size, stat.st_mtime_ns)


def remove_leftovers(folder: Path) -> int:
    """Deletes what a killed run left half-written below `folder`. Only call it while holding the shop's lock."""
    count = 0
    for path in sorted(folder.rglob(f"{TEMPORARY}*")) if folder.is_dir() else []:
        with suppress(OSError):
            path.unlink()
            count += 1
    return count


def safe_name(text: str, fallback: str = "unnamed") -> str:
    """`text` as one path component that every system accepts: ASCII, no separators, no reserved name."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-. ")[:100].rstrip("-. ") or fallback
    return f"{name}-" if name.split(".")[0].upper() in RESERVED else name


def slug(text: str) -> str:
    """`text` in lower case, no accents, hyphens between words: how labels appear in photo names and handles."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


_masks: list[int] = []


def _umask() -> int:
    # The only way to read the mask is to set it, which is not safe once threads run: so it is read once.
    if not _masks:
        mask = os.umask(0)
        os.umask(mask)
        _masks.append(mask)
    return _masks[0]


def _cure(wrong: OSError) -> str:
    if wrong.errno == errno.ENOSPC:
        return "The disk is full: free some space and run again; what is finished is kept."
    if wrong.errno in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS}:
        return "Close the file where it is open (Excel, WPS), or check the folder's permissions, and run again."
    return "Check the folder and run again; what is finished is kept."
