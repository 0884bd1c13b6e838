"""What does a colour's name stand for, and how far from it is a colour?

A name stands for regions of CIELAB, which are wide and overlap (colour_names.toml). The distance from one is in units
of CIELAB, in which lightness counts less: exposure and shade change it, and leave the name as it is.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.catalog.codes import known_codes
from listingkit.catalog.model import Choice
from listingkit.pixels.lab import LIGHTNESS, difference, lab_of
from listingkit.pixels.linear import LINEAR

Array = NDArray[Any]

BRIGHTNESS = 0.4  # how much a unit of lightness counts beside one of chroma
NEAR = 10.0  # CIEDE2000 within which a colour is what `hex` or the shop's other photos say
STEEPER = 1.8  # CIEDE2000 is the smaller number for the same two colours
MODIFIED = 15.0  # of lightness that "dark" or "light" allows more


@dataclass(frozen=True, slots=True)
class Family:
    """A region: from, to of lightness, chroma and hue in degrees; `hue[1]` is over 360 where it wraps."""

    light: tuple[float, float]
    chroma: tuple[float, float]
    hue: tuple[float, float]

    def away(self, lab: Array, brightness: float = BRIGHTNESS) -> float:
        """How far a colour is outside; `brightness` is what a unit of lightness counts."""
        level, chroma = float(lab[0]), float(math.hypot(lab[1], lab[2]))
        off_hue = 0.0
        if self.hue[1] - self.hue[0] < 360:
            half = (self.hue[1] - self.hue[0]) / 2
            middle = self.hue[0] + half
            turn = abs((math.degrees(math.atan2(lab[2], lab[1])) - middle + 180) % 360 - 180)
            off_hue = 2 * chroma * math.sin(math.radians(max(0.0, turn - half) / 2))
        return math.hypot(off_hue, _out(chroma, self.chroma), brightness * _out(level, self.light))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a look's colour may be: regions, and points as colours in CIELAB (`hex`, the shop's own)."""

    families: tuple[Family, ...]
    points: tuple[tuple[float, float, float], ...] = field(default=())

    def away(self, lab: Array, brightness: float = BRIGHTNESS) -> float:
        """How far a colour is from the nearest of them."""
        labs = np.asarray(lab)[None]
        return float(self.all_away(labs, self.from_points(labs), brightness)[0])

    def all_away(self, labs: Array, from_points: Array, brightness: float = BRIGHTNESS) -> Array:
        """The same of n × 3 colours, of which `from_points` is known."""
        regions = [min((each.away(lab, brightness) for each in self.families), default=math.inf) for lab in labs]
        return np.minimum(regions, STEEPER * np.maximum(from_points - NEAR, 0))

    def from_points(self, labs: Array, lightness: float = LIGHTNESS) -> Array:
        """CIEDE2000 of n × 3 colours from the nearest point; infinite where there is none."""
        if not self.points:
            return np.full(len(labs), np.inf)
        nearest: Array = difference(np.array(self.points)[:, None], labs[None], lightness).min(axis=0)
        return nearest


def meaning_of(choices: tuple[Choice, ...]) -> Meaning | None:
    """What the values of a look say of its colour; None where they say nothing that is known.

    Of a label with several colours (`Navy/White`) each is plausible.
    """
    families: list[Family] = []
    points: list[tuple[float, float, float]] = []
    for option, value in choices:
        words = re.findall(r"[a-z]+", value.label.casefold())
        if set(words) & set(_table()["words"]["silent"]):
            return None
        if option.casefold() in {"colour", "color"}:
            known = known_codes().get(("colour", re.sub(r"\bgray\b", "grey", value.label.casefold())), ("", ""))
            colour = value.hex or known[1]
            points += [point_of(colour)] if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour) else []
            families += _families(words)
        elif _families(words):  # `Navy & White Stripes`: a second name that is as good
            families += _families(words) if families or points else []
    return Meaning(tuple(families), tuple(points)) if families or points else None


def colour_label(choices: tuple[Choice, ...]) -> str:
    """The label of the look's colour, or all that is known of it."""
    named = [value.label for option, value in choices if option.casefold() in {"colour", "color"}]
    return " ".join(named or [value.label for _, value in choices])


def nearest_name(lab: Array) -> str:
    """The family that a colour is in, in a word: for messages."""
    order = (
        "black",
        "grey",
        "white",
        "navy",
        "red",
        "orange",
        "yellow",
        "teal",
        "green",
        "blue",
        "purple",
        "pink",
        "brown",
        "beige",
    )
    families = _named_families()
    return min(order, key=lambda name: round(families[name].away(lab), 1))


def point_of(hex_colour: str) -> tuple[float, float, float]:
    """CIELAB of `#1F3A5F`."""
    levels = [int(hex_colour[at : at + 2], 16) for at in (1, 3, 5)]
    level, a, b = lab_of(LINEAR[levels]).tolist()
    return level, a, b


def _families(words: list[str]) -> list[Family]:
    names, known, table = _table()["names"], _named_families(), _table()["words"]
    pairs = [" ".join(pair) for pair in pairwise(words)]
    found = [name for pair in pairs for name in names.get(pair, ())]
    if not found:
        # The last word is the colour: `wine red` is a red, `sky blue` a blue; the one before is as good.
        found = [name for word in words for name in names.get(word, ())]
    dark, light = (bool(set(words) & set(table[kind])) for kind in ("dark", "light"))
    return [_modified(known[name], dark=dark, light=light) for name in dict.fromkeys(found)]


def _modified(family: Family, *, dark: bool, light: bool) -> Family:
    if not dark and not light:
        return family
    low, high = family.light
    least = family.chroma[0] / 2
    return Family((low - MODIFIED * dark, high + MODIFIED * light), (least, family.chroma[1]), family.hue)


def _out(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0] - value, value - bounds[1], 0.0)


@cache
def _named_families() -> dict[str, Family]:
    return {
        name: Family((row[0][0], row[0][1]), (row[1][0], row[1][1]), (row[2][0], row[2][1]))
        for name, row in _table()["families"].items()
    }


@cache
def _table() -> dict[str, Any]:
    text = resources.files("listingkit.judging").joinpath("colour_names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
