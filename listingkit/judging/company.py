"""What is usual for a shot: what have the product's other looks there, or else the same shot of the other products?"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from listingkit.judging.siblings import Filed, Shoot
from listingkit.settings import Role

LEAST_LOOKS, LEAST_IN_SHOP = 2, 3  # others that must be there before they say what is usual
PLAIN = frozenset({Role.MAIN, Role.GALLERY, Role.SWATCH, Role.WHITE})
"""Roles whose photos show the whole product on its paper; close-ups, people and scenes need not."""


@dataclass(frozen=True, slots=True)
class Usual:
    """`median` and `mean` of `count` other photos of a shot; `looks` where they are looks of the same product."""

    median: float
    mean: float
    count: int
    looks: bool

    @property
    def who(self) -> str:
        """In words, for messages."""
        if self.looks:
            return f"the same shot of the other {self.count} looks"
        return "the same shot of the shop's other products"


class Company:
    """What a value is in the other photos of each shot. Photos for which `value` gives None do not count."""

    def __init__(self, shoot: Shoot, value: Callable[[Filed], float | None]) -> None:
        self._value = value
        self._shots = shoot.shots
        several: dict[str, list[float]] = defaultdict(list)
        for each in shoot.filed.values():
            found = value(each)
            if found is not None:
                several[each.kind.name].append(found)
        # Over the whole shop one photo more or less makes no difference: counted once, not once per photo.
        self._in_shop = {name: _usual(values, looks=False) for name, values in several.items()}

    def of(self, filed: Filed) -> Usual | None:
        """What is usual where this photo stands; None where too few others are there to tell."""
        looks = [self._value(each) for each in self._shots[filed.subject.spu, filed.kind.name] if each is not filed]
        found = [value for value in looks if value is not None]
        if len(found) >= LEAST_LOOKS:
            return _usual(found, looks=True)
        in_shop = self._in_shop.get(filed.kind.name)
        return in_shop if in_shop is not None and in_shop.count > LEAST_IN_SHOP else None


def _usual(values: list[float], *, looks: bool) -> Usual:
    return Usual(statistics.median(values), statistics.fmean(values), len(values), looks)
