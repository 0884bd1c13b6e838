"""What did the shop's files of decisions hold before a merge, and how does that come back, byte for byte?

A journal in history/ is written before anything is changed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError, UsageError
from listingkit.files import write_bytes, write_text

DONE = ".undone"


@dataclass(frozen=True, slots=True)
class Undone:
    """Which edited file's merge was taken back, and which files of the shop are as they were before it."""

    edited: str
    files: tuple[str, ...]


def begin(root: Path, names: Sequence[str], edited: str) -> Path:
    """Keeps the files as they are. Raises BadOutputError."""
    history = root / "history"
    used = [int(number) for file in history.glob("merge-*.json*") if (number := file.name[6:10]).isdecimal()]
    journal = history / f"merge-{max(used, default=0) + 1:04}.json"
    _write(journal, {"edited": edited, "before": {name: _kept(root / name) for name in names}})
    return journal


def finish(root: Path, journal: Path) -> None:
    """Notes what the merge made of the files, so that a later edit of theirs is not undone with it.

    Where they are as they were, there is nothing to undo, and no journal is kept.
    """
    data = json.loads(journal.read_text(encoding="utf-8"))
    if all(_kept(root / name) == before for name, before in data["before"].items()):
        journal.unlink()
        return
    _write(journal, {**data, "after": {name: _digest(root / name) for name in data["before"]}})


def undo(root: Path) -> Undone:
    """Takes back the last merge. Raises UsageError where there is none or a file was changed since, BadInputError."""
    journal = max((root / "history").glob("merge-*.json"), default=None)
    if journal is None:
        raise UsageError("there is no merge to undo", f"Undone ones end in {DONE} in the shop's folder history.")
    try:
        data = json.loads(journal.read_text(encoding="utf-8"))
        before = {str(name): None if text is None else base64.b64decode(text) for name, text in data["before"].items()}
        after = data.get("after", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadInputError(f"{journal} cannot be read: {wrong}", "Without it this merge is not undone.") from None
    changed = [name for name in before if name in after and _digest(root / name) != after[name]]
    if changed:
        raise UsageError(
            f"{' and '.join(changed)} was changed since the last merge, which undoing would lose",
            f"Take your change out, or put back by hand what {journal.name} in the shop's folder history keeps.",
        )
    for name, content in before.items():
        if content is None:
            (root / name).unlink(missing_ok=True)
        else:
            write_bytes(root / name, content)
    journal.replace(journal.with_name(journal.name + DONE))
    return Undone(str(data.get("edited", "")), tuple(before))


def _write(journal: Path, data: dict[str, object]) -> None:
    write_text(journal, json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def _kept(file: Path) -> str | None:
    return base64.b64encode(file.read_bytes()).decode("ascii") if file.is_file() else None


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
