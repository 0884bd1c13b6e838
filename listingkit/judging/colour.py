"""Does each photo show the colour that its name says, and the same one as the look's other photos?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from listingkit.findings import Evidence, Finding, Severity
from listingkit.judging.colour_fit import Fit
from listingkit.judging.colour_looks import UNKNOWN, Apart, Looks
from listingkit.judging.colour_names import Meaning, nearest_name
from listingkit.judging.colour_seen import WHITE, Seen, compared, seen_photos
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
# CIEDE2000: what shade does not make of one cloth, and what two photos of one differ by at most in the same light
ODD, FITS = 8.0, 4.0


@dataclass(frozen=True, slots=True)
class _Exchange:
    gain: float
    other: Seen


def colour_findings(shoot: Shoot, *, unlit: Container[str] = ()) -> Iterator[Finding]:
    """`photo.colour-mismatch` and `photo.colour-outlier`: of one photo only the first that is true. Photos `unlit`, in
    too little light or too much, show no colour that tells more than that they are exchanged.
    """
    seen = seen_photos(shoot)
    shots: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for each in seen.values():
        shots[each.filed.subject.spu, each.filed.kind.name].append(each)
    apart = Apart(seen.values())
    looks = Looks(seen.values(), apart)
    swapped = _exchanges(shots.values(), looks, GAIN * shoot.rules.colour_mismatch.tolerance)
    # A photo that is exchanged is no witness against the others of the look that it is filed under.
    sound = Looks((each for path, each in seen.items() if path not in swapped), apart)
    for path, each in seen.items():
        group = shots[each.filed.subject.spu, each.filed.kind.name]
        if path in swapped:
            yield _exchanged(shoot, each, swapped[path])
            continue
        if path in unlit:
            continue
        wrong = _mismatch(shoot, each, group, looks.photos(each)) or _outlier(shoot, each, group, sound)
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
        f"the nearest of its colours is {away:.0f} away from that, at most {limit:.0f}{_others(siblings)}"
    )
    evidence = _evidence(each, away, limit, siblings)
    return shoot.complain(
        "photo.colour-mismatch", each.filed, message, evidence=evidence, severity=Severity.ERROR if sure else None
    )


def _may_be_lost(each: Seen, meaning: Meaning) -> bool:
    """Whether a product as white as its paper may have vanished there, and left a black handle or grey rods."""
    return meaning.away(WHITE) <= OWN and each.neutral


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


def _outlier(shoot: Shoot, each: Seen, group: Sequence[Seen], looks: Looks) -> Finding | None:
    beside = [one for one in looks.photos(each) if one is not each]
    if len(beside) < FEWEST - 1 or not (each.lit and each.masked):
        return None
    if each.neutral and any(difference(WHITE, one.colours[0]) <= TOGETHER for one in beside):
        return None  # a white product: see _may_be_lost
    agreed = median(looks.apart(one, two) for one, two in combinations(beside, 2))
    # A shot that shows the same thing in all looks, such as a lining, says nothing, be it the colour of one of them.
    others = [one for one in group if one is not each]
    unlike = [one for one in others if looks.apart(one, each) > TOGETHER]
    usual = [away for away in (looks.away(one) for one in unlike) if away < UNKNOWN]
    siblings = median(usual) if usual else None
    if agreed > TOGETHER or (siblings is not None and siblings > TOGETHER) or (others and not unlike):
        return None
    return _apart_from_look(shoot, each, looks, siblings) or (
        _strayed(shoot, each, looks, siblings) if len(usual) >= FEWEST - 1 and agreed <= ODD else None
    )


def _apart_from_look(shoot: Shoot, each: Seen, looks: Looks, siblings: float | None) -> Finding | None:
    beside = [one for one in looks.photos(each) if one is not each]
    limit, away = APART * shoot.rules.colour_outlier.tolerance, looks.away(each)
    if not limit < away < UNKNOWN or min(looks.apart(each, one) for one in beside) <= TOGETHER:
        return None
    message = (
        f"{each.filed.path} shares no colour with the other {len(beside)} photos of its look: it "
        f"shows {nearest_name(each.telling[0])}, {away:.0f} away in the median, at most {limit:.0f}"
        f"{_others(siblings)}"
    )
    evidence = _evidence(each, away, limit, siblings, beside=beside[0])
    return shoot.complain("photo.colour-outlier", each.filed, message, evidence=evidence)


def _strayed(shoot: Shoot, each: Seen, looks: Looks, siblings: float | None) -> Finding | None:
    """A photo that is unlike its own look's others, and like those of another: a smaller distance is enough then."""
    limit, away = ODD * shoot.rules.colour_outlier.tolerance, looks.away(each)
    if not limit < away < UNKNOWN or siblings is None or siblings > FITS:
        return None
    home = min(looks.beside(each), key=lambda other: looks.away(each, other), default="")
    if not home or looks.away(each, home) > FITS:
        return None
    there = looks.of(home)[0]
    message = (
        f"{each.filed.path} looks like one of {there.label}: it is {away:.0f} away from the other photos of its look "
        f"in the median, at most {limit:.0f}, and {looks.away(each, home):.0f} from those of {there.label}"
        f"{_others(siblings)}"
    )
    evidence = _evidence(each, away, limit, siblings, beside=there)
    return shoot.complain("photo.colour-outlier", each.filed, message, evidence=evidence)


