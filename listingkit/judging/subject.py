"""Is the whole product in the frame, large enough, and told from its paper?"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial

from listingkit.findings import Evidence, Finding, Severity
from listingkit.judging.company import PLAIN, Company, Usual
from listingkit.judging.exposure import is_dark
from listingkit.judging.siblings import Filed, Shoot
from listingkit.judging.size import Pixels
from listingkit.pixels.sheet import Sheet

SIDES = ("left", "top", "right", "bottom")
MOST_FILL = 0.5  # of the others that fill the frame: then the shot is a close-up
FEW = 1 / 3  # of the others that may be cut too: with more of them it is a way of framing
MEANT = 0.25  # of an edge: with nobody to ask, a product that runs out over more of it is framed so, as people are
USUAL_SLOT = 1000  # pixels of a picture slot, where nothing else is known
FILLED = 0.85  # of a slot that a product fills
HARDLY = 0.002  # of the frame: with less, nobody can say what it is
PART = 0.5  # of the other looks' area for their length: patterns and poses change less of it


def subject_findings(
    shoot: Shoot, advised: Mapping[str, Pixels], *, to_retake: Container[str] = ()
) -> Iterator[Finding]:
    """`photo.subject-cut`, `photo.subject-small` and `photo.white-on-white`. `advised` as for `check_photos`;
    of photos `to_retake` nobody needs to hear that their outline is unsure.

    A product that lies to one side is no defect: every image is cut out around it.
    """
    edges = _Edges(shoot)
    fills = Company(shoot, lambda each: each.facts.sheet.fill if each.facts.sheet and each.facts.sheet.told else None)
    shapes = Company(shoot, _shape)
    for each in shoot.filed.values():
        sheet = each.facts.sheet
        if sheet is None or each.kind.role not in PLAIN:
            continue
        wrong, usual = edges.wrong(each, sheet)
        if wrong:
            yield _cut(shoot, each, wrong, usual)
        elif not sheet.told:
            # A white close-up has no outline.
            if not edges.are_usual(each) and each.path not in to_retake:
                yield _unsure(shoot, each, sheet)
        else:
            if each.path not in to_retake:
                yield from _in_part(shoot, each, shapes.of(each))
            yield from _small(shoot, each, advised.get(each.path), fills.of(each))


class _Edges:
    """Which edges of the frame cut products off: those of a photo against what is usual for its shot."""

    def __init__(self, shoot: Shoot) -> None:
        self._edge = shoot.rules.subject_cut.edge
        self._some = Company(shoot, lambda each: _count(self._over(each), capped=True))
        self._number = Company(shoot, lambda each: _count(self._over(each)))
        self._filling = Company(shoot, _fills_frame)
        self._sides = [Company(shoot, partial(self._at, side)) for side in range(len(SIDES))]

    def are_usual(self, filed: Filed) -> bool:
        """Whether the others of its shot are cut as well: close-ups, and people shown in part."""
        some, filling = self._some.of(filed), self._filling.of(filed)
        return (some is not None and some.mean > FEW) or (filling is not None and filling.mean > FEW)

    def wrong(self, filed: Filed, sheet: Sheet) -> tuple[list[int], Usual | None]:
        """Edges, by their number, that cut the product off where few others are cut, and how many those are.

        More edges than usual must do so: which one it is may differ from one close-up to the next.
        """
        over = [side for side, share in enumerate(sheet.cut) if share > self._edge]
        number = self._number.of(filed)
        filling = self._filling.of(filed)
        if filling is not None and filling.mean > MOST_FILL:
            return [], None
        if number is None:
            return ([] if _is_meant(sheet, self._edge) else over), None
        if len(over) <= number.median:
            return [], None
        usual = {side: found for side in over if (found := self._sides[side].of(filed)) and found.mean <= FEW}
        return list(usual), max(usual.values(), key=lambda each: each.mean, default=None)

    def _over(self, filed: Filed) -> list[bool] | None:
        """Of each edge, whether it cuts the product off. None where no paper is told, so that nobody knows."""
        if filed.facts.sheet is None:
            return None
        return [share > self._edge for share in filed.facts.sheet.cut]

    def _at(self, side: int, filed: Filed) -> float | None:
        over = self._over(filed)
        return None if over is None else float(over[side])


def _fills_frame(filed: Filed) -> float | None:
    """Whether a product leaves no paper to be seen: in too little light none is seen either."""
    if filed.facts.exposure is None or is_dark(filed.facts):
        return None
    return float(filed.facts.sheet is None)


def _count(over: list[bool] | None, *, capped: bool = False) -> float | None:
    if over is None:
        return None
    return float(any(over)) if capped else float(sum(over))


def _is_meant(sheet: Sheet, edge: float) -> bool:
    """Whether a product looks cut off on purpose: over much of an edge, or from one edge to the opposite one."""
    left, top, right, bottom = (share > edge for share in sheet.cut)
    return max(sheet.cut) > MEANT or (left and right) or (top and bottom)


def _shape(filed: Filed) -> float | None:
    """The product's area over its length squared, which does not change with how much of the frame it fills."""
    sheet, frame = filed.facts.sheet, (filed.facts.width, filed.facts.height)
    if sheet is None or not sheet.told or not sheet.fill:
        return None
    return round(sheet.area * max(frame) / min(frame) / sheet.fill**2, 4)


