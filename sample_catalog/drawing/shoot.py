"""What does a day's camera card look like?  Moves the photos of a copy of the sample shop onto one.

    cp -r sample_catalog shoot && python -m sample_catalog.drawing.shoot shoot && listingkit ingest shoot/card shoot

A slate comes before each look, and the day has gone as days do: a first frame to try the light, one shot forgotten, one
taken twice, one slate forgotten.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import ExifTags, Image, ImageDraw, ImageFilter

SIZE = (1600, 1200)
FORGOTTEN = "U310-PNK-STA_handle"
TWICE = "U101-RED-SLD_top"
NO_SLATE = "U205-YEL-DOT"
FIRST, BEFORE, AFTER = 41, dt.timedelta(seconds=20), dt.timedelta(seconds=9)


@dataclass(frozen=True, slots=True)
class _Taken:
    at: dt.datetime
    photo: Path


def main(arguments: list[str] | None = None) -> int:
    """Move the photos of the shop that the command line names to SHOP/card/DCIM/100KSTRL."""
    parser = argparse.ArgumentParser(prog="python -m sample_catalog.drawing.shoot", description=__doc__)
    parser.add_argument("shop", type=Path, help="a copy of sample_catalog")
    shop: Path = parser.parse_args(arguments).shop
    photos, card = shop / "photos", shop / "card" / "DCIM" / "100KSTRL"
    if photos.resolve() == (Path(__file__).resolve().parent.parent / "photos"):
        parser.error("that is the sample shop itself: copy it first, and name the copy")
    taken = sorted((_Taken(_time(path), path) for path in photos.rglob("*.jpg")), key=lambda each: each.at)
    if not taken:
        parser.error(f"{photos} has no photos")
    card.mkdir(parents=True, exist_ok=True)
    number, subject = FIRST, ""
    _save(Image.new("RGB", SIZE, (232, 228, 221)), _next(card, number), taken[0].photo, taken[0].at - 3 * BEFORE)
    for each in taken:
        look = each.photo.stem.partition("_")[0]
        if look not in {subject, NO_SLATE}:
            number += 1
            _save(_slate(look), _next(card, number), each.photo, each.at - BEFORE)
        subject = look
        if each.photo.stem == FORGOTTEN:
            each.photo.unlink()
            continue
        number += 1
        if each.photo.stem == TWICE:
            _again(each, _next(card, number + 1))
        each.photo.replace(_next(card, number))
        number += each.photo.stem == TWICE
    print(f"{number - FIRST + 1} frames are in {card}: listingkit ingest {shop / 'card'} {shop}")
    return 0


def _next(card: Path, number: int) -> Path:
    return card / f"DSC_{number:04}.JPG"


def _time(photo: Path) -> dt.datetime:
    with Image.open(photo) as image:
        text = image.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
    return dt.datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")


def _again(each: _Taken, target: Path) -> None:
    """The same picture from a hand that has moved a little."""
    with Image.open(each.photo) as image:
        moved = image.convert("RGB").rotate(0.4, Image.Resampling.BICUBIC, translate=(6, -4), fillcolor=(238, 236, 232))
    _save(moved, target, each.photo, each.at + AFTER)


def _slate(look: str) -> Image.Image:
    """A printed card on the paper, a little aslant and not quite in focus."""
    rows = segno.make(f"LK1:{look}", error="q", micro=False).matrix
    code = Image.new("L", (len(rows[0]) + 8, len(rows) + 8), 250)
    for y, row in enumerate(rows, start=4):
        for x, dark in enumerate(row, start=4):
            if dark:
                code.putpixel((x, y), 24)
    code = code.resize((620, 620), Image.Resampling.NEAREST)
    card = Image.new("L", (700, 800), 250)
    card.paste(code, (40, 20))
    ImageDraw.Draw(card).text((350, 700), look, fill=24, anchor="mm", font_size=70)
    scene = Image.new("RGB", SIZE, (226, 222, 214))
    turned = card.convert("RGBA").rotate(7, Image.Resampling.BICUBIC, expand=True)
    scene.paste(turned, ((SIZE[0] - turned.width) // 2, (SIZE[1] - turned.height) // 2), turned)
    return scene.filter(ImageFilter.GaussianBlur(1.2))


def _save(picture: Image.Image, target: Path, like: Path, at: dt.datetime) -> None:
    with Image.open(like) as photo:
        exif = photo.getexif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = at.strftime("%Y:%m:%d %H:%M:%S")
    picture.save(target, quality=90, exif=exif)


if __name__ == "__main__":
    sys.exit(main())
