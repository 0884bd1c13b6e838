from __future__ import annotations

from listingkit.judging.check import check_photos
from tests.builders import photos
from tests.builders.images import measure
from tests.builders.judging import shoot


def test_the_same_bytes_under_two_names_are_told_with_both(tmp_path):
    same, other = photos.jpeg(), photos.on_paper(colour=(30, 120, 60))
    shop = photos.shop_with(tmp_path, {"U1_front.jpg": same, "U2_front.jpg": same, "U3_front.jpg": photos.jpeg(other)})
    (found,) = check_photos(shoot(measure(shop)), {})
    assert found.code == "photo.duplicate"
    assert "photos/U1_front.jpg" in found.message
    assert found.place.file == "photos/U2_front.jpg"


def test_too_small_is_told_with_both_sizes_and_its_subject(tmp_path):
    measured = measure(photos.shop_with(tmp_path, {"U1-NAV_front.jpg": photos.jpeg()}))
    findings = check_photos(shoot(measured, {"U1": {"colour": ["Navy"]}}), {"photos/U1-NAV_front.jpg": (800, 600)})
    (found,) = (each for each in findings if each.code == "photo.too-small")
    assert (found.code, found.subject) == ("photo.too-small", "U1-NAV")
    assert "400 × 300" in found.message
    assert "800 × 600" in found.message


def test_one_side_that_is_long_enough_is_enough(tmp_path):
    measured = measure(photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()}))
    assert not list(check_photos(shoot(measured), {"photos/a.jpg": (400, 400), "photos/gone.jpg": (9000, 9000)}))
