"""How far is listingkit from the floor, and how far are others? Whole commands, in interleaved rounds.

    python -m benchmarks.compare /tmp/corpus/24 --python fast=/tmp/fast/bin/python --python plain=/tmp/plain/bin/python

FOLDER has photos/, made by `benchmarks.corpus`. Each --python is an interpreter with listingkit installed: with and
without the `fast` extra, or of two checkouts, before and after. Of each, `images` starts on untouched photos, then
renders all again under another watermark, then finds nothing to do. Every round runs everything once, and ratios are
taken within rounds; the first table has their medians, the others tell each peer as a multiple of `images`. --csv keeps
every run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.floor import build_floor, floor_command
from benchmarks.peers.registry import PEERS, MissingError, PeerJob, draw_mark
from benchmarks.shop import JOBS, link_photos, photos_of, write_shop
from benchmarks.table import Record, comparison, lines
from benchmarks.timing import Command, Row, Step, run_rounds

SLOTS = {"one": "one slot", "three": "three slots"}
ENGINE = Path(__file__).with_name("engine.py")
Unit = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """What all commands share: the photos, flat in one folder, where to work, and how many cores to use."""

    photos: tuple[Path, ...]
    work: Path
    cores: int
    peer_python: str

    def floor(self, program: Path, job: str) -> Unit:
        """libjpeg-turbo alone."""
        out = self.work / f"floor-{job}"
        command = floor_command(program, out, self.photos, JOBS[job], self.cores)
        return (self._step(_floor_name(job), _floor_name(job), command, out, job),)

    def peer(self, name: str) -> Unit:
        """Another program at the job of one slot. Raises MissingError."""
        out = self.work / f"peer-{name}"
        job = PeerJob(self.photos, out, self.work / "mark.png", self.cores, self.peer_python)
        return (self._step(name, _floor_name("one"), PEERS[name](job), out, "one"),)

    def engine(self, name: str, python: str) -> Unit:
        """listingkit's own functions at the job of one slot, without facts, ledger and master."""
        shop, out = self.work / f"engine-shop-{name}", self.work / f"engine-{name}"
        link_photos(self.photos, shop / "photos")
        write_shop(shop, len(self.photos), JOBS["one"])
        # -P: what is measured is the listingkit of that interpreter, never the one that lies in this folder.
        command = Command(((python, "-P", str(ENGINE), str(shop), str(out), str(self.cores)),), folder=self.work)
        return (self._step(f"engine, one slot ({name})", _floor_name("one"), command, out, "one"),)

    def images(self, name: str, python: str, job: str) -> Unit:
        """`listingkit images`: on untouched photos, after a change of the watermark, and after no change."""
        shop = self.work / f"shop-{name}-{job}"
        link_photos(self.photos, shop / "photos")
        words = ("-P", "-m", "listingkit", "images", str(shop), "--quiet", "--jobs", str(self.cores))
        command = Command(((python, *words),), folder=self.work)
        out = shop / "out" / "images"
        first = _images_name(job, name)
        marked = partial(write_shop, shop, len(self.photos), JOBS[job])
        return (
            self._step(first, _floor_name(job), command, out, job, (shop / ".listingkit", shop / "out"), marked),
            self._step(f"again, {first}", first, command, out, job, (), partial(marked, mark="Another mark")),
            Step(f"unchanged, {first}", first, command, out, wanted=0),
        )

    def _step(
        self,
        name: str,
        against: str,
        command: Command,
        out: Path,
        job: str,
        clear: tuple[Path, ...] | None = None,
        before: partial[None] | None = None,
    ) -> Step:
        wanted = len(self.photos) * len(JOBS[job])
        return Step(name, against, command, out, wanted, (out,) if clear is None else clear, before)


def _floor_name(job: str) -> str:
    return f"floor, {SLOTS[job]}"


def _images_name(job: str, python: str) -> str:
    return f"images, {SLOTS[job]} ({python})"


def units_of(bench: Bench, chosen: argparse.Namespace) -> Iterator[Unit]:
    """Everything that a round runs, the floor first."""
    program = build_floor(bench.work)
    for job in chosen.jobs:
        yield bench.floor(program, job)
    for name, python in chosen.python:
        for job in chosen.jobs:
            yield bench.images(name, python, job)
        if "one" in chosen.jobs:
            yield bench.engine(name, python)
    if "one" not in chosen.jobs or "none" in chosen.peers:
        return
    draw_mark(bench.work / "mark.png", sys.executable)
    for name in PEERS if "all" in chosen.peers else chosen.peers:
        try:
            yield bench.peer(name)
        except MissingError as missing:
            _tell(f"{name} is left out: {missing}")


def interpreter(text: str) -> tuple[str, str]:
    """NAME=PATH."""
    name, _, path = text.partition("=")
    found = shutil.which(path)
    if not name or found is None:
        raise argparse.ArgumentTypeError(f"{text!r} should be NAME=PATH, with the path of a Python")
    # Not resolved: a virtual environment is told by the link that its interpreter is.
    return name, os.path.abspath(found)  # noqa: PTH100


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=list(JOBS))
    parser.add_argument("--peers", nargs="+", choices=["all", "none", *PEERS], default=["all"], metavar="PEER")
    parser.add_argument("--python", action="append", type=interpreter, metavar="NAME=PATH", help="may be repeated")
    parser.add_argument("--peer-python", default=sys.executable, help="an interpreter with Pillow and pyvips")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--photos", type=int, help="only so many of the photos")
    parser.add_argument("--csv", type=Path, default=Path("compare.csv"))
    chosen = parser.parse_args(words)
    chosen.python = chosen.python or [("this", sys.executable)]
    return chosen


def main() -> None:
    """Runs the rounds and prints the table."""
    chosen = arguments()
    found = photos_of(chosen.folder)[: chosen.photos]
    # In the same file system, so that photos can be linked.
    with (
        tempfile.TemporaryDirectory(prefix="compare-", dir=chosen.folder.resolve()) as temporary,
        Record(chosen.csv) as record,
    ):
        work = Path(temporary)
        bench = Bench(tuple(link_photos(found, work / "photos")), work, chosen.cores, chosen.peer_python)
        units = list(units_of(bench, chosen))
        rows: list[Row] = []
        for row in run_rounds(units, chosen.rounds, _tell):
            record.add(row)
            rows.append(row)
    against = {step.name: step.against for unit in units for step in unit}
    megabytes = sum(path.stat().st_size for path in found) / len(found) / 1e6
    print(f"{len(found)} photos of {megabytes:.1f} MB, {chosen.cores} cores, {chosen.rounds} rounds\n")
    print(comparison(lines(rows, against)))
    for name, _ in chosen.python:
        if peers := lines(rows, dict.fromkeys(PEERS, _images_name("one", name))):
            print(f"\n{comparison(peers)}")


if __name__ == "__main__":
    main()
