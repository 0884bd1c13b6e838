"""Which photos is everything measured on? Camera-like JPEGs of 12, 24 and 45 MP, each time the same bytes.

    python -m benchmarks.corpus /tmp/corpus --photos ~/wallpapers --count 40 --sizes 24 --shop

Half are real photographs, brought to the sensor's size, half a product on white paper; all have a sensor's noise, EXIF
and the size that such files have. They lie in OUT/<megapixels>/photos, named for a shop. `--copies` multiplies them by
files that differ in a comment only: quick to make, and other bytes all the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.camera import Exposure, Size, add_noise, camera_jpeg, photograph, product_on_paper
from benchmarks.shop import JOBS, multiply, photo_paths, write_shop
from listingkit.executor import run_jobs

SENSORS: dict[int, Size] = {2: (1800, 1200), 12: (4032, 3024), 24: (6000, 4000), 45: (8256, 5504)}
"""By megapixels. 12 is a phone; 2 only serves runs that are about the number of files."""
FIRST_PHOTO = dt.datetime(2026, 5, 14, 8, 0)
QUALITIES = (93, 93, 94, 95)
NOISES = (3.8, 4.6, 5.4)
SAMPLE_PHOTOS = Path(__file__).parents[1] / "sample_catalog" / "photos"
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True, slots=True)
class Spec:
    """One photo to make."""

    file: Path
    source: Path
    on_paper: bool
    size: Size
    noise: float
    exposure: Exposure


def specs(folder: Path, megapixels: int, count: int, sources: list[Path], *, wide: bool = False) -> Iterator[Spec]:
    """What to make. With `wide`, every second photo has the profile of a phone with a wide gamut."""
    for number, file in enumerate(photo_paths(folder, count)):
        pair = number // 2
        exposure = Exposure(
            taken=FIRST_PHOTO + dt.timedelta(minutes=number),
            orientation=6 if number % 10 in {3, 6, 9} else 1,
            subsampling=2 if megapixels == 12 or pair % 2 == 0 else 1,
            quality=QUALITIES[number % len(QUALITIES)],
            wide=wide and pair % 2 == 1,
        )
        source = sources[number % len(sources)]
        noise = NOISES[number % len(NOISES)]
        yield Spec(file, source, number % 2 == 1, SENSORS[megapixels], noise, exposure)


def make(spec: Spec) -> int:
    """Makes one photo; returns its bytes."""
    seed = hashlib.sha256(f"{spec.file.stem} {spec.size} {spec.source.name}".encode()).digest()
    random = np.random.default_rng(int.from_bytes(seed[:8]))
    frame = (product_on_paper if spec.on_paper else photograph)(spec.source, spec.size, random)
    add_noise(frame, spec.noise, random)
    data = camera_jpeg(frame, spec.exposure, random)
    spec.file.parent.mkdir(parents=True, exist_ok=True)
    spec.file.write_bytes(data)
    return len(data)


def pictures_in(folder: Path) -> list[Path]:
    """The pictures that photos are made from. Ends the program where there are none."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PICTURES)
    if not found:
        raise SystemExit(f"{folder} has no pictures")
    return found


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--photos", type=Path, default=SAMPLE_PHOTOS, help="large pictures; else the sample shop's")
    parser.add_argument("--count", type=int, default=40, help="of each size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[12, 24, 45], choices=SENSORS, help="megapixels")
    parser.add_argument("--copies", type=int, default=1, help="files of each photo")
    parser.add_argument("--wide", action="store_true", help="half of them with the profile of Display P3")
    parser.add_argument("--shop", choices=JOBS, nargs="?", const="one", help="a shop around them, with these slots")
    parser.add_argument("--jobs", type=int, default=1, help="processes, of up to 2 GB each at 45 MP")
    return parser.parse_args(words)


def main() -> None:
    """Makes the photos and says how large they are."""
    chosen = arguments()
    sources = pictures_in(chosen.photos)
    for megapixels in chosen.sizes:
        folder = chosen.out / str(megapixels)
        wanted = specs(folder, megapixels, chosen.count, sources, wide=chosen.wide)
        made = [done.value() for done in run_jobs(make, wanted, workers=chosen.jobs, kind="processes")]
        multiply(photo_paths(folder, chosen.count), folder, chosen.count * chosen.copies)
        if chosen.shop:
            write_shop(folder, chosen.count * chosen.copies, JOBS[chosen.shop])
        print(
            f"{folder}: {chosen.count} photos × {chosen.copies}, {sum(made) / len(made) / 1e6:.1f} MB each "
            f"({min(made) / 1e6:.1f} to {max(made) / 1e6:.1f})"
        )


if __name__ == "__main__":
    main()
