"""Is it told where the light went and where the camera changed its settings, and is nothing told of a usual day?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from listingkit.findings import Finding, Severity
from listingkit.judging.daylight import daylight_findings
from listingkit.pixels.exif import CameraExposure
from listingkit.settings import DEFAULT_SHOTS
from listingkit.settings_check import CheckTable, LightGoneTable
from tests.builders.judging import facts, shooting
from tests.builders.light import DAY, lit

SHOTS = [shot.name for shot in DEFAULT_SHOTS]
COUNT = 40


def found(
    lights: Sequence[tuple[float, float, float]],
    exposures: Sequence[CameraExposure | None] | None = None,
    rules: CheckTable | None = None,
    seconds: float = 45,
) -> list[Finding]:
    """Photos at intervals of so many seconds, filed shot after shot and look after look."""
    photos, products = {}, {}
    for number, light in enumerate(lights):
        product, shot = f"U{number // len(SHOTS) + 1}", SHOTS[number % len(SHOTS)]
        products[product] = {"colour": ["Red"]}
        photos[f"photos/{product}-RED_{shot}.jpg"] = facts(
            light=light,
            captured_at=DAY + dt.timedelta(seconds=number * seconds),
            camera_exposure=exposures[number] if exposures else None,
        )
    return list(daylight_findings(shooting(photos, products, rules)))


def camera(stops: float, *, auto_white: bool | None = None) -> CameraExposure:
    """Settings that let in so many stops more light than 1/250 s at f/8 and ISO 100."""
    return CameraExposure(seconds=2**stops / 250, f_number=8, iso=100, auto_white=auto_white)


def test_steady_light_is_not_told() -> None:
    assert found([lit()] * COUNT, [camera(0)] * COUNT) == []


def test_morning_that_grows_brighter_and_bluer_is_not_told() -> None:
    lights = [lit(0.6 + 0.4 * step / COUNT, (1, 1, 0.8 + 0.2 * step / COUNT)) for step in range(COUNT)]
    assert found(lights, [camera(0)] * COUNT) == []


def test_clouds_are_not_the_camera() -> None:
    lights = [lit(0.45 if step // 5 % 2 else 1) for step in range(COUNT)]
    assert found(lights, [camera(0)] * COUNT) == []


def test_exposure_that_follows_the_evening_holds_the_level_until_the_light_is_gone() -> None:
    exposures = [camera(step / 8) for step in range(COUNT)]  # half a stop every three minutes: five stops in all
    told = found([lit()] * COUNT, exposures)
    assert [each.code for each in told] == ["photo.light-gone"]
    assert told[0].severity is Severity.WARNING
    assert "Re-shoot these" in told[0].message
    assert told[0].evidence is not None and told[0].evidence.value >= 3


@pytest.mark.parametrize(("fall", "codes"), [(1.5, []), (2.5, []), (4.0, ["photo.light-gone"])])
def test_evening_by_stops(fall: float, codes: list[str]) -> None:
    exposures = [camera(0)] * 20 + [camera(fall)] * 20
    assert [each.code for each in found([lit()] * COUNT, exposures)] == codes


def test_how_far_the_light_may_fall_is_a_setting() -> None:
    exposures = [camera(0)] * 20 + [camera(2)] * 20
    strict = CheckTable(light_gone=LightGoneTable(stops=1.5))
    assert [each.code for each in found([lit()] * COUNT, exposures, strict)] == ["photo.light-gone"]


def test_light_is_gone_without_exif_where_paper_is_too_dark_to_be_made_white() -> None:
    told = found([lit()] * 20 + [lit(0.1)] * 20)
    assert [each.code for each in told] == ["photo.light-gone"]
    assert "too dark" in told[0].message


def test_two_dark_photos_are_no_evening() -> None:
    exposures = [camera(4 if step in (10, 11) else 0) for step in range(COUNT)]
    assert found([lit()] * COUNT, exposures) == []


def test_automatic_exposure_that_swings_with_the_product() -> None:
    swing = [0.8 if step % 2 else -0.8 for step in range(COUNT)]
    told = found([lit(0.6 * 2**each) for each in swing], [camera(each) for each in swing])
    assert [each.code for each in told] == ["photo.exposure-changed"]
    assert told[0].evidence is not None and told[0].evidence.value == pytest.approx(1.6, abs=0.05)


def test_automatic_white_balance_that_swings() -> None:
    random = np.random.default_rng(1)
    tints = [(1.0, 1.0, float(each)) for each in random.choice([0.7, 1.0, 1.3], COUNT)]
    told = found([lit(0.6, tint) for tint in tints], [camera(0, auto_white=True)] * COUNT)
    assert [each.code for each in told] == ["photo.white-balance-changed"]
    assert told[0].severity is Severity.INFO


def test_white_balance_that_is_set_by_hand_did_not_change() -> None:
    tints = [(1.0, 1.0, 0.7 if step % 3 else 1.3) for step in range(COUNT)]
    assert found([lit(0.6, tint) for tint in tints], [camera(0, auto_white=False)] * COUNT) == []


def test_photos_without_a_time_say_nothing_of_the_day() -> None:
    photos = {
        f"photos/U1-RED_{shot}.jpg": replace(facts(light=lit(0.1 if place > 4 else 1)), captured_at=None)
        for place, shot in enumerate(SHOTS)
    }
    assert list(daylight_findings(shooting(photos, {"U1": {"colour": ["Red"]}}))) == []
