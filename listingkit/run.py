"""What does the caller decide about one run? The core reads neither the clock nor the machine: it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from listingkit.events import Events, Silent


@dataclass(frozen=True, slots=True)
class Run:
    """What the caller decides about one run: the day, who listens, how many cores, and what the flags narrow down."""

    today: dt.date
    events: Events = field(default_factory=Silent)
    cores: int = 1
    stores: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jobs: int | None = None
    strict: bool = False

    def only(
        self,
        *,
        stores: Sequence[str] | None = None,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
        jobs: int | None = None,
    ) -> Run:
        """The same run, narrowed by flags that may be missing."""
        return replace(
            self,
            stores=tuple(stores or self.stores),
            select=tuple(select or self.select),
            ignore=tuple(ignore or self.ignore),
            jobs=jobs or self.jobs,
        )
