from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from listingkit.pixels.paper import look_at_paper
from tests.builders import photos, scenes

SIZE = (300, 225)


def look(image):
    return look_at_paper(np.asarray(image))


def near(box, expected, by=0.02):
    assert box is not None
    assert box == pytest.approx(expected, abs=by)


@pytest.mark.parametrize("box", [(0.3, 0.2, 0.7, 0.8), (0.05, 0.1, 0.3, 0.3), (0.1, 0.48, 0.9, 0.52)])
@pytest.mark.parametrize("falloff", [0.0, 0.35])
def test_product_is_found_however_the_light_falls_off(box, falloff):
    seen = look(photos.on_paper(SIZE, box, falloff=falloff))
    near(seen.product, box)


@pytest.mark.parametrize("colour", [photos.RED, (20, 20, 20), (250, 240, 120), (150, 152, 155), (70, 110, 210)])
@pytest.mark.parametrize("paper", [photos.PAPER, (252, 252, 252), (170, 180, 200), (210, 195, 170)])
def test_product_of_any_colour_on_paper_in_any_light(colour, paper):
    seen = look(photos.on_paper(SIZE, (0.3, 0.2, 0.7, 0.8), colour=colour, paper=paper, falloff=0.05))
    near(seen.product, (0.3, 0.2, 0.7, 0.8))
    assert np.abs(np.array(seen.paper) - paper).max() < 12


def test_a_soft_shadow_is_not_part_of_the_product():
    image = photos.on_paper(SIZE, (0.3, 0.3, 0.5, 0.6))
    shade = Image.new("L", SIZE, 0)
    ImageDraw.Draw(shade).rectangle((90, 110, 250, 190), fill=80)
    dark = Image.composite(Image.new("RGB", SIZE), image, shade.filter(ImageFilter.GaussianBlur(9)))
    dark.paste(photos.RED, (90, 68, 150, 135))
    near(look(dark).product, (0.3, 0.3, 0.5, 0.6), by=0.03)


def test_a_thin_cord_that_hangs_on_the_product_counts():
    image = photos.on_paper(SIZE, (0.4, 0.2, 0.6, 0.5))
    ImageDraw.Draw(image).line((150, 110, 150, 200), fill=(30, 30, 30), width=2)
    near(look(image).product, (0.4, 0.2, 0.6, 201 / 225))


def test_dust_does_not():
    image = photos.on_paper(SIZE, (0.4, 0.3, 0.6, 0.6))
    for x, y in ((20, 20), (280, 30), (30, 200)):
        image.paste((90, 80, 70), (x, y, x + 2, y + 2))
    near(look(image).product, (0.4, 0.3, 0.6, 0.6))


def test_empty_paper_has_no_product():
    assert look(photos.on_paper(SIZE, (0, 0, 0, 0))).product is None


def test_cloth_that_fills_the_frame_is_no_paper():
    for colour in (photos.RED, (30, 40, 90), (20, 20, 20)):
        assert look(photos.on_paper(SIZE, (0.4, 0.4, 0.6, 0.6), paper=colour, colour=(240, 240, 240))).product is None


def test_a_scene_has_no_product_box():
    noise = np.random.default_rng(5).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    assert look(Image.fromarray(noise).resize(SIZE, Image.Resampling.BILINEAR)).product is None


def test_a_product_that_the_frame_cuts_off_reaches_its_edge():
    seen = look(photos.on_paper(SIZE, (0.35, 0.4, 0.6, 1.0)))
    near(seen.product, (0.35, 0.4, 0.6, 1.0), by=0.011)


@pytest.mark.parametrize("level", [200, 165, 130])
def test_grey_cloth_that_looks_like_shade_reaches_the_edge_where_it_is_cut_off(level):
    near(look(scenes.worn(SIZE, level).frame).product, (0.35, 0.15, 0.65, 1.0))


def test_a_soft_shadow_that_leaves_the_frame_is_not_cut_off():
    coverage = scenes.box(SIZE, (0.3, 0.25, 0.6, 0.65))
    shade = scenes.cast_by(coverage, by=(0, 75), blur=9)
    assert shade[-1].min() < 0.8
    near(look(scenes.scene(coverage, (25, 30, 80), shade=shade).frame).product, (0.3, 0.25, 0.6, 0.65))


def test_a_frame_of_a_few_pixels_does_not_fail():
    assert look(Image.new("RGB", (6, 5), "white")).product is None


@pytest.mark.parametrize("corner", [(0, 0), (1, 1)])
def test_a_table_in_a_corner_is_neither_product_nor_light(corner):
    image = photos.on_paper(SIZE, (0.4, 0.3, 0.65, 0.7), falloff=0)
    x, y = corner[0] * SIZE[0], corner[1] * SIZE[1]
    ImageDraw.Draw(image).polygon([(x, y), (abs(x - 90), y), (x, abs(y - 70))], fill=(120, 80, 45))
    seen = look(image)
    near(seen.product, (0.4, 0.3, 0.65, 0.7))
    assert seen.light == pytest.approx([((level / 255 + 0.055) / 1.055) ** 2.4 for level in photos.PAPER], abs=0.02)


def test_a_floor_along_one_side_leaves_the_light_of_the_paper():
    image = photos.on_paper(SIZE, (0.4, 0.3, 0.65, 0.6), falloff=0)
    image.paste((95, 90, 88), (0, 200, 300, 225))
    seen = look(image)
    near(seen.product, (0.4, 0.3, 0.65, 0.6))
    assert seen.light is not None


def test_too_little_paper_at_the_border_gives_no_light():
    image = photos.on_paper(SIZE, (0.4, 0.3, 0.65, 0.6))
    image.paste((95, 60, 40), (0, 100, 300, 225))
    assert look(image).light is None


@pytest.mark.parametrize("paper", [(250, 215, 170), (110, 108, 104), (246, 246, 246)])
@pytest.mark.parametrize("noise", [0.5, 3.0])
def test_product_on_a_shadow_in_any_light_and_noise(paper, noise):
    coverage = scenes.box(SIZE, (0.3, 0.25, 0.6, 0.65))
    scene = scenes.scene(coverage, (25, 30, 80), paper=paper, shade=scenes.cast_by(coverage), noise=noise, falloff=0.3)
    near(look(scene.frame).product, (0.3, 0.25, 0.6, 0.65))


@pytest.mark.parametrize("level", [150, 90, 25])
def test_a_grey_product_ends_where_its_shadow_begins(level):
    coverage = scenes.box(SIZE, (0.3, 0.25, 0.6, 0.65))
    shade = scenes.cast_by(coverage, by=(14, 18), blur=8, depth=0.45)
    near(look(scenes.scene(coverage, (level, level, level), shade=shade).frame).product, (0.3, 0.25, 0.6, 0.65))


def test_a_white_product_on_white_paper_is_found_by_its_step():
    scene = scenes.scene(scenes.box(SIZE, (0.3, 0.25, 0.6, 0.65)), (238, 238, 238), falloff=0, noise=0.6)
    near(look(scene.frame).product, (0.3, 0.25, 0.6, 0.65))
