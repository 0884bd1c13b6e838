"""Is what is odd about files told once a kind, not once a photo?"""

from __future__ import annotations

import pytest

from listingkit.findings import Finding, Severity
from listingkit.judging.filefacts import file_findings
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.traits import FileTraits
from tests.builders.judging import facts, shooting


def found(*photos: PhotoFacts) -> list[Finding]:
    filed = {f"photos/any-{number}.jpg": each for number, each in enumerate(photos)}
    return list(file_findings(shooting(filed, {"U1": {"colour": ["Red"]}})))


def test_plain_photos_are_not_told() -> None:
    assert found(facts(), facts(traits=FileTraits(colour_space="srgb"))) == []


@pytest.mark.parametrize(
    ("photo", "code", "severity"),
    [
        (facts(mode="CMYK"), "photo.cmyk", Severity.WARNING),
        (facts(traits=FileTraits(bits=16)), "photo.sixteen-bit", Severity.INFO),
        (facts(traits=FileTraits(transparent=True)), "photo.transparent", Severity.WARNING),
        (facts(traits=FileTraits(frames=3)), "photo.animated", Severity.INFO),
        (facts(profile="Adobe RGB", traits=FileTraits(converted=True)), "photo.wide-gamut", Severity.INFO),
        (facts(traits=FileTraits(colour_space="adobe")), "photo.no-profile", Severity.WARNING),
        (facts(traits=FileTraits(colour_space="uncalibrated")), "photo.no-profile", Severity.INFO),
        (facts(has_gps=True), "photo.location", Severity.INFO),
        (facts(traits=FileTraits(personal=("artist",))), "photo.personal", Severity.INFO),
    ],
)
def test_odd_photo(photo: PhotoFacts, code: str, severity: Severity) -> None:
    (told,) = found(facts(), photo)
    assert (told.code, told.severity, told.place.file) == (code, severity, "photos/any-1.jpg")


def test_thousands_of_photos_with_a_place_are_one_line() -> None:
    (told,) = found(*(facts(has_gps=True) for _ in range(2880)))
    assert told.message.startswith("2,880 photos are with the place where they were taken")
    assert "and 2,877 more" in told.message


def test_adobe_rgb_with_its_profile_is_sound() -> None:
    photo = facts(profile="Adobe RGB (1998)", traits=FileTraits(colour_space="adobe"))
    assert found(photo) == []


def test_kinds_of_personal_notes_are_counted() -> None:
    (told,) = found(
        facts(traits=FileTraits(personal=("artist", "owner"))), facts(traits=FileTraits(personal=("owner",)))
    )
    assert "artist (1), owner (2)" in told.message
