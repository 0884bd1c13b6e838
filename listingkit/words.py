"""How are English words written in labels and titles?"""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = frozenset(
    [
        "µm",
        "mm",
        "cm",
        "dm",
        "m",
        "km",
        "in",
        "ft",
        "yd",
        "mg",
        "g",
        "kg",
        "oz",
        "lb",
        "ml",
        "l",
        "w",
        "v",
        "mah",
        "pcs",
        "x",
    ]
)
SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"])


def title_case(label: str) -> str:
    """`navy blue` as Navy Blue; capitals, units and small words stay as they are: `75 cm`, `UV`, `Black and White`.

    The micro sign stays too: its capital is a Greek letter.
    """
    words = re.split(r"(\s+|[-/])", label)
    if len(words) == 1 and len(label) == 1:
        return label.upper()
    return "".join(
        word if not word.islower() or _stays(word) or (index and word in SMALL_WORDS) else word[0].upper() + word[1:]
        for index, word in enumerate(words)
    )


def _stays(word: str) -> bool:
    return word.strip(",;:()[]") in UNITS or word[0] == "µ"


def count(number: int, noun: str) -> str:
    """Such as `1 photo` or `2,880 photos`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def few(names: Sequence[str]) -> str:
    """The first five of `names`, and how many more there are."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")


def named(names: Sequence[str]) -> str:
    """The first ten of `names`, and a sign that there are more."""
    return ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
