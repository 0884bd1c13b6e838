"""Which photos are to be taken again, or for the first time, and why? In the order of shooting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from listingkit.findings import Finding, Severity, rules
from listingkit.shots.model import Coverage, Shot


@dataclass(frozen=True, slots=True)
class Reshoot:
    """A photo to take. `file` is the one that it replaces, or the name that it gets; `why` has every reason."""

    shot: Shot
    file: str
    why: tuple[str, ...]


def reshoots(coverage: Coverage, findings: Iterable[Finding], order: Iterable[Shot]) -> Iterator[Reshoot]:
    """Every shot of `order` about which `findings` has an error or warning that another photo cures.

    Only the take that counts is looked at: what is wrong with a lost one needs no photo. A photo that is there but
    cannot be used is judged by what is wrong with it.
    """
    broken = frozenset(coverage.broken.values())
    reasons: dict[str, dict[str, None]] = {}
    for found in findings:
        rule = rules()[found.code]
        if not rule.retake or found.severity is Severity.INFO:
            continue
        for file in (found.place.file, *found.others):
            if rule.code != "shots.missing" or file not in broken:
                reasons.setdefault(file, {})[rule.defect] = None
    for shot in order:
        take = coverage.chosen(shot.key)
        file = take.path if take else coverage.broken.get(shot.key, f"photos/{shot.stem}.jpg")
        if file in reasons:
            yield Reshoot(shot, file, tuple(reasons[file]))
