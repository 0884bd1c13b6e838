"""Which code does an option value get, and which SKU a variant?

Codes are pure functions of the label, so a SKU stays what it is when rows are added or moved.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

MAX_SKU = 20
MAX_OWN_SKU = 50
MODEL = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
CODE = re.compile(r"[A-Z0-9]{1,10}")
LONGEST_WHOLE = 6


@cache
def known_codes() -> dict[tuple[str, str], tuple[str, str]]:
    """The fixed table: (option, label in lower case) → (code, hex or "")."""
    text = resources.files("listingkit.catalog").joinpath("codes.csv").read_text(encoding="utf-8")
    return {
        (row["option"], row["label"].casefold()): (row["code"], row["hex"]) for row in csv.DictReader(text.splitlines())
    }


def value_code(option: str, label: str, *, pictured: bool) -> str:
    """The code of a label: from the table, else spelled out where it is short (`XL`, `75CM`), else abbreviated."""
    known = known_codes().get((option, label.casefold()))
    if known:
        return known[0]
    words = _words(label)
    whole = "".join(words)
    if not pictured and len(whole) <= LONGEST_WHOLE:
        return whole or _fallback(label)
    return abbreviation(label)


def abbreviation(label: str) -> str:
    """Three characters at most: `Turquoise` TRQ, `Dusty Rose` DRS, `Red White Blue` RWB. Never empty for a label."""
    words = _words(label)
    if not words:
        return _fallback(label)
    initials = "".join(word[0] for word in words[:-1])[:2]
    return initials + _skeleton(words[-1], 3 - len(initials))


def sku(model: str, codes: Iterable[str], separator: str) -> str:
    """Model and codes joined by the shop's separator."""
    return separator.join([model, *codes])


def is_own_sku(text: str) -> bool:
    """Whether a seller's own SKU can be kept as it is: printable ASCII, at most 50 characters."""
    return 0 < len(text) <= MAX_OWN_SKU and text.isascii() and text.isprintable()


def _words(label: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Z0-9]+", re.sub(r"(?<=\d)[.,](?=\d)", "P", plain.upper()))


def _skeleton(word: str, size: int) -> str:
    """The first letter, then consonants; vowels fill up what is missing, in their places."""
    if size == 2 and len(word) > 2:  # After initials, first and last consonant tell Grey from Green.
        consonants = word[0] + "".join(letter for letter in word[1:] if letter not in "AEIOU")
        return word[0] + (consonants[-1] if len(consonants) > 1 else word[-1])
    chosen = [0, *(index for index, letter in enumerate(word) if index and letter not in "AEIOU")][:size]
    spare = [index for index in range(len(word)) if index not in chosen]
    return "".join(word[index] for index in sorted(chosen + spare[: size - len(chosen)]))


def _fallback(label: str) -> str:
    """A code for a label without a single Latin letter, which the glossary could not translate: its first character."""
    return f"X{ord(label.strip()[:1] or '?'):04X}"
