"""Which papers does a shoot need? The shot list as workbook and page, and the slates."""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.desk import Desk
from listingkit.files import write_text
from listingkit.printing.shotpage import build_shot_page
from listingkit.printing.slatepage import Paper, build_slates, cards_of
from listingkit.references import references_of
from listingkit.report.model import Report
from listingkit.shots.calendar import Calendar
from listingkit.shots.days import SessionLoad, outline_of
from listingkit.shots.model import Shot
from listingkit.shots.route import route, shooting_order
from listingkit.words import count

MOST_CARDS = 2000
"""Subjects on one slates.html: 500 sheets of A4, and some 10 MB, beyond which browsers print no more."""


def write_shotlists(desk: Desk) -> tuple[Calendar, tuple[SessionLoad, ...], tuple[str, ...]]:
    """out/shotlist.xlsx and out/shotlist.html; the calendar with its sums, its windows, the files' names in the shop.

    The shots are walked through twice rather than kept.
    """
    # openpyxl takes longer to import than most runs of `images` take: only what writes workbooks pays for it.
    from listingkit.sheets.shotlist import shot_rows, write_shotlist

    def missing() -> Iterator[Shot]:
        return route(coverage.missing(), light.seconds_per_change)

    light, name, coverage = desk.shop.settings.light, desk.shop.settings.shop.name, desk.coverage
    calendar = Calendar(light, desk.run.today)
    outline = outline_of(calendar.schedule(missing()))
    workbook, page = desk.shop.out / "shotlist.xlsx", desk.shop.out / "shotlist.html"
    rows = shot_rows(coverage, Calendar(light, desk.run.today).schedule(missing()))
    write_shotlist(workbook, name, coverage, outline.loads, rows)
    there = len(coverage.shotlist) - outline.photos
    pictures = references_of(desk).pictures
    write_text(page, build_shot_page(name, outline, _product_names(desk), there=there, references=pictures))
    return calendar, outline.loads, (desk.shop.relative(workbook), desk.shop.relative(page))


def write_slates(desk: Desk, paper: Paper, spares: int) -> Report:
    """out/slates.html: a card for each subject in the order of the shoot, then spare cards and the last one.

    Where there are more than one page can hold, those whose photos are all there get none.
    """
    order = shooting_order(desk.coverage.shotlist, desk.shop.settings.light.seconds_per_change)
    subjects = list({shot.subject.id: shot.subject for shot in order}.values())
    left_out = 0
    if len(subjects) > MOST_CARDS:
        waiting = {shot.subject.id for shot in desk.coverage.missing()}
        shown = [subject for subject in subjects if subject.id in waiting or not subject.sample][:MOST_CARDS]
        left_out, subjects = len(subjects) - len(shown), shown
    cards = cards_of(subjects, _product_names(desk), spares)
    page = desk.shop.out / "slates.html"
    write_text(page, build_slates(desk.shop.settings.shop.name, cards, paper))
    counts = {"slates": len(cards), "sheets": -(-len(cards) // paper.cards)}
    lines = [
        f"{count(len(subjects), 'subject')}, {count(spares, 'spare card')} and an END card: "
        f"{count(counts['slates'], 'slate')} on {count(counts['sheets'], 'sheet')} of {paper.value.upper()}."
    ]
    if left_out:
        lines.append(f"No card for {count(left_out, 'subject')}: cards are for the first {MOST_CARDS:,} to photograph.")
    cut = ", then cut along the marks" if paper is Paper.a4 else ""
    lines.append(f"Open {page} in a browser and print it at 100 %, without margins or headers{cut}.")
    return Report("slates", counts, outputs=(desk.shop.relative(page),), summary=tuple(lines))


def _product_names(desk: Desk) -> dict[str, str]:
    return {product.spu: product.name for product in desk.catalog.products}
