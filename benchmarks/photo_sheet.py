"""Are photos told that are too bright or dark, cut off, small or not on white paper, and are sound ones left alone?

`python -m benchmarks.photo_sheet [--count 500] [--photos FOLDER]`. Made umbrellas: 12 colours × 5 patterns, fills of
30 to 90 %, 3,500 to 9,000 K, −0.7 to +0.1 stops; each defect alone in a shop, and among five sound looks of its
product. The folder has photos of products, with truth.csv (file, model, colour, angle), or without: each is then a
product.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.photo_rows import Row
from listingkit.findings import Finding
from listingkit.judging.background import background_findings
from listingkit.judging.exposure import exposure_findings
from listingkit.judging.subject import subject_findings
from listingkit.photos.measure import SMALL_PX, facts_of
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.exposure import exposure_of
from listingkit.pixels.paper import product_mask, split_frame
from listingkit.pixels.sheet import sheet_of
from tests.builders.judging import Products, seen, shooting
from tests.builders.photos import jpeg
from tests.builders.umbrellas import CANOPIES, PATTERNS, Sitting, Umbrella, coverage, picture

SHOTS = ("front", "top", "inside", "folded")
KELVIN = (3500, 4500, 5500, 7000, 9000)
FILLS = (0.3, 0.45, 0.6, 0.75, 0.9)
STOPS = (-0.7, -0.4, -0.2, 0.0, 0.1)
SIZE = (600, 400)
COLOURS = {name.replace("Grey", "Gray"): colour for name, colour in CANOPIES.items()}  # codes of three letters
CODES = (
    "photo.overexposed",
    "photo.underexposed",
    "photo.background-not-white",
    "photo.subject-small",
    "photo.subject-cut",
    "photo.unsure-white",
)
REAL_SHOTS = {"main": "front", "back": "side", "alt1": "top"}


@dataclass(frozen=True, slots=True)
class Made:
    """One made photo: its look in the catalogue, its shot, and how it was taken."""

    product: str
    colour: str
    look: Umbrella
    how: Sitting

    @property
    def path(self) -> str:
        """As the seller names it."""
        return path_of(self.product, self.colour, self.how.angle)


Change = tuple[str, str, Sequence[Mapping[str, object]]]
DEFECTS: tuple[Change, ...] = (
    ("photo.overexposed", "+0.5 stops", [{"stops": 0.5}]),
    ("photo.overexposed", "+1 stop", [{"stops": 1.0}]),
    ("photo.overexposed", "+2 stops", [{"stops": 2.0}]),
    ("photo.overexposed", "+3 stops", [{"stops": 3.0}]),
    ("photo.underexposed", "-2 stops", [{"stops": -2.0}]),
    ("photo.underexposed", "-2.5 stops", [{"stops": -2.5}]),
    ("photo.underexposed", "-3 stops", [{"stops": -3.0}]),
    ("photo.subject-small", "fill 10 and 15 %", [{"fill": 0.10}, {"fill": 0.15}]),
    ("photo.subject-small", "fill 20 %", [{"fill": 0.2}]),
    ("photo.subject-cut", "a twentieth cut off", [{"fill": 0.75, "centre": (0.22, 0.5)}]),
    ("photo.subject-cut", "a third cut off", [{"centre": (0.5, 0.15)}, {"centre": (0.92, 0.5)}]),
    ("photo.subject-cut", "a half cut off", [{"centre": (0.0, 0.5)}]),
    ("photo.background-not-white", "falloff 0.7", [{"falloff": 0.7}]),
)
TABLES = {"dark wood": (74, 48, 32), "blue cloth": (40, 60, 120), "dark grey": (60, 60, 62), "oak": (176, 128, 84)}


def path_of(product: str, colour: str, shot: str) -> str:
    """The photo's path for a look that is called by its colour."""
    return f"photos/{product}-{colour.replace(' ', '')[:3].upper()}_{shot}.jpg"


