"""How does the core tell what it is doing, without printing?

The core emits these events; the command line renders them; tests record them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Started:
    """A stage begins: `total` units of `unit` lie ahead."""

    stage: str
    total: int
    unit: str = "photos"


@dataclass(frozen=True, slots=True)
class Advanced:
    """One more unit of a stage is done; `subject` says which."""

    stage: str
    done: int
    total: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A stage has ended."""

    stage: str
    done: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should read now, such as which run holds the lock."""

    text: str


Event = Started | Advanced | Finished | Note


class Events(Protocol):
    """Whoever wants to know."""

    def emit(self, event: Event) -> None:
        """Take one event. Called from the parent only, never from a worker."""


class Silent:
    """Wants to know nothing."""

    def emit(self, event: Event) -> None:
        """Drop the event."""


@dataclass(slots=True)
class Recorder:
    """Remembers every event, for tests and for callers of the API."""

    events: list[Event] = field(default_factory=list)

    def emit(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)
