"""Which blurred photos does `photo.blurry` find, and does it call sharp ones blurred?

    python -m benchmarks.photo_sharp [--count 60] [--photos DIR]

Made umbrellas: fill 20 to 90 %, twelve canopies, five patterns, six shots, noise of 1 to 4 levels, JPEG qualities from
75 to 93, casts, exposures; each lone, and beside five looks in focus. Real photographs (DIR, searched for JPEGs) are
taken as they are, and blurred in software by so much. Prints how far the width that is measured depends on fill and
canopy, and what the measuring takes beside the decoding of the same JPEG.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageFilter

from benchmarks.photo_rows import Row
from listingkit.judging.blur import blur_findings, focus_of
from listingkit.photos.measure import facts_of
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.decode import UnreadablePhotoError, decode, open_photo
from listingkit.pixels.sharpness import sharpness_of
from tests.builders.judging import seen, shooting
from tests.builders.photos import jpeg
from tests.builders.umbrellas import ANGLES, BLACK, CANOPIES, PATTERNS, WOOD, Sitting, Umbrella, picture

FILLS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NAMES = tuple(CANOPIES)
FOCUS = (1.5, 2.0, 3.0)
MOTION = (6.0, 8.0, 12.0)
LOOKS = ("Red", "Navy", "Black", "Yellow", "Purple", "White")
LIMIT = 10**9


def made(number: int, *, blur: float = 0, motion: float = 0, fill: float | None = None, name: str = "") -> PhotoFacts:
    """The facts of one made photo; `number` chooses what it shows and how."""
    canopy = CANOPIES[name or NAMES[number * 5 % 12]]
    what = Umbrella(canopy, PATTERNS[number // 2 % 5], handle=WOOD if number % 2 else BLACK)
    how = Sitting(
        ANGLES[number % 6],
        size=(1200, 800),
        fill=fill or FILLS[number * 3 % 8],
        turn=number * 13,
        kelvin=(3500, 5500, 9000)[number % 3],
        stops=(-0.7, 0, -0.3)[number // 3 % 3],
        blur=blur,
        motion=motion,
        motion_angle=number * 29,
        noise=1 + number % 4,
        seed=number,
    )
    return seen(picture(what, how), quality=(75, 85, 93)[number % 3])


def told(one: PhotoFacts, siblings: Iterable[PhotoFacts] = ()) -> bool:
    """Whether the rule tells of a photo, alone or beside five looks."""
    several = (one, *siblings)
    colours = list(LOOKS)[: len(several)]
    photos = {f"photos/U1-{colour[:3].upper()}_front.jpg": each for colour, each in zip(colours, several, strict=True)}
    shoot = shooting(photos, {"U1": {"colour": colours}})
    if len(shoot.filed) != len(several):
        raise AssertionError("a photo was not filed")
    return any(found.place.file == next(iter(photos)) for found in blur_findings(shoot))


def rows(count: int, photos: Path | None) -> Iterator[Row]:
    """Focus and movement in steps, on made photos and on real ones."""
    clean = [made(number) for number in range(count)]
    edged = [number for number, each in enumerate(clean) if each.sharpness and focus_of(each.sharpness) is not None]
    by_shot = {number: [clean[other] for other in edged if other % 6 == number % 6][:5] for number in edged}
    yield Row("photo.blurry", "made, in focus, lone", clean=count, false=sum(map(told, clean)))
    beside = sum(told(clean[number], by_shot[number]) for number in edged)
    yield Row("photo.blurry", "made, in focus, beside looks", clean=len(edged), false=beside)
    soft = [made(number, blur=0.5) for number in range(count)]
    yield Row("photo.blurry", "made, blur 0.5 px, lone", clean=count, false=sum(map(told, soft)))
    for what, numbers in _by_outline(clean, edged):
        for sigma in FOCUS:
            blurred = {number: made(number, blur=sigma) for number in numbers}
            found = sum(told(each) for each in blurred.values())
            yield Row("photo.blurry", f"made{what}, blur {sigma} px, lone", made=len(numbers), found=found)
            found = sum(told(each, by_shot[number]) for number, each in blurred.items())
            yield Row("photo.blurry", f"made{what}, blur {sigma} px, beside looks", made=len(numbers), found=found)
        for length in MOTION:
            moved = [told(made(number, motion=length), by_shot[number]) for number in numbers]
            what_moved = f"made{what}, moved by {length:g} px, beside looks"
            yield Row("photo.blurry", what_moved, made=len(moved), found=sum(moved))
    yield Row("photo.blurry", "made, cloth without edges: cannot be told", made=count - len(edged))
    if photos is not None:
        yield from _real(sorted(photos.rglob("*.jpg")))


def _by_outline(clean: list[PhotoFacts], edged: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Photos whose product was told from its paper, and cloth that fills the frame."""
    yield "", [number for number in edged if clean[number].product is not None]
    yield ", cloth fills the frame", [number for number in edged if clean[number].product is None]


