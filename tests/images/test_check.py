from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from listingkit.images.check import check_coming, check_images, check_watermark
from listingkit.images.model import Rendition
from tests.builders.images import MARK, target
from tests.builders.listing import store
from tests.images.test_recipe import STORE

TARGET = target("U1_front.jpg", min_width=100, min_height=100, max_bytes=5000)


def codes(*renditions):
    return [found.code for found in check_images([TARGET], {each.path: each for each in renditions})]


def test_an_image_that_keeps_the_rules_is_silent():
    assert codes(Rendition(TARGET.path, "d", 5000, 100, 100)) == []


def test_an_image_not_rendered_yet_is_left_to_the_listing():
    assert codes() == []


def test_size_and_weight_are_held_against_the_store():
    assert codes(Rendition(TARGET.path, "d", 5001, 100, 99)) == ["image.too-small", "image.too-heavy"]


def test_errors_name_their_product():
    (found,) = check_images([TARGET], {TARGET.path: Rendition(TARGET.path, "d", 5000, 10, 100)})
    assert (found.spu, found.subject, found.place.file) == ("U1", "U1", TARGET.path)


def test_forbidden_slots_are_told_only_where_there_is_a_mark():
    assert [found.message.split()[4] for found in check_watermark(MARK, [STORE])] == ["scene", "white"]
    assert not list(check_watermark(None, [STORE]))


@pytest.mark.parametrize(("day", "width", "told"), [(30, 499, 1), (30, 500, 0), (31, 499, 0)])
def test_images_too_small_for_a_coming_rule_are_told_before_its_day(day, width, told):
    wanted = replace(TARGET, store="google")
    renditions = {wanted.path: Rendition(wanted.path, "d", 5000, width, 600)}
    found = list(check_coming([store("google")], [wanted], renditions, dt.date(2027, 1, day)))
    assert [each.code for each in found] == ["store.rule-coming"] * told
    for each in found:
        assert "from 2027-01-31: 1 images are smaller" in each.message
