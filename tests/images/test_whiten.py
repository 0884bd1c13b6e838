from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from listingkit.images.whiten import whiten
from tests.builders import photos, scenes

SIZE = (600, 480)
NAVY = (25, 30, 80)
WIDTH, HEIGHT = SIZE


def white(scene, shadow="keep"):
    result = whiten(scene.frame, shadow=shadow)
    assert result is not None
    return np.asarray(result, int)


def off(result, scene, where):
    """Mean distance, in levels, from what the scene should look like on white."""
    return np.abs(result - scene.on_white)[where].mean()


def edge_of(scene):
    return (scene.coverage > 0.001) & (scene.coverage < 0.999)


def contour(inside, edge, *, missing=0.0, paper=246):
    """A white disc on paper of its own colour: nothing shows but a line that is `missing` over a part of the round."""
    coverage = scenes.disc(SIZE)
    x, y = np.meshgrid(np.arange(WIDTH) - WIDTH / 2, np.arange(HEIGHT) - HEIGHT / 2)
    line = np.exp(-(((0.3 * HEIGHT - np.hypot(x, y)) / 2) ** 2) / 2)
    line *= np.abs(np.arctan2(y, x)) > missing * np.pi
    colour = np.repeat((inside - (inside - edge) * line)[..., None], 3, axis=-1)
    return scenes.scene(coverage, colour, paper=(paper, paper, paper), falloff=0)


LINK = ((0.2, 0.495), (0.495, 0.505), (0.505, 0.8))  # left and right ends of a handle, a ring and a shaft


@pytest.mark.parametrize("paper", [(246, 246, 246), (250, 215, 170), (110, 110, 112), (210, 215, 230)])
@pytest.mark.parametrize("falloff", [0.0, 0.4])
def test_paper_is_exactly_white_and_the_product_untouched_in_any_light(paper, falloff):
    scene = scenes.scene(scenes.disc(SIZE), NAVY, paper=paper, falloff=falloff)
    result = white(scene)
    assert result[scene.outside].min() == 255
    assert np.array_equal(result[scene.inside], np.asarray(scene.frame)[scene.inside])


@pytest.mark.parametrize("colour", [NAVY, (200, 30, 40), (150, 152, 155), (250, 240, 120), (222, 222, 222)])
def test_the_edge_is_that_of_the_product_on_white(colour):
    scene = scenes.scene(scenes.disc(SIZE), colour)
    result = white(scene)
    assert off(result, scene, edge_of(scene)) < 4
    grey = result.mean(axis=-1)
    # Neither a rim darker than the product nor a staircase: what the edge adds up to is right as well.
    assert abs((grey - scene.on_white.mean(axis=-1))[edge_of(scene)].mean()) < 2.5


@pytest.mark.parametrize("colour", [NAVY, (20, 20, 20), (150, 152, 155), (90, 92, 95), (250, 240, 120)])
def test_a_shadow_is_kept_over_white_or_goes_and_takes_nothing_of_the_product(colour):
    coverage = scenes.disc(SIZE, 0.25)
    scene = scenes.scene(coverage, colour, shade=scenes.cast_by(coverage))
    shaded = scenes.eroded(scene.coverage < 0.001, 8) & (scene.shade < 0.9)
    kept, removed = white(scene), white(scene, "remove")
    assert off(kept, scene, shaded) < 6
    assert np.ptp(kept[shaded], axis=-1).max() <= 1, "a shadow on white is neutral"
    assert (removed[shaded].min(axis=-1) == 255).mean() > 0.9
    for result in (kept, removed):
        assert result[scene.outside].min() == 255
        assert np.array_equal(result[scene.inside], np.asarray(scene.frame)[scene.inside])


def test_a_shadow_that_runs_out_of_the_frame_fades_before_its_edge():
    coverage = scenes.disc(SIZE, 0.3, (0.4, 0.55))
    shade = scenes.cast_by(coverage, by=(160, 40), blur=25)
    result = white(scenes.scene(coverage, NAVY, shade=shade))
    for edge in (result[:4], result[-4:], result[:, :4], result[:, -4:]):
        assert edge.min() == 255
    assert result[280, 440].max() < 240
    assert np.abs(np.diff(result[280, 440:, 0])).max() < 12


def test_no_straight_edge_is_left_where_a_shadow_runs_out_of_the_frame():
    coverage = scenes.disc(SIZE, 0.2, (0.55, 0.4))
    shade = scenes.cast_by(scenes.box(SIZE, (-0.5, 0.45, 0.6, 0.8)), by=(0, 0), blur=15)
    result = white(scenes.scene(coverage, NAVY, shade=shade))
    # Of a plate, every row would be as dark as the next at one distance from the frame's side.
    assert np.ptp(result[250:350, 130, 0]) > 8
    assert np.abs(np.diff(result[300, 10:200, 0])).max() < 8


