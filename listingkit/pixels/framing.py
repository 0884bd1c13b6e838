"""Which part of a frame does a picture slot show, and how far may the frame be reduced for it?

A `Window` is what the slot will show, in pixels of the frame. It may reach beyond the frame. All functions are pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from listingkit.pixels.model import Box

Size = tuple[int, int]

TIGHTEST = 0.95  # rather than padding the photo, the product may fill this much
LOSS = 0.25  # of a product that the frame cuts off anyway, and that may be cut further to reach the slot's shape
SCENE_LOSS = 0.6  # the same for a frame without paper: a close-up or a scene, where bars would be worse
EVERYTHING: Box = (0.0, 0.0, 1.0, 1.0)
TOUCH = 0.004  # of a side: a product box that comes this near to the edge is cut by it

REDUCTIONS = (8, 4, 2)
# Pixels that a reduced decode must leave for each of the slot, so that nobody can tell it from a full one: measured as
# a median SSIM of 0.99 and more (benchmarks/quality.py). With fewer than the second a photo is decoded again.
MARGIN, LEAST_MARGIN = 1.4, 1.25
EXPECTED: Box = (0.15, 0.15, 0.85, 0.85)  # where a product is expected to be before anybody has looked


@dataclass(frozen=True, slots=True)
class Framing:
    """How photos are fitted into slots: `fit` as in `[images]`, `fill` the share of the slot that a product fills."""

    fit: str = "auto"
    fill: float = 0.85


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of every photo: the sizes of all slots in use, and how photos are fitted into them."""

    slots: frozenset[Size]
    framing: Framing = Framing()


@dataclass(frozen=True, slots=True)
class Window:
    """Left, top, width and height in pixels of the frame; the position may be negative, the end beyond the frame."""

    left: float
    top: float
    width: float
    height: float

    def inside(self, frame: Size) -> tuple[float, float, float, float]:
        """The part that the frame has: left, top, right, bottom."""
        return (
            max(0.0, self.left),
            max(0.0, self.top),
            min(float(frame[0]), self.left + self.width),
            min(float(frame[1]), self.top + self.height),
        )

    def shares(self, box: Box, frame: Size) -> Box:
        """A box of the frame (left, top, right, bottom as shares of it) as shares of this window, cut at its edges."""
        across = ((share * frame[0] - self.left) / self.width for share in box[::2])
        down = ((share * frame[1] - self.top) / self.height for share in box[1::2])
        (left, right), (top, bottom) = ((min(1.0, max(0.0, share)) for share in axis) for axis in (across, down))
        return left, top, right, bottom


def scale_for(frame: Size, product: Box | None, demand: Demand) -> int:
    """By which of 1, 2, 4, 8 a frame (width, height in pixels) is reduced for these slots, its product being known.

    That is the expected scale, unless the product turns out too small in its frame for that.
    """
    expected = expected_scale(frame, demand)
    if expected == 1 or _leaves(frame, product, demand, expected * LEAST_MARGIN):
        return expected
    return _scale(frame, product, demand)


@lru_cache(maxsize=4096)  # a session's frames are all of one size
def expected_scale(frame: Size, demand: Demand) -> int:
    """The scale to decode at before anybody has looked at the photo."""
    return _scale(frame, EXPECTED, demand)


def window_for(frame: Size, slot: Size, framing: Framing, product: Box | None, least: int = 0) -> Window:
    """What a slot of that size shows of a frame.

    `auto` around the product, `fit` as much as has the slot's shape and lies around the product, `cover` the same from
    the middle, `pad` and `contain` all of it (for `contain` the slot must be `fitted`).

    With `auto` never smaller than the slot where the frame has the pixels: rather more paper than an enlarged product.
    For `least`, the width that the store asks for, paper may even be added where the frame is too narrow or too low.
    """
    aspect = slot[0] / slot[1]
    match framing.fit:
        case "contain":
            return Window(0, 0, *frame)
        case "pad":
            return _whole(frame, aspect)
        case "cover":
            return _filled(frame, aspect, EVERYTHING)
        case "fit":
            return _filled(frame, aspect, product or EVERYTHING)
    if product is None:
        return _around(frame, slot, EVERYTHING, Framing(fill=1.0), SCENE_LOSS)
    return _around(frame, slot, product, framing, LOSS, least)


