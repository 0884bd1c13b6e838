"""Which photos does the page show small, when it cannot carry them all, and are their copies kept and forgotten?"""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from listingkit import workflow
from listingkit.desk import Desk
from listingkit.findings import Place, finding
from listingkit.run import Run
from listingkit.thumbs import LONG_PX, thumbs_of
from tests.builders.shop import digests, shop

RUN = Run(today=dt.date(2026, 6, 1))
LAST = "photos/U2-GRN_top.jpg"


@pytest.fixture
def folder(tmp_path):
    made = shop(tmp_path)
    workflow.check(made, RUN)
    return made


def thumbs(folder, found=()):
    desk = Desk.open(folder, RUN)
    with desk.writing("report") as ledger:
        return thumbs_of(desk, desk.pictures(ledger).measured.photos, found)


def test_every_photo_is_shown_small_in_the_order_of_the_shot_list(folder):
    made = thumbs(folder)
    assert [path.removeprefix("photos/").removesuffix(".jpg") for path in made] == [
        "U1-NVY_front", "U1-NVY_top", "U1-RED_front", "U1-RED_top", "U2-GRN_front", "U2-GRN_top",
    ]  # fmt: skip
    for data in made.values():
        with Image.open(io.BytesIO(data)) as image:
            assert max(image.size) == LONG_PX


def test_of_too_many_those_with_findings_come_first_then_each_looks_first(folder, monkeypatch):
    monkeypatch.setattr("listingkit.thumbs.MOST", 3)
    found = [finding("photo.blurry", "it is blurred", subject="U2-GRN", place=Place(LAST))]
    assert list(thumbs(folder, found)) == [LAST, "photos/U1-NVY_front.jpg", "photos/U1-RED_front.jpg"]


def test_copies_are_kept_and_go_with_their_photos(folder):
    first = thumbs(folder)
    kept = digests(folder / ".listingkit" / "thumbs")
    assert len(kept) == 6
    (folder / LAST).unlink()
    second = thumbs(folder)
    assert second == {path: data for path, data in first.items() if path != LAST}
    assert len(digests(folder / ".listingkit" / "thumbs")) == 5


def test_a_damaged_master_is_made_anew_for_its_thumb(folder):
    first = thumbs(folder)
    for file in (folder / ".listingkit").rglob("thumbs/**/*.jpg"):
        file.unlink()
    for master in (folder / ".listingkit" / "masters").rglob("*.jpg"):
        master.write_bytes(master.read_bytes()[:200])
    assert thumbs(folder).keys() == first.keys()


def test_a_photo_that_went_away_meanwhile_has_none(folder):
    desk = Desk.open(folder, RUN)
    with desk.writing("report") as ledger:
        photos = desk.pictures(ledger).measured.photos
        (folder / LAST).unlink()
        for master in (folder / ".listingkit" / "masters").rglob("*"):
            if master.is_file():
                master.unlink()
        assert LAST not in thumbs_of(desk, photos, ())
