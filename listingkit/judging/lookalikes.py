"""Which photos are copies of others that were saved anew, among all of a shop?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.judging.copies import AS_GOOD, best_agreement
from listingkit.judging.neighbours import near, sketches
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.likeness import colours_of

Array = NDArray[Any]

BATCH = 20_000  # candidates verified in one go


@dataclass(frozen=True, slots=True)
class Pair:
    """`rest` in levels: how much the two differ after all that editing changes; `change` in words."""

    copy: str
    original: str
    rest: float
    change: str


def lookalikes(photos: Mapping[str, PhotoFacts]) -> list[Pair]:
    """Pairs of copies, sorted. The copy is the one with fewer pixels, then without a time, then the later path."""
    known = {path: facts for path, facts in sorted(photos.items()) if facts.likeness is not None}
    found: dict[tuple[str, str], Pair] = {}
    for view in ("frame", "product"):
        chosen = {path: facts for path, facts in known.items() if getattr(facts.likeness, view)}
        for pair in _found(chosen, view):
            key = pair.copy, pair.original
            if key not in found or pair.rest < found[key].rest:
                found[key] = pair
    return sorted(found.values(), key=lambda pair: (pair.copy, pair.original))


def _found(photos: Mapping[str, PhotoFacts], view: str) -> Iterator[Pair]:
    paths, facts = list(photos), list(photos.values())
    if len(paths) < 2:
        return
    colours = colours_of([getattr(each.likeness, view) for each in facts])
    sketch = sketches(colours, _white(facts, colours))
    cameras, moments = _numbered([each.camera for each in facts]), _numbered([each.captured_at for each in facts])
    for candidates in near(sketch):
        possible = candidates[_may_agree(cameras, candidates) & _may_agree(moments, candidates)]
        for at in range(0, len(possible), BATCH):
            pairs = possible[at : at + BATCH]
            agreed = best_agreement(colours[pairs[:, 0]], colours[pairs[:, 1]])
            same_moment = (cameras[pairs[:, 0]] > 0) & (moments[pairs[:, 0]] > 0)
            same_moment &= (cameras[pairs[:, 1]] > 0) & (moments[pairs[:, 1]] > 0)
            for (a, b), rest, way in agreed.copies(pairs, same_moment):
                copy, original = sorted((a, b), key=lambda each: _rank(paths[each], facts[each]), reverse=True)
                yield Pair(paths[copy], paths[original], rest, _change(facts[copy], facts[original], way))


def _white(facts: list[PhotoFacts], colours: Array) -> Array:
    """What counts as 1: the paper, or without paper the mean lightness, which a brighter copy scales alike."""
    mean = colours.mean(axis=(1, 2, 3))
    told = [each.paper if each.light is not None else (at,) * 3 for each, at in zip(facts, mean, strict=True)]
    white: Array = np.maximum(np.array(told, np.float32), 20)
    return white


def _numbered(values: Sequence[object]) -> Array:
    """A number for each different value, 0 where nothing is known."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(value, len(numbers) + 1) if value else 0 for value in values])


def _may_agree(numbers: Array, pairs: Array) -> Array:
    """Whether the cameras' own words allow one exposure: another time or another camera is another photo."""
    one, two = numbers[pairs[:, 0]], numbers[pairs[:, 1]]
    result: Array = (one == two) | (one == 0) | (two == 0)
    return result


def _rank(path: str, facts: PhotoFacts) -> tuple[int, bool, str]:
    return -facts.width * facts.height, facts.captured_at is None, path


def _change(copy: PhotoFacts, original: PhotoFacts, way: int) -> str:
    done = []
    if way:
        done.append("mirrored" if way >= 4 else "turned")
    if way % 2 == 0 and (copy.width, copy.height) != (original.width, original.height):
        same = abs(copy.width * original.height / (copy.height * original.width) - 1) < AS_GOOD
        done.append("resized" if same else "cropped")
    return " and ".join(done) or "saved anew"
