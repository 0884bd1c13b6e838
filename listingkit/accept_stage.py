"""What becomes of a finding that the seller accepts as it is?"""

from __future__ import annotations

from listingkit import decisions, inspection
from listingkit.desk import Desk
from listingkit.findings import Acceptance
from listingkit.report.model import Report, tally
from listingkit.words import count


def accept_finding(desk: Desk, asked: Acceptance) -> Report:
    """Remembers the decision; of one that was made already, only says so.

    Raises UsageError where there is no such finding, several may be meant, or the reason is missing.
    """
    with desk.writing("check") as ledger:
        found = inspection.inspect(desk, desk.pictures(ledger), of_images=True)
        decision = decisions.meant(asked, found.shown)
        if decision is None:
            known = decisions.meant(asked, found.hidden)
            if known is None:
                raise decisions.nothing_to_accept(asked, found.shown)
            again = next(each for each in found.hidden if known.covers(each))
            line = f"Nothing to do: it is accepted already, as {decisions.earlier_decision(desk.shop, again)}"
            return Report("check", tally(()), summary=(line,))
        file = decisions.accept(desk.shop, decision)
    covered = sum(decision.covers(each) for each in found.shown)
    summary = (f"Accepted: {asked.code} about {decision.subject} ({count(covered, 'finding')}).",)
    return Report("check", tally(()), outputs=(desk.shop.relative(file),), summary=summary)
