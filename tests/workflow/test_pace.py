"""Does a shop learn its pace from its own photos, and plan with it only where it is told to?"""

from __future__ import annotations

import csv
import datetime as dt
import json

import pytest

from listingkit import workflow
from listingkit.shop import open_shop
from tests.builders.shop import COLOURS, photo, shop

TODAY = dt.date(2026, 5, 11)
PRODUCTS = "model,name,colours,cost\n" + "".join(f"U{n},Umbrella,Navy; Red; Green,20\n" for n in range(1, 5))
SETTINGS = (
    '[shop]\nname = "x"\n[light]\nwindows = "08:00-08:10"\nseconds_per_change = { product = 10, pattern = 7 }\n'
    + "".join(
        f'[[shots]]\nname = "{name}"\nrole = "{role}"\n'
        for name, role in (("front", "main"), ("side", "gallery"), ("top", "gallery"), ("box", "packaging"))
    )
)
LOOKS = [f"U{n}-{code}" for n in (1, 2, 3) for code in ("NVY", "RED", "GRN")]


def shot_shop(tmp_path, *, timed=True, looks=LOOKS):
    """Nine of twelve looks, 40 s a photo, 80 s a box, 25 s more for another colour; a long pause between products."""
    folder = shop(tmp_path, products=PRODUCTS, settings=SETTINGS, photos=[])
    at, seed = dt.datetime(2026, 5, 10, 8), 0
    for look in looks:
        at += dt.timedelta(seconds=25) if not look.endswith("NVY") else dt.timedelta(hours=1)
        for name in ("front", "side", "top", "box"):
            at, seed = at + dt.timedelta(seconds=80 if name == "box" else 40), seed + 1
            taken = f"{at:%Y:%m:%d %H:%M:%S}" if timed else ""
            photo(folder / f"photos/{look}_{name}.jpg", COLOURS[look[-3:]], seed=seed, size=320, taken=taken)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = shot_shop(tmp_path_factory.mktemp("pace"))
    workflow.check(folder, workflow.Run(TODAY))
    return folder


def test_plan_shows_what_was_learned_beside_shop_toml(cli, made):
    answer = cli("plan", made, json=True).json
    pace = {(row["what"], row["name"]): (row["seconds"], row["shop_toml"], row["gaps"]) for row in answer["pace"]}
    assert pace == {
        ("photo", "every"): ("40", "60", "27"),
        ("photo", "front"): ("", "60", "0"),
        ("photo", "side"): ("40", "60", "9"),
        ("photo", "top"): ("40", "60", "9"),
        ("photo", "box"): ("80", "60", "9"),
        ("change", "product"): ("", "10", "0"),
        ("change", "colour"): ("25", "0", "6"),
        ("change", "pattern"): ("", "7", "0"),
    }
    said = cli("plan", made).out
    assert "Pace: 40 s a photo, from 27 gaps between photos, 2 breaks left out." in said
    advice = ["[light]", "seconds_per_shot = 40", "seconds_per_change = { product = 10, colour = 25, pattern = 7 }"]
    assert "\n".join(f"  {line}" for line in [*advice, "[[shots]] box: seconds = 80"]) in said


