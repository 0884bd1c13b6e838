from __future__ import annotations

import numpy as np

from listingkit.pixels.lab import difference, lab_of
from listingkit.pixels.linear import LINEAR
from listingkit.pixels.palette import palette_of
from listingkit.pixels.paper import split_frame
from tests.builders.umbrellas import CANOPIES, Sitting, Umbrella, picture


def palette(what: Umbrella, **how):
    small = np.asarray(picture(what, Sitting(size=(600, 400), **how)).reduce(2))
    return palette_of(small, split_frame(small))


def test_a_plain_canopy_is_one_large_swatch_whatever_its_fill():
    for fill in (0.3, 0.8):
        found = palette(Umbrella(canopy=CANOPIES["Navy"]), fill=fill)
        assert found.shares[0] > 0.7
        seen = lab_of(np.array(found.lights[0]) / LINEAR[235] / 0.9)
        assert difference(seen, lab_of(LINEAR[list(CANOPIES["Navy"])])) < 8


def test_both_colours_of_stripes_are_substantial():
    found = palette(Umbrella(canopy=CANOPIES["Navy"], pattern="stripes", second=CANOPIES["Yellow"]))
    assert sum(share > 0.2 for share in found.shares) >= 2


def test_cloth_that_fills_the_frame_is_told_as_such():
    assert palette(Umbrella(), angle="fabric").whole_frame


def test_the_same_pixels_always_give_the_same_palette():
    assert palette(Umbrella(pattern="floral")) == palette(Umbrella(pattern="floral"))


def test_nothing_on_the_paper_is_no_palette():
    small = np.full((150, 224, 3), 230, np.uint8)
    assert palette_of(small, split_frame(small)) is None


def test_a_white_canopy_that_is_lost_on_paper_leaves_little_of_its_box():
    lost = palette(Umbrella(canopy=CANOPIES["White"], pattern="dots"), angle="front")
    whole = palette(Umbrella(pattern="dots"), angle="front")
    assert lost is None or lost.solid < 0.55 * whole.solid or max(lost.lights[0]) > 0.5


def test_the_colours_of_a_small_plaid_are_told_where_its_outline_was_lost():
    found = palette(
        Umbrella(canopy=CANOPIES["Purple"], pattern="plaid"), angle="front", fill=0.2, kelvin=5500, seed=210
    )
    assert found is not None
    seen = lab_of(np.array(found.lights[0]) / LINEAR[235] / 0.9)
    assert difference(seen, lab_of(LINEAR[list(CANOPIES["Purple"])])) < 8


def test_a_shadow_without_a_product_has_no_colours():
    small = np.full((150, 224, 3), 230, np.uint8)
    rows, columns = np.mgrid[-1:1:40j, -1:1:40j]
    small[50:90, 80:120] = (230 - 60 * np.clip(1 - np.hypot(rows, columns), 0, 1))[..., None].astype(np.uint8)
    assert palette_of(small, split_frame(small)) is None
