"""Does a product lie on white paper, as it does in the other photos of that shot?"""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.findings import Evidence, Finding
from listingkit.judging.company import PLAIN, Company, Usual
from listingkit.judging.exposure import WHOLE, is_dark
from listingkit.judging.siblings import Filed, Shoot

MOST = 2 / 3  # of the others that must lie on paper before it is missed


def background_findings(shoot: Shoot) -> Iterator[Finding]:
    """`photo.background-not-white`: no white paper where the others have it, or light that falls off too much."""
    sheets = Company(shoot, lambda each: float(each.facts.sheet is not None) if _was_looked_at(each) else None)
    falls = Company(shoot, lambda each: each.facts.sheet.fall if each.facts.sheet is not None else None)
    for each in shoot.filed.values():
        if each.kind.role not in PLAIN or not _was_looked_at(each):
            continue
        if each.facts.sheet is None:
            yield from _no_paper(shoot, each, sheets.of(each))
        elif max(each.facts.sheet.cut) <= WHOLE:
            yield from _uneven(shoot, each, each.facts.sheet.fall, falls.of(each))


def _was_looked_at(filed: Filed) -> bool:
    return filed.facts.exposure is not None


def _no_paper(shoot: Shoot, filed: Filed, usual: Usual | None) -> Iterator[Finding]:
    if usual is None or usual.mean < MOST or is_dark(filed.facts):  # what is too dark is told as that
        return
    red, green, blue = filed.facts.paper
    message = (
        f"{filed.path} shows no white paper around the product: its edge is RGB {red}, {green}, {blue}; "
        f"{usual.who} lies on white paper in {usual.mean:.0%}"
    )
    evidence = Evidence(filed.path, 0.0, MOST, "photos on white paper", usual.mean)
    yield shoot.complain("photo.background-not-white", filed, message, evidence=evidence)


def _uneven(shoot: Shoot, filed: Filed, fall: float, usual: Usual | None) -> Iterator[Finding]:
    limit = shoot.rules.background_not_white.fall
    if fall <= limit:
        return
    beside = f"; {usual.who} has {usual.median:.0%}" if usual else ""
    message = (
        f"{filed.path} has unevenly lit paper: its darkest part gets {fall:.0%} less light than its brightest, "
        f"at most {limit:.0%}{beside}"
    )
    evidence = Evidence(filed.path, fall, limit, "less light", usual.median if usual else None)
    hint = "Turn the table, or put a white board on its dark side, and take it again."
    yield shoot.complain("photo.background-not-white", filed, message, evidence=evidence, hint=hint)
