"""Which findings come with a picture, and what happens when their photos are gone?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from listingkit.exhibits import MOST, exhibits_of
from listingkit.findings import Evidence, Finding, Place, Severity, finding
from listingkit.photos.model import Photo
from listingkit.pixels.decode import UnreadablePhotoError
from listingkit.settings import DEFAULT_SHOTS
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.light import shot
from tests.builders.shots import catalogue, files

CROP = (0.2, 0.2, 0.8, 0.8)
PATHS = [f"photos/U1-{look}_front.jpg" for look in ("RED", "NAV", "BLA")]
COVERAGE = match(
    plan_shots(catalogue({"U1": {"colour": ["Red", "Navy", "Black"]}}), DEFAULT_SHOTS),
    files(*(path.removeprefix("photos/") for path in PATHS)),
)
PHOTOS = {path: shot(path) for path in PATHS}


def told(path: str, code: str = "photo.blurry", **evidence: object) -> Finding:
    return finding(code, path).with_evidence(Evidence(path, 2.0, 1.0, "px", **{"crop": CROP, **evidence}))  # type: ignore[arg-type]


def load(photo: Photo) -> Image.Image:
    return Image.new("RGB", (400, 300), (200, 200, 200))


def test_sibling_stands_beside_where_siblings_count() -> None:
    found = told(PATHS[0], siblings=0.5)
    shown = exhibits_of([found], PHOTOS, COVERAGE, load)
    assert shown[found].beside is not None
    assert shown[found].beside.path == PATHS[1]


def test_named_photo_stands_beside() -> None:
    found = told(PATHS[0], beside=PATHS[2])
    shown = exhibits_of([found], PHOTOS, COVERAGE, load)
    assert shown[found].beside is not None
    assert shown[found].beside.path == PATHS[2]


def test_too_few_pixels_are_not_seen() -> None:
    found = finding("photo.too-small", "m").with_evidence(Evidence(PATHS[0], 800, 1600, "pixels wide"))
    assert exhibits_of([found, finding("shots.missing", "m")], PHOTOS, COVERAGE, load) == {}


def test_same_file_under_two_names_is_shown_with_both() -> None:
    found = finding("photo.duplicate", "m", place=Place(PATHS[0])).with_twin(PATHS[1])
    shown = exhibits_of([found], PHOTOS, COVERAGE, load)[found]
    assert (shown.path, shown.beside and shown.beside.path) == (PATHS[0], PATHS[1])


@pytest.mark.parametrize(
    ("code", "seen"), [("photo.transparent", True), ("photo.animated", True), ("photo.cmyk", False)]
)
def test_what_became_of_a_see_through_photo_is_shown(code: str, seen: bool) -> None:
    found = finding(code, "m", subject="photos", place=Place(PATHS[0]))
    shown = exhibits_of([found], PHOTOS, COVERAGE, load)
    assert [each.path for each in shown.values()] == [PATHS[0]] * seen


def test_photo_that_went_away_or_broke_is_left_out() -> None:
    def broken(photo: Photo) -> Image.Image:
        raise UnreadablePhotoError("it is cut short")

    def gone(photo: Photo) -> Image.Image:
        raise FileNotFoundError(photo.path)

    found = told(PATHS[0])
    assert exhibits_of([found], PHOTOS, COVERAGE, broken) == {}
    assert exhibits_of([found], PHOTOS, COVERAGE, gone) == {}
    assert exhibits_of([told("photos/other.jpg")], PHOTOS, COVERAGE, load) == {}


def test_thousands_of_findings_show_the_gravest_and_some_of_each_code() -> None:
    many = {f"photos/x{number}.jpg": shot(f"photos/x{number}.jpg") for number in range(500)}
    findings = [told(path) for path in many]
    rare = told(PATHS[0], "photo.colour-outlier")
    error = finding("photo.colour-mismatch", "m", severity=Severity.ERROR).with_evidence(
        Evidence(PATHS[1], 58.0, 18.0, "ΔE", crop=CROP)
    )
    loaded: list[str] = []

    def counted(photo: Photo) -> Image.Image:
        loaded.append(photo.path)
        return load(photo)

    shown = exhibits_of([*findings, rare, error], PHOTOS | many, COVERAGE, counted)
    assert len(shown) == len(loaded) == MOST
    assert rare in shown and error in shown


def test_report_shows_each_spoilt_photo_beside_a_sound_one(spoilt_made: Path) -> None:
    page = (spoilt_made / "out/report.html").read_text("utf-8")
    for name, beside in (("U205-GRN-DOT_front.jpg", "U205-YEL-DOT_front.jpg"), ("U101-NVY-PLD_front.jpg", "U101-")):
        pair = rf"<figcaption>{name}</figcaption></figure>\s*<figure><img [^>]*>\s*<figcaption>to compare: (.+?)<"
        shown = re.search(pair, page)
        assert shown is not None, name
        assert shown[1].startswith(beside)
    assert "same shot of the other looks" in page


def test_report_stays_small(spoilt_made: Path) -> None:
    assert (spoilt_made / "out/report.html").stat().st_size < 3_000_000
