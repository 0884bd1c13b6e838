"""Does an export tell what to upload, write only what changed where asked, and never let a change slip through?"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import shutil

import pytest
from openpyxl import load_workbook
from PIL import Image

from listingkit import workflow
from tests.builders.shop import COLOURS, PRODUCTS, SETTINGS, digests, photo, shop

TODAY = dt.date(2026, 5, 11)
BASE = '[export]\nimage_base_url = "https://img.example.com/my shop"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A shop after one run; copy it before a change."""
    folder = shop(tmp_path_factory.mktemp("export"), settings=SETTINGS.replace("[export]\n", BASE))
    assert workflow.run(folder, workflow.Run(TODAY)).exit_code() == 0
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "shop")


def export(folder, **extra):
    return workflow.export(folder, workflow.Run(TODAY), **extra)


def run(folder, **narrowed):
    return workflow.run(folder, workflow.Run(TODAY).only(**narrowed))


def setting(folder, old, new):
    file = folder / "shop.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def products(folder, old, new):
    assert old in PRODUCTS
    (folder / "products.csv").write_text(PRODUCTS.replace(old, new), "utf-8")


def manifest(folder, store="aliexpress"):
    with (folder / f"out/manifests/{store}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def models(folder):
    """Of both files, the models that are in them."""
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx").worksheets[0]
    with (folder / "out/listings/shopify.csv").open(encoding="utf-8", newline="") as file:
        handles = {row["URL handle"] for row in csv.DictReader(file)}
    return {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}, handles


def test_manifest_has_every_finished_image_as_it_lies_on_the_disk(made):
    for store in ("aliexpress", "shopify"):
        rows = manifest(made, store)
        assert rows.keys() == {
            file.relative_to(made).as_posix() for file in (made / "out/images" / store).rglob("*.jpg")
        }
        for path, row in rows.items():
            data = (made / path).read_bytes()
            assert row["sha256"] == hashlib.sha256(data).hexdigest()
            assert (row["bytes"], row["store"], row["changed"]) == (str(len(data)), store, "yes")
            assert row["url"] == f"https://img.example.com/my%20shop/{row['upload']}"
            assert path == f"out/images/{row['upload']}"


def test_manifest_says_whose_an_image_is(made):
    row = manifest(made)["out/images/aliexpress/U1/U1-RED-swatch.jpg"]
    wanted = {
        "model": "U1", "skus": "U1-RED", "look": "U1-RED", "slot": "swatch", "position": "2",
        "alt": "Folding umbrella, Red, top",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    with Image.open(made / row["file"]) as image:
        assert image.size == (int(row["width"]), int(row["height"]))


def test_manifest_marks_what_changed_and_keeps_the_marks_until_more_changes(folder):
    photo(folder / "photos/U1-RED_top.jpg", COLOURS["GRN"], seed=77)
    run(folder)
    marked = {path for path, row in manifest(folder).items() if row["changed"] == "yes"}
    assert marked and all("RED" in row["look"] for path, row in manifest(folder).items() if path in marked)
    before = digests(folder / "out/manifests")
    export(folder)
    assert digests(folder / "out/manifests") == before


def test_manifest_that_is_damaged_counts_as_none(folder):
    (folder / "out/manifests/aliexpress.csv").write_bytes(b"PK\x03\x04 broken")
    export(folder)
    assert {row["changed"] for row in manifest(folder).values()} == {"yes"}


def test_manifest_and_upload_folder_survive_the_removal_of_orphans(folder):
    setting(folder, BASE, BASE + 'image_version = "name"\n')
    export(folder)
    products(folder, "U2,Straight umbrella,Green,35.5,500,88,7,6,polyester\n", "")
    run(folder)
    assert not (folder / "out/images/aliexpress/U2").exists()
    assert not (folder / "out/upload/aliexpress/U2").exists()
    assert {row["model"] for row in manifest(folder).values()} == {"U1"}


def urls(folder):
    return {row["file"]: row["url"] for row in manifest(folder).values()}


def test_version_in_the_query_is_that_of_the_bytes_in_sheet_and_manifest(folder):
    setting(folder, BASE, BASE + 'image_version = "query"\n')
    export(folder)
    for path, row in manifest(folder).items():
        assert row["url"] == f"https://img.example.com/my%20shop/{row['upload']}?v={row['sha256'][:8]}"
        assert row["upload"] == path.removeprefix("out/images/")
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx").worksheets[0]
    assert sheet["I2"].value in urls(folder).values()
    assert not (folder / "out/upload").exists()


def test_version_in_the_name_has_a_file_of_that_name_to_upload(folder):
    setting(folder, BASE, BASE + 'image_version = "name"\n')
    report = export(folder)
    assert "out/upload" in report.outputs
    for path, row in manifest(folder).items():
        assert row["upload"].endswith(f".{row['sha256'][:8]}.jpg")
        uploaded = folder / "out/upload" / row["upload"]
        assert uploaded.read_bytes() == (folder / path).read_bytes()
        assert uploaded.stat().st_nlink == 2
    total = len(manifest(folder)) + len(manifest(folder, "shopify"))
    assert len([file for file in (folder / "out/upload").rglob("*") if file.is_file()]) == total


def test_a_new_version_replaces_the_old_name_and_a_foreign_file_stays(folder):
    setting(folder, BASE, BASE + 'image_version = "name"\n')
    export(folder)
    old = {row["upload"] for row in manifest(folder).values()}
    for name in ("mine.jpg", "mine.01234567.jpg"):
        (folder / "out/upload/aliexpress/U1" / name).write_bytes(b"a note of the seller")
    setting(folder, "[export]", '[watermark]\ntext = "Testa"\n\n[export]')
    run(folder)
    new = {row["upload"] for row in manifest(folder).values()}
    there = {file.relative_to(folder / "out/upload").as_posix() for file in (folder / "out/upload").rglob("*.jpg")}
    assert old - new and new <= there and not (old - new) & there
    assert {"aliexpress/U1/mine.jpg", "aliexpress/U1/mine.01234567.jpg"} <= there
    setting(folder, 'image_version = "name"', 'image_version = "none"')
    export(folder)
    assert {file.name for file in (folder / "out/upload").rglob("*.jpg")} == {"mine.jpg", "mine.01234567.jpg"}


def test_disks_without_links_get_copies(folder, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    setting(folder, BASE, BASE + 'image_version = "name"\n')
    export(folder)
    for path, row in manifest(folder).items():
        uploaded = folder / "out/upload" / row["upload"]
        assert (uploaded.read_bytes(), uploaded.stat().st_nlink) == ((folder / path).read_bytes(), 1)
    times = {file: file.stat().st_mtime_ns for file in (folder / "out/upload").rglob("*.jpg")}
    export(folder)
    assert times == {file: file.stat().st_mtime_ns for file in (folder / "out/upload").rglob("*.jpg")}


def test_an_image_not_rendered_yet_has_its_plain_name(folder):
    setting(folder, BASE, BASE + 'image_version = "query"\n')
    gone = "out/images/aliexpress/U1/U1-gallery-1.jpg"
    (folder / gone).unlink()
    report = export(folder)
    assert "image.missing" in {each.code for each in report.findings}
    assert gone not in manifest(folder)
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx").worksheets[0]
    assert sheet["I2"].value == "https://img.example.com/my%20shop/aliexpress/U1/U1-gallery-1.jpg"


def test_nothing_changed_leaves_headers_only_and_says_so(folder):
    report = export(folder, changed=True)
    assert report.counts == {"listings": 0, "rows": 0}
    assert models(folder) == (set(), set())
    assert sum("nothing has changed since the last export" in line for line in report.summary) == 2


def test_a_changed_cell_is_written_and_only_once(folder):
    products(folder, "35.5", "55.5")
    report = export(folder, changed=True)
    assert (report.counts, models(folder)) == ({"listings": 2, "rows": 3}, ({"U2"}, {"u2"}))
    assert "AliExpress: 0 new, 1 changed, 1 as before." in report.summary
    assert export(folder, changed=True).counts["listings"] == 0
    assert export(folder).counts["listings"] == 4


def test_stock_that_falls_to_nothing_is_a_change(folder):
    shopify = workflow.Run(TODAY).only(stores=["shopify"])
    for stock in (1, 0):
        text = PRODUCTS.replace("material", "material,stock").replace("pongee", f"pongee,{stock}")
        (folder / "products.csv").write_text(text, "utf-8")
        report = workflow.export(folder, shopify, changed=stock == 0)
    assert (report.counts["listings"], models(folder)[1]) == (1, {"u1"})


@pytest.mark.parametrize("version", ["none", "name"])
def test_an_image_of_other_bytes_is_a_change_of_its_listing(folder, version):
    setting(folder, BASE, BASE + f'image_version = "{version}"\n')
    export(folder)
    photo(folder / "photos/U1-RED_top.jpg", COLOURS["GRN"], seed=77)
    workflow.images(folder, workflow.Run(TODAY))
    export(folder, changed=True)
    assert models(folder) == ({"U1"}, {"u1"})


def test_a_new_product_with_a_new_option_changes_no_other_listing(folder):
    text = (
        PRODUCTS.replace("material\n", "material,handle\n")
        + "U3,Stick umbrella,Black,20,300,30,6,6,pongee,Hook; Ball\n"
    )
    (folder / "products.csv").write_text(text, "utf-8")
    for seed, shot in enumerate(("front", "top")):
        photo(folder / f"photos/U3-BLK_{shot}.jpg", COLOURS["BLK"], seed=90 + seed)
    report = export(folder, changed=True)
    assert "AliExpress: 1 new, 0 changed, 2 as before." in report.summary


def test_other_columns_count_as_all_changed(folder):
    own = '[sheet]\nformat = "csv"\nlayout = "row-per-sku"\ncolumns = [{ header = "Item", field = "sku" }'
    (folder / "own.toml").write_text(
        f'name = "own"\nlabel = "Own"\nchecked_on = 2026-05-01\nslots = []\nrules = {{}}\n{own}]\n', "utf-8"
    )
    narrowed = workflow.Run(TODAY).only(stores=["own.toml"])
    assert workflow.export(folder, narrowed, changed=True).counts["listings"] == 2
    assert workflow.export(folder, narrowed, changed=True).counts["listings"] == 0
    (folder / "own.toml").write_text(
        (folder / "own.toml").read_text("utf-8").replace('"sku" }', '"sku" }, { header = "Code", field = "barcode" }')
    )
    report = workflow.export(folder, narrowed, changed=True)
    assert report.counts["listings"] == 2
    assert "Own: no export before this one, or of other columns: everything counts as changed." in report.summary


@pytest.mark.parametrize("damage", ["{", "[]", '{"listings": 3}', None])
def test_without_a_baseline_everything_counts_as_changed(folder, damage):
    for file in (folder / ".listingkit/exported").iterdir():
        file.unlink() if damage is None else file.write_text(damage)
    assert export(folder, changed=True).counts["listings"] == 4


def test_a_withheld_product_is_written_once_it_is_sound(folder):
    bad = "U2,Straight umbrella 伞布料,Green,55.5,500,88,7,6,polyester"
    products(folder, "U2,Straight umbrella,Green,35.5,500,88,7,6,polyester", bad)
    report = export(folder, changed=True)
    assert report.counts["listings"] == 0
    assert "1 product withheld because of errors: U2." in report.summary
    products(folder, "35.5", "55.5")
    assert export(folder, changed=True).counts["listings"] == 2
    assert models(folder) == ({"U2"}, {"u2"})


def test_a_product_that_is_gone_is_named_once(folder):
    products(folder, "U2,Straight umbrella,Green,35.5,500,88,7,6,polyester\n", "")
    line = "AliExpress: no longer in the catalogue, so end them in the store: U2."
    assert line in export(folder, changed=True, dry_run=True).summary
    assert line in export(folder, changed=True).summary
    assert line not in export(folder, changed=True).summary


def test_a_product_whose_row_is_faulty_is_not_called_gone(folder):
    products(folder, "35.5", "many")
    assert not any("no longer" in line for line in export(folder, changed=True).summary)
    (folder / "products.csv").write_text(PRODUCTS, "utf-8")
    assert export(folder, changed=True).counts["listings"] == 0


def test_a_dry_run_lists_listings_with_their_reason_and_writes_nothing(folder, cli):
    products(folder, "35.5", "55.5")
    before = digests(folder)
    answer = cli("export", folder, "--dry-run", json=True)
    reasons = {(each["store"], each["model"]): each["reason"] for each in answer.json["listings"]}
    assert reasons == {
        ("aliexpress", "U1"): "as before", ("aliexpress", "U2"): "changed",
        ("shopify", "U1"): "as before", ("shopify", "U2"): "changed",
    }  # fmt: skip
    assert cli("export", folder, "--dry-run", "--changed", json=True).json["counts"] == {"listings": 2, "rows": 3}
    assert digests(folder) == before


def test_a_crash_between_file_and_baseline_writes_it_again(folder, monkeypatch):
    products(folder, "35.5", "55.5")

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("listingkit.exports.save_baseline", crash)
        with pytest.raises(KeyboardInterrupt):
            export(folder, changed=True)
    assert export(folder, changed=True).counts["listings"] == 2


def test_a_large_shop_s_listings_are_not_kept_and_come_out_the_same(folder, monkeypatch):
    export(folder)
    before = digests(folder / "out")
    monkeypatch.setattr("listingkit.desk.MOST_KEPT", 0)
    export(folder)
    assert digests(folder / "out") == before


def test_an_error_about_one_store_s_rule_withholds_from_that_store_only(tmp_path, cli):
    folder = shop(tmp_path)
    variants = "model,colour,sku\nU1,Navy,A-SKU-OF-25-LETTERS-IN-ALL\n"
    (folder / "variants.csv").write_text(variants, encoding="utf-8")
    answer = cli("run", folder)
    assert answer.code == 1
    assert "AliExpress: 1 product withheld because of its rules: U1." in answer.out + answer.err
    with (folder / "out/listings/shopify.csv").open(encoding="utf-8", newline="") as file:
        assert {row["URL handle"] for row in csv.DictReader(file)} == {"u1", "u2"}
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx").worksheets[0]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == {"U2"}
    assert "withheld from aliexpress: has errors there" in (folder / "out/report.html").read_text("utf-8")
