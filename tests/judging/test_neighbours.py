"""Does the index find every pair that is near enough, and nothing else?"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from listingkit.judging.copies import turned
from listingkit.judging.neighbours import REACH, near, sketches


def all_near(sketch, open_, reach):
    apart = np.sqrt(((sketch[:, None] - sketch[None]).astype(np.float64) ** 2).mean(axis=2))
    return {(int(a), int(b)) for a, b in np.argwhere(apart <= reach) if a < b and (open_[a] or open_[b])}


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.004, 0.008, 0.1]), st.floats(0, 1))
def test_no_pair_within_reach_is_lost_none_is_told_twice(count, seed, spread, share):
    random = np.random.default_rng(seed)
    sketch = (0.5 + spread * random.standard_normal((count, 192))).astype(np.float32)
    open_ = random.random(count) < share
    found = [(int(a), int(b)) for some in near(sketch, open_) for a, b in some]
    assert len(found) == len(set(found))
    # Rounding may decide about a pair at the very limit.
    assert all_near(sketch, open_, REACH * 0.9999) <= set(found) <= all_near(sketch, open_, REACH * 1.0001)


@given(st.integers(0, 2**32 - 1), st.integers(0, 7), st.floats(0, REACH))
def test_sketch_is_no_farther_than_the_picture_turned_any_way(seed, way, noise):
    random = np.random.default_rng(seed)
    picture = random.uniform(0, 255, (1, 24, 24, 3)).astype(np.float32)
    # All channels alike, so that lightness changes by that much and no tint does.
    other = turned(picture + (255 * random.uniform(-noise, noise, (1, 24, 24, 1))).astype(np.float32), way)
    white = np.full((1, 3), 255, np.float32)
    assert np.sqrt(((sketches(picture, white) - sketches(other, white)) ** 2).mean()) <= noise + 1e-4
