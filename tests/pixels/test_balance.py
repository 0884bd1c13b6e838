"""Does paper land on the target, and does nothing brighter than paper lose its gradation?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from listingkit.pixels.balance import apply_balance, balance_for
from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.pixels.model import Balance

papers = st.tuples(*[st.integers(150, 252)] * 3)
whites = st.integers(200, 254)


def balanced_colour(colour, balance):
    return apply_balance(Image.new("RGB", (1, 1), colour), balance).getpixel((0, 0))


def curves(balance):
    """What becomes of each level: 256 × 3."""
    ramp = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2))
    return np.asarray(apply_balance(ramp, balance))[0].astype(int)


def light_of(paper):
    red, green, blue = (float(LINEAR[level]) for level in paper)
    return red, green, blue


@given(papers, whites)
def test_paper_lands_within_half_a_level_of_the_target(paper, white):
    balance = balance_for(light_of(paper), white)
    exact = levels_of(np.array(light_of(paper)) * [balance.red, balance.green, balance.blue])
    assert np.abs(exact - white).max() <= 0.3
    assert max(abs(level - white) for level in balanced_colour(paper, balance)) <= 1


@given(papers, whites)
def test_curves_rise_and_end_in_white_without_a_flat_top(paper, white):
    table = curves(balance_for(light_of(paper), white))
    assert (np.diff(table, axis=0) >= 0).all()
    assert (table[0] == 0).all()
    for channel, level in zip(table.T, paper, strict=True):
        assert (channel == 255).sum() <= 1 + (255 - level) * max(0.25, 2 / (255 - white))
        # Highlights use the range above the paper, all of it, as evenly as 8 bits allow.
        above = np.unique(channel[level:])
        assert len(above) >= min(255 - level, 255 - white) * 0.6


@pytest.mark.parametrize("paper", [(226, 222, 214), (170, 170, 170), (250, 240, 225), (246, 247, 249)])
def test_what_is_clipped_to_white_in_all_channels_stays_white(paper):
    table = curves(balance_for(light_of(paper), 246))
    assert tuple(table[255]) == (255, 255, 255)


def test_paper_that_is_nearly_white_is_not_torn_apart_above():
    table = curves(balance_for(light_of((253, 253, 253)), 246))
    assert table[254:].max() <= 253
    assert np.diff(table[200:], axis=0).max() <= 4


def test_shadows_and_colours_keep_their_ratios_in_linear_light():
    balance = balance_for(light_of((226, 222, 214)), 246)
    table = curves(balance)
    light = LINEAR[table[[40, 80, 120, 160]]] / LINEAR[[40, 80, 120, 160]][:, None]
    assert light == pytest.approx(np.tile([balance.red, balance.green, balance.blue], (4, 1)), rel=0.02)


def test_white_255_takes_the_paper_to_the_very_end():
    table = curves(balance_for(light_of((230, 230, 230)), 255))
    assert (table[230:] >= 254).all()
    assert (np.diff(table[:230], axis=0) >= 0).all()


def test_a_balance_of_nothing_is_the_very_image_and_has_no_text():
    image = Image.new("RGB", (4, 3), (200, 100, 50))
    same = balance_for(light_of((246, 246, 246)), 246)
    assert apply_balance(image, same) is image
    assert balanced_colour((200, 100, 50), same) == (200, 100, 50)
    assert same.text == ""


def test_the_image_that_went_in_is_not_changed():
    image = Image.new("RGB", (4, 3), (200, 100, 50))
    made = apply_balance(image, balance_for(light_of((226, 222, 214)), 246))
    assert image.getpixel((0, 0)) == (200, 100, 50)
    assert made.getpixel((0, 0)) == balanced_colour((200, 100, 50), balance_for(light_of((226, 222, 214)), 246))


@given(papers, st.floats(-0.1, 0.1))
def test_a_tenth_of_a_level_moves_a_balance_by_a_step_at_most(paper, levels):
    light = light_of(paper)
    moved = tuple(channel * (1 + 0.0092 * levels) for channel in light)
    one, other = balance_for(light, 246), balance_for(moved, 246)
    assert max(abs(np.log2(a / b)) for a, b in zip(_gains(one), _gains(other), strict=True)) < 1.1 / 150


def test_most_changes_of_a_tenth_of_a_level_change_nothing():
    papers = np.random.default_rng(1).uniform(0.4, 0.9, (500, 1)) * np.ones(3)
    same = [balance_for(tuple(p), 246) == balance_for(tuple(p * 1.0009), 246) for p in papers]
    assert np.mean(same) > 0.75


def test_text_tells_gains_and_white_apart():
    texts = {Balance(*gains, white).text for gains in ((1.1, 1.2, 1.3), (1.2, 1.1, 1.3)) for white in (240, 246)}
    assert len(texts) == 4


def _gains(balance):
    return balance.red, balance.green, balance.blue
