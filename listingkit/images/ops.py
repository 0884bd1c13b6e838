"""How do the pixels of a window get into a slot? All functions are pure: they give new images."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from listingkit.pixels.framing import Window
from listingkit.pixels.model import RGB
from listingkit.pixels.reduce import RESIZER

Array = NDArray[Any]

FADE = 0.012  # of the long side: how far into the photo it fades into what is added
ODD = 30  # levels that a spot at the edge differs from its surroundings by when it is no paper
SHARPEN_RADIUS = 0.6  # pixels: what a reduction softens is one pixel wide
SHARPEN_PERCENT = 160  # at full strength


def fill_window(
    image: Image.Image, window: Window, size: tuple[int, int], paper: RGB, *, carry_on: bool
) -> Image.Image:
    """The window of an RGB frame at `size` pixels.

    Beyond the frame the paper is carried on as it was at the edge (`carry_on`), else it is plain `paper`.
    """
    box = window.inside(image.size)
    across, down = size[0] / window.width, size[1] / window.height
    left, top = round((box[0] - window.left) * across), round((box[1] - window.top) * down)
    width = max(1, min(size[0] - left, round((box[2] - box[0]) * across)))
    height = max(1, min(size[1] - top, round((box[3] - box[1]) * down)))
    part = RESIZER.resize(image, (width, height), box)
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


def sharpened(image: Image.Image, strength: float) -> Image.Image:
    """The image with its finest detail raised, by a strength from 0 (as it is) to 1. For after a reduction."""
    if strength <= 0:
        return image
    return image.filter(ImageFilter.UnsharpMask(SHARPEN_RADIUS, round(SHARPEN_PERCENT * strength), threshold=2))
