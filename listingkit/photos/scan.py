"""Which photo files lie in the shop, and are those still there that were there before?"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from listingkit.errors import BadInputError
from listingkit.files import FoundFile, walk
from listingkit.findings import Finding, Place, finding
from listingkit.photos.ledger import KnownFile, Ledger
from listingkit.pixels.formats import EXTENSIONS, RAW_EXTENSIONS
from listingkit.shop import Shop

PHOTO_SUFFIXES = RAW_EXTENSIONS.union([".avif"], *EXTENSIONS.values())


@dataclass(frozen=True, slots=True)
class FoundPhotos:
    """The photo files of a shop, sorted by path, and findings on those whose names cannot be worked with."""

    files: tuple[FoundFile, ...]
    findings: tuple[Finding, ...] = ()


def find_photos(shop: Shop) -> FoundPhotos:
    """Every photo below photos/. A RAW file beside its developed twin is left out.

    Raises BadInputError where a folder cannot be listed.
    """
    return _sorted_out(walk(shop.root, shop.photos, PHOTO_SUFFIXES))


def find_frames(source: Path) -> FoundPhotos:
    """Every photo of a camera card or folder, likewise; paths are seen from `source`.

    Raises BadInputError where a folder cannot be listed.
    """
    found = walk(source, source, PHOTO_SUFFIXES)
    return _sorted_out([replace(file, path=file.path.removeprefix("./")) for file in found])


def _sorted_out(found: list[FoundFile]) -> FoundPhotos:
    named = [file for file in found if _is_text(file.path)]
    raw = {file.path for file in named if _suffix(file.path) in RAW_EXTENSIONS}
    developed = {_stem(file.path) for file in named if file.path not in raw} if raw else set()
    files = tuple(file for file in named if not (file.path in raw and _stem(file.path) in developed))
    return FoundPhotos(files, tuple(_misnamed(file.path) for file in found if not _is_text(file.path)))


def must_be_there(shop: Shop, ledger: Ledger, found: FoundPhotos) -> None:
    """Raises BadInputError where there is not one photo, although there were some in an earlier run.

    A drive that is not mounted looks just like that; going on would take every finished image for unwanted.
    """
    if found.files or found.findings or not (before := len(ledger.files())):
        return
    photos = "1 photo" if before == 1 else f"{before:,} photos"
    state = "is empty" if shop.photos.is_dir() else "is not there"
    raise BadInputError(
        f"{shop.photos} {state}, but it had {photos} in the last run",
        "Mount the drive or bring the folder back, then run again. If they are gone for good, delete .listingkit.",
    )


def folders_gone(before: Mapping[str, KnownFile], found: FoundPhotos) -> set[str]:
    """Paths of photos that vanished together with every other photo of their folder.

    Whoever deletes a photo takes it out of a folder that has others, or puts one of its name elsewhere; a drive that
    is not mounted takes whole folders.
    """
    vanished = before.keys() - {file.path for file in found.files}
    if not vanished:
        return set()
    paths = [PurePosixPath(file.path) for file in found.files]
    folders, names = {path.parent for path in paths}, {path.name.casefold() for path in paths}
    gone = map(PurePosixPath, vanished)
    return {str(path) for path in gone if path.parent not in folders and path.name.casefold() not in names}


def _misnamed(path: str) -> Finding:
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    return finding(
        "photo.unreadable",
        f"{shown}: its name is not UTF-8 text, so it is left out",
        subject=PurePosixPath(shown).stem,
        place=Place(file=shown),
        hint="Rename the file, or its folder. A zip from Windows in Chinese unpacks rightly with `unzip -O GBK`.",
    )


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:  # bytes of another encoding come as lone surrogates
        return False
    return True


# A Path object for each of a hundred thousand photos costs ten times what its text does.


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _stem(path: str) -> str:
    return posixpath.splitext(path)[0].casefold()
