"""In which order are photos taken, so that the set-up changes as little as it can?

Products come in the order of the catalogue: a change from one to the next costs the same in any. Within a product, all
patterns of a colour together, all colours of a pattern together (every other time backwards, so that the colour stays
where the pattern changes), or each angle of all looks together, where a change of angle costs time; whichever is
quickest, and the catalogue's own order where none is quicker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

from listingkit.settings import ChangeSeconds
from listingkit.shots.changes import changes_between, colour_of, seconds_of
from listingkit.shots.model import Shot, ShotList, Subject

Blocks = list[list[Shot]]
Codes = tuple[str, ...]


def route(shots: Iterable[Shot], change: ChangeSeconds) -> Iterator[Shot]:
    """Every one of `shots`, of which each product's come together; never slower than their own order."""
    for _, several in groupby(shots, key=lambda shot: shot.subject.spu):
        yield from _quickest(list(several), change)


def shooting_order(shotlist: ShotList, change: ChangeSeconds) -> Iterator[Shot]:
    """Every shot as it is taken; those whose sample has gone or not arrived come last."""
    yield from route(shotlist, change)
    for group in shotlist.waiting:
        yield from (Shot(group.subject, kind) for kind in group.kinds)


def changes_of(shots: Iterable[Shot]) -> Counter[str]:
    """How often product, colour, pattern and angle change from each shot to the next."""
    changes: Counter[str] = Counter()
    for before, after in pairwise(shots):
        changes.update(changes_between(before, after))
    return changes


def _quickest(shots: list[Shot], change: ChangeSeconds) -> list[Shot]:
    blocks = [list(block) for _, block in groupby(shots, key=lambda shot: shot.subject.id)]
    if len(blocks) < 2:
        return shots
    orders = [[*chain.from_iterable(order)] for order in _orders(blocks, angles=change.angle > 0)]
    # Of equally quick ones that with fewer changes of colour: it is the larger change. The catalogue's stands first.
    return min([shots, *orders], key=lambda order: _cost(order, change))


def _cost(shots: Sequence[Shot], change: ChangeSeconds) -> tuple[float, int]:
    changes = changes_of(shots)
    return seconds_of(changes, change), changes["colour"]


def _orders(blocks: Blocks, *, angles: bool) -> Iterator[Blocks]:
    by_look = [_by_colour(blocks), _by_pattern(blocks)]
    yield from by_look
    if angles:
        for order in by_look:
            yield _by_angle(order)


def _by_colour(blocks: Blocks) -> Blocks:
    return [*chain.from_iterable(_gathered(blocks, colour_of).values())]


def _by_pattern(blocks: Blocks) -> Blocks:
    several = _gathered(_by_colour(blocks), _pattern).values()
    return [*chain.from_iterable(each[::-1] if number % 2 else each for number, each in enumerate(several))]


def _by_angle(blocks: Blocks) -> Blocks:
    names = dict.fromkeys(shot.kind.name for block in blocks for shot in block)
    order: Blocks = []
    for number, name in enumerate(names):
        there = [[shot for shot in block if shot.kind.name == name] for block in blocks]
        order += there[::-1] if number % 2 else there
    return order


def _gathered(blocks: Blocks, key: Callable[[Subject], Codes]) -> dict[Codes, Blocks]:
    gathered: dict[Codes, Blocks] = {}
    for block in blocks:
        gathered.setdefault(key(block[0].subject), []).append(block)
    return gathered


def _pattern(subject: Subject) -> Codes:
    return tuple(value.code for name, value in subject.choices if name.casefold() != "colour")
