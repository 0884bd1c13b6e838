"""Which photos are told to be blurred, and beside which siblings?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from listingkit.findings import Finding, Severity
from listingkit.judging.blur import blur_findings
from listingkit.photos.model import PhotoFacts
from listingkit.pixels.sharpness import Sharpness
from listingkit.settings_check import BlurryTable, CheckTable
from tests.builders.judging import facts, seen, shooting
from tests.builders.umbrellas import Sitting, Umbrella, picture

LOOKS = ("Red", "Navy", "Black", "Yellow", "Purple", "White")
OUTLINE = (0.2, 0.2, 0.8, 0.8)


def sharp(across: float | None, down: float | None = None, *, outline: bool = True) -> PhotoFacts:
    return facts(sharpness=Sharpness(across, down), product=OUTLINE if outline else None)


def found(
    photos: Sequence[PhotoFacts], shots: Sequence[str] = ("front",), rules: CheckTable | None = None
) -> list[Finding]:
    """Photo after photo is the first shot of each look, then the next shot."""
    names = [f"photos/U1-{look[:3].upper()}_{shot}.jpg" for shot in shots for look in LOOKS]
    filed = dict(zip(names, photos, strict=False))
    looks = list(LOOKS[: min(len(LOOKS), len(photos))])
    return list(blur_findings(shooting(filed, {"U1": {"colour": looks}}, rules)))


def test_lone_photo_out_of_focus() -> None:
    (told,) = found([sharp(1.6, 1.7)])
    assert told.code == "photo.blurry"
    assert told.severity is Severity.WARNING
    assert "out of focus: its edges are 1.60 px wide in 1,000 px, at most 1.20" in told.message
    assert told.evidence is not None
    assert (told.evidence.value, told.evidence.limit) == (1.6, 1.2)


def test_edges_of_one_direction_alone_are_enough() -> None:
    assert len(found([sharp(None, 1.6)])) == 1
    assert len(found([sharp(1.6, None)])) == 1


@pytest.mark.parametrize("photo", [sharp(0.4, 0.5), sharp(1.1, 1.15), sharp(0.3, 1.3), sharp(None, None), facts()])
def test_sharp_or_unknown_lone_photo_is_not_told(photo: PhotoFacts) -> None:
    assert found([photo]) == []


@pytest.mark.parametrize(("sharpness", "way"), [((2.5, 0.5), "sideways"), ((0.5, 2.5), "up or down")])
def test_moved(sharpness: tuple[float, float], way: str) -> None:
    (told,) = found([sharp(*sharpness)])
    assert f"blurred by a movement {way}: its edges are 2.50 px wide" in told.message


def test_without_an_outline_more_is_allowed() -> None:
    assert found([sharp(1.4, outline=False)]) == []
    assert len(found([sharp(1.5, outline=False)])) == 1


def test_stripes_that_fill_the_frame_did_not_move() -> None:
    assert found([sharp(2.1, 0.6, outline=False)]) == []


def test_softer_than_its_siblings_although_below_the_limit() -> None:
    (told,) = found([sharp(1.1), *(sharp(value) for value in (0.3, 0.35, 0.4, 0.3, 0.35))])
    assert told.subject == "U1-RED"
    assert "less sharp than its siblings" in told.message
    assert "the same shot of the other 5 looks has 0.35" in told.message
    assert told.evidence is not None and told.evidence.siblings == pytest.approx(0.35)


def test_plain_cloth_beside_printed_cloth_is_not_out_of_focus() -> None:
    printed = [sharp(0.3, outline=False) for _ in range(5)]
    assert found([sharp(1.1, outline=False), *printed]) == []
    assert len(found([sharp(1.5, outline=False), *printed])) == 1


def test_siblings_that_differ_among_themselves_make_no_outlier() -> None:
    assert found([sharp(value) for value in (1.1, 0.2, 0.9, 0.4, 0.7, 1.0)]) == []


def test_two_siblings_are_too_few_to_say_what_is_usual() -> None:
    assert found([sharp(1.1), sharp(0.3), sharp(0.3)]) == []


def test_sharp_photo_beside_sharper_ones_is_sharp() -> None:
    assert found([sharp(0.75), *(sharp(0.1) for _ in range(5))]) == []


def test_product_that_is_soft_in_every_photo_is_told_for_information() -> None:
    told = found([sharp(1.5)] * 12, shots=("front", "top"))
    assert {each.severity for each in told} == {Severity.INFO}
    assert "as they are of fur" in told[0].message


def test_whole_shot_out_of_focus_is_a_warning_where_another_shot_is_sharp() -> None:
    told = found([sharp(1.6)] * 6 + [sharp(0.4)] * 6, shots=("front", "top"))
    assert len(told) == 6
    assert {each.severity for each in told} == {Severity.WARNING}


def test_limit_is_a_setting() -> None:
    rules = CheckTable(blurry=BlurryTable(limit_px=2.0))
    assert found([sharp(1.6)], rules=rules) == []
    assert len(found([sharp(2.1)], rules=rules)) == 1


def test_real_pixels_are_judged_alike_in_black_and_in_yellow() -> None:
    for canopy in ((27, 27, 29), (240, 204, 40)):
        photos = [
            seen(picture(Umbrella(canopy), Sitting(size=(1000, 700), blur=blur, seed=place)), name=f"{place}")
            for place, blur in enumerate((1.6, 0))
        ]
        assert [told.subject for told in found(photos)] == ["U1-RED"]
