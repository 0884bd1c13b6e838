"""Are photos told that are too bright or dark, cut off, small or not on white paper, and are sound ones left alone?

`python -m benchmarks.photo_sheet [--count 500] [--photos FOLDER …]`. Each made defect is tried alone in a shop, and
among five sound looks of its product; the sets are in `photo_sheet_sets`. A folder has photos of products, with
truth.csv (file, model, colour, angle), or without: each is then a product.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.photo_rows import Row
from benchmarks.photo_sheet_sets import (
    COLOURS,
    DEFECTS,
    REAL_DEFECTS,
    SHOTS,
    SIZE,
    TABLES,
    Made,
    box_of,
    clean_set,
    is_cut,
    lost_share,
    path_of,
    seen_small,
    some_of,
    spoilt,
    steady_set,
    white_on_white,
    with_black_point,
)
from listingkit.findings import Finding
from listingkit.judging.background import background_findings
from listingkit.judging.exposure import exposure_findings, stops_below
from listingkit.judging.subject import subject_findings
from listingkit.photos.measure import SMALL_PX, facts_of
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.decode import UnreadablePhotoError, decode, open_photo
from listingkit.pixels.exposure import exposure_of
from listingkit.pixels.model import Box
from listingkit.pixels.paper import product_mask, split_frame
from listingkit.pixels.sheet import sheet_of
from tests.builders.judging import Products, seen, shooting
from tests.builders.photos import jpeg
from tests.builders.umbrellas import Sitting, Umbrella, picture

CODES = (
    "photo.overexposed",
    "photo.underexposed",
    "photo.background-not-white",
    "photo.subject-small",
    "photo.subject-cut",
    "photo.white-on-white",
)
# A neutral table that is the brightest there is may as well be paper in too little light, and is told as that.
ALSO = {"photo.background-not-white": ("photo.underexposed",)}
REAL_SHOTS = {"main": "front", "back": "side", "alt1": "top"}


def rows(count: int, photos: Path | None) -> Iterator[Row]:
    """A clean set, defects in steps alone and among sound ones, and real photos, whose findings are printed."""
    sound = clean_set(count)
    facts = {each.path: seen_small(each) for each in sound}
    yield from _clean("made, clean", facts, sound)
    some = some_of(sound, 40)
    for code, what, changes in DEFECTS:
        spoilt = [replace(each, how=replace(each.how, **change)) for each in some for change in changes]
        if code == "photo.subject-cut":
            spoilt = [each for each in spoilt if is_cut(each)]
        yield from _defects(code, what, [(each, seen_small(each)) for each in spoilt], facts)
    for name, table in TABLES.items():
        spoilt = [(each, seen_small(each, table)) for each in some_of(sound, 25)]
        yield from _defects("photo.background-not-white", f"on {name}", spoilt, facts)
    yield from _crushed(sound)
    yield from _white_on_white()
    yield from _steady()
    if photos is not None:
        yield from _real(photos)


def told(facts: Mapping[str, PhotoFacts], colours: Mapping[str, Sequence[str]]) -> list[Finding]:
    """All findings of the three rules' modules in a shop with these products."""
    products: Products = {product: {"colour": list(several)} for product, several in colours.items()}
    shoot = shooting(facts, products)
    return [*exposure_findings(shoot), *background_findings(shoot), *subject_findings(shoot, {})]


def _clean(what: str, facts: Mapping[str, PhotoFacts], sound: Sequence[Made]) -> Iterator[Row]:
    found = told(facts, {each.product: tuple(COLOURS) for each in sound})
    pale = {each.path for each in sound if each.colour == "White"}
    for each in found:
        if each.code != "photo.white-on-white" or each.place.file not in pale:
            print("   false:", each.code, each.message)
    for code in CODES[:-1]:
        yield Row(code, what, clean=len(facts), false=sum(each.code == code for each in found))
    unsure = {each.place.file for each in found if each.code == CODES[-1]}
    yield Row(CODES[-1], f"{what}, coloured canopies", clean=len(facts) - len(pale), false=len(unsure - pale))


def _crushed(sound: Sequence[Made]) -> Iterator[Row]:
    """Black canopies whose shadows are cut off; how much is lost is told from where the product truly is."""
    black = [each for each in sound if each.colour == "Black"]
    for level in (0, 10, 20, 30):
        frames = [with_black_point(picture(each.look, each.how), level) for each in black]
        lost = [lost_share(each, frame) for each, frame in zip(black, frames, strict=True)]
        hits = [
            _has("photo.underexposed", each, {each.path: seen(frame, each.path)})
            for each, frame in zip(black, frames, strict=True)
        ]
        made = [hit for hit, share in zip(hits, lost, strict=True) if share > 0.3]
        clean = [hit for hit, share in zip(hits, lost, strict=True) if share < 0.2]
        what = f"black canopies, black point {level}, over 30 % lost"
        yield Row("photo.underexposed", what, len(made), sum(made), len(clean), sum(clean))


def _white_on_white() -> Iterator[Row]:
    """White canopies are found by their edge, to 4 % of the frame, or said to be unsure."""
    made = white_on_white()
    others = {
        path_of("W0", colour, shot): seen_small(Made("W0", colour, Umbrella(COLOURS[colour]), Sitting(shot, SIZE)))
        for shot in SHOTS
        for colour in ("Red", "Navy", "Green")
    }
    photos = [(each, seen_small(each)) for each in made]
    for what, company in (("among three sound looks", others), ("alone", {})):
        right, told_of, lost = 0, 0, []
        for each, facts in photos:
            if _has(CODES[-1], each, {**company, each.path: facts}):
                told_of += 1
            elif is_near(facts.product, box_of(each)):
                right += 1
            else:
                handle = "white" if each.look.handle[0] > 100 else "black"
                lost.append(f"{each.look.canopy[0]}/{handle}/{each.how.angle}/{each.how.shade:g}")
        print(f"   white on white, {what}: by its edge {right}, unsure {told_of}, neither {len(lost)}:", *lost)
        yield Row(CODES[-1], f"by its edge or told, {what}", made=len(made), found=right + told_of)


