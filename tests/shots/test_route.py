"""Does the set-up change as little as it can, and is every photo still taken once?"""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from listingkit.settings import DEFAULT_SHOTS, ChangeSeconds, ShotTemplate
from listingkit.shots.changes import seconds_of
from listingkit.shots.plan import plan_shots
from listingkit.shots.route import changes_of, route
from tests.builders.shots import catalogue

LOOKS = {"colour": ["Navy", "Red", "Green"], "pattern": ["Dots", "Plaid"]}
FRONT = [ShotTemplate(name="front")]


def routed(products, templates=FRONT, **change):
    shots = list(plan_shots(catalogue(products), templates))
    return shots, list(route(shots, ChangeSeconds(**change)))


def test_an_order_as_quick_as_any_stays():
    shots, order = routed({"U1": LOOKS, "U2": LOOKS}, product=100, colour=40, pattern=10)
    assert order == shots


def test_where_a_pattern_costs_more_its_colours_come_together():
    shots, order = routed({"U1": LOOKS}, colour=10, pattern=40)
    assert changes_of(shots) == {"colour": 2, "pattern": 3}
    assert changes_of(order) == {"colour": 4, "pattern": 1}


def test_a_catalogue_sorted_by_pattern_is_taken_by_colour():
    patterns_first = {"pattern": ["Dots", "Plaid"], "colour": ["Navy", "Red", "Green"]}
    shots, order = routed({"U1": patterns_first}, colour=40, pattern=10)
    assert changes_of(shots)["colour"] == 5
    assert changes_of(order) == {"colour": 2, "pattern": 3}


def test_a_tripod_that_is_slow_to_move_takes_each_angle_of_all_looks():
    shots, order = routed({"U1": LOOKS}, DEFAULT_SHOTS, colour=5, pattern=5, angle=90)
    assert changes_of(shots)["angle"] == 6 * 8 - 1
    assert changes_of(order)["angle"] == 7
    _, quick = routed({"U1": LOOKS}, DEFAULT_SHOTS, colour=600, pattern=600, angle=5)
    assert changes_of(quick)["angle"] == 6 * 8 - 1


SECONDS = st.integers(0, 300)
VALUES = st.lists(st.sampled_from(["Navy", "Red", "Green", "Pink"]), min_size=1, max_size=4, unique=True)
PATTERNS = st.lists(st.sampled_from(["Dots", "Plaid", "Solid"]), min_size=1, max_size=3, unique=True)
PRODUCTS = st.lists(st.tuples(VALUES, PATTERNS, st.booleans()), min_size=1, max_size=4)


@given(PRODUCTS, SECONDS, SECONDS, SECONDS)
def test_never_slower_than_the_catalogue_and_nothing_is_lost(products, colour, pattern, angle):
    named = {
        f"U{number}": {"pattern": patterns, "colour": colours} if turned else {"colour": colours, "pattern": patterns}
        for number, (colours, patterns, turned) in enumerate(products)
    }
    shots, order = routed(named, DEFAULT_SHOTS[:3], product=60, colour=colour, pattern=pattern, angle=angle)
    change = ChangeSeconds(product=60, colour=colour, pattern=pattern, angle=angle)
    assert Counter(shot.key for shot in order) == Counter(shot.key for shot in shots)
    assert seconds_of(changes_of(order), change) <= seconds_of(changes_of(shots), change)
    assert list(dict.fromkeys(shot.subject.spu for shot in order)) == list(named)
