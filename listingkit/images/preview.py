"""How does the correction of a photo look, before and after, small enough for a page?"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from listingkit.photos.model import PaperTold, Photo, PhotoLight
from listingkit.pixels.balance import apply_balance
from listingkit.pixels.encode import Style, encode
from listingkit.pixels.model import Balance
from listingkit.pixels.reduce import RESIZER

LONG_PX = 320
QUALITY = 80
MOST_SESSIONS = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """Two small JPEGs of one photo."""

    before: bytes
    after: bytes


def preview_of(master: Image.Image, balance: Balance, *, long_px: int = LONG_PX) -> Preview:
    """A photo (RGB) as shot and corrected, its long side `long_px` pixels at most."""
    share = min(1.0, long_px / max(master.size))
    size = max(1, round(master.width * share)), max(1, round(master.height * share))
    small = RESIZER.resize(master, size, (0, 0, *master.size))
    return Preview(_jpeg(small), _jpeg(apply_balance(small, balance)))


def _jpeg(image: Image.Image) -> bytes:
    return encode(image, Style("jpeg"), QUALITY)


def telling_photos(photos: Mapping[str, Photo], lights: Mapping[str, PhotoLight]) -> dict[int, tuple[str, ...]]:
    """By session, the paths whose previews tell most: the first, the one corrected most, the last, in that order.

    Photos that are not corrected and, where there are others, those whose paper was odd, overexposed or not there are
    passed over. Of many sessions only those that were corrected most are there: previews make the page heavy.
    """
    sessions: dict[int, list[str]] = defaultdict(list)
    for path in sorted(lights, key=lambda each: (photos[each].facts.captured_at or dt.datetime.min, each)):
        if lights[path].balance is not None:
            sessions[lights[path].session].append(path)
    most = sorted(sessions, key=lambda number: -max(_strength(lights[path].balance) for path in sessions[number]))
    return {number: _three(sessions[number], lights) for number in sorted(most[:MOST_SESSIONS])}


def _three(paths: list[str], lights: Mapping[str, PhotoLight]) -> tuple[str, ...]:
    sound = [path for path in paths if lights[path].told is PaperTold.SOUND] or paths
    most = max(sound, key=lambda path: _strength(lights[path].balance))
    return tuple(dict.fromkeys((sound[0], most, sound[-1])))


def _strength(balance: Balance | None) -> float:
    if balance is None:
        return 0
    return sum(abs(math.log(gain)) for gain in (balance.red, balance.green, balance.blue))
