"""How does the shot list look on paper, ticked with a thick pen and gloves on?

A browser lays a page out as it likes, and tells no page what came before it. So heights are fixed here, in mm, and
pages are made here: each bears its own photo numbers, no block is torn, and a window of two hours at a minute a photo
is one page.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from listingkit.printing.colours import chip_of
from listingkit.printing.environment import template
from listingkit.printing.fitting import fitted
from listingkit.printing.model import Block, Sheet, Tick
from listingkit.printing.sketches import sketch_of
from listingkit.shots.days import Outline
from listingkit.shots.model import Session, Shot, ShotKind

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
# A4 with margins of 10 mm is 190 x 277 mm. The names are those of the template's styles.
PAGE, HEAD, CARD, ROW = 276.0, 17.0, 14.0, 15.2
ACROSS = 8
PICTURE = 13.0
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
NAME_WIDTH, NAME_HEIGHT, NAME_MOST = 16.4, 3.5, 3.0
SUBJECT_WIDTH, SUBJECT_HEIGHT, SUBJECT_MOST = 43.0, 6.4, 4.6


def build_shot_page(
    shop: str,
    outline: Outline,
    names: Mapping[str, str],
    *,
    there: int,
    references: Mapping[str, bytes] = NO_PICTURES,
) -> str:
    """The page as text; it loads nothing. `names` of products by spu; `there` photos have been taken already;
    `references` are small JPEGs of subjects or products, which show what is meant.
    """
    sheets = list(_sheets(outline, names, references))
    return template("shotlist.html.j2").render(
        shop=shop,
        sheets=sheets,
        total=outline.photos,
        there=there,
        held=len(outline.foremost),
        head=HEAD,
        card=CARD,
        row=ROW,
        across=ACROSS,
        name_size=NAME_MOST,
        any_optional=any(not shot.kind.required for shot, _ in outline.foremost),
    )


def _sheets(outline: Outline, names: Mapping[str, str], references: Mapping[str, bytes]) -> Iterator[Sheet]:
    number = count = 0
    for session, due in groupby(outline.foremost, key=lambda each: each[1]):
        blocks = _blocks((shot for shot, _ in due), names, references)
        for part, onto in enumerate(_pages(blocks)):
            number += 1
            first = count + 1
            count += sum(len(block.ticks) for block in onto)
            yield Sheet(number, day_text(session.day), session_text(session), first, count, part == 0, onto)


def _blocks(shots: Iterable[Shot], names: Mapping[str, str], references: Mapping[str, bytes]) -> Iterator[Block]:
    """A block for each run of shots of one subject; one that no page holds goes on in further blocks."""
    most = int((PAGE - HEAD - CARD) // ROW) * ACROSS
    for subject, group in groupby(shots, key=lambda shot: shot.subject):
        ticks = [_tick(shot.kind) for shot in group]
        jpeg = references.get(subject.id) or references.get(subject.spu)
        picture = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}" if jpeg else ""
        width = SUBJECT_WIDTH - (PICTURE if picture else 0)
        title = fitted(subject.id, width, SUBJECT_HEIGHT, most=SUBJECT_MOST)
        product = names.get(subject.spu, "")
        for start in range(0, len(ticks), most):
            some = tuple(ticks[start : start + most])
            rows = -(-len(some) // ACROSS)
            yield Block(
                title, subject.label, product, chip_of(subject), some, rows, continued=start > 0, picture=picture
            )


def _tick(kind: ShotKind) -> Tick:
    size = fitted(kind.name, NAME_WIDTH, NAME_HEIGHT, most=NAME_MOST, lines=1).size
    return Tick(kind.name, size, sketch_of(kind), kind.required)


def _pages(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks by page; the first page of a window has the card with what to see to before."""
    onto: list[Block] = []
    room = PAGE - HEAD - CARD
    for block in blocks:
        height = block.rows * ROW
        if onto and height > room:
            yield tuple(onto)
            onto, room = [], PAGE - HEAD
        onto.append(block)
        room -= height
    if onto:
        yield tuple(onto)


def day_text(day: dt.date) -> str:
    """Such as `Monday 11 May 2026`, in English whatever the machine speaks."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def session_text(session: Session) -> str:
    """Such as `08:00–10:00`."""
    return session.window_text.replace("-", "–")
