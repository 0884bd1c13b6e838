"""Umbrellas on white paper whose colour, fill, focus and light are known, as a camera would photograph them.

| builder    | what it is for                                                                  |
|------------|---------------------------------------------------------------------------------|
| `Umbrella` | what is photographed: canopy, pattern, handle                                    |
| `Sitting`  | how: angle, fill, place, light, exposure, focus, motion, noise                   |
| `picture`  | the frame; `coverage` the product's true mask at the same size                   |
| `CANOPIES` | twelve colours by the name that a seller gives them                              |
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.pixels.model import RGB

Array = np.ndarray
FINER = 2
BLACK, WOOD, STEEL = (28, 28, 30), (150, 98, 58), (150, 152, 156)
CANOPIES: dict[str, RGB] = {
    "Black": (27, 27, 29),
    "White": (238, 238, 236),
    "Grey": (128, 129, 131),
    "Red": (188, 24, 38),
    "Burgundy": (104, 26, 48),
    "Orange": (232, 118, 36),
    "Yellow": (240, 204, 40),
    "Green": (32, 118, 66),
    "Navy": (30, 40, 88),
    "Sky Blue": (124, 190, 222),
    "Purple": (98, 50, 140),
    "Pink": (238, 150, 176),
}
PATTERNS = ("solid", "stripes", "plaid", "dots", "floral")
ANGLES = ("front", "top", "inside", "folded", "handle", "fabric")


@dataclass(frozen=True, slots=True)
class Umbrella:
    """`canopy` and `second`, the pattern's other colour, in sRGB as white light shows them."""

    canopy: RGB = CANOPIES["Red"]
    pattern: str = "solid"
    second: RGB = (245, 240, 230)
    handle: RGB = BLACK
    gores: int = 8


@dataclass(frozen=True, slots=True)
class Sitting:
    """How it is photographed.

    `fill` is the product's longer side as a share of the frame's shorter; `blur` (Gaussian sigma) and `motion` (length)
    are in pixels of a frame 1,000 px long; `turn` and `motion_angle` in degrees; `stops` is exposure against paper at
    level 235; `kelvin` is the light's colour against a camera set to 5,500; `noise` in 8-bit levels.
    """

    angle: str = "top"
    size: tuple[int, int] = (1500, 1000)
    fill: float = 0.75
    centre: tuple[float, float] = (0.5, 0.5)
    turn: float = 0
    kelvin: float = 5500
    stops: float = 0
    falloff: float = 0.12
    shade: float = 0.35
    blur: float = 0
    motion: float = 0
    motion_angle: float = 0
    noise: float = 2
    seed: int = 1