def _cut(shoot: Shoot, filed: Filed, wrong: Sequence[int], usual: Usual | None) -> Finding:
    edge = shoot.rules.subject_cut.edge
    cut = filed.facts.sheet.cut if filed.facts.sheet else (1.0,) * len(SIDES)
    sides = " and ".join(f"the {SIDES[side]} edge over {cut[side]:.0%}" for side in wrong)
    often = f"is cut there in {usual.mean:.0%}" if usual and usual.mean else "is not cut there"
    beside = f"; {usual.who} {often}" if usual else ""
    message = f"{filed.path} cuts the product off: it runs out at {sides} of it, at most {edge:.1%}{beside}"
    most = max(cut[side] for side in wrong)
    evidence = Evidence(filed.path, most, edge, "of the edge", usual.mean if usual else None, filed.facts.product)
    # Nobody else to ask: a close-up may be meant.
    severity = None if usual else Severity.INFO
    return shoot.complain("photo.subject-cut", filed, message, evidence=evidence, severity=severity)


def _small(shoot: Shoot, filed: Filed, slot: Pixels | None, usual: Usual | None) -> Iterator[Finding]:
    facts, limit = filed.facts, shoot.rules.subject_small.fill
    fill = facts.sheet.fill if facts.sheet else 1.0
    pixels = round(fill * min(facts.width, facts.height))
    needed = round(FILLED * max(slot or (USUAL_SLOT,)))
    if pixels >= needed or fill >= limit:
        return  # with pixels enough the image is cut out around the product
    beside = f"; {usual.who} has {usual.median:.0%}" if usual else ""
    message = (
        f"{filed.path} shows the product small: it is {fill:.0%} as long as the frame's shorter side, at least "
        f"{limit:.0%}{beside}. That is {pixels} pixels; its picture slots ask for {needed}"
    )
    evidence = Evidence(filed.path, fill, limit, "of the frame", usual.median if usual else None, facts.product)
    yield shoot.complain("photo.subject-small", filed, message, evidence=evidence)


def _unsure(shoot: Shoot, filed: Filed, sheet: Sheet) -> Finding:
    what = "its outline is missing over a substantial part"
    if sheet.area < HARDLY:
        what = "hardly anything, or something very small, is told from the paper"
    message = f"{filed.path} may show a product as white as its paper: {what}, so its place and size are unsure"
    evidence = Evidence(filed.path, sheet.area, 0.0, "of the frame is surely product", crop=filed.facts.product)
    return shoot.complain("photo.white-on-white", filed, message, evidence=evidence)


def _in_part(shoot: Shoot, filed: Filed, usual: Usual | None) -> Iterator[Finding]:
    """A black handle is told from the paper even where its white canopy is not; only other looks show that."""
    shape = _shape(filed)
    if shape is None or usual is None or not usual.looks or shape >= PART * usual.median:
        return
    limit = round(PART * usual.median, 4)
    message = (
        f"{filed.path} may show a part of its product only, or the rest is as white as its paper: for its length it "
        f"has {shape / usual.median:.0%} of the area of {usual.who}, at least {PART:.0%}; its place and size are unsure"
    )
    evidence = Evidence(filed.path, shape, limit, "of its length squared", usual.median, filed.facts.product)
    yield shoot.complain("photo.white-on-white", filed, message, evidence=evidence)
