"""Which listings of a store have titles that are the same but for order, spelling and filler?

Stores take near-identical listings for duplicates, and punish them. What makes two titles the same is not how many
words they share: of two models, "8 Ribs" and "10 Ribs" differ in one word of fifteen, and are two products. A likeness
such as Jaccard's, or its estimate by MinHash, cannot tell that word from a "New" put in front. So every title is
reduced to what tells its product apart, and equal remains are one group:

- its words as a set, in lower case, without accents, signs and filler (similar.toml);
- plurals, British and American spellings, and numbers in words or figures are one; 98cm is 98 cm;
- a rare word that differs from a common one of the shop by one letter too many, too few or swapped, both of five
  letters or more with the same beginning, is that word mistyped. Another letter is no slip: printed is not painted.

Words with a digit are never mistyped. The work grows with the number of words, not with that of pairs of titles.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from listingkit.findings import Finding, finding
from listingkit.listing.model import Listing
from listingkit.stores.model import StoreProfile

PART = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?")
FIGURES_APART = re.compile(r"(?<=\d),(?=\d{3})")
SHORTEST_SLIP = 5
RARE = 10
"""A slip comes at most once in so many times that its word comes; where both are common, both are words."""
NAMED = 10
"""How many listings of a group a finding names."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What similar.toml says."""

    filler: frozenset[str]
    phrases: re.Pattern[str]
    same: dict[str, str]


def similar_findings(listings: Iterable[Listing], profile: StoreProfile) -> Iterator[Finding]:
    """One `text.similar-title` for each group of listings of a store, about the first and naming the others."""
    known = [listing for listing in listings if listing.title]
    for group in similar_groups([listing.title for listing in known]):
        first, *others = (known[index] for index in group)
        named = ", ".join(each.spu for each in others[:NAMED]) + (" …" if len(others) > NAMED else "")
        yield finding(
            "text.similar-title",
            f"{first.spu}: its title in {profile.label} is nearly that of {named}: “{first.title}”",
            subject=first.spu,
            place=first.product.place,
            spu=first.spu,
        )


def similar_groups(titles: Sequence[str]) -> list[tuple[int, ...]]:
    """The positions of titles that are nearly identical, two or more a group, in the order of their first."""
    reduced = [_telling(title) for title in titles]
    same = _slips(Counter(word for words in reduced for word in words))
    groups: dict[frozenset[str], list[int]] = {}
    for index, words in enumerate(reduced):
        if words:
            groups.setdefault(frozenset(same.get(word, word) for word in words), []).append(index)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _telling(title: str) -> frozenset[str]:
    """What tells the product apart; a title of filler alone is compared by all its words."""
    if not title.isascii():
        bare = unicodedata.normalize("NFKD", title)
        title = "".join(char for char in bare if not unicodedata.combining(char))
    parts = PART.findall(_words().phrases.sub(" ", FIGURES_APART.sub("", title.casefold())))
    telling = frozenset(_known_form(part) for part in parts if part not in _words().filler)
    return telling or frozenset(parts)


@cache
def _known_form(word: str) -> str:
    """The word's one form: singular, in one spelling, numbers as figures."""
    if word[0].isdigit():
        return word.replace(",", ".").rstrip("0").rstrip(".") if "." in word or "," in word else word.lstrip("0") or "0"
    word = word.partition("'")[0].partition("’")[0]
    same = _words().same
    if word in same:
        return same[word]
    singular = _singular(word)
    return same.get(singular, singular)


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _slips(counts: Counter[str]) -> dict[str, str]:
    """Mistyped word → the word that it stands for: the more frequent one, in a chain the most frequent of all."""
    words = sorted(word for word in counts if len(word) >= SHORTEST_SLIP and word.isalpha())
    known = set(words)
    parent = {word: word for word in words}
    by_letters: dict[str, list[str]] = {}
    for word in words:
        for index in range(1, len(word)):
            if (shorter := word[:index] + word[index + 1 :]) in known:
                _join(parent, word, shorter, counts)
        by_letters.setdefault("".join(sorted(word)), []).append(word)
    for alike in by_letters.values():
        for number, one in enumerate(alike):
            for other in alike[number + 1 :]:
                if _swapped(one, other):
                    _join(parent, one, other, counts)
    return {word: root for word in words if (root := _root(parent, word)) != word}


def _swapped(one: str, other: str) -> bool:
    differ = [index for index, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return len(differ) == 2 and differ[0] > 0 and differ[1] == differ[0] + 1


def _join(parent: dict[str, str], one: str, other: str, counts: Counter[str]) -> None:
    fewer, more = sorted((counts[one], counts[other]))
    first, second = _root(parent, one), _root(parent, other)
    if fewer > max(1, more // RARE):
        return
    if first != second:
        better, worse = sorted((first, second), key=lambda word: (-counts[word], word))
        parent[worse] = better


def _root(parent: dict[str, str], word: str) -> str:
    while parent[word] != word:
        word = parent[word]
    return word


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("listingkit.listing").joinpath("similar.toml").read_text(encoding="utf-8"))
    phrases = "|".join(phrase.replace(" ", r"[\s-]+") for phrase in data["phrases"])
    return _Words(
        frozenset(data["filler"].split()), re.compile(rf"\b(?:{phrases})\b"), {**data["spellings"], **data["numbers"]}
    )
