"""Frames with slates in them, as a hand-held camera would photograph the card.

| builder         | defect                                                                      |
|-----------------|-----------------------------------------------------------------------------|
| `Lying`         | how the card lies and is lit: side, turn, tilt, blur, motion, shade, glare… |
| `slate_picture` | one slate on a scene                                                        |
| `with_slate`    | another slate in a frame that is there                                      |
| `table`         | the scene: paper with an umbrella's shadow and no code                      |
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import segno
from PIL import Image, ImageDraw

from listingkit.pixels.linear import LINEAR, levels_of
from tests.builders.umbrellas import Sitting, Umbrella, picture

Array = np.ndarray
LENS = 1.5  # focal length in frame heights: a standard zoom
QUIET = 4  # modules of white round the code, as the standard asks
CAPTION = 0.3  # of the code's side, below it


@dataclass(frozen=True, slots=True)
class Lying:
    """`side` is the code's side as a share of the frame's height, were it not tilted; `turn` in its plane, `tilt` away
    from the camera, about the axis `axis`, all in degrees; `centre` as shares of the frame; `blur` (Gaussian sigma) and
    `motion` (length) in pixels of a frame 1,000 px long; `shade` is how much of the light is lost across the frame,
    `edge` how much in the shadow whose hard edge crosses the code; `glare` lets a round spot of the code overexpose;
    `stops` is exposure; `noise` in levels; `quiet` in modules.
    """

    side: float = 0.4
    turn: float = 0
    tilt: float = 0
    axis: float = 0
    centre: tuple[float, float] = (0.5, 0.5)
    blur: float = 0
    motion: float = 0
    motion_angle: float = 30
    shade: float = 0
    edge: float = 0
    glare: float = 0
    stops: float = 0
    noise: float = 2
    quiet: int = QUIET
    error: str = "m"
    seed: int = 1


def table(size: tuple[int, int] = (1500, 1000), *, seed: int = 1) -> Image.Image:
    """Paper with an umbrella on it."""
    return picture(Umbrella(pattern="plaid"), Sitting("front", size=size, seed=seed))


def slate_picture(text: str, how: Lying | None = None, scene: Image.Image | None = None) -> Image.Image:
    """A frame with a slate on a scene (`table()` where none is given)."""
    return with_slate(table() if scene is None else scene, text, how or Lying())


def with_slate(frame: Image.Image, text: str, how: Lying) -> Image.Image:
    """The frame with a slate laid on it, and then the light and the lens that `how` tells."""
    width, height = frame.size
    card, corners = _card(text, how, height)
    seen = [_seen(point, how, frame.size) for point in corners]
    around = [(0.0, 0.0), (card.width, 0.0), (card.width, card.height), (0.0, card.height)]
    matrix = _homography(seen, around)
    laid = card.transform(frame.size, Image.Transform.PERSPECTIVE, matrix, Image.Resampling.BICUBIC)
    cover = Image.new("L", card.size, 255).transform(frame.size, Image.Transform.PERSPECTIVE, matrix)
    scene = frame.convert("RGB")
    scene.paste(laid.convert("RGB"), mask=cover)
    linear = LINEAR[np.asarray(scene)] * _light(how, (width, height))[..., None]
    soft = _blurred(np.clip(linear, 0, 1), how, max(width, height) / 1000)
    grain = np.random.default_rng(how.seed).normal(0, how.noise, soft.shape)
    return Image.fromarray((levels_of(soft) + grain + 0.5).clip(0, 255).astype(np.uint8))


def _card(text: str, how: Lying, height: int) -> tuple[Image.Image, list[tuple[float, float]]]:
    """The card about as large as it will be seen, so that nothing is lost or aliased; its corners in code sides."""
    rows = segno.make(text, error=how.error, micro=False).matrix
    modules = np.pad(1 - np.array([list(row) for row in rows], np.uint8), how.quiet, constant_values=1)
    count = len(rows)
    grain = max(1, round(how.side * height / count))
    code = Image.fromarray(np.kron(modules, np.ones((grain, grain), np.uint8)) * 222 + 14)
    below = round(CAPTION * count * grain)
    card = Image.new("L", (code.width, code.height + below), 236)
    card.paste(code)
    size = below * 0.5
    ImageDraw.Draw(card).text((how.quiet * grain, code.height), text[4:], fill=14, font_size=size)
    half, reach = (count / 2 + how.quiet) / count, card.height / (count * grain)
    top = -half
    return card, [(-half, top), (half, top), (half, top + reach), (-half, top + reach)]


def _seen(point: tuple[float, float], how: Lying, size: tuple[int, int]) -> tuple[float, float]:
    """Where a point of the card, in code sides from the code's middle, falls in the frame: a pinhole camera."""
    turn, tilt, axis = (math.radians(each) for each in (how.turn, how.tilt, how.axis))
    x = point[0] * math.cos(turn) - point[1] * math.sin(turn)
    y = point[0] * math.sin(turn) + point[1] * math.cos(turn)
    along, across = x * math.cos(axis) + y * math.sin(axis), y * math.cos(axis) - x * math.sin(axis)
    across, away = across * math.cos(tilt), across * math.sin(tilt)
    x, y = along * math.cos(axis) - across * math.sin(axis), along * math.sin(axis) + across * math.cos(axis)
    scale = LENS / (LENS / how.side + away) * size[1]
    return how.centre[0] * size[0] + x * scale, how.centre[1] * size[1] + y * scale


def _homography(seen: list[tuple[float, float]], card: list[tuple[float, float]]) -> tuple[float, ...]:
    """Pillow's eight numbers, which take a point of the frame to a point of the card."""
    rows, aims = [], []
    for (x, y), (u, v) in zip(seen, card, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        aims += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(aims)).tolist())


def _light(how: Lying, size: tuple[int, int]) -> Array:
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1 - how.shade * (0.7 * x / width + 0.3 * y / height)
    near_x, near_y = x - how.centre[0] * width, y - how.centre[1] * height
    if how.edge:
        light *= np.where(near_x + 0.3 * near_y < 0, 1, 1 - how.edge)
    if how.glare:
        spot = how.glare * how.side * height
        away = np.hypot(near_x + 0.2 * how.side * height, near_y) / max(spot, 1)
        light *= 1 + 40 * np.exp(-(away**4))
    return light * np.float32(2.0**how.stops)


def _blurred(linear: Array, how: Lying, scale: float) -> Array:
    if how.motion:
        steps = max(2, round(how.motion * scale))
        angle = math.radians(how.motion_angle)
        places = np.linspace(-0.5, 0.5, steps) * how.motion * scale
        moved = [
            np.roll(linear, (round(math.sin(angle) * each), round(math.cos(angle) * each)), (0, 1)) for each in places
        ]
        linear = np.mean(moved, axis=0)
    if how.blur:
        reach = math.ceil(3 * how.blur * scale)
        kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / (how.blur * scale)) ** 2)
        for axis in (0, 1):
            linear = _convolved(linear, kernel / kernel.sum(), axis)
    return linear


def _convolved(linear: Array, kernel: Array, axis: int) -> Array:
    reach = len(kernel) // 2
    wide = np.pad(linear, [(reach, reach) if each == axis else (0, 0) for each in range(3)], mode="edge")
    length = linear.shape[axis]
    parts = (weight * wide.take(range(at, at + length), axis) for at, weight in enumerate(kernel.astype(np.float32)))
    return sum(parts)
