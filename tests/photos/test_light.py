"""Does every photo get the light that it was taken in, whatever a single paper says?"""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listingkit.photos.light import MOST_GAIN, session_lights, unused_patterns
from listingkit.photos.model import PaperTold
from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.settings_pictures import ColourTable, SessionTable
from tests.builders.light import MORNING, lit, session, shot

PLAIN = ColourTable()
WHITE = float(LINEAR[246])


def seen(light, balance):
    """Levels of sRGB that paper in this light gets."""
    gains = np.array([balance.red, balance.green, balance.blue])
    return levels_of(np.array(light) * gains)


def wobbly(count, *, tint=0.002, brightness=0.004, light=MORNING, seed=1):
    """A steady session: readings differ by noise alone."""
    noise = np.random.default_rng(seed)
    return [
        lit(1 + brightness * noise.standard_normal(), tuple(1 + tint * noise.standard_normal(3)), light)
        for _ in range(count)
    ]


def steps_apart(one, other):
    """Number of half levels between two balances, in the worst channel."""
    pairs = zip((one.red, one.green, one.blue), (other.red, other.green, other.blue), strict=True)
    return max(abs(round(np.log2(a / b) * 150)) for a, b in pairs)


def test_paper_becomes_neutral_at_the_target():
    for white in (246, 230, 255):
        lights = session_lights(session(wobbly(12)), ColourTable(white=white))
        for each in lights.values():
            assert each.told is PaperTold.SOUND
            assert seen(each.own, each.balance) == pytest.approx([white] * 3, abs=2)


def test_umbrella_of_the_morning_looks_like_that_of_the_evening():
    evening = (0.55, 0.44, 0.29)
    photos = session(wobbly(8)) | session(wobbly(8, light=evening, seed=2), start=580, name="late")
    lights = session_lights(photos, PLAIN)
    early, late = lights["photos/f003.jpg"], lights["photos/late003.jpg"]
    assert (early.session, late.session) == (1, 2)
    cloth = np.array([0.2, 0.05, 0.3])
    shown = [seen(cloth * light, each.balance) for light, each in ((MORNING, early), (evening, late))]
    assert shown[0] == pytest.approx(shown[1], abs=1.5)


@pytest.mark.parametrize(
    "odd",
    [lit(0.9, (1.0, 0.9, 0.7)), lit(0.5), lit(1, (0.9, 0.95, 1.2)), (0.2, 0.3, 0.1), (0.9, 0.8, 0.2)],
    ids=["beige cloth", "grey table", "blue table", "grass", "yellow canopy"],
)
@pytest.mark.parametrize("place", [0, 1, 9, 19])
def test_one_odd_frame_changes_nothing(odd, place):
    steady = wobbly(20)
    plain = session_lights(session(steady), PLAIN)
    lights = session_lights(session([*steady[:place], odd, *steady[place + 1 :]]), PLAIN)
    path = f"photos/f{place:03}.jpg"
    assert lights[path].told is PaperTold.ODD
    for each in plain:
        assert steps_apart(lights[each].balance, plain[each].balance) <= 2
    assert sum(each.told is PaperTold.ODD for each in lights.values()) == 1


def test_three_odd_frames_in_a_row_are_still_odd():
    steady = wobbly(20)
    for place in (8, 9, 10):
        steady[place] = lit(0.8, (1.1, 1.0, 0.8))
    lights = session_lights(session(steady), PLAIN)
    assert [path for path, each in lights.items() if each.told is PaperTold.ODD] == [
        f"photos/f{place:03}.jpg" for place in (8, 9, 10)
    ]


def test_light_on_paper_from_cloth_beside_it_is_smoothed_away():
    readings = wobbly(20, tint=0.001)
    readings[7] = lit(1, (1.02, 0.99, 1.0))
    lights = session_lights(session(readings), PLAIN)
    assert lights["photos/f007.jpg"].told is PaperTold.SOUND
    assert seen(MORNING, lights["photos/f007.jpg"].balance) == pytest.approx([246] * 3, abs=1)


