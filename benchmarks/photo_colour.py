"""Are photos told that show another colour than their name says, and are sound ones left alone?

`python -m benchmarks.photo_colour [--count 500] [--photos FOLDER]`. Made umbrellas: 12 colours × 5 patterns, casts of
3,500 to 9,000 K, fills of 20 to 90 %. The folder has truth.csv: file, model, colour, angle.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.photo_rows import Row
from listingkit.judging.colour import colour_findings
from listingkit.judging.colour_seen import PAPER, SUBSTANTIAL
from listingkit.photos.measure import SMALL_PX, facts_of
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.lab import difference, lab_of
from listingkit.pixels.palette import palette_of
from listingkit.pixels.paper import split_frame
from tests.builders.judging import seen, shooting
from tests.builders.photos import jpeg
from tests.builders.umbrellas import CANOPIES, PATTERNS, Sitting, Umbrella, picture

ANGLES = ("front", "top", "folded")
KELVIN = (3500, 4500, 5500, 7000, 9000)
# Grey spelled so that its code is not that of Green.
COLOURS = {name.replace("Grey", "Gray"): colour for name, colour in CANOPIES.items()}
NAMES = tuple(COLOURS)
EXCHANGED = 5  # products whose looks are exchanged pair by pair: each pattern and each cast once
REAL_SHOTS = {"main": "front", "back": "side", "alt1": "top"}
JUST_SEEN = 2.0  # CIEDE2000: two cloths side by side that differ by less look the same
Facts = dict[tuple[str, str, str], PhotoFacts]


def rows(count: int, photos: Path | None) -> Iterator[Row]:
    """Clean sets, exchanges pair by pair and single strange photos; then the same on real photos."""
    made = _made(max(1, round(count / (len(NAMES) * len(ANGLES)))))
    yield from _clean("made", made)
    few = {key: each for key, each in made.items() if int(key[0][1:]) < EXCHANGED}
    yield from _swaps("made", few)
    yield _outliers(few)
    if photos is not None:
        real = _real(photos)
        yield from _clean("real", real)
        yield from _swaps("real", real)


def _made(products: int) -> Facts:
    facts: Facts = {}
    for number in range(products):
        pattern, kelvin = PATTERNS[number % 5], KELVIN[number * 2 % 5]
        for place, (name, colour) in enumerate(COLOURS.items()):
            for shot in ANGLES:
                fill = 0.2 + 0.7 * ((place * 5 + number * 3) % 8) / 7
                how = Sitting(angle=shot, size=(600, 400), fill=fill, kelvin=kelvin, seed=number * 100 + place)
                look = Umbrella(canopy=colour, pattern=pattern)
                facts[f"U{number}", name, shot] = seen(picture(look, how), f"{number}{name}{shot}")
    return facts


def _real(folder: Path) -> Facts:
    facts: Facts = {}
    for row in csv.DictReader((folder / "truth.csv").read_text(encoding="utf-8").splitlines()):
        data = (folder / row["file"]).read_bytes()
        opened = open_photo(data, name=row["file"], max_pixels=10**9)
        key = row["model"], row["colour"].title(), REAL_SHOTS[row["angle"]]
        facts[key] = facts_of(opened, decode(opened), row["file"], len(data))
    return facts


def _found(facts: Facts, exchanged: Facts | None = None) -> dict[str, list[tuple[str, str, str]]]:
    """Codes and messages by path."""
    products: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"colour": []})
    for spu, name, _ in facts:
        if name not in products[spu]["colour"]:
            products[spu]["colour"].append(name)
    photos = {_path(*key): each for key, each in (facts | (exchanged or {})).items()}
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for each in colour_findings(shooting(photos, dict(products))):
        found[each.place.file].append((each.code, each.severity.value, each.message))
    return found


def _path(spu: str, name: str, shot: str) -> str:
    return f"photos/{spu}-{name.replace(' ', '')[:3].upper()}_{shot}.jpg"


def _clean(kind: str, facts: Facts) -> Iterator[Row]:
    found = _found(facts)
    for path, several in sorted(found.items()):
        print("   false:", path, several)
    for code in ("photo.colour-mismatch", "photo.colour-outlier"):
        false = sum(any(each[0] == code for each in several) for several in found.values())
        yield Row(code, f"{kind}, clean", clean=len(facts), false=false)


def _swaps(kind: str, facts: Facts) -> Iterator[Row]:
    """The first photos of two looks exchanged, and those two looks altogether."""
    for what, shots in (("front photos exchanged", ("front",)), ("all photos exchanged", ())):
        tried = both = some = same = 0
        missed: dict[str, int] = defaultdict(int)
        for spu in dict.fromkeys(key[0] for key in facts):
            own = {key: each for key, each in facts.items() if key[0] == spu}
            for one, two in combinations(dict.fromkeys(key[1] for key in own), 2):
                turned = {
                    (spu, other, shot): own[spu, name, shot]
                    for name, other in ((one, two), (two, one))
                    for _, each, shot in own
                    if each == name and (spu, other, shot) in own and (not shots or shot in shots)
                }
                if all(_looks_the_same(own[key], each) for key, each in turned.items()):
                    same += 1
                    continue
                found = _found(own, turned)
                hit = sum(_path(spu, name, "front") in found for name in (one, two))
                tried, both, some = tried + 1, both + (hit == 2), some + (hit > 0)
                if hit == 0:
                    missed[f"{one}/{two}"] += 1
        print(f"   {kind}, {what}: told of both {both}, of one at least {some} of {tried}; silent: {dict(missed)}")
        yield Row("photo.colour-mismatch", f"{kind}, {what}", made=tried, found=some)
        yield Row("photo.colour-mismatch", f"{kind}, {what}: cannot be told, the same colours", made=same)


def _looks_the_same(one: PhotoFacts, two: PhotoFacts) -> bool:
    """Whether each substantial colour of either is one of the other's to the eye, lightness in full."""
    first, second = _colours(one), _colours(two)
    if not (len(first) and len(second)):
        return False
    apart = difference(first[:, None], second[None], lightness=1.0)
    return float(max(apart.min(axis=0).max(), apart.min(axis=1).max())) <= JUST_SEEN


