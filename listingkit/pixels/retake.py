"""Is a frame the same picture taken again: moved a little, turned a little, lit a little differently?

Told from likenesses, which every photo's facts have: the second is laid on the first as well as it can be, and what is
left must be little, all over and in each cell. Another angle, another colour or another handle leaves more. So does a
close view of a pattern, for which a likeness is too coarse: there closer looks tell, which have the photo decoded anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listingkit.pixels.lab import lab_of
from listingkit.pixels.likeness import Likeness, cells_of, colours_of
from listingkit.pixels.palette import Palette
from listingkit.pixels.registration import Fit, blurred, fit_of, start_of

Array = NDArray[Any]
CloserLook = NDArray[np.float32]
"""96 × 96 × 3 levels of a whole frame."""

ROUNDS = 6
CLOSE_CELLS = 96
REST, WORST = 4.2, 40.0  # levels: nine in ten retakes leave less; the next angle leaves 4.4 and more, mostly 20
MOST_GAIN, MOST_CAST = 1.35, 1.12  # of levels: three quarters of a stop is 1.27; one of the three colours over another
HOPELESS = 16.0  # levels: takes of a striped cloth leave up to 11
CLOSE_REST, CLOSE_WORST = 4.5, 20.0  # levels, of closer looks: takes leave 0.4 to 4 and 3 to 14, other angles 7 and 26
RIM = CLOSE_CELLS // 16  # what lies there comes and goes with a small move
OTHER_COLOUR = 15.0  # CIE76, lightness halved
LEAST_SHARE = 0.03  # of the product: smaller swatches come and go
PAPER, PALE = 0.4, 1.3  # linear light, and the most of the three colours over the least
STOPS = np.linspace(-0.75, 0.75, 13)


@dataclass(frozen=True, slots=True)
class Sight:
    """What was measured on a frame; no palette where no product was seen."""

    likeness: Likeness
    palette: Palette | None


def retake_fit(one: Sight, two: Sight) -> Fit | None:
    """How well two frames lie on each other that were taken from about the same place; None where they were not, and
    when in doubt.

    A thin part that has another colour (an umbrella's shaft seen from afar) is not noticed, nor is a black cloth told
    from another black cloth where both fill their frames.
    """
    if not _same_colours(one.palette, two.palette):
        return None
    fit = best_fit(one.likeness, two.likeness)
    return fit if fit.rest <= REST and fit.worst <= WORST and _same_light(fit) else None


def _same_colours(one: Palette | None, two: Palette | None) -> bool:
    """Whether at some exposure each colour of one has its like in the other. Two without a palette have the same."""
    if one is None or two is None:
        return one is two
    others = _tints(np.array(two.lights))
    mine, its = (_told_by(each) for each in (one, two))
    for stops in STOPS:
        away = np.linalg.norm(_tints(np.array(one.lights) * 2**stops)[:, None] - others, axis=2)
        if max(away.min(axis=1)[mine].max(initial=0), away.min(axis=0)[its].max(initial=0)) <= OTHER_COLOUR:
            return True
    return False


def _told_by(palette: Palette) -> Array:
    """Which swatches tell one product from another: not small ones, nor paper that shows between its parts."""
    lights = np.array(palette.lights)
    paper = (lights.min(axis=1) >= PAPER) & (lights.max(axis=1) <= PALE * lights.min(axis=1))
    result: Array = (np.array(palette.shares) >= LEAST_SHARE) & ~paper
    return result


def _tints(lights: Array) -> Array:
    result: Array = lab_of(np.clip(lights, 0, 1)) * (0.5, 1, 1)
    return result


def best_fit(one: Likeness, two: Likeness) -> Fit:
    """How well the second frame can be laid on the first."""
    first, second = (blurred(each) for each in colours_of(cells_of([one.frame, two.frame])))
    return fit_of(first, second, rounds=ROUNDS)


def may_be_retake(one: Sight, two: Sight) -> bool:
    """Whether closer looks are worth the while: another picture in another light is none."""
    fit = best_fit(one.likeness, two.likeness)
    return fit.rest <= HOPELESS and _same_light(fit)


def closer_look(frame: Image.Image) -> CloserLook:
    """Of an upright sRGB frame, at least 96 px each way."""
    small = frame.resize((CLOSE_CELLS, CLOSE_CELLS), Image.Resampling.HAMMING)
    return blurred(np.asarray(small, np.float32))


def close_fit(one: CloserLook, two: CloserLook) -> Fit | None:
    """How well two closer looks lie on each other; None where they show different pictures, and when in doubt.

    Light and colour are compared cell by cell, so that no palette is needed.
    """
    fit = fit_of(one, two, rim=RIM)
    if fit.rest > CLOSE_REST:
        fit = min(fit, fit_of(one, two, start_of(one, two), rim=RIM), key=lambda each: each.rest)
    return fit if fit.rest <= CLOSE_REST and fit.worst <= CLOSE_WORST and _same_light(fit) else None


def _same_light(fit: Fit) -> bool:
    return max(fit.gain, 1 / fit.gain) <= MOST_GAIN and fit.cast <= MOST_CAST
