"""Does the re-shoot list hold what another photo cures, each shot once, in the order of shooting, and nothing else?"""

from dataclasses import replace

import pytest

from listingkit.findings import Place, Severity, finding, rules
from listingkit.settings import ShotTemplate
from listingkit.shots.check import check_missing
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from listingkit.shots.reshoot import reshoots
from tests.builders.shots import catalogue, files

SHOTS = [ShotTemplate(name="front"), ShotTemplate(name="top"), ShotTemplate(name="box", required=False)]
CATALOG = catalogue({"U1": {"colour": ["Navy", "Red"]}})
EVERY = [f"U1-{code}_{name}.jpg" for code in ("NAV", "RED") for name in ("front", "top", "box")]


def covered(*names):
    return match(plan_shots(CATALOG, SHOTS), files(*names))


def about(code, name, **changes):
    return replace(finding(code, "", place=Place(f"photos/{name}.jpg")), **changes)


def listed(coverage, *found):
    return [(each.file.removeprefix("photos/"), each.why) for each in reshoots(coverage, found, coverage.shotlist)]


def test_missing_and_spoilt_photos_come_in_the_order_of_shooting():
    coverage = covered(*(name for name in EVERY if name != "U1-NAV_top.jpg"))
    found = [
        about("photo.blurry", "U1-RED_front"),
        *check_missing(coverage),
        about("photo.subject-cut", "U1-NAV_front"),
    ]
    assert listed(coverage, *found) == [
        ("U1-NAV_front.jpg", ("subject cut",)), ("U1-NAV_top.jpg", ("missing",)), ("U1-RED_front.jpg", ("blurry",)),
    ]  # fmt: skip


def test_several_reasons_are_one_row():
    found = [about("photo.blurry", "U1-RED_front"), about("photo.underexposed", "U1-RED_front")]
    assert listed(covered(*EVERY), *found, found[0]) == [("U1-RED_front.jpg", ("blurry", "underexposed"))]


def test_a_stretch_without_light_is_every_photo_of_it():
    gone = about("photo.light-gone", "U1-NAV_top").with_others(["photos/U1-NAV_box.jpg", "photos/U1-RED_front.jpg"])
    told = [name for name, _ in listed(covered(*EVERY), gone)]
    assert told == ["U1-NAV_top.jpg", "U1-NAV_box.jpg", "U1-RED_front.jpg"]


def test_what_is_not_required_is_listed_only_when_its_photo_is_bad():
    coverage = covered(*(name for name in EVERY if name != "U1-NAV_box.jpg"))
    assert listed(coverage, *check_missing(coverage)) == []
    assert listed(coverage, about("photo.blurry", "U1-RED_box")) == [("U1-RED_box.jpg", ("blurry",))]


def test_information_and_what_another_photo_does_not_cure_are_left_out():
    hint = about("photo.blurry", "U1-NAV_front", severity=Severity.INFO)
    small = about("photo.too-small", "U1-NAV_front")
    exchanged = about("photo.colour-mismatch", "U1-NAV_front")
    assert listed(covered(*EVERY), hint, small, exchanged) == []


def test_lost_takes_are_not_taken_again():
    coverage = covered(*EVERY, "U1-NAV_front_2.jpg")
    assert listed(coverage, about("photo.blurry", "U1-NAV_front")) == []
    assert listed(coverage, about("photo.blurry", "U1-NAV_front_2")) == [("U1-NAV_front_2.jpg", ("blurry",))]


@pytest.mark.parametrize(
    ("code", "told"),
    [("photo.unreadable", [("U1-NAV_front.jpg", ("unreadable",))]), ("photo.too-many-pixels", [])],
)
def test_photo_that_cannot_be_used_is_judged_by_what_is_wrong_with_it(code, told):
    coverage = covered(*EVERY).settled({}, {"photos/U1-NAV_front.jpg"})
    found = [*check_missing(coverage), about(code, "U1-NAV_front")]
    assert len(found) == 2
    assert listed(coverage, *found) == told


def test_codes_that_another_photo_cures_are_about_photos_and_say_so():
    chosen = {code for code, rule in rules().items() if rule.retake}
    assert {"shots.missing", "photo.blurry", "photo.light-gone", "photo.unreadable"} <= chosen
    assert {code.partition(".")[0] for code in chosen} == {"shots", "photo"}
    told = {code: rules()[code].cure for code in chosen}
    assert [code for code, cure in told.items() if not any(word in cure for word in ("again", "Photograph"))] == []
