"""Which field do the words of a header mean, where no alias says it exactly?

The second step behind the exact aliases, and a cautious one: every word must be known, all of them together must be
what one field says, and no other field may fit. A header it leaves open costs the seller one `--map`; a wrong one costs
a listing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Any

from listingkit.filling.fields import MEASURES, PRICES
from listingkit.filling.wording import CURRENCIES, LENGTHS, WEIGHTS, wording_of

NUMBER = "#"
BARCODE_DIGITS = frozenset([8, 12, 13])
MOST_PICTURES = 30
TAKES = re.compile(
    r"\b(?:max(?:imum)?\.?|up to|at most|no more than)\s*\d+\s*(?:characters|chars|symbols|letters)?"
    r"|\b\d+\s*(?:characters|chars|symbols|letters)(?:\s*max\.?)?"
)
ELISION = re.compile(r"\b([ld])['’](?=\w)")
GENITIVE = re.compile(r"(?<=\w)['’]s?(?= )")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What a header with any of these speaks of is a share, a choice or a sum, and none of our values.
OTHER_THINGS = re.compile(r"[%?&+=<>]")
UNIT_WORDS = frozenset([*WEIGHTS, *LENGTHS])


@dataclass(frozen=True, slots=True)
class Reading:
    """The field that the words mean; or none, and then `several` has the fields between which they leave it open."""

    field: str = ""
    several: tuple[str, ...] = ()


UNREAD = Reading()


@dataclass(frozen=True, slots=True)
class _Meaning:
    field: str
    must: frozenset[str]
    may: frozenset[str]

    def fits(self, ideas: frozenset[str]) -> bool:
        return self.must <= ideas <= self.must | self.may


@lru_cache(maxsize=4096)
def read_words(header: str) -> Reading:
    """What the words of a header mean: one field, or between which it is open, or nothing."""
    if OTHER_THINGS.search(header) or len(header) > 80:
        return UNREAD
    wording = wording_of(header)
    said = _words(header, units=bool(wording.unit or wording.currency))
    folded = _folded(said)
    if folded is None:
        return UNREAD
    numbers = [int(word) for word in said if word.isdecimal()]
    fields: dict[str, None] = {}
    for ideas in folded:
        fields |= dict.fromkeys(_fields(ideas, numbers))
    found = [each for each in fields if _agrees(each, wording.unit, wording.currency)]
    found = [each for each in found if each not in MEASURES or wording.unit or not _letters_only(said)]
    if len(found) == 1:
        return Reading(found[0])
    return Reading(several=tuple(sorted(found)))


def _fields(ideas: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
    """The fields that say just these ideas. A number counts, or is the length of a barcode, or nothing fits."""
    if len(set(ideas)) != len(ideas) or len(numbers) > 1:
        # `Length width`, said twice or with two numbers, is a formula or a range.
        repeated = {idea for idea in ideas if ideas.count(idea) > 1}
        if repeated - {"barcode", "stock"} or len(numbers) > 1:
            return
    number = numbers[0] if numbers else None
    plain = frozenset(ideas)
    for meaning in _meanings():
        if number is None:
            if meaning.fits(plain):
                yield meaning.field
        elif meaning.field == "barcode":
            if number in BARCODE_DIGITS and meaning.fits(plain):
                yield meaning.field
        elif NUMBER in meaning.must and 0 < number <= MOST_PICTURES and meaning.fits(plain | {NUMBER}):
            yield meaning.field.replace("{n}", str(number))


def _agrees(field: str, unit: str, currency: str) -> bool:
    """A unit belongs to a measure, a currency to a price: `Size (cm)` is no size, `Brand (USD)` is nothing."""
    if unit and (field not in MEASURES or (unit in WEIGHTS.values()) != (field == "weight")):
        return False
    return not currency or field in PRICES


def _letters_only(words: Sequence[str]) -> bool:
    """`L` alone is a size as well; `Box L` is not."""
    return len(words) == 1 and len(words[0]) == 1


def _words(header: str, *, units: bool) -> tuple[str, ...]:
    """The words in small letters, without units, currencies, required marks and how long a text may be."""
    text = unicodedata.normalize("NFKC", CAMEL.sub(" ", header)).casefold()
    text = ELISION.sub(r"\1 ", GENITIVE.sub("", TAKES.sub(" ", text)))
    letters = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text)
    words = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", letters).split()
    if not units:
        return tuple(words)
    money = {word for word in words if word in CURRENCIES}
    measures = _unit_words(text)
    return tuple(word for word in words if word not in money and word not in measures)


def _unit_words(text: str) -> frozenset[str]:
    """The words that are units here: those in brackets, and the last one."""
    inside = {word for part in re.findall(r"[(\[]([^)\]]*)", text) for word in re.findall(r"[^\W\d_]+", part)}
    words = re.findall(r"[^\W\d_]+", text)
    return frozenset((inside | set(words[-1:])) & UNIT_WORDS)


def _folded(words: Sequence[str]) -> list[tuple[str, ...]] | None:
    """What the words can mean, noise left out; None where one of them is not known."""
    known, longest = _lexicon()
    readings: list[tuple[tuple[str, ...], ...]] = []
    place = 0
    while place < len(words):
        for size in range(min(longest, len(words) - place), 0, -1):
            meant = known.get(" ".join(words[place : place + size]))
            if meant is not None:
                readings.append(meant)
                place += size
                break
        else:
            if not words[place].isdecimal():
                return None
            place += 1
    return [sum(chosen, ()) for chosen in product(*readings)] if readings else None


@cache
def _lexicon() -> tuple[Mapping[str, tuple[tuple[str, ...], ...]], int]:
    """Rows of words with the ideas they may stand for, and how many words the longest has."""
    data = _read()
    found: dict[str, tuple[tuple[str, ...], ...]] = {_plain(word): ((),) for word in data["noise"]}
    for idea, several in data["fold"].items():
        for word in several:
            # A word of two ideas has two readings.
            before = tuple(each for each in found.get(_plain(word), ()) if each)
            found[_plain(word)] = (*before, (idea,))
    found |= {_plain(word): (tuple(ideas.split()),) for word, ideas in data["compounds"].items()}
    return found, max(word.count(" ") for word in found) + 1


def _plain(word: str) -> str:
    return " ".join(_words(word, units=False))


@cache
def _meanings() -> tuple[_Meaning, ...]:
    found = []
    for field, several in _read()["meanings"].items():
        for each in several:
            ideas = each.split()
            may = frozenset(idea.removesuffix("?") for idea in ideas if idea.endswith("?"))
            found.append(_Meaning(field, frozenset(idea for idea in ideas if not idea.endswith("?")), may))
    return tuple(found)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(resources.files("listingkit.filling").joinpath("words.toml").read_text(encoding="utf-8"))
