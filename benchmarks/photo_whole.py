"""What does `listingkit check` say of whole shops of photos, sound and spoilt, and what does the looking cost?

    python -m benchmarks.photo_whole FOLDER [--count 504] [--photos DIR] [--times 7]

Made umbrellas are filed as a shop below FOLDER and checked by the command itself: as they are, then with known defects.
With --photos the photographs of DIR (truth.csv: file, model, colour, angle) are filed as a shop as well, and timed as
`photo_cost` does. `photo.too-small` is left out, as made frames are small on purpose.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.photo_checks import table
from benchmarks.photo_colour import REAL_SHOTS
from benchmarks.photo_cost import costs
from benchmarks.photo_rows import Row
from tests.builders.photos import jpeg
from tests.builders.umbrellas import ANGLES, CANOPIES, PATTERNS, Sitting, Umbrella, picture

SHOP = '[shop]\nname = "Photos"\nstores = ["aliexpress"]\n'
START = dt.datetime(2026, 6, 1, 8, 0)
EACH = 8  # photos of each defect
SEEN = ("front", "top", "inside", "folded")  # a handle or cloth alone has few edges, or none
DEFECTS: dict[str, dict[str, Any]] = {
    "photo.blurry|sigma 1.5 px": {"blur": 1.5},
    "photo.blurry|sigma 2.5 px": {"blur": 2.5},
    "photo.blurry|moved by 12 px": {"motion": 12},
    "photo.overexposed|1.7 stops": {"stops": 1.7},
    "photo.underexposed|-2.6 stops": {"stops": -2.6},
    "photo.subject-cut|a third outside": {"centre": (0.16, 0.5), "fill": 0.9},
}
SWAPPED, RESAVED, COPIED, SHORT = (
    "photo.colour-mismatch|two looks exchanged",
    "photo.near-duplicate|smaller and saved anew",
    "photo.duplicate|the same file twice",
    "photo.unreadable|last third missing",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One photo of the made shop."""

    model: str
    colour: str
    shot: str
    what: Umbrella
    how: Sitting
    taken: str

    @property
    def path(self) -> str:
        """Below the shop, as the shot list names it."""
        return path_of(self.model, self.colour, self.shot)


def path_of(model: str, colour: str, shot: str) -> str:
    """By the colour's whole name: of three letters Grey and Green have the same."""
    return f"photos/{model}/{model}-{colour.replace(' ', '-')}_{shot}.jpg"


