"""Where in a text are characters that may not leave, and of which kind?

A character is judged by its company: a Cyrillic letter in a Latin word is a look-alike, a Cyrillic word is not English;
typographic quotes are English, those that an input method typed beside Chinese or full-width characters are not.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from listingkit.english.characters import kind_of
from listingkit.english.model import (
    ENGLISH,
    FULL_WIDTH,
    INVISIBLE,
    LOOKALIKE,
    PUNCTUATION,
    QUOTE,
    SIGN,
    STYLED,
    Foreign,
    lookalikes,
)

QUOTES = frozenset("‘’“”")
_PICTOGRAPH = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff"
)
_PICTOGRAPH += "\u3030\u303d\u3297\u3299\U0001f000-\U0001f0ff\U0001f170-\U0001faff"
_MODIFIER = "\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
# Keycaps, and pictographs with what belongs to them: skin, hair, joined others, the flag of a region.
EMOJI_SEQUENCE = re.compile(
    f"[0-9#*]\ufe0f?\u20e3|[{_PICTOGRAPH}][{_MODIFIER}]+(?:\u200d[{_PICTOGRAPH}][{_MODIFIER}]*)*"
    f"|[{_PICTOGRAPH}](?:\u200d[{_PICTOGRAPH}][{_MODIFIER}]*)+"
)
# Ohms behind a figure: Unicode composes the ohm sign to the Greek letter, which is all that keyboards have.
OHMS = re.compile(r"\d ?[kMGm\u00b5]?(\u03a9)(?!\w)")
# Letters, digits and accents of scripts that are written in words, with whatever invisible stands between them.
WORD = re.compile(
    "(?:(?![\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff])+"
)


def foreign_runs(text: str) -> list[Foreign]:
    """Every run of characters that English listings do not have, in order. Linear in the length of the text."""
    if ENGLISH.fullmatch(text):
        return []
    kinds: list[str] = ["" if ENGLISH.fullmatch(char) else kind_of(char) for char in text]
    _mark_words(text, kinds)
    _mark_emoji(text, kinds)
    _mark_quotes(text, kinds)
    for found in OHMS.finditer(text):
        kinds[found.start(1)] = ""
    runs: list[Foreign] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or kinds[index] != kinds[start]:
            if kinds[start]:
                runs.append(Foreign(text[start:index], kinds[start], start + 1))
            start = index
    return runs


def _mark_emoji(text: str, kinds: list[str]) -> None:
    for found in EMOJI_SEQUENCE.finditer(text):
        # ™ and © are English; a selector behind them only asks for a colourful drawing.
        if len(found[0]) > 2 or found[0][0] not in "©®™":
            kinds[found.start() : found.end()] = ["emoji"] * len(found[0])


def _mark_words(text: str, kinds: list[str]) -> None:
    known = lookalikes()
    alone: list[tuple[int, str]] = []
    scripts: set[str] = set()
    for found in WORD.finditer(text):
        others = [index for index in range(*found.span()) if text[index] in known or _is_letter(kinds[index])]
        if not others:
            continue
        latin = any(_is_latin(text[index], kinds[index]) for index in range(*found.span()))
        latin = latin or all(kinds[index] == "phonetic" for index in others)  # No language is written in these.
        if not all(text[index] in known for index in others) or not (latin or len(others) == 1):
            scripts |= {kinds[index] for index in others}
        elif latin:
            for index in others:
                kinds[index] = LOOKALIKE
        else:
            alone.append((others[0], kinds[others[0]]))
    # A word of one letter may be a slip (size М), or belong to the Russian words around it.
    for index, script in alone:
        if script not in scripts:
            kinds[index] = LOOKALIKE


def _is_letter(kind: str) -> bool:
    return (
        bool(kind) and kind not in {FULL_WIDTH, STYLED, SIGN, INVISIBLE} and kind[0].isupper() and kind != PUNCTUATION
    )


def _is_latin(char: str, kind: str) -> bool:
    return kind in {"", FULL_WIDTH, STYLED, SIGN} and unicodedata.category(char)[0] in "LN"


def _mark_quotes(text: str, kinds: list[str]) -> None:
    """Quotes that touch Chinese or full-width characters, whatever is invisible between them, are an input method's."""
    visible = [index for index in range(len(text)) if kinds[index] != INVISIBLE]
    for order in (visible, visible[::-1]):
        for before, index in pairwise(order):
            if text[index] in QUOTES and kinds[before] in {"Chinese", "Japanese", FULL_WIDTH, PUNCTUATION, QUOTE}:
                kinds[index] = QUOTE
