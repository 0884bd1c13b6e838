"""Which pace does the camera's clock tell, beside the figures of shop.toml, and what becomes of the plan with it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from listingkit.desk import Desk
from listingkit.photos.ledger import Ledger
from listingkit.photos.model import ENGINE
from listingkit.report.model import Report, Table
from listingkit.settings import LightTable, ShotTemplate
from listingkit.shots.calendar import Calendar
from listingkit.shots.changes import SUBJECT_KINDS
from listingkit.shots.pace import ENOUGH, Figure, Pace, Taken, learn_pace
from listingkit.shots.route import route
from listingkit.words import count

COLUMNS = ("what", "name", "seconds", "shop_toml", "gaps")
EVERY = "every"
MOST = 30


@dataclass(frozen=True, slots=True)
class Pacing:
    """The pace of one shop, as far as the ledger knows its photos: `unknown` of them wait for being measured."""

    desk: Desk
    pace: Pace
    unknown: int

    @property
    def light(self) -> LightTable:
        """`[light]` of the shop with what was learned."""
        mine = self.desk.shop.settings.light
        changes = mine.seconds_per_change.model_copy(update=_seconds(self.pace.changes))
        usual = _whole(self.pace.photo) or mine.seconds_per_shot
        return mine.model_copy(update={"seconds_per_shot": usual, "seconds_per_change": changes})

    @property
    def shots(self) -> tuple[ShotTemplate, ...]:
        """`[[shots]]` of the shop; those that take clearly longer or shorter get seconds of their own."""
        usual = self.light.seconds_per_shot
        return tuple(
            each.model_copy(update={"seconds": _whole(self.pace.shots[each.name])})
            if self.pace.clearly_differs(each.name, each.seconds or usual)
            else each
            for each in self.desk.shop.settings.shots
        )

    def learned(self) -> Desk:
        """The desk with these figures, in memory alone."""
        return Desk(self.desk.shop.with_settings(light=self.light, shots=self.shots), self.desk.run)

    def table(self) -> Table:
        """Every figure beside that of shop.toml, empty where the gaps are too few; no row before anything is told."""
        rows = tuple(self._rows()) if self._is_told else ()
        return Table("pace", "Pace, in seconds", COLUMNS, rows, most=MOST)

    def _rows(self) -> Iterator[tuple[str, ...]]:
        pace, light = self.pace, self.desk.shop.settings.light
        yield _row("photo", EVERY, pace.photo, light.seconds_per_shot)
        for each in self.desk.shop.settings.shots:
            yield _row("photo", each.name, pace.shots.get(each.name, Figure()), each.seconds or light.seconds_per_shot)
        for kind in SUBJECT_KINDS:
            yield _row("change", kind, pace.changes.get(kind, Figure()), getattr(light.seconds_per_change, kind))

    def line(self) -> str:
        """What was learned in one sentence, or why nothing was; empty without photos."""
        pace = self.pace
        if self._is_told:
            left_out = f", {count(pace.breaks, 'break')} left out" if pace.breaks else ""
            gaps = count(pace.photo.gaps, "gap")
            return f"Pace: {_whole(pace.photo):g} s a photo, from {gaps} between photos{left_out}."
        if self.unknown > pace.photos:
            return (
                f"Pace: {count(self.unknown, 'photo')} not measured yet; after `listingkit check` their times tell it."
            )
        if not pace.photos:
            return ""
        if not pace.timed:
            return "Pace: no photo says when it was taken, so there is nothing to learn from."
        few = f"fewer than {ENOUGH} photos follow another of the same subject"
        return f"Pace: {few} within ten minutes, too few to learn from."

    def advice(self) -> tuple[str, ...]:
        """The lines for shop.toml that bring the next plan to this pace; none where it has it already."""
        mine, light = self.desk.shop.settings, self.light
        lines = []
        if light.seconds_per_shot != mine.light.seconds_per_shot:
            lines.append(f"seconds_per_shot = {light.seconds_per_shot:g}")
        if light.seconds_per_change != mine.light.seconds_per_change:
            told = {kind: value for kind, value in light.seconds_per_change if kind in SUBJECT_KINDS or value}
            changes = ", ".join(f"{kind} = {value:g}" for kind, value in told.items())
            lines.append(f"seconds_per_change = {{ {changes} }}")
        own = [new for new, old in zip(self.shots, mine.shots, strict=True) if new != old]
        head = ["[light]", *lines] if lines else []
        return (*head, *(f"[[shots]] {each.name}: seconds = {each.seconds:g}" for each in own))

    def told(self, planned: Report, *, learned: bool = False) -> Report:
        """`planned` with the pace and how to keep it; where it is planned with it, also what shop.toml gives."""
        lines = [self.line()] if self.line() else []
        if self._is_told:
            advice = self.advice()
            keep = (
                "To keep it, in shop.toml:" if learned else "`plan --learned` plans with it; to keep it, in shop.toml:"
            )
            lines += [keep, *(f"  {each}" for each in advice)] if advice else ["shop.toml has this pace already."]
        if learned:
            lines.append(self._otherwise())
        return replace(planned, summary=(*planned.summary, *lines), tables=(*planned.tables, self.table()))

    def mentioned(self, planned: Report) -> Report:
        """`planned` with one line about the pace, where something was learned."""
        return replace(planned, summary=(*planned.summary, self.line())) if self._is_told else planned

    def _otherwise(self) -> str:
        if not self._is_told:
            return "Planned with the figures of shop.toml, as no others were learned."
        calendar = Calendar(self.desk.shop.settings.light, self.desk.run.today)
        for _ in calendar.schedule(route(self.desk.coverage.missing(), calendar.light.seconds_per_change)):
            pass
        if not calendar.finish:
            return "Planned at this pace: no photo is missing."
        time = f"{count(calendar.minutes, 'minute')}, {count(calendar.days, 'day')}"
        return f"Planned at this pace; with the figures of shop.toml it would be {time}, to {calendar.finish}."

    @property
    def _is_told(self) -> bool:
        return self.pace.photo.seconds is not None


def pacing_of(desk: Desk, ledger: Ledger) -> Pacing:
    """The pace by what the ledger knows of the photos; reads none."""
    coverage = desk.coverage
    taken = _taken(desk, ledger) if coverage.takes else {}
    takes = [take.path for several in coverage.takes.values() for take in several]
    return Pacing(desk, learn_pace(coverage, taken), sum(path not in taken for path in takes))


def _taken(desk: Desk, ledger: Ledger) -> Taken:
    """Camera and time of every photo that is as it was when it was measured. Those that fill no shot count as well."""
    written = {take.path: take.mtime_ns for several in desk.coverage.takes.values() for take in several}
    facts = ledger.photos(ENGINE)
    taken: dict[str, tuple[str, dt.datetime | None]] = {}
    for path, file in ledger.files().items():
        if file.digest in facts and written.get(path, file.mtime_ns) == file.mtime_ns:
            known = facts[file.digest].facts
            taken[path] = known.camera, known.captured_at
    return taken


def _seconds(figures: Mapping[str, Figure]) -> dict[str, float]:
    return {name: float(round(each.seconds)) for name, each in figures.items() if each.seconds is not None}


def _whole(figure: Figure) -> float | None:
    """Whole seconds, at least one: no photo takes none."""
    return None if figure.seconds is None else float(max(1, round(figure.seconds)))


def _row(what: str, name: str, figure: Figure, mine: float) -> tuple[str, ...]:
    seconds = "" if figure.seconds is None else f"{figure.seconds:.0f}"
    return what, name, seconds, f"{mine:g}", str(figure.gaps)
