"""How much memory does `listingkit images` take: for large photos, on more workers, for ever more photos?

    python -m benchmarks.memory /tmp/corpus --sizes 24 45 --workers 1 2 --growth 100 1000 3000

FOLDER has one folder of each size, made by `benchmarks.corpus`. The figures are peaks of whole processes. What Python,
its packages and the shop's books take is seen in a second run, in which nothing is decoded; the rest is the workers'.
For --growth, photos of the first size are multiplied on disk, with bytes of their own, and removed afterwards.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.shop import JOBS, multiply, photos_of, write_shop
from benchmarks.table import markdown
from benchmarks.timing import Command, Sample, Step, run_step


@dataclass(frozen=True, slots=True)
class Peak:
    """What one shop took, in megabytes: at work, and with nothing to do."""

    megapixels: int
    photos: int
    workers: int
    peak_mb: float
    idle_mb: float

    @property
    def worker_mb(self) -> float:
        """What each worker adds."""
        return (self.peak_mb - self.idle_mb) / self.workers


def peaks_by_size(chosen: argparse.Namespace) -> Iterator[Peak]:
    """Every size on every number of workers."""
    for megapixels in chosen.sizes:
        photos = photos_of(chosen.folder / str(megapixels))
        for workers in chosen.workers:
            yield _peak(chosen, megapixels, photos, len(photos), workers)


def peaks_by_count(chosen: argparse.Namespace) -> Iterator[Peak]:
    """Ever more photos of the first size, on the most workers."""
    photos = photos_of(chosen.folder / str(chosen.sizes[0]))
    for wanted in chosen.growth:
        yield _peak(chosen, chosen.sizes[0], photos, wanted, max(chosen.workers))


def _peak(chosen: argparse.Namespace, megapixels: int, photos: Sequence[Path], wanted: int, workers: int) -> Peak:
    sides = JOBS[chosen.job]
    with tempfile.TemporaryDirectory(prefix="memory-", dir=chosen.folder.resolve()) as temporary:
        shop = Path(temporary)
        multiply(photos, shop, wanted)
        write_shop(shop, wanted, sides)
        words = ("-P", "-m", "listingkit", "images", str(shop), "--quiet", "--jobs", str(workers))
        command = Command(((chosen.python, *words),), folder=shop)
        step = Step("images", "", command, shop / "out" / "images", wanted * len(sides))
        busy, idle = _sound(run_step(step)), _sound(run_step(replace(step, wanted=0)))
    return Peak(megapixels, wanted, workers, busy.peak_mb, idle.peak_mb)


def _sound(sample: Sample) -> Sample:
    if sample.fault:
        raise SystemExit(f"listingkit images: {sample.fault}")
    return sample


def table(peaks: Sequence[Peak]) -> str:
    """As Markdown."""
    head = ("megapixels", "photos", "workers", "peak MB", "with nothing to do", "MB a worker")
    cells = [
        (
            str(each.megapixels),
            f"{each.photos:,}",
            str(each.workers),
            f"{each.peak_mb:.0f}",
            f"{each.idle_mb:.0f}",
            f"{each.worker_mb:.0f}",
        )
        for each in peaks
    ]
    return markdown(head, cells)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[24, 45], help="megapixels")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument(
        "--growth", type=int, nargs="*", default=[100, 300, 1000], help="numbers of photos; none = skip"
    )
    parser.add_argument("--job", choices=JOBS, default="three")
    parser.add_argument("--python", default=sys.executable, help="an interpreter with listingkit")
    return parser.parse_args(words)


def main() -> None:
    """Measures and prints the table."""
    chosen = arguments()
    print(table([*peaks_by_size(chosen), *peaks_by_count(chosen)]))


if __name__ == "__main__":
    main()
