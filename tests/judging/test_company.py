"""Who is asked for what is usual: the other looks, or else the shop's other products?"""

from __future__ import annotations

import pytest

from listingkit.judging.company import Company
from tests.builders.judging import facts, shooting

SOLD = {f"U{number}": {"colour": ["Red", "Blue", "Green"]} for number in range(5)}


def company(**widths):
    photos = {f"photos/{name.replace('_', '-', 1)}.jpg": facts(width=width) for name, width in widths.items()}
    shoot = shooting(photos, SOLD)
    return Company(shoot, lambda each: float(each.facts.width) if each.facts.width else None), shoot


def usual(name, **widths):
    asked, shoot = company(**widths)
    return asked.of(shoot.filed[f"photos/{name}.jpg"])


def test_two_other_looks_are_enough_and_the_photo_itself_does_not_count():
    found = usual("U1-RED_front", U1_RED_front=900, U1_BLU_front=10, U1_GRE_front=20)
    assert (found.median, found.mean, found.count, found.looks) == (15, 15, 2, True)
    assert found.who == "the same shot of the other 2 looks"


def test_one_other_look_is_too_few():
    assert usual("U1-RED_front", U1_RED_front=900, U1_BLU_front=10) is None


def test_other_shots_are_no_company():
    assert usual("U1-RED_front", U1_RED_front=900, U1_RED_top=1, U1_BLU_top=1, U1_GRE_top=1, U2_RED_top=1) is None


def test_the_same_shot_of_other_products_is_asked_where_looks_are_too_few():
    found = usual("U1-RED_front", U1_RED_front=9, U2_RED_front=1, U3_RED_front=2, U4_RED_front=3)
    assert (found.looks, found.median) == (False, 2.5)
    assert found.who == "the same shot of the shop's other products"


@pytest.mark.parametrize("nobody", [0])
def test_photos_without_the_value_do_not_count(nobody):
    assert usual("U1-RED_front", U1_RED_front=9, U1_BLU_front=nobody, U1_GRE_front=5) is None
