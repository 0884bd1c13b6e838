"""How many frames of a card whose truth is known landed under the right name, how many under a wrong one?

Frames are known again by the SHA-256 of their bytes: filing copies them as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.roll_plan import Frame
from benchmarks.table import markdown

RIGHT, WRONG, HELD = "right", "wrong", "held"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a file of the card shows."""

    kind: str
    subject: str
    shot: str
    mistake: str
    decidable: bool
    path: str


def write_truth(file: Path, frames: Mapping[str, Frame]) -> None:
    """Writes truth.json: by digest."""
    told = {digest: asdict(truth_of(frame)) for digest, frame in sorted(frames.items())}
    file.write_text(json.dumps(told, indent=1), encoding="utf-8", newline="\n")


def read_truth(file: Path) -> dict[str, Truth]:
    """By digest."""
    return {digest: Truth(**each) for digest, each in json.loads(file.read_text(encoding="utf-8")).items()}


def truth_of(frame: Frame) -> Truth:
    """What is known of a frame without looking at it."""
    return Truth(frame.kind, frame.subject, frame.shot, frame.mistake, frame.decidable, frame.path)


def names_by_digest(photos: Path) -> dict[str, list[str]]:
    """The names without extension of all files below a folder, by their bytes; one file may lie there twice."""
    found = defaultdict(list)
    for file in sorted(photos.rglob("*")):
        if file.is_file():
            found[hashlib.sha256(file.read_bytes()).hexdigest()].append(file.stem)
    return found


def judged(truth: Truth, names: Sequence[str]) -> str:
    """Right as any take of its shot, under that name alone. A slate or a stray that was filed is wrong."""
    if not names:
        return HELD
    right = re.compile(rf"{re.escape(truth.subject)}_{re.escape(truth.shot)}(_\d+)?", re.IGNORECASE)
    return RIGHT if truth.shot and all(right.fullmatch(name) for name in names) else WRONG


def score(truths: Mapping[str, Truth], filed: Mapping[str, Sequence[str]], findings: Iterable[dict[str, Any]]) -> str:
    """The tables, by the mistake of the group, and why frames were held."""
    results = {digest: judged(truth, filed.get(digest, ())) for digest, truth in truths.items()}
    rows, all_ = defaultdict(Counter), Counter()
    for digest, truth in truths.items():
        for row in (rows[_row(truth)], all_):
            row[results[digest]] += truth.kind != "slate" or results[digest] == WRONG
            if truth.decidable:
                row["decidable"] += 1
                row["decided"] += results[digest] == RIGHT
    table = [_cells(name, rows[name]) for name in sorted(rows, key=lambda name: (name != "none", name))]
    head = ("group", "right", "wrong", "held", "decidable", "of those right")
    strange = len(filed.keys() - truths.keys())
    lines = [markdown(head, [*table, _cells("all", all_)]), "", _reasons(truths, results, findings)]
    if strange:
        lines.append(f"\n{strange} files were filed whose bytes are not those of any file of the card.")
    return "\n".join(lines)


def _row(truth: Truth) -> str:
    return "slates" if truth.kind == "slate" else truth.mistake or "none"


def _cells(name: str, row: Counter[str]) -> tuple[str, ...]:
    share = f"{row['decided'] / row['decidable']:.2%}" if row["decidable"] else "–"
    return name, *(f"{row[each]:,}" for each in (RIGHT, WRONG, HELD, "decidable")), share


def _reasons(truths: Mapping[str, Truth], results: Mapping[str, str], findings: Iterable[dict[str, Any]]) -> str:
    """Held frames by the code of the finding about their run."""
    by_file, codes = {}, Counter()
    for each in findings:
        if each.get("code", "").startswith(("ingest.", "photo.")):
            codes[each["code"]] += 1
            by_file.setdefault(each.get("file") or "", each["code"])
    held, reason = Counter(), "no finding names it"
    # A finding stands at the first frame of its run: those after it up to the next slate are held for the same reason.
    for digest, truth in sorted(truths.items(), key=lambda each: each[1].path):
        reason = by_file.get(truth.path, reason)
        if results[digest] == HELD and truth.kind != "slate":
            held[reason] += 1
    cells = [(code, f"{codes[code]:,}", f"{held[code]:,}") for code in sorted(codes.keys() | held.keys())]
    return markdown(("reason", "findings", "frames held"), cells)
