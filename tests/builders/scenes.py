"""Products whose true edge, shadow and paper are known, photographed on that paper.

| part       | what it is                                                                        |
|------------|-----------------------------------------------------------------------------------|
| `shape`    | a drawing's coverage, 0 to 1, with honest soft edges                              |
| `Scene`    | frame as photographed, with the truth: coverage, shade, and how it looks on white |
| `worn`     | a dark shirt over grey trousers that the frame cuts off                           |
| `scene`    | composes a product, its shadow and uneven paper in linear light, and adds noise   |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from listingkit.pixels.linear import LINEAR, levels_of

FINER = 4  # drawn this many times as large, so that edges are partly covered pixels


@dataclass(frozen=True, slots=True)
class Scene:
    """`frame` as the camera sees it; `coverage` and `shade` height × width, 0 to 1; `on_white` the aim."""

    frame: Image.Image
    coverage: np.ndarray
    shade: np.ndarray
    on_white: np.ndarray

    @property
    def inside(self) -> np.ndarray:
        return eroded(self.coverage > 0.999, 3)

    @property
    def outside(self) -> np.ndarray:
        """Where neither product nor shadow is, by a few pixels."""
        return eroded((self.coverage < 0.001) & (self.shade > 0.999), 4)


def eroded(mask: np.ndarray, by: int) -> np.ndarray:
    image = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MinFilter(2 * by + 1))
    return np.asarray(image) > 0


def shape(draw: Callable[[ImageDraw.ImageDraw, float], None], size: tuple[int, int], blur: float = 0.7) -> np.ndarray:
    """What `draw(canvas, scale)` paints white on black; `scale` turns pixels of the scene into those of the canvas."""
    image = Image.new("L", (size[0] * FINER, size[1] * FINER), 0)
    draw(ImageDraw.Draw(image), FINER)
    return np.asarray(image.reduce(FINER).filter(ImageFilter.GaussianBlur(blur)), np.float32) / 255


def disc(size: tuple[int, int], radius: float = 0.3, centre: tuple[float, float] = (0.5, 0.5)) -> np.ndarray:
    """A disc; its radius is a share of the short side."""
    x, y, r = centre[0] * size[0], centre[1] * size[1], radius * min(size)
    return shape(lambda canvas, k: canvas.ellipse([k * (x - r), k * (y - r), k * (x + r), k * (y + r)], fill=255), size)


def box(size: tuple[int, int], part: tuple[float, float, float, float], blur: float = 0.7) -> np.ndarray:
    """A rectangle, as shares of the frame."""
    corners = [share * side for share, side in zip(part, size * 2, strict=True)]
    return shape(lambda canvas, k: canvas.rectangle([k * each for each in corners], fill=255), size, blur)


def cast_by(
    coverage: np.ndarray, *, depth: float = 0.5, blur: float = 14, by: tuple[int, int] = (12, 22)
) -> np.ndarray:
    """The shade of a product on its paper, 1 = none: its own form, moved `by` pixels right and down and blurred."""
    moved = np.roll(coverage, by[::-1], (0, 1))
    soft = Image.fromarray((moved * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(blur))
    return 1 - depth * np.asarray(soft, np.float32) / 255


def scene(
    coverage: np.ndarray,
    colour: tuple[int, int, int] | np.ndarray,
    *,
    paper: tuple[int, int, int] = (246, 246, 246),
    shade: np.ndarray | None = None,
    falloff: float = 0.1,
    noise: float = 1.5,
    seed: int = 1,
) -> Scene:
    """A product of one sRGB colour (or height × width × 3) on paper with light that falls off across it."""
    height, width = coverage.shape
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    lamp = 1 - falloff * (0.5 * x + 0.3 * y + 0.2 * (x - 0.4) ** 2)
    dark = np.ones_like(coverage) if shade is None else shade
    cloth = np.broadcast_to(LINEAR[np.asarray(colour, np.uint8)], (height, width, 3))
    grain = np.random.default_rng(seed).normal(0, noise, (height, width, 3))
    share = coverage[..., None]
    ground = LINEAR[np.asarray(paper, np.uint8)] * (lamp * dark)[..., None]
    frame = levels_of(cloth * share + ground * (1 - share)) + grain
    on_white = levels_of(cloth * share + (1 - share) * dark[..., None])
    photo = Image.fromarray((frame + 0.5).clip(0, 255).astype(np.uint8))
    return Scene(photo, coverage, dark, on_white)


def worn(size: tuple[int, int], level: int) -> Scene:
    """A shirt over trousers that run out of the bottom edge; a hip lost in the light makes them look like shade."""
    shirt, trousers = box(size, (0.35, 0.15, 0.65, 0.5)), box(size, (0.38, 0.48, 0.62, 1.2))
    height, width = size[1], size[0]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    lost = np.clip((x - 0.4) / 0.16, 0, 1) * np.clip((0.8 - y) / 0.16, 0, 1)
    grey = (level + (250 - level) * lost)[..., None] * np.ones(3, np.float32)
    colour = np.where((shirt > 0.5)[..., None], (20, 20, 20), grey)
    return scene(np.maximum(shirt, trousers), colour, paper=(250, 250, 250), falloff=0, noise=0.5)
