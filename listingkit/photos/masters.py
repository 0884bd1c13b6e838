"""Where are the masters, which does no photo need any more, and how is one made that is not there?

A master is made of its photo's bytes alone, so it can be made anew at any time, byte for byte: where it was lost or
damaged, where masters are switched off, where they would take more room than they may.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from listingkit.files import write_bytes
from listingkit.photos.ledger import KnownFile, KnownPhoto, Ledger
from listingkit.photos.model import Photo, master_name, master_scale
from listingkit.pixels.decode import (
    Frame,
    Opened,
    PhotoError,
    UnreadablePhotoError,
    decode,
    has_coarse_colour,
    open_photo,
)
from listingkit.pixels.encode import encode_jpeg
from listingkit.pixels.framing import Demand, expected_scale, scale_for
from listingkit.shop import Shop

QUALITY = 95  # takes less than any store's own JPEG does: benchmarks/quality.py


class Masters:
    """The masters of a shop, as they were on disk when this was made. Several threads may use it."""

    def __init__(self, shop: Shop) -> None:
        limits = shop.settings.limits
        self.folder = shop.cache / "masters"
        self._root, self._max_pixels = shop.root, limits.max_pixels
        self._room = int(limits.masters_gb * 1e9) if limits.masters else 0
        self._sizes = _sizes(self.folder)
        self._used = sum(self._sizes.values())
        self._counting = threading.Lock()
        self._being_written: set[str] = set()

    @property
    def over_room(self) -> bool:
        """Whether what is there takes more than it may, since the limit was lowered."""
        return self._used > self._room

    def usable(self, known: Mapping[str, KnownPhoto], demand: Demand) -> dict[str, KnownPhoto]:
        """What need not be measured again, by digest: seen and reduced as these slots ask for.

        Both scales must be the very ones: from another frame the same recipe gives other bytes than a run from scratch.
        A master that is not there is made when it is needed; one of another size than it was written with is damaged.
        """
        return {digest: photo for digest, photo in known.items() if self._is_usable(photo, demand)}

    def _is_usable(self, photo: KnownPhoto, demand: Demand) -> bool:
        facts = photo.facts
        frame = facts.width, facts.height
        if (photo.seen, photo.scale) != (expected_scale(frame, demand), scale_for(frame, facts.product, demand)):
            return False
        size = self._sizes.get(master_name(facts.digest, photo.scale, photo.seen))
        return size is None or size == photo.master_size

    def keep(self, name: str, data: bytes) -> None:
        """Writes a master where there is room for it. Raises BadOutputError."""
        with self._counting:
            if name in self._being_written:
                return  # by the double of this photo; Windows lets nobody replace a file that another is writing
            more = len(data) - self._sizes.get(name, 0)
            if self._used + more > self._room:
                return
            self._used += more
            self._sizes[name] = len(data)
            self._being_written.add(name)
        try:
            write_bytes(self.folder / name, data)
        finally:
            with self._counting:
                self._being_written.discard(name)

    def load(self, photo: Photo) -> Frame:
        """The decoded master, made from its photo where it is damaged or not there.

        Raises PhotoError where the photo is no longer what was measured, OSError where it cannot be read,
        BadOutputError.
        """
        file = self.folder / photo.master
        with suppress(PhotoError, FileNotFoundError):
            return self._decoded(file.read_bytes(), photo)
        data = self._made_anew(photo)
        self.keep(photo.master, data)
        return self._decoded(data, photo)

    def small(self, photo: Photo, least: int) -> Frame:
        """As `load`, but decoded no larger than its short side needs to have `least` pixels."""
        with suppress(PhotoError, FileNotFoundError):
            opened = open_photo(
                (self.folder / photo.master).read_bytes(), name=photo.master, max_pixels=self._max_pixels
            )
            side = min(opened.width, opened.height)
            return decode(opened, next((scale for scale in (8, 4, 2) if side // scale >= least), 1))
        return self.load(photo)

    def forget(self, needed: Collection[str], elsewhere: Collection[str]) -> None:
        """Deletes masters that are not `needed`, except those whose digest is known and only `elsewhere` now.

        What is beyond the room that masters may take goes as well.
        """
        unneeded = [
            name for name in self._sizes if name not in needed and Path(name).name.partition("-")[0] not in elsewhere
        ]
        for name in unneeded:
            self._delete(name)
        for name in sorted(self._sizes):
            if not self.over_room:
                break
            self._delete(name)

    def _delete(self, name: str) -> None:
        self._used -= self._sizes.pop(name)
        with suppress(OSError):
            (self.folder / name).unlink()
            (self.folder / name).parent.rmdir()  # while empty

    def _made_anew(self, photo: Photo) -> bytes:
        file = self._root / photo.path
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != photo.facts.digest:
            raise UnreadablePhotoError("it was changed during the run; run again")
        opened = open_photo(data, name=file.name, max_pixels=self._max_pixels)
        scale = master_scale(photo.master)
        return master_bytes(opened, decode(opened, scale), scale)

    def _decoded(self, data: bytes, photo: Photo) -> Frame:
        return decode(open_photo(data, name=photo.master, max_pixels=self._max_pixels))


def master_bytes(opened: Opened, frame: Frame, scale: int) -> bytes:
    """The master's file, of a photo that was decoded at 1/`scale`.

    Colour is kept at the resolution that the frame has it in: a reduced one has all of it.
    """
    return encode_jpeg(frame, QUALITY, full_chroma=scale > 1 or not has_coarse_colour(opened))


def forget_what_is_gone(
    shop: Shop,
    ledger: Ledger,
    masters: Masters,
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
    digests = elsewhere | {photo.facts.digest for photo in photos.values()}
    ledger.forget_photos(ledger.digests() - digests)
    masters.forget({photo.master for photo in photos.values()}, elsewhere)


def _sizes(folder: Path) -> dict[str, int]:
    sizes = {}
    for part in os.scandir(folder) if folder.is_dir() else ():
        if part.is_dir():
            for entry in os.scandir(part.path):
                sizes[f"{part.name}/{entry.name}"] = entry.stat().st_size
    return sizes
