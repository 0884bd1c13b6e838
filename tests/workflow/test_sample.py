"""Does sample_catalog hold what the README promises, on any date?"""

from __future__ import annotations

import csv
import datetime as dt
import subprocess

import pytest
from openpyxl import load_workbook
from PIL import Image

from listingkit import workflow
from listingkit.english.runs import foreign_runs
from tests.builders.shop import digests
from tests.conftest import SAMPLE


def test_sample_runs_to_exit_code_0(sample_made):
    _, answer = sample_made
    errors = [each for each in answer.json["findings"] if each["severity"] == "error"]
    assert (answer.code, errors) == (0, [])
    counts = answer.json["counts"]
    assert (counts["plan"]["looks"], counts["plan"]["shots"], counts["images"]["photos"]) == (12, 96, 96)
    assert (counts["export"]["listings"], counts["images"]["failed"]) == (6, 0)


@pytest.mark.parametrize("year", [2027, 2040])
def test_sample_is_sound_on_any_date(sample_made, year):
    folder, _ = sample_made
    report = workflow.check(folder, workflow.Run(dt.date(year, 11, 1)))
    assert report.exit_code() == 0
    assert {"price.stale-rate", "store.rule-stale"} <= {each.code for each in report.findings}


def test_committed_photos_are_small_and_complete():
    photos = [file for file in (SAMPLE / "photos").rglob("*") if file.is_file()]
    assert len(photos) == 96
    assert sum(file.stat().st_size for file in photos) < 12_000_000
    assert len(set(digests(SAMPLE / "photos").values())) == 96


def test_no_image_keeps_metadata_or_exceeds_its_slot(sample_made):
    folder, _ = sample_made
    made = sorted((folder / "out/images").rglob("*.jpg"))
    assert made
    for file in made:
        with Image.open(file) as image:
            assert not image.getexif()
            assert "icc_profile" not in image.info
            assert image.mode == "RGB"
        assert file.stat().st_size < 3_000_000


def test_white_picture_ends_in_pure_white(sample_made):
    folder, _ = sample_made
    whites = sorted((folder / "out/images/aliexpress").rglob("*-white.jpg"))
    assert len(whites) == 3
    for file in whites:
        with Image.open(file) as image:
            width, height = image.size
            assert width == height >= 800
            corners = [image.getpixel(place) for place in ((0, 0), (width - 1, 0), (0, height - 1))]
        assert corners == [(255, 255, 255)] * 3, file


def test_everything_that_leaves_is_english(sample_made):
    folder, _ = sample_made
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx").active
    header, *rows = sheet.iter_rows(values_only=True)
    with (folder / "out/listings/shopify.csv").open(encoding="utf-8", newline="") as file:
        rows += list(csv.reader(file))
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert len(texts) > 300
    assert [text for text in texts if foreign_runs(text)] == []
    assert "Price, USD*" in header


def test_libreoffice_reads_the_same_cells(sample_made, tmp_path, program):
    office = program("soffice")
    folder, _ = sample_made
    source = folder / "out/listings/aliexpress.xlsx"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with (tmp_path / "aliexpress.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    own = [
        ["" if cell is None else str(cell) for cell in row]
        for row in load_workbook(source).active.iter_rows(values_only=True)
    ]
    numbers = {index for index, name in enumerate(own[0]) if "Price" in name or "price" in name}
    for mine, theirs in zip(own, read, strict=True):
        for index, (left, right) in enumerate(zip(mine, theirs, strict=True)):
            if index in numbers and left and mine is not own[0]:
                assert float(left) == float(right)
            else:
                assert left == right
