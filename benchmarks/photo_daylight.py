"""Which days, clocks and files are wrong, and which of these does `check` tell?

    python -m benchmarks.photo_daylight [--count 500] [--photos DIR]

Made sessions of known light, settings and clocks; files of every kind, whole, cut and zero-filled at many places. Real
photographs (DIR) are read as they are, and cut. Prints what the measuring takes beside the decoding of a 24 MP JPEG.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.photo_rows import Row
from listingkit.judging.clocks import Calendar, clock_findings
from listingkit.judging.daylight import daylight_findings
from listingkit.pixels.decode import PhotoError, decode, open_photo
from listingkit.pixels.exif import CameraExposure, exif_facts
from listingkit.pixels.traits import traits_of
from listingkit.pixels.wholeness import missing_part
from listingkit.settings import DEFAULT_SHOTS, DEFAULT_WINDOWS
from tests.builders.judging import facts, shooting
from tests.builders.light import DAY, lit
from tests.builders.photos import jpeg, on_paper, saved
from tests.builders.umbrellas import Sitting, Umbrella, picture

SHOTS = [shot.name for shot in DEFAULT_SHOTS]
LENGTH, LIMIT = 80, 10**9
CUTS = [share / 50 for share in range(1, 50)]
Light = tuple[float, float, float]
Day = tuple[list[Light], list[CameraExposure | None]]


def rows(count: int, photos: Path | None) -> Iterator[Row]:
    """Sessions, clocks and files."""
    yield from _days(max(1, count // LENGTH))
    yield from _clocks()
    yield from _files(_made())
    if photos is not None:
        real = [path.read_bytes() for path in sorted(photos.rglob("*.jpg"))]
        yield from _files([("real", data) for data in real])


def _days(count: int) -> Iterator[Row]:
    codes = ("photo.light-gone", "photo.exposure-changed", "photo.white-balance-changed")
    for what, day in CLEAN.items():
        told = [_told(day(np.random.default_rng(seed))) for seed in range(count)]
        for code in codes:
            yield Row(code, f"made days: {what}", clean=count, false=sum(code in each for each in told))
    for (code, what), day in WRONG.items():
        told = [_told(day(np.random.default_rng(seed))) for seed in range(count)]
        yield Row(code, f"made days: {what}", made=count, found=sum(code in each for each in told))


def _told(day: Day) -> set[str]:
    filed, products = {}, {}
    for number, (light, exposure) in enumerate(zip(*day, strict=True)):
        product, shot = f"U{number // len(SHOTS) + 1}", SHOTS[number % len(SHOTS)]
        products[product] = {"colour": ["Red"]}
        taken = DAY + dt.timedelta(seconds=45 * number)
        filed[f"photos/{product}-RED_{shot}.jpg"] = facts(light=light, captured_at=taken, camera_exposure=exposure)
    return {each.code for each in daylight_findings(shooting(filed, products))}


def _noisy(random: np.random.Generator, stops: Iterable[float], blue: Iterable[float]) -> list[Light]:
    return [
        lit(0.7 * 2 ** (each + random.normal(0, 0.04)), (1, 1, colour * (1 + random.normal(0, 0.01))))
        for each, colour in zip(stops, blue, strict=True)
    ]


def _camera(stops: float, *, white: bool | None = None) -> CameraExposure:
    return CameraExposure(seconds=2**stops / 250, f_number=8, iso=100, auto_white=white)


def _ramp(start: float, end: float) -> list[float]:
    return [float(each) for each in np.linspace(start, end, LENGTH)]


def _clouds(random: np.random.Generator) -> Day:
    stops = [-1.2 if step // 10 % 2 else 0.0 for step in range(LENGTH)]
    return _noisy(random, stops, [1.0] * LENGTH), [_camera(0)] * LENGTH


def _followed(random: np.random.Generator, fall: float) -> Day:
    """Automatic exposure keeps the paper's level while the light falls."""
    return _noisy(random, [0.0] * LENGTH, _ramp(1.0, 0.8)), [_camera(each) for each in _ramp(0, fall)]


def _swinging(random: np.random.Generator, swing: float) -> Day:
    settings = [float(each) for each in random.choice([-swing / 2, swing / 2], LENGTH)]
    return _noisy(random, settings, [1.0] * LENGTH), [_camera(each) for each in settings]


def _white(random: np.random.Generator, swing: float) -> Day:
    blue = [float(each) for each in random.choice([1 - swing, 1.0, 1 + swing], LENGTH)]
    return _noisy(random, [0.0] * LENGTH, blue), [_camera(0, white=True)] * LENGTH


