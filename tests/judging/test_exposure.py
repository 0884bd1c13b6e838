"""Are burnt out and dark photos told, whatever the product, and cut-outs and dark products left alone?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from listingkit.findings import Severity
from listingkit.judging.exposure import exposure_findings
from listingkit.pixels.exposure import Exposure
from listingkit.pixels.sheet import Sheet
from listingkit.pixels.traits import FileTraits
from listingkit.settings_check import CheckTable
from tests.builders.judging import facts, seen, shooting
from tests.builders.umbrellas import CANOPIES, PATTERNS, Sitting, Umbrella, picture

LOOKS = ("RED", "BLU", "GRE", "BLA")
SOLD = {"U1": {"colour": ["Red", "Blue", "Green", "Black"]}}


def of(level=228.0, *, paper=0.0, burnt=0.0, clipped=0.0, crushed=0.0, cut=0.0, whole_frame=False, grey=200):
    sheet = Sheet(level, 1.0, 0.1, True, 0.6, 0.2, (0.5, 0.5), (cut, 0.0, 0.0, 0.0))
    exposure = Exposure(max(clipped, burnt), burnt, crushed, None if whole_frame else paper, (20, 60, 90))
    return facts(sheet=None if whole_frame else sheet, exposure=exposure, paper=(grey, grey, grey))


def told(rules=None, shot="front", **photos):
    files = {f"photos/U1-{look}_{shot}.jpg": each for look, each in photos.items()}
    return list(exposure_findings(shooting(files, SOLD, rules)))


def test_dark_paper_is_told_with_stops_limit_and_the_others():
    (found,) = told(RED=of(100), BLU=of(), GRE=of())
    assert found.code == "photo.underexposed"
    assert found.message.startswith("photos/U1-RED_front.jpg is underexposed: its paper is 2.7 stops darker than white")
    assert ", at most 1.7; " in found.message
    assert "the same shot of the other 2 looks has 0.1" in found.message
    assert (found.evidence.value, found.evidence.limit, found.evidence.siblings) == (2.7, 1.7, 0.1)


def test_a_product_that_is_cut_off_is_dark_only_where_others_are_bright():
    assert told(RED=of(100, cut=0.4)) == []
    assert [each.code for each in told(RED=of(100, cut=0.4), BLU=of(), GRE=of())] == ["photo.underexposed"]


@pytest.mark.parametrize(("grey", "codes"), [(80, ["photo.underexposed"]), (50, []), (140, [])])
def test_a_frame_of_dark_grey_alone_may_be_paper(grey, codes):
    found = told(RED=of(whole_frame=True, grey=grey))
    assert [each.code for each in found] == codes
    assert all(each.severity == Severity.INFO for each in found)


@pytest.mark.parametrize(("grey", "ground"), [(80, "grey"), (18, "black")])
def test_a_frame_of_dark_grey_is_a_warning_beside_white_paper(grey, ground):
    dark = replace(of(whole_frame=True, grey=grey), exposure=Exposure(0.0, 0.0, 0.0, None, (5, 10, grey)))
    (found,) = told(RED=dark, BLU=of(), GRE=of())
    assert found.severity == Severity.WARNING
    assert f"is too dark, or lies on a {ground} ground" in found.message
    assert "shows white paper" in found.message


def test_a_transparent_cut_out_is_not_burnt_out():
    assert told(RED=of(255, paper=1.0, burnt=0.6)) != []
    assert told(RED=replace(of(255, paper=1.0, burnt=0.6), traits=FileTraits(transparent=True))) == []


def test_a_product_that_is_black_without_detail_is_told_on_sound_paper():
    (found,) = told(RED=of(crushed=0.6), BLU=of(), GRE=of())
    assert found.code == "photo.underexposed"
    assert "60% of it is black without any detail, at most 25%" in found.message
    assert (found.evidence.value, found.evidence.limit) == (0.6, 0.25)
    assert told(RED=of(crushed=0.2)) == []
    assert told(RED=of(crushed=0.6, whole_frame=True)) == []


def test_a_dark_photo_is_told_once():
    assert len(told(RED=of(100, crushed=0.6))) == 1


def test_black_cloth_that_keeps_its_detail_is_no_dark_product():
    black = picture(Umbrella(CANOPIES["Black"]), Sitting("top", (600, 400)))
    lost = black.point([max(0, level - 45) if level < 100 else level for level in range(256)] * 3)
    assert told(RED=seen(black)) == []
    assert [each.code for each in told(RED=seen(lost))] == ["photo.underexposed"]


def test_a_burnt_product_is_told_with_its_share():
    (found,) = told(RED=of(254, paper=1.0, burnt=0.4))
    assert (found.code, found.evidence.value, found.evidence.limit) == ("photo.overexposed", 0.4, 0.25)
    assert "40% of its product is burnt out, at most 25%" in found.message


def test_highlights_before_paper_that_is_not_burnt_are_left_alone():
    assert told(RED=of(230, paper=0.0, burnt=0.4)) == []


def test_one_channel_of_a_vivid_colour_may_be_full():
    assert told(RED=of(254, paper=1.0, clipped=0.45)) == []
    assert [each.code for each in told(RED=of(254, paper=1.0, clipped=0.6))] == ["photo.overexposed"]


def test_burnt_paper_is_told_beside_paper_that_is_not():
    (found,) = told(RED=of(254, paper=0.9), BLU=of(), GRE=of())
    assert "90% of its paper is burnt out" in found.message
    assert found.evidence.siblings == 0.0


def test_cut_outs_on_pure_white_are_left_alone():
    assert told(RED=of(255, paper=1.0), BLU=of(255, paper=1.0), GRE=of(255, paper=1.0)) == []


def test_close_ups_may_be_dark_and_hold_some_white():
    assert told(shot="fabric", RED=of(60)) == []
    assert told(shot="fabric", RED=of(whole_frame=True, burnt=0.4)) == []
    assert [each.code for each in told(shot="fabric", RED=of(whole_frame=True, burnt=0.6))] == ["photo.overexposed"]


def test_limits_are_those_of_the_shop():
    dark, burnt = {"underexposed": {"stops": 3}}, {"overexposed": {"share": 0.5}}
    assert told(CheckTable.model_validate(dark), RED=of(100)) == []
    assert told(CheckTable.model_validate(burnt), RED=of(254, paper=1.0, burnt=0.4)) == []


def test_photos_that_an_older_ledger_knows_are_left_alone():
    assert told(RED=facts(), BLU=facts(), GRE=facts()) == []


@pytest.mark.parametrize("canopy", ["Black", "White", "Navy", "Yellow"])
@pytest.mark.parametrize("fill", [0.25, 0.9])
@pytest.mark.parametrize(("stops", "codes"), [(-1.2, []), (0, []), (-2.3, ["photo.underexposed"])])
def test_the_verdict_is_the_same_for_every_colour_and_fill(canopy, fill, stops, codes):
    pattern = PATTERNS[round(fill * 10) % 5]
    one = seen(picture(Umbrella(CANOPIES[canopy], pattern), Sitting("top", (600, 400), fill, stops=stops)))
    assert [each.code for each in told(RED=one)] == codes


def test_two_stops_too_many_are_told_beside_sound_looks():
    how = {"angle": "front", "size": (600, 400)}
    photos = {
        look: seen(picture(Umbrella(CANOPIES[name]), Sitting(**how, stops=2 if look == "RED" else 0)), look)
        for look, name in zip(LOOKS, ("Red", "Navy", "Green", "Black"), strict=True)
    }
    assert [(each.code, each.place.file) for each in told(**photos)] == [
        ("photo.overexposed", "photos/U1-RED_front.jpg")
    ]
