"""Does each photo show the colour that its name says, and the same one as the look's other photos?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import numpy as np

from listingkit.findings import Evidence, Finding, Severity
from listingkit.judging.colour_names import Meaning, nearest_name
from listingkit.judging.colour_seen import Seen, seen_photos
from listingkit.judging.siblings import Shoot
from listingkit.pixels.lab import difference
from listingkit.settings import Role

LIMIT, SURE = 15.0, 30.0  # away from a name
UNLIT, UNMASKED = 2.0, 1.5  # times as far where the light, or the product's outline, is not known
GAIN, SURE_GAIN = 18.0, 45.0  # by which two photos fit each other's name or look better, in sum
OWN = 6.0  # at least so much of it by each
POINT = 7.0  # CIEDE2000 that each is nearer to the other's usual colour
APART, TOGETHER = 18.0, 10.0  # CIEDE2000
FEWEST = 3  # shots of a look
WHITE, NEUTRAL = np.array([95.0, 0.0, 0.0]), 15.0  # the paper, and the chroma of what is black or grey


@dataclass(frozen=True, slots=True)
class _Exchange:
    gain: float
    other: Seen


def colour_findings(shoot: Shoot) -> Iterator[Finding]:
    """`photo.colour-mismatch` and `photo.colour-outlier`: of one photo only the first that is true."""
    seen = seen_photos(shoot)
    shots: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    looks: dict[str, list[Seen]] = defaultdict(list)
    for each in seen.values():
        shots[each.filed.subject.spu, each.filed.kind.name].append(each)
        looks[each.filed.subject.id].append(each)
    swapped = _exchanges(shots.values(), looks, GAIN * shoot.rules.colour_mismatch.tolerance)
    for path, each in seen.items():
        group = shots[each.filed.subject.spu, each.filed.kind.name]
        look = looks[each.filed.subject.id]
        if path in swapped:
            yield _exchanged(shoot, each, swapped[path])
            continue
        wrong = _mismatch(shoot, each, group, look) or _outlier(shoot, each, group, looks)
        if wrong is not None:
            yield wrong


def _limit(each: Seen, tolerance: float) -> float:
    return LIMIT * tolerance * (1 if each.lit else UNLIT) * (1 if each.masked else UNMASKED)


def _mismatch(shoot: Shoot, each: Seen, group: Sequence[Seen], look: Sequence[Seen]) -> Finding | None:
    if each.meaning is None or _may_be_lost(each, each.meaning):
        return None
    away, limit = each.away(each.meaning), _limit(each, shoot.rules.colour_mismatch.tolerance)
    if away <= limit or (each.filed.kind.role is not Role.MAIN and not _shows_colours(each, group, look)):
        return None
    siblings = _median(other.away(other.meaning) for other in group if other is not each and other.meaning)
    sure = each.lit and each.masked and each.filed.kind.role is Role.MAIN and away > 2 * limit
    message = (
        f"{each.filed.path} shows {nearest_name(each.telling[0])}, but its name says {each.label}: "
        f"the nearest of its colours is {away:.0f} away from that, at most {limit:.0f}{_others(siblings, 'have')}"
    )
    evidence = _evidence(each, away, limit, siblings)
    return shoot.complain(
        "photo.colour-mismatch", each.filed, message, evidence=evidence, severity=Severity.ERROR if sure else None
    )


def _may_be_lost(each: Seen, meaning: Meaning) -> bool:
    """Whether a product as white as its paper may have vanished there, and left a black handle or grey rods."""
    return meaning.away(WHITE) <= OWN and _is_neutral(each)


def _is_neutral(each: Seen) -> bool:
    return all(math.hypot(a, b) < NEUTRAL for _, a, b in each.colours.tolist())


def _shows_colours(each: Seen, group: Sequence[Seen], look: Sequence[Seen]) -> bool:
    """Whether this shot usually has the look's colour on it: linings, handles and scenes often have not."""
    others = [one for one in group if one is not each and one.meaning is not None]
    if len(others) >= 2:
        alike = sum(float(difference(one.colours[0], each.colours[0])) <= TOGETHER for one in others)
        if 2 * alike >= len(others):  # the same lining, handle or tape in all looks
            return False
        return 2 * sum(_fits(one) for one in others) > len(others)
    beside = [one for one in look if one is not each]
    return len(beside) >= 2 and 2 * sum(not _fits(one) for one in beside) >= len(beside)


def _fits(each: Seen) -> bool:
    return each.meaning is not None and each.away(each.meaning) <= LIMIT


