"""Which photos are copies of others that were saved anew, among all of a shop?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.judging.copies import AS_GOOD, FAR, best_agreement, coarse_of, same_colours
from listingkit.judging.crops import candidates, crops, looks_of
from listingkit.judging.neighbours import NARROW, REACH, near, sketches
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.likeness import cells_of, colours_of

Array = NDArray[Any]

BATCH = 5_000  # photos, or candidates, in one go
MANY = 5_000_000  # photos × photos without a time: with more, only plain copies are looked for, to end within minutes
NARROW_FAR = 0.012
SHARED_MOMENT = 6  # photos of one camera and moment: with more, its clock stands still and tells nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """`rest` in levels: how much the two differ after all that editing changes, None where only the moment tells it;
    `change` in words; `together` when one camera took both at one moment; `cropped` when it was told by `crops`.
    """

    copy: str
    original: str
    rest: float | None
    change: str
    together: bool = False
    cropped: bool = False

    @property
    def doubt(self) -> tuple[float, str]:
        """Sorts the pairs of one copy: the best agreement first."""
        return (999.0 if self.rest is None else self.rest, self.original)


def lookalikes(photos: Mapping[str, PhotoFacts]) -> list[Pair]:
    """Pairs of copies, sorted. The copy is the one with fewer pixels, then without a time, then the later path."""
    known = {path: facts for path, facts in sorted(photos.items()) if facts.likeness is not None}
    found: dict[tuple[str, str], Pair] = {}
    for view in ("frame", "product"):
        chosen = {path: facts for path, facts in known.items() if getattr(facts.likeness, view)}
        if len(chosen) < 2:
            continue
        seen = _View(chosen, view)
        for pair in (*seen.pairs(), *(seen.cropped() if view == "frame" else ())):
            key = pair.copy, pair.original
            if key not in found or pair.doubt < found[key].doubt:
                found[key] = pair
    return sorted(found.values(), key=lambda pair: (pair.copy, pair.original))


class _View:
    """All photos by one of their two small pictures."""

    def __init__(self, photos: Mapping[str, PhotoFacts], view: str) -> None:
        self.paths, self.facts = list(photos), list(photos.values())
        self.cells = cells_of([getattr(each.likeness, view) for each in self.facts])
        starts = range(0, len(self.facts), BATCH)  # the colours of all at once would take 7 KB a photo
        told = [self._told(slice(at, at + BATCH)) for at in starts]
        self.sketch, self.coarse, self.looks = (np.concatenate(each) for each in zip(*told, strict=True))
        self.cameras = _numbered([each.camera for each in self.facts])
        self.moments = _moments(self.facts)

    def _told(self, some: slice) -> tuple[Array, Array, Array]:
        colours = colours_of(self.cells[some])
        white = _white(self.facts[some], colours)
        return sketches(colours, white), coarse_of(colours), looks_of(colours[:, ::2, ::2], white)

    def pairs(self) -> Iterator[Pair]:
        untimed = self.moments == 0
        # Each of these has to be compared with every photo that looks like it.
        narrow = int(untimed.sum()) * len(untimed) > MANY
        reach, far = (NARROW, NARROW_FAR) if narrow else (REACH, FAR)
        for alike in near(self.sketch, untimed, reach):
            one, two = self.cameras[alike].T
            possible = alike[(one == two) | (one == 0) | (two == 0)]
            for at in range(0, len(possible), BATCH):
                yield from self._verified(possible[at : at + BATCH], sure=False, far=far)
        together = defaultdict(list)
        for at, moment in enumerate(self.moments):
            if moment:
                together[moment].append(at)
        twice = [pair for each in together.values() for pair in combinations(each, 2)]
        if twice:
            yield from self._verified(np.array(twice), sure=True)

    def cropped(self) -> Iterator[Pair]:
        """Pairs of which one is cut out of the other, where not both say when they were taken."""
        pixels = np.array([each.width * each.height for each in self.facts])
        possible = candidates(self.looks, self.moments == 0, pixels, self.cameras)
        texts = [each.likeness.frame if each.likeness else "" for each in self.facts]
        for each in crops(texts, possible):
            yield Pair(self.paths[each.copy], self.paths[each.original], each.rest, "cropped", cropped=True)

    def _verified(self, pairs: Array, *, sure: bool, far: float = FAR) -> Iterator[Pair]:
        agreed = best_agreement(self.cells, self.coarse, pairs, far).copies(pairs, sure=sure)
        for a, b, rest, way in agreed:
            yield self._pair(a, b, rest, way, together=sure)
        if not sure:
            return
        for a, b in {(int(a), int(b)) for a, b in pairs} - {(a, b) for a, b, *_ in agreed}:
            if same_colours(*colours_of(self.cells[[a, b]])):
                yield self._pair(a, b, None, 0, together=True)

    def _pair(self, a: int, b: int, rest: float | None, way: int, *, together: bool) -> Pair:
        copy, original = sorted((a, b), key=lambda at: _rank(self.paths[at], self.facts[at]), reverse=True)
        change = _change(self.facts[copy], self.facts[original], way)
        return Pair(self.paths[copy], self.paths[original], rest, change, together)


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


def _moments(facts: list[PhotoFacts]) -> Array:
    """A number for each moment of each camera, 0 where nothing is known: another moment is another photo."""
    told = [(each.camera, each.captured_at) if each.captured_at and each.camera else None for each in facts]
    often = Counter(told)
    return _numbered([each if often[each] <= SHARED_MOMENT else None for each in told])


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
