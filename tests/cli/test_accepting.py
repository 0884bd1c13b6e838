"""Is a finding accepted by whatever name a person gives its photo, and is it said where it cannot be?"""

from __future__ import annotations

from pathlib import Path

import pytest

from listingkit.decisions import meant
from listingkit.errors import UsageError
from listingkit.findings import Acceptance, Finding, Place, finding
from tests.builders.shop import SETTINGS, shop

PHOTO = "photos/U1/U1-NVY_front.jpg"
OTHER = "photos/old/copy.jpg"


def about(path: str, twin: str = "") -> Finding:
    return finding("photo.duplicate", path, subject="U1-NVY", place=Place(path)).with_twin(twin)


def told(subject: str, *found: Finding) -> str:
    decision = meant(Acceptance("photo.duplicate", subject, "r"), found)
    return decision.subject if decision else ""


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A shop where old.jpg is the same photo as U1-NVY_front.jpg."""
    folder = shop(tmp_path)
    first = folder / "photos" / "U1-NVY_front.jpg"
    (folder / "photos" / "old.jpg").write_bytes(first.read_bytes())
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "U1-NVY_front.jpg",
        "u1-nvy_FRONT.JPG",
        "U1/U1-NVY_front.jpg",
        "./photos/U1/U1-NVY_front.jpg",
        r"photos\U1\U1-NVY_front.jpg",
        "my shops/umbrellas/photos/U1/U1-NVY_front.jpg",
        r"C:\shop\photos\U1\U1-NVY_front.jpg",
    ],
)
def test_photo_without_its_folders_or_seen_from_elsewhere_is_found(name: str) -> None:
    assert told(name, about(PHOTO), about(OTHER)) == PHOTO


@pytest.mark.parametrize("name", ["NVY_front.jpg", "jpg", "U1-NVY_front", "", "=", "copy.jpg = ", " = copy.jpg"])
def test_part_of_a_name_is_no_name(name: str) -> None:
    assert told(name, about(PHOTO)) == ""


@pytest.mark.parametrize(
    "name",
    [
        f"{OTHER} = {PHOTO}",
        f"{PHOTO}={OTHER}",
        "copy.jpg = U1-NVY_front.jpg",
        "U1-NVY_front.jpg = copy.jpg",
        "copy.jpg",
        OTHER,
    ],
)
def test_pair_in_either_order_or_by_its_second_photo_is_that_pair(name: str) -> None:
    pair = about(PHOTO, OTHER)
    assert told(name, about("photos/x.jpg", "photos/y.jpg"), pair) in {pair.pair, f"{OTHER} = {PHOTO}"}


def test_name_that_fits_two_photos_is_refused_with_both() -> None:
    with pytest.raises(UsageError, match="may be any of 2") as refused:
        told("a.jpg", about("photos/x/a.jpg"), about("photos/y/a.jpg"))
    assert '"photos/x/a.jpg", "photos/y/a.jpg"' in refused.value.hint


def test_bare_name_is_remembered_as_its_path(cli, twice):
    said = cli("check", twice, "--accept", "photo.duplicate", "old.jpg", "--reason", "kept")
    assert said.code == 0
    assert "Accepted: photo.duplicate about photos/old.jpg (1 finding)." in said.out
    assert "photo.duplicate" not in cli("check", twice, json=True).codes()


def test_reversed_pair_of_bare_names_is_accepted(cli, twice):
    said = cli("check", twice, "--accept", "photo.duplicate", "U1-NVY_front.jpg = old.jpg", "--reason", "kept")
    assert said.code == 0
    assert "photo.duplicate" not in cli("check", twice, json=True).codes()


@pytest.mark.parametrize("again", ["old.jpg", "photos/old.jpg", "U1-NVY_front.jpg = old.jpg", "*"])
def test_accepted_already_is_said_with_its_reason(cli, twice, again):
    assert cli("check", twice, "--accept", "photo.duplicate", "old.jpg", "--reason", "kept on purpose").code == 0
    before = (twice / "accepted.csv").read_bytes()
    said = cli("check", twice, "--accept", "photo.duplicate", again, "--reason", "other")
    assert said.code == 0
    assert "accepted already, as photo.duplicate about photos/old.jpg, in accepted.csv" in said.out
    assert "with the reason: kept on purpose" in said.out
    assert (twice / "accepted.csv").read_bytes() == before


def test_accepted_in_the_settings_is_said_to_be_there(cli, tmp_path):
    accepted = '\n[[check.accept]]\ncode = "shots.missing"\nsubject = "U2-GRN"\nreason = "no sample"\n'
    folder = shop(tmp_path, settings=SETTINGS + accepted, photos=["U1-NVY_front", "U2-GRN_front"])
    said = cli("check", folder, "--accept", "shots.missing", "U2-GRN", "--reason", "other")
    assert (said.code, "[[check.accept]] in shop.toml" in said.out) == (0, True)
    assert not (folder / "accepted.csv").exists()


def test_wrong_name_is_told_the_right_ones(cli, twice):
    said = cli("check", twice, "--accept", "photo.duplicate", "photos/od.jpg", "--reason", "kept")
    assert said.code == 2
    assert '"photos/old.jpg = photos/U1-NVY_front.jpg"' in said.err


def test_code_without_findings_says_so(cli, twice):
    said = cli("check", twice, "--accept", "photo.cmyk", "old.jpg", "--reason", "kept")
    assert said.code == 2
    assert "has no finding of that code now" in said.err


def test_reason_without_accept_is_bad_usage(cli, twice):
    said = cli("check", twice, "--reason", "kept")
    assert (said.code, said.out) == (2, "")
    assert "--reason goes with --accept" in said.err


def test_codes_may_be_parted_by_commas(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "stray"])
    wanted = {"shots.missing", "shots.unexpected"}
    assert cli("check", folder, "--select", "shots.missing,shots.unexpected", json=True).codes() == wanted
    assert cli("check", folder, "--select", "shots.missing, price,", "--select", "shots", json=True).codes() >= wanted
    assert not cli("check", folder, "--ignore", "shots.missing,shots.unexpected", json=True).codes() & wanted
    wrong = cli("check", folder, "--select", "shots.missing,shots.unexpectd")
    assert (wrong.code, "Did you mean shots.unexpected" in wrong.err) == (2, True)


@pytest.mark.parametrize("nothing", ["", ",", " , "])
def test_no_code_at_all_selects_not_everything(cli, tmp_path, nothing):
    assert cli("check", shop(tmp_path, photos=[]), "--select", nothing).code == 2
