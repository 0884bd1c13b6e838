"""How large may a text be, so that it fits on a card whatever its length?

Nobody knows which font the browser will take. The widths are those of DejaVu Sans Bold, the widest that one falls back
on: in Arial a text is printed a little smaller than it could be, and in no font beyond the edge.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

NARROW, WIDE = frozenset("IJijlt.,:;'|!()[] "), frozenset("MWmw@%")
EMS = {"Lu": 0.81, "Nd": 0.7, "Ll": 0.69, "Pd": 0.42}
OTHER, FULL = 0.85, 1.02
MOST_BREAKS = 12


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in lines, and the size of its letters in mm."""

    lines: tuple[str, ...]
    size: float


def ems(text: str) -> float:
    """The width of a bold text, in letter sizes; rather too much than too little."""
    return sum(_em(letter) for letter in text)


@lru_cache(maxsize=4096)
def fitted(text: str, width: float, height: float, *, most: float, lines: int = 2) -> Fitted:
    """`text` as large as `width` × `height` mm allow, at most `most` mm, on up to `lines` lines.

    It is broken after spaces and hyphens, and anywhere where one word alone is a long one.
    """
    best = Fitted((text,), _size((text,), width, height, most))
    for number in range(2, lines + 1):
        for broken in _broken(text, number):
            size = _size(broken, width, height, most)
            # A line more must pay: a word broken for a tenth of its size is harder to read, not easier.
            if size > best.size * (1.1 if len(broken) > len(best.lines) else 1.0):
                best = Fitted(broken, size)
    return best


def _broken(text: str, number: int) -> list[tuple[str, ...]]:
    places = [at for at in range(1, len(text)) if text[at - 1] in " -" and text[at] not in " -"]
    if len(places) < number - 1:
        places = list(range(1, len(text)))
    if len(places) > MOST_BREAKS:
        # Where there are many, those next to equal parts are all that can be best.
        aims = [len(text) * part / number for part in range(1, number)]
        places = sorted({place for aim in aims for place in sorted(places, key=lambda at: abs(at - aim))[:3]})
    return [
        tuple(text[start:end].strip() for start, end in zip((0, *cut), (*cut, len(text)), strict=True))
        for cut in combinations(places, number - 1)
    ]


def _size(lines: tuple[str, ...], width: float, height: float, most: float) -> float:
    widest = max(ems(line) for line in lines)
    return round(min(most, height / len(lines) / 1.15, width / widest if widest else most), 2)


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.47
    if letter in WIDE:
        return 1.06
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    return EMS.get(unicodedata.category(letter), OTHER)
