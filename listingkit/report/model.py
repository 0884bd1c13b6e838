"""What does a command answer? Counts, findings, outputs, an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from listingkit.errors import ExitCode
from listingkit.findings import Finding, Severity

REPORT_VERSION = 1

Counts = Mapping[str, "int | Counts"]
"""Figures by name; of `run`, by command and name."""


@dataclass(frozen=True, slots=True)
class Table:
    """What was asked for, in rows: the lines of a price, the rules of a store.

    `name` is its key in JSON, where tables of one name are one list; `whole` is what holds of all its rows, and begins
    each of them there. `most` is how many rows a terminal shows, 0 for all; JSON always has all.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: Mapping[str, str] = field(default_factory=dict)
    most: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one command. `summary` are the closing lines for people, `outputs` files relative to the shop.

    `failed` counts photos of which no image could be made; any of them makes the exit code 1.
    """

    command: str
    counts: Counts
    findings: tuple[Finding, ...] = ()
    outputs: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    failed: int = 0
    seconds: float = 0.0

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """FINDINGS where an error was found, a photo failed, or, if `strict`, a warning was found."""
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        if self.failed or any(each.severity in bad for each in self.findings):
            return ExitCode.FINDINGS
        return ExitCode.OK

    def as_json(self, *, strict: bool = False) -> dict[str, Any]:
        """The object that --format json prints and out/report.json holds (docs/json.md)."""
        return {
            "report_version": REPORT_VERSION,
            "command": self.command,
            "ok": self.exit_code(strict=strict) == ExitCode.OK,
            "counts": self.counts,
            "findings": [each.as_json() for each in self.findings],
            "outputs": list(self.outputs),
            "seconds": round(self.seconds, 3),
            **self._tables(),
        }

    def _tables(self) -> dict[str, list[dict[str, str]]]:
        lists: dict[str, list[dict[str, str]]] = {}
        for table in self.tables:
            rows = [{**table.whole, **dict(zip(table.columns, row, strict=True))} for row in table.rows]
            lists.setdefault(table.name, []).extend(rows)
        return lists


def tally(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many errors, warnings and infos."""
    severities = [each.severity for each in findings]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "infos": severities.count(Severity.INFO),
    }
