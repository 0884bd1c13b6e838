from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from listingkit.pixels.reduce import FastResizer, PillowResizer, best_resizer
from tests.builders import photos

PICTURE = photos.on_paper((640, 480), falloff=0.5)


def fast():
    try:
        return FastResizer()
    except ImportError:
        if os.environ.get("LISTINGKIT_REQUIRE_PROGRAMS"):
            raise
        pytest.skip("the extra fast is not installed")


@pytest.mark.parametrize("size", [(200, 150), (96, 96), (31, 7), (640, 480), (700, 500)])
@pytest.mark.parametrize("part", [(0, 0, 640, 480), (10.5, 20.25, 333.3, 400.75)])
def test_both_resizers_give_nearly_the_same_pixels(size, part):
    exact = np.asarray(PICTURE.resize(size, Image.Resampling.LANCZOS, box=part), int)
    quick, plain = (np.asarray(each.resize(PICTURE, size, part), int) for each in (fast(), PillowResizer()))
    assert np.abs(quick - exact).max() <= 2
    assert np.abs(plain - exact).max() <= 16  # at a hard edge, where whole pixels are averaged first
    assert np.abs(plain - exact).mean() < 1.5


def test_the_fast_one_gives_the_same_in_many_threads():
    resizer = fast()
    parts = [(n, n, 640 - n, 480 - n) for n in range(24)]
    alone = [resizer.resize(PICTURE, (100, 80), part).tobytes() for part in parts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda part: resizer.resize(PICTURE, (100, 80), part).tobytes(), parts))
    assert together == alone


def test_without_the_extra_pillow_does_the_work(monkeypatch):
    monkeypatch.setitem(sys.modules, "cykooz_resizer", None)
    assert best_resizer().name == "pillow"


def test_an_extra_that_reads_this_pillow_wrongly_is_not_used(monkeypatch):
    fast()
    monkeypatch.setattr(FastResizer, "resize", lambda self, image, size, part: Image.new("RGB", size, (1, 2, 3)))
    assert best_resizer().name == "pillow"
