"""What do the rules on duplicates find, miss and find wrongly, and how long does that take?

    python -m benchmarks.photo_doubles [--count 360] [--photos FOLDER] [--many 20000]

Made: umbrellas of 12 colours × 5 patterns × 6 angles on a tripod, so that nothing but colour or pattern differs, and
copies of every seventh. With --photos the same copies of the photos of that folder. Then the seconds for --many made
likenesses, and the milliseconds a photo beside its decode.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.photo_rows import Row
from listingkit.judging.lookalikes import lookalikes
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.likeness import likeness_of
from listingkit.pixels.linear import LINEAR, levels_of
from tests.builders.judging import facts, seen
from tests.builders.light import DAY
from tests.builders.photos import jpeg
from tests.builders.umbrellas import ANGLES, CANOPIES, PATTERNS, Sitting, Umbrella, picture

Picture = Image.Image
EVERY = 7


def _part(image: Picture, left: float, top: float, right: float, bottom: float) -> Picture:
    width, height = image.size
    return image.crop((int(left * width), int(top * height), int((1 - right) * width), int((1 - bottom) * height)))


def _scaled(image: Picture, share: float) -> Picture:
    return image.resize((max(1, int(image.width * share)), max(1, int(image.height * share))), Image.Resampling.LANCZOS)


def _lit(image: Picture, red: float, green: float, blue: float) -> Picture:
    light = LINEAR[np.asarray(image)] * np.array([red, green, blue])
    return Image.fromarray((levels_of(light) + 0.5).astype(np.uint8))


KINDS: dict[str, tuple[Callable[[Picture], Picture], int]] = {
    "quality 60": (lambda image: image, 60),
    "quality 85": (lambda image: image, 85),
    "resized to 50%": (lambda image: _scaled(image, 0.5), 88),
    "resized to 43%": (lambda image: _scaled(image, 0.43), 75),
    "resized to 25%": (lambda image: _scaled(image, 0.25), 90),
    "0.3 stop brighter": (lambda image: _lit(image, *(2**0.3,) * 3), 90),
    "0.3 stop darker": (lambda image: _lit(image, *(2**-0.3,) * 3), 90),
    "warmer": (lambda image: _lit(image, 1.06, 1, 0.93), 90),
    "turned by 90": (lambda image: image.transpose(Image.Transpose.ROTATE_90), 90),
    "mirrored": (lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 90),
    "cropped by 3% a side": (lambda image: _part(image, 0.03, 0.03, 0.03, 0.03), 90),
    "cropped by 2 to 10% a side": (lambda image: _part(image, 0.02, 0.06, 0.1, 0.03), 90),
    "cropped by 10% a side": (lambda image: _part(image, 0.1, 0.1, 0.1, 0.1), 90),
}


def rows(count: int, photos: Path | None) -> Iterator[Row]:
    """Found, missed and false, by kind of copy."""
    yield from _rows("made", dict(itertools.islice(_made(), count)))
    if photos is not None:
        files = sorted(photos.glob("*.jp*g"))
        yield from _rows(photos.name, {file.name: Image.open(file).convert("RGB") for file in files})


def _made() -> Iterator[tuple[str, Picture]]:
    looks = list(itertools.product(ANGLES, CANOPIES, PATTERNS))
    for number, (angle, name, pattern) in enumerate(looks):
        second = (60, 70, 130) if name == "White" else (245, 240, 230)
        what = Umbrella(CANOPIES[name], pattern, second)
        yield f"{name} {pattern} {angle}", picture(what, Sitting(angle, (600, 400), seed=number))


def _rows(what: str, pictures: dict[str, Picture]) -> Iterator[Row]:
    clean = {name: seen(image, name) for name, image in pictures.items()}
    false = lookalikes(clean)
    for pair in false:
        print(f"  pair without a copy made: {pair}")
    yield Row("photo.near-duplicate", f"{what}: no copy", clean=len(clean), false=len(false))
    for kind, (edit, quality) in KINDS.items():
        chosen = list(pictures)[::EVERY] if len(pictures) > 200 else list(pictures)
        copies = {f"copy of {name}": seen(edit(pictures[name]), f"copy of {name}", quality) for name in chosen}
        told = defaultdict(set)
        for pair in lookalikes({**clean, **copies}):
            for one, two in ((pair.copy, pair.original), (pair.original, pair.copy)):
                told[one].add(two)
        found = sum(f"copy of {name}" in told[name] for name in chosen)
        wrong = sum(bool(told[f"copy of {name}"] - {name}) for name in chosen)
        yield Row(
            "photo.near-duplicate", f"{what}: {kind}", made=len(chosen), found=found, clean=len(chosen), false=wrong
        )


def _many(count: int, untimed: int) -> dict[str, PhotoFacts]:
    """Facts of so many photos, made from 60 by laying each down anew; all but `untimed` of them a second apart."""
    base = [image.resize((144, 96), Image.Resampling.BOX) for _, image in itertools.islice(_made(), 0, 360, 6)]
    random = np.random.default_rng(1)
    made = {}
    for number in range(count):
        image = base[number % len(base)]
        turn, size, (across, down) = random.normal(0, 0.035), 1 + random.normal(0, 0.02), random.normal(0, 2.5, 2)
        cos, sin = math.cos(turn) * size, math.sin(turn) * size
        matrix = cos, sin, 72 - cos * 72 - sin * 48 + across, -sin, cos, 48 + sin * 72 - cos * 48 + down
        way = Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
        laid = image.transform(image.size, *way, fillcolor=image.getpixel((0, 0)))
        taken = None if number < untimed else DAY + dt.timedelta(seconds=number)
        made[f"{number:06}"] = facts(likeness=likeness_of(laid, (0.2, 0.15, 0.8, 0.85)), captured_at=taken)
    return made


def costs(count: int) -> Iterator[str]:
    """Time of judging so many, and of measuring one photo of 24 megapixels beside its decode."""
    for untimed in (count // 100, count):
        made = _many(count, untimed)
        made["copy"] = replace(made["000007"], width=2000, height=1500)
        start = time.perf_counter()
        pairs = lookalikes(made)
        took, ours = time.perf_counter() - start, sum(pair.copy == "copy" for pair in pairs)
        yield f"{count:,} photos, {untimed:,} without time: {took:.1f} s; {ours} of 1 copy, {len(pairs)} pairs"
    image = picture(Umbrella(), Sitting(size=(1500, 1000))).resize((6000, 4000))
    data = jpeg(image)
    start = time.perf_counter()
    frame = decode(open_photo(data, name="x", max_pixels=10**9))
    decoding = time.perf_counter() - start
    small = frame.reduce(max(frame.size) // 224)
    start = time.perf_counter()
    for _ in range(50):
        likeness_of(small, (0.2, 0.2, 0.8, 0.8))
    each = (time.perf_counter() - start) / 50
    yield f"{each * 1000:.2f} ms a photo, {each / decoding:.2%} of its decode"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=360)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--many", type=int, default=20_000)
    asked = parser.parse_args()
    for row in rows(asked.count, asked.photos):
        print(f"{row.what:44} made {row.made:4} found {row.found:4} clean {row.clean:4} false {row.false}", flush=True)
    for line in costs(asked.many):
        print(line)


if __name__ == "__main__":
    main()
