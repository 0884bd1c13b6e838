"""Do flags, exit codes, JSON and messages keep their promises?"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from listingkit import __version__
from listingkit.cli.commands import ALL
from listingkit.settings_check import CheckTable
from listingkit.settings_table import Table
from tests.builders.shop import COLOURS, PRODUCTS, SETTINGS, digests, photo, shop

KEYS = {"report_version", "command", "ok", "counts", "findings", "outputs", "seconds"}
FINDING_KEYS = {"code", "severity", "subject", "file", "sheet", "row", "column", "message", "hint", "evidence"}
RESHOOT = frozenset({"reshoot"})
LISTS = {"check": RESHOOT, "report": RESHOOT, "run": RESHOOT, "plan": {"calendar", "changes", "waiting", "pace"}}
COUNTS = {
    "plan": {"products", "looks", "variants", "shots", "minutes", "days", "slots", "shots_without_slot"},
    "check": {"errors", "warnings", "infos"},
    "images": {"photos", "rendered", "fresh", "failed"},
    "export": {"listings", "rows"},
}


def test_help_names_every_command(cli):
    answer = cli("--help")
    assert answer.code == 0
    for command in ALL:
        assert f"\n  {command.__name__} " in answer.out
    assert "..." not in answer.out.partition("Commands:")[2], "a line that is cut explains nothing"


def test_help_loads_nothing_heavy():
    heavy = ("rich", "pydantic", "PIL", "numpy", "openpyxl", "jinja2")
    code = f"import sys, listingkit.cli.app; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_version(cli):
    assert cli("--version").out == f"listingkit {__version__}\n"


@pytest.mark.parametrize("command", list(COUNTS))
def test_json_has_the_promised_keys_and_counts(cli, tmp_path, command):
    answer = cli(command, shop(tmp_path, photos=["U1-NVY_front", "U2-GRN_front", "stray"]), json=True)
    assert answer.json.keys() - LISTS.get(command, set()) == KEYS
    assert answer.json["command"] == command
    assert answer.json["counts"].keys() == COUNTS[command]
    assert all(isinstance(count, int) for count in answer.json["counts"].values())
    assert answer.json["ok"] == (answer.code == 0)
    assert all(each.keys() == FINDING_KEYS for each in answer.json["findings"])


def test_json_of_run_has_the_counts_of_each_command(cli, tmp_path):
    folder = shop(tmp_path)
    answer = cli("run", folder, json=True)
    assert {name: set(counts) for name, counts in answer.json["counts"].items()} == COUNTS
    assert json.loads((folder / "out/report.json").read_text("utf-8"))["counts"] == answer.json["counts"]


def test_story_of_2880_photos_from_the_command_line(cli, tmp_path):
    colours = "Navy; Red; Green; Yellow; Pink; Black"
    rows = "".join(f"U{n:03},Umbrella {n},{colours},20\n" for n in range(60))
    folder = shop(tmp_path, products="model,name,colours,cost\n" + rows, settings='[shop]\nname = "S"\n', photos=[])
    counts = cli("plan", folder, json=True).json["counts"]
    assert counts == {
        "products": 60, "looks": 360, "variants": 360, "shots": 2880, "minutes": 2880, "days": 12,
        "slots": 720, "shots_without_slot": 2160,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("[shop]\nname = 'x'\n[watermrk]\ntext = 'x'\n", "did you mean `watermark`"),
        ("[shop]\nname = 'x'\nstore = 'ebay'\n", "did you mean `stores`"),
        ("[shop]\nname = 'x'\n[limits]\nmasters = 'no'\n", "[limits] masters: is true or false, without quotes"),
        ("[shop]\nname = 'x'\n[check.blurry]\nlimit_px = true\n", "[check] blurry limit_px: is a number, without"),
        ("[shop]\nname = 'x'\n[check.blurry]\nlimit_px = '5'\n", "[check] blurry limit_px: is a number, without"),
        ("[shop]\nname = \n", "not valid TOML"),
        ("[light]\nwindows = ['10:00-08:00']\n", "[shop]: is required"),
        ("[shop]\nname = 'x'\n[light]\nwindows = ['10:00-08:00']\n", "ends before it starts"),
        ("[shop]\nname = 'x'\n[pricing]\nmargin = 0.95\n", "leave nothing of the price"),
    ],
)
def test_settings_that_cannot_be_used_are_exit_code_3_and_say_what(cli, tmp_path, settings, says):
    answer = cli("check", shop(tmp_path, settings=settings, photos=[]), json=True)
    assert answer.code == 3
    assert not answer.json["ok"]
    assert says in json.dumps(answer.json["error"])


@pytest.mark.parametrize("value", ["true", '"1"', "[1]", "1979-05-27"])
def test_what_is_no_number_is_refused_in_every_table_of_check(cli, tmp_path, value):
    tables = {
        name: field.default for name, field in CheckTable.model_fields.items() if isinstance(field.default, Table)
    }
    keys = [f"{name}.{key}" for name, table in tables.items() for key in type(table).model_fields]
    settings = "[shop]\nname = 'x'\n[check]\n" + "".join(f"{key} = {value}\n" for key in keys)
    answer = cli("check", shop(tmp_path, settings=settings, photos=[]), json=True)
    assert answer.code == 3
    wrong = [problem.partition(":")[0] for problem in answer.json["error"]["problems"]]
    assert wrong == [f"[check] {key.replace('.', ' ')}" for key in keys]


def test_whole_numbers_and_decimals_are_numbers(cli, tmp_path):
    settings = "[shop]\nname = 'x'\n[check.light_gone]\nstops = 2\n[check.blurry]\nlimit_px = 1.5\n"
    assert cli("plan", shop(tmp_path, settings=settings, photos=[])).code == 0


def test_every_problem_of_shop_toml_is_told_at_once(cli, tmp_path):
    settings = "[shop]\nname = ''\nshop = 1\n[images]\nquality = 200\nfitt = 'pad'\n"
    answer = cli("plan", shop(tmp_path, settings=settings, photos=[]))
    assert answer.code == 3
    assert answer.err.count("  - ") == 4


def test_folder_that_is_no_shop(cli, tmp_path):
    answer = cli("plan", tmp_path)
    assert answer.code == 3
    assert "no shop.toml" in answer.err
    assert "listingkit new" in answer.err


def test_catalogue_that_is_not_there(cli, tmp_path):
    folder = shop(tmp_path)
    (folder / "products.csv").unlink()
    answer = cli("plan", folder)
    assert answer.code == 3
    assert "products.csv" in answer.err


def test_unknown_store_is_a_usage_error_with_the_near_miss(cli, tmp_path):
    answer = cli("plan", shop(tmp_path), "--store", "aliexpres")
    assert answer.code == 2
    assert "aliexpress" in answer.err


@pytest.mark.parametrize("words", [["plam"], ["plan", "--jbs", "3"], ["images", "--jobs", "0"], ["price"]])
def test_bad_command_line_is_exit_code_2(cli, words):
    assert cli(*words).code == 2


def test_output_that_cannot_be_written_is_exit_code_4(cli, tmp_path):
    folder = shop(tmp_path)
    (folder / "out").write_text("in the way")
    answer = cli("plan", folder)
    assert answer.code == 4
    assert "cannot be written" in answer.err


def test_bug_is_exit_code_5_and_asks_for_a_report(cli, tmp_path, monkeypatch):
    folder = shop(tmp_path)
    monkeypatch.setattr("listingkit.desk.plan_shots", lambda *_: 1 / 0)
    answer = cli("plan", folder)
    assert answer.code == 5
    assert "bug in listingkit" in answer.err


def test_interrupt_is_exit_code_130(cli, tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    folder = shop(tmp_path)
    monkeypatch.setattr("listingkit.desk.plan_shots", interrupt)
    answer = cli("plan", folder)
    assert answer.code == 130
    assert "again" in answer.err


def test_new_shop_runs_once_two_rows_and_some_photos_are_in(cli, tmp_path):
    folder = tmp_path / "My shop"
    assert cli("new", folder).code == 0
    plan = cli("plan", folder, json=True)
    assert (plan.code, plan.json["counts"]["products"]) == (0, 2)
    from openpyxl import load_workbook

    names = [row[9] for row in load_workbook(folder / "out/shotlist.xlsx").worksheets[0].iter_rows(values_only=True)]
    shown = {**COLOURS, "BEI": (222, 200, 150)}
    for seed, name in enumerate(names[1:]):
        if name.endswith(("_front.jpg", "_top.jpg")):
            photo(folder / "photos" / name, next(shown[code] for code in shown if code in name), seed=seed)
    answer = cli("run", folder, json=True)
    assert [each["message"] for each in answer.json["findings"] if each["severity"] == "error"] == []
    assert answer.code == 0
    assert answer.json["counts"]["export"]["listings"] == 2


def test_new_overwrites_no_shop(cli, tmp_path):
    folder = shop(tmp_path)
    before = digests(folder)
    assert cli("new", folder).code == 4
    assert digests(folder) == before


def test_select_and_ignore_narrow_the_findings(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "stray"])
    everything = cli("check", folder, json=True).codes()
    assert {"shots.missing", "shots.unexpected", "listing.too-few-images"} <= everything
    assert cli("check", folder, "--select", "shots", json=True).codes() == {"shots.missing", "shots.unexpected"}
    assert cli("check", folder, "--ignore", "shots.missing", json=True).codes() == everything - {"shots.missing"}


def test_accepted_finding_is_not_raised_again(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "U1-NVY_top", "U1-RED_front", "U1-RED_top", "U2-GRN_front"])
    assert "shots.missing" in cli("check", folder, json=True).codes()
    said = cli("check", folder, "--accept", "shots.missing", "U2-GRN", "--reason", "green has no top")
    assert said.code == 0
    assert "green has no top" in (folder / "accepted.csv").read_text("utf-8-sig")
    assert "shots.missing" not in cli("check", folder, json=True).codes()


def test_accepted_pair_is_silent_until_a_further_copy_comes(cli, tmp_path):
    folder = shop(tmp_path)
    first = folder / "photos" / "U1-NVY_front.jpg"
    for name in ("old-1.jpg", "old-2.jpg"):
        (folder / "photos" / name).write_bytes(first.read_bytes())
    pair = "photos/old-1.jpg = photos/U1-NVY_front.jpg"
    assert f'--accept photo.duplicate "{pair}"' in cli("check", folder, "--select", "photo.duplicate").out
    assert cli("check", folder, "--accept", "photo.duplicate", pair, "--reason", "kept on purpose").code == 0
    (folder / "photos" / "old-3.jpg").write_bytes(first.read_bytes())
    said = cli("check", folder, "--select", "photo.duplicate").out
    assert ("old-1.jpg" in said, "old-2.jpg" in said, "old-3.jpg" in said) == (False, True, True)


@pytest.mark.parametrize("words", [["nonsense.code", "U1"], ["shots.missing", "U1"]])
def test_accepting_needs_a_real_code_and_a_reason(cli, tmp_path, words):
    folder = shop(tmp_path, photos=[])
    extra = ["--reason", "because"] if words[0] == "nonsense.code" else []
    assert cli("check", folder, "--accept", *words, *extra).code == 2
    assert not (folder / "accepted.csv").exists()


def test_severity_can_be_raised_in_the_settings(cli, tmp_path):
    folder = shop(tmp_path, settings=SETTINGS + '\n[check.severity]\n"shots.missing" = "error"\n')
    (folder / "photos/U1-NVY_top.jpg").unlink()
    assert cli("check", folder).code == 1


def test_strict_lets_warnings_fail(cli, tmp_path):
    folder = shop(tmp_path)
    (folder / "photos/U1-NVY_top.jpg").unlink()
    assert cli("check", folder).code == 0
    assert cli("check", folder, "--strict").code == 1


def test_findings_are_told_with_the_cure_and_the_figures_last(cli, tmp_path):
    folder = shop(tmp_path, products=PRODUCTS + "U3,Beach umbrella,Red,cheap,900,100,9,9,nylon\n")
    answer = cli("check", folder)
    assert answer.code == 1
    assert "catalog.bad-number" in answer.out
    assert "→" in answer.out
    assert "1 error, " in answer.out
    assert answer.out.rstrip().splitlines()[-1].startswith("Took ")


def test_price_explains_itself_and_unknown_sku_has_a_near_miss(cli, tmp_path):
    folder = shop(tmp_path)
    answer = cli("price", "U1-NVY", folder)
    assert answer.code == 0
    assert "4.99" in answer.out
    wrong = cli("price", "U1-NVI", folder)
    assert wrong.code == 2
    assert "U1-NVY" in wrong.err


def test_rules_explain_one_code_and_refuse_an_unknown_one(cli):
    assert "photo.unreadable" in cli("rules").out
    assert cli("rules", "shots.missing").code == 0
    unknown = cli("rules", "shots.mising")
    assert unknown.code == 2
    assert "shots.missing" in unknown.err


def test_stores_show_limits_with_their_source(cli):
    assert cli("stores").code == 0
    answer = cli("stores", "aliexpress", json=True)
    assert {rule["rule"] for rule in answer.json["rules"]} >= {"title_max"}
    assert all(rule["source"] and rule["checked_on"] for rule in answer.json["rules"])


def test_a_store_misspelt_in_pricing_is_told_with_the_near_miss(cli, tmp_path):
    settings = "[shop]\nname = 'x'\n[pricing.stores.ebya]\ncommission = 0.1\n[pricing.stores.aliexpress]\nmargn = 1\n"
    told = cli("check", shop(tmp_path / "typo", settings=settings), json=True)
    assert (told.code, "did you mean `margin`" in str(told.json["error"]["problems"])) == (3, True)
    settings = settings.partition("[pricing.stores.aliexpress]")[0].replace("ebya", "aliexpres")
    wrong = cli("check", shop(tmp_path / "shop", settings=settings))
    assert wrong.code == 3
    assert "there is no store of that name; did you mean `aliexpress`?" in wrong.err


def test_rules_name_the_settings_of_a_rule(cli):
    (row,) = cli("rules", "photo.underexposed", json=True).json["rules"]
    assert row["settings"] == "[check.underexposed] stops = 1.7, share = 0.25"
    (row,) = cli("rules", "photo.cmyk", json=True).json["rules"]
    assert row["settings"] == ""


def test_rules_tell_the_shop_s_own_settings_beside_the_defaults(cli, tmp_path, monkeypatch):
    folder = shop(tmp_path, settings=SETTINGS + "\n[check.underexposed]\nstops = 2\n", photos=[])
    told = "[check.underexposed] stops = 1.7 (this shop: 2.0), share = 0.25"
    (row,) = cli("rules", "photo.underexposed", folder, json=True).json["rules"]
    assert row["settings"] == told
    monkeypatch.chdir(folder)
    assert cli("rules", "photo.underexposed", json=True).json["rules"][0]["settings"] == told
    (folder / "shop.toml").write_text("[shop\n")
    assert "this shop" not in cli("rules", "photo.underexposed").out
    assert cli("rules", "photo.underexposed", folder).code == 3