def fitted(frame: Size, slot: Size, fit: str) -> Size:
    """The size of the picture in a slot: the slot's own, with `contain` the largest of the frame's shape in it."""
    if fit != "contain":
        return slot
    share = min(slot[0] / frame[0], slot[1] / frame[1])
    return max(1, round(frame[0] * share)), max(1, round(frame[1] * share))


def touched(product: Box) -> tuple[bool, bool, bool, bool]:
    """Which edges of the frame cut the product off: left, top, right, bottom."""
    left, top, right, bottom = product
    return left <= TOUCH, top <= TOUCH, right >= 1 - TOUCH, bottom >= 1 - TOUCH


def output_size(window: Window, slot: Size, *, enlarge: bool) -> Size:
    """The slot's size, or the largest of the same shape that needs no enlargement."""
    share = min(1.0, window.width / slot[0], window.height / slot[1])
    if enlarge or share > 0.9995:  # half a pixel short is rounding, not want of pixels
        return slot
    return max(1, int(slot[0] * share)), max(1, int(slot[1] * share))


def _scale(frame: Size, product: Box | None, demand: Demand) -> int:
    return next((scale for scale in REDUCTIONS if _leaves(frame, product, demand, scale * MARGIN)), 1)


def _leaves(frame: Size, product: Box | None, demand: Demand, pixels: float) -> bool:
    """Whether every slot's window has that many pixels of the full frame for each of its own."""
    for slot in demand.slots:
        size = fitted(frame, slot, demand.framing.fit)
        if window_for(frame, size, demand.framing, product).width < pixels * size[0]:
            return False
    return True


def _whole(frame: Size, aspect: float) -> Window:
    width = max(frame[0], frame[1] * aspect)
    height = width / aspect
    return Window((frame[0] - width) / 2, (frame[1] - height) / 2, width, height)


def _filled(frame: Size, aspect: float, middle: Box) -> Window:
    """As much of the frame as has that shape, with the middle of a box as near to its own middle as can be."""
    width = min(frame[0], frame[1] * aspect)
    height = width / aspect
    left = (middle[0] + middle[2]) / 2 * frame[0] - width / 2
    top = (middle[1] + middle[3]) / 2 * frame[1] - height / 2
    return Window(_within(left, frame[0] - width), _within(top, frame[1] - height), width, height)


def _around(frame: Size, slot: Size, product: Box, framing: Framing, loss: float, least: int = 0) -> Window:
    """A window of the slot's shape with the product in its middle and paper around it.

    Where the frame cuts the product off, the window ends with the frame: carried-on paper there would show the cut.
    Where it cuts it off on two opposite sides, the window may cut up to `loss` more, rather than padding the others.
    """
    aspect = slot[0] / slot[1]
    left, top, right, bottom = touched(product)
    widest = min(frame[0], frame[1] * aspect)
    needed = max((product[2] - product[0]) * frame[0], (product[3] - product[1]) * frame[1] * aspect)
    wanted = max(needed / framing.fill, min(slot[0], widest))
    width = wanted if wanted <= widest else max(needed / max(TIGHTEST, framing.fill), widest)
    if not any((left, top, right, bottom)):
        width = max(width, min(least, _whole(frame, aspect).width))
    shown = (frame[0] * (1 - loss), frame[1] * aspect * (1 - loss))
    enough = [share for share, cut in zip(shown, (left and right, top and bottom), strict=True) if cut]
    if enough:
        width = max(*enough, min(width, *(max(widest, share) for share in enough)))
    height = width / aspect
    slack = (1 - framing.fill) / 4
    return Window(
        _start(product[0] * frame[0], product[2] * frame[0], width, frame[0], (left, right), slack),
        _start(product[1] * frame[1], product[3] * frame[1], height, frame[1], (top, bottom), slack),
        width,
        height,
    )


def _start(low: float, high: float, length: float, frame: float, cut: tuple[bool, bool], slack: float) -> float:
    """Where the window begins along one axis, for a product from `low` to `high`."""
    centred = (low + high - length) / 2
    if all(cut):
        return _within(centred, frame - length) if length < frame else (frame - length) / 2
    if any(cut):
        return 0.0 if cut[0] else frame - length
    if length > frame:
        return centred
    # Off the product's centre by up to half the margin, where that keeps real photo in the window.
    return centred + min(max(_within(centred, frame - length) - centred, -slack * length), slack * length)


def _within(value: float, most: float) -> float:
    return min(max(0.0, value), most)
