"""How does a picture get the colours that it would have in white light?

A gain per channel in linear light, as one table of 768 entries. What is brighter than the paper is not clipped but
bends into a shoulder that ends in white: the highlights of a product keep their gradation, and what the camera has
clipped to white in all channels stays white.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PIL import Image

from listingkit.pixels.linear import LINEAR, Array, levels_of
from listingkit.pixels.model import Balance, Linear

# Steps of a gain to the octave. One is 0.46 %, half a level at 246: a session that is told a little otherwise, since
# one more photo came, leaves most finished images fresh, and no paper is off by more than a quarter of a level.
STEPS = 150
# The range above the paper is stretched where the paper itself is nearly white. More than this many times would show
# the paper's grain.
STEEPEST = 4.0


def balance_for(light: Linear, white: int) -> Balance:
    """The gains that take paper in this light (each channel above 0) to the level `white`, on a grid of small steps."""
    target = float(LINEAR[white])
    red, green, blue = (_on_grid(target / channel) for channel in light)
    return Balance(red, green, blue, white)


def apply_balance(image: Image.Image, balance: Balance) -> Image.Image:
    """An RGB image under that balance; the very image where there is nothing to do."""
    return image if balance.is_identity else image.point(_table(balance))


def _on_grid(gain: float) -> float:
    # Rounded to what the text of a balance says, so that the last bit of a platform's logarithm makes no difference.
    return float(round(2 ** (round(math.log2(gain) * STEPS) / STEPS), 4))


@lru_cache(maxsize=256)
def _table(balance: Balance) -> list[int]:
    white = float(LINEAR[balance.white])
    channels = [_channel(gain, white) for gain in (balance.red, balance.green, balance.blue)]
    table: list[int] = np.concatenate(channels).tolist()
    return table


def _channel(gain: float, white: float) -> Array:
    """256 levels of output for a gain, with the shoulder above `white` (linear light)."""
    light = LINEAR.astype(np.float64) * gain
    room, brightest = 1 - white, gain - white
    if room > 0 and brightest > 0:
        above = np.maximum(light - white, 0) / room
        light = np.where(light > white, white + room * _shoulder(above, brightest / room), light)
    return np.rint(levels_of(light)).astype(np.uint8)


def _shoulder(above: Array, brightest: float) -> Array:
    """log(1 + bend · y) / bend, which leaves the straight part with its own slope and takes `brightest` to 1."""
    low, high = -math.log(STEEPEST), 64.0
    for _ in range(64):
        bend = (low + high) / 2
        if math.expm1(bend) < bend * brightest if bend > 0 else math.expm1(bend) > bend * brightest:
            low = bend
        else:
            high = bend
    curve: Array = np.log1p(low * above) / low if abs(low) > 1e-9 else above
    return curve
