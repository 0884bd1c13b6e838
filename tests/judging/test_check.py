from __future__ import annotations

import pytest
from PIL import ImageEnhance, ImageFilter

from listingkit.judging.check import check_photos
from tests.builders import photos
from tests.builders.images import measure
from tests.builders.judging import seen, shoot, shooting
from tests.builders.umbrellas import CANOPIES, Sitting, Umbrella, picture


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


NAMES = ("Red", "Navy", "Green", "Yellow")


def looks(**changed):
    """One shot of four looks, and the codes told of the one that is changed, by code."""
    photos = {name: picture(Umbrella(CANOPIES[name]), Sitting("front", (900, 600), 0.6, seed=3)) for name in NAMES}
    (name, change), *_ = changed.items()
    photos[name] = change(photos[name])
    files = {f"photos/U1-{look[:3].upper()}_front.jpg": seen(photo, look) for look, photo in photos.items()}
    found = check_photos(shooting(files, {"U1": {"colour": list(NAMES)}}), {})
    return [each.code for each in found if each.code != "photo.too-small"]


@pytest.mark.parametrize("share", [0.45, 0.3, 0.2, 0.08])
def test_a_dark_photo_is_told_as_dark_and_neither_as_black_nor_as_without_paper(share):
    assert looks(Red=lambda photo: ImageEnhance.Brightness(photo).enhance(share)) == ["photo.underexposed"]


def test_a_photo_that_is_far_out_of_focus_is_told_as_that_alone():
    assert looks(Yellow=lambda photo: photo.filter(ImageFilter.GaussianBlur(8))) == ["photo.blurry"]


def test_a_burnt_photo_is_told_as_that_alone():
    assert looks(Yellow=lambda photo: ImageEnhance.Brightness(photo).enhance(1.9)) == ["photo.overexposed"]
