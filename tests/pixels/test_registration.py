"""Is one frame laid on another where it belongs, also where a pattern repeats?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listingkit.pixels.registration import HERE, NO_FIT, blurred, fit_of, start_of

SIDE = 96


def cloth(down: float = 0, across: float = 0, turn: float = 0) -> np.ndarray:
    """Dots on a lattice of nine cells, one of them brighter, moved by so many cells."""
    v, u = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    cos, sin = np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))
    v, u = cos * v + sin * u - down, cos * u - sin * v - across
    dots = np.cos(2 * np.pi * v / 9) * np.cos(2 * np.pi * u / 9) * 60
    mark = 90 * np.exp(-((v - 12) ** 2 + (u + 15) ** 2) / 30)
    return blurred(np.repeat((110 + dots + mark)[..., None], 3, axis=2).astype(np.float32))


@settings(deadline=None, max_examples=40)
@given(st.floats(-6, 6), st.floats(-6, 6), st.floats(-2, 2))
def test_a_moved_pattern_is_found_from_its_start(down, across, turn):
    one, two = cloth(), cloth(down, across, turn)
    assert fit_of(one, two, start_of(one, two)).rest < 4


def test_without_a_start_the_nearest_repeat_is_found():
    one, two = cloth(), cloth(down=6)
    assert fit_of(one, two).rest > 5 > fit_of(one, two, start_of(one, two)).rest


def test_gain_and_cast_are_told():
    one = cloth()
    two = one * (1.2, 1.2, 1.1)
    fit = fit_of(one, two)
    assert fit.gain == pytest.approx(3.5 / 3, rel=0.01)
    assert fit.cast == pytest.approx(1.2 / 1.1, rel=0.01)
    assert fit.rest < 0.5


def test_worst_says_where_one_cell_differs():
    one, two = cloth(), cloth()
    two[40:44, 50:54] = 250
    fit = fit_of(one, two)
    assert fit.worst > 60
    assert fit.rest < 10


def test_frames_that_hardly_overlap_have_no_fit():
    away = HERE + np.array([[0, 0, 0], [60, 0, 0]], np.float32)
    assert fit_of(cloth(), cloth(), away, rounds=0) == NO_FIT


def test_blur_keeps_the_light():
    assert blurred(cloth()).mean() == pytest.approx(cloth().mean(), rel=1e-3)
