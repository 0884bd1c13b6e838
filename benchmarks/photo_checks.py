"""What do all rules on photos find, miss and find wrongly, in one table?

    python -m benchmarks.photo_checks [--count 60] [--photos DIR] [--only sharp,colour]

The rows of photo_sharp, photo_sheet, photo_colour, photo_doubles and photo_daylight; each says how its photos are made.
DIR is searched for JPEGs; where it has a truth.csv, that tells models and colours.
"""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path

from benchmarks.photo_rows import Row

PARTS = ("sharp", "sheet", "colour", "doubles", "daylight")


def line(row: Row) -> str:
    """One row as text; what it is not about stays empty."""
    made = f"{row.made:5} {row.found:5} {row.missed:6}" if row.made else " " * 18
    clean = f"{row.clean:5} {row.false:5}" if row.clean else ""
    return f"{row.rule:<28} {row.what:<62} {made} {clean}".rstrip()


def main() -> None:
    """Prints the table, row after row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    print(f"{'rule':<28} {'set':<62} {'made':>5} {'found':>5} {'missed':>6} {'clean':>5} {'false':>5}")
    false = 0
    for part in options.only.split(","):
        start = time.perf_counter()
        for row in importlib.import_module(f"benchmarks.photo_{part}").rows(options.count, options.photos):
            print(line(row), flush=True)
            false += row.false
        print(f"  … {part}: {time.perf_counter() - start:.0f} s", flush=True)
    print(f"{false} false in all")


if __name__ == "__main__":
    main()
