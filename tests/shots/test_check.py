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


def test_products_with_more_photos_than_slots_are_told_with_the_number():
    (found,) = check_slots({"U1": 36})
    assert (found.code, found.subject) == ("shots.over-slots", "U1")
    assert "36 planned photos fit" in found.message
