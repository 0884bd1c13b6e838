"""`check --fix`: what is safe becomes overrides, what is not is told, and nothing else is written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.shop import SETTINGS, shop

PRODUCTS = """model,name,colours,cost,weight_g,length_cm,width_cm,height_cm,material,description
U1,Folding umbr\u0435lla，new,N\u0430vy; Red,20,300,30,6,6,pongee,"Dry
L\u0456ght ★"
U2,Straight\u200b umbrella,Green,35.5,500,88,7,6,霹雳布,plain
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settings = SETTINGS.replace('brand = "Testa"', 'brand = "T\u0435sta"')
    return shop(tmp_path / "shop", products=PRODUCTS, settings=settings, photos=[])


def places(answer, code):
    return [(each["file"], each["row"], each["column"]) for each in answer.json["findings"] if each["code"] == code]


def test_safe_faults_become_overrides_and_the_rest_is_told(cli, folder):
    products = (folder / "products.csv").read_bytes()
    before = cli("check", folder, "--select", "text", json=True)
    assert ("products.csv", 3, "name") in places(before, "text.invisible")
    answer = cli("check", folder, "--select", "text", "--fix", json=True)
    assert [(each["field"], each["after"]) for each in answer.json["changes"]] == [
        ("U1 name", "Folding umbrella, new"),
        ("U1 description", "Dry\nLight ★".replace("\n", "U+000A")),
        ("U1 colour", "Navy"),
        ("U2 name", "Straight umbrella"),
    ]
    assert [each["where"] for each in answer.json["not_fixed"]] == ["shop.toml, [shop] brand"]
    assert answer.code == 1
    assert {each["code"] for each in answer.json["findings"]} == {
        "text.lookalike",  # the brand
        "text.not-english",
        "text.missing-term",
        "text.emoji",
    }
    assert places(answer, "text.emoji") == [("overrides.csv", 3, "value")]
    assert (folder / "products.csv").read_bytes() == products
    assert "overrides.csv" in answer.json["outputs"]


def test_fixing_twice_changes_nothing_more(cli, folder):
    cli("check", folder, "--fix")
    overrides = (folder / "overrides.csv").read_bytes()
    answer = cli("check", folder, "--fix", json=True)
    assert "changes" not in answer.json
    assert "overrides.csv" not in answer.json["outputs"]
    assert (folder / "overrides.csv").read_bytes() == overrides


def test_a_dry_run_shows_the_same_changes_and_writes_nothing(cli, folder):
    files = sorted(path for path in folder.rglob("*"))
    dry = cli("check", folder, "--fix", "--dry-run", json=True).json
    assert sorted(path for path in folder.rglob("*")) == files
    assert dry["changes"] == cli("check", folder, "--fix", json=True).json["changes"]


def test_a_dry_run_without_fix_is_a_slip(cli, folder):
    assert cli("check", folder, "--dry-run").code == 2


def test_only_what_is_selected_and_not_accepted_is_fixed(cli, folder):
    answer = cli("check", folder, "--select", "text.invisible", "--fix", json=True)
    assert [each["field"] for each in answer.json["changes"]] == ["U2 name"]
    assert cli("check", folder, "--accept", "text.lookalike", "U1", "--reason", "as it is").code == 0
    answer = cli("check", folder, "--select", "text.lookalike", "--fix", json=True)
    assert "changes" not in answer.json


def test_a_new_text_in_the_catalogue_takes_the_old_fix_out(cli, folder):
    cli("check", folder, "--fix")
    changed = (folder / "products.csv").read_text("utf-8").replace("Straight\u200b umbrella", "Str\u0430ight sunshade")
    (folder / "products.csv").write_text(changed, "utf-8")
    assert "catalog.stale-override" in cli("check", folder, json=True).codes()
    answer = cli("check", folder, "--fix", json=True)
    assert "catalog.stale-override" not in answer.codes()
    assert [each["after"] for each in answer.json["changes"]] == ["Straight sunshade"]
    assert len((folder / "overrides.csv").read_text("utf-8-sig").splitlines()) == 7


def test_an_edit_with_a_fault_is_fixed_where_it_is(cli, folder):
    (folder / "overrides.csv").write_text("subject,field,value,was\nU2,description,Pl\u0430in,plain\n", "utf-8")
    cli("check", folder, "--fix")
    assert "U2,description,Plain,plain,check --fix" in (folder / "overrides.csv").read_text("utf-8-sig")


def test_several_sizes_of_a_product_are_fixed_each(cli, tmp_path):
    products = (
        PRODUCTS.splitlines()[0].replace("description", "sizes")
        + "\nU1,Umbrella,Navy,20,300,30,6,6,pongee,S; \u041c; \u0425L\n"
    )
    folder = shop(tmp_path / "shop", products=products, photos=[])
    answer = cli("check", folder, "--select", "text", "--fix", json=True)
    assert [(each["field"], each["after"]) for each in answer.json["changes"]] == [
        ("U1 size label", "M"),
        ("U1 size label", "XL"),
    ]
    assert answer.json["findings"] == []
    assert "changes" not in cli("check", folder, "--fix", json=True).json


def test_two_values_are_not_made_one(cli, tmp_path):
    products = (
        PRODUCTS.splitlines()[0] + "\nU1,Umbrella,Navy; N\u0430vy; R\u0435d; R\u0435\u0501,20,300,30,6,6,pongee,plain\n"
    )
    folder = shop(tmp_path / "shop", products=products, photos=[])
    answer = cli("check", folder, "--select", "text", "--fix", json=True)
    assert [each["after"] for each in answer.json["changes"]] == ["Red"]
    assert {each["column"] for each in answer.json["findings"]} == {"colours"}


def test_what_stands_in_a_glossary_or_a_profile_is_told_as_not_fixed(cli, tmp_path):
    folder = shop(tmp_path / "shop", products=PRODUCTS.replace("plain", "雾霾"), photos=[])
    (folder / "glossary.csv").write_text("word,english\n雾霾,h\u0430ze\n", "utf-8")
    left = cli("check", folder, "--fix", json=True).json["not_fixed"]
    assert ("glossary.csv, row 2", "text.lookalike") in {(each["where"], each["code"]) for each in left}


def test_missing_words_wait_in_a_list_that_keeps_what_was_filled_in(cli, folder):
    assert cli("check", folder, json=True).json["outputs"][-1] == "out/glossary-missing.csv"
    file = folder / "out/glossary-missing.csv"
    assert file.read_text("utf-8-sig").splitlines()[1] == '霹雳布,,"products.csv, row 3, column material"'
    file.write_text(file.read_text("utf-8-sig").replace("霹雳布,", "霹雳布,thunder cloth"), "utf-8-sig")
    cli("check", folder)
    assert "霹雳布,thunder cloth," in file.read_text("utf-8-sig")
    (folder / "glossary.csv").write_bytes(file.read_bytes())
    answer = cli("check", folder, json=True)
    assert "text.missing-term" not in answer.codes()
    assert not file.exists()
