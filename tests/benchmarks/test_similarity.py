from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from benchmarks.similarity import luma, psnr, ssim
from tests.builders import photos


def test_equal_pictures_are_equal():
    plane = luma(photos.on_paper())
    assert ssim(plane, plane) == pytest.approx(1)
    assert psnr(plane, plane) == float("inf")


def test_likeness_falls_with_blur():
    image = photos.on_paper()
    values = [ssim(luma(image.filter(ImageFilter.GaussianBlur(radius))), luma(image)) for radius in (0, 1, 2, 4)]
    assert values == sorted(values, reverse=True)
    assert values[-1] < 0.95


def test_flat_planes_differ_by_their_means_alone():
    one, other = np.full((20, 30), 100.0), np.full((20, 30), 120.0)
    c1 = (0.01 * 255) ** 2
    assert ssim(one, other) == pytest.approx((2 * 100 * 120 + c1) / (100**2 + 120**2 + c1))
    assert psnr(one, other) == pytest.approx(20 * np.log10(255 / 20))


def test_window_is_gaussian_with_a_sigma_of_one_and_a_half():
    # One raised pixel on a flat ground, in the middle of the only window that fits: by hand from the definition.
    one, other = np.full((11, 11), 100.0), np.full((11, 11), 100.0)
    other[5, 5] += 50
    weights = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    share = (weights[5] / weights.sum()) ** 2
    mean, spread = 100 + 50 * share, 50**2 * share * (1 - share)
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    by_hand = (2 * 100 * mean + c1) / (100**2 + mean**2 + c1) * c2 / (spread + c2)
    assert ssim(one, other) == pytest.approx(by_hand)


def test_brightness_is_that_of_the_eye():
    assert luma(Image.new("RGB", (1, 1), (10, 20, 30)))[0, 0] == pytest.approx(18.15)
