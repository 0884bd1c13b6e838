"""How does paper become pure white while the product keeps its colour?

A gain per channel, in linear light, that takes the paper of each spot to white; then a soft mask that makes white
exact where the paper hangs together with the image's edge. White parts of the product are not reached by it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.pixels.paper import fit_sheet, split_frame
from listingkit.pixels.patches import grow, reached_from_border

Array = NDArray[Any]
SMALL_PX = 200
NEAR, FAR = 8.0, 30.0  # levels below white: nearer is paper, farther is product or shadow, between is blended
RING = 0.006  # of the short side: the outermost ring, where white must be exact whatever lies there
FADE = 0.06  # of the short side: from here to the ring shadows fade out
CLEAR_EDGE = 0.97  # of the image's edge that must be paper
LOST_LEVEL = 250  # from here on nobody can tell the product from the ground
MOST_LOST = 0.5  # of the product; white stripes that reach its edge are less
FINE = 4095  # steps of the table from linear light back to sRGB

SRGB = levels_of(np.arange(FINE + 1) / FINE).astype(np.float32)


def whiten(image: Image.Image) -> Image.Image | None:
    """An RGB image whose paper is exactly 255 at every edge.

    None where its edges are not paper all round, or where the product is so bright that it would go with the paper.
    """
    factor = max(1, max(image.size) // SMALL_PX)
    small = image.reduce(factor)
    pixels = np.asarray(small)
    split = split_frame(pixels)
    if split is None:
        return None
    around = reached_from_border(~grow(split.product))
    if _edge(around).mean() < CLEAR_EDGE:
        return None
    sheet = fit_sheet(LINEAR[pixels] * 255, split.paper & around) / 255
    channels = [_relight(np.asarray(image.getchannel(i)), sheet[..., i]) for i in range(3)]
    paperness = _paperness(np.minimum(np.minimum(channels[0], channels[1]), channels[2]), around)
    result = Image.merge("RGB", [Image.fromarray(_towards_white(lit, paperness)) for lit in channels])
    lost = split.product & reached_from_border(np.asarray(result.reduce(factor)).min(axis=2) >= LOST_LEVEL)
    return None if lost.sum() > MOST_LOST * split.product.sum() else result


def _towards_white(lit: Array, share: Array) -> Array:
    """A channel with that share of white mixed in, as uint8."""
    mixed: Array = (lit + (255 - lit) * share + 0.5).astype(np.uint8)
    return mixed


def _relight(channel: Array, sheet: Array) -> Array:
    """One channel under a light that makes the sheet white, as float levels of sRGB, 0 to 255."""
    size = channel.shape[1], channel.shape[0]
    gain = np.asarray(Image.fromarray(FINE / np.clip(sheet, 0.05, 1)).resize(size, Image.Resampling.BILINEAR))
    light: Array = np.take(LINEAR, channel) * gain
    np.minimum(light, FINE, out=light)
    levels: Array = np.take(SRGB, light.astype(np.int16))
    return levels


def _paperness(darkest: Array, around: Array) -> Array:
    """How much of each pixel is to be white, 0 to 1, from its darkest channel and what lies around the product.

    Shadows stay, but fade before they reach the edge.
    """
    away = np.clip((255 - NEAR - darkest) / (FAR - NEAR), 0, 1)
    white = 1 - away * away * (3 - 2 * away)
    height, width = white.shape
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    to_edge = np.minimum.outer(np.minimum(y, height - 1 - y), np.minimum(x, width - 1 - x)) / min(width, height)
    np.maximum(white, np.clip((FADE - to_edge) / (FADE - RING), 0, 1), out=white)
    reach = Image.fromarray(around.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(3))
    white *= np.asarray(reach.resize((width, height), Image.Resampling.BILINEAR)) * np.float32(1 / 255)
    white[to_edge < RING] = 1
    return white


def _edge(mask: Array) -> Array:
    return np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
