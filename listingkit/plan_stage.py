"""Which photo is taken when, in which order, and what does the plan tell of it?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from listingkit import inspection
from listingkit.desk import Desk
from listingkit.errors import UsageError
from listingkit.papers import write_shotlists
from listingkit.references import references_of
from listingkit.report.model import Report, Table
from listingkit.settings_light import lost_light
from listingkit.shots.calendar import Calendar
from listingkit.shots.changes import KINDS
from listingkit.shots.days import SessionLoad
from listingkit.shots.route import changes_of, route
from listingkit.words import count

MOST = 12
"""Rows of a table on a terminal; the workbook and JSON have all."""


def without_light(desk: Desk, rained_off: Sequence[str]) -> Desk:
    """The desk with these days, or windows of days, lost as well. Raises UsageError for what is neither."""
    try:
        lost = [lost_light(text) for text in rained_off]
    except ValueError as wrong:
        raise UsageError(f"--rained-off: {wrong}", 'Such as --rained-off "2026-12-03 08:00".') from None
    light = desk.shop.settings.light
    light = light.model_copy(update={"skip": tuple(dict.fromkeys([*light.skip, *lost]))})
    return Desk(desk.shop.with_settings(light=light), desk.run)


def keeping(planned: Report, desk: Desk) -> Report:
    """`planned` with what to write into shop.toml so that the next plan knows of the light that `desk` lacks too."""
    lost = ", ".join(f'"{each}"' for each in desk.shop.settings.light.skip)
    return replace(planned, summary=(*planned.summary, f"To keep it, in [light] of shop.toml: skip = [{lost}]"))


def plan_shoot(desk: Desk) -> Report:
    """Shot list and calendar: out/shotlist.xlsx and out/shotlist.html."""
    coverage, catalog = desk.coverage, desk.catalog
    calendar, loads, outputs = write_shotlists(desk)
    slots = desk.slots
    counts = {
        "products": len(catalog.products),
        "looks": catalog.look_count,
        "variants": catalog.variant_count,
        "shots": len(coverage.shotlist),
        "minutes": calendar.minutes,
        "days": calendar.days,
        "slots": slots.slots,
        "shots_without_slot": slots.unseen,
    }
    findings = desk.sift(inspection.plan_findings(desk)).shown
    tables = _calendar_table(calendar, loads), _changes_table(desk), _waiting_table(desk)
    return Report("plan", counts, findings, outputs, _plan_summary(desk, counts, calendar), tables)


def _plan_summary(desk: Desk, counts: dict[str, int], calendar: Calendar) -> tuple[str, ...]:
    left = sum(1 for _ in desk.coverage.missing())
    lines = [
        f"{count(counts['products'], 'product')}, {count(counts['looks'], 'look')}, "
        f"{count(counts['variants'], 'variant')}: {count(counts['shots'], 'photo')}, "
        f"{counts['shots'] - left:,} there, {left:,} to take."
    ]
    if retakes := desk.coverage.retakes:
        lines.append(f"{count(retakes, 'retake')}: of several photos of a shot the newest counts.")
    if calendar.finish:
        lines.append(
            f"{count(calendar.minutes, 'minute')} of light, {count(calendar.days, 'day')}: "
            f"{calendar.start} to {calendar.finish}."
        )
    lines += _lost_lines(desk)
    if told := references_of(desk, looked_at=False).told:
        lines.append(told)
    names = " and ".join(store.label for store in desk.stores)
    unseen = counts["shots_without_slot"]
    lines.append(
        f"{count(counts['slots'], 'picture slot')} in {names}; "
        + (f"no slot will show {count(unseen, 'photo')}." if unseen else "every photo has one.")
    )
    return tuple(lines)


def _lost_lines(desk: Desk) -> Iterator[str]:
    """What does not go into the calendar, and windows that are named as lost but are no windows."""
    if waiting := desk.coverage.shotlist.waiting:
        yield f"{count(len(waiting), 'subject')} left out: the sample has not arrived."
    light = desk.shop.settings.light
    for lost in light.skip:
        if lost.at and not light.sun and not any(lost.covers(lost.day, window) for window in light.windows):
            yield f"{lost} is in no window of [light], so no light is lost there."


def _calendar_table(calendar: Calendar, loads: Sequence[SessionLoad]) -> Table:
    columns = "day", "window", "photos", "changes", "minutes", "from", "to"
    rows = tuple(_window_row(calendar, load) for load in loads)
    return Table("calendar", "Calendar", columns, rows, most=MOST)


def _window_row(calendar: Calendar, load: SessionLoad) -> tuple[str, ...]:
    session = load.session
    minutes = math.ceil(calendar.spent[session] / 60)
    figures = (str(load.photos), str(calendar.changes[session]), str(minutes))
    return (str(session.day), session.window_text, *figures, load.first, load.last)


def _changes_table(desk: Desk) -> Table:
    """How often the set-up changes, beside how often it would in the catalogue's order. No row where none changes."""
    change = desk.shop.settings.light.seconds_per_change
    planned, usual = changes_of(route(desk.coverage.missing(), change)), changes_of(desk.coverage.missing())
    kinds = [kind for kind in KINDS if (planned[kind] or usual[kind]) and (kind != "angle" or change.angle)]
    rows = tuple((kind, str(planned[kind]), str(usual[kind])) for kind in kinds)
    return Table("changes", "Changes of set-up", ("change_of", "planned", "catalogue_order"), rows, most=MOST)


def _waiting_table(desk: Desk) -> Table:
    rows = tuple((group.subject.id, group.subject.label) for group in desk.coverage.shotlist.waiting)
    return Table("waiting", "Sample not here yet", ("subject", "look"), rows, most=MOST)
