"""How are findings and figures told to a person at a terminal?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from listingkit.findings import Finding, Severity, rules

if TYPE_CHECKING:
    from listingkit.report.model import Report, Table

SHOWN_PER_CODE = 5
SHOWN_PLACES = 4
BRIEF = 24  # characters of a cell that still fits on a line with others
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
ORDER = list(Severity)


def show(report: Report, *, quiet: bool, findings_asked_for: bool) -> None:
    """Findings to stderr, or to stdout where they are what was asked for; closing figures to stdout.

    `quiet` leaves out the figures, and of findings that nobody asked for all but errors.
    """
    out = console()
    complaints = out if findings_asked_for else console(stderr=True)
    told = report.findings
    if quiet and not findings_asked_for:
        told = tuple(each for each in told if each.severity is Severity.ERROR)
    show_findings(complaints, told)
    for table in report.tables:
        if table.rows and not (quiet and table.most):  # an excerpt stands beside what was asked for
            show_table(out, table)
    if not quiet:
        for line in report.summary:
            out.print(line, markup=False)
        out.print(f"Took {duration(report.seconds)}.", markup=False)


def console(*, stderr: bool = False) -> Console:
    """Wraps lines at a terminal; in a pipe or a log each stays whole, so that it can be searched."""
    made = Console(stderr=stderr, highlight=False)
    made.soft_wrap = not made.is_terminal
    return made


def _print_indented(console: Console, text: Text, indent: int) -> None:
    if console.soft_wrap:
        console.print(Text(" " * indent).append_text(text))
    else:
        console.print(Padding(text, (0, 0, 0, indent), expand=False))


def show_findings(console: Console, findings: tuple[Finding, ...]) -> None:
    """By severity and code, a few of each, with the cure once."""
    ranked = sorted(findings, key=lambda each: (ORDER.index(each.severity), each.code))
    for (severity, code), group in groupby(ranked, key=lambda each: (each.severity, each.code)):
        same = list(group)
        title = Text(f"{severity.value} ", style=STYLES[severity])
        title.append(code, style="bold")
        title.append(f"  {rules()[code].meaning}" + (f"  ({len(same):,})" if len(same) > 1 else ""), style="not bold")
        console.print(title)
        hints = list(dict.fromkeys(each.hint for each in same[:SHOWN_PER_CODE] if each.hint))
        for each in same[:SHOWN_PER_CODE]:
            _print_indented(console, Text(_line(each)), 4)
        if len(same) > SHOWN_PER_CODE:
            _print_indented(console, Text(_rest(same[SHOWN_PER_CODE:]), style="dim"), 4)
        for hint in hints:
            _print_indented(console, Text(f"→ {hint}", style="green"), 4)
    if findings:
        console.print()


def show_table(console: Console, table: Table) -> None:
    """A grid where it fits the terminal, else a paragraph for each row; of an excerpt how many rows are not shown."""
    shown = replace(table, rows=table.rows[: table.most]) if table.most else table
    _show_rows(console, shown)
    if left := len(table.rows) - len(shown.rows):
        console.print(Text(f"… and {left:,} more: --format json lists all", style="dim"))


def _show_rows(console: Console, table: Table) -> None:
    if table.title:
        console.print(Text(table.title, style="bold"))
    widths = [max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    if sum(widths) + 2 * len(widths) > console.width:
        _show_paragraphs(console, table)
        return
    grid = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in table.columns:
        grid.add_column(column, justify="right" if column == "usd" else "left")
    for row in table.rows:
        grid.add_row(*map(Text, row))
    console.print(grid)


def _show_paragraphs(console: Console, table: Table) -> None:
    for first, *rest in table.rows:
        console.print(Text(first, style="bold cyan"))
        cells = [(name, cell) for name, cell in zip(table.columns[1:], rest, strict=True) if cell]
        brief = [f"{name} {cell}" for name, cell in cells if len(cell) <= BRIEF]
        if brief:
            _print_indented(console, Text(" · ".join(brief)), 2)
        for name, cell in cells:
            if len(cell) > BRIEF:
                _print_indented(console, Text(f"{name}: {cell}", style="dim" if name == "source" else ""), 2)


def _rest(untold: list[Finding]) -> str:
    """How many findings are not shown, and where most of them are: by product, else by folder, else by subject."""
    where = Counter(each.spu or each.place.file.rpartition("/")[0] or each.subject for each in untold)
    where.pop("", None)
    named = [f"{place} ({number:,})" for place, number in where.most_common(SHOWN_PLACES)]
    if len(where) > SHOWN_PLACES:
        named.append(f"{len(where) - SHOWN_PLACES:,} more places")
    told = f"… and {len(untold):,} more" + (f", at {', '.join(named)}" if named else "")
    return f"{told}: --format json lists all, `listingkit report` shows more"


def _line(each: Finding) -> str:
    place = str(each.place)
    return each.message if not place or each.place.file in each.message else f"{each.message}  [{place}]"


def duration(seconds: float) -> str:
    """Such as `0.4 s`, `12 s`, `3 min 20 s` or `2 h 5 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