@pytest.mark.parametrize("place", [0, 6, 11])
def test_close_up_without_paper_takes_its_neighbours_light(place):
    readings = wobbly(12)
    readings[place] = None
    each = session_lights(session(readings), PLAIN)[f"photos/f{place:03}.jpg"]
    assert (each.told, each.own) == (PaperTold.NOTHING, None)
    assert seen(MORNING, each.balance) == pytest.approx([246] * 3, abs=1)


def test_automatic_exposure_is_followed_while_the_tint_is_smoothed():
    noise = np.random.default_rng(3)
    exposures = np.exp(noise.normal(0, 0.15, 40))
    readings = [lit(float(e), tuple(1 + 0.008 * noise.standard_normal(3))) for e in exposures]
    lights = session_lights(session(readings), PLAIN)
    off = [abs(seen(each.own, each.balance).mean() - 246) for each in lights.values()]
    assert np.median(off) < 0.5
    assert max(off) < 8  # and the exposures differ by some forty levels
    for each, exposure in zip(lights.values(), exposures, strict=True):
        # Another paper under the same light, untouched by what tinted this one's reading.
        shown = seen(np.array(lit(float(exposure))), each.balance)
        assert np.ptp(shown) < 1.6


def test_automatic_white_balance_is_followed_photo_by_photo():
    noise = np.random.default_rng(4)
    readings = [lit(1, (float(np.exp(a)), 1, float(np.exp(-a)))) for a in noise.normal(0, 0.08, 40)]
    lights = session_lights(session(readings), PLAIN)
    off = [np.ptp(seen(each.own, each.balance)) for each in lights.values()]
    assert np.median(off) < 0.8
    assert max(off) < 2


@pytest.mark.parametrize("at", [5, 12, 20])
def test_a_step_of_the_light_is_not_smeared(at):
    shade = lit(0.6, (0.9, 1.0, 1.15))
    readings = [*wobbly(at), *wobbly(25 - at, light=shade, seed=5)]
    readings[at + 1] = None
    lights = session_lights(session(readings), PLAIN)
    for number, each in enumerate(lights.values()):
        truth = MORNING if number < at else shade
        assert each.told is not PaperTold.ODD
        assert seen(truth, each.balance) == pytest.approx([246] * 3, abs=1.5), number


def test_slow_change_is_followed():
    readings = [lit(1 - 0.006 * n, (1 + 0.002 * n, 1, 1 - 0.004 * n)) for n in range(60)]
    lights = session_lights(session(readings), PLAIN)
    for each in lights.values():
        assert each.told is PaperTold.SOUND
        assert seen(each.own, each.balance) == pytest.approx([246] * 3, abs=2)


def test_overexposed_paper_tells_no_colour_and_never_darkens():
    readings = wobbly(12, light=(0.9, 0.86, 0.8))
    readings[4] = (1.0, 1.0, 0.98)
    each = session_lights(session(readings), PLAIN)["photos/f004.jpg"]
    gains = np.array([each.balance.red, each.balance.green, each.balance.blue])
    assert each.told is PaperTold.CLIPPED
    assert np.exp(np.log(gains).mean()) == pytest.approx(1, abs=0.005)
    assert gains[0] / gains[2] == pytest.approx(0.8 / 0.9, abs=0.01)


def test_photos_that_are_all_overexposed_are_left_alone():
    for each in session_lights(session([(1.0, 1.0, 0.99)] * 5), PLAIN).values():
        assert (each.told, each.balance) == (PaperTold.CLIPPED, None)


def test_neighbours_are_of_the_same_camera():
    phone = lit(1, (0.85, 1, 1.2))
    photos = session(wobbly(12))
    photos |= {f"photos/p{n}.jpg": shot(f"photos/p{n}.jpg", n, phone, camera="Phone") for n in range(12)}
    photos["photos/close.jpg"] = shot("photos/close.jpg", 6.5, None, camera="Phone")
    lights = session_lights(photos, PLAIN)
    assert seen(phone, lights["photos/close.jpg"].balance) == pytest.approx([246] * 3, abs=0.5)
    assert {each.session for each in lights.values()} == {1, 2}


