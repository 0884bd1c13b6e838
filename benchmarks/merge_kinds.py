"""What becomes of each kind of edit that sellers make to an exported workbook?

    python -m benchmarks.merge_kinds

Each kind is made on a fresh copy of a small shop, and its workbook saved by openpyxl. The kinds are those of
`tests.builders.hand_edits`.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from benchmarks.table import markdown
from listingkit import workflow
from listingkit.run import Run
from tests.builders.hand_edits import EDITS, HandEdit, edited
from tests.builders.shop import shop

RUN = Run(today=dt.date(2026, 6, 1))
HEAD = ("edit", "comes home", "there already", "conflicts", "told, not merged", "about rows and columns")


def row_of(edit: HandEdit, exported: Path, folder: Path) -> tuple[str, ...]:
    """One line of the table."""
    copied = Path(shutil.copytree(exported, folder / "shop"))
    file = edited(copied / "out" / "listings" / "aliexpress.xlsx", folder / "edited.xlsx", edit)
    edit.shop(copied)
    report = workflow.merge(file, copied, RUN)
    numbers = (f"{report.counts[name] or ''}" for name in ("merged", "same", "conflicts", "refused"))
    told = {each.code for each in report.findings if each.code.rpartition("-")[2] in {"row", "column"}}
    return edit.name, *numbers, ", ".join(f"`{code}`" for code in sorted(told))


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        exported = shop(Path(folder))
        workflow.images(exported, RUN)
        workflow.export(exported, RUN)
        rows = []
        for number, edit in enumerate(EDITS):
            own = Path(folder) / str(number)
            own.mkdir()
            rows.append(row_of(edit, exported, own))
    print(markdown(HEAD, rows))


if __name__ == "__main__":
    main()
