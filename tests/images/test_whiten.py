from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from listingkit.images.whiten import whiten
from tests.builders import photos

BOX = (0.3, 0.3, 0.7, 0.7)
SIZE = (500, 500)


def white(image):
    result = whiten(image)
    assert result is not None
    return np.asarray(result, int)


@pytest.mark.parametrize("paper", [photos.PAPER, (252, 252, 252), (150, 160, 185), (205, 185, 160)])
@pytest.mark.parametrize("falloff", [0.0, 0.3])
def test_paper_becomes_pure_white_at_every_edge_and_nearly_all_over(paper, falloff):
    result = white(photos.on_paper(SIZE, BOX, paper=paper, falloff=falloff))
    for edge in (result[0], result[-1], result[:, 0], result[:, -1]):
        assert edge.min() == 255
    outside = np.ones(SIZE, bool)
    outside[140:360, 140:360] = False
    assert (result[outside] == 255).mean() > 0.99


def test_product_is_only_relit():
    image = photos.on_paper(SIZE, BOX, paper=(255, 255, 255), falloff=0)
    before, after = np.asarray(image, int)[170:330, 170:330], white(image)[170:330, 170:330]
    assert np.abs(before - after).max() <= 4


def test_a_tinted_light_is_taken_off_the_product_too():
    image = photos.on_paper(SIZE, BOX, paper=(220, 220, 240), colour=(150, 150, 164), falloff=0)
    red, green, blue = white(image)[200:300, 200:300].reshape(-1, 3).mean(axis=0)
    assert red == pytest.approx(green, abs=2)
    assert blue == pytest.approx(green, abs=3)


def test_white_parts_of_the_product_are_not_bleached():
    image = photos.on_paper(SIZE, BOX, paper=(240, 240, 240), falloff=0)
    image.paste((228, 232, 238), (200, 200, 300, 300))
    inner = white(image)[210:290, 210:290].reshape(-1, 3).mean(axis=0)
    assert inner == pytest.approx((242, 247, 253), abs=3)


def test_a_shadow_stays_and_fades_before_the_edge():
    image = photos.on_paper(SIZE, BOX)
    shade = Image.new("L", SIZE, 0)
    ImageDraw.Draw(shade).rectangle((200, 330, 499, 430), fill=90)
    dark = Image.composite(Image.new("RGB", SIZE), image, shade.filter(ImageFilter.GaussianBlur(20)))
    dark.paste(photos.RED, (150, 150, 350, 350))
    result = white(dark)
    assert result[400, 300].max() < 235
    assert result[:, -1].min() == 255
    assert np.abs(np.diff(result[400, 380:, 0])).max() < 12


def test_a_product_cut_by_the_edge_cannot_stand_on_white():
    assert whiten(photos.on_paper(SIZE, (0.3, 0.3, 0.7, 1.0))) is None


def test_a_scene_cannot_stand_on_white():
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, (9, 9, 3), dtype=np.uint8))
    assert whiten(noise.resize(SIZE, Image.Resampling.BILINEAR)) is None


def test_product_as_bright_as_the_paper_is_refused_and_not_washed_away():
    white_mug = photos.on_paper(paper=(205, 200, 195), colour=(247, 247, 246))
    assert whiten(white_mug) is None
    assert whiten(photos.on_paper(paper=(205, 200, 195), colour=(30, 40, 90))) is not None
