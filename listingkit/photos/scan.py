"""Which photo files lie in the shop?"""

from __future__ import annotations

from pathlib import PurePosixPath

from listingkit.files import FoundFile, walk
from listingkit.pixels.formats import EXTENSIONS, RAW_EXTENSIONS
from listingkit.shop import Shop

PHOTO_SUFFIXES = RAW_EXTENSIONS.union([".avif"], *EXTENSIONS.values())


def find_photos(shop: Shop) -> list[FoundFile]:
    """Every photo below photos/, sorted by path. A RAW file beside its developed twin is left out.

    Raises BadInputError where a folder cannot be listed.
    """
    found = walk(shop.root, shop.photos, PHOTO_SUFFIXES)
    developed = {_stem(file) for file in found if not _is_raw(file)}
    return [file for file in found if not (_is_raw(file) and _stem(file) in developed)]


def _is_raw(file: FoundFile) -> bool:
    return PurePosixPath(file.path).suffix.lower() in RAW_EXTENSIONS


def _stem(file: FoundFile) -> str:
    return str(PurePosixPath(file.path).with_suffix("")).casefold()