CLEAN: dict[str, Callable[[np.random.Generator], Day]] = {
    "steady": lambda random: (_noisy(random, [0.0] * LENGTH, [1.0] * LENGTH), [_camera(0)] * LENGTH),
    "a bright morning comes, fixed settings": lambda random: (
        _noisy(random, _ramp(-1.2, 0), _ramp(0.75, 1.0)),
        [_camera(0)] * LENGTH,
    ),
    "clouds of 1.2 stops": _clouds,
    "the camera follows 2 stops of evening": lambda random: _followed(random, 2.0),
    "no EXIF, evening of 0.5 stops": lambda random: (
        # Brighter than the others at first: half a stop less than theirs leaves too little blue to be made white.
        _noisy(random, _ramp(0.5, 0), _ramp(1, 0.9)),
        [None] * LENGTH,
    ),
}
WRONG: dict[tuple[str, str], Callable[[np.random.Generator], Day]] = {
    **{
        ("photo.light-gone", f"evening falls by {fall:g} stops, the camera follows"): (
            lambda random, fall=fall: _followed(random, fall)
        )
        for fall in (3.5, 4.0, 5.0)
    },
    ("photo.light-gone", "evening falls by 4 stops, fixed settings, no EXIF"): lambda random: (
        _noisy(random, _ramp(0, -4), [1.0] * LENGTH),
        [None] * LENGTH,
    ),
    **{
        ("photo.exposure-changed", f"automatic exposure swings by {swing:g} stops"): (
            lambda random, swing=swing: _swinging(random, swing)
        )
        for swing in (0.7, 1.0, 2.0)
    },
    **{
        ("photo.white-balance-changed", f"white balance swings by {swing:.0%}"): (
            lambda random, swing=swing: _white(random, swing)
        )
        for swing in (0.12, 0.2, 0.3)
    },
}


def _clocks() -> Iterator[Row]:
    today = dt.date(2026, 5, 20)
    right = [dt.datetime(2026, 5, day, hour, 5) for day in range(1, 20) for hour in (6, 8, 10, 13, 16, 18)]
    wrong = {
        "in the future": [dt.datetime(2026 + years, 5, 11, 8) for years in (1, 2, 10)],
        "never set": [dt.datetime(year, 1, 1, hour) for year in (1970, 1980, 2000, 2026) for hour in (0, 1, 3)],
        "night, in sunlight": [dt.datetime(2026, 5, 11, hour) for hour in (22, 23, 0, 1, 2)],
    }
    yield Row("photo.clock-wrong", "made: by day", clean=len(right), false=sum(_wrong(each, today) for each in right))
    for what, starts in wrong.items():
        found = sum(_wrong(each, today) for each in starts)
        yield Row("photo.clock-wrong", f"made: {what}", made=len(starts), found=found)


def _wrong(start: dt.datetime, today: dt.date) -> bool:
    filed = {
        f"photos/U1-RED_{shot}.jpg": facts(
            captured_at=start + dt.timedelta(minutes=place), camera="K24", camera_exposure=_camera(0)
        )
        for place, shot in enumerate(SHOTS)
    }
    shoot = shooting(filed, {"U1": {"colour": ["Red"]}})
    told = clock_findings(shoot, Calendar(today, tuple(DEFAULT_WINDOWS)))
    return any(each.code == "photo.clock-wrong" for each in told)


def _made() -> list[tuple[str, bytes]]:
    frame = on_paper((600, 400))
    return [
        ("JPEG", jpeg(frame)),
        ("progressive JPEG", jpeg(frame, progressive=True)),
        ("JPEG with restart markers", saved(frame, "JPEG", restart_marker_rows=2)),
        ("PNG", saved(frame, "PNG")),
        ("WebP", saved(frame, "WEBP", quality=90)),
    ]


def _files(files: list[tuple[str, bytes]]) -> Iterator[Row]:
    kinds = dict.fromkeys(kind for kind, _ in files)
    for kind in kinds:
        several = [data for name, data in files if name == kind]
        whole = [data for data in several if _whole(data)]
        yield Row("photo.unreadable", f"{kind}: as it is", clean=len(several), false=len(several) - len(whole))
        cuts = CUTS if len(whole) == 1 else (0.3, 0.7, 0.95)
        damaged = {
            "cut": [data[: int(len(data) * left)] for data in whole for left in cuts],
            "end filled with zeros": [
                data[: int(len(data) * left)].ljust(len(data), b"\0") for data in whole for left in cuts
            ],
        }
        for what, bad in damaged.items():
            found = sum(not _whole(each) for each in bad)
            yield Row("photo.unreadable", f"{kind}: {what}", made=len(bad), found=found)


def _whole(data: bytes) -> bool:
    try:
        opened = open_photo(data, name="a.jpg", max_pixels=LIMIT)
        decode(opened, max(1, max(opened.width, opened.height) // 1000))
    except PhotoError:
        return False
    return True


def cost() -> str:
    """Milliseconds of reading what is new here, and as a share of decoding the same 24 MP JPEG to a quarter."""
    frame = picture(Umbrella(pattern="floral"), Sitting(size=(1500, 1000))).resize((6000, 4000))
    stream = io.BytesIO()
    frame.save(stream, "JPEG", quality=92)
    data = stream.getvalue()

    def once(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    def ours() -> None:
        missing_part(data, "JPEG")
        traits_of(opened, exif_facts(opened.exif))

    opened = open_photo(data, name="a.jpg", max_pixels=LIMIT)
    decoding = [once(lambda: decode(open_photo(data, name="a.jpg", max_pixels=LIMIT), 4)) for _ in range(9)]
    reading = [once(ours) for _ in range(9)]
    mine, whole = statistics.median(reading), statistics.median(decoding)
    return f"reading {mine * 1e3:.2f} ms, {mine / whole:.1%} of decoding 24 MP ({whole * 1e3:.0f} ms)"


def main() -> None:
    """Prints one line per row, and the cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--photos", type=Path)
    options = parser.parse_args()
    for row in rows(options.count, options.photos):
        print(
            f"{row.rule:<28} {row.what:<56} made {row.made:4} found {row.found:4}   clean {row.clean:4} "
            f"false {row.false:3}",
            flush=True,
        )
    print(cost())


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None
    main()