def test_a_photo_far_away_in_time_changes_nothing():
    photos = session(wobbly(10))
    before = session_lights(photos, PLAIN)
    for minute in (80, 2000):
        photos["photos/z.jpg"] = shot("photos/z.jpg", minute, lit(0.7, (1.1, 1, 0.9)))
        after = session_lights(photos, PLAIN)
        assert {path: after[path] for path in before} == before


def test_photos_without_a_time_go_by_their_own_paper_or_their_folder():
    blue = lit(1, (0.8, 1, 1.3))
    photos = {
        path: shot(path, None, light)
        for path, light in (
            ("photos/a/1.jpg", MORNING),
            ("photos/a/2.jpg", None),
            ("photos/a/3.jpg", blue),
            ("photos/a/4.jpg", blue),
            ("photos/b/1.jpg", None),
        )
    }
    lights = session_lights(photos, PLAIN)
    assert seen(MORNING, lights["photos/a/1.jpg"].balance) == pytest.approx([246] * 3, abs=0.5)
    assert seen(blue, lights["photos/a/2.jpg"].balance) == pytest.approx([246] * 3, abs=0.5)
    assert lights["photos/b/1.jpg"].balance is None


def test_two_photos_that_differ_go_each_by_its_own():
    lights = session_lights(session([MORNING, lit(0.7)]), PLAIN)
    for each in lights.values():
        assert each.told is PaperTold.SOUND
        assert seen(each.own, each.balance) == pytest.approx([246] * 3, abs=0.5)


def test_mode_photo_asks_nobody_else():
    readings = wobbly(10)
    readings[3], readings[5] = lit(1, (0.8, 1, 1.2)), None
    lights = session_lights(session(readings), ColourTable(correct="photo"))
    assert seen(readings[3], lights["photos/f003.jpg"].balance) == pytest.approx([246] * 3, abs=0.5)
    assert lights["photos/f005.jpg"].balance is None


def test_mode_fixed_takes_the_colour_of_the_settings_for_all():
    table = ColourTable(correct="fixed", paper="#F4EFE6")
    lights = session_lights(session([MORNING, None, (0.2, 0.5, 0.1)]), table)
    for each in lights.values():
        assert seen(LINEAR[[0xF4, 0xEF, 0xE6]], each.balance) == pytest.approx([246] * 3, abs=0.5)


def test_mode_off_corrects_nothing():
    lights = session_lights(session(wobbly(4)), ColourTable(correct="off"))
    assert {each.balance for each in lights.values()} == {None}


def test_the_first_session_table_that_fits_counts_and_stands_apart():
    photos = session(wobbly(6)) | session([lit(0.6)] * 6, start=0.5, name="Grey")
    rules = (
        SessionTable(photos="photos/grey00[0-2]*", correct="off"),
        SessionTable(photos="PHOTOS/GREY*", correct="session"),
    )
    lights = session_lights(photos, ColourTable(sessions=rules))
    assert lights["photos/Grey001.jpg"].balance is None
    assert seen(lit(0.6), lights["photos/Grey004.jpg"].balance) == pytest.approx([246] * 3, abs=0.5)
    assert seen(MORNING, lights["photos/f003.jpg"].balance) == pytest.approx([246] * 3, abs=1)
    assert len({lights[f"photos/{name}.jpg"].session for name in ("Grey001", "Grey004", "f003")}) == 3


def test_a_photo_that_is_far_too_dark_keeps_some_darkness_but_not_the_tint():
    dark = lit(0.2)
    (each,) = session_lights(session([dark]), PLAIN).values()
    assert each.limited
    assert max(each.balance.red, each.balance.green, each.balance.blue) == pytest.approx(MOST_GAIN, rel=0.003)
    shown = seen(dark, each.balance)
    assert np.ptp(shown) < 1
    assert shown.max() < 200


