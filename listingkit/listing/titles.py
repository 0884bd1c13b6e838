"""How does a rendered template become a title: tidy, without a word too often, and not too long?"""

from __future__ import annotations

import re
from collections import Counter

from listingkit.stores.model import Rule

# Between phrases: a comma, semicolon or bar before a space or the end, or a dash, slash or bar with spaces around it.
BETWEEN = re.compile(r"(\s*[,;|](?=\s|$)\s*|\s+[-–—|/·]+(?=\s|$)\s*)")
EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
# Words that may come as often as they like, and that a shortened title must not end with.
SMALL = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "x", "&"])
EDGES = " ,;|-–—/·&+("
LEADING = re.compile(r"[\s,;|/·–—-]+\s")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
MOST_OFTEN = 2
"""How often a word may stand in a title where the store says nothing else."""


def tidy(text: str) -> str:
    """White space collapsed, and no comma, dash or bracket left over from a part that was empty."""
    flat = EMPTY_BRACKETS.sub("", " ".join(text.split()))
    leading = LEADING.match(flat)
    pieces = BETWEEN.split(flat[leading.end() :] if leading else flat)
    tidied = ""
    between = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            # Of several separators in a row, the first counts: "A - , B" was written as "A - …, B".
            between = between or (f"{piece.strip()} " if piece.strip()[0] in ",;" else f" {piece.strip()} ")
        elif phrase := piece.strip():
            tidied += (between if tidied else "") + phrase
            between = ""
    return " ".join(tidied.split())


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case, as they are counted: small words and bare numbers are none."""
    return [word for word in WORD.findall(text.casefold()) if word not in SMALL and not word.isdigit()]


def too_often(text: str, most: int) -> list[str]:
    """The words that stand in `text` more than `most` times, in lower case."""
    return [word for word, number in Counter(words_of(text)).items() if number > most]


def without_repeats(text: str, most: int = MOST_OFTEN) -> str:
    """`text` without whatever repeats a word more than `most` times, whatever its case; its first word always stays."""
    if not too_often(text, most):
        return tidy(text)
    seen: Counter[str] = Counter()
    kept: list[str] = []
    for part in text.split():
        words = Counter(words_of(part))
        if kept and any(seen[word] + number > most for word, number in words.items()):
            continue
        seen += words
        kept.append(part)
    return tidy(" ".join(kept))


def shorten(text: str, limit: Rule | None) -> str:
    """`text` cut at the end of a word so that it fits. A first word that is itself too long stays whole."""
    if limit is None or length_in(text, limit.unit) <= int(limit.value):
        return text
    room = int(limit.value)
    kept: list[str] = []
    for word in text.split(" "):
        room -= length_in(word, limit.unit) + bool(kept)
        if kept and room < 0:
            break
        kept.append(word)
    return _without_loose_end(kept) or kept[0]


def length_in(text: str, unit: str) -> int:
    """How long `text` is in the rule's unit: characters, or bytes of UTF-8."""
    return len(text.encode()) if unit == "bytes" else len(text)


def excess(text: str, rule: Rule | None) -> int:
    """By how much `text` is longer than the rule allows, in the rule's unit; 0 where it fits."""
    return max(0, length_in(text, rule.unit) - int(rule.value)) if rule else 0


def _without_loose_end(words: list[str]) -> str:
    text = " ".join(words)
    if text.rfind("(") > text.rfind(")"):
        text = text[: text.rfind("(")]
    words = text.rstrip(EDGES).split(" ")
    while len(words) > 1 and words[-1].casefold() in SMALL:
        words.pop()
    return " ".join(words).rstrip(EDGES)
