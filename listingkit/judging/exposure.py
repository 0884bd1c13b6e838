"""Was a photo exposed too long or too short? Told by its paper first, so that the product's colour has no say."""

from __future__ import annotations

import math
from collections.abc import Iterator

from listingkit.findings import Evidence, Finding, Severity
from listingkit.judging.company import PLAIN, Company, Usual
from listingkit.judging.siblings import Filed, Shoot
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.exposure import Exposure
from listingkit.pixels.linear import LINEAR
from listingkit.pixels.paper import MOST_TINT, PALE
from listingkit.settings import Role

PAPER = 235  # level of well exposed paper: white, and nothing is cut off
BURNT_PAPER, SOUND_PAPER = 0.5, 0.1  # share of the paper's pixels at the limit: it is burnt out, and it is not
WHOLE = 0.05  # of an edge: a product that is cut off no farther lies on a sheet, and is no scene before a wall
STOP = 1.0  # stops by which others are brighter before they show that this is too dark
DARKEST_PAPER = 66  # level of paper 3.7 stops darker than white: what is darker, and alone, is a table
ROUNDED = 2  # levels that a dark channel may lie lower by rounding
ABOVE = 15  # levels by which a frame's brightest is above its paper: noise, and light that falls off


def exposure_findings(shoot: Shoot) -> Iterator[Finding]:
    """`photo.overexposed` and `photo.underexposed`."""
    paper = Company(shoot, lambda each: each.facts.exposure.paper if each.facts.exposure else None)
    stops = Company(shoot, lambda each: stops_below(each.facts))
    for each in shoot.filed.values():
        yield from _overexposed(shoot, each, paper.of(each))
        yield from _underexposed(shoot, each, stops.of(each))


def stops_below(facts: PhotoFacts) -> float | None:
    """By how many stops the paper's light is below that of well exposed paper; None without paper."""
    if facts.sheet is None:
        return None
    light = float(LINEAR[min(255, max(1, round(facts.sheet.level)))])
    return round(math.log2(float(LINEAR[PAPER]) / light), 2)


def is_dark(facts: PhotoFacts) -> bool:
    """Whether what lies around a product may be paper in far too little light: it is neutral, and the brightest there
    is. Where the others of a shot do not lie on paper, it may as well be a table.
    """
    if facts.sheet is not None or facts.exposure is None:
        return False
    grey = max(facts.paper)
    neutral = min(facts.paper) >= grey * (1 - MOST_TINT) - ROUNDED
    return neutral and grey < PALE and facts.exposure.levels[2] <= grey + ABOVE


def _overexposed(shoot: Shoot, filed: Filed, usual: Usual | None) -> Iterator[Finding]:
    seen, role = filed.facts.exposure, filed.kind.role
    if seen is None or (seen.paper is None and role not in PLAIN | {Role.DETAIL}):
        return
    if filed.facts.traits is not None and filed.facts.traits.transparent:
        return  # cut out, and laid on white
    if seen.paper is not None and seen.paper < BURNT_PAPER:
        return  # what is less bright than paper that is not burnt out is not either; the rest are highlights
    share, limit = _lost(seen, shoot.rules.overexposed.share)
    if share > limit:
        what = "its product" if seen.paper is not None else "it"
        message = f"{filed.path} is overexposed: {share:.0%} of {what} is burnt out, at most {limit:.0%}"
        evidence = Evidence(filed.path, share, limit, f"of {what}", crop=filed.facts.product)
        yield shoot.complain("photo.overexposed", filed, message, evidence=evidence)
    elif seen.paper is not None and role in PLAIN and usual is not None and usual.median < SOUND_PAPER:
        message = (
            f"{filed.path} is overexposed: {seen.paper:.0%} of its paper is burnt out, at most {BURNT_PAPER:.0%}; "
            f"{usual.who} has {usual.median:.0%}"
        )
        evidence = Evidence(filed.path, seen.paper, BURNT_PAPER, "of its paper", usual.median)
        yield shoot.complain("photo.overexposed", filed, message, evidence=evidence)


def _lost(seen: Exposure, limit: float) -> tuple[float, float]:
    """The share that is burnt out and its limit: twice that in one channel, where vivid colours end in any light, and
    twice that of a frame without paper, which may hold white that is no product.
    """
    limit = min(1.0, limit if seen.paper is not None else 2 * limit)
    if seen.burnt > limit:
        return seen.burnt, limit
    return seen.clipped, min(1.0, 2 * limit)


def _underexposed(shoot: Shoot, filed: Filed, usual: Usual | None) -> Iterator[Finding]:
    """By its paper; by its product where the paper is sound or there is none."""
    facts, limit = filed.facts, shoot.rules.underexposed.stops
    if filed.kind.role not in PLAIN:
        return
    brighter = usual is not None and usual.median <= limit - STOP
    stops = stops_below(facts)
    whole = facts.sheet is not None and max(facts.sheet.cut) <= WHOLE
    if stops is not None and stops > limit and (whole or brighter):
        beside = f"; {usual.who} has {usual.median:.1f}" if usual else ""
        message = (
            f"{filed.path} is underexposed: its paper is {stops:g} stops darker than white, at most {limit:g}{beside}"
        )
        evidence = Evidence(filed.path, stops, limit, "stops", usual.median if usual else None)
        yield shoot.complain("photo.underexposed", filed, message, evidence=evidence)
    elif is_dark(facts) and (usual is not None or max(facts.paper) >= DARKEST_PAPER):
        yield _on_grey(shoot, filed, usual)
    else:
        yield from _crushed(shoot, filed)


def _on_grey(shoot: Shoot, filed: Filed, usual: Usual | None) -> Finding:
    level = max(filed.facts.paper)
    ground = "grey" if level >= DARKEST_PAPER else "black"
    beside = f"; {usual.who} shows white paper" if usual else ""
    message = (
        f"{filed.path} is too dark, or lies on a {ground} ground: its edge has level {level}, at least {PALE} is "
        f"told for paper{beside}"
    )
    severity = None if usual else Severity.INFO  # nobody else to ask: it may be a grey table
    evidence = Evidence(filed.path, level, PALE, "level")
    return shoot.complain("photo.underexposed", filed, message, evidence=evidence, severity=severity)


def _crushed(shoot: Shoot, filed: Filed) -> Iterator[Finding]:
    """Black cloth gives back a hundredth of the light at least, level 20 or so: black without detail is lost."""
    seen, limit = filed.facts.exposure, shoot.rules.underexposed.share
    if seen is None or seen.paper is None or seen.crushed <= limit:
        return
    message = (
        f"{filed.path} is too dark on its product: {seen.crushed:.0%} of it is black without any detail, at most "
        f"{limit:.0%}; black cloth in enough light is not"
    )
    evidence = Evidence(filed.path, seen.crushed, limit, "of its product", crop=filed.facts.product)
    hint = "Raise the exposure, or light the product from the side, and save it without added contrast."
    yield shoot.complain("photo.underexposed", filed, message, evidence=evidence, hint=hint)
