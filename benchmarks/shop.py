"""Which shop makes `listingkit images` render exactly the wanted pictures of each photo?

Photos are named after looks and shots of products that have nothing else: every photo fills one place in each slot.
Only the standard library, so that whoever measures stays small: a child's peak memory counts from its parent's.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, islice, product
from pathlib import Path

COLOURS = {"Navy": "NVY", "Red": "RED", "Green": "GRN", "Yellow": "YEL", "Pink": "PNK"}
SHOTS = ("front", "side", "top", "inside", "folded", "handle", "fabric", "scale")
PHOTOS_A_MODEL = len(COLOURS) * len(SHOTS)
JOBS: Mapping[str, tuple[int, ...]] = {"one": (1000,), "three": (1000, 800, 350)}
"""The sides in pixels of the square slots that every photo fills."""

SETTINGS = """[shop]
name = "Benchmark"
stores = ["market.toml"]

[images]
fit = "pad"
quality = 85

[watermark]
text = "{mark}"
"""
PROFILE = """name = "market"
label = "Market"
checked_on = 2026-11-01

[sheet]
format = "csv"
layout = "row-per-sku"
columns = [{ header = "sku", field = "sku" }]

[rules]
"""
SLOT = """
[[slots]]
name = "side-{side}"
role = "gallery"
count = {count}
width = {side}
height = {side}
max_bytes = 3_000_000
watermark = "allowed"
confidence = "K"
source = "made up for the benchmark"
"""


def stems(wanted: int) -> list[str]:
    """The names of so many photos, without extension."""
    names = (
        f"{model_name(model)}-{code}_{shot}" for model in count() for code, shot in product(COLOURS.values(), SHOTS)
    )
    return list(islice(names, wanted))


def model_name(number: int) -> str:
    """The product that photos number × PHOTOS_A_MODEL and following are of."""
    return f"P{number:03}"


def photo_paths(folder: Path, wanted: int) -> list[Path]:
    """Where so many photos of a shop lie."""
    names = enumerate(stems(wanted))
    return [folder / "photos" / model_name(number // PHOTOS_A_MODEL) / f"{stem}.jpg" for number, stem in names]


def multiply(photos: Sequence[Path], folder: Path, wanted: int) -> None:
    """Makes the shop's photos up to so many, from these in turn: the same pixels in other bytes. None is replaced."""
    for number, target in enumerate(photo_paths(folder, wanted)):
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(stamped(photos[number % len(photos)].read_bytes(), target.stem))


def stamped(data: bytes, text: str) -> bytes:
    """The same JPEG with a comment segment after the start marker, so that its digest is its own."""
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text.encode() + data[2:]


def write_shop(folder: Path, photos: int, sides: Sequence[int], *, mark: str = "Benchmark") -> None:
    """Everything of a shop but its photos, which are named as `stems` says. What is there is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    models = -(-photos // PHOTOS_A_MODEL)
    rows = [f"{model_name(model)},Umbrella {model},{'; '.join(COLOURS)}" for model in range(models)]
    slots = "".join(SLOT.format(side=side, count=PHOTOS_A_MODEL) for side in sides)
    files = {
        "shop.toml": SETTINGS.format(mark=mark),
        "market.toml": PROFILE + slots,
        "products.csv": "\n".join(["model,name,colours", *rows, ""]),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def photos_of(folder: Path) -> list[Path]:
    """The photos of a corpus, in the order of their names. Ends the program where there are none."""
    found = sorted((folder / "photos").rglob("*.jpg"))
    if not found:
        raise SystemExit(f"{folder}/photos has no photos: make some with `python -m benchmarks.corpus`")
    return found


def link_photos(photos: Iterable[Path], folder: Path) -> list[Path]:
    """The photos in one folder, as links to the same bytes where the file system has such."""
    folder.mkdir(parents=True, exist_ok=True)
    linked = []
    for photo in photos:
        target = folder / photo.name
        try:
            os.link(photo, target)
        except OSError:
            shutil.copy2(photo, target)
        linked.append(target)
    return linked
