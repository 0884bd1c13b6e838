"""What changes in the set-up from one shot to the next, and how long does that take?"""

from __future__ import annotations

from collections.abc import Mapping

from listingkit.settings import ChangeSeconds
from listingkit.shots.model import Shot, Subject

SUBJECT_KINDS = ("product", "colour", "pattern")
KINDS = (*SUBJECT_KINDS, "angle")


def changes_between(before: Shot, after: Shot) -> tuple[str, ...]:
    """The largest thing that changes between the subjects, `product`, `colour` or `pattern`; and `angle`, which for a
    camera on a tripod is a change of its own, where the shot is another one.
    """
    subject = () if before.subject.id == after.subject.id else (kind_of_change(before.subject, after.subject),)
    return subject if before.kind.name == after.kind.name else (*subject, "angle")


def seconds_of(changes: Mapping[str, int], change: ChangeSeconds) -> float:
    """The set-up time of so many changes of each kind."""
    seconds: float = sum(getattr(change, kind) * number for kind, number in changes.items())
    return seconds


def kind_of_change(before: Subject, after: Subject) -> str:
    """The largest thing that changes between two subjects: `product`, `colour` or `pattern`."""
    if before.spu != after.spu:
        return "product"
    return "colour" if colour_of(before) != colour_of(after) else "pattern"


def colour_of(subject: Subject) -> tuple[str, ...]:
    """The codes of a subject's colour; empty where it has none."""
    return tuple(value.code for name, value in subject.choices if name.casefold() == "colour")
