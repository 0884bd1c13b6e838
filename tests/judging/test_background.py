"""Is paper missed where the others have it, and is uneven light told?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from listingkit.judging.background import background_findings
from listingkit.pixels.exposure import Exposure
from listingkit.pixels.sheet import Sheet
from listingkit.settings_check import CheckTable
from tests.builders.judging import facts, seen, shooting
from tests.builders.umbrellas import CANOPIES, Sitting, Umbrella, picture

SOLD = {"U1": {"colour": ["Red", "Blue", "Green"]}}
PAPER = facts(
    sheet=Sheet(228.0, 1.3, 0.1, True, 0.6, 0.2, (0.5, 0.5), (0.0,) * 4),
    exposure=Exposure(0.0, 0.0, 0.0, 0.0, (20, 60, 90)),
)
TABLE = facts(sheet=None, exposure=Exposure(0.0, 0.0, 0.0, None, (20, 60, 200)), paper=(120, 80, 50))


def uneven(fall, cut=0.0):
    return replace(PAPER, sheet=replace(PAPER.sheet, fall=fall, cut=(cut, 0.0, 0.0, 0.0)))


def told(rules=None, shot="front", **photos):
    files = {f"photos/U1-{look}_{shot}.jpg": each for look, each in photos.items()}
    return list(background_findings(shooting(files, SOLD, rules)))


def test_a_table_is_told_where_the_other_looks_lie_on_paper():
    (found,) = told(RED=TABLE, BLU=PAPER, GRE=PAPER)
    assert found.code == "photo.background-not-white"
    assert "photos/U1-RED_front.jpg shows no white paper" in found.message
    assert (
        "its edge is RGB 120, 80, 50; the same shot of the other 2 looks lies on white paper in 100%" in found.message
    )
    assert found.evidence.siblings == 1.0


def test_a_shop_that_uses_no_paper_is_left_alone():
    assert told(RED=TABLE, BLU=TABLE, GRE=TABLE) == []
    assert told(RED=TABLE, BLU=TABLE, GRE=PAPER) == []
    assert told(RED=TABLE) == []


def test_close_ups_need_no_paper():
    assert told(shot="fabric", RED=TABLE, BLU=PAPER, GRE=PAPER) == []


def test_paper_in_too_little_light_is_not_told_twice():
    dark = replace(TABLE, paper=(80, 80, 80), exposure=replace(TABLE.exposure, levels=(10, 40, 82)))
    assert told(RED=dark, BLU=PAPER, GRE=PAPER) == []


def test_uneven_paper_is_told_with_the_others():
    (found,) = told(RED=uneven(0.7), BLU=PAPER, GRE=PAPER)
    assert "its darkest part gets 70% less light than its brightest, at most 55%" in found.message
    assert (found.evidence.value, found.evidence.limit, found.evidence.siblings) == (0.7, 0.55, 0.1)
    assert "white board" in found.hint


def test_a_scene_before_a_wall_may_be_uneven():
    assert told(RED=uneven(0.7, cut=0.3)) == []


def test_the_limit_is_that_of_the_shop():
    assert told(CheckTable.model_validate({"background_not_white": {"fall": 0.8}}), RED=uneven(0.7)) == []


def test_photos_that_an_older_ledger_knows_are_left_alone():
    assert told(RED=facts(), BLU=PAPER, GRE=PAPER) == []


@pytest.mark.parametrize("canopy", ["Black", "Navy", "Yellow"])
@pytest.mark.parametrize("fill", [0.25, 0.85])
@pytest.mark.parametrize(("falloff", "count"), [(0.4, 0), (0.7, 1)])
def test_evenness_is_that_of_the_paper_whatever_lies_on_it(canopy, fill, falloff, count):
    how = Sitting("top", (600, 400), fill, falloff=falloff, kelvin=4000)
    assert len(told(RED=seen(picture(Umbrella(CANOPIES[canopy]), how)))) == count
