"""Which image has to be uploaded under which name, for which SKUs, and has it changed?

`out/manifests/<store>.csv` is for whoever, or whatever, uploads the images: one row for each finished image.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.images.model import Rendition
from listingkit.listing.addresses import picture_url, upload_path
from listingkit.listing.model import Listing, Picture
from listingkit.settings_selling import ExportTable
from listingkit.tables import Cell, read_tables, write_csv

HEADER = (
    "file", "upload", "url", "store", "model", "skus", "look", "slot", "position", "width", "height", "bytes",
    "sha256", "alt", "changed",
)  # fmt: skip
FILE, DIGEST, CHANGED = HEADER.index("file"), HEADER.index("sha256"), HEADER.index("changed")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that was written: its images by the path they are uploaded under, and how many of them are changed."""

    path: Path
    images: Mapping[str, Rendition]
    changed: int


def write_manifest(
    target: Path, listings: Sequence[Listing], renditions: Mapping[str, Rendition], export: ExportTable
) -> Manifest:
    """Writes the finished images of one store's listings, withheld or not, in the order of the catalogue.

    `changed` says `yes` where the manifest before had other bytes or no such image. While nothing changes, the file
    stays as it is, so that a second export takes no mark away. Raises BadOutputError.
    """
    before = _read(target)
    rows = [row for listing in listings for row in _rows(listing, renditions, export)]
    changed = [before.get(str(row[FILE]), ("", ""))[0] != row[DIGEST] for row in rows]
    if any(changed) or len(rows) != len(before):
        marks = ["yes" if each else "no" for each in changed]
    else:
        marks = [before[str(row[FILE])][1] for row in rows]
    write_csv(target, HEADER, ([*row, mark] for row, mark in zip(rows, marks, strict=True)), bom=True)
    return Manifest(target, {str(row[1]): renditions[str(row[FILE])] for row in rows}, marks.count("yes"))


def _rows(listing: Listing, renditions: Mapping[str, Rendition], export: ExportTable) -> Iterator[list[Cell]]:
    by_look: dict[str, list[str]] = {}
    for row in listing.rows:
        by_look.setdefault(row.variant.skc, []).append(row.sku)
    everything = [row.sku for row in listing.rows]
    for slot, pictures in listing.pictures.items():
        for position, picture in enumerate(pictures, start=1):
            if image := renditions.get(picture.path):
                skus = by_look.get(picture.skc, []) if picture.skc else everything
                yield _row(listing, picture, image, [slot, position], skus, export)


def _row(
    listing: Listing, picture: Picture, image: Rendition, place: list[Cell], skus: list[str], export: ExportTable
) -> list[Cell]:
    upload = upload_path(picture.path, image.digest, export)
    url = picture_url(picture.path, image.digest, export)
    measures: list[Cell] = [image.width, image.height, image.size_bytes, image.digest]
    whose: list[Cell] = [listing.store, listing.spu, "; ".join(skus), picture.skc]
    return [picture.path, upload, url, *whose, *place, *measures, picture.alt]


def _read(file: Path) -> dict[str, tuple[str, str]]:
    """Digest and mark by file, as the manifest before has them; nothing where it is not one of ours."""
    if not file.exists():
        return {}
    try:
        rows = [row.cells for sheet in read_tables(file) for row in sheet.rows]
    except BadInputError:
        return {}
    if not rows or tuple(rows[0]) != HEADER:
        return {}
    return {row[FILE]: (row[DIGEST], row[CHANGED]) for row in rows[1:] if len(row) == len(HEADER)}