def test_a_grey_ring_between_two_parts_stays_where_it_lies_in_their_shadow():
    handle, ring, shaft = (scenes.box(SIZE, (left, 0.46, right, 0.54)) for left, right in LINK)
    coverage = np.clip(handle + ring + shaft, 0, 1)
    shade = scenes.cast_by(scenes.box(SIZE, (0.3, 0.3, 0.7, 0.7)), by=(0, 0), blur=20)
    lit = np.interp(np.arange(HEIGHT), [222, 236], [183, 150])[:, None, None]  # its end is as bright as the shadow
    scene = scenes.scene(coverage, np.where((ring > 0.5)[..., None], lit, NAVY), shade=shade, falloff=0, noise=0.6)
    grey = scenes.eroded(ring > 0.9, 1) & (np.arange(HEIGHT) > 240)[:, None]
    for shadow in ("keep", "remove"):
        assert np.abs(white(scene, shadow) - np.asarray(scene.frame, int))[grey].max() <= 3


@pytest.mark.parametrize("level", [200, 165, 130])
def test_grey_cloth_that_runs_out_of_the_frame_is_refused_and_never_taken_for_a_shadow(level):
    assert whiten(scenes.worn(SIZE, level).frame, shadow="keep") is None


def test_threads_and_the_paper_between_them_survive():
    def draw(canvas, k):
        canvas.rectangle([k * 150, k * 80, k * 450, k * 150], fill=255)
        for i in range(5):
            canvas.line([k * (165 + 65 * i), k * 150, k * (180 + 60 * i), k * 380], fill=255, width=int(k * (1.5 + i)))

    scene = scenes.scene(scenes.shape(draw, SIZE), NAVY)
    result = white(scene)
    assert result[scene.outside].min() >= 250
    threads = (scene.coverage > 0.8) & (np.arange(HEIGHT)[:, None] > 160)
    assert off(result, scene, threads) < 6


def test_paper_that_shows_through_a_ring_becomes_white():
    ring = np.clip(scenes.disc(SIZE, 0.32) - scenes.disc(SIZE, 0.25), 0, 1)
    scene = scenes.scene(ring, (60, 30, 20))
    assert white(scene)[scene.outside].min() == 255


def test_what_lies_within_a_white_product_stays_as_photographed():
    scene = contour(246, 205)
    result = white(scene)
    assert np.array_equal(result[scene.inside], np.asarray(scene.frame)[scene.inside])
    assert result[scene.outside].min() == 255


@pytest.mark.parametrize("level", [252, 238, 225])
def test_a_pale_product_without_a_line_around_it_is_told_by_its_level(level):
    scene = scenes.scene(scenes.disc(SIZE), (level, level, level), falloff=0)
    assert np.array_equal(white(scene)[scene.inside], np.asarray(scene.frame)[scene.inside])


@pytest.mark.parametrize("missing", [0.1, 0.3, 0.7])
def test_an_outline_with_a_gap_is_refused_rather_than_washed_out(missing):
    assert whiten(contour(246, 200, missing=missing).frame, shadow="keep") is None


def test_a_product_of_the_papers_own_colour_is_refused():
    assert whiten(contour(246, 246).frame, shadow="keep") is None


@pytest.mark.parametrize("centre", [(0.5, 0.85), (0.1, 0.5), (0.85, 0.2)])
def test_a_product_cut_by_the_edge_cannot_stand_on_white(centre):
    assert whiten(scenes.scene(scenes.disc(SIZE, centre=centre), NAVY).frame, shadow="keep") is None


def test_a_table_in_a_corner_of_the_frame_is_refused():
    frame = scenes.scene(scenes.disc(SIZE, 0.2), NAVY).frame
    ImageDraw.Draw(frame).polygon([(0, 0), (140, 0), (0, 120)], fill=(110, 70, 40))
    assert whiten(frame, shadow="keep") is None


def test_a_scene_cannot_stand_on_white():
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, (9, 9, 3), dtype=np.uint8))
    assert whiten(noise.resize(SIZE, Image.Resampling.BILINEAR), shadow="keep") is None


@pytest.mark.parametrize("radius", [0.03, 0.47])
def test_tiny_and_huge_products(radius):
    scene = scenes.scene(scenes.disc(SIZE, radius), NAVY)
    result = white(scene)
    assert result[scene.outside].min() == 255
    assert np.array_equal(result[scene.inside], np.asarray(scene.frame)[scene.inside])


def test_a_size_that_the_small_copy_does_not_divide():
    scene = scenes.scene(scenes.disc((1003, 817)), NAVY)
    result = white(scene)
    assert result.shape == (817, 1003, 3)
    assert result[scene.outside].min() == 255


def test_the_same_input_gives_the_same_pixels():
    frame = photos.on_paper(SIZE)
    first, second = whiten(frame, shadow="keep"), whiten(frame, shadow="keep")
    assert first is not None
    assert second is not None
    assert first.tobytes() == second.tobytes()
