"""How does docs/findings.md look? Written from the table of codes: `python -m tests.docs.findings_page`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from listingkit.findings import Rule, rules

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"
HEAD = """\
# Findings

What does a complaint mean, and what cures it?

An **error** withholds its product from the export and makes the exit code 1. A **warning** withholds nothing and makes
the exit code 1 only with `--strict`. **Information** does neither. `listingkit rules` shows this table,
`listingkit rules photo` a part of it in full. To leave codes out, weigh them otherwise or accept single findings:
[`[check]`](shop-toml.md#check) and [`check --accept`](commands.md#check).

A rule of a store that nobody has found written down (confidence `K` in its [profile](store-profiles.md#evidence)) is
told as information, whatever this table says. Some codes are milder where less is at stake: a column of the store's
sheet that stays empty is a `catalog.empty-cell` warning. What only another photo cures is on the
[re-shoot list](pace.md#the-re-shoot-list).

<!-- Written by `python -m tests.docs.findings_page` from listingkit/findings.toml. -->
"""


def page() -> str:
    """The whole page, ending in a line break."""
    parts = [HEAD]
    for area, several in groupby(rules().values(), key=lambda rule: rule.code.partition(".")[0]):
        lines = [f"## {area}", "", "| code | severity | meaning | cure |", "|---|---|---|---|", *map(_row, several)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    measured = f" Measured: {rule.measured}" if rule.measured else ""
    listed = " *On the re-shoot list.*" if rule.retake else ""
    cells = (f"`{rule.code}`", rule.severity.value, rule.meaning + measured, rule.cure + listed)
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(cell: str) -> str:
    # Outside of code marks, GitHub would take <subject> for a tag and drop it.
    pieces = cell.replace("|", "\\|").split("`")
    return "`".join(piece if index % 2 else piece.replace("<", "&lt;") for index, piece in enumerate(pieces))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
