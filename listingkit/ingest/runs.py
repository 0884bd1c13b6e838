"""Where does a slate end one run of frames and begin the next?"""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.ingest.model import Frame, Run
from listingkit.ingest.order import Stream
from listingkit.shots.slate import Slate


def runs(stream: Stream) -> Iterator[Run]:
    """The frames of a stream from slate to slate. A card photographed several times in a row opens one run."""
    cards: list[Frame] = []
    said: Slate | None = None
    frames: list[Frame] = []
    for frame in stream.frames:
        if not frame.slates:
            frames.append(frame)
            continue
        told = frame.slates[0] if len({slate.key for slate in frame.slates}) == 1 else None
        if told and said and told.key == said.key and frame.camera not in {card.camera for card in cards}:
            cards.append(frame)  # the second camera saw the card while the first went on
            continue
        if frames or (cards and (told is None or said is None or told.key != said.key)):
            yield Run(tuple(cards), said, tuple(frames))
            cards, frames = [], []
        cards.append(frame)
        said = told
    if cards or frames:
        yield Run(tuple(cards), said, tuple(frames))
