"""Does the pace come out of the camera's times as it was made, and is nothing told from too little?"""

import datetime as dt
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.settings import ShotTemplate
from listingkit.shots.match import match
from listingkit.shots.pace import BREAK_SECONDS, learn_pace
from listingkit.shots.plan import plan_shots
from tests.builders.shots import catalogue, files

NAMES = ("front", "side", "top", "handle")
SHOTS = [ShotTemplate(name=name) for name in NAMES]
START = dt.datetime(2026, 5, 11, 8)
UMBRELLAS = catalogue({f"U{n}": {"colour": ["Navy", "Red"], "pattern": ["Dots", "Plaid"]} for n in range(1, 5)})
LOOKS = [look.skc for looks in UMBRELLAS.looks.values() for look in looks]


def shoot(*frames, camera="K24", start=START):
    """`(name, seconds before it)` … → path: camera and time."""
    times = accumulate((seconds for _, seconds in frames), initial=0)
    next(times)
    return {
        f"photos/{name}.jpg": (camera, start + dt.timedelta(seconds=at))
        for (name, _), at in zip(frames, times, strict=True)
    }


def pace_of(*shoots, catalog=UMBRELLAS):
    taken = {path: told for each in shoots for path, told in each.items()}
    names = [path.removeprefix("photos/") for path in taken]
    return learn_pace(match(plan_shots(catalog, SHOTS), files(*names)), taken)


def looks(seconds, changes, names=NAMES):
    """Every shot of every look in order: `seconds` by shot name, `changes` before the first of a look, by kind."""
    before = ""
    for skc in LOOKS:
        for name in names:
            set_up = changes[_kind(before, skc)] if before and name == names[0] else 0
            yield f"{skc}_{name}", seconds[name] + set_up
        before = skc


def _kind(before, after):
    old, new = before.split("-"), after.split("-")
    return next(kind for kind, place in (("product", 0), ("colour", 1), ("pattern", 2)) if old[place] != new[place])


def test_shots_and_changes_are_told_as_they_were():
    seconds = {"front": 60, "side": 60, "top": 60, "handle": 95}
    pace = pace_of(shoot(*looks(seconds, {"product": 180, "colour": 45, "pattern": 20})))
    assert (pace.photo.seconds, pace.photo.gaps) == (60, 48)
    assert {shot: figure.seconds for shot, figure in pace.shots.items()} == {"side": 60, "top": 60, "handle": 95}
    # Three changes of product are too few to tell, and so are four of colour.
    assert {kind: (each.seconds, each.gaps) for kind, each in pace.changes.items()} == {
        "product": (None, 3), "colour": (None, 4), "pattern": (20, 8),
    }  # fmt: skip
    assert pace.breaks == 0
    assert [name for name in NAMES if pace.clearly_differs(name, 60)] == ["handle"]


@given(
    seconds=st.fixed_dictionaries({name: st.integers(20, 240) for name in NAMES[1:]}),
    pattern=st.integers(0, 120),
    noise=st.lists(st.floats(-0.1, 0.1), min_size=64, max_size=64),
    breaks=st.sets(st.integers(1, 63), max_size=6),
    pause=st.integers(2 * BREAK_SECONDS, 90_000),
)
def test_noise_and_breaks_leave_the_pace_as_it_was_made(seconds, pattern, noise, breaks, pause):
    usual = sorted(seconds.values())[1]
    frames = looks({**seconds, "front": usual}, dict.fromkeys(("product", "colour", "pattern"), pattern))
    noisy = [
        (name, each * (1 + off) + (pause if number in breaks else 0))
        for number, ((name, each), off) in enumerate(zip(frames, noise, strict=True))
    ]
    pace = pace_of(shoot(*noisy))
    for name, made in seconds.items():
        assert pace.shots[name].seconds == pytest.approx(made, rel=0.1)
    assert pace.breaks >= len(breaks)
    # The shot that begins each look never follows another of its subject, so it counts as any other.
    assert "front" not in pace.shots
    if pace.changes["pattern"].seconds is not None:
        off = 0.1 * (usual + pattern) + abs(pace.photo.seconds - usual)
        assert pace.changes["pattern"].seconds == pytest.approx(pattern, abs=off + 1e-6)


def test_time_of_further_takes_is_shared_among_the_photos_of_the_shot():
    frames = [("U1-NAV-DOT_front", 0)]
    for skc in LOOKS[:6]:
        frames += [(f"{skc}_side", 60), (f"{skc}_top", 60)]
    once = pace_of(shoot(*frames))
    spot = frames.index((f"{LOOKS[2]}_top", 60)) + 1
    again = [*frames[:spot], (f"{LOOKS[2]}_top_2", 12), (f"{LOOKS[2]}_top_3", 18), *frames[spot:]]
    twice = pace_of(shoot(*again))
    assert once.shots["top"].seconds == 60
    assert twice.shots["top"].seconds == 60 + 30 / 6
    assert twice.shots["top"].gaps == once.shots["top"].gaps


def test_fewer_than_five_gaps_tell_nothing():
    four = shoot(("U1-NAV-DOT_front", 0), *((f"U1-NAV-DOT_{name}", 50) for name in NAMES[1:]))
    pace = pace_of(four)
    assert (pace.photo.seconds, pace.photo.gaps, pace.changes) == (None, 3, {})
    assert not pace.clearly_differs("side", 600)


def test_cameras_do_not_mix():
    seconds, changes = dict.fromkeys(NAMES, 60), dict.fromkeys(("product", "colour", "pattern"), 0)
    whole = list(looks(seconds, changes))
    half = len(whole) // 2
    late = START + dt.timedelta(seconds=7)
    pace = pace_of(shoot(*whole[:half]), shoot(*whole[half:], camera="other", start=late))
    assert (pace.photo.seconds, pace.breaks) == (60, 0)


def test_frames_that_fill_no_shot_hide_whose_time_it_was():
    strays = [("U1-NAV-DOT_front", 0)]
    for number, skc in enumerate(LOOKS[:7]):
        strays += [(f"{skc}_side", 60), (f"IMG_{number}", 5), (f"{skc}_top", 30)]
    pace = pace_of(shoot(*strays))
    assert pace.photo == pace_of(shoot(*strays[:2])).photo
    assert pace.breaks == 0


def test_two_files_of_one_moment_are_one_frame():
    frames = shoot(("U1-NAV-DOT_front", 0), ("U1-NAV-DOT_side", 0))
    assert pace_of(frames).photo.gaps == 0


def test_photos_without_a_time_are_counted():
    frames = {**shoot(("U1-NAV-DOT_front", 0)), "photos/U1-NAV-DOT_side.jpg": ("K24", None)}
    pace = pace_of(frames)
    assert (pace.photos, pace.timed) == (2, 1)