def _exchanges(groups: Iterable[list[Seen]], looks: Looks, limit: float) -> dict[str, _Exchange]:
    best: dict[str, _Exchange] = {}
    fit = Fit()
    for group in groups:
        for one, two in combinations(group, 2):
            gain = max(_gain_by_name(one, two, fit), _gain_by_look(one, two, looks))
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


def _gain_by_name(one: Seen, two: Seen, fit: Fit) -> float:
    """By how much two photos fit each other's name better than their own; 0 where one of them does not."""
    ones, twos = one.meaning, two.meaning
    if ones is None or twos is None or not (one.lit and two.lit):
        return 0
    full = one.neutral and two.neutral
    one, two = compared(one, two)
    by_region = _gain(
        fit.region(one, ones, full=full) - fit.region(one, twos, full=full),
        fit.region(two, twos, full=full) - fit.region(two, ones, full=full),
        OWN,
    )
    # Neighbours such as red and burgundy have colours in common: but which of two is which shows beside each other.
    by_point = _gain(
        fit.point(one, ones, full=full) - fit.point(one, twos, full=full),
        fit.point(two, twos, full=full) - fit.point(two, ones, full=full),
        POINT,
    )
    return max(by_region, by_point)


def _gain(first: float, second: float, least: float) -> float:
    total = first + second
    return total if min(first, second) >= least and math.isfinite(total) else 0


def _gain_by_look(one: Seen, two: Seen, looks: Looks) -> float:
    """The same by the other shots of both looks, whatever they are called."""
    crossed = looks.away(one, two.filed.subject.id), looks.away(two, one.filed.subject.id)
    if max(crossed) > TOGETHER:
        return 0
    own = looks.away(one), looks.away(two)
    first, second = own[0] - crossed[0], own[1] - crossed[1]
    return first + second if min(first, second) >= OWN and max(own) < UNKNOWN else 0


def _exchanged(shoot: Shoot, each: Seen, exchange: _Exchange) -> Finding:
    other = exchange.other
    limit = GAIN * shoot.rules.colour_mismatch.tolerance
    message = (
        f"these look exchanged: {each.filed.path} shows {nearest_name(each.telling[0])}, "
        f"{other.filed.path} shows {nearest_name(other.telling[0])}. With their names exchanged both fit better, by a "
        f"colour difference of {exchange.gain:.0f} in sum; {limit:.0f} is told"
    )
    one, two = sorted((each.filed.path, other.filed.path))
    hint = f"Look at both; if so, exchange the names of the two files: {one} and {two}."
    known = each.masked and other.masked and each.lit and other.lit
    evidence = _evidence(each, exchange.gain, limit, None, beside=other)
    severity = Severity.ERROR if known and exchange.gain > SURE_GAIN else None
    return shoot.complain("photo.colour-mismatch", each.filed, message, evidence=evidence, severity=severity, hint=hint)


def _evidence(
    each: Seen, value: float, limit: float, siblings: float | None, *, beside: Seen | None = None
) -> Evidence:
    rounded = None if siblings is None else round(siblings, 1)
    other = beside.filed.path if beside else ""
    return Evidence(each.filed.path, round(value, 1), round(limit, 1), "ΔE", rounded, each.filed.facts.product, other)


def _median(values: Iterator[float]) -> float | None:
    several = list(values)
    return median(several) if several else None


def _others(siblings: float | None) -> str:
    return "" if siblings is None else f"; the same shot of the other looks have {siblings:.0f}"
