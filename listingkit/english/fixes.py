"""How is a text put right without changing what it says?

Full-width becomes half-width, Chinese punctuation and quotes ASCII, look-alike and styled letters Latin ones; control
and invisible characters go, odd spaces become plain ones. To translate and to leave out emoji is for the seller.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from listingkit.english.characters import kind_of, plain_form
from listingkit.english.model import (
    CONTROL,
    FIXABLE,
    FULL_WIDTH,
    INVISIBLE,
    LOOKALIKE,
    PUNCTUATION,
    SPACE,
    Foreign,
    lookalikes,
    quoted,
)
from listingkit.english.runs import foreign_runs

DOUBLE_SPACE = "double space"
QUOTE_SIGNS = {"“": '"', "”": '"', "‘": "'", "’": "'"}
CLOSING = {
    "、": ",",
    "。": ".",
    "，": ",",
    "；": ";",
    "：": ":",
    "！": "!",
    "？": "?",
    "）": ")",
    "】": "]",
    "〕": "]",
    "〗": "]",
}
CLOSING |= {"》": '"', "〉": '"', "」": '"', "』": '"', "〞": '"', "〟": '"', "｣": '"', "｡": ".", "､": ","}
OPENING = {"（": "(", "【": "[", "〔": "[", "〖": "[", "《": '"', "〈": '"', "「": '"', "『": '"', "〝": '"', "｢": '"'}
OTHER = {"〜": "~", "〰": "~", "・": "·", "･": "·", "〃": '"', "￥": "¥", "\u3000": " ", "￣": "-", "￤": "|"}
# What the input methods of Chinese type besides letters: ℃ ㎝ Ⅲ ①, by character → in English characters.
SIGNS = {
    point: plain_form(chr(point))
    for low, high in ((0x2103, 0x2109), (0x2160, 0x217F), (0x2460, 0x24FF), (0x3250, 0x33FF))
    for point in range(low, high + 1)
    if plain_form(chr(point))
}


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement; `position` counts characters of the original text from 1."""

    position: int
    before: str
    after: str
    kind: str

    def __str__(self) -> str:
        what = f"{quoted(self.before)} → {quoted(self.after)}" if self.after else f"{quoted(self.before)} removed"
        return f"{self.kind} {what} at position {self.position}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text put right, and what was changed in it, in order."""

    text: str
    changes: tuple[Change, ...]


def fix(text: str, kinds: Collection[str] = FIXABLE) -> Fixed:
    """`text` without runs of those `kinds`, double spaces, and space at its ends. Fixing it again changes nothing."""
    origins = list(range(1, len(text) + 1))
    changes: list[Change] = []
    # What is removed may join what stood apart, so that a word shows another face: again, until nothing is left.
    while runs := [run for run in foreign_runs(text) if run.kind in kinds]:
        text, origins = _replaced(text, origins, runs, changes)
    text = _single_spaced(text, origins, changes)
    return Fixed(text, tuple(sorted(changes, key=lambda change: change.position)))


def _replaced(text: str, origins: list[int], runs: list[Foreign], changes: list[Change]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    kept: list[int] = []
    done = 0
    for run in runs:
        start, end = run.position - 1, run.position - 1 + len(run.text)
        pieces.append(text[done:start])
        kept += origins[done:start]
        plain = _plain(run, "".join(pieces)[-1:], text[end : end + 1])
        pieces.append(plain)
        kept += [origins[start]] * len(plain)
        changes.append(Change(origins[start], run.text, plain, run.kind))
        done = end
    return "".join(pieces) + text[done:], kept + origins[done:]


def _plain(run: Foreign, before: str, after: str) -> str:
    if run.kind in {CONTROL, INVISIBLE}:
        return ""
    if run.kind == SPACE:
        return " " * len(run.text)
    if run.kind == LOOKALIKE:
        return "".join(lookalikes()[char][0] for char in run.text)
    text = ""
    for index, char in enumerate(run.text):
        following = run.text[index + 1 : index + 2] or after
        text += _plain_char(char, text[-1:] or before, following)
    return text


def _plain_char(char: str, before: str, after: str) -> str:
    if char in OPENING:
        return (" " if _is_word(before) else "") + OPENING[char]
    if char in CLOSING:
        # Chinese stops bring their own space; within numbers (1：1, 100，000) and before other stops there is none.
        number = before[-1:].isdigit() and after[:1].isdigit() and char not in "）】"
        return CLOSING[char] + (" " if _is_word(after) and not number else "")
    if char in QUOTE_SIGNS or char in OTHER:
        return QUOTE_SIGNS.get(char) or OTHER[char]
    if kind_of(char) == FULL_WIDTH and 0xFF01 <= ord(char) <= 0xFF5E:
        return chr(ord(char) - 0xFEE0)
    return plain_form(char) or ("-" if kind_of(char) == PUNCTUATION else "")


def _is_word(char: str) -> bool:
    return char.isalnum()


def _single_spaced(text: str, origins: list[int], changes: list[Change]) -> str:
    for found in re.finditer(r"^[ \t]+|[ \t]+$|  +", text):
        edge = found.start() == 0 or found.end() == len(text)
        if found[0] != " " or edge:
            changes.append(Change(origins[found.start()], found[0], "" if edge else " ", DOUBLE_SPACE))
    return re.sub(r"  +", " ", text).strip(" \t")
