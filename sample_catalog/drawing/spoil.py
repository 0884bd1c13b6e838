"""What does `check` say of bad photos?  Spoils nine photos in a copy of the sample shop, each in another way.

    cp -r sample_catalog spoilt && python -m sample_catalog.drawing.spoil spoilt && listingkit check spoilt

Prints which photo was spoilt how, and the finding that tells of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

BLUR, MOVED = 2.5, 14  # pixels of a frame 1,000 px long: a Gaussian's sigma, and the length of a movement
BRIGHT, DARK = 1.7, -2.6  # stops

Picture = Image.Image


def main(arguments: list[str] | None = None) -> int:
    """Spoil the photos of the shop that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m sample_catalog.drawing.spoil", description=__doc__)
    parser.add_argument("shop", type=Path, help="a copy of sample_catalog")
    photos: Path = parser.parse_args(arguments).shop / "photos"
    if photos.resolve() == (Path(__file__).resolve().parent.parent / "photos"):
        parser.error("that is the sample shop itself: copy it first, and name the copy")
    for name, (change, code) in SPOILT.items():
        _saved(photos / name, change)
        print(f"{name:32} {change.__name__.lstrip('_'):14} {code}")
    _exchanged(photos / EXCHANGED[0], photos / EXCHANGED[1])
    _copied(photos / COPIED[0], photos / COPIED[1])
    _cut_short(photos / SHORT)
    print(f"{' and '.join(Path(each).name for each in EXCHANGED)}: exchanged: photo.colour-mismatch")
    print(f"{Path(COPIED[1]).name}: {Path(COPIED[0]).name}, smaller and saved anew: photo.near-duplicate")
    print(f"{Path(SHORT).name}: the last third of the file is missing: photo.unreadable")
    return 0


def _saved(path: Path, change: Callable[[Picture], Picture]) -> None:
    with Image.open(path) as photo:
        exif, spoilt = photo.getexif(), change(photo.convert("RGB"))
    spoilt.save(path, quality=90, exif=exif)


def _out_of_focus(photo: Picture) -> Picture:
    return photo.filter(ImageFilter.GaussianBlur(BLUR * max(photo.size) / 1000))


def _moved(photo: Picture) -> Picture:
    levels, length = np.asarray(photo, np.float32), round(MOVED * max(photo.size) / 1000)
    shifted = sum(np.roll(levels, step - length // 2, axis=1) for step in range(length))
    return Image.fromarray((shifted / length + 0.5).astype(np.uint8))


def _too_bright(photo: Picture) -> Picture:
    return photo.point(_exposed(BRIGHT))


def _too_dark(photo: Picture) -> Picture:
    return photo.point(_exposed(DARK))


def _cut_off(photo: Picture) -> Picture:
    width, height = photo.size
    return photo.crop((width // 3, 0, width, height)).resize(photo.size, Image.Resampling.LANCZOS)


def _exposed(stops: float) -> list[int]:
    """The level that each level becomes, for each of three channels; 2.2 is near enough to a camera's curve."""
    return [min(255, round(255 * ((level / 255) ** 2.2 * 2**stops) ** (1 / 2.2))) for level in range(256)] * 3


def _exchanged(one: Path, two: Path) -> None:
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def _copied(source: Path, target: Path) -> None:
    with Image.open(source) as photo:
        exif, size = photo.getexif(), (photo.width * 3 // 4, photo.height * 3 // 4)
        photo.resize(size, Image.Resampling.LANCZOS).save(target, quality=85, exif=exif)


def _cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


SPOILT: dict[str, tuple[Callable[[Picture], Picture], str]] = {
    "U101/U101-NVY-PLD_front.jpg": (_out_of_focus, "photo.blurry"),
    "U205/U205-GRN-DOT_side.jpg": (_moved, "photo.blurry"),
    "U205/U205-YEL-STR_top.jpg": (_too_bright, "photo.overexposed"),
    "U205/U205-YEL-DOT_inside.jpg": (_too_dark, "photo.underexposed"),
    "U205/U205-GRN-STR_folded.jpg": (_cut_off, "photo.subject-cut"),
}
EXCHANGED = ("U205/U205-GRN-DOT_front.jpg", "U205/U205-YEL-DOT_front.jpg")
COPIED = ("U205/U205-YEL-STR_front.jpg", "U205/U205-YEL-STR_side.jpg")
SHORT = "U205/U205-GRN-STR_handle.jpg"


if __name__ == "__main__":
    sys.exit(main())
