"""Is the allowed value found that is meant, and none where two could be?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.filling.nearest import Chooser, How

PALETTE = Chooser(["Black", "White", "Navy Blue", "Gray", "Red", "Burgundy", "Light Green", "Multi", "Beige"])


@pytest.mark.parametrize(
    ("text", "colour", "value", "how"),
    [
        ("black", "", "Black", How.EXACT),
        ("Light-green", "", "Light Green", How.SPELLING),
        ("Navy", "", "Navy Blue", How.SYNONYM),
        ("Grey", "", "Gray", How.SYNONYM),
        ("Multicolour", "", "Multi", How.SYNONYM),
        ("Burgandy", "", "Burgundy", How.SLIP),
        ("Whtie", "", "White", How.SLIP),
        ("Crimson", "#C01030", "Red", How.COLOUR),
        ("Turquoise", "#30D5C8", None, How.EXACT),  # nothing is near
        ("Off red", "", None, How.EXACT),
        ("Bed", "", None, How.EXACT),  # too short for a slip
        ("", "", None, How.EXACT),
    ],
)
def test_colours(text, colour, value, how):
    found = PALETTE.find(text, colour)
    assert (found.value, found.how) == (value, how)


def test_two_that_could_be_meant_are_none():
    assert Chooser(["Wine", "Burgundy"]).find("Wine Red").value is None
    assert set(Chooser(["Wine", "Burgundy"]).find("Wine Red").near) == {"Wine", "Burgundy"}
    assert Chooser(["Striped", "Stripes"]).find("Stripez").value is None
    assert Chooser(["Scarlet", "Ruby"]).find("Red", "#C8102E").value is None  # neither colour is known


@pytest.mark.parametrize(("text", "values"), [("75 cm", ["76 cm", "85 cm"]), ("Size 10", ["Size 11", "Size 12"])])
def test_digits_never_slip(text, values):
    assert Chooser(values).find(text).value is None


def test_nearest_are_named():
    assert Chooser(["Navy/White", "Old Navy", "Green"]).find("Turquoise").near == ()
    assert Chooser(["Navy/White", "Old Navy", "Green"]).find("Navy").near == ("Navy/White", "Old Navy")


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8, unique_by=str.casefold), st.data())
def test_what_a_list_has_is_found_and_nothing_else_is_written(values, data):
    chooser = Chooser(values)
    wanted = data.draw(st.sampled_from(values))
    if wanted.strip() == wanted:
        assert chooser.find(wanted).value == wanted
    other = chooser.find(data.draw(st.text(max_size=12))).value
    assert other is None or other in values
