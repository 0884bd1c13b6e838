"""Which photo files lie in the shop?"""

from __future__ import annotations

from pathlib import PurePosixPath

from listingkit.files import FoundFile, walk
from listingkit.shop import Shop

RAW_SUFFIXES = frozenset(
    [".arw", ".cr2", ".cr3", ".dng", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".srw"]
)
PHOTO_SUFFIXES = RAW_SUFFIXES | frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".png",
        ".webp",
        ".tif",
        ".tiff",
        ".bmp",
        ".gif",
        ".heic",
        ".heif",
        ".avif",
        ".mpo",
    ]
)


def find_photos(shop: Shop) -> list[FoundFile]:
    """Every photo below photos/, sorted by path. A RAW file beside its developed twin is left out.

    Raises BadInputError where a folder cannot be listed.
    """
    found = walk(shop.root, shop.photos, PHOTO_SUFFIXES)
    developed = {_stem(file) for file in found if not _is_raw(file)}
    return [file for file in found if not (_is_raw(file) and _stem(file) in developed)]


def _is_raw(file: FoundFile) -> bool:
    return PurePosixPath(file.path).suffix.lower() in RAW_SUFFIXES


def _stem(file: FoundFile) -> str:
    return str(PurePosixPath(file.path).with_suffix("")).casefold()
