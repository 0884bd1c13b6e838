"""Do edits by hand come home, whole and only once, and is nothing lost that cannot?"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from listingkit import workflow
from listingkit.errors import BadInputError, UsageError
from listingkit.run import Run
from listingkit.tables import read_tables
from tests.builders.hand_edits import EDITS, STOCK, TITLE, HandEdit, cells, edited
from tests.builders.shop import digests, shop

RUN = Run(today=dt.date(2026, 6, 1))


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    folder = shop(tmp_path_factory.mktemp("exported"))
    workflow.images(folder, RUN)
    workflow.export(folder, RUN)
    return folder


@pytest.fixture
def folder(exported, tmp_path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "shop"))


def workbook(folder: Path) -> Path:
    return folder / "out" / "listings" / "aliexpress.xlsx"


def hand(name: str) -> HandEdit:
    return next(each for each in EDITS if each.name == name)


def overrides(folder: Path) -> str:
    file = folder / "overrides.csv"
    return file.read_text("utf-8-sig") if file.exists() else ""


def counts(report) -> Mapping[str, int]:
    return {name: report.counts[name] for name in ("merged", "same", "conflicts", "refused")}


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: each.name)
def test_every_kind_of_edit(folder, tmp_path, edit):
    file = edited(workbook(folder), tmp_path / "edited.xlsx", edit)
    edit.shop(folder)
    before = file.read_bytes()
    report = workflow.merge(file, folder, RUN)
    expected = {name: getattr(edit, name) for name in ("merged", "same", "conflicts", "refused")}
    assert counts(report) == expected
    # Nothing is lost without a word: what does not come home is told.
    assert report.counts["edits"] == sum(expected.values())
    told = [each.code for each in report.findings]
    assert (
        tuple(code for code in told if code.startswith("merge.") and code.rpartition("-")[2] in {"row", "column"})
        == edit.rows
    )
    assert told.count("merge.conflict") == edit.conflicts
    assert told.count("merge.not-merged") == edit.refused
    for text in edit.text:
        assert text in overrides(folder)
    assert file.read_bytes() == before


@pytest.mark.parametrize("edit", [each for each in EDITS if each.merged], ids=lambda each: each.name)
def test_what_came_home_stands_in_the_next_export_and_merges_no_second_time(folder, tmp_path, edit):
    file = edited(workbook(folder), tmp_path / "edited.xlsx", edit)
    edit.shop(folder)
    first = workflow.merge(file, folder, RUN)
    again = workflow.merge(file, folder, RUN)
    assert counts(again) == {**counts(first), "merged": 0, "same": first.counts["merged"] + first.counts["same"]}
    workflow.export(folder, RUN)
    assert workflow.merge(workbook(folder), folder, RUN).counts["edits"] == 0
    assert not [each.code for each in workflow.check(folder, RUN).findings if "override" in each.code]


def test_a_merge_is_taken_back_byte_for_byte(folder, tmp_path):
    (folder / "overrides.csv").write_bytes(
        b"subject,field,value,was,note\r\nU2,name,Cane umbrella,Straight umbrella,mine\r\n"
    )
    kept = digests(folder, "*.csv")
    file = edited(workbook(folder), tmp_path / "edited.xlsx", hand("a price"))
    workflow.merge(file, folder, RUN)
    assert digests(folder, "*.csv") != kept
    workflow.undo_merge(folder, RUN)
    assert digests(folder, "*.csv") == kept
    with pytest.raises(UsageError, match="no merge to undo"):
        workflow.undo_merge(folder, RUN)


def test_undoing_does_not_lose_what_was_written_since(folder, tmp_path):
    workflow.merge(edited(workbook(folder), tmp_path / "e.xlsx", hand("stock")), folder, RUN)
    with (folder / "overrides.csv").open("a", encoding="utf-8") as file:
        file.write("U2,name,Cane umbrella,Straight umbrella,,\n")
    with pytest.raises(UsageError, match="changed since"):
        workflow.undo_merge(folder, RUN)
    assert "Cane umbrella" in overrides(folder)


def test_a_dry_run_writes_nothing(folder, tmp_path):
    before = digests(folder)
    file = edited(workbook(folder), tmp_path / "edited.xlsx", hand("two titles of one product"))
    report = workflow.merge(file, folder, RUN, dry_run=True)
    assert report.counts["conflicts"] == 2
    assert digests(folder) == before


@pytest.mark.parametrize(("flags", "length"), [({"ours": True}, "32"), ({"theirs": True}, "34")])
def test_flags_settle_conflicts(folder, tmp_path, flags, length):
    edit = hand("a length here, another in the catalogue")
    file = edited(workbook(folder), tmp_path / "edited.xlsx", edit)
    edit.shop(folder)
    report = workflow.merge(file, folder, RUN, **flags)
    assert report.counts["conflicts"] == 0
    workflow.export(folder, RUN)
    assert shown(folder, "Length in packaging (cm)*")[0] == length
    assert not (folder / "merge-conflicts.csv").exists()


@pytest.mark.parametrize(("answer", "title"), [("file", "Handy"), ("shop", "Folding Umbrella")])
def test_conflicts_are_decided_one_by_one_in_a_file(folder, tmp_path, answer, title):
    file = edited(workbook(folder), tmp_path / "edited.xlsx", hand("two titles of one product"))
    workflow.merge(file, folder, RUN)
    asked = folder / "merge-conflicts.csv"
    rows = asked.read_text("utf-8-sig").splitlines()
    rows[2] += answer
    rows[1] += "shop" if answer == "shop" else ""
    asked.write_text("\n".join(rows) + "\n", encoding="utf-8")
    report = workflow.merge(file, folder, RUN)
    assert report.counts["conflicts"] == 0
    assert not asked.exists()
    workflow.export(folder, RUN)
    assert title in shown(folder, TITLE)[0]


def test_an_answer_that_is_none_is_told(folder, tmp_path):
    file = edited(workbook(folder), tmp_path / "edited.xlsx", hand("two titles of one product"))
    workflow.merge(file, folder, RUN)
    asked = folder / "merge-conflicts.csv"
    asked.write_text(asked.read_text("utf-8-sig").rstrip() + "maybe\n", encoding="utf-8")
    report = workflow.merge(file, folder, RUN)
    assert any("'maybe' is neither" in each.message for each in report.findings)
    assert report.counts["conflicts"] == 2


def test_a_second_edit_takes_the_place_of_the_first(folder, tmp_path):
    workflow.merge(edited(workbook(folder), tmp_path / "one.xlsx", hand("stock")), folder, RUN)
    workflow.export(folder, RUN)
    again = HandEdit("stock again", cells((3, STOCK, 9)))
    workflow.merge(edited(workbook(folder), tmp_path / "two.xlsx", again), folder, RUN)
    assert overrides(folder).count("U1-RED,stock") == 1
    workflow.export(folder, RUN)
    assert shown(folder, STOCK)[1] == "9"


def test_a_colour_is_renamed_twice(folder, tmp_path):
    workflow.merge(edited(workbook(folder), tmp_path / "one.xlsx", hand("a colour's name in its row")), folder, RUN)
    workflow.export(folder, RUN)
    again = HandEdit("again", cells((2, "Color", "Ink")))
    workflow.merge(edited(workbook(folder), tmp_path / "two.xlsx", again), folder, RUN)
    workflow.export(folder, RUN)
    assert shown(folder, "Color")[0] == "Ink"
    assert overrides(folder).count("colour label") == 1


def test_a_hand_price_is_stale_when_the_shop_works_out_another(folder, tmp_path):
    workflow.merge(edited(workbook(folder), tmp_path / "one.xlsx", hand("a price")), folder, RUN)
    file = folder / "products.csv"
    file.write_text(file.read_text().replace("Navy; Red,20", "Navy; Red,45"))
    report = workflow.check(folder, RUN)
    assert [each.subject for each in report.findings if each.code == "catalog.stale-override"] == ["U1-NVY"]


def test_prices_by_hand_are_explained(folder, tmp_path):
    workflow.merge(edited(workbook(folder), tmp_path / "one.xlsx", hand("a price")), folder, RUN)
    tables = workflow.price("U1-NVY", folder, RUN).tables
    [by_hand] = [each for each in tables if each.whole["store"] == "aliexpress"]
    assert by_hand.rows[0] == ("price set by hand in overrides.csv", "31.50")
    [other] = [each for each in tables if each.whole["store"] == "shopify"]
    assert other.rows[0][0].startswith("cost")


def test_a_csv_is_told_from_what_was_exported_last(folder):
    file = folder / "out" / "listings" / "shopify.csv"
    text = file.read_text("utf-8")
    file.write_text(text.replace("Folding Umbrella", "Pocket Umbrella"), encoding="utf-8")
    report = workflow.merge(file, folder, RUN)
    assert "U1,title," in overrides(folder)
    assert report.counts["merged"] >= 1
    assert report.counts["refused"] == report.counts["edits"] - report.counts["merged"]


def test_a_csv_that_was_edited_before_another_export_changes_back_nothing_else(folder, tmp_path):
    file = tmp_path / "shopify.csv"
    text = (folder / "out" / "listings" / "shopify.csv").read_text("utf-8")
    products = folder / "products.csv"
    products.write_text(products.read_text().replace("Straight umbrella", "Cane umbrella"))
    workflow.export(folder, RUN)
    lines = text.splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if "U1-NVY" in line)
    assert "Folding Umbrella" in lines[place]
    lines[place] = lines[place].replace("Folding Umbrella", "Pocket Umbrella", 1)
    file.write_text("".join(lines), encoding="utf-8")
    workflow.merge(file, folder, RUN)
    assert "U1,title,Pocket" in overrides(folder).replace("Testa ", "")
    assert "U2" not in overrides(folder)


def test_a_file_of_no_export_is_refused(folder, tmp_path):
    book = load_workbook(workbook(folder))
    del book["listingkit"]
    book.save(tmp_path / "aliexpress.xlsx")
    shutil.rmtree(folder / ".listingkit")
    with pytest.raises(BadInputError, match="does not say what was exported"):
        workflow.merge(tmp_path / "aliexpress.xlsx", folder, RUN)
    with pytest.raises(BadInputError, match="no file"):
        workflow.merge(tmp_path / "none.xlsx", folder, RUN)
    (tmp_path / "list.csv").write_text("sku,price\nU1-NVY,3\n")
    with pytest.raises(UsageError, match="which store's file"):
        workflow.merge(tmp_path / "list.csv", folder, RUN)


def test_without_its_hidden_sheet_the_workbook_is_told_from_the_cache(folder, tmp_path):
    book = load_workbook(workbook(folder))
    del book["listingkit"]
    book["Listings"]["Q2"] = 5
    assert book["Listings"]["Q1"].value == STOCK
    book.save(tmp_path / "aliexpress.xlsx")
    assert workflow.merge(tmp_path / "aliexpress.xlsx", folder, RUN).counts["merged"] == 1


def test_the_sheet_that_remembers_is_hidden(folder):
    book = load_workbook(workbook(folder))
    assert book["listingkit"].sheet_state == "veryHidden"


@pytest.mark.parametrize("name", ["aliexpress.xlsx", "shopify.csv"])
def test_an_edited_file_is_kept_when_the_next_export_takes_its_place(folder, name):
    file = folder / "out" / "listings" / name
    if name.endswith("xlsx"):
        edited(file, file, hand("a price"))
    else:
        file.write_text(file.read_text("utf-8").replace("Folding Umbrella", "Pocket Umbrella"), encoding="utf-8")
    by_hand = file.read_bytes()
    report = workflow.export(folder, RUN)
    kept = f"history/{file.stem}-edited-0001{file.suffix}"
    assert kept in report.outputs
    assert any(f"`listingkit merge {kept}`" in line for line in report.summary)
    assert (folder / kept).read_bytes() == by_hand
    assert workflow.merge(folder / kept, folder, RUN).counts["merged"] >= 1
    assert workflow.merge(file, folder, RUN).counts["merged"] == 0
    # What was written by listingkit itself is not kept.
    assert not [path for path in workflow.export(folder, RUN).outputs if path.startswith("history/")]


def test_a_workbook_that_libreoffice_saved_merges_as_openpyxls_does(program, folder, tmp_path):
    office = program("soffice")
    file = edited(workbook(folder), tmp_path / "edited.xlsx", hand("sorted, and a price"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "xlsx", "--outdir", tmp_path / "lo", file]
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)
    report = workflow.merge(tmp_path / "lo" / "edited.xlsx", folder, RUN)
    assert report.counts["merged"] == report.counts["edits"] == 1
    assert "U2-GRN,price_usd,44" in overrides(folder)


def shown(folder: Path, header: str) -> list[str]:
    [sheet, *_] = read_tables(workbook(folder))
    at = sheet.rows[0].cells.index(header)
    return [row.cells[at] for row in sheet.rows[1:]]
