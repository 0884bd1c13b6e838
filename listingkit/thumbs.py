"""Which photos do the page and the workbook show small, and where are these kept between two runs?

`.listingkit/thumbs/`: safe to delete, and made anew from the masters.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from listingkit.desk import Desk
from listingkit.executor import run_jobs
from listingkit.files import write_bytes
from listingkit.findings import Finding
from listingkit.images.crop import crop_of
from listingkit.listing.model import Listing
from listingkit.photos.masters import Masters
from listingkit.photos.model import Photo
from listingkit.pictures import Pictures
from listingkit.pixels.decode import PhotoError, quiet
from listingkit.shots.model import Coverage

LONG_PX = 160
MOST = 4000
"""Photos: some 20 MB of page."""


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one thumb, or finds it as it was kept."""

    folder: Path
    masters: Masters

    def __call__(self, photo: Photo) -> bytes:
        file = self.file(photo)
        with suppress(OSError):
            return file.read_bytes()
        data = crop_of(self.masters.small(photo, LONG_PX), None, long_px=LONG_PX)
        write_bytes(file, data)
        return data

    def file(self, photo: Photo) -> Path:
        digest = photo.facts.digest
        return self.folder / digest[:2] / f"{digest[2:34]}-{LONG_PX}.jpg"


def thumbs_of(desk: Desk, photos: Mapping[str, Photo], findings: Sequence[Finding]) -> dict[str, bytes]:
    """Small JPEGs by path, of as many photos as the page can carry: first those of the shot list and with findings.

    A photo that went away meanwhile, or cannot be read, has none. Raises BadOutputError.
    """
    wanted = [photos[path] for path in _foremost(photos, findings, desk.coverage)]
    made = _made(desk, wanted)
    maker = _maker(desk)
    _forget(maker.folder, {maker.file(photo) for photo in photos.values()})
    return {photo.path: made[photo.path] for photo in wanted if photo.path in made}


def row_thumbs(desk: Desk, pictures: Pictures, listings: Iterable[Listing]) -> dict[str, bytes]:
    """Small JPEGs of the pictures in the rows of listings, by the image's path: of the photo that each is made of.

    Raises BadOutputError.
    """
    photos = pictures.measured.photos
    made_of = {target.path: target.photo for target in pictures.targets}
    shown = dict.fromkeys(row.picture.path for each in listings for row in each.rows if row.picture)
    of = {path: photos[made_of[path]] for path in shown if made_of.get(path) in photos}
    made = _made(desk, list({photo.path: photo for photo in of.values()}.values()))
    return {path: made[photo.path] for path, photo in of.items() if photo.path in made}


def _maker(desk: Desk) -> _Maker:
    return _Maker(desk.shop.cache / "thumbs", desk.masters)


def _made(desk: Desk, wanted: Sequence[Photo]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    with quiet(), closing(run_jobs(_maker(desk), wanted, workers=desk.workers)) as results:
        for done in results:
            if not isinstance(done.fault, PhotoError | OSError):
                made[done.job.path] = done.value()
    return made


def _foremost(photos: Mapping[str, Photo], findings: Iterable[Finding], coverage: Coverage) -> list[str]:
    """In the order of the shot list; where there are too many, first those with findings, then each look's first."""
    taken = [
        [take.path for kind in group.kinds if (take := coverage.chosen((group.subject.id, kind.name)))]
        for group in coverage.shotlist.all_groups()
    ]
    every = [path for several in taken for path in several if path in photos]
    if len(every) <= MOST:
        return list(dict.fromkeys([*every, *_found(photos, findings)]))[:MOST]
    firsts = [several[0] for several in taken if several and several[0] in photos]
    return list(dict.fromkeys([*_found(photos, findings), *firsts, *every]))[:MOST]


def _found(photos: Mapping[str, Photo], findings: Iterable[Finding]) -> Iterator[str]:
    return (each.place.file for each in findings if each.place.file in photos)


def _forget(folder: Path, needed: set[Path]) -> None:
    for part in os.scandir(folder) if folder.is_dir() else ():
        for entry in os.scandir(part.path) if part.is_dir() else ():
            if Path(entry.path) not in needed:
                with suppress(OSError):
                    Path(entry.path).unlink()
