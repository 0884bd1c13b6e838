"""Does `check` stay silent over a clean shop, does it tell what was spoilt, and what does it cost a photo?

    python -m benchmarks.photo_whole [--count 500] [--photos DIR] [--only clean,spoilt,real,cost]

clean   a shop of made umbrellas on disk, one call of `check`; every warning about a photo is false, and what is only
        for information is shown
spoilt  the same, some photos spoilt in known ways: found, missed, and told of sound photos
real    DIR filed as a shop by its truth.csv (model, colour, angle): findings by code, with their messages
cost    facts and master of one JPEG against its master alone, in alternating repetitions of one process
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from benchmarks.camera import Exposure, add_noise, camera_jpeg, product_on_paper
from benchmarks.photo_rows import Row
from listingkit import workflow
from listingkit.catalog.codes import value_code
from listingkit.findings import Finding, Severity
from listingkit.photos.masters import master_bytes
from listingkit.photos.measure import facts_of
from listingkit.pixels.decode import decode, open_photo
from tests.builders.photos import jpeg
from tests.builders.umbrellas import BLACK, CANOPIES, PATTERNS, WOOD, Sitting, Umbrella, picture

SHOTS = {"front": "front", "top": "top", "inside": "inside", "folded": "folded", "handle": "handle"}
# Grey spelled so that its code is not that of Green.
COLOURS = {name.replace("Grey", "Gray"): colour for name, colour in CANOPIES.items()}
NAMES = list(COLOURS)
ANGLES = {"main": "front", "back": "side", "alt1": "handle"}
LIMIT = 10**9
ROUNDS = 15
DAY = dt.datetime(2026, 5, 11, 8, 0)


def shop(folder: Path, count: int) -> dict[str, Path]:
    """A shop of so many photos: products of six looks, five shots each, a print a product. By subject and shot."""
    photos, rows = {}, []
    number = 0
    while len(photos) < count:
        product = f"U{number + 1:03}"
        names = [NAMES[(number + step) % len(NAMES)] for step in range(6)]
        rows.append(f"{product},Umbrella {number + 1},{'; '.join(names)},20")
        for place, name in enumerate(names):
            for order, (shot, angle) in enumerate(SHOTS.items()):
                taken = DAY + dt.timedelta(seconds=40 * len(photos))
                what = Umbrella(COLOURS[name], PATTERNS[number % 5], handle=WOOD if number % 2 else BLACK)
                how = Sitting(
                    angle,
                    size=(1200, 800),
                    fill=0.55 + 0.04 * ((number + order) % 8),
                    centre=(0.5 + 0.02 * ((place * 7 + order) % 3 - 1), 0.5),
                    turn=(place * 37 + order * 11) % 17 - 8 if angle in ("front", "folded", "handle") else place * 50,
                    kelvin=5000 + 200 * (number % 6),
                    stops=-0.1 * (place % 3),
                    noise=1 + number % 3,
                    seed=len(photos),
                )
                path = folder / "photos" / product / f"{product}-{_code(name)}_{shot}.jpg"
                path.parent.mkdir(parents=True, exist_ok=True)
                stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
                path.write_bytes(jpeg(picture(what, how), taken=stamp, make="Kestrel", model="K24", quality=92))
                photos[f"{product}-{name}_{shot}"] = path
        number += 1
    _written(folder, "model,name,colours,cost\n" + "\n".join(rows) + "\n", list(SHOTS))
    return photos


def _written(folder: Path, products: str, shots: list[str]) -> None:
    (folder / "products.csv").write_text(products, encoding="utf-8")
    tables = "\n".join(
        f'[[shots]]\nname = "{shot}"\nrole = "{"main" if place == 0 else "detail" if shot == "handle" else "gallery"}"'
        for place, shot in enumerate(shots)
    )
    (folder / "shop.toml").write_text(f'[shop]\nname = "Made"\n\n{tables}\n', encoding="utf-8")


def _code(colour: str) -> str:
    return value_code("colour", colour, pictured=True)


def told(folder: Path) -> list[Finding]:
    """The findings about photos, but those about their pixels and metadata."""
    report = workflow.check(folder, workflow.Run(dt.date(2026, 11, 1)))
    if lost := [each.message for each in report.findings if each.code == "shots.unexpected"]:
        raise AssertionError(f"the benchmark's own files are misnamed: {lost[0]}")
    silent = ("photo.too-small", "photo.personal", "photo.location")
    return [each for each in report.findings if each.code.startswith("photo.") and each.code not in silent]


def clean(folder: Path, count: int) -> Iterator[Row]:
    """Every error and warning is false; what is only for information is counted apart."""
    photos = shop(folder, count)
    found = told(folder)
    for each in found[:40]:
        print(f"  {each.severity.value} {each.code}: {each.message}")
    notes = [each for each in found if each.severity is Severity.INFO]
    for code, number in sorted(Counter(each.code for each in found).items()):
        yield Row(code, "made shop, clean", clean=len(photos), false=number)
    yield Row("all rules, warning", "made shop, clean", clean=len(photos), false=len(found) - len(notes))
    yield Row("all rules, info", "made shop, clean", clean=len(photos), false=len(notes))


def spoilt(folder: Path, count: int) -> Iterator[Row]:
    """Each tenth photo or pair is spoilt, in turn in one of these ways."""
    photos = list(shop(folder, count).values())
    truth: dict[str, set[str]] = {}
    for turn, at in enumerate(range(0, len(photos) - 10, 10)):
        code, change = WAYS[turn % len(WAYS)]
        for path in change(photos[at : at + 10]):
            truth.setdefault(code, set()).add(path.relative_to(folder).as_posix())
    found = told(folder)
    by_code: dict[str, set[str]] = {}
    for each in found:
        by_code.setdefault(each.code, set()).update({each.place.file, each.twin} - {""})
    touched = set().union(*truth.values())
    for code, paths in sorted(truth.items()):
        either = by_code.get(code, set()) | (by_code.get("photo.colour-outlier", set()) if "colour" in code else set())
        for path in sorted(paths - either):
            print(f"  not told as {code}: {path}")
        yield Row(code, "made shop, spoilt", made=len(paths), found=len(paths & either))
    wrong = [
        each
        for each in found
        if each.severity is not Severity.INFO and each.place.file not in touched and each.twin not in touched
    ]
    for each in wrong:
        print(f"  told of a sound photo: {each.severity.value} {each.code}: {each.message}")
    yield Row("all rules", "made shop, spoilt: its sound photos", clean=len(photos) - len(touched), false=len(wrong))


def _again(path: Path, change: Callable[[Image.Image], Image.Image]) -> list[Path]:
    with Image.open(path) as photo:
        exif, picture_ = photo.getexif(), change(photo.convert("RGB"))
    picture_.save(path, quality=92, exif=exif)
    return [path]


def _level(stops: float) -> list[int]:
    return [min(255, round(255 * ((level / 255) ** 2.2 * 2**stops) ** (1 / 2.2))) for level in range(256)] * 3


def _swapped(some: list[Path]) -> list[Path]:
    one, two = some[0], some[5]
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)
    return [one, two]


def _copied(some: list[Path]) -> list[Path]:
    shutil.copyfile(some[0], some[1])
    return _again(some[1], lambda photo: photo.resize((1000, 667), Image.Resampling.LANCZOS))


def _cut_short(some: list[Path]) -> list[Path]:
    data = some[0].read_bytes()
    some[0].write_bytes(data[: len(data) * 2 // 3])
    return some[:1]


def _cut_off(photo: Image.Image) -> Image.Image:
    width, height = photo.size
    return photo.crop((width * 2 // 5, 0, width, height)).resize(photo.size, Image.Resampling.LANCZOS)


WAYS: tuple[tuple[str, Callable[[list[Path]], list[Path]]], ...] = (
    ("photo.blurry", lambda some: _again(some[0], lambda photo: photo.filter(ImageFilter.GaussianBlur(1.8)))),
    ("photo.colour-mismatch", _swapped),
    ("photo.near-duplicate", _copied),
    ("photo.overexposed", lambda some: _again(some[0], lambda photo: photo.point(_level(1.5)))),
    ("photo.underexposed", lambda some: _again(some[0], lambda photo: photo.point(_level(-2.5)))),
    ("photo.subject-cut", lambda some: _again(some[0], _cut_off)),
    ("photo.unreadable", _cut_short),
)


def real(folder: Path, photos: Path) -> Iterator[Row]:
    """Real photographs under their true names."""
    models: dict[str, list[str]] = {}
    count = 0
    for table in sorted(photos.rglob("truth.csv")):
        with table.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                model, colour = row["model"].upper(), row["colour"].title()
                models.setdefault(model, [])
                models[model] += [colour] if colour not in models[model] else []
                target = folder / "photos" / f"{model}-{_code(colour)}_{ANGLES[row['angle']]}.jpg"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(table.parent / row["file"], target)
                count += 1
    lines = [f"{model},Jacket {model},{'; '.join(colours)},20" for model, colours in models.items()]
    _written(folder, "model,name,colours,cost\n" + "\n".join(lines) + "\n", list(ANGLES.values()))
    found = told(folder)
    for each in found:
        print(f"  {each.severity.value} {each.code}: {each.message}")
    for severity in ("error", "warning", "info"):
        number = sum(each.severity.value == severity for each in found)
        yield Row(f"all rules, {severity}", "real photographs", clean=count, false=number)


def cost(photos: Path | None) -> Iterator[str]:
    """CPU of facts and master as a multiple of the master alone."""
    for megapixels, size in ((24, (6000, 4000)), (12, (4000, 3000))):
        data, scale = _camera_photo(photos, size), 4 if size[0] > 4800 else 2
        both, alone = [], []
        for _ in range(ROUNDS):
            both.append(_seconds(data, scale, measured=True))
            alone.append(_seconds(data, scale, measured=False))
        own = [statistics.median(each) * 1e3 for each in (both, alone)]
        ratio = statistics.median(one / two for one, two in zip(both, alone, strict=True))
        yield (
            f"{megapixels} MP, {len(data) / 1e6:.1f} MB, read at 1/{scale}: facts and master "
            f"{own[0]:.0f} ms, master alone {own[1]:.0f} ms, ratio {ratio:.2f}"
        )


def _camera_photo(photos: Path | None, size: tuple[int, int]) -> bytes:
    """A product on paper as a camera would save it, with the texture of a real photograph where DIR has some."""
    random = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.png"
        picture(Umbrella(pattern="floral"), Sitting(size=(1500, 1000))).save(source)
        if photos is not None:
            source = sorted(photos.rglob("*.jpg"))[0]
        frame = product_on_paper(source, size, random)
        add_noise(frame, 3.0, random)
        return camera_jpeg(frame, Exposure(DAY, 1, 1, 95, wide=False), random)


def _seconds(data: bytes, scale: int, *, measured: bool) -> float:
    start = time.process_time()
    hashlib.sha256(data)
    opened = open_photo(data, name="a.jpg", max_pixels=LIMIT)
    frame = decode(opened, scale)
    if measured:
        facts_of(opened, frame, "a", len(data))
    master_bytes(opened, frame, scale)
    return time.process_time() - start


def main() -> None:
    """Prints the rows, and the cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--only", default="clean,spoilt,real,cost")
    options = parser.parse_args()
    parts = options.only.split(",")
    for part, rows in (("clean", clean), ("spoilt", spoilt)):
        if part in parts:
            with tempfile.TemporaryDirectory() as folder:
                _print(rows(Path(folder), options.count))
    if "real" in parts and options.photos:
        with tempfile.TemporaryDirectory() as folder:
            _print(real(Path(folder), options.photos))
    if "cost" in parts:
        print(*cost(options.photos), sep="\n")


def _print(rows: Iterator[Row]) -> None:
    for row in rows:
        print(
            f"{row.rule:<24} {row.what:<40} made {row.made:4} found {row.found:4} missed {row.missed:3}   "
            f"clean {row.clean:4} false {row.false:3}",
            flush=True,
        )


if __name__ == "__main__":
    main()
