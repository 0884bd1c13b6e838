"""What do `plan` and `slates` lay into out/ for the day of the shoot?"""

from __future__ import annotations

import pytest

from tests.builders.shop import SETTINGS, shop


def test_plan_writes_the_page_and_the_workbook(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front"])
    answer = cli("plan", folder, json=True)
    assert answer.json["outputs"] == ["out/shotlist.xlsx", "out/shotlist.html"]
    page = (folder / "out/shotlist.html").read_text("utf-8")
    assert "U1-RED" in page
    first = (folder / "out/shotlist.html").read_bytes()
    cli("plan", folder)
    assert (folder / "out/shotlist.html").read_bytes() == first


@pytest.mark.parametrize(("words", "sheets"), [((), 2), (("--paper", "a6", "--spare", "0"), 4)])
def test_slates_are_counted_by_card_and_sheet(cli, tmp_path, words, sheets):
    folder = shop(tmp_path, photos=[])
    answer = cli("slates", folder, *words, json=True)
    assert answer.code == 0
    assert answer.json["counts"] == {"slates": 4 if words else 8, "sheets": sheets}
    assert (folder / "out/slates.html").is_file()


def test_cards_come_in_the_order_of_the_shoot(cli, tmp_path):
    products = "model,name,colours,patterns\nU9,Umbrella,Navy; Red,Dots; Plaid\n"
    slow = SETTINGS + "\n[light.seconds_per_change]\ncolour = 10\npattern = 40\n"
    folder = shop(tmp_path, products=products, settings=slow, photos=[])
    cli("slates", folder)
    page = (folder / "out/slates.html").read_text("utf-8")
    looks = ["U9-NVY-DOT", "U9-RED-DOT", "U9-RED-PLD", "U9-NVY-PLD"]
    assert sorted(looks, key=page.index) == looks


@pytest.mark.parametrize("words", [("--paper", "letter"), ("--spare", "100"), ("--spare", "x")])
def test_a_wrong_flag_is_a_usage_error(cli, tmp_path, words):
    answer = cli("slates", shop(tmp_path, photos=[]), *words)
    assert answer.code == 2
    assert "Traceback" not in answer.err
