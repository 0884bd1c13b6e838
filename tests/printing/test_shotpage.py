"""Is every shot to take on the printed page once, in its window, with the right count?"""

from __future__ import annotations

import dataclasses
import re

import pytest

from listingkit.printing.shotpage import build_shot_page
from listingkit.settings import DEFAULT_SHOTS, LightTable, ShotTemplate
from listingkit.shots.calendar import Calendar
from listingkit.shots.days import outline_of
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.shots import TODAY, catalogue, files

COLOURS = ["Navy", "Red", "Green"]


def page_of(products, *, templates=DEFAULT_SHOTS, names=(), there=0, product_names=None, shop="Shop"):
    coverage = match(plan_shots(catalogue(products), templates), files(*names))
    outline = outline_of(Calendar(LightTable(), TODAY).schedule(coverage.missing()))
    return build_shot_page(shop, outline, product_names or {}, there=there), outline


def boxes(page):
    return re.findall(r'class="shot"><input[^>]*>.*?<span[^>]*>(.*?)</span>', page)


def test_each_shot_has_one_box_in_the_order_of_the_shot_list():
    page, outline = page_of({"U1": {"colour": COLOURS}, "U2": {}})
    assert boxes(page) == [shot.kind.name for shot, _ in outline.foremost]
    assert len(boxes(page)) == 4 * 8


def test_headers_count_on_from_page_to_page_without_gap():
    page, outline = page_of({f"U{number}": {"colour": COLOURS} for number in range(30)}, there=7)
    counts = [(int(one), int(two)) for one, two in re.findall(r"photos ([\d,]+)–([\d,]+) of 720", page)]
    assert len(counts) == 6
    assert [first for first, _ in counts] == [1, *(last + 1 for _, last in counts[:-1])]
    assert counts[-1][1] == outline.photos == 720
    assert f"all ticked: {720 + 7} of {720 + 7} photos done" in page


def test_each_window_begins_with_what_to_see_to_before_the_first_frame():
    page, outline = page_of({f"U{number}": {"colour": COLOURS} for number in range(30)})
    assert page.count("Before the first frame") == len(outline.loads)
    for word in ("exposure", "white balance", "clock", "battery", "paper"):
        assert page.count(word) >= len(outline.loads)


def test_a_shot_that_may_be_left_out_has_a_dashed_box():
    templates = [ShotTemplate(name="front"), ShotTemplate(name="worn", required=False)]
    page, _ = page_of({"U1": {}}, templates=templates)
    assert page.count('class="optional"') == 1
    assert "a dashed box may stay empty" in page


def test_names_cannot_become_markup():
    page, _ = page_of({"U1": {}}, product_names={"U1": "<script>alert(1)</script>"}, shop="A & B's <shop>")
    assert "<script" not in page
    assert "A &amp; B" in page


def test_the_page_loads_nothing():
    page, _ = page_of({"U1": {"colour": COLOURS}})
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


def test_a_shoot_without_shots_says_so():
    page, _ = page_of({"U1": {}}, names=[f"U1_{each.name}.jpg" for each in DEFAULT_SHOTS])
    assert boxes(page) == []
    assert "</html>" in page


def test_more_than_a_page_can_show_is_told():
    page, outline = page_of({f"U{number}": {"colour": COLOURS} for number in range(240)})
    assert outline.photos == 5760 > len(outline.foremost)
    assert len(boxes(page)) == len(outline.foremost)
    assert "shotlist.xlsx" in page


@pytest.mark.parametrize("most", [1, 100, 119, 120, 121])
def test_an_outline_keeps_whole_windows(most):
    coverage = match(
        plan_shots(catalogue({f"U{number}": {"colour": COLOURS} for number in range(9)}), DEFAULT_SHOTS), files()
    )
    full = outline_of(Calendar(LightTable(), TODAY).schedule(coverage.missing()))
    short = outline_of(Calendar(LightTable(), TODAY).schedule(coverage.missing()), most)
    assert short.loads == full.loads
    kept = full.loads[0].photos if most >= full.loads[0].photos else most
    assert short.foremost == full.foremost[:kept]
    assert dataclasses.replace(short, foremost=full.foremost) == full
