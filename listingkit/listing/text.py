"""Can the texts of a listing leave for the store: English, short enough, without what the store forbids?"""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.findings import Finding, Severity, finding
from listingkit.listing.english import english_findings
from listingkit.listing.model import Listing
from listingkit.listing.titles import length_in
from listingkit.stores.model import Confidence, Rule, StoreProfile
from listingkit.tables import reads_as_formula

MAX_CELL = 32_767
"""What an Excel cell holds (support.microsoft.com, "Excel specifications and limits")."""


def text_findings(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """What is wrong with the texts. What is not English does not name the store: it is wrong in all of them."""
    yield from english_findings(listing, profile)
    for label, text, rules in _texts(listing):
        yield from _against_rules(listing, profile, label, text, rules)


def excess(text: str, rule: Rule | None) -> int:
    """By how much `text` is longer than the rule allows, in the rule's unit; 0 where it fits."""
    return max(0, length_in(text, rule.unit) - int(rule.value)) if rule else 0


def severity_of(rule: Rule) -> Severity | None:
    """A rule that nobody has found written down never withholds a product. None leaves it to the table of codes."""
    return Severity.INFO if rule.confidence is Confidence.KNOWLEDGE else None


def _texts(listing: Listing) -> Iterator[tuple[str, str, str]]:
    """Texts that a store can limit: what it is, the text, and the stem of its rules."""
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
    if profile.sheet.format != "xlsx" and reads_as_formula(text):
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
        store=listing.store,
        severity=severity_of(rule) if rule else severity,
    )
