"""How far is a photo from the other shots of a look, its own or another of the product's?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from listingkit.judging.colour_seen import Seen

FEWEST = 2  # other shots of a look
UNKNOWN = 1e6  # where there are fewer: farther than any colour


class Looks:
    """Distances in CIEDE2000, each told once."""

    def __init__(self, seen: Iterable[Seen]) -> None:
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
            apart = [each.apart(one) for one in self._photos[key[1]] if one.filed.kind.name != each.filed.kind.name]
            self._told[key] = median(apart) if len(apart) >= FEWEST else UNKNOWN
        return self._told[key]
