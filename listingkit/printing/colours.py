"""Which colour chip does a subject get?"""

from __future__ import annotations

from listingkit.shots.model import Subject


def chip_of(subject: Subject) -> str:
    """The colour of the subject's first value that has one, such as `#1F3A5F`; empty where none has."""
    return next((value.hex for _, value in subject.choices if value.hex), "")
