"""Which words of a text do stores not want: offers, praise, other stores' names, links and telephone numbers?

The words lie in claims.toml, each group with its source. They are found as whole words, whatever their case; the
name of the seller's own brand is never one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

TOKEN = re.compile(r"[\w%#$@&][\w%#$@&'’.-]*")
PIECE = re.compile(r"\w+")
CAPS = re.compile(r"\b[A-Z]{4,}\b")
LONG_WORD = re.compile(r"\b[A-Za-z]{4,}\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """One such word: `kind` is promotional, store or contact; `sure` where stores name it; `position` from 1."""

    kind: str
    text: str
    position: int
    sure: bool


@dataclass(frozen=True, slots=True)
class _Book:
    """All the words: phrases (words, place of the longest, kind, sure) by their longest word, and patterns with hints.

    `pieces` are of the longest words: a text without any of them has no phrase.
    """

    pieces: frozenset[str]
    phrases: dict[str, list[tuple[tuple[str, ...], int, str, bool]]]
    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str], str, bool], ...]


def claims_in(text: str, brand: str = "") -> tuple[Claim, ...]:
    """What `text` claims, in its order; of several that overlap, the longest."""
    if brand and brand in text:
        # As long as before, so that positions stay.
        text = text.replace(brand, "_" * len(brand))
    found = sorted({*_phrases(text), *_matches(text)}, key=lambda each: (each.position, -len(each.text), each.kind))
    kept: list[Claim] = []
    for claim in found:
        last = kept[-1] if kept else None
        if last is None or claim.position >= last.position + len(last.text):
            kept.append(claim)
    return tuple(kept)


def shouted(title: str, brand: str = "") -> bool:
    """Whether most longer words of a title stand in capitals: more than half of them, and three at least."""
    bare = title.replace(brand, "") if brand else title
    loud = len(CAPS.findall(bare))
    return loud >= 3 and loud * 2 > len(LONG_WORD.findall(bare))


def _phrases(text: str) -> Iterator[Claim]:
    book = _book()
    if book.pieces.isdisjoint(PIECE.findall(text.casefold())):
        return  # Nearly every text has none of the words.
    tokens = [(found[0].rstrip(".'’-"), found.start()) for found in TOKEN.finditer(text)]
    plain = [token.casefold() for token, _ in tokens]
    for index, word in enumerate(plain):
        for words, offset, kind, sure in book.phrases.get(word, ()):
            first, last = index - offset, index - offset + len(words) - 1
            if first >= 0 and tuple(plain[first : last + 1]) == words:
                start, end = tokens[first][1], tokens[last][1] + len(tokens[last][0])
                # Only white space lies between: "Keep it in. Stock up." does not say in stock.
                if text[start:end].casefold().split() == list(words):
                    yield Claim(kind, text[start:end], start + 1, sure)


def _matches(text: str) -> Iterator[Claim]:
    for hint, pattern, kind, sure in _book().patterns:
        for found in pattern.finditer(text) if hint.search(text) else ():
            yield Claim(kind, found[0].rstrip(".,;)"), found.start() + 1, sure)


@cache
def _book() -> _Book:
    data = tomllib.loads(resources.files("listingkit.listing").joinpath("claims.toml").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], int, str, bool]]] = {}
    patterns: list[tuple[re.Pattern[str], re.Pattern[str], str, bool]] = []
    for group in data["groups"]:
        kind, sure = group["kind"], group["sure"]
        for phrase in group["phrases"]:
            words = tuple(phrase.casefold().split())
            longest = max(words, key=len)
            phrases.setdefault(longest, []).append((words, words.index(longest), kind, sure))
        if group["patterns"]:
            flags = 0 if kind == "store" else re.IGNORECASE
            either = "|".join(f"(?:{pattern})" for pattern in group["patterns"])
            patterns.append((re.compile(group["hint"]), re.compile(either, flags), kind, sure))
    pieces = frozenset(max(PIECE.findall(word), key=len) for word in phrases)
    return _Book(pieces, phrases, tuple(patterns))
