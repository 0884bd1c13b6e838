"""What in the wording of a listing do stores punish: offers, contacts, capitals, words too often, points too short?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from listingkit.findings import Finding, Severity
from listingkit.listing.claims import Claim, shouted
from listingkit.listing.model import Listing
from listingkit.listing.phrases import TitleRules
from listingkit.listing.telling import severity_of, told
from listingkit.listing.titles import length_in, too_often
from listingkit.listing.wording import Texts
from listingkit.stores.model import Confidence, Rule, StoreProfile

TAG = re.compile(r"<[^>]*>")
# A rule that forbids: what its confidence makes of a finding. Nobody's word for it is information only.
WEIGHT = {
    Confidence.VERIFIED: Severity.ERROR,
    Confidence.REPORTED: Severity.ERROR,
    Confidence.CONFLICTING: Severity.WARNING,
    Confidence.KNOWLEDGE: Severity.INFO,
}


def style_findings(listing: Listing, texts: Texts, profile: StoreProfile) -> Iterator[Finding]:
    """What is to be said of one listing. What no rule of the store is about is told without its name."""
    style = _Style(listing, texts, profile)
    yield from style.claims()
    yield from style.title()
    yield from style.bullets()
    yield from style.repeated_words()


class _Style:
    """One listing's texts against one store's taste."""

    def __init__(self, listing: Listing, texts: Texts, profile: StoreProfile) -> None:
        self._listing = listing
        self._texts = texts
        self._profile = profile

    def claims(self) -> Iterator[Finding]:
        # In bullets and descriptions an offer is the seller's affair unless the store says otherwise.
        contact = self._profile.limit("contact_details")
        own = {self._profile.name.casefold(), self._profile.label.casefold(), f"{self._profile.name}.com"}
        for label, claims in self._texts.claims.items():
            if label.startswith("bullet") and int(label.split()[1]) > len(self._listing.bullets):
                continue
            where = "title" if label == "title" else "description"
            advertising = self._profile.limit(f"{where}_promotional")
            offers = [claim for claim in claims if claim.kind == "promotional"]
            others = [
                claim for claim in claims if claim.kind != "promotional" and not _of_store(claim.text.casefold(), own)
            ]
            if where == "title" or advertising:
                yield from self._claimed("text.promotional", label, "advertises", offers, advertising)
            yield from self._claimed("text.contact", label, "leads elsewhere", others, contact)

    def title(self) -> Iterator[Finding]:
        listing = self._listing
        banned = self._profile.limit("title_words_forbidden")
        if banned and (words := _words_in(listing.title.replace(listing.brand, ""), str(banned.value))):
            problem = f"title has {', '.join(words)}, which {self._profile.label} forbids"
            yield self._told("text.promotional", problem, severity=WEIGHT[banned.confidence])
        if shouted(listing.title, listing.brand):
            yield self._told("text.all-caps", f"most of the title stands in capitals: “{listing.title}”")
        rules = TitleRules.of(self._profile, listing.brand)
        if signs := rules.repeated_signs(listing.title):
            problem = f"title has {' '.join(signs)} more than once, {self._profile.label} takes it once"
            rule = self._profile.limit("title_once")
            yield self._told("text.forbidden-character", problem, severity=severity_of(rule))

    def bullets(self) -> Iterator[Finding]:
        bullets, store = self._listing.bullets, self._profile.label
        fewest, shortest = self._profile.limit("bullets_min"), self._profile.limit("bullet_min")
        if fewest and len(bullets) < int(fewest.value):
            problem = f"{len(bullets)} bullet points, {store} asks for {fewest.value}"
            yield self._told("text.too-short", problem, severity=severity_of(fewest))
        for number, bullet in enumerate(bullets if shortest else (), start=1):
            if shortest and length_in(bullet, shortest.unit) < int(shortest.value):
                problem = f"bullet {number} has {length_in(bullet, shortest.unit)} {shortest.unit}, {store} asks for"
                yield self._told(
                    "text.too-short", f"{problem} {shortest.value}: “{bullet}”", severity=severity_of(shortest)
                )
        total = self._profile.limit("bullets_total_max")
        if total and (length := length_in("".join(bullets), total.unit)) > int(total.value):
            problem = f"the bullet points have {length} {total.unit} together, {store} takes {total.value}"
            yield self._told("text.too-long", problem, severity=severity_of(total))

    def repeated_words(self) -> Iterator[Finding]:
        if words := self._texts.fitted.repeated:
            named = " and ".join(f"“{word}”" for word in words)
            yield self._told(
                "text.repeated-word", f"{named} came too often in the title: only the first ones were kept"
            )
        texts = {f"bullet {number}": bullet for number, bullet in enumerate(self._listing.bullets, start=1)}
        rules: dict[str, Rule | None] = dict.fromkeys(texts, self._profile.limit("bullet_word_max"))
        rules["description"] = self._profile.limit("description_word_max")
        texts["description"] = self._listing.description
        for label, rule in rules.items():
            words = tuple(too_often(html.unescape(TAG.sub(" ", texts[label])), int(rule.value))) if rule else ()
            if rule and words:
                named = " and ".join(f"“{word}”" for word in words)
                problem = f"{named} in {label} more than {rule.value} times, which is what {self._profile.label} takes"
                yield self._told("text.repeated-word", problem, severity=severity_of(rule))

    def _claimed(self, code: str, label: str, does: str, claims: list[Claim], rule: Rule | None) -> Iterator[Finding]:
        if not claims or (rule and rule.value is True):
            return
        severity = WEIGHT[rule.confidence] if rule else None
        if severity is Severity.ERROR and not any(claim.sure for claim in claims):
            severity = None
        shown = "; ".join(f"“{claim.text}” at position {claim.position}" for claim in claims[:5])
        forbids = f", which {self._profile.label} forbids" if rule else ""
        yield self._told(code, f"{label} {does}{forbids}: {shown}", severity=severity)

    def _told(self, code: str, problem: str, *, severity: Severity | None = None) -> Finding:
        # Without a weight of its own it is about no rule of the store.
        return told(self._listing, code, problem, severity=severity, everywhere=severity is None)


def _words_in(text: str, words: str) -> list[str]:
    """Those of `words` that stand in the text as whole words."""
    listed = filter(None, (word.strip() for word in words.split(",")))
    return [word for word in listed if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]


def _of_store(text: str, names: set[str]) -> bool:
    """Whether a name or an address is the store's own, such as aliexpress.com in a listing of AliExpress."""
    host = re.sub(r"^https?://", "", text).split("/")[0]
    return any(host == name or host.endswith(f".{name}") for name in names)
