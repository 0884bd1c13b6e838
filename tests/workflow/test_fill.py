"""Does `listingkit fill` keep its promises from the command line?"""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook

from listingkit.sheets.package import save_workbook
from sample_catalog.drawing.template import TARGET, build
from tests.builders.shop import SETTINGS, digests, shop
from tests.builders.templates import aliexpress_ru, tiktok, unseen


@pytest.fixture
def folder(tmp_path):
    return shop(tmp_path, photos=["U1-NVY_front", "U1-RED_front", "U2-GRN_front"])


def offers(path, first=6):
    sheet = load_workbook(path)["Offers"]
    names = [cell.value for cell in sheet[2]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=first, values_only=True) if row[1]]


def test_sample_template_is_what_its_script_makes(tmp_path):
    save_workbook(build(), tmp_path / "made.xlsx")
    assert (tmp_path / "made.xlsx").read_bytes() == TARGET.read_bytes()


def test_filled_beside_the_other_outputs_and_the_template_stays(cli, folder, tmp_path):
    template = tmp_path / "mine.xlsx"
    shutil.copy(TARGET, template)
    answer = cli("fill", template, folder, "--map", "Season='Summer'", json=True)
    assert answer.code == 0
    assert answer.json["outputs"] == ["out/filled/mine.xlsx"]
    assert answer.json["counts"] == {
        "listings": 2, "rows": 3, "columns": 19, "filled": 14, "unfilled": 5, "withheld": 0,
    }  # fmt: skip
    assert template.read_bytes() == TARGET.read_bytes()
    rows = offers(folder / "out/filled/mine.xlsx")
    assert [row["Article ref. *"] for row in rows] == ["U1-NVY", "U1-RED", "U2-GRN"]
    assert rows[0]["Season"] == "Summer"
    assert rows[0]["Shade"] == "Navy Blue"


def test_dry_run_lists_every_column_and_changes_nothing(cli, folder):
    before = digests(folder)
    answer = cli("fill", TARGET, folder, "--dry-run", json=True)
    columns = {each["header"]: each for each in answer.json["columns"]}
    assert len(columns) == 19
    assert columns["Buyer pays (USD)"]["field"] == "price"
    assert columns["Buyer pays (USD)"]["required"] == "yes"
    assert columns["Season"]["note"] == "not known"
    assert digests(folder) == before


def test_saved_mapping_is_used_the_next_time(cli, folder):
    words = ["--map", "Season='Winter'", "--map", "Shade in your words=look", "--save-map"]
    first = cli("fill", TARGET, folder, *words, json=True)
    assert first.json["outputs"] == ["out/filled/market-upload.xlsx", "templates.toml"]
    made = (folder / "out/filled/market-upload.xlsx").read_bytes()
    again = cli("fill", TARGET, folder)
    assert "templates.toml: 2 columns filled as saved for this template." in again.out
    assert (folder / "out/filled/market-upload.xlsx").read_bytes() == made


def test_rows_that_were_given_are_remembered_too(cli, folder, tmp_path):
    template = unseen(tmp_path / "in.xlsx")
    cli(
        "fill",
        template,
        folder,
        "--sheet",
        "Offers",
        "--header-row",
        4,
        "--data-row",
        12,
        "--map",
        "Ribs='8'",
        "--save-map",
    )
    cli("fill", template, folder)
    sheet = load_workbook(folder / "out/filled/in.xlsx")["Offers"]
    assert (sheet["A7"].value, sheet["A12"].value, sheet["R12"].value) == (None, "U1-NVY", "8")


def test_other_currency_and_its_rate(cli, folder):
    text = SETTINGS.replace("CNY = {", "EUR = { usd = 1.25, date = 2026-05-01 }\nCNY = {")
    (folder / "shop.toml").write_text(text, "utf-8")
    answer = cli("fill", TARGET, folder, "--currency", "eur", json=True)
    assert "price.not-usd" not in answer.codes()
    assert "price.stale-rate" in answer.codes()
    row = offers(folder / "out/filled/market-upload.xlsx")[0]
    assert row["Price, EUR"] == pytest.approx(row["Buyer pays (USD)"] / 1.25, abs=0.01)


def test_price_in_another_currency_fails_where_it_is_the_only_one(cli, folder, tmp_path):
    answer = cli("fill", aliexpress_ru(tmp_path / "in.xlsx"), folder, json=True)
    assert answer.code == 1
    told = [each for each in answer.json["findings"] if each["code"] == "price.not-usd"]
    assert [each["severity"] for each in told] == ["error", "warning"]
    assert (folder / "out/filled/in.xlsx").exists()
    # The only other store among them is named by nothing: this one is.
    assert "as the template's layout tells" in cli("fill", tmp_path / "in.xlsx", folder).out


