"""Which colours does each filed photo show in white light, and which of them tell its look from the others?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.judging.colour_names import BRIGHTNESS, Meaning, colour_label, meaning_of
from listingkit.judging.siblings import Filed, Shoot
from listingkit.pixels.lab import LIGHTNESS, difference, lab_of

Array = NDArray[Any]
Part = tuple[Array, Array]
"""Colours (n × 3) and their shares of the product."""

SUBSTANTIAL = 0.08  # of the product
PAPER = 0.9  # the reflectance of white paper
LOST = 0.7  # times its siblings' share of the box: then a part as white as the paper was lost
MINOR, EQUAL = 25.0, 0.6  # what a minor colour is farther from a name; the share of the largest that makes one as good
SAME, COMMON = 8.0, 0.6  # CIEDE2000 within which a colour is shared, and by how many of the other looks
AS_LARGE = 0.5  # times the share that a colour has here, for it to be shared
AGREED, FROM_PRODUCTS, FROM_PHOTOS = 9.0, 2, 3  # CIEDE2000 of what teaches a name another colour, and by how many
NEUTRAL = 15.0  # chroma of what is black or grey
TAUGHT_AT_MOST = 30.0  # away from the name's own region: a swap must not teach itself


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo's substantial colours in CIELAB (n × 3), the largest first, and their shares. `telling` are those that
    the same shot of the other looks does not share: no handle, no skin, no second colour of all looks. `lit` where its
    light is known, `masked` where the product was told from the paper.
    """

    filed: Filed
    colours: Array
    shares: Array
    telling: Array
    minor: tuple[float, ...]
    meaning: Meaning | None
    lit: bool
    masked: bool

    @property
    def label(self) -> str:
        """What the look's colour is called."""
        return colour_label(self.filed.subject.choices)

    def away(self, meaning: Meaning) -> float:
        """How far the nearest of its colours is from a meaning."""
        return min(meaning.away(lab) for lab in self.colours)

    @property
    def neutral(self) -> bool:
        """Whether it shows nothing but black, grey and white."""
        return all(math.hypot(a, b) < NEUTRAL for _, a, b in self.colours.tolist())

    def main_away(self, meaning: Meaning, *, full: bool = False) -> float:
        """The same of its telling colours; one of a small part, such as skin or a handle, is farther. `full` counts
        lightness in full, as what is black or grey in known light differs by nothing else.
        """
        weight = 1.0 if full else BRIGHTNESS
        return min(
            meaning.away(lab, weight) + MINOR * minor for lab, minor in zip(self.telling, self.minor, strict=True)
        )

    def point_away(self, meaning: Meaning, *, full: bool = False) -> float:
        """CIEDE2000 from the nearest of the points that a name stands for; infinite where there is none."""
        return min(
            (
                float(difference(np.array(point), lab, 1.0 if full else LIGHTNESS)) + MINOR * minor
                for point in meaning.points
                for lab, minor in zip(self.telling, self.minor, strict=True)
            ),
            default=np.inf,
        )

    def apart(self, other: Seen) -> float:
        """CIEDE2000 of the nearest pair of telling colours, or of both largest."""
        nearest = float(difference(self.telling[:, None], other.telling[None]).min())
        return min(nearest, float(difference(self.colours[0], other.colours[0])))


def seen_photos(shoot: Shoot) -> dict[str, Seen]:
    """By path: every filed photo of a look of which a palette was told."""
    counted = {path: filed for path, filed in shoot.filed.items() if _counts(filed)}
    colours = {path: _colours(filed) for path, filed in counted.items()}
    shares = {path: _shares(filed) for path, filed in counted.items()}
    for group in shoot.shots.values():
        _with_what_was_lost([each for each in group if each.path in colours], colours, shares)
    seen = {}
    meanings = {filed.subject.id: meaning_of(filed.subject.choices) for filed in shoot.filed.values()}
    for group in shoot.shots.values():
        several = [each for each in group if each.path in colours]
        for filed in several:
            others = [
                (colours[each.path], shares[each.path]) for each in several if each.subject.id != filed.subject.id
            ]
            own = colours[filed.path]
            palette, lit = filed.facts.palette, _light(filed) is not None
            masked = palette is not None and not palette.whole_frame
            told = _telling((own, shares[filed.path]), others, meanings[filed.subject.id])
            minor = _minor(shares[filed.path][told])
            seen[filed.path] = Seen(
                filed, own, shares[filed.path], own[told], minor, meanings[filed.subject.id], lit, masked
            )
    return _taught(seen)


def compared(one: Seen, two: Seen) -> tuple[Seen, Seen]:
    """Both with only those colours as telling that the other does not share; as they are where that leaves nothing."""
    lightness = 1.0 if one.neutral and two.neutral else LIGHTNESS
    first, second = _unshared(one, two, lightness), _unshared(two, one, lightness)
    if not (first.any() and second.any()):
        return one, two
    return _with_telling(one, first), _with_telling(two, second)


