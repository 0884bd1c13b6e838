from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from listingkit.pixels.patches import grow, large_patches, reached_from_border

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
def test_what_the_border_reaches_is_what_flood_filling_reaches(mask):
    height, width = mask.shape
    edge = [(y, x) for y in range(height) for x in range(width) if y in {0, height - 1} or x in {0, width - 1}]
    expected = np.zeros_like(mask)
    for at in flood(mask, edge, FOUR):
        expected[at] = True
    assert np.array_equal(reached_from_border(mask), expected)


def test_growing_adds_one_pixel_all_round():
    mask = np.zeros((5, 5), bool)
    mask[2, 2] = True
    assert grow(mask).sum() == 9
