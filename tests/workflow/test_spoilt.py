"""Is each spoilt photo of the sample shop told, under its own code, and none of the sound ones?"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from listingkit import workflow
from sample_catalog.drawing import spoil
from tests.conftest import SAMPLE

TOLD = {
    **{name: code for name, (_, code) in spoil.SPOILT.items()},
    **dict.fromkeys(spoil.EXCHANGED, "photo.colour-mismatch"),
    spoil.COPIED[1]: "photo.near-duplicate",
    spoil.SHORT: "photo.unreadable",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[tuple[str, str]]:
    """File and code of every finding about a photo, but those about its size and its metadata."""
    folder = tmp_path_factory.mktemp("spoilt") / "shop"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("out", ".listingkit", "drawing"))
    assert spoil.main([str(folder)]) == 0
    report = workflow.check(folder, workflow.Run(dt.date(2026, 11, 1)))
    return [
        (each.place.file.removeprefix("photos/"), each.code)
        for each in report.findings
        if each.code.startswith("photo.") and each.code != "photo.too-small"
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