def is_near(box: Box | None, truth: Box | None) -> bool:
    """Whether a product was found where it is."""
    return box is not None and truth is not None and max(abs(a - b) for a, b in zip(box, truth, strict=True)) <= 0.04


def _steady() -> Iterator[Row]:
    """Prints how much the measured numbers differ over fills and colours, and counts verdicts that do."""
    made = steady_set()
    sheets = {each.path + str(each.how.fill): (each, seen_small(each)) for each in made}
    numbers: dict[str, list[float]] = {"stops below": [], "fall": [], "cast": [], "fill less truth": []}
    for each, facts in sheets.values():
        if facts.sheet is None:
            continue
        numbers["stops below"].append(stops_below(facts) or 0.0)
        numbers["fall"].append(facts.sheet.fall)
        numbers["cast"].append(facts.sheet.cast)
        if each.colour != "White":  # shade hides its edge; told by siblings
            numbers["fill less truth"].append(facts.sheet.fill - each.how.fill)
    for name, values in numbers.items():
        low, middle, high = np.percentile(values, (0, 50, 100))
        print(f"   over fills and colours: {name:16} least {low:.3f} median {middle:.3f} most {high:.3f}")
    for code, stops in (("photo.underexposed", -1.2), ("photo.underexposed", -2.2)):
        hits = 0
        for each in made:
            dark = replace(each, how=replace(each.how, stops=stops))
            hits += _has(code, dark, {dark.path: seen_small(dark)})
        what = f"{stops:g} stops, every fill and colour"
        yield Row(code, what, clean=len(made), false=hits) if stops > -1.7 else Row(code, what, len(made), hits)


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
    codes = {code, *ALSO.get(code, ())}
    return any(each.code in codes and each.place.file == made.path for each in found)


def _real(folder: Path) -> Iterator[Row]:
    facts: dict[str, PhotoFacts] = {}
    files: dict[str, str] = {}
    colours: dict[str, dict[str, None]] = {}
    for name, product, colour, shot in _listed(folder):
        data = (folder / name).read_bytes()
        try:
            opened = open_photo(data, name=name, max_pixels=10**9)
            facts[path_of(product, colour, shot)] = facts_of(opened, decode(opened), name, len(data))
        except UnreadablePhotoError as wrong:
            print(f"   {name} is not read: {wrong}")
            continue
        files[path_of(product, colour, shot)] = name
        colours.setdefault(product, {})[colour] = None
    sold = {product: tuple(several) for product, several in colours.items()}
    alone = [each for path in facts for each in told({path: facts[path]}, sold)]
    for what, found in (("", told(facts, sold)), (", each alone", alone)):
        for each in found:
            print(f"   real{what}:", each.code, each.severity, each.message)
        for code in CODES:
            yield Row(
                code, f"real, {folder.name}{what}", clean=len(facts), false=sum(each.code == code for each in found)
            )
    if (folder / "truth.csv").exists():
        yield from _real_defects(folder, facts, files, sold)


def _real_defects(
    folder: Path, facts: Mapping[str, PhotoFacts], files: Mapping[str, str], sold: Mapping[str, Sequence[str]]
) -> Iterator[Row]:
    """One photo spoilt at a time, among the sound others. Only where the sound one lies on paper; cut ones only where
    its others are not cut at that edge anyway.
    """
    whole = {path: each for path, each in facts.items() if each.sheet and each.product and each.sheet.told}
    for code, what in REAL_DEFECTS:
        hits = 0
        for path, each in list(whole.items())[::2]:
            assert each.product is not None
            with Image.open(folder / files[path]) as image:
                bad = seen(spoilt(image.convert("RGB"), each.product, what), path)
            hits += any(one.code == code and one.place.file == path for one in told({**facts, path: bad}, sold))
        yield Row(code, f"real, {folder.name}, {what}", made=len(list(whole)[::2]), found=hits)


def _listed(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    if (folder / "truth.csv").exists():
        for row in csv.DictReader((folder / "truth.csv").read_text(encoding="utf-8").splitlines()):
            yield row["file"], row["model"], row["colour"].title(), REAL_SHOTS[row["angle"]]
        return
    for number, file in enumerate(sorted(folder.glob("*.jp*g"))):
        yield file.name, f"R{number}", "Red", "front"


def cost() -> tuple[float, float]:
    """Milliseconds of both facts, and of decoding the same JPEG of 24 megapixels."""
    data = jpeg(picture(Umbrella(pattern="floral"), Sitting(size=(3000, 2000))).resize((6000, 4000)))
    decoding = []
    for _ in range(3):
        begun = time.perf_counter()
        frame = decode(open_photo(data, name="cost", max_pixels=10**9))
        decoding.append(time.perf_counter() - begun)
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
    return sorted(times)[10] * 1000, sorted(decoding)[1] * 1000


def main() -> None:
    """Prints one line per row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--photos", type=Path, nargs="*", default=[])
    chosen = parser.parse_args()
    further = [row for folder in chosen.photos for row in _real(folder)]
    for row in (*further, *rows(chosen.count, None)):
        print(
            f"{row.rule:27} {row.what:50} made {row.made:4} found {row.found:4} clean {row.clean:4} false {row.false}",
            flush=True,
        )
    own, decoded = cost()
    print(f"sheet and exposure {own:.1f} ms, decoding 24 megapixels {decoded:.1f} ms: {own / decoded:.3f}")


if __name__ == "__main__":
    main()
