"""Is a photo out of focus, or was something moving? Told by how wide its product's edges are, beside its siblings."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from listingkit.findings import Evidence, Finding, Severity
from listingkit.judging.siblings import Filed, Shoot
from listingkit.pixels.model import Box
from listingkit.pixels.sharpness import Sharpness

NO_OUTLINE = 1.2  # times the limit where folds and soft cloth may be the steepest that a frame has
ONE_WAY = 1.25  # times the limit: edges of one direction alone are fewer
LONGER = 1.6  # times as wide as the other direction: a lens does not do that
LEAST_SIBLINGS = 3
SHARP = 2 / 3  # of the limit: what is sharper than this is sharp, however sharp its siblings are
APART, SPREADS = 0.4, 5.0  # px, and robust deviations, by which a photo is softer than its siblings
SOFT = 0.8  # times the limit that even a soft product's sharpest photo reaches
DETAIL = 0.2  # of the frame's length, shown to let blur be seen
LEAST_OF_PRODUCT = 4  # photos that tell whether a product is soft by nature


def blur_findings(shoot: Shoot) -> Iterator[Finding]:
    """`photo.blurry`."""
    soft = _soft_products(shoot)
    for each in shoot.filed.values():
        sharpness = each.facts.sharpness
        if sharpness is None or focus_of(sharpness) is None:
            continue
        found = _judged(shoot, each, sharpness)
        if found is not None:
            yield _told(shoot, each, found, severity=Severity.INFO if each.subject.spu in soft else None)


def focus_of(sharpness: Sharpness) -> float | None:
    """How wide the edges are in the direction in which they are sharper, in px: a movement widens those of one."""
    seen = [side for side in (sharpness.across, sharpness.down) if side is not None]
    return min(seen, default=None)


@dataclass(frozen=True, slots=True)
class _Blur:
    """What is wrong: `value` px where `limit` is allowed, and the median of the `siblings`."""

    what: str
    value: float
    limit: float
    usual: float | None
    siblings: Sequence[Filed]


def _judged(shoot: Shoot, filed: Filed, sharpness: Sharpness) -> _Blur | None:
    siblings = _siblings(shoot, filed)
    widths = [_width(each) for each in siblings]
    usual = round(statistics.median(widths), 2) if len(siblings) >= LEAST_SIBLINGS else None
    limit = shoot.rules.blurry.limit_px * (1 if filed.facts.product else NO_OUTLINE)
    value = focus_of(sharpness) or 0.0
    if value > limit:
        return _Blur("out of focus", value, limit, usual, siblings)
    one_way = max(sharpness.across or 0.0, sharpness.down or 0.0)
    # Stripes that fill the frame have edges in one direction only; what is found in the other is by chance.
    if filed.facts.product and one_way > ONE_WAY * limit and one_way > LONGER * value:
        direction = "sideways" if one_way == sharpness.across else "up or down"
        return _Blur(f"blurred by a movement {direction}", one_way, ONE_WAY * limit, usual, siblings)
    if usual is not None:
        # Cloth that fills the frame has the edges of its print: plain cloth beside a plaid is not out of focus.
        sharp = shoot.rules.blurry.limit_px * (SHARP if filed.facts.product else 1)
        lowest = max(sharp, usual + max(APART, SPREADS * _deviation(widths, usual)))
        if value > lowest:
            return _Blur("less sharp than its siblings", value, lowest, usual, siblings)
    return None


def _siblings(shoot: Shoot, filed: Filed) -> Sequence[Filed]:
    """The same shot of the product's other looks, the sharpest first."""
    others = [each for each in shoot.shots[filed.subject.spu, filed.kind.name] if each is not filed]
    known = [each for each in others if each.facts.sharpness and focus_of(each.facts.sharpness) is not None]
    return sorted(known, key=lambda each: (_width(each), each.path))


def _width(filed: Filed) -> float:
    """That of a photo whose edges are known."""
    return (filed.facts.sharpness and focus_of(filed.facts.sharpness)) or 0.0


def _detail(filed: Filed) -> Box | None:
    """The part of a photo around its clearest edge, in which blur is seen."""
    place = filed.facts.sharpness and filed.facts.sharpness.place
    if not place:
        return None
    (x, y), (width, height) = place, (filed.facts.width, filed.facts.height)
    across, down = (DETAIL * max(width, height) / side for side in (width, height))
    left, top = (min(max(0.0, at - part / 2), max(0.0, 1 - part)) for at, part in ((x, across), (y, down)))
    return left, top, min(1.0, left + across), min(1.0, top + down)


def _deviation(values: Sequence[float], middle: float) -> float:
    """A standard deviation that a few outliers do not widen."""
    return 1.4826 * statistics.median(abs(value - middle) for value in values)


def _soft_products(shoot: Shoot) -> set[str]:
    """Products of which no photo is sharp: fur and fleece have no sharp edges."""
    values: dict[str, list[float]] = {}
    for each in shoot.filed.values():
        value = focus_of(each.facts.sharpness) if each.facts.sharpness else None
        if value is not None:
            values.setdefault(each.subject.spu, []).append(value)
    least = SOFT * shoot.rules.blurry.limit_px
    return {spu for spu, several in values.items() if len(several) >= LEAST_OF_PRODUCT and min(several) > least}


def _told(shoot: Shoot, filed: Filed, blur: _Blur, *, severity: Severity | None) -> Finding:
    message = (
        f"{filed.path} is {blur.what}: its edges are {blur.value:.2f} px wide in 1,000 px, at most {blur.limit:.2f}"
    )
    if blur.usual is not None:
        message += f"; the same shot of the other {len(blur.siblings)} looks has {blur.usual:.2f}"
    if severity is not None:
        message += "; all photos of this product are as soft, as they are of fur and fleece"
    evidence = Evidence(filed.path, blur.value, round(blur.limit, 2), "px", blur.usual, _detail(filed))
    if blur.usual is not None:
        middle = blur.siblings[len(blur.siblings) // 2]
        evidence = replace(evidence, beside=middle.path, beside_crop=_detail(middle))
    return shoot.complain("photo.blurry", filed, message, evidence=evidence, severity=severity)
