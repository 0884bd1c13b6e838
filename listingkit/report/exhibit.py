"""What does the page show of what a finding rests on: the photo, one to compare it with, number, limit and siblings?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from listingkit.findings import Evidence


class Compared(NamedTuple):
    """Another photo, as a small JPEG."""

    path: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The part of the photo that a finding is about, as a small JPEG, and what stands beside it."""

    picture: bytes
    beside: Compared | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: `width` is in hundredths of the scale, None where bars would say nothing."""

    kind: str
    label: str
    value: float
    width: float | None


def marks(evidence: Evidence) -> tuple[Mark, ...]:
    """What was measured, the limit and, where they are known, the siblings, on one scale that begins at 0."""
    values = [("value", "this photo", evidence.value), ("limit", "limit", evidence.limit)]
    if evidence.siblings is not None:
        values.append(("siblings", "same shot of the other looks", evidence.siblings))
    most = max(value for _, _, value in values)
    drawn = most > 0 and min(value for _, _, value in values) >= 0
    return tuple(
        Mark(kind, label, value, round(100 * value / most, 1) if drawn else None) for kind, label, value in values
    )


def figure(number: float) -> str:
    """Three digits where they count, such as `0.52`, `1.15`, `2,400`."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
