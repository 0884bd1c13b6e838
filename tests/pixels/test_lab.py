from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.pixels.lab import difference, lab_of, light_of

SHARE = st.floats(0.01, 1)


@given(SHARE, SHARE, SHARE)
def test_light_survives_the_way_to_lab_and_back(red, green, blue):
    light = np.array([red, green, blue])
    assert light_of(lab_of(light)) == pytest.approx(light, abs=1e-6)


@given(SHARE, SHARE, SHARE, st.floats(0.6, 1))
def test_exposure_leaves_hue_as_it_is(red, green, blue, gain):
    light = np.array([0.1 + red, 0.1 + green, 0.1 + blue])
    (_, a, b), (_, c, d) = lab_of(light), lab_of(light * gain)
    if np.hypot(c, d) > 5:
        assert abs((np.degrees(np.arctan2(b, a) - np.arctan2(d, c)) + 180) % 360 - 180) < 0.01


# Rows of the test data of Sharma, Wu and Dalal (2005).
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, -0.001, 2.49), (0.0 + 50, 0.0011, -2.49), 4.7461),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_that_were_published(one, other, expected):
    assert difference(np.array(one), np.array(other), 1.0) == pytest.approx(expected, abs=1e-4)
