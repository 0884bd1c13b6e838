"""How does the part of a photo that a finding is about look, small enough for a page?"""

from __future__ import annotations

from PIL import Image

from listingkit.pixels.encode import Style, encode
from listingkit.pixels.reduce import RESIZER

LONG_PX = 240
QUALITY = 78
MARGIN = 0.1
Shares = tuple[float, float, float, float]
WHOLE: Shares = (0, 0, 1, 1)


def crop_of(master: Image.Image, part: Shares | None, *, long_px: int = LONG_PX) -> bytes:
    """A JPEG of a part of a photo (RGB, upright), its long side `long_px` pixels at most; never enlarged.

    `part` is left, top, right, bottom as shares of the frame; a tenth of its size is added on each side. None, or a
    part that is none, shows the whole frame.
    """
    box = _pixels(part or WHOLE, master.size)
    width, height = box[2] - box[0], box[3] - box[1]
    share = min(1.0, long_px / max(width, height))
    size = max(1, round(width * share)), max(1, round(height * share))
    return encode(RESIZER.resize(master, size, box), Style("jpeg"), QUALITY)


def _pixels(part: Shares, frame: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = part
    aside, above = MARGIN * (right - left), MARGIN * (bottom - top)
    shares = left - aside, top - above, right + aside, bottom + above
    x0, y0, x1, y1 = (round(min(1, max(0, share)) * side) for share, side in zip(shares, (*frame, *frame), strict=True))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else (0, 0, *frame)