def test_pictures_of_nothing_but_black_do_not_fail():
    (each,) = session_lights(session([(0.0, 0.0, 0.0)]), PLAIN).values()
    assert each.limited


def test_a_pause_longer_than_allowed_begins_a_new_session():
    photos = session(wobbly(3)) | session(wobbly(3), start=92.5, name="g")
    assert [each.session for each in session_lights(photos, PLAIN).values()] == [1, 1, 1, 2, 2, 2]
    longer = ColourTable(pause_minutes=100)
    assert {each.session for each in session_lights(photos, longer).values()} == {1}


readings = st.one_of(
    st.none(),
    st.tuples(*[st.floats(0, 1)] * 3),
    st.floats(0.5, 1).map(lit),
    st.just((1.0, 1.0, 1.0)),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 300)), readings), max_size=30), st.randoms())
def test_order_of_the_photos_makes_no_difference(photos, order: random.Random):
    made = {f"photos/{n}.jpg": shot(f"photos/{n}.jpg", minute, light) for n, (minute, light) in enumerate(photos)}
    mixed = list(made.items())
    order.shuffle(mixed)
    lights = session_lights(made, PLAIN)
    assert session_lights(dict(mixed), PLAIN) == lights
    assert lights.keys() == made.keys()
    for each in lights.values():
        if each.balance is not None:
            assert min(each.balance.red, each.balance.green, each.balance.blue) * MOST_GAIN > 0.8
            assert max(each.balance.red, each.balance.green, each.balance.blue) <= MOST_GAIN * 1.003


GREEN_CLOTH = (0.60, 0.80, 0.43)


@pytest.mark.parametrize("correct", ["session", "photo"])
@pytest.mark.parametrize("cloth", [GREEN_CLOTH, (0.87, 0.83, 0.40), (0.83, 0.50, 0.577)])
def test_a_close_up_of_pale_cloth_is_no_grey_card(cloth, correct):
    photos = session([(1.0, 1.0, 1.0), cloth, (1.0, 1.0, 1.0)])
    lights = session_lights(photos, ColourTable(correct=correct))
    assert [each.told for each in lights.values()] == [PaperTold.CLIPPED, PaperTold.ODD, PaperTold.CLIPPED]
    assert {each.balance for each in lights.values()} == {None}


def test_a_light_that_is_green_all_the_same_is_believed_when_photos_agree():
    greenish = (0.5, 0.72, 0.45)
    lights = session_lights(session([greenish] * 6), ColourTable())
    assert {each.told for each in lights.values()} == {PaperTold.SOUND}
    assert all(each.balance for each in lights.values())
    apart = session_lights(session([greenish, GREEN_CLOTH, (0.83, 0.50, 0.577)] * 2), ColourTable())
    assert {each.told for each in apart.values()} == {PaperTold.ODD}


def test_grey_close_ups_among_cut_out_pictures_do_not_light_them_up():
    photos = session([(1.0, 1.0, 1.0)] * 9 + [(0.3, 0.3, 0.31), None])
    assert {each.balance for each in session_lights(photos, ColourTable()).values()} == {None}


@pytest.mark.parametrize("light", [(0.73, 0.504, 0.27), (0.956, 0.679, 0.402), (0.445, 0.508, 0.623), (0.9, 1.0, 0.8)])
def test_lamps_sunset_and_shade_are_usual_lights(light):
    (found,) = session_lights(session([tuple(0.9 * each for each in light)]), ColourTable()).values()
    assert found.told is PaperTold.SOUND
    assert found.balance is not None


def test_a_session_table_that_fits_no_photo_is_told():
    table = ColourTable(sessions=[{"photos": "Photos/F00?.jpg"}, {"photos": "photos/day-2/*", "correct": "off"}])
    assert unused_patterns(session([MORNING]), table) == ["photos/day-2/*"]
    assert unused_patterns([], table) == []
