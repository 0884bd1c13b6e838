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
    return carry_paper_on(part, (left, top), size)


def carry_paper_on(part: Image.Image, place: tuple[int, int], size: tuple[int, int]) -> Image.Image:
    """A canvas of `size` with `part` at `place`, and the paper at its edges carried on over the rest.

    What is added has the edge's own colour, smoothed along it, so that uneven light goes on without a seam; the last
    pixels of the photo fade into it, so that its grain does not end in a line.
    """
    canvas = Image.new("RGB", size, None)  # every pixel is written below
    canvas.paste(part, place)
    left, top = place
    right, bottom = left + part.width, top + part.height
    # Columns first, then whole rows, so that the corners carry on what was added at the sides.
    reach = _reach(part.width, part.height)
    _carry(canvas, (right - reach, top, right, bottom), (size[0] - right, 0))
    _carry(canvas, (left, top, left + reach, bottom), (-left, 0))
    reach = _reach(part.height, size[0])
    _carry(canvas, (0, bottom - reach, size[0], bottom), (0, size[1] - bottom))
    _carry(canvas, (0, top, size[0], top + reach), (0, -top))
    return canvas


def _reach(depth: int, width: int) -> int:
    """How many pixels of the photo fade into what is added, where it is so deep and wide."""
    return max(1, min(depth, round(max(depth, width) * FADE)))


def _carry(canvas: Image.Image, edge: tuple[int, int, int, int], add: tuple[int, int]) -> None:
    """Carries an edge of the canvas on in place, by `add` pixels to the right (or left) or down (or up).

    Only the edge leaves Pillow: turning a whole picture into an array and back takes longer than all else here.
    """
    across, down = add
    if not across and not down:
        return
    strip = np.asarray(canvas.crop(edge))
    strip = np.swapaxes(strip, 0, 1) if across else strip
    backwards = across < 0 or down < 0
    grown = _carried_down(strip[::-1] if backwards else strip, abs(across or down))
    grown = grown[::-1] if backwards else grown
    grown = np.swapaxes(grown, 0, 1) if across else grown
    canvas.paste(Image.fromarray(np.ascontiguousarray(grown)), (edge[0] + min(0, across), edge[1] + min(0, down)))


def _carried_down(strip: Array, count: int) -> Array:
    """The last rows of a picture (rows × width × 3, uint8), faded into `count` more."""
    depth, width = strip.shape[:2]
    canvas = np.empty((depth + count, width, 3), np.uint8)
    pixels = strip.astype(np.float32)
    edge = np.median(pixels, axis=0)
    # What is not paper at the edge (a shadow's end, a thread) must not be drawn out into a streak.
    wide = _smooth(edge, max(4, width // 6))
    odd = np.abs(edge - wide).max(axis=1) > ODD
    line = _smooth(np.where(odd[:, None], wide, edge), max(2, width // 24))
    fade = np.linspace(0, 1, depth, dtype=np.float32)[:, None, None] * ~odd[None, :, None]
    canvas[:depth] = (pixels + (line - pixels) * fade + 0.5).astype(np.uint8)
    # Farther out ever smoother: what is only the paper's mottle must not go on as stripes.
    out = np.minimum(1, np.arange(count, dtype=np.float32) / max(1, width // 8))[:, None, None]
    added = (wide - line) * out
    added += line + np.float32(0.5)
    canvas[depth:] = added
    return canvas


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