def picture(what: Umbrella, how: Sitting) -> Image.Image:
    """The photo, without EXIF."""
    reflectance, cover, product = _drawn(what, how.angle, how.size, how.fill, how.centre, how.turn)
    random = np.random.default_rng(how.seed)
    width, height = how.size
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    lamp = 1 - how.falloff * (0.6 * x + 0.4 * y)
    shade = 1 - how.shade * _soft(np.roll(cover, (height // 45, width // 80), (0, 1)), 0.018 * width)
    ground = (lamp * shade)[..., None] * np.ones(3, np.float32)
    light = np.array(tint(how.kelvin), np.float32) * LINEAR[235] * 2.0**how.stops
    linear = (reflectance * lamp[..., None] * product[..., None] + ground * (1 - product[..., None])) * light
    scale = max(how.size) / 1000
    linear = _blurred(linear, how.blur * scale, how.motion * scale, how.motion_angle)
    levels = levels_of(np.clip(linear, 0, 1)) + random.normal(0, how.noise, linear.shape)
    return Image.fromarray((levels + 0.5).clip(0, 255).astype(np.uint8))


def coverage(what: Umbrella, how: Sitting) -> Array:
    """How much of each pixel is product, 0 to 1, in a sharp frame."""
    return _drawn(what, how.angle, how.size, how.fill, how.centre, how.turn)[2]


def tint(kelvin: float) -> tuple[float, float, float]:
    """Linear light of a black body seen by a camera that is set to 5,500 K; the brightest channel is 1."""

    def planck(nanometres: float, temperature: float) -> float:
        return float(1 / (math.expm1(1.4388e7 / (nanometres * temperature))))

    gains = [planck(wave, kelvin) / planck(wave, 5500) for wave in (610, 540, 465)]
    red, green, blue = (gain / max(gains) for gain in gains)
    return red, green, blue


@lru_cache(maxsize=4)
def _drawn(
    what: Umbrella, angle: str, size: tuple[int, int], fill: float, centre: tuple[float, float], turn: float
) -> tuple[Array, Array, Array]:
    """Reflectance (linear), what casts a shadow, and coverage."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    unit = fill * min(size) / 2
    x, y = (x - centre[0] * width) / unit, (y - centre[1] * height) / unit
    radians = math.radians(turn)
    u, v = x * math.cos(radians) + y * math.sin(radians), y * math.cos(radians) - x * math.sin(radians)
    canopy, rest, shading = SHAPES[angle](what, size, unit, centre, radians, u, v)
    pattern = _pattern(what.pattern, u, v)[..., None]
    weave = 1 + 0.05 * np.sin(u * 210) * np.sin(v * 210)
    cloth = (LINEAR[np.array(what.canopy)] * (1 - pattern) + LINEAR[np.array(what.second)] * pattern) * weave[..., None]
    metal = LINEAR[np.array(what.handle if angle != "inside" else STEEL)]
    rest = rest[..., None]
    reflectance = cloth * shading[..., None] * (1 - rest) + metal * rest * (0.7 + 0.5 * shading[..., None])
    cover = np.maximum(canopy, rest[..., 0])
    return reflectance.astype(np.float32), cover, cover


def _mask(size: tuple[int, int], draw: Callable[[ImageDraw.ImageDraw], None]) -> Array:
    image = Image.new("L", (size[0] * FINER, size[1] * FINER))
    draw(ImageDraw.Draw(image))
    return np.asarray(image.reduce(FINER), np.float32) / 255


def _placed(
    points: Array, unit: float, size: tuple[int, int], centre: tuple[float, float], radians: float
) -> list[tuple[float, float]]:
    turned = points @ np.array([[math.cos(radians), math.sin(radians)], [-math.sin(radians), math.cos(radians)]])
    moved = (turned * unit + np.array(centre) * np.array(size)) * FINER
    return [(float(a), float(b)) for a, b in moved]


def _top(what, size, unit, centre, radians, u, v):
    corners = np.linspace(0, 2 * np.pi, what.gores, endpoint=False) + 0.2
    rim = []
    for one, two in zip(corners, np.roll(corners, -1), strict=True):
        for share in np.linspace(0, 1, 8, endpoint=False):
            span = (two - one) % (2 * np.pi)
            rim.append(
                (
                    (1 - 0.22 * share * (1 - share)) * math.cos(one + span * share),
                    (1 - 0.22 * share * (1 - share)) * math.sin(one + span * share),
                )
            )
    canopy = _mask(size, lambda pen: pen.polygon(_placed(np.array(rim), unit, size, centre, radians), fill=255))
    turn = np.arctan2(v, u)
    gore = np.floor((turn - 0.2) % (2 * np.pi) / (2 * np.pi) * what.gores)
    shading = 0.86 + 0.14 * np.cos(gore / what.gores * 2 * np.pi - 2.2) - 0.10 * np.clip(np.hypot(u, v), 0, 1) ** 2
    tip = _mask(
        size,
        lambda pen: pen.polygon(
            _placed(0.03 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]), unit, size, centre, radians), fill=255
        ),
    )
    return canopy, tip, shading


def _inside(what, size, unit, centre, radians, u, v):
    canopy, _, shading = _top(what, size, unit, centre, radians, u, v)

    def ribs(pen: ImageDraw.ImageDraw) -> None:
        for corner in np.linspace(0, 2 * np.pi, what.gores, endpoint=False) + 0.2:
            ends = np.array([[0, 0], [0.97 * math.cos(corner), 0.97 * math.sin(corner)]])
            pen.line(_placed(ends, unit, size, centre, radians), fill=255, width=max(2, round(0.016 * unit * FINER)))

    return canopy, _mask(size, ribs), 0.62 * shading


def _front(what, size, unit, centre, radians, u, v):
    angles = np.linspace(np.pi, 2 * np.pi, 60)
    dome = [(math.cos(a), -0.15 + 0.75 * math.sin(a)) for a in angles]
    hem = [
        (1 - 2 * share, -0.15 - 0.06 * abs(math.sin(share * math.pi * what.gores / 2)))
        for share in np.linspace(0, 1, 80)
    ]
    canopy = _mask(size, lambda pen: pen.polygon(_placed(np.array(dome + hem), unit, size, centre, radians), fill=255))

    def shaft(pen: ImageDraw.ImageDraw) -> None:
        hook = [(0.14 * math.cos(a) + 0.14, 0.80 + 0.14 * math.sin(a)) for a in np.linspace(np.pi, 0, 20)]
        line = np.array([(0, -0.2), (0, 0.80), *hook])
        pen.line(
            _placed(line, unit, size, centre, radians),
            fill=255,
            width=max(2, round(0.05 * unit * FINER)),
            joint="curve",
        )

    below = _mask(size, shaft) * (1 - canopy)
    return canopy, below, np.clip(0.95 - 0.25 * np.abs(u) ** 2 - 0.1 * (v + 0.5), 0.3, 1)


def _folded(what, size, unit, centre, radians, u, v):
    body = np.array(
        [(-1, -0.02), (-0.7, -0.1), (0.45, -0.16), (0.5, -0.03), (0.5, 0.03), (0.45, 0.16), (-0.7, 0.1), (-1, 0.02)]
    )
    canopy = _mask(size, lambda pen: pen.polygon(_placed(body, unit, size, centre, radians), fill=255))

    def grip(pen: ImageDraw.ImageDraw) -> None:
        hook = [(0.86 + 0.11 * math.sin(a), 0.11 - 0.11 * math.cos(a)) for a in np.linspace(0, np.pi, 20)]
        pen.line(
            _placed(np.array([(0.45, 0), (0.86, 0), *hook]), unit, size, centre, radians),
            fill=255,
            width=max(2, round(0.07 * unit * FINER)),
            joint="curve",
        )

    return canopy, _mask(size, grip) * (1 - canopy), np.clip(1 - 3 * np.abs(v), 0.35, 1)


def _handle(what, size, unit, centre, radians, u, v):
    cloth = np.array([(-1, -0.8), (-0.35, -0.45), (-0.3, 0.45), (-1, 0.8)])
    canopy = _mask(size, lambda pen: pen.polygon(_placed(cloth, unit, size, centre, radians), fill=255))

    def grip(pen: ImageDraw.ImageDraw) -> None:
        hook = [(0.5 + 0.35 * math.sin(a), 0.35 - 0.35 * math.cos(a)) for a in np.linspace(0, np.pi, 30)]
        pen.line(
            _placed(np.array([(-0.35, 0), (0.5, 0), *hook]), unit, size, centre, radians),
            fill=255,
            width=max(2, round(0.16 * unit * FINER)),
            joint="curve",
        )

    return canopy, _mask(size, grip) * (1 - canopy), np.clip(0.95 - 0.3 * np.abs(v), 0.3, 1)


def _fabric(what, size, unit, centre, radians, u, v):
    fold = 0.85 + 0.12 * np.sin(2.1 * u + 1.3 * v)
    return np.ones_like(u), np.zeros_like(u), fold.astype(np.float32)


SHAPES = {"top": _top, "inside": _inside, "front": _front, "folded": _folded, "handle": _handle, "fabric": _fabric}


def _pattern(name: str, u: Array, v: Array) -> Array:
    """Share of the second colour at each place."""
    if name == "stripes":
        return (np.mod(u, 0.25) < 0.1).astype(np.float32)
    if name == "plaid":
        return 0.5 * (np.mod(u, 0.3) < 0.08).astype(np.float32) + 0.5 * (np.mod(v, 0.3) < 0.08).astype(np.float32)
    if name == "dots":
        return (np.hypot(np.mod(u, 0.22) - 0.11, np.mod(v, 0.22) - 0.11) < 0.045).astype(np.float32)
    if name == "floral":
        cell = np.hypot(np.mod(u + 0.1 * np.floor(v / 0.36), 0.36) - 0.18, np.mod(v, 0.36) - 0.18)
        petals = np.cos(5 * np.arctan2(np.mod(v, 0.36) - 0.18, np.mod(u + 0.1 * np.floor(v / 0.36), 0.36) - 0.18))
        return (cell < 0.08 + 0.05 * petals).astype(np.float32)
    return np.zeros_like(u)


def _soft(mask: Array, sigma: float) -> Array:
    small = Image.fromarray((mask * 255).astype(np.uint8)).reduce(4)
    wide = Image.fromarray(
        _gauss(np.asarray(small, np.float32)[..., None], sigma / 4)[..., 0].clip(0, 255).astype(np.uint8)
    )
    return np.asarray(wide.resize((mask.shape[1], mask.shape[0]), Image.Resampling.BICUBIC), np.float32) / 255


def _blurred(linear: Array, sigma: float, length: float, angle: float) -> Array:
    if sigma > 0:
        linear = _gauss(linear, sigma)
    if length > 1:
        steps = max(2, math.ceil(length))
        moves = [(length * (step / (steps - 1) - 0.5)) for step in range(steps)]
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        linear = np.mean([np.roll(linear, (round(move * sin), round(move * cos)), (0, 1)) for move in moves], axis=0)
    return linear


def _gauss(values: Array, sigma: float) -> Array:
    reach = math.ceil(3.5 * sigma)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).astype(np.float32)
    kernel /= kernel.sum()
    for axis in (0, 1):
        padded = np.pad(
            values, [(reach, reach) if each == axis else (0, 0) for each in range(values.ndim)], mode="edge"
        )
        length = values.shape[axis]
        values = sum(weight * np.take(padded, range(at, at + length), axis) for at, weight in enumerate(kernel))
    return values
