"""Which pictures has the supplier put beside the rows of the catalogue, and of what are they?

They show the photographer what is meant; no store ever gets them. Small copies are kept in `.listingkit/references`,
safe to delete; the workbook is only read.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from listingkit.desk import Desk
from listingkit.errors import BadInputError
from listingkit.files import write_bytes
from listingkit.findings import Finding, Place, finding
from listingkit.images.crop import crop_of
from listingkit.pixels.decode import PhotoError, decode, open_photo, quiet
from listingkit.tables_model import column_letter
from listingkit.tables_pictures import CellPicture, pictures_in
from listingkit.tables_xlsx import Book, open_book
from listingkit.words import count

LONG_PX = 120
WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class References:
    """Small JPEGs by subject (a model or a look), the first of its row; what is wrong with others; and, in words, how
    many there are.
    """

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    told: str = ""


def references_of(desk: Desk, *, looked_at: bool = True) -> References:
    """The pictures in the shop's catalogue. Unless they are to be `looked_at`, nothing is decoded or written, and only
    what is wrong with them is told. Raises BadOutputError.
    """
    name = next((file for file in desk.catalog.files if file.lower().endswith(WORKBOOKS)), "")
    if not name:
        return References()
    subjects = _subjects(desk)
    pictures: dict[str, bytes] = {}
    findings: list[Finding] = []
    # A damaged workbook has no catalogue either; what is odd about its pictures alone is no reason to stop.
    with suppress(BadInputError), quiet(), open_book(desk.shop.root / name, name) as book:
        reader = _Reader(book, name, desk.shop.cache / "references", desk.shop.settings.limits.max_pixels)
        for each in pictures_in(book):
            subject = subjects.get((each.sheet, each.row), "")
            if wrong := reader.complaint(each, subject):
                findings.append(wrong)
            elif subject not in pictures:
                try:
                    pictures[subject] = reader.small(each) if looked_at else reader.opened(each)
                except (PhotoError, LookupError, ValueError) as fault:
                    what = f"cannot be read: {fault.reason if isinstance(fault, PhotoError) else fault}"
                    findings.append(reader.told("catalog.picture-unreadable", each, what, subject))
    return References(pictures, tuple(findings), _told(desk, pictures, name))


def _subjects(desk: Desk) -> dict[tuple[str, int], str]:
    """By sheet and row, the model, or the look of a variant that has a row of its own."""
    catalog = desk.catalog
    found = {(one.place.sheet, one.place.row): one.spu for one in catalog.products if one.place.row}
    for several in catalog.variants.values():
        for one in several:
            if one.place.row:
                found.setdefault((one.place.sheet, one.place.row), one.skc)
    return found


def _told(desk: Desk, pictures: Mapping[str, bytes], name: str) -> str:
    if not pictures:
        return ""
    models = {product.spu for product in desk.catalog.products}
    looks = {look.skc: look.spu for several in desk.catalog.looks.values() for look in several}
    seen = {looks.get(subject, subject) for subject in pictures} & models
    of = f"{len(seen):,} of {count(len(models), 'product')}"
    return f"{count(len(pictures), 'picture')} in {name} to show what is meant, of {of}."


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes the pictures of one workbook small."""

    book: Book
    name: str
    folder: Path
    max_pixels: int

    def complaint(self, each: CellPicture, subject: str) -> Finding | None:
        """Why a picture cannot be used; None where it can."""
        if not each.part:
            return self.told("catalog.picture-unreadable", each, f"cannot be shown: {each.doubt}", subject)
        if each.doubt:
            return self.told("catalog.picture-unplaced", each, f"belongs to no row: {each.doubt}", "")
        if not subject:
            return self.told("catalog.picture-unplaced", each, "lies in no row of a product or variant", "")
        return None

    def told(self, code: str, each: CellPicture, what: str, subject: str) -> Finding:
        """A finding about that picture."""
        place = Place(self.name, each.sheet, each.row, column_letter(each.column))
        return finding(code, f"{place}: the picture there {what}", subject=subject, place=place)

    def small(self, each: CellPicture) -> bytes:
        """A small JPEG of it. Raises PhotoError, LookupError, ValueError, BadOutputError."""
        file = self.folder / f"{self.book.mark(each.part)}-{LONG_PX}.jpg"
        with suppress(OSError):
            return file.read_bytes()
        data = self.book.media(each.part)
        frame = decode(open_photo(data, name=each.part, max_pixels=self.max_pixels))
        small = crop_of(frame, None, long_px=LONG_PX)
        write_bytes(file, small)
        return small

    def opened(self, each: CellPicture) -> bytes:
        """Nothing, of a picture whose file begins as one should. Raises PhotoError, LookupError, ValueError."""
        if not (self.folder / f"{self.book.mark(each.part)}-{LONG_PX}.jpg").exists():
            open_photo(self.book.media(each.part), name=each.part, max_pixels=self.max_pixels)
        return b""