def test_learned_plans_with_it_and_says_what_it_would_be_without(cli, made):
    before = (made / "shop.toml").read_bytes()
    usual, learned = (cli("plan", made, *flags, json=True).json["counts"] for flags in ([], ["--learned"]))
    # Three looks of four photos, in windows of ten minutes that begin without a set-up.
    assert usual["minutes"] == 12
    assert learned["minutes"] == -(-(3 * 200 + 25 * 1) // 60)
    said = cli("plan", made, "--learned").out
    assert f"with the figures of shop.toml it would be 12 minutes, {usual['days']} days, to" in said
    assert (made / "shop.toml").read_bytes() == before


def test_pace_that_stands_in_shop_toml_is_not_offered_again(cli, made, tmp_path):
    folder = shot_shop(tmp_path)
    text = SETTINGS.replace("{ product = 10,", "{ product = 10, colour = 25,").replace(
        "[light]", "[light]\nseconds_per_shot = 40"
    )
    (folder / "shop.toml").write_text(text + "seconds = 80\n", "utf-8")
    workflow.check(folder, workflow.Run(TODAY))
    assert open_shop(folder).settings.shots[-1].seconds == 80
    assert "shop.toml has this pace already." in cli("plan", folder).out


@pytest.mark.parametrize(
    ("options", "checked", "told"),
    [
        ({}, False, "Pace: 36 photos not measured yet; after `listingkit check` their times tell it."),
        ({"timed": False}, True, "Pace: no photo says when it was taken, so there is nothing to learn from."),
        ({"looks": LOOKS[:1]}, True, "Pace: fewer than 5 photos follow another of the same subject"),
        ({"looks": []}, True, ""),
    ],
)
def test_without_a_pace_it_says_why_and_plans_as_before(cli, tmp_path, options, checked, told):
    folder = shot_shop(tmp_path, **options)
    if checked:
        workflow.check(folder, workflow.Run(TODAY))
    answer = cli("plan", folder, "--learned")
    assert told in answer.out
    assert ("Pace" in answer.out) == bool(told)
    assert "Planned with the figures of shop.toml" in answer.out
    assert cli("plan", folder, json=True).json["pace"] == []


def test_photo_that_was_replaced_since_the_check_tells_nothing(cli, tmp_path):
    folder = shot_shop(tmp_path, looks=LOOKS[:3])
    workflow.check(folder, workflow.Run(TODAY))
    photo(folder / "photos/U1-NVY_top.jpg", seed=99, size=320, taken="2026:05:10 23:00:00")
    rows = {row["name"]: row["gaps"] for row in cli("plan", folder, json=True).json["pace"]}
    assert (rows["top"], rows["side"]) == ("2", "3")


def test_run_tells_the_pace_in_a_line(cli, tmp_path):
    said = cli("run", shot_shop(tmp_path, looks=LOOKS[:3]))
    assert "Pace: 40 s a photo" in said.out
    assert "seconds_per_shot" not in said.out


SPOILT = [
    ("U101-NVY-PLD", "front", "blurry"),
    ("U205-GRN-STR", "folded", "subject cut"),
    ("U205-GRN-STR", "handle", "unreadable"),
    ("U205-GRN-DOT", "side", "blurry"),
    ("U205-YEL-STR", "top", "overexposed"),
    ("U205-YEL-DOT", "inside", "underexposed"),
]


def test_spoilt_photos_of_the_sample_are_the_re_shoot_list_in_order(spoilt_made):
    told = json.loads((spoilt_made / "out/report.json").read_text("utf-8"))
    assert [(row["subject"], row["shot"], row["why"]) for row in told["reshoot"]] == SPOILT
    assert "out/reshoot.csv" in told["outputs"]
    raw = (spoilt_made / "out/reshoot.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [(row["subject"], row["shot"], row["why"]) for row in rows] == SPOILT
    assert all((spoilt_made / row["file"]).is_file() for row in rows)
    assert rows[0]["look"] == "Navy Plaid"


def test_narrowed_run_tells_its_part_and_keeps_the_whole_list(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front"])
    whole = cli("check", folder, json=True).json
    kept = (folder / "out/reshoot.csv").read_bytes()
    assert len(whole["reshoot"]) == 5
    for flags in (["--select", "photo"], ["--ignore", "shots"], ["--store", "shopify"]):
        answer = cli("check", folder, *flags, json=True).json
        assert len(answer["reshoot"]) == (5 if "--store" in flags else 0)
        assert "out/reshoot.csv" not in answer["outputs"]
        assert (folder / "out/reshoot.csv").read_bytes() == kept


def test_list_goes_when_everything_is_there_and_accepted_ones_are_not_on_it(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "U1-NVY_top", "U1-RED_front", "U1-RED_top", "U2-GRN_front"])
    assert "1 photo to take again or for the first time: out/reshoot.csv." in cli("check", folder).out
    assert cli("check", folder, "--accept", "shots.missing", "U2-GRN", "--reason", "sold out").code == 0
    assert "to take again" not in cli("check", folder).out
    assert not (folder / "out/reshoot.csv").exists()


def test_dry_run_of_fix_writes_no_list(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front"])
    answer = cli("check", folder, "--fix", "--dry-run", json=True).json
    assert len(answer["reshoot"]) == 5
    assert not (folder / "out").exists()


def test_terminal_shows_twenty_rows_and_json_all(cli, tmp_path):
    products = "model,name,colours,cost\n" + "".join(f"U{n},Umbrella,Navy,20\n" for n in range(1, 16))
    folder = shop(tmp_path, products=products, photos=["U1-NVY_front"])
    said = cli("check", folder).out
    assert "… and 9 more: --format json lists all" in said
    assert ("U10-NVY  Navy" in said, "U12-NVY  Navy" in said) == (True, False)
    assert len(cli("check", folder, json=True).json["reshoot"]) == 29
    assert "To take again" not in cli("check", folder, "--quiet").out
