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

from listingkit.judging.colour_names import Meaning, colour_label, meaning_of
from listingkit.judging.siblings import Filed, Shoot
from listingkit.pixels.lab import LIGHTNESS, difference, lab_of

Array = NDArray[Any]
Part = tuple[Array, Array]
"""Colours (n × 3) and their shares of the product."""

SUBSTANTIAL = 0.08  # of the product
PAPER = 0.9  # the reflectance of white paper
WHITE = np.array([95.0, 0.0, 0.0])  # its colour
LOST = 0.7  # times its siblings' share of the box: then a part as white as the paper was lost
SAME, COMMON = 8.0, 0.6  # CIEDE2000 within which a colour is shared, and by how many of the other looks
AS_LARGE = 0.5  # times the share that a colour has here, for it to be shared
AGREED, FROM_PRODUCTS, FROM_PHOTOS = 9.0, 2, 3  # CIEDE2000 of what teaches a name another colour, and by how many
NEUTRAL = 15.0  # chroma of what is black or grey
TAUGHT_AT_MOST = 30.0  # away from the name's own region: a swap must not teach itself


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo's substantial colours in CIELAB (n × 3), the largest first, and their shares. `told` says which of them
    the same shot of the other looks does not share: no handle, no skin, no second colour of all looks. `lit` where its
    light is known, `masked` where the product was told from the paper.
    """

    filed: Filed
    colours: Array
    shares: Array
    told: Array
    meaning: Meaning | None
    lit: bool
    masked: bool

    @property
    def label(self) -> str:
        """What the look's colour is called."""
        return colour_label(self.filed.subject.choices)

    @property
    def telling(self) -> Array:
        """The colours that tell its look from the others."""
        telling: Array = self.colours[self.told]
        return telling

    def away(self, meaning: Meaning) -> float:
        """How far the nearest of its colours is from a meaning."""
        return float(meaning.all_away(self.colours, meaning.from_points(self.colours)).min())

    @property
    def neutral(self) -> bool:
        """Whether it shows nothing but black, grey and white."""
        return all(math.hypot(a, b) < NEUTRAL for _, a, b in self.colours.tolist())


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
            meaning = meanings[filed.subject.id]
            told = _told((own, shares[filed.path]), others, meaning)
            seen[filed.path] = Seen(filed, own, shares[filed.path], told, meaning, lit, masked)
    return _taught(seen)


def compared(one: Seen, two: Seen) -> tuple[Seen, Seen]:
    """Both with only those colours as telling that the other does not share; as they are where that leaves nothing."""
    lightness = 1.0 if one.neutral and two.neutral else LIGHTNESS
    near = difference(one.colours[:, None], two.colours[None], lightness) <= SAME
    first: Array = ~_shared(near, one.shares, two.shares)
    second: Array = ~_shared(near.T, two.shares, one.shares)
    if not (first.any() and second.any()):
        return one, two
    return replace(one, told=first), replace(two, told=second)


def _shared(near: Array, own: Array, other: Array) -> Array:
    """Which colours the other has in a part as large: a black handle does not share the colour of a black canopy.
    `near` is n × m, whether two are alike; `own` and `other` are shares.
    """
    shared: Array = np.any(near & (other[None] >= AS_LARGE * own[:, None]), axis=1)
    return shared


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
            colours[path] = np.vstack([WHITE, colours[path]])[order]
            shares[path] = parts[order]


def _told(own: Part, others: Sequence[Part], meaning: Meaning | None) -> Array:
    """Which of the colours they do not share, and the largest where it has the look's name; all where that is none."""
    colours, shares = own
    if len(others) < 2:
        return np.ones(len(colours), bool)
    near = difference(colours[:, None], np.concatenate([each for each, _ in others])[None]) <= SAME
    ends = np.cumsum([len(each) for each, _ in others])[:-1]
    shared = [
        _shared(part, shares, parts) for part, (_, parts) in zip(np.split(near, ends, axis=1), others, strict=True)
    ]
    told: Array = np.mean(shared, axis=0) < COMMON
    told[0] |= meaning is not None and meaning.away(colours[0]) < SAME / 2
    return told if told.any() else np.ones(len(colours), bool)


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