def _colours(facts: PhotoFacts) -> np.ndarray:
    if facts.palette is None or facts.light is None:
        return np.empty((0, 3))
    lights = np.array(
        [light for light, share in zip(facts.palette.lights, facts.palette.shares, strict=True) if share >= SUBSTANTIAL]
    )
    return lab_of(lights / np.array(facts.light) * PAPER)


def _outliers(facts: Facts) -> Row:
    """One photo of a look shows another product's look: no partner to exchange it with."""
    made = found = 0
    for spu in dict.fromkeys(key[0] for key in facts):
        own = {key: each for key, each in facts.items() if key[0] == spu}
        for place, name in enumerate(NAMES):
            other = NAMES[(place + 5) % len(NAMES)]
            changed = {(spu, name, "top"): own[spu, other, "top"]}
            made, found = made + 1, found + (_path(spu, name, "top") in _found(own, changed))
    return Row("photo.colour-outlier", "made, one photo of another look (either code)", made=made, found=found)


def cost() -> tuple[float, float]:
    """Milliseconds of the palette, and of decoding the same JPEG of 6 megapixels."""
    data = jpeg(picture(Umbrella(pattern="floral"), Sitting(size=(3000, 2000))))
    begun = time.perf_counter()
    frame = decode(open_photo(data, name="cost", max_pixels=10**9))
    decoded = time.perf_counter() - begun
    small = np.asarray(frame.reduce(max(frame.size) // SMALL_PX))
    split = split_frame(small)
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        palette_of(small, split)
        times.append(time.perf_counter() - begun)
    return sorted(times)[10] * 1000, decoded * 1000


def main() -> None:
    """Prints one line per row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--photos", type=Path)
    chosen = parser.parse_args()
    for row in rows(chosen.count, chosen.photos):
        print(
            f"{row.rule:24} {row.what:50} made {row.made:4} found {row.found:4} clean {row.clean:4} false {row.false}"
        )
    own, decoded = cost()
    print(f"palette {own:.1f} ms, decoding 6 megapixels {decoded:.1f} ms: {own / decoded:.3f}")


if __name__ == "__main__":
    main()
