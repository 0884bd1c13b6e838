"""Which of a template's allowed values is meant by ours? The same one, another word for it, or a clear slip; else none.

A wrong choice is worse than none: the seller is asked wherever two could be meant.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from listingkit.catalog.codes import known_codes

# Words that mean the same in lists of stores. Of each group any may stand for any.
SAME = (
    ("grey", "gray"), ("multicolour", "multicolor", "multi", "multicoloured", "multicolored", "mixed"),
    ("navy", "navyblue"), ("sky", "skyblue", "lightskyblue"), ("mint", "mintgreen"), ("wine", "winered", "burgundy"),
    ("transparent", "clear"), ("solid", "plain", "solidcolor"), ("check", "checked", "checkered"),
    ("stripes", "striped", "stripe"), ("dots", "dot", "polkadot", "polkadots"), ("floral", "flower", "flowers"),
    ("camouflage", "camo"), ("leopard", "leopardprint"), ("color", "colour"), ("piece", "pieces", "pcs", "unit"),
    ("set", "sets"), ("pair", "pairs"),
    ("china", "mainlandchina", "chinamainland", "cn", "chn", "prc", "中国", "中国大陆", "китай"),
    ("unitedstates", "usa", "us", "unitedstatesofamerica"), ("grams", "gram", "g", "gr"),
    ("kilograms", "kilogram", "kg"), ("pounds", "pound", "lb", "lbs"), ("ounces", "ounce", "oz"),
    ("centimeters", "centimeter", "centimetres", "cm"), ("inches", "inch", "in"), ("millimeters", "mm"),
    ("ean", "ean13", "gtin13", "ean8"), ("upc", "upca", "gtin12"), ("new", "brandnew"), ("yes", "true", "y"),
    ("no", "false", "n"), ("none", "nobrand", "unbranded", "generic"), ("small", "s"), ("medium", "m"), ("large", "l"),
    ("extralarge", "xl"), ("colorsize", "sizecolor", "colornamesizename", "sizenamecolorname"),
    ("colorname", "color"), ("sizename", "size"), ("parent", "variationparent"), ("child", "variationchild"),
)  # fmt: skip
NEAR_LAB, APART_LAB = 14.0, 6.0
"""In CIELAB: a colour no further away is meant, where the next one is this much further."""


class How(StrEnum):
    """How a value was found in a list."""

    EXACT = "exact"
    SPELLING = "another spelling"
    SYNONYM = "another word"
    SLIP = "one letter off"
    COLOUR = "the nearest colour"


@dataclass(frozen=True, slots=True)
class Found:
    """An allowed value, or None with the nearest ones to choose from."""

    value: str | None
    how: How = How.EXACT
    near: tuple[str, ...] = ()


class Chooser:
    """One list, looked up often."""

    def __init__(self, values: Sequence[str]) -> None:
        """`values` are what the drop-down offers."""
        self.values = values
        self._exact = {value.casefold(): value for value in reversed(values)}
        self._bare = _unique((bare(value), value) for value in values)
        self._known: dict[tuple[str, str], Found] = {}

    def find(self, text: str, colour: str = "") -> Found:
        """The allowed value for `text`; `colour` is a hex such as #1F2A5F where the text is a colour's name."""
        key = (text, colour)
        if key not in self._known:
            self._known[key] = self._find(text.strip(), colour)
        return self._known[key]

    def _find(self, text: str, colour: str) -> Found:
        if exact := self._exact.get(text.casefold()):
            return Found(exact)
        plain = bare(text)
        if plain and (found := self._bare.get(plain)):
            return Found(found, How.SPELLING)
        same = {value for word in _synonyms(plain) if (value := self._bare.get(word))}
        if len(same) == 1:
            return Found(same.pop(), How.SYNONYM)
        if same:
            return Found(None, near=tuple(sorted(same)))
        slips = {value for key, value in self._bare.items() if value and len(plain) >= 5 and _one_edit(plain, key)}
        if len(slips) == 1:
            return Found(slips.pop(), How.SLIP)
        if colour and (nearest := _nearest_colour(colour, self.values)):
            return Found(nearest, How.COLOUR)
        return Found(None, near=self._near(plain))

    def _near(self, plain: str) -> tuple[str, ...]:
        parts = [value for key, value in self._bare.items() if value and plain and (plain in key or key in plain)]
        close = difflib.get_close_matches(plain, self._bare, n=3, cutoff=0.5) if len(self.values) <= 2000 else []
        found = dict.fromkeys([*parts, *(value for key in close if (value := self._bare[key]))])
        return tuple(list(found)[:3])


def bare(text: str) -> str:
    """Without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """First meanings; a word that two values could mean is empty."""
    found: dict[str, str] = {}
    for key, value in pairs:
        if key:
            found[key] = value if found.get(key, value) == value else ""
    return found


def _synonyms(plain: str) -> list[str]:
    return [word for group in SAME if plain in group for word in group if word != plain]


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less, another or swapped with its neighbour makes one the other. Digits never slip."""
    if one == other or abs(len(one) - len(other)) > 1 or len(other) < 5:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    if any(letter.isdigit() for letter in a[:2] + b[:2]):
        return False
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _nearest_colour(colour: str, values: Sequence[str]) -> str | None:
    wanted = _lab(colour)
    known = known_codes()
    ranked: list[tuple[float, str]] = []
    for value in values:
        _, code = known.get(("colour", value.casefold()), ("", ""))
        lab = _lab(code)
        if wanted and lab:
            ranked.append((sum((a - b) ** 2 for a, b in zip(wanted, lab, strict=True)) ** 0.5, value))
    ranked.sort()
    if not ranked or ranked[0][0] > NEAR_LAB or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < APART_LAB):
        return None
    return ranked[0][1]


def _lab(colour: str) -> tuple[float, float, float] | None:
    """CIELAB (D65) of a hex colour."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        return None
    levels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in levels)
    white = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (each ** (1 / 3) if each > 216 / 24389 else (24389 / 27 * each + 16) / 116 for each in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
