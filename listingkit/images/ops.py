"""Which part of a photo fills a picture slot, and how do those pixels get there?

A `Window` is what the slot will show, in pixels of the frame. It may reach beyond the frame: there the paper is carried
on. All functions are pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listingkit.pixels.model import RGB, Box

Array = NDArray[Any]

FILL = 0.85  # of the window that the product fills, in its longer direction
TIGHTEST = 0.95  # rather than padding the photo, the product may fill this much
LOSS = 0.25  # of a product that the frame cuts off anyway, and that may be cut further to reach the slot's shape
SCENE_LOSS = 0.6  # the same for a frame without paper: a close-up or a scene, where bars would be worse
EVERYTHING: Box = (0.0, 0.0, 1.0, 1.0)
FADE = 0.012  # of the long side: how far into the photo it fades into what is added
GAP = 1.25  # times the wanted size down to which whole pixels are averaged before Lanczos: invisible, thrice as fast
ODD = 30  # levels that a spot at the edge differs from its surroundings by when it is no paper
TOUCH = 0.004  # of a side: a product box that comes this near to the edge is cut by it


@dataclass(frozen=True, slots=True)
class Window:
    """Left, top, width and height in pixels of the frame; the position may be negative, the end beyond the frame."""

    left: float
    top: float
    width: float
    height: float

    def inside(self, frame: tuple[int, int]) -> tuple[float, float, float, float]:
        """The part that the frame has: left, top, right, bottom."""
        return (
            max(0.0, self.left),
            max(0.0, self.top),
            min(float(frame[0]), self.left + self.width),
            min(float(frame[1]), self.top + self.height),
        )


def window_for(frame: tuple[int, int], slot: tuple[int, int], fit: str, product: Box | None, least: int = 0) -> Window:
    """What a slot of that size shows of a frame. `fit`: `auto` around the product, `pad` all of it, `cover` its middle.

    Never smaller than the slot where the frame has the pixels: rather more paper than an enlarged product. For `least`,
    the width that the store asks for, paper may even be added where the frame itself is too narrow or too low.
    """
    aspect = slot[0] / slot[1]
    if fit == "pad":
        return _whole(frame, aspect)
    if fit == "cover":
        return _around(frame, slot, EVERYTHING, 1.0)
    if product is None:
        return _around(frame, slot, EVERYTHING, SCENE_LOSS)
    return _around(frame, slot, product, LOSS, least)


def touched(product: Box) -> tuple[bool, bool, bool, bool]:
    """Which edges of the frame cut the product off: left, top, right, bottom."""
    left, top, right, bottom = product
    return left <= TOUCH, top <= TOUCH, right >= 1 - TOUCH, bottom >= 1 - TOUCH


def output_size(window: Window, slot: tuple[int, int], *, enlarge: bool) -> tuple[int, int]:
    """The slot's size, or the largest of the same shape that needs no enlargement."""
    share = min(1.0, window.width / slot[0], window.height / slot[1])
    if enlarge or share > 0.9995:  # half a pixel short is rounding, not want of pixels
        return slot
    return max(1, int(slot[0] * share)), max(1, int(slot[1] * share))


def fill_window(
    image: Image.Image, window: Window, size: tuple[int, int], paper: RGB, *, carry_on: bool
) -> Image.Image:
    """The window of an RGB frame at `size` pixels, by Lanczos.

    Beyond the frame the paper is carried on as it was at the edge (`carry_on`), else it is plain `paper`.
    """
    box = window.inside(image.size)
    across, down = size[0] / window.width, size[1] / window.height
    left, top = round((box[0] - window.left) * across), round((box[1] - window.top) * down)
    width = max(1, min(size[0] - left, round((box[2] - box[0]) * across)))
    height = max(1, min(size[1] - top, round((box[3] - box[1]) * down)))
    part = image.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=GAP)
    if (width, height) == size:
        return part
    if not carry_on:
        canvas = Image.new("RGB", size, paper)
        canvas.paste(part, (left, top))
        return canvas
    sides = ((top, size[1] - top - height), (left, size[0] - left - width))
    return Image.fromarray(carry_paper_on(np.asarray(part), sides))


