"""Does a chart that was shot in six lights come out as it is in white light?"""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders.chart import CASTS, PAPER, PATCHES, correct_all, delta_e, lab, paper_of, patches_of, shoot

# Pairs 1, 4, 7, 10, 13, 16, 17, 20, 25, 30, 33 and 34 of the published test data.
PUBLISHED = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.0010), 7.1792),
    ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "expected"), PUBLISHED)
def test_difference_of_colours_is_that_of_the_published_pairs(one, other, expected):
    assert delta_e(one, other) == pytest.approx(expected, abs=5e-5)
    assert delta_e(other, one) == pytest.approx(expected, abs=5e-5)


@pytest.fixture(scope="module")
def corrected():
    shots = [
        shoot(cast, exposure, seed=number, extra_minutes=number)
        for cast in CASTS
        for number, exposure in enumerate((1.0, 0.85, 0.95))
    ]
    return correct_all(shots)


def test_paper_is_neutral_within_two_levels_and_at_the_target(corrected):
    for frame in corrected:
        paper = paper_of(frame)
        assert np.ptp(paper) < 2
        assert paper == pytest.approx([PAPER] * 3, abs=2)


def test_colours_are_within_three_of_the_chart_in_white_light(corrected):
    for frame in corrected:
        off = delta_e(lab(patches_of(frame)), lab(np.array(PATCHES)))
        assert np.median(off) < 1.5
        assert off.max() < 3


def test_the_same_colours_in_the_morning_and_at_sunset_look_the_same(corrected):
    morning, sunset = corrected[0], corrected[9]
    assert delta_e(lab(patches_of(morning)), lab(patches_of(sunset))).max() < 3
