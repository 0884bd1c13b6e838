"""Does `plan` put what is missing into the light that is left, and say so?"""

from __future__ import annotations

import pytest

from tests.builders.shop import SETTINGS, shop

LIGHT = '\n[light]\nstart = 2026-12-01\nwindows = ["08:00-08:02", "16:00-16:02"]\n'


def planned(cli, folder, *words):
    answer = cli("plan", folder, *words, json=True)
    assert answer.code == 0, answer.err
    return answer.json


def windows(report):
    return [(row["day"], row["window"], row["photos"]) for row in report["calendar"]]


def test_windows_are_filled_in_turn(cli, tmp_path):
    report = planned(cli, shop(tmp_path, photos=[], settings=SETTINGS + LIGHT))
    assert windows(report) == [
        ("2026-12-01", "08:00-08:02", "2"),
        ("2026-12-01", "16:00-16:02", "2"),
        ("2026-12-02", "08:00-08:02", "2"),
    ]
    assert report["counts"]["days"] == 2
    assert (report["calendar"][0]["from"], report["calendar"][-1]["to"]) == ("U1-NVY", "U2-GRN")


def test_what_is_there_stays_done_and_rain_moves_the_rest(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "U1-NVY_top"], settings=SETTINGS + LIGHT)
    report = planned(cli, folder, "--rained-off", "2026-12-01 08:00")
    assert windows(report) == [("2026-12-01", "16:00-16:02", "2"), ("2026-12-02", "08:00-08:02", "2")]
    assert windows(planned(cli, folder, "--rained-off", "2026-12-01"))[0][0] == "2026-12-02"


def test_lost_light_of_shop_toml_is_kept(cli, tmp_path):
    lost = LIGHT + 'skip = [2026-12-02, "2026-12-01 16:00"]\n'
    report = planned(cli, shop(tmp_path, photos=[], settings=SETTINGS + lost))
    assert [day for day, *_ in windows(report)] == ["2026-12-01", "2026-12-03", "2026-12-03"]


def test_what_to_keep_of_a_rainy_day_holds_what_was_lost_before(cli, tmp_path):
    folder = shop(tmp_path, photos=[], settings=SETTINGS + LIGHT + "skip = [2026-12-02]\n")
    told = cli("plan", folder, "--rained-off", "2026-12-01 08:00").out
    assert 'skip = ["2026-12-02", "2026-12-01 08:00"]' in " ".join(told.split())


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "2026-12-01 25:00"])
def test_a_day_that_is_none_is_a_usage_error(cli, tmp_path, day):
    answer = cli("plan", shop(tmp_path, photos=[]), "--rained-off", day)
    assert answer.code == 2
    assert "is no day such as" in answer.err


@pytest.mark.parametrize(
    ("sun", "said"),
    [
        ('latitude = 129\nlongitude = 0\ntimezone = "UTC"', "latitude"),
        ('latitude = 29\nlongitude = 0\ntimezone = "Asia/Yiwu"', "no time zone is called"),
        ('latitude = 29\nlongitude = 0\ntimezone = "UTC"\nlowest = 40', "`lowest` must be below"),
        ("latitude = 29", "longitude"),
    ],
)
def test_a_place_that_is_none_is_bad_input(cli, tmp_path, sun, said):
    answer = cli("plan", shop(tmp_path, photos=[], settings=f"{SETTINGS}\n[light.sun]\n{sun}\n"))
    assert answer.code == 3
    assert said in answer.err
