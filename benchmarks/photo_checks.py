"""What does every rule on photos find, miss and find wrongly, on sets whose truth is known?

    python -m benchmarks.photo_checks [--count 500] [--photos DIR] [--only colour sharp …]

One Markdown table of what the benchmarks of all rules tell, each of which also runs on its own. DIR has photographs
with truth.csv: file, model, colour, angle. What the benchmarks print beside their rows goes before the table.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.photo_rows import Row
from benchmarks.table import markdown

PARTS = ("sheet", "sharp", "colour", "doubles", "daylight")
HEAD = ("rule", "set", "defects", "found", "missed", "sound", "false")


def rows(parts: Iterable[str], count: int, photos: Path | None) -> Iterator[Row]:
    """All rows, part by part."""
    for part in parts:
        yield from importlib.import_module(f"benchmarks.photo_{part}").rows(count, photos)


def table(found: Iterable[Row]) -> str:
    """Rows as a Markdown table; empty cells where a row has no defects, or no sound photos."""
    return markdown(HEAD, (_cells(row) for row in found))


def _cells(row: Row) -> tuple[str, ...]:
    defects = (f"{row.made:,}", f"{row.found:,}", f"{row.missed:,}") if row.made else ("", "", "")
    sound = (f"{row.clean:,}", f"{row.false:,}") if row.clean else ("", "")
    return (f"`{row.rule}`", row.what, *defects, *sound)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500, help="made photos of a clean set")
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    chosen = parser.parse_args()
    print(table(rows(chosen.only, chosen.count, chosen.photos)))


if __name__ == "__main__":
    main()
