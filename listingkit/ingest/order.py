"""In which order were the frames taken, and by which camera?

By the camera's clock, with parts of a second, and within one instant by the camera's own number. Each camera is a
stream of its own; where two cameras photographed the same slates, the difference of their clocks is known, and they
become one stream. What cannot be put in order is told, never guessed.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from listingkit.findings import Finding, Place, finding
from listingkit.ingest.model import Frame
from listingkit.words import count

SLACK = dt.timedelta(seconds=90)
"""Two photographers do not press at the same instant: the clocks' difference may vary by this from card to card."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Frames in the order in which they were taken; or, with `doubt`, frames whose order nobody can tell."""

    frames: tuple[Frame, ...]
    doubt: Finding | None = None


def streams(frames: Iterable[Frame]) -> tuple[Stream, ...]:
    """The frames of a card by camera, each in true order, cameras with common slates in one stream."""
    by_camera: dict[str, list[Frame]] = {}
    unread: list[Frame] = []
    for frame in frames:
        if frame.known is None:
            unread.append(frame)
        else:
            by_camera.setdefault(frame.camera, []).append(frame)
    for frame in unread:
        # What cannot be read tells no camera: its neighbours on the card do.
        by_camera.setdefault(_neighbours_camera(frame, by_camera), []).append(frame)
    ordered = [_ordered(camera, several) for camera, several in sorted(by_camera.items())]
    return tuple(_merged(ordered))


def _neighbours_camera(frame: Frame, by_camera: dict[str, list[Frame]]) -> str:
    folder, number = frame.counter
    near = [
        (abs(other.counter[1] - number), camera)
        for camera, several in by_camera.items()
        for other in several
        if other.counter[0] == folder
    ]
    return min(near)[1] if near else ""


def _ordered(camera: str, frames: list[Frame]) -> Stream:
    by_name = sorted(frames, key=lambda frame: (*frame.counter, frame.path))
    timed = [frame for frame in by_name if frame.captured_at]
    if len(timed) == len(by_name):
        by_time = sorted(by_name, key=lambda frame: (_time(frame), *frame.counter, frame.path))
        if any(_contradicts(part) for part in _folders(by_time)):
            return Stream(tuple(by_time), _doubt(camera, by_time, "the clock and the numbers in the names disagree"))
        return Stream(tuple(by_time))
    # Frames without a time stand where their numbers put them, if the numbers agree with all times that there are.
    if all(_time(one) <= _time(two) for one, two in pairwise(timed)):
        return Stream(tuple(by_name))
    return Stream(tuple(by_name), _doubt(camera, by_name, "some frames tell no time, and the numbers disagree with it"))


def _time(frame: Frame) -> dt.datetime:
    return frame.captured_at or dt.datetime.min


def _folders(frames: Sequence[Frame]) -> list[list[int]]:
    """The numbers in each folder, in the order of the clock."""
    folders: dict[str, list[int]] = {}
    for frame in frames:
        folder, number = frame.counter
        folders.setdefault(folder, []).append(number)
    return list(folders.values())


def _contradicts(numbers: Sequence[int]) -> bool:
    """Whether numbers fall other than once, from the end of the counter to its beginning."""
    falls = [index for index, (one, two) in enumerate(pairwise(numbers)) if two < one]
    return len(falls) > 1 or (len(falls) == 1 and numbers[-1] >= numbers[0])


def _doubt(camera: str, frames: Sequence[Frame], why: str) -> Finding:
    who = f"of the {camera}" if camera else "of a camera without a name"
    return finding(
        "ingest.order-unknown",
        f"{count(len(frames), 'frame')} {who}, {frames[0].path} to {frames[-1].path}: their order is unknown, as {why}",
        subject=camera or frames[0].path,
        place=Place(frames[0].path),
        hint="Put each card, or each day, into a folder of its own, or set the times right, and ingest that folder.",
    )


def _merged(parts: list[Stream]) -> list[Stream]:
    """Streams that share slates become one, on the clock of the one that has more of them."""
    done = [part for part in parts if part.doubt or _untimed(part)]
    pending = sorted((part for part in parts if part not in done), key=lambda part: -len(_cards(part)))
    while pending:
        whole = pending.pop(0)
        joined = True
        while joined:
            joined = False
            for other in pending:
                offset = _offset(whole, other)
                if offset is not None:
                    whole = _joined(whole, other, offset)
                    pending.remove(other)
                    joined = True
                    break
        done.append(whole)
    return done


def _untimed(stream: Stream) -> bool:
    return any(frame.captured_at is None for frame in stream.frames)


def _cards(stream: Stream) -> dict[str, list[Frame]]:
    cards: dict[str, list[Frame]] = {}
    for frame in stream.frames:
        if len(frame.slates) == 1:
            cards.setdefault(frame.slates[0].key, []).append(frame)
    return cards


def _offset(one: Stream, two: Stream) -> dt.timedelta | None:
    """What must be added to the second's times, from slates that both saw once; None where there is none, or where
    they contradict each other.
    """
    first, second = _cards(one), _cards(two)
    common = [key for key in first if len(first[key]) == 1 and len(second.get(key, ())) == 1]
    if not common:
        return None
    apart = [_time(first[key][0]) - _time(second[key][0]) for key in common]
    middle = statistics.median_low(apart)
    return middle if all(abs(each - middle) <= SLACK for each in apart) else None


def _joined(one: Stream, two: Stream, offset: dt.timedelta) -> Stream:
    shifted = [(_time(frame), 0, index, frame) for index, frame in enumerate(one.frames)]
    shifted += [(_time(frame) + offset, 1, index, frame) for index, frame in enumerate(two.frames)]
    # A card that both saw stands, in time, where the first saw it: what either took after it comes after it.
    return Stream(tuple(frame for *_, frame in sorted(shifted, key=lambda each: each[:3])))
