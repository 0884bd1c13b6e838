from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from listingkit.pixels.patches import (
    grow,
    large_patches,
    largest_near,
    mean_near,
    numbered_patches,
    reached,
    smallest_near,
)

masks = st.integers(0, 2**63).flatmap(
    lambda seed: st.tuples(st.integers(1, 14), st.integers(1, 14), st.floats(0.1, 0.9)).map(
        lambda shape: np.random.default_rng(seed).random(shape[:2]) < shape[2]
    )
)


def flood(mask, seeds, steps):
    """The slow and obvious way."""
    seen, pending = set(), [seed for seed in seeds if mask[seed]]
    while pending:
        y, x = pending.pop()
        if (y, x) in seen:
            continue
        seen.add((y, x))
        for dy, dx in steps:
            at = y + dy, x + dx
            if 0 <= at[0] < mask.shape[0] and 0 <= at[1] < mask.shape[1] and mask[at]:
                pending.append(at)
    return seen


EIGHT = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]
FOUR = [(-1, 0), (1, 0), (0, -1), (0, 1)]


@given(masks, st.integers(1, 12))
def test_large_patches_are_those_that_flood_filling_finds(mask, least):
    expected = np.zeros_like(mask)
    for seed in zip(*np.nonzero(mask), strict=True):
        patch = flood(mask, [tuple(map(int, seed))], EIGHT)
        if len(patch) >= least:
            expected[tuple(np.array(sorted(patch)).T)] = True
    assert np.array_equal(large_patches(mask, least), expected)


@given(masks)
def test_every_patch_has_a_number_of_its_own(mask):
    number = numbered_patches(mask, 1)
    assert np.array_equal(number > 0, mask)
    for each in range(1, int(number.max()) + 1):
        patch = flood(mask, [tuple(map(int, np.argwhere(number == each)[0]))], EIGHT)
        assert patch == {tuple(map(int, at)) for at in np.argwhere(number == each)}


@given(masks, st.integers(0, 99))
def test_what_is_reached_is_what_flood_filling_reaches(mask, start):
    seed = np.zeros_like(mask)
    seed.ravel()[start % mask.size] = True
    seed[0] = True
    expected = np.zeros_like(mask)
    for at in flood(mask, [tuple(map(int, at)) for at in np.argwhere(seed)], FOUR):
        expected[at] = True
    assert np.array_equal(reached(mask, seed), expected)


@given(masks, st.integers(0, 4))
def test_the_largest_and_smallest_near_are_those_of_the_square_around(mask, radius):
    values = np.random.default_rng(mask.size).integers(0, 256, mask.shape, dtype=np.uint8)
    largest, smallest = largest_near(values, radius), smallest_near(values, radius)
    for y, x in np.ndindex(values.shape):
        around = values[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
        assert largest[y, x] == around.max()
        assert smallest[y, x] == around.min()


def test_a_mean_counts_what_lies_beyond_the_edge_as_nothing():
    mean = mean_near(np.ones((5, 7), np.float32), 1)
    assert mean[2, 3] == 1
    assert mean[0, 3] == np.float32(6 / 9)


def test_growing_adds_one_pixel_all_round():
    mask = np.zeros((5, 5), bool)
    mask[2, 2] = True
    assert grow(mask).sum() == 9
