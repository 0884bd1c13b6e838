"""What is to be done about findings of one code: which cure, once or one by one, and which command accepts them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from listingkit.findings import Finding, Severity, rules

MOST = 200
"""Findings of one code that the page lists."""


@dataclass(frozen=True, slots=True)
class Told:
    """Findings of one code and severity; `shown` are those that the page lists. `cure` is what to do about most of
    them, empty where each has its own.
    """

    severity: Severity
    code: str
    meaning: str
    findings: Sequence[Finding]
    cure: str

    @property
    def shown(self) -> Sequence[Finding]:
        """The first of them."""
        return self.findings[:MOST]


def by_code(findings: Sequence[Finding]) -> Iterator[Told]:
    """All findings, the most severe first."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda each: (order.index(each.severity), each.code))
    for (severity, code), group in groupby(ranked, key=lambda each: (each.severity, each.code)):
        same = list(group)
        yield Told(severity, code, rules()[code].meaning, same, _shared(same))


def _shared(same: Sequence[Finding]) -> str:
    cures = Counter(cure_of(each) for each in same)
    ((cure, count),) = cures.most_common(1)
    return cure if count > 1 or len(cures) == 1 else ""


def cure_of(found: Finding) -> str:
    """What to do next. A hint that only says how to accept it is left to the command."""
    return rules()[found.code].cure if "check --accept " in found.hint else found.hint


def may_be_right(found: Finding) -> bool:
    """Whether somebody may look at it and accept it: what was measured or compared, and whatever is no error."""
    return found.evidence is not None or bool(found.twin) or found.severity is not Severity.ERROR