def _outlier(shoot: Shoot, each: Seen, group: Sequence[Seen], looks: Mapping[str, list[Seen]]) -> Finding | None:
    look = looks[each.filed.subject.id]
    if len(look) < FEWEST or not (each.lit and each.masked):
        return None
    if _is_neutral(each) and any(difference(WHITE, one.colours).min() <= TOGETHER for one in look if one is not each):
        return None  # a white product: see _may_be_lost
    limit = APART * shoot.rules.colour_outlier.tolerance
    away = _to_look(each, look)
    if away <= limit or min(each.apart(one) for one in look if one is not each) <= TOGETHER:
        return None
    agreed = median(one.apart(two) for one, two in combinations([one for one in look if one is not each], 2))
    usual = [_to_look(one, looks[one.filed.subject.id]) for one in group if one is not each]
    usual = [one for one in usual if one < 1e6]
    siblings = median(usual) if usual else None
    if agreed > TOGETHER or (siblings is not None and siblings > TOGETHER):
        return None
    message = (
        f"{each.filed.path} shares no colour with the other {len(look) - 1} photos of its look: it "
        f"shows {nearest_name(each.telling[0])}, {away:.0f} away in the median, at most {limit:.0f}"
        f"{_others(siblings, 'have')}"
    )
    own = next(one for one in look if one is not each)
    evidence = _evidence(each, away, limit, siblings, beside=own)
    return shoot.complain("photo.colour-outlier", each.filed, message, evidence=evidence)


def _to_look(each: Seen, look: Sequence[Seen]) -> float:
    """How far a photo is from a look's photos, in the median, but for the same shot of it."""
    others = [each.apart(one) for one in look if one.filed.kind.name != each.filed.kind.name]
    return median(others) if len(others) >= FEWEST - 1 else 1e9


def _exchanges(groups: Iterable[list[Seen]], looks: Mapping[str, list[Seen]], limit: float) -> dict[str, _Exchange]:
    best: dict[str, _Exchange] = {}
    for group in groups:
        for one, two in combinations(group, 2):
            gain = max(_gain_by_name(one, two), _gain_by_look(one, two, looks))
            if gain < limit:
                continue
            for each, other in ((one, two), (two, one)):
                if each.filed.path not in best or gain > best[each.filed.path].gain:
                    best[each.filed.path] = _Exchange(gain, other)
    mutual = {}
    for path, exchange in best.items():
        back = best.get(exchange.other.filed.path)
        if back is not None and back.other.filed.path == path:
            mutual[path] = exchange
    return mutual


def _gain_by_name(one: Seen, two: Seen) -> float:
    """By how much two photos fit each other's name better than their own; 0 where one of them does not."""
    if one.meaning is None or two.meaning is None or not (one.lit and two.lit):
        return 0
    first = one.main_away(one.meaning) - one.main_away(two.meaning)
    second = two.main_away(two.meaning) - two.main_away(one.meaning)
    if min(first, second) >= OWN:
        return first + second
    # Neighbours such as red and burgundy have colours in common: but which of two is which shows beside each other.
    first = one.point_away(one.meaning) - one.point_away(two.meaning)
    second = two.point_away(two.meaning) - two.point_away(one.meaning)
    return first + second if min(first, second) >= POINT and math.isfinite(first + second) else 0


def _gain_by_look(one: Seen, two: Seen, looks: Mapping[str, list[Seen]]) -> float:
    """The same by the other shots of both looks, whatever they are called."""
    ones, twos = looks[one.filed.subject.id], looks[two.filed.subject.id]
    crossed = _to_look(one, twos), _to_look(two, ones)
    if max(crossed) > TOGETHER:
        return 0
    first, second = _to_look(one, ones) - crossed[0], _to_look(two, twos) - crossed[1]
    return first + second if min(first, second) >= OWN and first < 1e6 and second < 1e6 else 0


def _exchanged(shoot: Shoot, each: Seen, exchange: _Exchange) -> Finding:
    other = exchange.other
    limit = GAIN * shoot.rules.colour_mismatch.tolerance
    message = (
        f"these look exchanged: {each.filed.path} shows {nearest_name(each.telling[0])}, "
        f"{other.filed.path} shows {nearest_name(other.telling[0])}; together they fit each other's names or looks "
        f"better by {exchange.gain:.0f}, at most {limit:.0f}"
    )
    known = each.masked and other.masked and each.lit and other.lit
    evidence = _evidence(each, exchange.gain, limit, None, beside=other)
    severity = Severity.ERROR if known and exchange.gain > SURE_GAIN else None
    return shoot.complain("photo.colour-mismatch", each.filed, message, evidence=evidence, severity=severity)


def _evidence(
    each: Seen, value: float, limit: float, siblings: float | None, *, beside: Seen | None = None
) -> Evidence:
    rounded = None if siblings is None else round(siblings, 1)
    other = beside.filed.path if beside else ""
    return Evidence(each.filed.path, round(value, 1), round(limit, 1), "ΔE", rounded, each.filed.facts.product, other)


def _median(values: Iterator[float]) -> float | None:
    several = list(values)
    return median(several) if several else None


def _others(siblings: float | None, have: str) -> str:
    return "" if siblings is None else f"; the same shot of the other looks {have} {siblings:.0f}"
