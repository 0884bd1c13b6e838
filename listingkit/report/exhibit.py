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
    """The part of the photo at `path` that a finding is about, as a small JPEG, and what stands beside it."""

    path: str
    picture: bytes
    beside: Compared | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: `text` says its number and unit, `width` is in hundredths of the scale, None where bars would say
    nothing.
    """

    kind: str
    label: str
    text: str
    width: float | None


APART = "levels of difference"
PHRASES = {"photos on white paper": "on white paper", "of its length squared": "of the square of its length"}
"""Units in other words, where they stand behind a number."""
WRITTEN = {
    "ΔE": "{:,.1f} ΔE",
    "px": "{:.2f} px",
    "stops": "{:.1f} stops",
    "times": "{:.1f} times",
    "level": "level {:.0f}",
    APART: "{:.1f} levels apart",
}
"""By unit, how a number of it is written."""


def marks(evidence: Evidence) -> tuple[Mark, ...]:
    """What was measured, the limit and, where they are known, the siblings, on one scale that begins at 0."""
    apart = evidence.unit == APART
    values = [("value", "the two photos" if apart else "this photo", evidence.value)]
    if evidence.limit:  # one of 0 draws no line
        bound = "at most" if evidence.value > evidence.limit else "at least"
        values.append(("limit", "other photos, at least" if apart else bound, evidence.limit))
    if evidence.siblings is not None:
        values.append(("siblings", "same shot of the other looks", evidence.siblings))
    most = max(value for _, _, value in values)
    drawn = most > 0 and min(value for _, _, value in values) >= 0
    return tuple(
        Mark(
            kind,
            label,
            worded(value, evidence.unit, whole=kind == "value"),
            round(100 * value / most, 1) if drawn else None,
        )
        for kind, label, value in values
    )


def worded(value: float, unit: str, *, whole: bool = True) -> str:
    """A number with its unit, such as `58 % of its product`, `2.23 px`, `1,600 pixels wide`; unless `whole`, without
    what the number is a part of.
    """
    if unit in WRITTEN:
        return WRITTEN[unit].format(value)
    phrase = f" {PHRASES.get(unit, unit)}" if whole else ""
    if unit == "%":
        return f"{_short(value)} %"
    if unit.startswith("of ") or unit in {"less light", *PHRASES}:
        return f"{_short(100 * value)} %{phrase}"
    return f"{figure(value)}{phrase}"


def _short(percent: float) -> str:
    """With one decimal below 10, where it is not 0."""
    return f"{percent:.0f}" if percent >= 9.95 else f"{percent:.1f}".removesuffix(".0")


def figure(number: float) -> str:
    """Three digits where they count, such as `0.52`, `1.15`, `2,400`."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
