from __future__ import annotations

from listingkit.photos.check import check_photos
from listingkit.shots.model import Coverage, ShotList, Take
from tests.builders import photos
from tests.builders.images import measure

NOTHING = Coverage(ShotList(()), {})


def test_the_same_bytes_under_two_names_are_told_with_both(tmp_path):
    same = photos.jpeg()
    shop = photos.shop_with(
        tmp_path, {"U1_front.jpg": same, "U2_front.jpg": same, "U3_front.jpg": photos.jpeg(quality=80)}
    )
    (found,) = check_photos(measure(shop), NOTHING, {})
    assert found.code == "photo.duplicate"
    assert "photos/U1_front.jpg" in found.message
    assert found.place.file == "photos/U2_front.jpg"


def test_too_small_is_told_with_both_sizes_and_its_subject(tmp_path):
    measured = measure(photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()}))
    coverage = Coverage(ShotList(()), {("U1-NVY", "front"): (Take("photos/a.jpg", 0, 0),)})
    (found,) = check_photos(measured, coverage, {"photos/a.jpg": (800, 600)})
    assert (found.code, found.subject) == ("photo.too-small", "U1-NVY")
    assert "400 × 300" in found.message
    assert "800 × 600" in found.message


def test_one_side_that_is_long_enough_is_enough(tmp_path):
    measured = measure(photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()}))
    assert not list(check_photos(measured, NOTHING, {"photos/a.jpg": (400, 400), "photos/gone.jpg": (9000, 9000)}))