def rows(count: int, photos: Path | None) -> Iterator[Row]:
    """A clean set, defects in steps alone and among sound ones, and real photos, whose findings are printed."""
    sound = clean_set(count)
    facts = {each.path: seen_small(each) for each in sound}
    yield from _clean("made, clean", facts, sound)
    some = sound[7 :: max(1, count // 40)]
    for code, what, changes in DEFECTS:
        spoilt = [replace(each, how=replace(each.how, **change)) for each in some for change in changes]
        if code == "photo.subject-cut":
            spoilt = [each for each in spoilt if is_cut(each)]
        yield from _defects(code, what, [(each, seen_small(each)) for each in spoilt], facts)
    for name, table in TABLES.items():
        spoilt = [(each, seen_small(each, table)) for each in sound[7 :: max(1, count // 25)]]
        yield from _defects("photo.background-not-white", f"on {name}", spoilt, facts)
    if photos is not None:
        yield from _real(photos)


def clean_set(count: int) -> list[Made]:
    """Every canopy in a product, all of whose looks have one pattern."""
    made = []
    for number in range(count):
        group, place = divmod(number, len(COLOURS))
        product, shot = divmod(group, len(SHOTS))
        colour, canopy = list(COLOURS.items())[place]
        how = Sitting(
            angle=SHOTS[shot],
            size=SIZE,
            fill=FILLS[(number * 3 + group) % 5],
            kelvin=KELVIN[(number * 2 + product) % 5],
            stops=STOPS[(number + group) % 5],
            falloff=0.05 + 0.3 * (number * 7 % 10) / 10,
            turn=number * 37 % 360 if shot else 0,
            seed=number,
        )
        made.append(Made(f"U{product}", colour, Umbrella(canopy, PATTERNS[product % 5]), how))
    return made


def is_cut(made: Made) -> bool:
    """Whether its product truly runs out of the frame, over 2 % of an edge at least."""
    cover = coverage(made.look, made.how) > 0.5
    return max(float(edge.mean()) for edge in (cover[0], cover[-1], cover[:, 0], cover[:, -1])) > 0.02


def seen_small(made: Made, table: tuple[int, int, int] | None = None) -> PhotoFacts:
    """Its facts; on a table of that colour instead of paper."""
    image = picture(made.look, made.how)
    if table is not None:
        image = on_table(image, table, made.how.seed)
    return seen(image, made.path)


def on_table(image: Image.Image, table: tuple[int, int, int], seed: int) -> Image.Image:
    """The frame with paper that takes the table's colour and grain."""
    pixels = np.asarray(image, np.float32)
    split = split_frame(np.asarray(image))
    ground = np.ones(pixels.shape[:2], bool) if split is None else split.ground
    grain = np.random.default_rng(seed).normal(0, 4, (pixels.shape[0], 1, 1))
    laid = np.where(ground[..., None], np.array(table, np.float32) * pixels / 235 + grain, pixels)
    return Image.fromarray(laid.clip(0, 255).astype(np.uint8))


def told(facts: Mapping[str, PhotoFacts], colours: Mapping[str, Sequence[str]]) -> list[Finding]:
    """All findings of the three rules' modules in a shop with these products."""
    products: Products = {product: {"colour": list(several)} for product, several in colours.items()}
    shoot = shooting(facts, products)
    return [*exposure_findings(shoot), *background_findings(shoot), *subject_findings(shoot, {})]


def _clean(what: str, facts: Mapping[str, PhotoFacts], sound: Sequence[Made]) -> Iterator[Row]:
    found = told(facts, {each.product: tuple(COLOURS) for each in sound})
    pale = {each.path for each in sound if each.colour == "White"}
    for each in found:
        if each.code != "photo.unsure-white" or each.place.file not in pale:
            print("   false:", each.code, each.message)
    for code in CODES[:-1]:
        yield Row(code, what, clean=len(facts), false=sum(each.code == code for each in found))
    unsure = {each.place.file for each in found if each.code == CODES[-1]}
    yield Row(CODES[-1], f"{what}, coloured canopies", clean=len(facts) - len(pale), false=len(unsure - pale))
    hidden = {path for path in pale if (sheet := facts[path].sheet) is None or sheet.area < 0.02}
    yield Row(CODES[-1], f"{what}, white ones not found by their edge", made=len(hidden), found=len(unsure & hidden))


def _defects(
    code: str, what: str, spoilt: Sequence[tuple[Made, PhotoFacts]], sound: Mapping[str, PhotoFacts]
) -> Iterator[Row]:
    """Told among five sound looks of the same shot, and alone. White canopies that nobody can tell count as well."""
    alone = among = 0
    missed = []
    for made, facts in spoilt:
        others = {
            path: each
            for colour in COLOURS
            if colour != made.colour
            if (path := path_of(made.product, colour, made.how.angle)) in sound
            if (each := sound[path])
        }
        company = dict(list(others.items())[:5])
        alone += _has(code, made, {made.path: facts})
        hit = _has(code, made, {**company, made.path: facts})
        among += hit
        if not hit:
            missed.append(f"{made.path}")
    if missed:
        print("   missed:", code, what, *missed)
    yield Row(code, f"{what}, among five sound looks", made=len(spoilt), found=among)
    yield Row(code, f"{what}, alone", made=len(spoilt), found=alone)


def _has(code: str, made: Made, facts: Mapping[str, PhotoFacts]) -> bool:
    found = told(facts, {made.product: tuple(COLOURS)})
    return any(each.code == code and each.place.file == made.path for each in found)


def _real(folder: Path) -> Iterator[Row]:
    facts, colours = {}, {}
    for name, product, colour, shot in _listed(folder):
        data = (folder / name).read_bytes()
        try:
            opened = open_photo(data, name=name, max_pixels=10**9)
            facts[path_of(product, colour, shot)] = facts_of(opened, decode(opened), name, len(data))
        except Exception as wrong:
            print(f"   {name} is not read: {wrong}")
            continue
        colours.setdefault(product, {})[colour] = None
    found = told(facts, {product: tuple(several) for product, several in colours.items()})
    for each in found:
        print("   real:", each.code, each.severity, each.message)
    for code in CODES:
        yield Row(code, f"real, {folder.name}", clean=len(facts), false=sum(each.code == code for each in found))


def _listed(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    if (folder / "truth.csv").exists():
        for row in csv.DictReader((folder / "truth.csv").read_text(encoding="utf-8").splitlines()):
            yield row["file"], row["model"], row["colour"].title(), REAL_SHOTS[row["angle"]]
        return
    for number, file in enumerate(sorted(folder.glob("*.jp*g"))):
        yield file.name, f"R{number}", "Red", "front"


def cost() -> tuple[float, float]:
    """Milliseconds of both facts, and of decoding the same JPEG of 6 megapixels."""
    data = jpeg(picture(Umbrella(pattern="floral"), Sitting(size=(3000, 2000))))
    begun = time.perf_counter()
    frame = decode(open_photo(data, name="cost", max_pixels=10**9))
    decoded = time.perf_counter() - begun
    reduced = frame.reduce(max(frame.size) // SMALL_PX)
    small = np.asarray(reduced)
    split = split_frame(small)
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        product = None if split is None else product_mask(split)
        sheet_of(small, split, product)
        exposure_of(np.asarray(frame.resize(reduced.size, Image.Resampling.NEAREST)), split, product)
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
            f"{row.rule:27} {row.what:50} made {row.made:4} found {row.found:4} clean {row.clean:4} false {row.false}",
            flush=True,
        )
    own, decoded = cost()
    print(f"sheet and exposure {own:.1f} ms, decoding 6 megapixels {decoded:.1f} ms: {own / decoded:.3f}")


if __name__ == "__main__":
    main()
