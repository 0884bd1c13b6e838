"""Are photos that lie there twice told with what it means, and are different looks never taken for copies?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PIL import Image

from listingkit.findings import Acceptance, Filter
from listingkit.judging.doubles import double_findings
from tests.builders.judging import facts, seen, shooting
from tests.builders.umbrellas import CANOPIES, Sitting, Umbrella, picture

TWO = {"U1": {"colour": ["Navy", "Red"]}}
FRONT, OTHER, TOP = "photos/U1-NAV_front.jpg", "photos/U1-RED_front.jpg", "photos/U1-NAV_top.jpg"
SMALL = (600, 400)


def same(*paths):
    return {path: facts(digest="same") for path in paths}


@pytest.fixture(scope="module")
def red():
    return picture(Umbrella(CANOPIES["Red"], "dots"), Sitting("front", SMALL))


def codes(photos, products=TWO):
    return [found.code for found in double_findings(shooting(photos, products))]


@pytest.mark.parametrize(
    ("paths", "severity", "words"),
    [
        ((FRONT, OTHER), "error", "U1-NAV and U1-RED"),
        ((FRONT, TOP), "warning", "the shots front and top"),
        ((FRONT, "photos/U1-NAV_front_2.jpg"), "warning", "takes of one shot"),
        ((FRONT, "photos/IMG_1.jpg"), "warning", "no shot needs both"),
        (("photos/U1-NAV_handle.jpg", "photos/U1-RED_handle.jpg"), "warning", "take the other anew"),
        (("photos/U1-NAV_scale.jpg", "photos/U1-RED_scale.jpg"), "info", "right if scale"),
    ],
)
def test_same_bytes_are_told_by_what_they_mean(paths, severity, words):
    (found,) = double_findings(shooting(same(*paths), TWO))
    assert (found.code, found.severity) == ("photo.duplicate", severity)
    assert words in found.message


def test_main_photo_of_two_products_may_be_one_article_on_sale_twice():
    sold = {"U1": {"colour": ["Navy"]}, "U2": {"colour": ["Red"]}}
    (found,) = double_findings(shooting(same(FRONT, "photos/U2-RED_front.jpg"), sold))
    assert found.severity == "warning"


def test_three_copies_are_two_findings_that_name_the_filed_one():
    found = list(double_findings(shooting(same("photos/A.jpg", FRONT, "photos/B.jpg"), TWO)))
    assert [each.place.file for each in found] == ["photos/A.jpg", "photos/B.jpg"]
    assert {each.twin for each in found} == {FRONT}


COPIES = {
    "quality 60": lambda image: (image, 60),
    "half": lambda image: (image.resize((300, 200), Image.Resampling.LANCZOS), 85),
    "quarter": lambda image: (image.resize((150, 100), Image.Resampling.BILINEAR), 90),
    "turned": lambda image: (image.transpose(Image.Transpose.ROTATE_90), 90),
    "mirrored": lambda image: (image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 90),
    "brighter": lambda image: (image.point(lambda level: min(255, round(level * 1.08))), 90),
    "cropped": lambda image: (image.crop((40, 16, 570, 390)), 88),
}


@pytest.mark.parametrize("kind", COPIES)
def test_copy_under_another_look_is_found(red, kind):
    copy, quality = COPIES[kind](red)
    photos = {FRONT: seen(red), OTHER: seen(copy, quality=quality)}
    (found,) = double_findings(shooting(photos, TWO))
    assert found.code == "photo.near-duplicate"
    assert found.severity == "warning"
    assert {found.place.file, found.twin} == {FRONT, OTHER}
    assert found.evidence.value <= found.evidence.limit * 2


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Umbrella(CANOPIES["Navy"]), Umbrella(CANOPIES["Black"])),
        (Umbrella(CANOPIES["Red"]), Umbrella(CANOPIES["Burgundy"])),
        (Umbrella(CANOPIES["Red"], "dots"), Umbrella(CANOPIES["Red"], "floral")),
        (Umbrella(CANOPIES["Red"]), Umbrella(CANOPIES["Red"], "stripes", second=(150, 16, 30))),
    ],
)
@pytest.mark.parametrize("angle", ["front", "top", "folded", "fabric"])
def test_two_looks_on_a_tripod_are_no_copies(one, two, angle):
    photos = {
        FRONT: seen(picture(one, Sitting(angle, SMALL))),
        OTHER: seen(picture(two, Sitting(angle, SMALL, seed=2))),
    }
    assert codes(photos) == []


def test_product_laid_down_anew_is_no_copy():
    what = Umbrella(CANOPIES["Red"], "dots")
    photos = {
        FRONT: seen(picture(what, Sitting("front", SMALL))),
        OTHER: seen(picture(what, Sitting("front", SMALL, centre=(0.52, 0.49), turn=3, seed=2))),
    }
    assert codes(photos) == []


@pytest.mark.parametrize("changes", [{"captured_at": dt.datetime(2026, 5, 11, 9, 0, 4)}, {"camera": "Other Z1"}])
def test_another_time_or_camera_is_another_photo(red, changes):
    told = replace(seen(red), captured_at=dt.datetime(2026, 5, 11, 9), camera="Kestrel K24")
    assert codes({FRONT: told, OTHER: replace(told, digest="digest", **changes)}) == []
    assert codes({FRONT: told, OTHER: replace(told, digest="digest")}) == ["photo.near-duplicate"]


def test_crop_that_cuts_the_product_is_told_by_camera_and_moment(red):
    taken = {"captured_at": dt.datetime(2026, 5, 11, 9, 0, 0, 250000), "camera": "Kestrel K24"}
    crop = seen(red.crop((60, 40, 420, 360)))
    photos = {FRONT: replace(seen(red), **taken), OTHER: replace(crop, **taken)}
    (found,) = double_findings(shooting(photos, TWO))
    assert "the same moment" in found.message
    green = seen(picture(Umbrella(CANOPIES["Green"], "dots"), Sitting("front", SMALL, fill=0.5)))
    assert codes({FRONT: replace(seen(red), **taken), OTHER: replace(green, **taken)}) == []


def test_clock_that_stands_still_is_no_evidence():
    taken = {"captured_at": dt.datetime(2026, 1, 1), "camera": "Kestrel K24"}
    reds = [seen(picture(Umbrella(), Sitting("top", SMALL, turn=15 * at, fill=0.5 + 0.04 * at))) for at in range(7)]
    shots = ("front", "side", "top", "inside", "folded", "handle", "fabric")
    assert (
        codes({f"photos/U1-NAV_{shot}.jpg": replace(each, **taken) for shot, each in zip(shots, reds, strict=True)})
        == []
    )


def test_takes_of_one_shot_are_not_compared(red):
    assert codes({FRONT: seen(red), "photos/U1-NAV_front_2.jpg": seen(red, quality=70)}) == []


def test_photos_without_likeness_are_left_alone():
    assert codes({FRONT: facts(), OTHER: facts()}) == []


def test_accepted_pair_is_silent_and_a_new_copy_is_not():
    both = list(double_findings(shooting(same(FRONT, OTHER, "photos/new.jpg"), TWO)))
    for pair in (f"{FRONT} = {OTHER}", f"{OTHER} = {FRONT}"):
        kept = Filter(accepted=(Acceptance("photo.duplicate", pair, "the supplier has one photo"),))(both)
        assert [each.place.file for each in kept] == ["photos/new.jpg"]


def test_hint_says_how_to_accept_the_pair():
    (found,) = double_findings(shooting(same(FRONT, OTHER), TWO))
    assert f'--accept photo.duplicate "{OTHER} = {FRONT}" --reason' in found.hint


def test_copy_that_clips_where_it_is_brighter_is_only_told():
    what = Umbrella(CANOPIES["Green"], "plaid")
    bright = picture(what, Sitting("front", SMALL, stops=0.15))
    (found,) = double_findings(
        shooting({FRONT: seen(bright), OTHER: seen(bright.point(lambda level: min(255, round(level * 1.1))))}, TWO)
    )
    assert found.code == "photo.near-duplicate"
    assert (found.severity == "info") == (found.evidence.value > 2.5)
    assert found.evidence.value <= found.evidence.limit
