"""How do images come to lie under names that carry a content version, ready to be uploaded?

`out/upload/` is a second set of names for `out/images/`, by hard links where the disk has them, so it takes no room.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from listingkit.errors import BadOutputError
from listingkit.files import link_or_copy, walk
from listingkit.images.batch import SUFFIXES
from listingkit.images.model import Rendition
from listingkit.images.outcome import digest_of
from listingkit.shop import Shop

VERSION = re.compile(r".+\.([0-9a-f]{8})\.[a-z]+")


def lay_out(shop: Shop, wanted: Mapping[str, Rendition], stores: Collection[str] | None = None) -> int:
    """Makes `out/upload/` hold `wanted`, by path below it, and tells how many names are new.

    What it laid there earlier and nothing wants any more goes, of the folders of `stores` (None = all); a file that is
    not what the version in its name says is somebody else's and stays. Raises BadOutputError, BadInputError.
    """
    prefix = shop.relative(shop.upload)
    there = {file.path.removeprefix(f"{prefix}/"): file.size for file in walk(shop.root, shop.upload, SUFFIXES)}
    new = [path for path, image in wanted.items() if there.get(path) != image.size_bytes]
    for path in new:
        link_or_copy(shop.root / wanted[path].path, shop.upload / path)
    for path in there.keys() - wanted.keys():
        if stores is None or PurePosixPath(path).parts[0] in stores:
            _remove(shop, path)
    return len(new)


def _remove(shop: Shop, path: str) -> None:
    file = shop.upload / path
    version = VERSION.fullmatch(file.name)
    try:
        if version is None or not digest_of(file).startswith(version[1]):
            return
        file.unlink(missing_ok=True)
    except OSError as wrong:
        raise BadOutputError(f"{file} cannot be removed: {wrong.strerror}", "Close it where it is open.") from wrong
    with suppress(OSError):  # while empty
        for folder in (file.parent, file.parent.parent, shop.upload):
            folder.rmdir()
