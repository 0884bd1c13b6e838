"""How far apart are the photos of a product, and how far is one from the other shots of a look?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.judging.colour_seen import Seen
from listingkit.pixels.lab import difference

Array = NDArray[Any]

FEWEST = 2  # other shots of a look
UNKNOWN = 1e6  # where there are fewer: farther than any colour


class Apart:
    """CIEDE2000 of the nearest pair of telling colours of two photos of one product, or of both largest.

    Told for all pairs of a product at once: one by one it takes thirty times as long.
    """

    def __init__(self, seen: Iterable[Seen]) -> None:
        self._place: dict[str, int] = {}
        self._of_product: dict[str, list[list[float]]] = {}
        products: dict[str, list[Seen]] = defaultdict(list)
        for each in seen:
            several = products[each.filed.subject.spu]
            self._place[each.filed.path] = len(several)
            several.append(each)
        for spu, several in products.items():
            self._of_product[spu] = _pairs(several).tolist()

    def __call__(self, one: Seen, two: Seen) -> float:
        """Of two photos of the same product."""
        return self._of_product[one.filed.subject.spu][self._place[one.filed.path]][self._place[two.filed.path]]


def _pairs(several: Sequence[Seen]) -> Array:
    """n × n."""
    telling = [each.telling for each in several]
    starts = np.cumsum([0, *map(len, telling)])[:-1]
    colours, mains = np.concatenate(telling), np.array([each.colours[0] for each in several])
    apart = difference(colours[:, None], colours[None])
    nearest = np.minimum.reduceat(np.minimum.reduceat(apart, starts, axis=0), starts, axis=1)
    return np.minimum(nearest, difference(mains[:, None], mains[None]))


class Looks:
    """The photos of each look, and distances from them, each told once."""

    def __init__(self, seen: Iterable[Seen], apart: Apart) -> None:
        self.apart = apart
        self._photos: dict[str, list[Seen]] = defaultdict(list)
        self._of_product: dict[str, dict[str, None]] = defaultdict(dict)  # in order
        self._told: dict[tuple[str, str], float] = {}
        for each in seen:
            subject = each.filed.subject
            self._photos[subject.id].append(each)
            self._of_product[subject.spu][subject.id] = None

    def of(self, look: str) -> Sequence[Seen]:
        """The photos of a look."""
        return self._photos[look]

    def photos(self, each: Seen) -> Sequence[Seen]:
        """Those of a photo's own look, with itself."""
        return self._photos[each.filed.subject.id]

    def beside(self, each: Seen) -> list[str]:
        """The ids of the product's other looks."""
        subject = each.filed.subject
        return [look for look in self._of_product[subject.spu] if look != subject.id]

    def away(self, each: Seen, look: str | None = None) -> float:
        """How far a photo is from the photos of a look (or of its own), in the median, but for the same shot of it."""
        key = each.filed.path, look or each.filed.subject.id
        if key not in self._told:
            others = [one for one in self._photos[key[1]] if one.filed.kind.name != each.filed.kind.name]
            self._told[key] = median(self.apart(each, one) for one in others) if len(others) >= FEWEST else UNKNOWN
        return self._told[key]
