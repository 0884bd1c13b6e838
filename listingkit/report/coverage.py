"""What does the page show of each product: which photos are there, its listings, and where it is withheld?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from listingkit.catalog.model import Catalog, Product
from listingkit.listing.model import Listing
from listingkit.shots.model import Coverage, Group, Subject

MOST_LINES = 4000
"""Looks in the matrix."""
MOST_LISTED = 300
"""Products with their listings."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One shot of one look; `photo` is the path of the take that counts, empty while there is none."""

    shot: str
    state: str
    takes: int
    photo: str


@dataclass(frozen=True, slots=True)
class Line:
    """One subject in the coverage matrix."""

    subject: str
    label: str
    colour: str
    cells: tuple[Cell, ...]

    @property
    def left(self) -> int:
        """How many required photos it still needs."""
        return sum(cell.state == "missing" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Card:
    """A product with its coverage and its listings. `shots` heads the columns of the matrix."""

    product: Product
    shots: tuple[str, ...]
    lines: tuple[Line, ...]
    listings: tuple[Listing, ...]
    withheld: str


def cards_of(
    catalog: Catalog,
    coverage: Coverage,
    listings: Mapping[str, Sequence[Listing]],
    withheld: Mapping[str, frozenset[str]],
) -> list[Card]:
    """One for each product, in the seller's order."""
    groups: dict[str, list[Group]] = {}
    for group in [*coverage.shotlist.groups, *coverage.shotlist.waiting]:
        groups.setdefault(group.subject.spu, []).append(group)
    by_product: dict[str, list[Listing]] = {}
    for listing in (each for several in listings.values() for each in several):
        by_product.setdefault(listing.spu, []).append(listing)
    where = {product.spu: _where_withheld(product.spu, withheld) for product in catalog.products}
    return [
        _card(product, groups.get(product.spu, []), by_product.get(product.spu, []), coverage, where[product.spu])
        for product in catalog.products
    ]


def shown_lines(cards: Iterable[Card]) -> tuple[list[Card], int]:
    """The cards that the matrix shows, and how many looks it leaves out."""
    shown: list[Card] = []
    lines = left = 0
    for card in cards:
        if lines + len(card.lines) <= MOST_LINES:
            shown.append(card)
            lines += len(card.lines)
        else:
            left += len(card.lines)
    return shown, left


def colour_of(subject: Subject) -> str:
    """The label of the first option that changes the look; empty for a product."""
    return next((value.label for _, value in subject.choices), "")


def _where_withheld(spu: str, withheld: Mapping[str, frozenset[str]]) -> str:
    """Nowhere, everywhere, or from which stores."""
    stores = [store for store, products in withheld.items() if spu in products]
    if len(stores) == len(withheld):
        return "withheld: has errors" if stores else ""
    return f"withheld from {' and '.join(stores)}: has errors there" if stores else ""


def _card(product: Product, groups: list[Group], listings: list[Listing], coverage: Coverage, withheld: str) -> Card:
    shots = tuple(dict.fromkeys(kind.name for group in groups for kind in group.kinds))
    lines = tuple(_line(group, shots, coverage) for group in groups)
    return Card(product, shots, lines, tuple(listings), withheld)


def _line(group: Group, shots: tuple[str, ...], coverage: Coverage) -> Line:
    kinds = {kind.name: kind for kind in group.kinds}
    cells: list[Cell] = []
    for name in shots:
        takes = coverage.takes.get((group.subject.id, name), ())
        if takes:
            state = "done"
        elif name not in kinds:
            state = "none"
        elif not group.subject.sample:
            state = "waiting"
        else:
            state = "missing" if kinds[name].required else "optional"
        cells.append(Cell(name, state, len(takes), takes[0].path if takes else ""))
    return Line(group.subject.id, group.subject.label, colour_of(group.subject), tuple(cells))
