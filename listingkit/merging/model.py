"""What is an edit: whose value, what it was when it was exported, what the shop says now, what the file says?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from listingkit.findings import Place


@dataclass(frozen=True, slots=True)
class Target:
    """A value of the shop that a cell shows: `field` of `subject`; with `store` what was made of it for that store.

    Of option values `label` says which one is meant. `text` fields are texts, the others numbers.
    """

    subject: str
    field: str
    spu: str
    store: str = ""
    label: str = ""
    text: bool = True
    per_product: bool = True

    @property
    def is_label(self) -> bool:
        """Whether it is the label of an option value."""
        return bool(self.label)


class Outcome(StrEnum):
    """What becomes of an edit."""

    MERGED = "merged"
    SAME = "in the shop already"
    CONFLICT = "conflict"
    OURS = "kept as in the shop"
    REFUSED = "not merged"


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that was edited by hand. `was` as exported, `now` as the shop says it, `new` as the file says it.

    `why` says what keeps a REFUSED one, or a CONFLICT within the file, from coming home.
    """

    target: Target
    was: str
    now: str
    new: str
    place: Place
    outcome: Outcome
    why: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What a decision names."""
        one = self.target
        return *(part.casefold() for part in (one.store, one.subject, one.field)), self.was, self.new