def _unshared(one: Seen, two: Seen, lightness: float) -> Array:
    other, parts = (two.colours, two.shares), zip(one.colours, one.shares.tolist(), strict=True)
    return ~np.array([_shares_it(colour, share, other, lightness) for colour, share in parts])


def _with_telling(each: Seen, told: Array) -> Seen:
    return replace(each, telling=each.colours[told], minor=_minor(each.shares[told]))


def _counts(filed: Filed) -> bool:
    return bool(filed.subject.choices) and filed.facts.palette is not None


def _light(filed: Filed) -> tuple[float, float, float] | None:
    if filed.light is not None and filed.light.used is not None:
        return filed.light.used
    return filed.facts.light


def _shares(filed: Filed) -> Array:
    palette = filed.facts.palette
    assert palette is not None
    shares = np.array(palette.shares)
    chosen: Array = shares[shares >= min(SUBSTANTIAL, float(shares.max()))]
    return chosen


def _minor(shares: Array) -> tuple[float, ...]:
    return tuple(np.clip(1 - shares / (EQUAL * shares.max()), 0, 1).tolist())


def _colours(filed: Filed) -> Array:
    palette = filed.facts.palette
    assert palette is not None
    lights, shares = np.array(palette.lights), np.array(palette.shares)
    chosen = lights[shares >= min(SUBSTANTIAL, float(shares.max()))]
    light = _light(filed)
    if light is not None:
        chosen = chosen / np.maximum(np.array(light), 0.01) * PAPER
    return lab_of(chosen)


def _with_what_was_lost(group: Sequence[Filed], colours: dict[str, Array], shares: dict[str, Array]) -> None:
    """A product as white as its paper leaves only its handle or its dots: then white is one of its colours, of as
    large a part as is missing.
    """
    solid = {each.path: each.facts.palette.solid for each in group if each.facts.palette is not None}
    if len(solid) < 3:
        return
    usual = median(solid.values())
    for path, share in solid.items():
        if share < LOST * usual:
            left = share / usual
            parts = np.concatenate([[1 - left], shares[path] * left])
            order = np.argsort(-parts, kind="stable")
            colours[path] = np.vstack([[[95.0, 0.0, 0.0]], colours[path]])[order]
            shares[path] = parts[order]


def _telling(own: Part, others: Sequence[Part], meaning: Meaning | None) -> Array:
    """Which of the colours they do not share, and the largest where it has the look's name; all where that is none.

    A colour is shared where it has a part as large: a black handle does not share the colour of a black canopy.
    """
    colours, shares = own
    if len(others) < 2:
        return np.ones(len(colours), bool)
    shared = [
        [_shares_it(colour, share, other) for other in others]
        for colour, share in zip(colours, shares.tolist(), strict=True)
    ]
    told: Array = np.mean(shared, axis=1) < COMMON
    told[0] |= meaning is not None and meaning.away(colours[0]) < SAME / 2
    return told if told.any() else np.ones(len(colours), bool)


def _shares_it(colour: Array, share: float, other: Part, lightness: float = LIGHTNESS) -> bool:
    colours, shares = other
    return bool(((difference(colour, colours, lightness) <= SAME) & (shares >= AS_LARGE * share)).any())


def _taught(seen: dict[str, Seen]) -> dict[str, Seen]:
    """Each meaning with the colour that the shop's products of that label agree on, where they do."""
    named: dict[str, list[Seen]] = defaultdict(list)
    for each in seen.values():
        if each.meaning is not None and each.lit and each.masked:
            named[each.label.casefold()].append(each)
    points = {label: _agreed(several) for label, several in named.items()}
    taught = {}
    for path, each in seen.items():
        point = points.get(each.label.casefold())
        meaning = each.meaning
        if meaning is not None and point is not None:
            meaning = Meaning(meaning.families, (*meaning.points, point))
        taught[path] = replace(each, meaning=meaning)
    return taught


def _agreed(several: Sequence[Seen]) -> tuple[float, float, float] | None:
    products = {each.filed.subject.spu for each in several}
    if len(products) < FROM_PRODUCTS or len(several) < FROM_PHOTOS:
        return None
    mains = np.array([each.telling[0] for each in several])
    middle = np.median(mains, axis=0)
    near = difference(middle, mains) <= AGREED
    agreeing = {each.filed.subject.spu for each, is_near in zip(several, near.tolist(), strict=True) if is_near}
    meaning = several[0].meaning
    if near.mean() < COMMON or len(agreeing) < FROM_PRODUCTS or 2 * len(agreeing) <= len(products) or meaning is None:
        return None
    level, a, b = middle.tolist()
    return (level, a, b) if meaning.away(middle) <= TAUGHT_AT_MOST else None
