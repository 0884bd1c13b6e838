"""From a card with a day's faults into the shop, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest

from listingkit import workflow
from listingkit.events import Recorder
from listingkit.ingest import copying
from sample_catalog.drawing import shoot
from tests.conftest import SAMPLE

pytestmark = pytest.mark.slow


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def photographed(shop: Path) -> dict[str, str]:
    """Digests by photo name: ingest need not choose the folders that the shop's photos came from."""
    return {Path(name).name: digest for name, digest in contents(shop / "photos").items()}


@pytest.fixture(scope="module")
def shot_made(tmp_path_factory) -> Path:
    shop = tmp_path_factory.mktemp("shoot") / "shop"
    shutil.copytree(SAMPLE, shop, ignore=shutil.ignore_patterns("out", ".listingkit", "drawing"))
    assert shoot.main([str(shop)]) == 0
    return shop


@pytest.fixture
def shop(shot_made, tmp_path) -> Path:
    return shutil.copytree(shot_made, tmp_path / "shop")


def test_the_sample_shop_itself_is_not_shot(capsys):
    with pytest.raises(SystemExit):
        shoot.main([str(SAMPLE)])
    assert "copy it first" in capsys.readouterr().err


def test_a_day_is_filed_told_repeated_and_taken_back(shop, cli):
    card, before = contents(shop / "card"), photographed(SAMPLE)
    answer = cli("ingest", shop / "card", shop, json=True)
    assert answer.code == 1
    assert answer.json["counts"] == {"frames": 108, "slates": 11, "filed": 73, "held": 24, "skipped": 0}
    assert answer.codes() == {"ingest.count-short", "ingest.missed-slate", "ingest.no-slate"}
    missed = next(each for each in answer.json["findings"] if each["code"] == "ingest.missed-slate")
    assert "begins with DSC_0106.JPG" in missed["hint"]
    filed = photographed(shop)
    again = filed.pop("U101-RED-SLD_top_2.jpg")
    assert again in card.values()
    assert filed.items() <= before.items(), "each photo has the name that it had before the shoot"
    assert contents(shop / "card") == card

    answer = cli("ingest", shop / "card", shop, json=True)
    assert answer.json["counts"] == {"frames": 108, "slates": 11, "filed": 0, "held": 24, "skipped": 73}
    assert photographed(shop) == {**filed, "U101-RED-SLD_top_2.jpg": again}

    assert cli("ingest", "--undo", shop).code == 0
    assert contents(shop / "card") == card
    assert photographed(shop) == {}
    answer = cli("ingest", "--undo", shop)
    assert answer.code == 2
    assert "no ingest to undo" in answer.err


def test_what_came_through_ingest_is_not_decoded_again(shop, cli):
    cli("ingest", shop / "card", shop)
    recorder = Recorder()
    workflow.check(shop, workflow.Run(dt.date(2026, 11, 1), recorder))
    assert [each for each in recorder.events if getattr(each, "stage", "") == "measure"] == []


def test_moved_frames_leave_the_card_and_come_back_byte_for_byte(shop, cli):
    card = contents(shop / "card")
    assert cli("ingest", shop / "card", shop, "--move", json=True).json["counts"]["filed"] == 73
    assert len(contents(shop / "card")) == 108 - 73
    assert cli("ingest", shop / "card", shop, "--undo").code == 0
    assert contents(shop / "card") == card


def test_a_dry_run_changes_nothing(shop, cli):
    before = contents(shop)
    answer = cli("ingest", shop / "card", shop, "--dry-run", json=True)
    assert len(answer.json["frames"]) == answer.json["counts"]["filed"] == 73
    assert contents(shop) == before


def test_a_photo_changed_since_stays_when_the_ingest_is_taken_back(shop, cli):
    cli("ingest", shop / "card", shop)
    changed = shop / "photos" / "U101-NVY-SLD_front.jpg"
    changed.write_bytes(b"retouched")
    answer = cli("ingest", "--undo", shop)
    assert "U101-NVY-SLD_front.jpg" in answer.out
    assert [*photographed(shop)] == [changed.name]


def test_an_interrupted_ingest_goes_on_where_it_stopped(shop, cli, monkeypatch):
    real, copied = copying.copy_verified, []

    def interrupted(source, target, digest):
        if len(copied) == 10:
            raise KeyboardInterrupt
        copied.append(target)
        real(source, target, digest)

    with monkeypatch.context() as patch:
        patch.setattr("listingkit.ingest_stage.copy_verified", interrupted)
        assert cli("ingest", shop / "card", shop).code == 130
    assert len(contents(shop / "photos")) == 10
    assert cli("ingest", shop / "card", shop, json=True).json["counts"]["filed"] == 63
    assert len(contents(shop / "photos")) == 73


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ingest"], 2, "needs the folder"),
        (["ingest", "{shop}/nowhere", "{shop}"], 3, "is not a folder"),
        (["ingest", "{shop}", "{shop}"], 3, "the shop's own photos"),
        (["ingest", "{shop}/templates", "{shop}"], 3, "has no photos"),
        (["ingest", "{shop}/card", "{shop}", "--undo", "--move"], 2, "--undo goes alone"),
    ],
)
def test_a_wrong_command_says_what_to_do(shop, cli, words, code, said):
    answer = cli(*[word.format(shop=shop) for word in words])
    assert answer.code == code
    assert said in answer.err
