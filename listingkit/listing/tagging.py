"""Which tags and search terms does a store get: each once, as many and as long as it takes?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from listingkit.listing.titles import SMALL, WORD, length_in, tidy
from listingkit.stores.model import Rule, StoreProfile

JOINT = ", "
"""What stands between tags where they share a cell."""


@dataclass(frozen=True, slots=True)
class TagRules:
    """A store's limits: the number of tags, the length of one and of all, what one may hold, and the search terms."""

    number: Rule | None = None
    longest: Rule | None = None
    total: Rule | None = None
    pattern: Rule | None = None
    terms: Rule | None = None

    @classmethod
    def of(cls, profile: StoreProfile) -> TagRules:
        """Those of the store."""
        keys = ("tags_max", "tag_max", "tags_total_max", "tag_pattern", "search_terms_max")
        return cls(*(profile.limit(key) for key in keys))


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags, the words of them that the title does not have, and what was left out of either."""

    tags: tuple[str, ...] = ()
    search_terms: str = ""
    left_out: tuple[str, ...] = ()


def split_tags(rendered: Sequence[str]) -> tuple[str, ...]:
    """The tags of rendered templates, parted at commas, semicolons and line ends, each once."""
    texts = (tidy(part) for text in rendered for part in re.split(r"[,;\n]", text))
    first: dict[str, str] = {}
    for text in filter(None, texts):
        first.setdefault(text.casefold(), text)
    return tuple(first.values())


def tags_for(wanted: Sequence[str], title: str, rules: TagRules) -> Tags:
    """What the store takes of the tags, in their order. None is ever cut."""
    kept: list[str] = []
    left_out: list[str] = []
    for tag in wanted:
        (kept if _admitted(tag, kept, rules) else left_out).append(tag)
    terms, left = _terms(wanted, title, rules.terms)
    return Tags(tuple(kept), terms, (*left_out, *(word for word in left if rules.terms)))


def _admitted(tag: str, kept: Sequence[str], rules: TagRules) -> bool:
    if rules.number and len(kept) >= int(rules.number.value):
        return False
    if rules.pattern and not re.fullmatch(str(rules.pattern.value), tag):
        return False
    if not _fits(tag, rules.longest):
        return False
    return rules.total is None or _fits(JOINT.join([*kept, tag]), rules.total)


def _terms(tags: Sequence[str], title: str, limit: Rule | None) -> tuple[str, list[str]]:
    """Words that are not in the title, each once, with spaces, as stores index them; and those without room."""
    told = set(WORD.findall(title.casefold()))
    words = dict.fromkeys(WORD.findall(" , ".join(tags).casefold()))
    kept, left = "", []
    for word in (each for each in words if each not in SMALL and each not in told):
        longer = f"{kept} {word}".strip()
        if _fits(longer, limit):
            kept = longer
        else:
            left.append(word)
    return kept, left


def _fits(text: str, limit: Rule | None) -> bool:
    return limit is None or length_in(text, limit.unit) <= int(limit.value)
