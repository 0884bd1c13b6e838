"""Are a finding's figures drawn to one scale?"""

from __future__ import annotations

import pytest

from listingkit.findings import Evidence
from listingkit.report.exhibit import figure, marks


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
