"""Are a finding's figures drawn to one scale?"""

from __future__ import annotations

import pytest

from listingkit.findings import Evidence
from listingkit.report.exhibit import figure, marks, worded


def test_bars_share_one_scale() -> None:
    told = marks(Evidence("a.jpg", 2.0, 1.0, "px", 0.5))
    assert [(each.kind, each.width) for each in told] == [("value", 100.0), ("limit", 50.0), ("siblings", 25.0)]


def test_no_siblings_no_bar() -> None:
    assert [each.kind for each in marks(Evidence("a.jpg", 2.0, 1.0, "px"))] == ["value", "limit"]


@pytest.mark.parametrize(("value", "limit"), [(-1.0, 2.0), (0.0, 0.0)])
def test_figures_without_a_scale_have_no_bars(value: float, limit: float) -> None:
    assert {each.width for each in marks(Evidence("a.jpg", value, limit, "stops"))} == {None}


@pytest.mark.parametrize(("number", "text"), [(0.5234, "0.523"), (1.2, "1.2"), (2400, "2,400"), (18.04, "18")])
def test_figures_are_short(number: float, text: str) -> None:
    assert figure(number) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.5768, "of its product", "58 % of its product"),
        (0.01, "of the edge", "1 % of the edge"),
        (0.0125, "of the edge", "1.2 % of the edge"),
        (0.996, "of its paper", "100 % of its paper"),
        (0.0, "photos on white paper", "0 % on white paper"),
        (0.61, "less light", "61 % less light"),
        (0.123, "of its length squared", "12 % of the square of its length"),
        (12.0, "%", "12 %"),
        (57.777, "ΔE", "57.8 ΔE"),
        (18.0, "ΔE", "18.0 ΔE"),
        (1.2, "px", "1.20 px"),
        (2.74, "stops", "2.7 stops"),
        (4.0, "times", "4.0 times"),
        (72, "level", "level 72"),
        (1600, "pixels wide", "1,600 pixels wide"),
        (0.91, "levels of difference", "0.9 levels apart"),
    ],
)
def test_numbers_are_written_by_their_unit(value: float, unit: str, text: str) -> None:
    assert worded(value, unit) == text


def test_limit_says_which_way_it_holds() -> None:
    over, under = marks(Evidence("a.jpg", 0.6, 0.25, "of its product")), marks(Evidence("a.jpg", 0.1, 0.25, "of it"))
    assert [(each.label, each.text) for each in over] == [("this photo", "60 % of its product"), ("at most", "25 %")]
    assert under[1].label == "at least"


def test_pair_is_told_as_two_photos() -> None:
    told = marks(Evidence("a.jpg", 0.9, 2.5, "levels of difference", beside="b.jpg"))
    assert [each.label for each in told] == ["the two photos", "other photos, at least"]


def test_limit_of_nothing_is_not_drawn() -> None:
    assert [each.kind for each in marks(Evidence("a.jpg", 0.04, 0.0, "of the frame is surely product"))] == ["value"]
