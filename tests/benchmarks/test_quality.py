from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from benchmarks.quality import Likeness, QualityJob, compare_one, table
from benchmarks.shop import link_photos, write_shop
from tests.builders import photos

ENGINE = Path(__file__).parents[2] / "benchmarks" / "engine.py"


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """A turned photo of 1600 × 1200 with fine detail, on paper that goes on beyond the frame."""
    image = photos.on_paper((1600, 1200), (0.3, 0.3, 0.6, 0.7))
    grain = np.random.default_rng(2).normal(0, 40, (360, 480, 3))
    cloth = Image.fromarray((grain + 120).clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(2))
    image.paste(cloth, (480, 420))
    file = tmp_path_factory.mktemp("photo") / "P000-NVY_front.jpg"
    file.write_bytes(photos.jpeg(image, orientation=6))
    return file


@pytest.mark.parametrize("fit", ["pad", "auto", "cover"])
def test_whole_photo_as_master_gives_the_reference(photo, fit):
    found = compare_one(QualityJob(photo, 2, 900, fit))
    assert found.scale == 1
    # Out by one pixel it would be 0.95.
    assert found.ssim > 0.99
    assert found.jpeg < 1


def test_reduced_master_loses_something_and_little(photo):
    found = compare_one(QualityJob(photo, 2, 350, "pad"))
    assert found.scale > 1
    assert 0.97 < found.ssim < 1


def test_table_tells_the_median_and_the_worst_of_each_size_and_slot(photo):
    one = Likeness(QualityJob(photo, 24, 1000, "pad"), 4, 0.99, 50, 0.97)
    found = [one, replace(one, ssim=0.95, psnr=40, scale=2), replace(one, ssim=0.98, psnr=45)]
    small = replace(one, job=replace(one.job, side=350))
    rows = table([*found, small]).splitlines()[2:]
    assert rows == [
        "| 24 | 350 | 1/4 | 0.9900 | 0.9900 | 50.0 | 50.0 | 0.9700 |",
        "| 24 | 1000 | 1/2, 1/4 | 0.9800 | 0.9500 | 45.0 | 40.0 | 0.9700 |",
    ]


def test_engine_renders_every_photo_of_the_shop(photo, tmp_path):
    link_photos([photo], tmp_path / "shop" / "photos")
    write_shop(tmp_path / "shop", 1, [300])
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run([sys.executable, "-P", str(ENGINE), str(tmp_path / "shop"), str(out), "2"], check=True)
    with Image.open(out / photo.name) as image:
        assert (image.format, image.size) == ("JPEG", (300, 300))
        # The turned photo stands between white bars.
        assert min(image.getpixel((4, 150))) > 250 > min(image.getpixel((150, 20)))
