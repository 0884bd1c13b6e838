"""Which other programs can do the job, how are they called, and why is one left out?

Each is called as its own pages advise for many files, on as many cores as listingkit. vipsthumbnail can neither fill up
with white nor lay a mark on: it does less than the others.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Command

HERE = Path(__file__).parent
SIDE = 1000
# What ImageMagick and GraphicsMagick let libjpeg reduce to: twice the side, so that the rest is sharp.
HINT = f"{2 * SIDE}x{2 * SIDE}"
MAKE_SQUARE = ("-resize", f"{SIDE}x{SIDE}", "-background", "white", "-gravity", "center", "-extent", f"{SIDE}x{SIDE}")


@dataclass(frozen=True, slots=True)
class PeerJob:
    """What a peer is to do. All photos lie in one folder; `python` is the interpreter of the Python packages."""

    photos: tuple[Path, ...]
    out: Path
    mark: Path
    cores: int
    python: str

    def shares(self) -> list[tuple[str, ...]]:
        """The photos, dealt out to one process a core."""
        dealt = (self.photos[core :: self.cores] for core in range(self.cores))
        return [tuple(map(str, share)) for share in dealt if share]


class MissingError(Exception):
    """A program that is not there; the message says which."""


def draw_mark(target: Path, python: str) -> None:
    """Writes the mark that peers lay on."""
    subprocess.run([python, str(HERE / "mark.py"), str(target), "Benchmark"], check=True)


def _pillow(job: PeerJob) -> Command:
    _package(job.python, "PIL")
    head = (job.python, str(HERE / "naive_pillow.py"), str(job.out), str(job.mark))
    return Command(tuple((*head, *share) for share in job.shares()))


def _pyvips(job: PeerJob) -> Command:
    _package(job.python, "pyvips")
    head = (job.python, str(HERE / "pyvips_threads.py"), str(job.out), str(job.mark), str(job.cores))
    return Command(((*head, *map(str, job.photos)),))


def _vipsthumbnail(job: PeerJob) -> Command:
    head = (_program("vipsthumbnail"), "--size", f"{SIDE}x{SIDE}", "--output", f"{job.out}/%s.jpg[Q=85,strip]")
    return Command(tuple((*head, *share) for share in job.shares()), env={"VIPS_CONCURRENCY": "1"})


def _sharp(job: PeerJob) -> Command:
    node = _program("node")
    if subprocess.run([node, "-e", "require('sharp')"], capture_output=True, check=False).returncode:
        raise MissingError("node finds no package sharp: `npm install sharp`, and NODE_PATH to its node_modules")
    return Command(((node, str(HERE / "sharp_four.cjs"), str(job.out), str(job.mark), *map(str, job.photos)),))


def _imagemagick(job: PeerJob, *, hint: bool) -> Command:
    magick = shutil.which("magick")
    program = (magick, "mogrify") if magick else (_program("mogrify"),)
    reading = ("-define", f"jpeg:size={HINT}") if hint else ()
    head = (*program, *reading, "-path", str(job.out), "-auto-orient", *MAKE_SQUARE, *_marked(job), "-quality", "85")
    return Command(tuple((*head, *share) for share in job.shares()), env={"MAGICK_THREAD_LIMIT": "1"})


def _graphicsmagick(job: PeerJob, *, hint: bool) -> Command:
    reading = ("-size", HINT) if hint else ()
    head = (_program("gm"), "mogrify", *reading, "-output-directory", str(job.out), "-auto-orient", *MAKE_SQUARE)
    head = (*head, *_marked(job), "-quality", "85")
    # It would repeat the folders of each photo below the output folder, so names have to be bare.
    shares = (tuple(Path(photo).name for photo in share) for share in job.shares())
    parts = tuple((*head, *share) for share in shares)
    return Command(parts, env={"OMP_NUM_THREADS": "1"}, folder=job.photos[0].parent)


PEERS: dict[str, Callable[[PeerJob], Command]] = {
    "Pillow, naive": _pillow,
    "vipsthumbnail, no mark": _vipsthumbnail,
    "pyvips": _pyvips,
    "sharp": _sharp,
    "ImageMagick": lambda job: _imagemagick(job, hint=False),
    "ImageMagick, size hint": lambda job: _imagemagick(job, hint=True),
    "GraphicsMagick": lambda job: _graphicsmagick(job, hint=False),
    "GraphicsMagick, size hint": lambda job: _graphicsmagick(job, hint=True),
}


def _marked(job: PeerJob) -> Sequence[str]:
    return "-gravity", "NorthWest", "-draw", f"image Over 30,30 0,0 '{job.mark}'"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingError(f"there is no program {name}")
    return found


def _package(python: str, name: str) -> None:
    if subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode:
        raise MissingError(f"{python} has no package {name}")
