"""Which masters are on disk, and which does no photo need any more?"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from listingkit.photos.ledger import KnownFile, KnownPhoto, Ledger
from listingkit.photos.model import Photo, master_name
from listingkit.pixels.decode import reduction
from listingkit.shop import Shop


def masters_of(shop: Shop) -> Path:
    """The folder of all masters."""
    return shop.cache / "masters"


def usable(known: Mapping[str, KnownPhoto], masters: Path, wanted_px: int) -> dict[str, KnownPhoto]:
    """What need not be measured again, by digest: decoded at the scale that these slots ask for, master still whole.

    The scale must be the very one: from a finer master the same recipe gives other bytes than a run from scratch.
    """
    sizes = _sizes(masters)
    return {
        digest: photo
        for digest, photo in known.items()
        if photo.scale == reduction((photo.facts.width, photo.facts.height), wanted_px)
        and sizes.get(master_name(digest, photo.scale)) == photo.master_size
    }


def forget_what_is_gone(
    shop: Shop,
    ledger: Ledger,
    before: Mapping[str, KnownFile],
    photos: Mapping[str, Photo],
    *,
    failed: Collection[str],
    away: Collection[str],
) -> None:
    """Drops what is known of files that were deleted or can no longer be read, and the masters that nothing needs.

    What is known of the paths `away` stays: they may come back.
    """
    missing = [path for path in before if path not in photos and path not in away]
    gone = [path for path in missing if path in failed or not (shop.root / path).exists()]
    ledger.forget_files(gone)
    elsewhere = {file.digest for path, file in before.items() if path not in photos} - {before[p].digest for p in gone}
    needed = {photo.master for photo in photos.values()}
    digests = elsewhere | {photo.facts.digest for photo in photos.values()}
    ledger.forget_photos(ledger.digests() - digests)
    masters = masters_of(shop)
    for name in _sizes(masters):
        if name not in needed and Path(name).name.partition("-")[0] not in elsewhere:
            with suppress(OSError):
                (masters / name).unlink()


def _sizes(masters: Path) -> dict[str, int]:
    sizes = {}
    for folder in os.scandir(masters) if masters.is_dir() else ():
        if folder.is_dir():
            for entry in os.scandir(folder.path):
                sizes[f"{folder.name}/{entry.name}"] = entry.stat().st_size
    return sizes
