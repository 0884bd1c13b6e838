"""Does the page show what became of the light of every session, and stay one offline page?"""

from __future__ import annotations

import re

import pytest

from listingkit.photos.light import session_lights
from listingkit.report.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, charts
from listingkit.report.light import LightPair, heading, light_sessions, told_of
from listingkit.settings_pictures import ColourTable
from tests.builders.light import lit, session, shot
from tests.builders.shots import catalogue
from tests.report.test_page import page_of, text_of

STEADY = [lit(1 + 0.004 * (n % 3)) for n in range(12)]
BEIGE = lit(0.8, (1.1, 1.0, 0.7))


def sessions_of(photos, pairs=(), **table):
    return light_sessions(photos, session_lights(photos, ColourTable(**table)), pairs)


def test_page_without_light_has_no_section():
    assert "Light" not in page_of(catalogue({"U1": {}})).words


def test_page_tells_each_session_with_its_odd_and_dark_photos():
    readings = [*STEADY[:5], BEIGE, *STEADY[5:], None]
    photos = session(readings) | session([lit(0.1)] * 3, start=600, name="dark")
    page = page_of(catalogue({"U1": {}}), light=sessions_of(photos))
    assert "Session 1" in page.words
    assert "Session 2" in page.words
    assert "2026-05-11, 08:00 to 08:13" in page.words
    assert "12 with paper at the edge, 1 whose paper contradicts its neighbours, 1 without paper" in page.words
    assert "photos/f005.jpg" in page.words
    assert "photos/dark000.jpg, photos/dark001.jpg, photos/dark002.jpg" in page.words
    assert page.open == []


def test_pictures_are_part_of_the_page():
    photos = session(STEADY)
    pair = LightPair("photos/f003.jpg", b"before", b"after")
    page = page_of(catalogue({"U1": {}}), light=sessions_of(photos, [pair]))
    pictures = [link for link in page.links if link.startswith("data:")]
    assert pictures == ["data:image/jpeg;base64,YmVmb3Jl", "data:image/jpeg;base64,YWZ0ZXI="]


def test_pairs_stand_with_their_own_session():
    photos = session(STEADY) | session(STEADY, start=600, name="g")
    pairs = [LightPair(path, b"", b"") for path in ("photos/g001.jpg", "photos/f001.jpg", "photos/gone.jpg")]
    first, second = sessions_of(photos, pairs)
    assert [pair.path for pair in first.pairs] == ["photos/f001.jpg"]
    assert [pair.path for pair in second.pairs] == ["photos/g001.jpg"]


def test_names_and_cameras_never_become_markup():
    photos = {path: shot(path, n, lit(0.1), camera="<b>X") for n, path in enumerate(["a/<i>.jpg", "a/&.jpg"])}
    text = text_of(catalogue({"U1": {}}), light=sessions_of(photos, [LightPair("a/<i>.jpg", b"", b"")]))
    assert "<i>" not in text
    assert "<b>X" not in text


def test_charts_show_the_paper_as_shot_and_corrected_within_their_frame():
    before, after = charts(sessions_of(session(STEADY))[0])
    assert (before.title, after.title) == ("as shot", "corrected")
    for chart in (before, after):
        assert {line.letter for line in chart.lines} == set("RGB")
        for line in chart.lines:
            for x, y in (map(float, pair.split(",")) for pair in line.points.split()):
                assert LEFT <= x <= WIDTH - RIGHT
                assert TOP <= y <= HEIGHT - BOTTOM
        assert 2 <= len(chart.grid) <= 7
    spread = [max(line.y for line in chart.lines) - min(line.y for line in chart.lines) for chart in (before, after)]
    assert spread[0] > 2 * spread[1]


def test_letters_of_lines_that_end_together_do_not_cover_each_other():
    _, after = charts(sessions_of(session(STEADY))[0])
    heights = sorted(line.y for line in after.lines)
    assert heights[1] - heights[0] >= 9
    assert heights[2] - heights[1] >= 9


def test_odd_photos_are_crosses_and_not_in_the_line():
    before, after = charts(sessions_of(session([*STEADY[:5], BEIGE, *STEADY[5:]]))[0])
    for chart in (before, after):
        assert len(chart.odd) == 1
        assert all(len(line.points.split()) == 12 for line in chart.lines)


def test_long_sessions_are_thinned_out():
    before, _ = charts(sessions_of(session([lit()] * 1000), pause_minutes=5)[0])
    assert all(100 <= len(line.points.split()) <= 180 for line in before.lines)


@pytest.mark.parametrize("lights", [[], [None, None], [lit()], [(0, 0, 0), (0, 0, 0)], [(1, 1, 1), (1, 1, 1)]], ids=str)
def test_sessions_with_little_to_draw_do_not_fail(lights):
    for each in sessions_of(session(lights)):
        assert len(charts(each)) == (len(each.points) > 1) * (1 + (each.uncorrected == 0))


def test_photos_without_a_time_are_drawn_in_their_order():
    photos = {f"photos/{n}.jpg": shot(f"photos/{n}.jpg", None, light) for n, light in enumerate(STEADY)}
    (each,) = sessions_of(photos)
    assert heading(each) == "without a time"
    before, _ = charts(each)
    places = [float(pair.partition(",")[0]) for pair in before.lines[0].points.split()]
    assert places == sorted(set(places))


def test_photos_left_as_shot_are_counted():
    (each,) = sessions_of(session([lit(), lit()]), correct="off")
    assert told_of(each) == "2 with paper at the edge, 2 left as shot"
    assert [chart.title for chart in charts(each)] == ["as shot"]


def test_a_session_over_midnight_has_both_dates():
    (each,) = sessions_of(session(STEADY, start=955))
    assert re.fullmatch(r"2026-05-11, 23:55 to 2026-05-12, 00:06", heading(each))
