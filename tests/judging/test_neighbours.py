"""Does the index find every pair that is near enough, and nothing else?"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from listingkit.judging.copies import turned
from listingkit.judging.neighbours import REACH, near, sketches


def pairs_of(sketch, reach=REACH):
    return [(int(a), int(b)) for some in near(sketch, reach) for a, b in some]


def all_near(sketch, reach):
    apart = np.abs(sketch[:, None] - sketch[None]).max(axis=2)
    return {(int(a), int(b)) for a, b in np.argwhere(apart <= np.float32(reach)) if a < b}


@given(st.integers(0, 60), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.02, 0.05, 0.3]))
def test_no_pair_within_reach_is_lost_none_is_told_twice(count, seed, spread):
    random = np.random.default_rng(seed)
    sketch = (0.5 + spread * random.standard_normal((count, 48))).astype(np.float32)
    found = pairs_of(sketch)
    assert len(found) == len(set(found))
    assert set(found) == all_near(sketch, REACH)


@given(st.integers(0, 2**32 - 1), st.integers(0, 7), st.floats(0, REACH))
def test_sketch_is_no_farther_than_the_picture_turned_any_way(seed, way, noise):
    random = np.random.default_rng(seed)
    picture = random.uniform(0, 255, (1, 24, 24, 3)).astype(np.float32)
    # All channels alike, so that lightness changes by that much and no tint does.
    other = turned(picture + (255 * random.uniform(-noise, noise, (1, 24, 24, 1))).astype(np.float32), way)
    white = np.full((1, 3), 255, np.float32)
    assert np.abs(sketches(picture, white) - sketches(other, white)).max() <= noise + 1e-4
