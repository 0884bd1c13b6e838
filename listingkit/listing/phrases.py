"""How do phrases become a title: in order, each whole, as many as the store's limits have room for?

A phrase that does not fit is passed over, and a later, shorter one may still come. Lengths are counted as the store
counts them. Characters are code points of the composed form (NFC); of all that the English check lets through, those
are what a reader calls characters and what a web form counts (UTF-16), so that neither needs a unit of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listingkit.listing.titles import EDGES, MOST_OFTEN, length_in, shorten, tidy, too_often, without_repeats, words_of
from listingkit.stores.model import Rule, StoreProfile

SEPARATOR = ", "
# What a title can do without: the mark goes, or plainer signs stand in for it, and the words mean the same.
ALWAYS_SAFE = {
    "!": "",
    "?": "",
    "¬": "",
    "¦": "",
    "~": "",
    "™": "",
    "®": "",
    "©": "",
    "&": " and ",
    "_": " ",
    "|": ", ",
    ";": ", ",
}
# These say something beside a figure: 23" is inches, 5 < 6, 10^3, 4*6.
SAFE_BESIDE_WORDS = {"^": "", "*": "", '"': "", "“": "", "”": "", "<": "", ">": "", "{": "(", "}": ")"}
AWAY_FROM_FIGURES = r"(?<=[^\W\d]){sign}(?!\d)|(?<!\d)(?<!\d\s){sign}(?!\s?\d)"


@dataclass(frozen=True, slots=True)
class TitleRules:
    """What a store demands of a title. `once` are signs that may come once, `forbidden` those that may not come."""

    longest: Rule | None = None
    word_max: int = MOST_OFTEN
    forbidden: str = ""
    once: str = ""
    brand: str = ""

    @classmethod
    def of(cls, profile: StoreProfile, brand: str) -> TitleRules:
        """Those of the store; the brand keeps the signs that are part of it."""
        word_max, forbidden, once = (profile.limit(f"title_{key}") for key in ("word_max", "forbidden", "once"))
        return cls(
            profile.limit("title_max"),
            int(word_max.value) if word_max else MOST_OFTEN,
            str(forbidden.value) if forbidden else "",
            str(once.value) if once else "",
            brand,
        )

    def takes_whole(self, title: str) -> bool:
        """Whether the store takes a title, made for no store in particular, as it stands."""
        if self.word_max != MOST_OFTEN or any(sign in title for sign in self.forbidden) or self.repeated_signs(title):
            return False
        return self.longest is None or length_in(title, self.longest.unit) <= int(self.longest.value)

    def admits(self, title: str, added: Phrase, counted: Mapping[str, int]) -> bool:
        """Whether the store takes `title`, which ends with the phrase `added`; `counted` are the words before it."""
        if self.longest and length_in(title, self.longest.unit) > int(self.longest.value):
            return False
        if any(counted.get(word, 0) + number > self.word_max for word, number in Counter(added.words).items()):
            return False
        return not any(sign in added.text for sign in self.repeated_signs(title))

    def repeated_signs(self, title: str) -> list[str]:
        """The signs that the title has more than once, and may have once."""
        return [sign for sign in self.once if title.count(sign) > 1]

    def cleaned(self, text: str) -> str:
        """A tidy text without forbidden signs where that changes no meaning; the others stay for the check."""
        if not any(sign in text for sign in self.forbidden):
            return text
        brand = self.brand if self.brand in text else ""
        parts = text.split(brand) if brand else [text]
        return tidy(brand.join(self._without_signs(part) for part in parts))

    def _without_signs(self, text: str) -> str:
        for sign in self.forbidden:
            if sign not in text:
                continue
            instead = ALWAYS_SAFE.get(sign, SAFE_BESIDE_WORDS.get(sign))
            if instead is None:
                continue
            instead = " " if any(each in self.forbidden for each in instead) else instead
            pattern = re.escape(sign) if sign in ALWAYS_SAFE else AWAY_FROM_FIGURES.format(sign=re.escape(sign))
            text = re.sub(pattern, instead, text)
        return text


class Phrase:
    """A phrase, tidy, with its words as they are counted. `before` parts it from the title; None: as all the others."""

    __slots__ = ("before", "text", "words")

    def __init__(self, text: str, before: str | None = None) -> None:
        self.text = composed(text)
        self.before = before
        self.words = tuple(words_of(self.text))


@dataclass(frozen=True, slots=True)
class Title:
    """A title, what did not fit into it, and the words that would have come too often and went."""

    text: str
    left_out: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def cut(text: str, rules: TitleRules) -> Title:
    """The title that one template gives, cut at the end of a word."""
    whole = _one_brand(rules.cleaned(composed(text)), rules.brand)
    if "&" in rules.repeated_signs(whole):
        first, _, rest = whole.partition("&")
        whole = tidy(f"{first}&{rest.replace('&', ' and ')}")
    repeated = tuple(too_often(whole, rules.word_max))
    whole = without_repeats(whole, rules.word_max) if repeated else whole
    short = shorten(whole, rules.longest)
    rest = whole[len(short) :].strip(EDGES) if len(short) < len(whole) else ""
    return Title(short, (rest,) if rest else (), repeated)


def fill(phrases: Iterable[Phrase], rules: TitleRules, separator: str = SEPARATOR) -> Title:
    """The title that phrases give in their order, as many as the store has room for.

    Empty phrases and those that add no new word are passed over. Only the first phrase is ever cut, at the end of a
    word, where it alone is too long.
    """
    title, counted = Title(""), Counter[str]()
    left_out: list[str] = []
    for phrase in phrases:
        if not title.text:
            title = cut(phrase.text, rules)
            counted.update(words_of(title.text))
            left_out += title.left_out
            continue
        added = _added(phrase, title.text, rules)
        if not _news(added, title.text, counted):
            continue
        longer = title.text + _between(separator if phrase.before is None else phrase.before, rules) + added.text
        if rules.admits(longer, added, counted):
            title = Title(longer, repeated=title.repeated)
            counted.update(added.words)
        else:
            left_out.append(added.text)
    return Title(title.text, tuple(left_out), title.repeated)


def composed(text: str) -> str:
    """Tidy, and each letter with its accent one character."""
    return tidy(text if text.isascii() else unicodedata.normalize("NFC", text))


def _added(phrase: Phrase, title: str, rules: TitleRules) -> Phrase:
    """The phrase as it may follow the title: without the brand once more, forbidden signs and words too often."""
    text = rules.cleaned(_without_brand(phrase.text, title, rules.brand))
    if len(phrase.words) > rules.word_max:
        text = without_repeats(text, rules.word_max)
    return phrase if text == phrase.text else Phrase(text, phrase.before)


def _between(separator: str, rules: TitleRules) -> str:
    return " " if any(sign in rules.forbidden or sign in rules.once for sign in separator.strip()) else separator


def _news(phrase: Phrase, title: str, counted: Mapping[str, int]) -> bool:
    if any(word not in counted for word in phrase.words):
        return True
    figures = [part for part in phrase.text.split() if part.isdigit()]
    return bool(figures) and not set(figures) <= set(title.split())


def _one_brand(title: str, brand: str) -> str:
    # The usual template starts with the brand, and so does many a product's name.
    twice = f"{brand} {brand} ".casefold()
    return title[len(brand) + 1 :] if brand and title.casefold().startswith(twice) else title


def _without_brand(phrase: str, title: str, brand: str) -> str:
    start = f"{brand} ".casefold()
    again = brand and phrase.casefold().startswith(start) and f"{title} ".casefold().startswith(start)
    return phrase[len(start) :] if again else phrase
