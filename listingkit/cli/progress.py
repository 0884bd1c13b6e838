"""How far is it, how fast, how long yet? On stderr, and only when it is a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from listingkit.events import Advanced, Event, Events, Finished, Note, Silent, Started

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task, TaskID


@contextmanager
def progress(*, shown: bool) -> Iterator[Events]:
    """Events that draw a bar per stage; where `shown` is false, events that only pass on notes."""
    if not shown:
        yield _Notes()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description:<9}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _rate_column(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        yield _Bars(bar)


class _Notes(Silent):
    def emit(self, event: Event) -> None:
        """Passes on what the user must read even without a terminal."""
        if isinstance(event, Note):
            import sys

            sys.stderr.write(event.text + "\n")


class _Bars:
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def emit(self, event: Event) -> None:
        """Moves the bar of the event's stage."""
        match event:
            case Started(stage, total, unit):
                self._tasks[stage] = self._bar.add_task(stage, total=total, unit=unit)
            case Advanced(stage, done, _, _):
                self._bar.update(self._tasks[stage], completed=done)
            case Finished(stage, done):
                self._bar.update(self._tasks[stage], completed=done)
                self._bar.stop_task(self._tasks[stage])
            case Note(text):
                self._bar.console.print(text, markup=False, highlight=False)


def _rate_column() -> ProgressColumn:
    from rich.progress import ProgressColumn as Column
    from rich.text import Text

    class Rate(Column):
        """Units a second, over the last moments."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.1f} {task.fields['unit']}/s" if speed else "", style="dim")

    return Rate()
