"""Does every built-in store get its images and its file, listed in shop.toml or not, without a single error?"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from listingkit import workflow
from listingkit.stores.load import builtin_names
from tests.builders.listing import TODAY, store
from tests.builders.shop import SETTINGS, shop
from tests.conftest import SAMPLE

NAMES = builtin_names()


def test_sample_is_exported_for_every_store_without_an_error(tmp_path: Path, cli: Any) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("out", ".listingkit", "drawing"))
    words = [word for name in NAMES for word in ("--store", name)]
    answer = cli("export", folder, *words, json=True)
    assert [each for each in answer.json["findings"] if each["severity"] == "error"] == []
    assert (answer.code, answer.json["counts"]["listings"]) == (0, 3 * len(NAMES))
    files = {f"out/listings/{name}.{store(name).sheet.format}" for name in NAMES}
    manifests = {f"out/manifests/{name}.csv" for name in NAMES}
    prices = {f"out/prices/{name}.xlsx" for name in NAMES if not store(name).sheet.prices}
    assert files | manifests | prices == set(answer.json["outputs"])
    assert all((folder / file).exists() for file in files)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop(tmp_path_factory.mktemp("small"))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_images_keep_the_rules_of_every_store(name: str, small: Path) -> None:
    report = workflow.run(small, workflow.Run(TODAY, stores=(name,)))
    assert [each for each in report.findings if each.severity == "error"] == []
    slots = {slot.name: slot for slot in store(name).slots}
    made = sorted((small / "out/images" / name).rglob("*.jpg"))
    assert made
    for file in made:
        slot = slots[next(part for part in reversed(file.stem.split("-")) if part in slots)]
        with Image.open(file) as image:
            assert image.width >= slot.min_width
            assert image.width <= slot.width
            if slot.background == "white":
                assert image.getpixel((0, 0)) == (255, 255, 255)
        assert file.stat().st_size <= slot.max_bytes


def settings(export: str) -> str:
    return SETTINGS.partition("[export]")[0] + export


def exported(folder: Path, name: str) -> list[dict[str, str]]:
    sheet = store(name).sheet
    with (folder / f"out/listings/{name}.{sheet.format}").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=sheet.delimiter))[len(sheet.preamble) :]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_terms_and_column_texts_of_shop_toml_reach_the_file(tmp_path: Path, cli: Any) -> None:
    table = """[export]
location = "Shenzhen"
[export.stores.ebay]
category = "155190"
handling_days = 3
columns = { "ReturnProfileName" = "30 days", "C:Style" = "Folding", "C:MPN" = "none" }
"""
    folder = shop(tmp_path, settings=settings(table))
    answer = cli("export", folder, "--store", "ebay", json=True)
    assert answer.code == 0
    assert "catalog.empty-cell" not in {each["code"] for each in answer.json["findings"] if "ebay" in each["column"]}
    parent, child, *_ = exported(folder, "ebay")
    assert (parent["*Category"], parent["*Location"], parent["*DispatchTimeMax"]) == ("155190", "Shenzhen", "3")
    assert (parent["ReturnProfileName"], parent["C:Style"], parent["C:MPN"]) == ("30 days", "Folding", "none")
    assert (child["ReturnProfileName"], child["C:Style"], child["*Category"]) == ("", "", "")


def test_what_is_missing_is_told_with_its_key(tmp_path: Path, cli: Any) -> None:
    folder = shop(tmp_path, settings=settings(""))
    answer = cli("export", folder, "--store", "google", "--store", "ebay", json=True)
    places = {each["column"] for each in answer.json["findings"] if each["code"] == "catalog.empty-cell"}
    assert {"[export] product_url", "[export] location", "[export.stores.ebay] category"} <= places


def test_misspelt_terms_are_errors_with_the_near_miss(tmp_path: Path, cli: Any) -> None:
    folder = shop(tmp_path, settings=settings('[export.stores.ebay]\ncatgory = "1"\n'), photos=[])
    answer = cli("export", folder, json=True)
    assert answer.code == 3
    assert "did you mean `category`?" in " ".join(answer.json["error"]["problems"])


def test_a_table_for_a_store_that_there_is_not_is_told(tmp_path: Path, cli: Any) -> None:
    folder = shop(tmp_path, settings=settings('[export.stores.ebya]\ncategory = "1"\n'), photos=[])
    answer = cli("export", folder, "--store", "ebay", json=True)
    assert answer.code == 3
    assert "[export.stores.ebya]" in answer.json["error"]["message"]
    assert "did you mean `ebay`" in answer.json["error"]["message"]


def test_a_profile_of_the_shop_may_extend_a_built_in_one(tmp_path: Path, cli: Any) -> None:
    folder = shop(tmp_path, photos=["U1-NVY_front", "U2-GRN_front"])
    (folder / "own.toml").write_text(
        'extends = "woocommerce"\nname = "own"\n'
        '[sheet]\nseparator = ";"\ncolumns = [{ header = "Published", text = "-1" }]\n',
        encoding="utf-8",
    )
    assert cli("export", folder, "--store", folder / "own.toml").code == 0
    with (folder / "out/listings/own.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {row["Published"] for row in rows} == {"-1"}
