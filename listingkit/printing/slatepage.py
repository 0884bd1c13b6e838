"""How do the cards look that are photographed before the frames they name?

A card is A6, whether four of them are cut from a sheet of A4 or each is a sheet of its own. Its code is as wide as the
card: one that fills an eighth of a frame still has several pixels a module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from listingkit.printing.code import code_of
from listingkit.printing.colours import chip_of
from listingkit.printing.environment import template
from listingkit.printing.fitting import Fitted, fitted
from listingkit.printing.model import Card
from listingkit.shots.model import Subject
from listingkit.shots.slate import END_PAYLOAD, payload, spare_payload

WIDTH = 87.0
TITLE_HEIGHT, TITLE_MOST = 17.0, 13.0
NAME_HEIGHT, NAME_MOST = 6.5, 4.6
LABEL_MOST = 5.5
CHIP = 20.0
NOTHING = Fitted(("",), NAME_MOST)


class Paper(StrEnum):
    """What the cards are printed on: A4, four to a sheet with crop marks, or A6, one to a sheet."""

    a4 = "a4"
    a6 = "a6"

    @property
    def cards(self) -> int:
        """Cards on one sheet."""
        return 4 if self is Paper.a4 else 1


def cards_of(subjects: Iterable[Subject], names: Mapping[str, str], spares: int) -> tuple[Card, ...]:
    """A card for each subject in their order, then `spares` without a name, then the one that ends the shoot.

    `names` of products by spu.
    """
    named = tuple(_card_of(subject, names.get(subject.spu, "")) for subject in subjects)
    return (*named, *(_spare(number) for number in range(1, spares + 1)), _end())


def build_slates(shop: str, cards: Sequence[Card], paper: Paper) -> str:
    """The page as text; it loads nothing."""
    sheets = [cards[start : start + paper.cards] for start in range(0, len(cards), paper.cards)]
    return template("slates.html.j2").render(shop=shop, sheets=sheets, total=len(cards), paper=paper.value)


def _card_of(subject: Subject, product: str) -> Card:
    colour = chip_of(subject)
    return Card(
        code_of(payload(subject.id)),
        _title(subject.id),
        fitted(product, WIDTH, NAME_HEIGHT, most=NAME_MOST),
        fitted(subject.label, WIDTH - CHIP if colour else WIDTH, NAME_HEIGHT, most=LABEL_MOST),
        colour,
        "Photograph this card, then its frames.",
    )


def _spare(number: int) -> Card:
    note = "For what has no card of its own: write its name here."
    return Card(code_of(spare_payload(number)), _title(f"SPARE {number:02}"), NOTHING, NOTHING, "", note, lines=1)


def _end() -> Card:
    name = fitted("The shoot ends here", WIDTH, NAME_HEIGHT, most=NAME_MOST)
    return Card(code_of(END_PAYLOAD), _title("END"), name, NOTHING, "", "Photograph this card last.")


def _title(text: str) -> Fitted:
    return fitted(text, WIDTH, TITLE_HEIGHT, most=TITLE_MOST, lines=3)
