"""Is every photo found under every way to write its name, and none by guessing?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.catalog.model import Catalog, Look, OptionValue, Product
from listingkit.files import slug
from listingkit.settings import DEFAULT_SHOTS, ShotTemplate
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.shots import catalogue, files

CATALOG = catalogue({"MH01": {"colour": ["Black", "Sky Blue"], "pattern": ["Dots"]}, "MH01-2": {"colour": ["Black"]}})
SHOTLIST = plan_shots(CATALOG, DEFAULT_SHOTS)


@pytest.mark.parametrize(
    "name",
    [
        "MH01-SKY-DOT_front.jpg",
        "mh01-sky-dot_FRONT.JPG",
        "a/deep/folder/MH01-SKY-DOT_front.jpeg",
        "mh01-sky-blue-dots_front.jpg",
        "MH01-SKY-dots_front.jpg",
        "MH01 Sky Blue Dots_front.png",
        "MH01_SKY_DOT_front.jpg",
    ],
)
def test_name_is_read_by_code_or_label_in_any_case(name):
    coverage = match(SHOTLIST, files(name))
    assert coverage.findings == ()
    assert list(coverage.takes) == [("MH01-SKY-DOT", "front")]


def test_longer_model_wins_over_a_shorter_one_that_begins_it():
    coverage = match(SHOTLIST, files("MH01-2-BLA_front.jpg"))
    assert list(coverage.takes) == [("MH01-2-BLA", "front")]


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        (["MH01-2-BLA_front.jpg", "MH01-2-BLA_front_2.jpg"], "MH01-2-BLA_front_2.jpg"),
        (["MH01-2-BLA_front_10.jpg", "MH01-2-BLA_front_9.jpg"], "MH01-2-BLA_front_10.jpg"),
        (["new/MH01-2-BLA_front.jpg", "old/MH01-2-BLA_front.jpg"], "old/MH01-2-BLA_front.jpg"),
    ],
)
def test_newest_take_wins(names, newest):
    coverage = match(SHOTLIST, files(*names))
    assert coverage.chosen(("MH01-2-BLA", "front")).path == f"photos/{newest}"
    assert coverage.retakes == 1


def test_shots_without_photo_are_missing_and_the_others_are_not():
    coverage = match(SHOTLIST, files("MH01-2-BLA_front.jpg"))
    missing = [shot.key for shot in coverage.missing()]
    assert len(missing) == len(SHOTLIST) - 1
    assert ("MH01-2-BLA", "front") not in missing


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("DSC_0001.jpg", "no subject of the shot list is called `DSC`"),
        ("holiday.jpg", "no `_<shot>` in its name"),
        ("MH01-SKY-DOT_frnt.jpg", "has no shot named `frnt`"),
        ("MH01-SKI-DOT_front.jpg", "no subject of the shot list is called `MH01-SKI-DOT`"),
        ("MH01-SKY-DOT_front (1).jpg", "has no shot named `front (1)`"),
        ("_.jpg", "no `_<shot>` in its name"),
    ],
)
def test_photo_of_no_shot_is_unexpected_and_says_why(name, says):
    coverage = match(SHOTLIST, files(name))
    (found,) = coverage.findings
    assert (found.code, found.place.file) == ("shots.unexpected", f"photos/{name}")
    assert says in found.message
    assert not coverage.takes


def test_misspelt_names_are_told_the_near_miss():
    coverage = match(SHOTLIST, files("MH01-SKI-DOT_front.jpg", "MH01-SKY-DOT_frnt.jpg"))
    assert "MH01-SKY-DOT" in coverage.findings[0].hint
    assert "`front`" in coverage.findings[1].hint


def test_two_readings_are_a_finding_and_not_a_guess():
    # The label of one value is the code of the other.
    looks = (
        Look("U1-RED", "U1", (("colour", OptionValue("RED", "Blu")),)),
        Look("U1-BLU", "U1", (("colour", OptionValue("BLU", "Red")),)),
    )
    shotlist = plan_shots(Catalog((Product("U1", "Umbrella"),), {"U1": looks}, {}), [ShotTemplate(name="front")])
    coverage = match(shotlist, files("u1-red_front.jpg"))
    (found,) = coverage.findings
    assert "can be read as U1-RED_front or U1-BLU_front" in found.message


def one_look(code, label):
    look = Look(f"U1-{code}", "U1", (("colour", OptionValue(code, label)),))
    return plan_shots(Catalog((Product("U1", "Umbrella"),), {"U1": (look,)}, {}), [ShotTemplate(name="front")])


def test_label_without_latin_letters_does_not_make_the_model_s_photo_that_of_the_look():
    coverage = match(one_look("X9E56", "麖"), files("U1_front.jpg", "U1-X9E56_front.jpg"))
    assert [found.subject for found in coverage.findings] == ["U1_front"]
    assert list(coverage.takes) == [("U1-X9E56", "front")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["U1-Rosé_front.jpg", "u1-rose_front.jpg", "U1-ROSÉ_Front.jpg"])
def test_accented_label_is_found_however_the_system_stores_it(form, name):
    coverage = match(one_look("RSX", "Rosé"), files(unicodedata.normalize(form, name)))
    assert list(coverage.takes) == [("U1-RSX", "front")]


def test_slug_keeps_the_letter_below_an_accent():
    assert [slug("Rosé Doré"), slug("I\u0307nci"), slug("Ångström ½"), slug("红")] == [
        "rose-dore",
        "inci",
        "angstrom-1-2",
        "",
    ]


@given(st.sampled_from([shot.stem for shot in SHOTLIST]), st.integers(0, 99_999), st.sampled_from(["jpg", "JPEG"]))
def test_every_planned_name_with_any_take_finds_its_shot(stem, take, extension):
    coverage = match(SHOTLIST, files(f"x/{stem}_{take}.{extension}"))
    assert [f"{subject}_{shot}" for subject, shot in coverage.takes] == [stem]


@given(st.text(max_size=40))
def test_no_file_name_breaks_the_matching(name):
    coverage = match(SHOTLIST, files(f"{name}.jpg"))
    assert len(coverage.takes) + len(coverage.findings) == 1
