"""Is every text of a listing English, and which cell or setting cures it where it is not?

A foreign word is told once, at the place where the seller can cure it: the catalogue's cell it comes from, else the
setting. Its position is that within the text of that place, so that it is the same finding for every store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from listingkit.catalog.model import Cell
from listingkit.english.fixes import SIGNS
from listingkit.english.model import ASCII, FULL_WIDTH, PUNCTUATION, SIGN, Foreign, quoted
from listingkit.english.runs import foreign_runs
from listingkit.findings import Finding, Place, Severity, finding
from listingkit.listing.model import Listing
from listingkit.listing.outgoing import Outgoing, outgoing
from listingkit.stores.model import Confidence, StoreProfile

CHINESE = {"Chinese", "Japanese", "Korean"}
# What the glossary writes half-width while it reads a cell.
SETTLED = {FULL_WIDTH, PUNCTUATION, SIGN}
SHOWN = 5
ALWAYS = frozenset(["name", "material", "size", "description"])
"""Fields of which most shops' texts are made; other columns of the catalogue are checked where they turn up."""


def english_findings(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """Foreign characters in texts that leave; the same findings for every store, but for what a store forbids."""
    texts = tuple(outgoing(listing, profile))
    told: set[str] = set()
    faulty = [(each, foreign_runs(each.text)) for each in texts if not ASCII.fullmatch(each.text)]
    gone = {_fold(run.text) for _, runs in faulty for run in runs}
    for cell in listing.product.cells:
        if ASCII.fullmatch(cell.text) and ASCII.fullmatch(cell.english):
            continue
        if not _leaves(cell, texts):
            continue
        runs, strays = _leaving(cell, gone)
        told |= {_fold(run.text) for run in [*runs, *strays]}
        yield from _told(listing, cell.place, cell.text, runs)
        yield from _told(listing, cell.place, cell.english, strays, label=f"{cell.field}, as the glossary has it,")
        settled = [run for run in _settled(cell) if _fold(run.text) not in gone]
        yield from _told(listing, cell.place, cell.text, settled, Severity.WARNING)
    for each, runs in faulty:
        untold = [run for run in runs if not _is_told(_fold(run.text), told)]
        told |= {_fold(run.text) for run in untold}
        yield from _told(listing, each.place, each.text, untold, label=each.label)
    yield from _beyond_charset(listing, profile, texts)


def store_text_findings(profile: StoreProfile, where: str) -> Iterator[Finding]:
    """Texts of a profile that stand in its sheet: fixed cells and the sheet's name. Headers are the store's own."""
    texts = [(f"columns “{column.header}”", column.text) for column in profile.sheet.columns if column.text]
    for name, text in [("name", profile.sheet.name), *texts]:
        for code, runs in groupby(foreign_runs(text), key=lambda run: run.code):
            place = Place(where, column=f"[sheet] {name}")
            message = f"{place}: {_listed(list(runs))}: {quoted(text)}"
            yield finding(code, message, subject=profile.name, place=place)


def _leaves(cell: Cell, texts: Iterable[Outgoing]) -> bool:
    """Whether the cell's English leaves; of columns that we do not know only where it turns up as a whole."""
    if cell.field in ALWAYS or cell.is_label:
        return True
    whole = " ".join(_fold(cell.english).split())
    return any(whole in " ".join(_fold(each.text).split()) for each in texts)


def _is_told(run: str, told: set[str]) -> bool:
    # A single letter within a longer run may well be another fault.
    return run in told or (len(run) > 1 and any(run in known for known in told))


def _leaving(cell: Cell, gone: set[str]) -> tuple[list[Foreign], list[Foreign]]:
    """What is foreign in the English of a cell and turns up in a text that leaves, with its position in the cell.

    Apart from these, what the cell does not have: the glossary brought it.
    """
    runs: list[Foreign] = []
    strays: list[Foreign] = []
    written, start = _fold(cell.text), 0
    for run in foreign_runs(cell.english):
        folded = _fold(run.text)
        if not any(folded in text or text in folded for text in gone):
            continue
        found = written.find(folded, start)
        found = found if found >= 0 else written.find(folded)
        if found >= 0:
            start = found + len(folded)
            runs.append(Foreign(cell.text[found:start], run.kind, found + 1))
        else:
            strays.append(run)
    return runs, strays


def _settled(cell: Cell) -> Iterator[Foreign]:
    """Full-width characters in an English cell, which the glossary has made half-width on the way."""
    runs = foreign_runs(cell.text)
    if any(run.kind in CHINESE for run in runs):
        return  # In Chinese that is how one writes.
    yield from (run for run in runs if run.kind in SETTLED and (run.kind != SIGN or ord(run.text[0]) in SIGNS))


def _told(
    listing: Listing,
    place: Place,
    text: str,
    runs: list[Foreign],
    severity: Severity | None = None,
    *,
    label: str = "",
) -> Iterator[Finding]:
    """One finding for each code among the runs of one place."""
    for code in dict.fromkeys(run.code for run in runs):
        same = [run for run in runs if run.code == code]
        shown = f": {quoted(text)}" if len(text) <= 80 else ""
        whose = f"{listing.spu}'s {label}" if label else listing.spu
        note = ", written half-width" if severity is Severity.WARNING else ""
        message = f"{place}: {whose} has {_listed(same)}{note}{shown}"
        yield finding(
            code, message, subject=listing.spu, place=place, hint=same[0].cure, spu=listing.spu, severity=severity
        )


def _listed(runs: list[Foreign]) -> str:
    more = f"; and {len(runs) - SHOWN} more" if len(runs) > SHOWN else ""
    return "; ".join(map(str, runs[:SHOWN])) + more


def _beyond_charset(listing: Listing, profile: StoreProfile, texts: Iterable[Outgoing]) -> Iterator[Finding]:
    """Accents and typographic signs, where the store takes ASCII only: one finding a product."""
    rule = profile.limit("text_charset")
    if rule is None or rule.value != "ascii":
        return
    seen: dict[str, str] = {}
    for each in texts:
        foreign = {
            index for run in foreign_runs(each.text) for index in range(run.position, run.position + len(run.text))
        }
        for position, char in enumerate(each.text, start=1):
            if not ASCII.fullmatch(char) and position not in foreign:
                seen.setdefault(char, f"{quoted(char)} at position {position} of the {each.label}")
    if seen:
        listed = "; ".join([*seen.values()][:SHOWN]) + (f"; and {len(seen) - SHOWN} more" if len(seen) > SHOWN else "")
        yield finding(
            "text.forbidden-character",
            f"{listing.spu}: {profile.label} takes plain ASCII only: {listed}",
            subject=listing.spu,
            place=listing.product.place,
            hint="Write it without accents, and quotes and dashes as a keyboard has them.",
            spu=listing.spu,
            store=profile.name,
            severity=Severity.INFO if rule.confidence is Confidence.KNOWLEDGE else None,
        )


def _fold(text: str) -> str:
    """Small letters, character by character: templates and labels change capitals, and positions must stay."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
