"""Which photos does a check send the seller back to take? A list to work down: out/reshoot.csv."""

from __future__ import annotations

from dataclasses import replace

from listingkit.desk import Desk
from listingkit.files import remove
from listingkit.report.model import Report, Table
from listingkit.shots.reshoot import reshoots
from listingkit.shots.route import shooting_order
from listingkit.tables import write_csv
from listingkit.words import count

FILE = "reshoot.csv"
SHOWN = ("subject", "look", "shot", "why")
COLUMNS = (*SHOWN, "file")
MOST = 20


def with_reshoots(desk: Desk, result: Report, *, dry_run: bool = False) -> Report:
    """`result` with the re-shoot list of its findings, which out/reshoot.csv keeps; without any, an old file goes.

    A run that looks at a part of the findings only tells its part: the file stays as it is. Raises BadOutputError.
    """
    order = shooting_order(desk.coverage.shotlist, desk.shop.settings.light.seconds_per_change)
    found = reshoots(desk.coverage, result.findings, order)
    rows = tuple(
        (each.shot.subject.id, each.shot.subject.label, each.shot.kind.name, ", ".join(each.why), each.file)
        for each in found
    )
    outputs = () if dry_run or _is_narrowed(desk) else _keep(desk, rows)
    lines = [f"{count(len(rows), 'photo')} to take again or for the first time"] if rows else []
    summary = tuple(f"{line}: {outputs[0]}." if outputs else f"{line}." for line in lines)
    shown = tuple(row[: len(SHOWN)] for row in rows)
    table = Table("reshoot", "To take again or for the first time", SHOWN, shown, most=MOST)
    return replace(
        result,
        outputs=(*result.outputs, *outputs),
        summary=(*result.summary, *summary),
        tables=(*result.tables, table),
    )


def _is_narrowed(desk: Desk) -> bool:
    return bool(desk.run.stores or desk.run.select or desk.run.ignore)


def _keep(desk: Desk, rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    file = desk.shop.out / FILE
    if not rows:
        remove(file)
        return ()
    write_csv(file, COLUMNS, rows, bom=True)
    return (desk.shop.relative(file),)
