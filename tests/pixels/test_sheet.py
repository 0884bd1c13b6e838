"""Is what a sheet and its product are measured as what was made, whatever the product's colour and size?"""

from __future__ import annotations

import numpy as np
import pytest

from listingkit.pixels.paper import product_mask, split_frame
from listingkit.pixels.sheet import sheet_of
from tests.builders import photos
from tests.builders.umbrellas import CANOPIES, PATTERNS, Sitting, Umbrella, coverage, picture, tint

SIZE = (600, 400)


def sheet(what: Umbrella, **how):
    small = np.asarray(picture(what, Sitting(size=SIZE, **how)).reduce(2))
    return measured(small)


def measured(small):
    split = split_frame(small)
    return sheet_of(small, split, None if split is None else product_mask(split))


@pytest.mark.parametrize("fill", [0.2, 0.5, 0.9])
def test_fill_and_centre_are_those_of_the_product_without_its_shadow(fill):
    found = sheet(Umbrella(), angle="top", fill=fill, shade=0.5)
    assert found.told
    assert found.fill == pytest.approx(fill, abs=0.03)
    assert found.centre == pytest.approx((0.5, 0.5), abs=0.02)
    assert found.area == pytest.approx(coverage(Umbrella(), Sitting("top", SIZE, fill)).mean(), rel=0.1)


@pytest.mark.parametrize("turn", [0, 30, 90])
def test_a_long_product_is_as_long_whichever_way_it_lies(turn):
    assert sheet(Umbrella(), angle="folded", fill=0.7, turn=turn).fill == pytest.approx(0.7, abs=0.04)


def test_paper_is_measured_the_same_beside_any_product():
    found = [
        sheet(Umbrella(canopy, pattern), fill=fill, stops=-0.5)
        for canopy in (CANOPIES["Black"], CANOPIES["Yellow"], CANOPIES["Navy"])
        for pattern, fill in zip(PATTERNS, (0.2, 0.4, 0.6, 0.75, 0.9), strict=True)
    ]
    assert np.ptp([each.level for each in found]) < 3
    assert np.ptp([each.fall for each in found]) < 0.03
    assert np.ptp([each.cast for each in found]) < 0.02


@pytest.mark.parametrize("kelvin", [3500, 5500, 9000])
def test_cast_is_that_of_the_light(kelvin):
    light = tint(kelvin)
    assert sheet(Umbrella(), kelvin=kelvin).cast == pytest.approx(max(light) / min(light), rel=0.06)


@pytest.mark.parametrize("falloff", [0.1, 0.4, 0.6])
def test_evenness_is_that_of_the_light(falloff):
    assert sheet(Umbrella(), falloff=falloff).fall == pytest.approx(falloff, abs=0.09)


@pytest.mark.parametrize(("centre", "side"), [((0.15, 0.5), 0), ((0.5, 0.15), 1), ((0.85, 0.5), 2), ((0.5, 0.85), 3)])
def test_the_edge_that_cuts_a_product_off_is_told(centre, side):
    cut = sheet(Umbrella(), angle="top", centre=centre).cut
    assert cut[side] > 0.1
    assert max(each for number, each in enumerate(cut) if number != side) == 0


def test_a_shadow_that_leaves_the_frame_is_no_product_cut_off():
    assert max(sheet(Umbrella(), angle="top", centre=(0.66, 0.5), shade=0.4).cut) == 0


def test_empty_paper_has_a_sheet_without_a_product():
    found = measured(np.asarray(photos.on_paper((300, 200), (0, 0, 0, 0))))
    assert (found.told, found.fill, found.area, found.cut) == (False, 0.0, 0.0, (0.0, 0.0, 0.0, 0.0))


def test_cloth_that_fills_the_frame_has_no_sheet():
    assert sheet(Umbrella(CANOPIES["Navy"]), angle="fabric") is None


@pytest.mark.parametrize("level", [225, 240, 255])
def test_white_is_found_where_its_edge_shows(level):
    found = sheet(Umbrella((level, level, level - 2)), angle="top", fill=0.7, shade=0)
    assert found.told
    assert found.fill == pytest.approx(0.7, abs=0.03)


def test_white_whose_edge_shade_hides_is_not_told():
    assert not sheet(Umbrella((255, 255, 253)), angle="top", fill=0.7).told
