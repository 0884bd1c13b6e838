"""Are missing photos told, one by one, and only required ones?"""

from listingkit.settings import ShotTemplate
from listingkit.shots.check import check_missing, check_slots
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.shots import catalogue, files


def test_required_shot_without_photo_is_missing_and_optional_is_not():
    templates = [ShotTemplate(name="front"), ShotTemplate(name="side", required=False)]
    shotlist = plan_shots(catalogue({"U1": {"colour": ["Navy", "Red"]}}), templates)
    found = list(check_missing(match(shotlist, files("U1-NAV_front.jpg"))))
    assert [(each.code, each.subject, each.place.file) for each in found] == [
        ("shots.missing", "U1-RED", "photos/U1-RED_front.jpg")
    ]


def test_shot_whose_photos_all_cannot_be_used_names_the_newest_of_them():
    shotlist = plan_shots(catalogue({"U1": {"colour": ["Navy", "Red"]}}), [ShotTemplate(name="front")])
    names = "old/U1-NAV_front.jpg", "U1-NAV_front_2.jpg", "U1-RED_front.jpg", "U1-RED_front_2.jpg"
    paths = [f"photos/{name}" for name in names]
    coverage = match(shotlist, files(*names)).settled({}, unusable=set(paths[:3]))
    (found,) = check_missing(coverage.settled({}, unusable=set()))
    assert (found.subject, found.place.file) == ("U1-NAV", paths[1])
    assert f"{paths[1]} is there, but cannot be used" in found.message
    assert "replace that file" in found.hint


def test_products_with_more_photos_than_slots_are_told_with_the_number():
    (found,) = check_slots({"U1": 36})
    assert (found.code, found.subject) == ("shots.over-slots", "U1")
    assert "36 planned photos fit" in found.message
