"""What do rounds say? Medians of ratios, each within its own round, as CSV and as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.timing import Row, Sample


@dataclass(frozen=True, slots=True)
class Line:
    """One step over all rounds. `ratio` (median, least, most) and `cpu_ratio` are multiples of the step `against`."""

    name: str
    against: str
    seconds: float
    ratio: tuple[float, float, float]
    cpu_ratio: float
    peak_mb: float


def lines(rows: Iterable[Row], against: Mapping[str, str]) -> list[Line]:
    """One line a step, in the order of `against`, which names what each is compared with.

    A ratio is taken within a round, since the machine is another one in each. Runs that failed do not count.
    """
    by_name: dict[str, dict[int, Sample]] = {}
    for row in rows:
        if not row.sample.fault:
            by_name.setdefault(row.name, {})[row.round] = row.sample
    made = (
        _line(name, other, by_name[name], by_name.get(other, {})) for name, other in against.items() if name in by_name
    )
    return [line for line in made if line is not None]


def _line(name: str, other: str, own: Mapping[int, Sample], reference: Mapping[int, Sample]) -> Line | None:
    pairs = [(sample, reference[number]) for number, sample in own.items() if number in reference]
    if not pairs:
        return None
    ratios = [sample.wall / base.wall for sample, base in pairs]
    return Line(
        name,
        other,
        seconds=median(sample.wall for sample, _ in pairs),
        ratio=(median(ratios), min(ratios), max(ratios)),
        cpu_ratio=median(sample.cpu / base.cpu for sample, base in pairs),
        peak_mb=median(sample.peak_mb for sample, _ in pairs),
    )


def comparison(found: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    cells = [
        (
            line.name,
            line.against,
            f"{line.ratio[0]:.2f}",
            f"{line.ratio[1]:.2f} to {line.ratio[2]:.2f}",
            f"{line.cpu_ratio:.2f}",
            f"{line.peak_mb:.0f}",
            f"{line.seconds:.2f}",
        )
        for line in found
    ]
    return markdown(("", "times", "median", "range", "processor time", "peak MB", "seconds"), cells)


def markdown(head: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    """A Markdown table; figures stand at the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *cells))


class Record:
    """Rows as a CSV file, written as they come, so that a run that is broken off leaves what it had."""

    def __init__(self, file: Path) -> None:
        self._stream = file.open("w", newline="", encoding="utf-8")
        self._writer = csv.writer(self._stream)
        self._writer.writerow(["round", "name", "wall_s", "cpu_s", "peak_mb", "fault"])

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def add(self, row: Row) -> None:
        """Writes one row."""
        sample = row.sample
        figures = f"{sample.wall:.4f}", f"{sample.cpu:.4f}", f"{sample.peak_mb:.1f}"
        self._writer.writerow([row.round, row.name, *figures, sample.fault])
        self._stream.flush()
