"""Does the small picture of a photo keep its colours, and survive the ledger's text?"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from listingkit.pixels.likeness import CELLS, Likeness, cells_of, colours_of, likeness_of


@pytest.mark.parametrize("colour", [(200, 30, 40), (30, 40, 88), (27, 27, 29), (255, 255, 255), (0, 0, 0)])
def test_colours_come_back(colour):
    told = likeness_of(Image.new("RGB", (300, 200), colour), None)
    assert told.product == ""
    assert np.abs(colours_of(cells_of([told.frame])) - np.array(colour)).max() <= 2


def test_product_is_seen_without_the_paper_around_it():
    frame = Image.new("RGB", (400, 300), (240, 240, 240))
    frame.paste((20, 120, 40), (200, 100, 300, 200))
    told = likeness_of(frame, (0.5, 1 / 3, 0.75, 2 / 3))
    (seen,) = colours_of(cells_of([told.product]))
    assert seen.shape == (CELLS, CELLS, 3)
    assert np.abs(seen[3:-3, 3:-3] - np.array((20, 120, 40))).max() <= 3


def test_text_of_a_wrong_length_is_no_traceback():
    assert not cells_of([Likeness("AAAA").frame]).any()
