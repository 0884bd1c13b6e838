"""What did a store's limits take from the texts of all its listings? One finding for each kind of loss and store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from listingkit.findings import Finding, Severity, finding
from listingkit.listing.markup import FULL, LOADING
from listingkit.listing.model import Listing, Loss
from listingkit.stores.model import StoreProfile
from listingkit.words import count

NAMED = 5
"""How many products a finding names."""
TOLD = {
    Loss.TITLE: ("text.shortened", "has no room for everything in {}", "leaves out"),
    Loss.BULLET: ("text.left-out", "takes fewer bullet points than there are in {}", "goes without"),
    Loss.TAG: ("text.left-out", "does not take every tag or search term of {}", "goes without"),
}
"""Kind of loss → code, what the store does, and what the first listing does."""


def loss_findings(listings: Sequence[Listing], profile: StoreProfile) -> Iterator[Finding]:
    """What was left out or removed, over all listings of a store: a template's doing is told once, not per product."""
    for kind, (code, does, goes) in TOLD.items():
        lost = {
            listing.spu: [what for each, what in listing.losses if each is kind]
            for listing in listings
            if any(each is kind for each, _ in listing.losses)
        }
        if lost:
            example, lines = next(iter(lost.items()))
            shown = ", ".join(f"“{what}”" for what in lines)
            noun = "title" if kind is Loss.TITLE else "listing"
            problem = f"{profile.label} {does.format(count(len(lost), noun))}: {example} {goes} {shown}"
            yield finding(code, problem, subject=profile.name)
    yield from _markup(listings, profile)


def _markup(listings: Iterable[Listing], profile: StoreProfile) -> Iterator[Finding]:
    lost: dict[str, list[str]] = {}
    for listing in listings:
        for kind, what in listing.losses:
            if kind is Loss.MARKUP:
                lost.setdefault(what, []).append(listing.spu)
    groups: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for what, spus in lost.items():
        groups.setdefault((_only_looks(what), tuple(spus)), []).append(what)
    for (looks, concerned), whats in groups.items():
        named = ", ".join(concerned[:NAMED]) + (" …" if len(concerned) > NAMED else "")
        went = "the words stay" if looks else "gone"
        where = f"{count(len(concerned), 'description')} ({named})"
        problem = f"{profile.label} does not keep {', '.join(whats)}: {went} in {where}"
        yield finding("text.html-removed", problem, subject=profile.name, severity=Severity.INFO if looks else None)


def _only_looks(what: str) -> bool:
    """Whether the words that it was about are still there: a tag for looks, or an attribute that runs nothing."""
    tag = what.strip("<>")
    formatting = tag in FULL - LOADING or tag in {"button", "form", "html", "body", "textarea"}
    return formatting or (what.startswith(("attribute ", "style ")) and not what.startswith("attribute on"))