def carry_paper_on(part: Array, sides: tuple[tuple[int, int], tuple[int, int]]) -> Array:
    """`part` (height × width × 3, uint8) with `sides` ((above, below), (left, right)) added in pixels.

    What is added has the edge's own colour, smoothed along it, so that uneven light goes on without a seam; the last
    pixels of the photo fade into it, so that its grain does not end in a line.
    """
    (above, below), (left, right) = sides
    height, width = part.shape[:2]
    canvas = np.empty((above + height + below, left + width + right, 3), np.uint8)
    canvas[above : above + height, left : left + width] = part
    # Columns first, then whole rows, so that the corners carry on what was added at the sides.
    middle = np.swapaxes(canvas[above : above + height], 0, 1)
    _carry_down(middle[left:], right)
    _carry_down(middle[: left + width][::-1], left)
    _carry_down(canvas[above:], below)
    _carry_down(canvas[: above + height][::-1], above)
    return canvas


def _carry_down(canvas: Array, count: int) -> None:
    """Fills the last `count` rows of a canvas, in place, from those before them."""
    if count <= 0:
        return
    height, width = canvas.shape[0] - count, canvas.shape[1]
    depth = max(1, min(height, round(max(height, width) * FADE)))
    strip = canvas[height - depth : height].astype(np.float32)
    edge = np.median(strip, axis=0)
    # What is not paper at the edge (a shadow's end, a thread) must not be drawn out into a streak.
    wide = _smooth(edge, max(4, width // 6))
    odd = np.abs(edge - wide).max(axis=1) > ODD
    line = _smooth(np.where(odd[:, None], wide, edge), max(2, width // 24))
    fade = np.linspace(0, 1, depth, dtype=np.float32)[:, None, None] * ~odd[None, :, None]
    canvas[height - depth : height] = (strip + (line - strip) * fade + 0.5).astype(np.uint8)
    # Farther out ever smoother: what is only the paper's mottle must not go on as stripes.
    out = np.minimum(1, np.arange(count, dtype=np.float32) / max(1, width // 8))[:, None, None]
    canvas[height:] = (line + (wide - line) * out + 0.5).astype(np.uint8)


def _smooth(line: Array, radius: int) -> Array:
    """A line of colours after two running means, its ends carried on."""
    for _ in range(2):
        padded = np.pad(line.astype(np.float64), ((radius + 1, radius), (0, 0)), mode="edge")
        total = np.cumsum(padded, axis=0)
        line = (total[2 * radius + 1 :] - total[: -2 * radius - 1]) / (2 * radius + 1)
    result: Array = line.astype(np.float32)
    return result


def _whole(frame: tuple[int, int], aspect: float) -> Window:
    width = max(frame[0], frame[1] * aspect)
    height = width / aspect
    return Window((frame[0] - width) / 2, (frame[1] - height) / 2, width, height)


def _around(frame: tuple[int, int], slot: tuple[int, int], product: Box, loss: float, least: int = 0) -> Window:
    """A window of the slot's shape with the product in its middle and paper around it.

    Where the frame cuts the product off, the window ends with the frame: carried-on paper there would show the cut.
    Where it cuts it off on two opposite sides, the window may cut up to `loss` more, rather than padding the others.
    """
    aspect = slot[0] / slot[1]
    left, top, right, bottom = touched(product)
    widest = min(frame[0], frame[1] * aspect)
    needed = max((product[2] - product[0]) * frame[0], (product[3] - product[1]) * frame[1] * aspect)
    wanted = max(needed / FILL, min(slot[0], widest))
    width = wanted if wanted <= widest else max(needed / TIGHTEST, widest)
    if not any((left, top, right, bottom)):
        width = max(width, min(least, _whole(frame, aspect).width))
    shown = (frame[0] * (1 - loss), frame[1] * aspect * (1 - loss))
    enough = [share for share, cut in zip(shown, (left and right, top and bottom), strict=True) if cut]
    if enough:
        width = max(*enough, min(width, *(max(widest, share) for share in enough)))
    height = width / aspect
    return Window(
        _start(product[0] * frame[0], product[2] * frame[0], width, frame[0], (left, right)),
        _start(product[1] * frame[1], product[3] * frame[1], height, frame[1], (top, bottom)),
        width,
        height,
    )


def _start(low: float, high: float, length: float, frame: float, cut: tuple[bool, bool]) -> float:
    """Where the window begins along one axis, for a product from `low` to `high`."""
    centred = (low + high - length) / 2
    if all(cut):
        return _within(centred, frame - length) if length < frame else (frame - length) / 2
    if any(cut):
        return 0.0 if cut[0] else frame - length
    if length > frame:
        return centred
    # Off the product's centre by up to half the margin, where that keeps real photo in the window.
    slack = (1 - FILL) / 4 * length
    return centred + min(max(_within(centred, frame - length) - centred, -slack), slack)


def _within(value: float, most: float) -> float:
    return min(max(0.0, value), most)