def _real(paths: list[Path]) -> Iterator[Row]:
    frames = [frame for frame in map(_frame, paths) if frame is not None]
    sharp = [told(_facts(frame)) for _, frame in frames]
    for name in [path.name for (path, _), wrong in zip(frames, sharp, strict=True) if wrong]:
        print(f"  told of a real photo as it is: {name}")
    yield Row("photo.blurry", "real, as they are, lone", clean=len(frames), false=sum(sharp))
    for sigma in FOCUS:
        found = sum(told(_facts(_blurred(frame, sigma))) for _, frame in frames)
        yield Row("photo.blurry", f"real, blur {sigma} px, lone", made=len(frames), found=found)


def _frame(path: Path) -> tuple[Path, Image.Image] | None:
    try:
        opened = open_photo(path.read_bytes(), name=path.name, max_pixels=LIMIT)
        scale = next(scale for scale in (8, 4, 2, 1) if scale == 1 or max(opened.width, opened.height) >= 1000 * scale)
        return path, decode(opened, scale)
    except UnreadablePhotoError as error:
        print(f"  left out: {path.name}: {error}")
        return None


def _facts(frame: Image.Image) -> PhotoFacts:
    return seen(frame, quality=95)


def _blurred(frame: Image.Image, sigma: float) -> Image.Image:
    return frame.filter(ImageFilter.GaussianBlur(sigma * max(frame.size) / 1000))


def spread(by: str, values: Iterable[float | str]) -> str:
    """The width measured on photos blurred by 1.5 px, in the median of each value."""
    seen_at = []
    for value in values:
        given = {"fill": value} if by == "fill" else {"name": value}
        each = [made(number, blur=1.5, **given) for number in range(5)]  # type: ignore[arg-type]
        seen_at.append(statistics.median(focus_of(one.sharpness) or 0 for one in each if one.sharpness))
    return f"blur 1.5 px by {by}: measured {min(seen_at):.2f} to {max(seen_at):.2f}"


def cost() -> str:
    """Milliseconds of the measuring, and as a share of decoding the same 24 MP JPEG at the size it is measured at."""
    frame = picture(Umbrella(pattern="floral"), Sitting(size=(1500, 1000))).resize((6000, 4000))
    data = jpeg(frame, quality=92)
    decoded = decode(open_photo(data, name="a.jpg", max_pixels=LIMIT), 4)
    product = facts_of(open_photo(data, name="a.jpg", max_pixels=LIMIT), decoded, "a", 1).product

    def once(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    decoding, measuring = [], []
    for _ in range(9):
        decoding.append(once(lambda: decode(open_photo(data, name="a.jpg", max_pixels=LIMIT), 4)))
        measuring.append(once(lambda: sharpness_of(decoded, product)))
    both = statistics.median(measuring), statistics.median(decoding)
    return f"measuring {both[0] * 1e3:.1f} ms, {both[0] / both[1]:.1%} of decoding 24 MP ({both[1] * 1e3:.0f} ms)"


def main() -> None:
    """Prints one line per row, the spreads and the cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--photos", type=Path)
    options = parser.parse_args()
    for row in rows(options.count, options.photos):
        print(
            f"{row.what:<50} made {row.made:4} found {row.found:4}   clean {row.clean:4} false {row.false:3}",
            flush=True,
        )
    print(spread("fill", FILLS))
    print(spread("canopy", NAMES))
    print(cost())


if __name__ == "__main__":
    main()
