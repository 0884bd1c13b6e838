"""How does light become a camera's pixels?  Exposure, vignette, noise and the sRGB curve."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .light import Sky
from .paper import soften
from .sheet import Array


def to_linear(level: float) -> float:
    """Linear light of an 8-bit sRGB level."""
    c = level / 255.0
    return float(((c + 0.055) / 1.055) ** 2.4) if c > 0.04045 else c / 12.92


CURVE_STEPS = 8192


def srgb_curve() -> Array:
    """The sRGB curve with a soft shoulder, as a table over linear 0 to 1.25, in 8-bit levels."""
    x = np.linspace(0, 1.25, CURVE_STEPS)
    # Film and sensors alike let highlights go gently.
    x = np.where(x > 0.82, 0.82 + (1 - np.exp(-(x - 0.82) / 0.20)) * 0.18, x)
    y = np.where(x <= 0.0031308, x * 12.92, 1.055 * np.maximum(x, 1e-9) ** (1 / 2.4) - 0.055)
    return (y * 255.0).astype(np.float32)


def reduced(samples: Array, fine: int) -> Array:
    """Each pixel from the samples in and around it, with a bell-shaped weight; `fine` is 2 or 3.

    That is the softness of a real lens and removes the stairs along edges.
    """
    inner, outer = ((3, 3), 1) if fine == 2 else ((2, 3, 2), 1)
    whole = sum(inner) + 2 * outer
    edge = np.float32(outer / whole)
    for axis in (0, 1):
        rows = np.moveaxis(samples, axis, 0)
        parts = [rows[i::fine] for i in range(fine)]
        total = parts[0] * np.float32(inner[0] / whole)
        for part, weight in zip(parts[1:], inner[1:], strict=True):
            total += part * np.float32(weight / whole)
        # The nearest sample of the pixel before and of the one after; at the rim, its own.
        total[1:] += edge * parts[-1][:-1]
        total[:1] += edge * parts[0][:1]
        total[:-1] += edge * parts[0][1:]
        total[-1:] += edge * parts[-1][-1:]
        samples = np.moveaxis(total, 0, axis)
    return samples


def out_of_focus(light: Array, depth: Array, focus: float) -> None:
    """Blur what lies before and behind the distance in focus, in place."""
    amount = np.clip(np.abs(depth / np.float32(focus) - 1) * 6 - 0.15, 0, 1)
    radius = max(round(max(depth.shape) / 1600 * 2), 1)
    for c in range(3):
        light[:, :, c] += amount * (soften(light[:, :, c], radius).astype(np.float32) - light[:, :, c])


def vignette(width: int, height: int, strength: float) -> Array:
    """Light lost towards the corners."""
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    longer = max(width, height)
    r2 = (x[None, :] * width / longer) ** 2 + (y[:, None] * height / longer) ** 2
    return np.asarray(1 - strength * r2 / (1 + 0.35 * r2))


def develop(light: Array, sky: Sky, rng: np.random.Generator, noise: float) -> Image.Image:
    """The finished picture of linear light in which unshaded paper is 1."""
    height, width = light.shape[:2]
    exposure = to_linear(sky.paper_level)
    light = light * (vignette(width, height, 0.10) * np.float32(exposure))[:, :, None]
    light = light * sky.cast.astype(np.float32)
    index = np.clip(light * np.float32((CURVE_STEPS - 1) / 1.25), 0, CURVE_STEPS - 1).astype(np.int16)
    level = srgb_curve()[index]
    # Shot noise: mostly common to the three colours, as after a camera's own chroma smoothing.
    grey = rng.standard_normal((height, width), dtype=np.float32)
    level += (noise * (0.7 + 0.5 * (1 - level[:, :, 1:2] / 255))) * grey[:, :, None]
    half = rng.standard_normal((height // 4 + 1, width // 4 + 1, 3), dtype=np.float32)
    colour = np.repeat(np.repeat(half, 4, axis=0), 4, axis=1)[:height, :width]
    level += np.float32(0.35 * noise) * colour
    return Image.fromarray(np.clip(level + 0.5, 0, 255).astype(np.uint8))