def test_products_with_errors_are_left_out_and_named(cli, tmp_path):
    products = "model,name,colours,cost\nU1,Folding umbrella,Navy; Red,20\nU2,伞,Green,\n"
    folder = shop(tmp_path, products=products, photos=[])
    answer = cli("fill", TARGET, folder, json=True)
    assert answer.code == 1
    assert answer.json["counts"]["withheld"] == 2
    assert answer.json["outputs"] == []
    assert "No product to write" in cli("fill", TARGET, folder).out


def test_store_is_the_one_that_is_asked_for(cli, folder, tmp_path):
    template = tiktok(tmp_path / "in.xlsx")
    assert "AliExpress (the shop's first store; --store takes another)" in cli("fill", template, folder).out
    assert "Shopify (as asked)" in cli("fill", template, folder, "--store", "shopify").out
    assert cli("fill", template, folder, "--store", "shopify", "--store", "aliexpress").code == 2


def test_equal_bytes_on_every_run(cli, folder, tmp_path):
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        cli("fill", TARGET, folder, "--out", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["{missing}", "{shop}"], 3, "there is no file"),
        (["{template}", "{shop}/nowhere"], 3, "is not a folder"),
        (["{template}", "{shop}", "--sheet", "Ofers"], 2, "Did you mean Offers?"),
        (["{template}", "{shop}", "--map", "Sason=title"], 2, "did you mean `season`"),
        (["{template}", "{shop}", "--map", "Season=titel"], 2, "did you mean `title`"),
        (["{template}", "{shop}", "--currency", "yuan"], 2, "YUAN is not a currency"),
        (["{template}", "{shop}", "--store", "ebai"], 2, "there is no store"),
        (["{template}", "{shop}", "--out", "{template}"], 2, "itself is never written to"),
        (["{template}", "{shop}", "--out", "{shop}/x.csv"], 2, "stays one"),
        (["{template}", "{shop}", "--header-row", "-1"], 2, ""),
        (["{shop}/products.csv", "{shop}"], 3, "`listingkit export` writes the file"),
        (["{shop}", "{shop}"], 3, "cannot be read"),
    ],
)
def test_wrong_input_is_told(cli, folder, tmp_path, words, code, says):
    template = tmp_path / "in.xlsx"
    shutil.copy(TARGET, template)
    places = {"template": template, "shop": folder, "missing": tmp_path / "none.xlsx"}
    answer = cli("fill", *(word.format(**places) for word in words))
    assert answer.code == code
    assert says in answer.err
    assert template.read_bytes() == TARGET.read_bytes()
    assert not (folder / "out/filled").exists()


TERMS = """
[watermark]
text = "Testa"

[export.stores.ebay]
category = "155190"
"""


def tiktok_rows(path):
    sheet = load_workbook(path)["Template"]
    keys = [cell.value for cell in sheet[1]]
    return [dict(zip(keys, row, strict=True)) for row in sheet.iter_rows(min_row=6, values_only=True) if any(row)]


def test_a_store_that_takes_no_watermark_gets_no_image_that_bears_one(cli, tmp_path):
    folder = shop(tmp_path, settings=SETTINGS + TERMS, photos=["U1-NVY_front", "U1-RED_front", "U2-GRN_front"])
    template = tiktok(tmp_path / "t.xlsx")
    answer = cli("fill", template, folder, json=True)
    told = [each for each in answer.json["findings"] if each["code"] == "image.watermark-forbidden"]
    assert (answer.code, [each["severity"] for each in told]) == (1, ["error"])
    rows = tiktok_rows(folder / "out/filled/t.xlsx")
    assert {row["main_image"] for row in rows} | {row["property_1_image"] for row in rows} == {None}
    clean = cli("fill", template, folder, "--store", "ebay", json=True)
    assert "image.watermark-forbidden" not in clean.codes()
    rows = tiktok_rows(folder / "out/filled/t.xlsx")
    assert all(row["main_image"].startswith("U") for row in rows)
    assert {row["category"] for row in rows} == {None}, "eBay's number of a category means nothing elsewhere"


def test_galleries_of_looks_alone_still_fill_the_main_image(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "U1-RED_front", "U2-GRN_front"])
    cli("fill", tiktok(tmp_path / "t.xlsx"), folder, "--store", "google", json=True)
    assert all(row["main_image"] for row in tiktok_rows(folder / "out/filled/t.xlsx"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--header-row", "99"], "there are no headers in row 99"),
        (["--header-row", "3", "--data-row", "2"], "lies above the headers"),
        (["--out", "{folder}/nowhere/x.xlsx"], "there is no folder"),
    ],
)
def test_rows_and_places_that_there_are_not_end_it_before_anything_is_written(cli, folder, tmp_path, words, says):
    template = tmp_path / "mine.xlsx"
    shutil.copy(TARGET, template)
    answer = cli("fill", template, folder, *(word.format(folder=tmp_path) for word in words))
    assert answer.code in {2, 3}
    assert says in answer.err
    assert not (folder / "out/filled").exists()
