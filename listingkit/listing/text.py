"""Can the texts of a listing leave for the store: English, short enough, without what the store forbids?"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from listingkit.findings import Finding, Severity, finding
from listingkit.listing.model import Listing
from listingkit.listing.titles import length_in
from listingkit.stores.model import Confidence, Rule, StoreProfile
from listingkit.tables import reads_as_formula

MAX_CELL = 32_767
"""What an Excel cell holds (support.microsoft.com, "Excel specifications and limits")."""

# Latin letters with their accents, and the signs that English texts use. The rest of Unicode is foreign, a symbol that
# fonts and stores lose, or invisible.
ALLOWED = re.compile(
    "[\x20-\x7e\xa1-\xac\xae-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030"
    "\u2032\u2033\u2039\u203a\u2044\u2070-\u209c\u20a0-\u20bf\u2116\u2122\u2150-\u215f\u2212\u2248\u2260\u2264\u2265]*"
)
SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "FULLWIDTH": "full-width",
    "IDEOGRAPHIC": "full-width",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
}
CURES = {
    "full-width": "Type it again with the input method switched to English (half-width).",
    "Cyrillic": "It may look like a Latin letter: type the word again on an English keyboard.",
    "Greek": "It may look like a Latin letter: type the word again on an English keyboard.",
    "invisible": "Delete it: type the text again around the position.",
    "emoji or symbol": "Remove it, or say it in words.",
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A run of characters that may not leave; `position` counts from 1."""

    text: str
    kind: str
    position: int


def foreign_runs(text: str) -> list[Foreign]:
    """Every run of characters that English listings do not have, with its kind: Chinese, full-width, invisible…"""
    if ALLOWED.fullmatch(text):
        return []
    runs: list[Foreign] = []
    for position, char in enumerate(text, start=1):
        if ALLOWED.fullmatch(char):
            continue
        kind = _kind(char)
        last = runs[-1] if runs else None
        if last and last.kind == kind and last.position + len(last.text) == position:
            runs[-1] = Foreign(last.text + char, kind, last.position)
        else:
            runs.append(Foreign(char, kind, position))
    return runs


def text_findings(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """What is wrong with the texts. `text.not-english` does not name the store: it is wrong in all of them."""
    seen: set[str] = set()
    for label, text, rules in _texts(listing):
        # The name stands in the title, the description and more; one complaint for each foreign word is enough.
        runs = [run for run in foreign_runs(html.unescape(text)) if run.text not in seen]
        seen |= {run.text for run in runs}
        if runs:
            yield _not_english(listing, label, text, runs)
        yield from _against_rules(listing, profile, label, text, rules)


def excess(text: str, rule: Rule | None) -> int:
    """By how much `text` is longer than the rule allows, in the rule's unit; 0 where it fits."""
    return max(0, length_in(text, rule.unit) - int(rule.value)) if rule else 0


def severity_of(rule: Rule) -> Severity | None:
    """A rule that nobody has found written down never withholds a product. None leaves it to the table of codes."""
    return Severity.INFO if rule.confidence is Confidence.KNOWLEDGE else None


def _texts(listing: Listing) -> Iterator[tuple[str, str, str]]:
    """Every text that leaves: what it is, the text, and the stem of its rules."""
    yield "title", listing.title, "title"
    yield "brand", listing.brand, ""
    for name in listing.options:
        yield f"option name `{name}`", name, "option_name"
    values = dict.fromkeys(choice for row in listing.rows for choice in row.choices)
    for name, value in values:
        yield f"{name} `{value}`", value, "option_value"
    for number, bullet in enumerate(listing.bullets, start=1):
        yield f"bullet {number}", bullet, "bullet"
    for tag in listing.tags:
        yield f"tag `{tag}`", tag, ""
    # Plain text has lines.
    yield "description", listing.description.replace("\n", " "), "description"


def _against_rules(listing: Listing, profile: StoreProfile, label: str, text: str, rules: str) -> Iterator[Finding]:
    longest = profile.limit(f"{rules}_max")
    forbidden = profile.limit(f"{rules}_forbidden")
    if longest and excess(text, longest):
        had = f"{length_in(text, longest.unit)} {longest.unit}"
        yield _broken(listing, "text.too-long", f"{label} has {had}, {profile.label} takes {longest.value}", longest)
    elif profile.sheet.format == "xlsx" and len(text) > MAX_CELL:
        problem = f"{label} has {len(text)} characters, a cell of {profile.label}'s workbook holds {MAX_CELL}"
        yield _broken(listing, "text.too-long", problem)
    # Amazon: unless they belong to the brand.
    bare = text.replace(listing.brand, "") if rules == "title" else text
    held = sorted(set(bare) & set(str(forbidden.value))) if forbidden else []
    if forbidden and held:
        problem = f"{label} has {' '.join(held)}, which {profile.label} forbids there"
        yield _broken(listing, "text.forbidden-character", problem, forbidden)
    if profile.sheet.format == "csv" and reads_as_formula(text):
        # CSV knows no text cells: Excel runs such a text as a formula (OWASP, "CSV Injection").
        problem = f"{label} starts with {text[0]!r} as a formula does, so an apostrophe will stand before it"
        yield _broken(listing, "text.forbidden-character", problem, severity=Severity.WARNING)


def _broken(
    listing: Listing, code: str, problem: str, rule: Rule | None = None, severity: Severity | None = None
) -> Finding:
    return finding(
        code,
        f"{listing.spu}: {problem}",
        subject=listing.spu,
        place=listing.product.place,
        spu=listing.spu,
        severity=severity_of(rule) if rule else severity,
    )


def _not_english(listing: Listing, label: str, text: str, runs: list[Foreign]) -> Finding:
    shown = "; ".join(f"{run.kind} {_visible(run.text)} at position {run.position}" for run in runs[:5])
    more = f"; and {len(runs) - 5} more" if len(runs) > 5 else ""
    name = label.split(" `", maxsplit=1)[0]
    excerpt = text if len(text) <= 60 else f"{text[:60]}…"
    quoted = f": {_visible(excerpt)}" if name != "description" else ""
    return finding(
        "text.not-english",
        f"{listing.spu}: the {name} has {shown}{more}{quoted}",
        subject=listing.spu,
        place=listing.product.place,
        hint=CURES.get(runs[0].kind, ""),
        spu=listing.spu,
    )


def _visible(text: str) -> str:
    """`text` in quotes, with what cannot be seen written as U+200B."""
    return "“" + "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text) + "”"


def _kind(char: str) -> str:
    category = unicodedata.category(char)
    name = unicodedata.name(char, "")
    # Han letters outside the basic block, and punctuation such as 、 and 「, have names of their own.
    if kind := SCRIPTS.get(name.split(" ")[0]):
        return kind
    if 0x3001 <= ord(char) <= 0x303F:
        return "Chinese"
    if category[0] in "CZ" or 0xFE00 <= ord(char) <= 0xFE0F:
        return "invisible"
    if category[0] == "S":
        return "emoji or symbol"
    return "foreign"
