"""Which kinds of characters may not leave, which finding tells each, and what cures it?"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

FULL_WIDTH = "full-width"
PUNCTUATION = "Chinese punctuation"
QUOTE = "input-method quote"
SIGN = "input-method sign"
LOOKALIKE = "look-alike"
STYLED = "styled letter"
CONTROL = "control"
INVISIBLE = "invisible"
SPACE = "odd space"
EMOJI = "emoji"
SYMBOL = "symbol"
PRIVATE = "private-use"
BROKEN = "broken"
"""Kinds. Letters that are of another script altogether have the script's name: Chinese, Cyrillic, Arabic…"""

CODES = {
    FULL_WIDTH: "text.fullwidth",
    PUNCTUATION: "text.fullwidth",
    QUOTE: "text.fullwidth",
    SIGN: "text.fullwidth",
    LOOKALIKE: "text.lookalike",
    STYLED: "text.lookalike",
    CONTROL: "text.invisible",
    INVISIBLE: "text.invisible",
    SPACE: "text.invisible",
    PRIVATE: "text.invisible",
    BROKEN: "text.invisible",
    EMOJI: "text.emoji",
    SYMBOL: "text.emoji",
}
FIXABLE = frozenset([FULL_WIDTH, PUNCTUATION, QUOTE, SIGN, LOOKALIKE, STYLED, CONTROL, INVISIBLE, SPACE])
"""Kinds that `fix` can put right without changing what the text says."""

CURES = {
    PRIVATE: "Delete it: no font but the one it was made with shows it.",
    BROKEN: "Type it again from its source: what stood there was damaged.",
    "Chinese": "Translate it, or add the word to glossary.csv.",
}

# Latin letters with their accents, the signs that English texts use, and line breaks, which are white space.
# Not among them: the soft hyphen (U+00AD), the no-break space (U+00A0), the invisible joiner (U+034F).
ENGLISH = re.compile(
    "[\t\n\r\x20-\x7e\xa1-\xac\xae-\u024f\u0300-\u034e\u0350-\u036f\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2020-\u2022"
    "\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u2070-\u209c\u20a0-\u20bf\u2116\u2122\u2126\u2150-\u215f\u2212\u2248"
    "\u2260\u2264\u2265]*"
)
ASCII = re.compile(r"[\t\n\r\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A run of characters of one kind that may not leave; `position` counts characters from 1."""

    text: str
    kind: str
    position: int

    @property
    def code(self) -> str:
        """The finding that tells it."""
        return CODES.get(self.kind, "text.not-english")

    @property
    def cure(self) -> str:
        """What to do where the finding's own cure does not fit; else empty."""
        return CURES.get(self.kind, "")

    def __str__(self) -> str:
        # What joins and colours pictographs is part of them, and needs no mention.
        shown = re.sub("[\ufe0f\u200d]", "", self.text) if self.kind == EMOJI else self.text
        return f"{self.kind} {quoted(shown)}{self._names()} at position {self.position}"

    def _names(self) -> str:
        """What cannot be told by looking at it: which script a letter is of."""
        if self.kind != LOOKALIKE:
            return ""
        several = (f"{lookalikes()[char][1].title()} U+{ord(char):04X}" for char in dict.fromkeys(self.text))
        return f" ({', '.join(several)})"


@cache
def lookalikes() -> dict[str, tuple[str, str]]:
    """Letters that look Latin: letter → (the Latin one, its script)."""
    text = resources.files("listingkit.english").joinpath("lookalikes.toml").read_text(encoding="utf-8")
    return {
        letter: (latin, script)
        for script, row in tomllib.loads(text).items()
        for letter, latin in zip(row["letters"], row["latin"], strict=True)
    }


def quoted(text: str) -> str:
    """`text` in quotes, with what cannot be seen written as U+200B."""
    return f"“{visible(text)}”"


def visible(text: str) -> str:
    """`text` with what cannot be seen or printed written as U+200B."""
    return "".join(char if char.isprintable() and char not in HIDDEN else f"U+{ord(char):04X}" for char in text)


# Fillers and selectors that Python calls printable although nothing is printed.
HIDDEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u180b\u180c\u180d\u180f\ufffc") | {
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xE0100, 0xE01F0)),
}
