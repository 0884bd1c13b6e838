"""What stands on a printed page: windows, blocks of shots to tick, cards with codes?"""

from __future__ import annotations

from dataclasses import dataclass

from listingkit.printing.code import Code
from listingkit.printing.fitting import Fitted


@dataclass(frozen=True, slots=True)
class Tick:
    """One shot with its box: its name, in letters of `size` mm, its drawing (a symbol of the page), and whether it must
    be taken.
    """

    name: str
    size: float
    sketch: str
    required: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A subject with the shots that are taken of it in one go. `rows` are the lines of boxes that it fills; `picture`
    shows what is meant, as a data URI, empty for none.
    """

    subject: Fitted
    label: str
    product: str
    colour: str
    ticks: tuple[Tick, ...]
    rows: int
    continued: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of A4. Photos `first` to `last` of the shoot are on it; `opens` on the first of its window."""

    number: int
    day: str
    window: str
    first: int
    last: int
    opens: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What lies in front of the camera: a code, what it says in words, and a colour. `note` tells what to do with it;
    `lines` are there to write on.
    """

    code: Code
    title: Fitted
    name: Fitted
    label: Fitted
    colour: str
    note: str
    lines: int = 0
