"""Which conflicts has the seller decided, one by one? merge-conflicts.csv asks, and is answered in its last column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from listingkit.findings import Finding, Place, finding
from listingkit.kept_table import KeptTable, read_kept
from listingkit.merging.model import Edit, Outcome
from listingkit.shop import Shop

FILE = "merge-conflicts.csv"
HEADER = ("store", "subject", "field", "was", "shop", "file", "take")
OURS = frozenset({"ours", "shop"})
THEIRS = frozenset({"theirs", "file"})


@dataclass(frozen=True, slots=True)
class Settled:
    """Edits with their conflicts decided as far as they are, and what could not be understood of the answers."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...] = ()


def settle(shop: Shop, edits: Iterable[Edit], *, ours: bool, theirs: bool) -> Settled:
    """Decides conflicts: as merge-conflicts.csv says, else as the flags say. Raises BadInputError.

    Of several values that the file itself has for one thing, only merge-conflicts.csv can choose.
    """
    book = read_kept(shop.root / FILE, HEADER)
    answers, findings = _answers(book)
    settled = []
    for edit in edits:
        answer = answers.get(edit.key, "") if edit.outcome is Outcome.CONFLICT else ""
        if edit.outcome is Outcome.CONFLICT and not answer:
            answer = "ours" if ours else "theirs" if theirs and not edit.why else ""
        outcome = {"ours": Outcome.OURS, "theirs": Outcome.MERGED}.get(answer, edit.outcome)
        settled.append(replace(edit, outcome=outcome) if outcome is not edit.outcome else edit)
    return Settled(tuple(_once(settled)), tuple(findings))


def _once(edits: list[Edit]) -> Iterable[Edit]:
    """Where one of several values was chosen, the others are out."""
    chosen = {each.target for each in edits if each.outcome is Outcome.MERGED}
    for each in edits:
        lost = each.outcome is Outcome.CONFLICT and each.target in chosen
        yield replace(each, outcome=Outcome.OURS, why="") if lost else each


def write_open(shop: Shop, edits: Iterable[Edit]) -> bool:
    """Writes the conflicts that are left, each with an empty cell to answer in; whether there are any.

    Without any the file goes. Raises BadOutputError.
    """
    file = shop.root / FILE
    rows = [
        (each.target.store, each.target.subject, each.target.field, each.was, each.now, each.new, "")
        for each in edits
        if each.outcome is Outcome.CONFLICT
    ]
    if rows:
        KeptTable(HEADER, ()).write(file, rows)
    else:
        file.unlink(missing_ok=True)
    return bool(rows)


def _answers(book: KeptTable) -> tuple[dict[tuple[str, ...], str], list[Finding]]:
    answers: dict[tuple[str, ...], str] = {}
    findings: list[Finding] = []
    for row in book.rows:
        store, subject, field, was, _, new, take = (book.cell(row, name) for name in HEADER)
        said = take.casefold()
        if said in OURS or said in THEIRS:
            answers[store.casefold(), subject.casefold(), field.casefold(), was, new] = (
                "ours" if said in OURS else "theirs"
            )
        elif said:
            place = Place(FILE, row=row.number, column="take")
            message = f"{place}: {take!r} is neither `shop` nor `file`"
            findings.append(finding("merge.conflict", message, subject=subject, place=place))
    return answers, findings
