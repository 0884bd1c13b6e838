"""How are the photographs made?  python -m sample_catalog.drawing, from the root of the repository."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from . import jpegfile
from .catalogue import SHOTS, Look, is_portrait, looks, photo_name
from .render import photograph
from .schedule import moment_of

PHOTOS = Path(__file__).resolve().parent.parent / "photos"


def make(task: tuple[Look, str, int, Path]) -> int:
    """Draw and write one photograph; returns its bytes."""
    look, shot, width, folder = task
    path = folder / look.model.code / photo_name(look, shot)
    picture = photograph(look, shot, width)
    focal = 60.0 if shot in ("handle", "fabric") else 42.0
    return jpegfile.write(picture, path, moment_of(look, shot), turned=is_portrait(look, shot), focal_length=focal)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and draw what it asks for."""
    parser = argparse.ArgumentParser(prog="python -m sample_catalog.drawing", description=__doc__)
    parser.add_argument("--out", type=Path, default=PHOTOS, help="folder of the photographs")
    parser.add_argument("--width", type=int, default=1600, help="longer side in pixels")
    parser.add_argument("--only", default="", help="one subject, such as U101-NVY-PLD, or the start of some")
    parser.add_argument("--shots", default=",".join(SHOTS), help="shots, with commas between them")
    parser.add_argument("--jobs", type=int, default=2, help="processes at work")
    given = parser.parse_args(arguments)
    shots = [s for s in given.shots.split(",") if s]
    unknown = [s for s in shots if s not in SHOTS]
    chosen = [look for look in looks() if look.subject.startswith(given.only)]
    if unknown or not chosen or given.width < 64:
        problem = f"no such shot: {', '.join(unknown)}" if unknown else "no such subject, or a width under 64"
        parser.error(problem)
    tasks = [(look, shot, given.width, given.out) for look in chosen for shot in shots]
    begun = time.monotonic()
    if given.jobs > 1:
        with ProcessPoolExecutor(given.jobs) as pool:
            sizes = list(pool.map(make, tasks))
    else:
        sizes = [make(task) for task in tasks]
    print(f"{len(sizes)} photographs, {sum(sizes):,} bytes, {time.monotonic() - begun:.0f} s, in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