def shoot(count: int) -> list[Made]:
    """Umbrellas in rows: a pattern a model, a fill a look, light that becomes warmer by little."""
    models = max(1, round(count / (len(CANOPIES) * len(ANGLES))))
    made = []
    for number, ((model, (name, canopy)), shot) in enumerate(product(product(range(models), CANOPIES.items()), ANGLES)):
        how = Sitting(
            angle=shot,
            size=(900, 600),
            fill=0.55 + 0.05 * (number // len(ANGLES) % 6),
            kelvin=5500 - number % 250,
            noise=2,
            seed=number,
        )
        taken = (START + dt.timedelta(seconds=15 * number)).strftime("%Y:%m:%d %H:%M:%S")
        pattern = PATTERNS[model % len(PATTERNS)]
        made.append(Made(f"U{model:03}", name, shot, Umbrella(canopy, pattern), how, taken))
    return made


def data_of(one: Made) -> bytes:
    """The photo as a camera would have saved it."""
    return jpeg(picture(one.what, one.how), taken=one.taken, make="Made", model="Made 1")


def write_shop(folder: Path, colours: Mapping[str, Sequence[str]]) -> None:
    """An empty shop of these products."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "shop.toml").write_text(SHOP, encoding="utf-8")
    head = "model,name,colours,cost,weight_g,length_cm,width_cm,height_cm,material"
    lines = [f"{model},Thing {model},{'; '.join(names)},20,350,31,6,6,pongee" for model, names in colours.items()]
    (folder / "products.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def write_photos(folder: Path, made: Iterable[Made]) -> None:
    """Draws and files them, on all cores."""
    several = list(made)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for one, data in zip(several, pool.map(data_of, several, chunksize=8), strict=True):
            file = folder / one.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def check(folder: Path) -> list[dict[str, Any]]:
    """The findings on photos, as the command tells them.

    Raises RuntimeError where it cannot go on, or where a photo is no shot of the shop: it would not be judged.
    """
    chosen = ("--select", "photo", "--select", "shots.unexpected", "--ignore", "photo.too-small", "--format", "json")
    command = [sys.executable, "-m", "listingkit", "check", str(folder), *chosen]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr or done.stdout)
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    if lost := [each["message"] for each in found if each["code"] == "shots.unexpected"]:
        raise RuntimeError(f"{len(lost)} photos are not judged: {lost[0]}")
    return found


def spoil(folder: Path, made: Sequence[Made]) -> dict[str, list[tuple[str, ...]]]:
    """Spoils photos of the shop, each in one way; returns the paths by defect, one or two each."""
    by_place = {(one.model, one.colour, one.shot): one for one in made}
    spread = [one for one in made if one.shot in SEEN][::5]
    free = [spread[number * 7 % len(spread)] for number in range(len(spread))] if len(spread) % 7 else spread
    done: dict[str, list[tuple[str, ...]]] = {}
    redrawn: list[Made] = []
    used: set[str] = set()
    for name, change in DEFECTS.items():
        chosen, free = free[:EACH], free[EACH:]
        redrawn += [replace(one, how=replace(one.how, **change)) for one in chosen]
        done[name] = [(one.path,) for one in chosen]
        used |= {one.path for one in chosen}
    write_photos(folder, redrawn)
    done[SHORT], free = [(one.path,) for one in free[:EACH]], free[EACH:]
    used |= {path for (path,) in done[SHORT]}
    for (path,) in done[SHORT]:
        data = (folder / path).read_bytes()
        (folder / path).write_bytes(data[: len(data) * 2 // 3])
    acts = {SWAPPED: _swap, RESAVED: _resave, COPIED: shutil.copyfile}
    for name, act in acts.items():
        done[name] = []
        for one in (each for each in made if each.shot in SEEN):
            other = _partner(one, by_place, same_look=name != SWAPPED)
            if len(done[name]) < EACH and not {one.path, other.path} & used:
                act(folder / one.path, folder / other.path)
                done[name].append((one.path, other.path))
                # Others of the looks stay sound: a look with two defects would be a set of another kind.
                looks = {one.colour, other.colour}
                used |= {each.path for each in made if each.model == one.model and each.colour in looks}
    return done


def _partner(one: Made, by_place: Mapping[tuple[str, str, str], Made], *, same_look: bool) -> Made:
    """Another shot of its look, or the same shot of a look of quite another colour."""
    if same_look:
        return by_place[one.model, one.colour, SEEN[(SEEN.index(one.shot) + 1) % len(SEEN)]]
    names = list(CANOPIES)
    return by_place[one.model, names[(names.index(one.colour) + 4) % len(names)], one.shot]


def _swap(one: Path, two: Path) -> None:
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def _resave(source: Path, target: Path) -> None:
    with Image.open(source) as photo:
        exif, size = photo.getexif(), (photo.width * 3 // 4, photo.height * 3 // 4)
        photo.resize(size, Image.Resampling.LANCZOS).save(target, quality=80, exif=exif)


def clean_rows(what: str, found: Iterable[Mapping[str, Any]], photos: int) -> Iterator[Row]:
    """A row a code and severity among photos that are all sound; one row where nothing was told."""
    counted = Counter((each["code"], each["severity"]) for each in found)
    for (code, severity), number in sorted(counted.items()):
        yield Row(code, f"{what}: {severity}", clean=photos, false=number)
    if not counted:
        yield Row("photo", what, clean=photos)


def spoilt_rows(
    found: Iterable[Mapping[str, Any]], truth: Mapping[str, Sequence[tuple[str, ...]]], photos: int
) -> Iterator[Row]:
    """Found and missed by defect; then what was told of sound photos, and of spoilt ones beside their own code."""
    told = {(each["code"], path) for each in found for path in _about(each)}
    own: set[tuple[str, str]] = set()
    for name, places in truth.items():
        code, what = name.split("|")
        hits = [any((code, path) in told for path in paths) for paths in places]
        yield Row(code, f"spoilt, {what}", made=len(places), found=sum(hits))
        own |= {(code, path) for paths in places for path in paths}
    spoilt = {path for places in truth.values() for paths in places for path in paths}
    others = [each for each in found if not any((each["code"], path) in own for path in _about(each))]
    beside = [each for each in others if spoilt & set(_about(each))]
    yield from clean_rows("spoilt shop, a sound photo", (one for one in others if one not in beside), photos)
    yield from clean_rows("spoilt shop, a photo with another defect", beside, len(spoilt))


def _about(found: Mapping[str, Any]) -> tuple[str, ...]:
    beside = (found.get("evidence") or {}).get("beside") or ""
    return (found["file"], beside) if beside else (found["file"],)


def file_real(folder: Path, photos: Path) -> int:
    """Files the photographs as a shop; returns how many."""
    listed = list(csv.DictReader((photos / "truth.csv").read_text(encoding="utf-8").splitlines()))
    colours: dict[str, dict[str, None]] = {}
    for row in listed:
        colours.setdefault(row["model"], {})[row["colour"].title()] = None
    write_shop(folder, {model: list(names) for model, names in colours.items()})
    for row in listed:
        target = folder / path_of(row["model"], row["colour"].title(), REAL_SHOTS[row["angle"]])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(photos / row["file"], target)
    return len(listed)


def main() -> None:
    """Prints the findings on sound photos, the table and the cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=504)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--times", type=int, default=7)
    chosen = parser.parse_args()
    made, shop, told = shoot(chosen.count), chosen.folder / "made", list[Row]()
    write_shop(shop, {one.model: list(CANOPIES) for one in made})
    write_photos(shop, made)
    told += clean_rows("made, clean", _shown(check(shop)), len(made))
    truth = spoil(shop, made)
    told += spoilt_rows(check(shop), truth, len(made))
    if chosen.photos:
        number = file_real(chosen.folder / "real", chosen.photos)
        told += clean_rows("real", _shown(check(chosen.folder / "real")), number)
    print(table(told))
    for line in costs(chosen.photos, chosen.times) if chosen.photos else ():
        print(line)


def _shown(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for each in found:
        print(f"   {each['severity']} {each['code']}: {each['message']}")
    return found


if __name__ == "__main__":
    main()
