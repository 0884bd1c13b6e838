"""Can the texts of a listing leave for the store: English, short enough, without what the store forbids?"""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.findings import Finding
from listingkit.listing.english import english_findings
from listingkit.listing.model import Listing
from listingkit.listing.telling import severity_of, told
from listingkit.listing.titles import excess, length_in
from listingkit.stores.model import StoreProfile


def text_findings(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """What is wrong with the texts. What is not English does not name the store: it is wrong in all of them."""
    yield from english_findings(listing, profile)
    for label, text, rules in _texts(listing):
        yield from _against_rules(listing, profile, label, text, rules)


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
        problem = f"{label} has {had}, {profile.label} takes {longest.value}"
        yield told(listing, "text.too-long", problem, severity=severity_of(longest))
    # Amazon: unless they belong to the brand.
    bare = text.replace(listing.brand, "") if rules == "title" else text
    held = sorted(set(bare) & set(str(forbidden.value))) if forbidden else []
    if forbidden and held:
        problem = f"{label} has {' '.join(held)}, which {profile.label} forbids there"
        yield told(listing, "text.forbidden-character", problem, severity=severity_of(forbidden))
