"""Is each spoilt photo of the sample shop told, under its own code, and none of the sound ones?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sample_catalog.drawing import spoil
from tests.conftest import SAMPLE

TOLD = {
    **{name: code for name, (_, code) in spoil.SPOILT.items()},
    **dict.fromkeys(spoil.EXCHANGED, "photo.colour-mismatch"),
    spoil.COPIED[1]: "photo.near-duplicate",
    spoil.SHORT: "photo.unreadable",
}


@pytest.fixture
def told(spoilt_made: Path) -> list[tuple[str, str]]:
    """File and code of every finding about a photo, but those about its size."""
    report = json.loads((spoilt_made / "out/report.json").read_text("utf-8"))
    return [
        (each["file"].removeprefix("photos/"), each["code"])
        for each in report["findings"]
        if each["code"].startswith("photo.") and each["code"] != "photo.too-small"
    ]


@pytest.mark.parametrize("name", TOLD)
def test_spoilt_photo_is_told(told: list[tuple[str, str]], name: str) -> None:
    assert (name, TOLD[name]) in told


def test_sound_photos_are_not_told(told: list[tuple[str, str]]) -> None:
    assert {name for name, _ in told} <= set(TOLD)


def test_the_sample_shop_itself_is_not_spoilt(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        spoil.main([str(SAMPLE)])
    assert refused.value.code == 2
    assert "copy it first" in capsys.readouterr().err
    assert Path(SAMPLE / "photos" / spoil.SHORT).stat().st_size > 10_000
