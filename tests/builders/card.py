"""Frames of a camera card without a picture: what ingest decides rests on facts alone.

| builder    | what                                                                   |
|------------|------------------------------------------------------------------------|
| `frame`    | one frame; `look` and `angle` say what it shows, `codes` what it says  |
| `card`     | a card from a short text, such as `"[U1-RED] f s t [U1-BLU] f s t"`    |
| `looks`    | closer looks at frames, by their paths                                 |
| `coverage` | a shop of looks with the shots front, side, top                        |
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import zlib
from collections.abc import Iterable, Mapping

import numpy as np

from listingkit.ingest.model import Frame
from listingkit.ingest.takes import Look
from listingkit.photos.ledger import KnownPhoto
from listingkit.photos.model import ENGINE, PhotoFacts
from listingkit.pixels.likeness import CELLS, LENGTH, Likeness
from listingkit.pixels.retake import CLOSE_CELLS
from listingkit.settings import Role
from listingkit.shots.model import Coverage, Group, ShotKind, ShotList, Subject, Take

NAMES = {"f": "front", "s": "side", "t": "top"}
START = dt.datetime(2026, 6, 1, 8)
KINDS = tuple(ShotKind(name, Role.GALLERY, "look", required=True, seconds=None) for name in NAMES.values())


def likeness(seed: str, *, brighter: float = 1.0) -> Likeness:
    """A picture that no other seed has."""
    levels = np.random.default_rng(zlib.crc32(seed.encode())).integers(40, 200, (6, 6)).astype(float)
    light = np.kron(levels, np.ones((CELLS // 6, CELLS // 6))) * brighter
    tint = 90 + zlib.crc32(seed.split("/", maxsplit=1)[0].encode()) % 80
    cells = np.concatenate([light.ravel(), np.full(LENGTH - CELLS * CELLS, tint)])
    return Likeness(base64.b64encode(np.clip(cells, 0, 255).astype(np.uint8).tobytes()).decode())


FACTS = PhotoFacts(
    digest="",
    size_bytes=1000,
    format="JPEG",
    extension=".jpg",
    mode="RGB",
    width=4000,
    height=3000,
    orientation=1,
    profile="",
    captured_at=None,
    camera="",
    has_gps=False,
    paper=(240, 240, 240),
    light=None,
    product=None,
)


def frame(
    path: str,
    shows: str,
    at: float | None,
    codes: Iterable[str] = (),
    *,
    camera: str = "Kestrel",
    brighter: float = 1.0,
) -> Frame:
    """A frame taken `at` seconds after eight, showing `shows`."""
    facts = dataclasses.replace(
        FACTS,
        digest=f"{zlib.crc32(f'{path}{shows}'.encode()):064x}",
        captured_at=None if at is None else START + dt.timedelta(seconds=at),
        camera=camera,
        likeness=likeness(shows, brighter=brighter),
        codes=tuple(codes),
    )
    return Frame(path, 1000, 0, KnownPhoto(ENGINE, 2, 2, 500, facts))


def card(text: str, *, camera: str = "Kestrel", start: float = 0, first: int = 1, folder: str = "100K") -> list[Frame]:
    """Ten seconds apart: `[X]` the slate of X, `[*END]` a control card, `f` the shot front of the look whose slate came
    last, `f'` the same picture again, `?` something else, `!` a file that cannot be read, `(LOOK)` changes the look
    without a slate, `{text}` a frame with that QR code.
    """
    frames: list[Frame] = []
    look, last, at = "", "", start
    for word in text.split():
        if word.startswith("("):
            look = word[1:-1]
            continue
        path = f"{folder}/DSC_{first + len(frames):04}.JPG"
        if word == "!":
            frames.append(Frame(path, 10, 0, None))
        elif word.startswith("["):
            said = word[1:-1]
            look = said.strip("*")
            frames.append(
                frame(path, f"slate/{said}", at, [f"LK1{said if said[0] == '*' else ':' + said}"], camera=camera)
            )
        elif word.startswith("{"):
            frames.append(frame(path, f"{look}/{word}", at, [word[1:-1]], camera=camera))
        elif word.endswith("'"):
            frames.append(frame(path, last, at, camera=camera, brighter=1.02))
        else:
            last = f"{look}/{word}" + (str(len(frames)) if word == "?" else "")
            frames.append(frame(path, last, at, camera=camera))
        at += 10
    return frames


def looks(pictures: Mapping[str, str]) -> Look:
    """Equal texts are equal pictures; a path that is not named cannot be read."""
    made = {
        path: np.random.default_rng(zlib.crc32(text.encode())).uniform(60, 190, (CLOSE_CELLS, CLOSE_CELLS, 3))
        for path, text in pictures.items()
    }
    return lambda frame: made[frame.path].astype(np.float32) if frame.path in made else None


def coverage(*subjects: str, done: Iterable[tuple[str, str]] = ()) -> Coverage:
    """Looks such as `U1-RED` as subjects; `done` are subject and shot with a photo."""
    groups = tuple(Group(Subject(look, look.partition("-")[0]), KINDS) for look in subjects)
    return Coverage(ShotList(groups), {key: (Take(f"photos/{key[0]}_{key[1]}.jpg", 0, 0),) for key in done})
