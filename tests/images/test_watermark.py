from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from listingkit.images import watermark
from listingkit.images.watermark import MarkFiles, draw, stamp
from tests.builders import photos
from tests.builders.images import MARK, NO_FILES

POSITIONS = ["top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right"]
GREY = Image.new("RGB", (300, 200), (200, 200, 200))
LOGO = MarkFiles(logo=photos.saved(Image.new("RGBA", (60, 30), (0, 90, 0, 255)), "PNG"))
LOGO_MARK = replace(MARK, text="", logo="brand/logo.png", logo_digest="x", size=0.2)
TILED = replace(MARK, position="tiled", opacity=0.2)


def level(grey: int) -> Image.Image:
    return Image.new("RGB", (300, 200), (grey,) * 3)


def marked(image, mark=MARK, files=NO_FILES, product=None):
    return np.asarray(stamp(image, mark, files, product), int)


def changed_box(before, after):
    difference = np.abs(np.asarray(before, int) - after).max(axis=2) > 0
    rows, columns = np.flatnonzero(difference.any(axis=1)), np.flatnonzero(difference.any(axis=0))
    return columns[0], rows[0], columns[-1], rows[-1]


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("kind", ["text", "logo"])
def test_all_nine_positions_are_where_they_say(position, kind):
    mark, files = (MARK, NO_FILES) if kind == "text" else (LOGO_MARK, LOGO)
    left, top, right, bottom = changed_box(GREY, marked(GREY, replace(mark, position=position), files))
    middle = (left + right) / 2, (top + bottom) / 2
    margin = round(0.03 * 200)
    if "left" in position:
        assert left == pytest.approx(margin, abs=1)
    elif "right" in position:
        assert right == pytest.approx(299 - margin, abs=1)
    else:
        assert middle[0] == pytest.approx(150, abs=1)
    if "top" in position:
        assert top == pytest.approx(margin, abs=1)
    elif "bottom" in position:
        assert bottom == pytest.approx(199 - margin, abs=1)
    else:
        assert middle[1] == pytest.approx(100, abs=1)


@pytest.mark.parametrize(("ground", "darker"), [(240, True), (150, True), (130, False), (20, False)])
@pytest.mark.parametrize("mark", [MARK, TILED])
def test_text_is_dark_on_light_and_light_on_dark_and_has_no_rim_there(ground, darker, mark):
    pixels = marked(level(ground), mark)
    assert ((pixels < ground).any(), (pixels > ground).any()) == (darker, not darker)


def test_letters_on_mixed_ground_have_a_rim_that_can_be_told_from_either():
    image = level(255)
    image.paste((20, 20, 20), (0, 0, 40, 200))
    pixels = marked(image, replace(MARK, text="HHHH", size=0.2, opacity=1.0))
    beside = pixels[6:20, :, 0]
    assert (beside[:, :38] > 150).any()  # light on the dark part
    assert (beside[:, 45:] < 100).any()  # dark on the light part


def test_each_tile_is_light_or_dark_for_itself():
    image = Image.new("RGB", (600, 600), "white")
    image.paste((10, 10, 10), (0, 0, 300, 600))
    pixels = marked(image, replace(TILED, text="ii", size=0.03))
    assert (pixels[:, :260] > 30).any()
    assert (pixels[:, 340:] < 230).any()


def test_tiles_reach_every_part_of_the_picture_and_run_off_its_edges():
    for size in ((500, 500), (350, 350), (300, 400)):
        image = Image.new("RGB", size, "white")
        inked = marked(image, replace(TILED, size=0.045)).min(axis=2) < 255
        for part in np.array_split(inked, 3, axis=0):
            assert all(cell.any() for cell in np.array_split(part, 3, axis=1))
        assert inked[:, 0].any() or inked[:, -1].any() or inked[0].any() or inked[-1].any()


@pytest.mark.parametrize("opacity", [0.2, 0.6, 1.0])
@pytest.mark.parametrize("position", ["top-left", "tiled"])
def test_opacity_is_kept(opacity, position):
    pixels = marked(level(255), replace(MARK, text="IIII", size=0.3, opacity=opacity, position=position))
    assert pixels.min() == pytest.approx(255 - (255 - 24) * opacity, abs=2)


@pytest.mark.parametrize("ground", [255, 0])
def test_a_colour_is_drawn_as_it_is_given(ground):
    pixels = marked(level(ground), replace(MARK, text="IIII", size=0.3, opacity=1.0, colour=(200, 30, 40)))
    assert (pixels == (200, 30, 40)).all(axis=2).any()


def test_a_logo_keeps_its_colours_and_tiles_turned():
    flat = marked(GREY, replace(LOGO_MARK, opacity=1.0), LOGO)
    assert (flat == (0, 90, 0)).all(axis=2).sum() == 40 * 20
    tiled = marked(GREY, replace(LOGO_MARK, opacity=1.0, position="tiled"), LOGO)
    rows = (tiled == (0, 90, 0)).all(axis=2).sum(axis=1)
    assert rows.max() > 0
    assert len(set(rows)) > 5  # aslant


def test_strips_of_a_turned_mark_fit_together():
    drawn = draw(replace(TILED, text="Long name of a shop"), NO_FILES, 500)
    assert len(drawn.pieces) > 3
    for one, next_one in zip(drawn.pieces, drawn.pieces[1:], strict=False):
        assert one.left + one.alpha.width == next_one.left


def test_the_mark_leaves_the_product_where_a_corner_is_free_and_only_then():
    image = Image.new("RGB", (300, 300), (226, 222, 214))
    image.paste((190, 30, 40), (0, 0, 200, 200))
    product = (0.0, 0.0, 0.667, 0.667)
    left, top, _, _ = changed_box(image, marked(image, MARK, product=product))
    assert left > 200 or top > 200
    for mark, box in ((replace(MARK, avoid_product=False), product), (MARK, None)):
        assert changed_box(image, marked(image, mark, product=box))[:2] == pytest.approx((9, 9), abs=1)


def test_the_image_given_is_left_alone():
    before = GREY.copy()
    marked(GREY)
    assert before == GREY


@pytest.mark.parametrize("size", [(300, 200), (90, 120), (20, 20)])
def test_a_long_text_shrinks_to_the_image(size):
    image = Image.new("RGB", size, "white")
    left, _, right, _ = changed_box(image, marked(image, replace(MARK, text="A very long name of a shop " * 2)))
    assert left >= 0
    assert right < size[0] - (1 if size[0] > 50 else 0)


def test_a_mark_larger_than_a_tiny_picture_is_cut_not_fatal():
    assert marked(Image.new("RGB", (5, 3), "white"), TILED).shape == (3, 5, 3)
    assert marked(Image.new("RGB", (5, 3), "white"), replace(LOGO_MARK, size=0.5), LOGO).shape == (3, 5, 3)


def test_many_threads_draw_the_same():
    images = [Image.new("RGB", (200 + 10 * (number % 5), 300), "white") for number in range(40)]
    watermark._drawn.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda image: stamp(image, TILED, NO_FILES, None).tobytes(), images))
    watermark._drawn.cache_clear()
    assert together == [stamp(image, TILED, NO_FILES, None).tobytes() for image in images]
