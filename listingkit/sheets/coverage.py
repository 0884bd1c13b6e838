"""Which shots of which subjects are there, at a glance, on a sheet of the shot list?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from openpyxl import Workbook

from listingkit.sheets.package import Styled
from listingkit.sheets.plain_table import row_style, row_styles, set_up_table, sheets_for
from listingkit.shots.model import Coverage, Group, ShotKind

MISSING, DONE, NO_SAMPLE, OPTIONAL = "missing", "done", "no sample", "optional"
FILLS = {MISSING: "FDE8E8", DONE: "DEF7EC", NO_SAMPLE: "FDF6B2", OPTIONAL: "E5EDFF"}
SUBJECT_COLUMNS = {"model": 12, "subject": 24, "look": 26, "to take": 9}


def lay_out_coverage(workbook: Workbook, shop: str, coverage: Coverage) -> Mapping[str, Iterator[list[Styled]]]:
    """The sheet `coverage`; returns the rows by sheet, one for each subject, with a column for each shot.

    A cell is empty where the subject has no such shot.
    """
    groups = list(coverage.shotlist.all_groups())
    # Groups share their tuples of kinds, so that of many looks only a few have to be asked.
    shots = tuple(dict.fromkeys(kind.name for kinds in {group.kinds: None for group in groups} for kind in kinds))
    # A shot may have the name of another column: a header is a place here, not a key.
    columns = {**SUBJECT_COLUMNS, **{name if name not in SUBJECT_COLUMNS else f"{name} (shot)": 12 for name in shots}}
    rows: dict[str, Iterator[list[Styled]]] = {}
    stream = iter(groups)
    for sheet, count in sheets_for(workbook, "coverage", len(groups)):
        set_up_table(sheet, columns, count, shop, frozen="C2")
        styles = row_styles(sheet)
        states = {state: row_style(sheet, "plain", fill=fill, place="center") for state, fill in FILLS.items()}
        rows[sheet.title] = _rows(islice(stream, count), shots, coverage, styles, states)
    return rows


def _rows(
    groups: Iterable[Group],
    shots: tuple[str, ...],
    coverage: Coverage,
    styles: Mapping[str, int],
    states: Mapping[str, int],
) -> Iterator[list[Styled]]:
    plain, number = styles["plain"], styles["number"]
    cells: dict[str, Styled] = {state: (state, style) for state, style in states.items()}
    for group in groups:
        subject = group.subject
        state = {kind.name: _state(group, kind, coverage) for kind in group.kinds}
        left = sum(each in {MISSING, OPTIONAL} for each in state.values())
        yield [
            (subject.spu, plain),
            (subject.id, plain),
            (subject.label, plain),
            (left, number),
            *(cells[state[name]] if name in state else (None, plain) for name in shots),
        ]


def _state(group: Group, kind: ShotKind, coverage: Coverage) -> str:
    if (group.subject.id, kind.name) in coverage.takes:
        return DONE
    if not group.subject.sample:
        return NO_SAMPLE
    return MISSING if kind.required else OPTIONAL
