"""Are a store's rules still as they were when somebody last looked?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from listingkit.findings import Finding, finding
from listingkit.stores.model import StoreProfile

FRESH_DAYS = 365


def stale_rules(profiles: Iterable[StoreProfile], today: dt.date) -> Iterator[Finding]:
    """One `store.rule-stale` per store with rules or slots last checked more than a year before `today`."""
    for profile in profiles:
        evidence = [*profile.rules.items(), *((f"slot {slot.name}", slot) for slot in profile.slots)]
        dates = [(each.checked_on or profile.checked_on, name) for name, each in evidence]
        old = [(date, name) for date, name in dates if (today - date).days > FRESH_DAYS]
        if old:
            oldest, name = min(old)
            yield finding(
                "store.rule-stale",
                f"{profile.label}: {len(old)} of {len(dates)} rules were last checked more than a year ago,"
                f" the oldest ({name}) on {oldest}",
                subject=profile.name,
            )
