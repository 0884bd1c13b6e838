"""How does pyvips do it, in threads? `pyvips_threads.py OUTDIR MARK.png THREADS FILES...`"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyvips

SIDE = 1000


def make(file: Path, out: Path, mark: pyvips.Image) -> None:
    """One picture. `thumbnail` reads the JPEG reduced and turns it upright."""
    image = pyvips.Image.thumbnail(str(file), SIDE, height=SIDE)
    image = image.gravity("centre", SIDE, SIDE, extend="white")
    image = image.composite2(mark, "over", x=30, y=30).flatten(background=255)
    image.jpegsave(str(out / file.name), Q=85, strip=True)


def main(out: str, mark_file: str, threads: int, files: list[str]) -> None:
    """One picture of each file."""
    mark = pyvips.Image.new_from_file(mark_file).copy_memory()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda file: make(Path(file), Path(out), mark), files):
            pass


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
