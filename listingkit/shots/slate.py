"""What does the code on a slate say, and what was meant by a code that a camera has seen?

Only text: whoever prints draws it as a QR code, whoever reads a photo brings what it read. `LK1:` is followed by a
subject's id; control cards have `*` in place of the colon, so that no subject of any shop, not even one with the id
`END`, can be taken for one. Both stand in the small QR alphabet (ISO/IEC 18004, 7.4.4: digits, capitals and
` $%*+-./:`), which keeps the modules of a printed card large.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "LK1:"
END_PAYLOAD = "LK1*END"
SPARE_PREFIX = "LK1*SPARE-"
MOST_SPARES = 99
LONGEST = 200
"""Characters of a subject's id that a slate can say: ids beyond that are no ids, and their modules too small."""


class SlateKind(StrEnum):
    """What a card is for: frames of a subject follow, frames of something without a card, or none any more."""

    SUBJECT = "subject"
    SPARE = "spare"
    END = "end"


@dataclass(frozen=True, slots=True)
class Slate:
    """A card in front of the camera. `subject` is the id as printed, `SPARE-01` of a spare card, `END` of the last."""

    subject: str
    kind: SlateKind

    @property
    def key(self) -> str:
        """The subject as ids are compared: in any case."""
        return self.subject.casefold()


def payload(subject: str) -> str:
    """The text of the code on a subject's card, such as `LK1:U012-NVY`."""
    return PREFIX + subject


def spare_payload(number: int) -> str:
    """The text of the code on a spare card, such as `LK1*SPARE-01`; `number` from 1 to MOST_SPARES."""
    return f"{SPARE_PREFIX}{number:02}"


def read_payload(text: str) -> Slate | None:
    """What a code says, whatever the case and the space around it; None where it is not a card of ours."""
    said = text.strip()
    if said.upper() == END_PAYLOAD:
        return Slate("END", SlateKind.END)
    if spare := re.fullmatch(re.escape(SPARE_PREFIX) + r"([0-9]{2})", said, re.IGNORECASE | re.ASCII):
        return Slate(f"SPARE-{spare[1]}", SlateKind.SPARE) if spare[1] != "00" else None
    subject = said[len(PREFIX) :]
    if not said.upper().startswith(PREFIX) or not subject or len(subject) > LONGEST or not subject.isprintable():
        return None
    return Slate(subject, SlateKind.SUBJECT)
