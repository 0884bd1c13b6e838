"""Is a product told that is cut off, small, or as white as its paper, and is a way of framing left alone?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from listingkit.findings import Severity
from listingkit.judging.subject import subject_findings
from listingkit.pixels.exposure import Exposure
from listingkit.pixels.sheet import Sheet
from listingkit.settings_check import CheckTable
from tests.builders.judging import facts, seen, shooting
from tests.builders.umbrellas import CANOPIES, Sitting, Umbrella, picture

SOLD = {"U1": {"colour": ["Red", "Blue", "Green", "White"]}}
RED = "photos/U1-RED_front.jpg"


def of(*, told=True, fill=0.6, area=None, cut=(0.0, 0.0, 0.0, 0.0), size=(4000, 3000)):
    area = 0.5 * fill**2 if area is None else area
    sheet = Sheet(228.0, 1.0, 0.1, told, fill, area, (0.5, 0.5), cut)
    exposure = Exposure(0.0, 0.0, 0.0, 0.0, (20, 60, 90))
    return facts(sheet=sheet, exposure=exposure, width=size[0], height=size[1], product=(0.2, 0.2, 0.8, 0.8))


CUT = of(cut=(0.0, 0.0, 0.3, 0.12))


def found(advised=None, rules=None, shot="front", **photos):
    files = {f"photos/U1-{look}_{shot}.jpg": each for look, each in photos.items()}
    return list(subject_findings(shooting(files, SOLD, rules), advised or {}))


def codes(*args, **photos):
    return [each.code for each in found(*args, **photos)]


def test_a_product_that_is_cut_off_is_told_with_its_edges():
    (told,) = found(RED=CUT, BLU=of(), GRE=of())
    assert (told.code, told.severity) == ("photo.subject-cut", Severity.WARNING)
    assert "runs out at the right edge over 30% and the bottom edge over 12% of it, at most 1.0%" in told.message
    assert "the same shot of the other 2 looks is not cut there" in told.message
    assert (told.evidence.value, told.evidence.crop) == (0.3, (0.2, 0.2, 0.8, 0.8))


@pytest.mark.parametrize(
    ("cut", "count"),
    [((0.0, 0.0, 0.2, 0.1), 1), ((0.0, 0.0, 0.0, 0.4), 0), ((0.1, 0.0, 0.1, 0.0), 0), ((0.0, 0.1, 0.0, 0.1), 0)],
)
def test_alone_it_may_be_meant(cut, count):
    told = found(RED=of(cut=cut))
    assert [(each.code, each.severity) for each in told] == [("photo.subject-cut", Severity.INFO)] * count


def test_a_shot_that_cuts_every_look_is_a_way_of_framing():
    assert codes(RED=CUT, BLU=CUT, GRE=CUT) == []
    filling = replace(of(), sheet=None)
    assert codes(RED=CUT, BLU=filling, GRE=filling) == []


def test_an_edge_that_cuts_no_other_look_is_told_where_another_cuts_all():
    bottom, both = of(cut=(0.0, 0.0, 0.0, 0.4)), of(cut=(0.5, 0.0, 0.0, 0.4))
    (told,) = found(RED=both, BLU=bottom, GRE=bottom)
    assert "runs out at the left edge over 50% of it" in told.message
    assert "bottom" not in told.message


def test_close_ups_that_leave_the_frame_by_one_edge_may_choose_it():
    sides = [of(cut=tuple(0.3 * (side == number) for side in range(4))) for number in range(3)]
    assert codes(RED=sides[0], BLU=sides[1], GRE=sides[2]) == []


def test_close_ups_may_be_cut():
    assert codes(shot="handle", RED=CUT, BLU=of(), GRE=of()) == []


def test_one_that_is_cut_and_hardly_told_is_told_as_cut():
    assert codes(RED=replace(CUT, sheet=replace(CUT.sheet, told=False)), BLU=of(), GRE=of()) == ["photo.subject-cut"]


def test_a_small_product_is_told_with_its_pixels():
    (told,) = found({RED: (1200, 1200)}, RED=of(fill=0.2), BLU=of(), GRE=of())
    assert told.code == "photo.subject-small"
    assert "it is 20% as long as the frame's shorter side, at least 25%" in told.message
    assert "That is 600 pixels; its picture slots ask for 1020" in told.message
    assert told.evidence.siblings == 0.6


def test_a_small_product_of_pixels_enough_is_left_alone():
    assert codes(RED=of(fill=0.2, size=(8000, 6000))) == []
    assert codes({RED: (2000, 2000)}, RED=of(fill=0.2, size=(8000, 6000))) == ["photo.subject-small"]


def test_an_outline_that_is_missing_is_unsure():
    (told,) = found(RED=of(told=False))
    assert (told.code, told.severity) == ("photo.white-on-white", Severity.INFO)
    assert "its outline is missing over a substantial part" in told.message


def test_white_close_ups_have_no_outline():
    assert codes(RED=of(told=False), BLU=CUT, GRE=CUT) == []


def test_nobody_hears_of_a_missing_outline_where_the_photo_is_taken_anew_in_any_case():
    shoot = shooting({RED: of(told=False)}, SOLD)
    assert [each.code for each in subject_findings(shoot, {})] == ["photo.white-on-white"]
    assert list(subject_findings(shoot, {}, to_retake={RED})) == []


@pytest.mark.parametrize("grey", [20, 80])
def test_a_dark_look_beside_it_does_not_hide_that_a_product_is_cut_off(grey):
    dark = replace(of(), sheet=None, paper=(grey,) * 3, exposure=Exposure(0.0, 0.0, 0.0, None, (5, 15, grey)))
    assert codes(RED=CUT, BLU=dark, GRE=of(), WHI=of()) == ["photo.subject-cut"]


def test_one_look_without_paper_does_not_hide_that_a_product_is_cut_off():
    table = replace(of(), sheet=None, paper=(120, 80, 50))
    assert codes(RED=CUT, BLU=table, GRE=of(), WHI=of()) == ["photo.subject-cut"]


def test_a_handle_that_is_all_that_shows_is_unsure_beside_whole_looks():
    handle = of(fill=0.6, area=0.01)
    (told,) = found(WHI=handle, RED=of(), BLU=of(fill=0.9), GRE=of(fill=0.3))
    assert (told.code, told.place.file) == ("photo.white-on-white", "photos/U1-WHI_front.jpg")
    assert "it has 6% of the area of the same shot of the other 3 looks, at least 50%" in told.message
    assert codes(WHI=handle) == []


def test_a_white_garment_that_paper_swallows_is_unsure_where_every_look_is_cut_at_one_edge():
    cut = (0.0, 0.0, 0.0, 0.4)
    photos = {"RED": of(cut=cut), "BLU": of(cut=cut), "GRE": of(cut=cut)}
    assert codes(**photos) == []
    assert codes(WHI=of(area=0.06, cut=cut), **photos) == ["photo.white-on-white"]


def test_limits_are_those_of_the_shop():
    rules = CheckTable.model_validate({"subject_cut": {"edge": 0.4}, "subject_small": {"fill": 0.1}})
    assert codes(None, rules, RED=CUT, BLU=of(fill=0.2), GRE=of()) == []


def test_photos_that_an_older_ledger_knows_are_left_alone():
    assert codes(RED=facts(), BLU=facts(), GRE=facts()) == []


@pytest.fixture(scope="module")
def looks():
    return {
        look: seen(picture(Umbrella(CANOPIES[name]), Sitting("front", (600, 400), fill)), look)
        for look, name, fill in (("RED", "Red", 0.5), ("BLU", "Navy", 0.8), ("GRE", "Green", 0.3))
    }


def test_a_white_umbrella_of_which_paper_swallows_the_canopy_is_unsure(looks):
    white = seen(picture(Umbrella((255, 255, 253)), Sitting("front", (600, 400), 0.4, shade=0, kelvin=4500)))
    assert codes(**looks) == []
    assert codes(**looks, WHI=white) == ["photo.white-on-white"]


@pytest.mark.parametrize("canopy", ["Black", "Yellow"])
@pytest.mark.parametrize(("centre", "count"), [(0.5, 0), (0.2, 1), (0.06, 1)])
def test_an_umbrella_that_leaves_the_frame_is_cut(looks, canopy, centre, count):
    one = seen(picture(Umbrella(CANOPIES[canopy], "dots"), Sitting("front", (600, 400), 0.75, (centre, 0.5))))
    assert codes(**{**looks, "RED": one}) == ["photo.subject-cut"] * count


@pytest.mark.parametrize(("fill", "expected"), [(0.2, ["photo.subject-small"]), (0.3, [])])
@pytest.mark.parametrize("angle", ["top", "folded"])
def test_small_is_told_by_its_length(angle, fill, expected):
    assert codes(RED=seen(picture(Umbrella(), Sitting(angle, (600, 400), fill)))) == expected
