"""What kind of character is one that English texts do not have, seen by itself?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from listingkit.english.model import (
    BROKEN,
    CONTROL,
    EMOJI,
    ENGLISH,
    FULL_WIDTH,
    HIDDEN,
    INVISIBLE,
    PRIVATE,
    PUNCTUATION,
    SIGN,
    SPACE,
    STYLED,
    SYMBOL,
)

SCRIPTS = {"CJK": "Chinese", "BOPOMOFO": "Chinese", "KANGXI": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
# Punctuation, quotes and dashes of Chinese and Japanese, upright and vertical, small, and half as wide.
PUNCTUATIONS = (
    (0x3001, 0x3003),
    (0x3008, 0x3011),
    (0x3014, 0x301F),
    (0x3030, 0x3030),
    (0x30FB, 0x30FB),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6B),
    (0xFF5F, 0xFF64),
)
WIDE = ((0xFF01, 0xFF5E), (0xFFE0, 0xFFE6), (0x3000, 0x3000))
PICTOGRAPHS = (
    (0x231A, 0x231B),
    (0x23E9, 0x23FA),
    (0x2600, 0x27BF),
    (0x2B00, 0x2BFF),
    (0x1F000, 0x1F0FF),
    (0x1F170, 0x1FAFF),
)
# Circled digits of the dingbats, which Unicode does not relate to digits as it does ①.
DINGBAT_DIGITS = {start + number: number + 1 for start in (0x2776, 0x2780, 0x278A) for number in range(10)}
POWERS = {"2": "²", "3": "³"}


@lru_cache(maxsize=4096)
def kind_of(char: str) -> str:
    """The kind of a character that `ENGLISH` does not admit, or the name of its script."""
    point, category = ord(char), unicodedata.category(char)
    if category == "Co":
        return PRIVATE
    if category in {"Cn", "Cs"} or char in "\ufffc\ufffd":
        return BROKEN
    if category == "Cc":
        return CONTROL
    if category == "Cf" or char in HIDDEN:
        return INVISIBLE
    if _within(point, WIDE):
        return FULL_WIDTH
    if category[0] == "Z":
        return SPACE
    if _within(point, PUNCTUATIONS):
        return PUNCTUATION
    if plain_form(char):
        tag = unicodedata.decomposition(char).partition(" ")[0]
        return STYLED if tag in {"<font>", "<super>", "<sub>"} or 0xFB00 <= point <= 0xFB06 else SIGN
    if _within(point, PICTOGRAPHS):
        return EMOJI
    return _script(char) if category[0] in "LMN" else SYMBOL


@lru_cache(maxsize=4096)
def plain_form(char: str) -> str:
    """What ①, ℃, ㎝, Ⅲ, 𝐁 or ﬁ say in English characters; empty for what Unicode relates to none."""
    if ord(char) in DINGBAT_DIGITS:
        return f"({DINGBAT_DIGITS[ord(char)]})"
    decomposition = unicodedata.decomposition(char)
    plain = unicodedata.normalize("NFKC", char)
    if not decomposition or plain == char or not ENGLISH.fullmatch(plain) or not plain.strip():
        return ""
    # ㎡ is no "m2"; ① beside a digit must not become part of a number.
    if decomposition.startswith("<square>") and plain[-1] in POWERS:
        return plain[:-1] + POWERS[plain[-1]]
    return f"({plain})" if decomposition.startswith("<circle>") else plain


def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    first, _, rest = name.partition(" ")
    if first in {"HALFWIDTH", "FULLWIDTH"}:
        first = rest.partition(" ")[0]
    if 0x3005 <= ord(char) <= 0x3029:  # 々 〇 and the numerals of markets
        return "Chinese"
    if first == "HANGUL":
        return "Korean"
    return SCRIPTS.get(first) or ("phonetic" if first in {"LATIN", "MODIFIER"} else first.capitalize() or "foreign")


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= point <= high for low, high in ranges)
