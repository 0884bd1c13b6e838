"""How well does a photo fit a colour's name?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from listingkit.judging.colour_names import BRIGHTNESS, Meaning
from listingkit.judging.colour_seen import Seen

Array = NDArray[Any]

MINOR, EQUAL = 25.0, 0.6  # what a minor colour is farther from a name; the share of the largest that makes one as good


class Fit:
    """Distances of a photo's telling colours from names, of each colour told once.

    A colour of a small part, such as skin or a handle, is farther. `full` counts lightness in full, as what is black or
    grey in known light differs by nothing else.
    """

    def __init__(self) -> None:
        self._told: dict[tuple[str, Meaning, bool], tuple[Array, Array]] = {}

    def region(self, each: Seen, meaning: Meaning, *, full: bool) -> float:
        """From the nearest region that a name stands for."""
        return _nearest(each, self._distances(each, meaning, full=full)[0])

    def point(self, each: Seen, meaning: Meaning, *, full: bool) -> float:
        """CIEDE2000 from the nearest of the points that a name stands for; infinite where there is none."""
        return _nearest(each, self._distances(each, meaning, full=full)[1])

    def _distances(self, each: Seen, meaning: Meaning, *, full: bool) -> tuple[Array, Array]:
        key = each.filed.path, meaning, full
        if key not in self._told:
            points = meaning.from_points(each.colours)
            region = meaning.all_away(each.colours, points, 1.0 if full else BRIGHTNESS)
            self._told[key] = region, meaning.from_points(each.colours, 1.0) if full else points
        return self._told[key]


def _nearest(each: Seen, distances: Array) -> float:
    shares = each.shares[each.told]
    minor = np.clip(1 - shares / (EQUAL * shares.max()), 0, 1)
    return float((distances[each.told] + MINOR * minor).min())
