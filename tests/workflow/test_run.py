"""Does the whole road hold: again, after a change, with a bad photo, with a bad row, on one core or many?"""

from __future__ import annotations

import csv
import datetime as dt
import os
import shutil

import pytest
from openpyxl import load_workbook

from listingkit import workflow
from listingkit.errors import BadInputError
from listingkit.events import Advanced, Finished, Recorder, Started
from tests.builders.shop import COLOURS, PRODUCTS, SETTINGS, digests, photo, shop

TODAY = dt.date(2026, 5, 11)


def run(folder, **extra):
    return workflow.run(folder, workflow.Run(TODAY, cores=2, **extra))


def images(folder, **extra):
    return workflow.images(folder, workflow.Run(TODAY, cores=2), **extra)


def test_sound_shop_becomes_a_pack(tmp_path):
    folder = shop(tmp_path)
    report = run(folder)
    assert report.exit_code() == 0, [each for each in report.findings if each.severity == "error"]
    assert report.counts["plan"]["shots"] == 6
    assert report.counts["images"]["photos"] == 6
    assert report.counts["images"]["failed"] == 0
    assert report.counts["export"]["listings"] == 4
    for output in report.outputs:
        assert (folder / output).exists(), output
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx")["Listings"]
    skus = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert skus == ["U1-NVY", "U1-RED", "U2-GRN"]
    with (folder / "out/listings/shopify.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["SKU"] for row in rows if row["SKU"]] == skus


def test_originals_are_never_touched(tmp_path):
    folder = shop(tmp_path)
    before = digests(folder / "photos"), [file.stat().st_mtime_ns for file in sorted((folder / "photos").iterdir())]
    run(folder)
    assert before == (
        digests(folder / "photos"),
        [file.stat().st_mtime_ns for file in sorted((folder / "photos").iterdir())],
    )


def test_second_run_renders_nothing_and_changes_no_byte(tmp_path):
    folder = shop(tmp_path)
    first = run(folder)
    before = digests(folder / "out", "[!r]*/**/*")
    second = run(folder)
    assert first.counts["images"]["rendered"] > 0
    assert second.counts["images"]["rendered"] == 0
    assert second.counts["images"]["fresh"] == first.counts["images"]["rendered"]
    assert digests(folder / "out", "[!r]*/**/*") == before


def test_touched_photo_is_not_rendered_again(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    os.utime(folder / "photos/U1-NVY_front.jpg", (1, 1))
    assert run(folder).counts["images"]["rendered"] == 0


def test_changed_photo_renders_its_own_images_and_says_why(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    before = digests(folder / "out/images")
    photo(folder / "photos/U1-RED_top.jpg", COLOURS["BLK"], seed=30)
    report = images(folder)
    changed = {path for path, digest in digests(folder / "out/images").items() if before[path] != digest}
    # The colour's picture in both stores, and its place in either gallery.
    assert {path.split("/")[2] for path in changed} >= {"U1-RED-swatch.jpg"}
    assert all("U1" in path for path in changed)
    assert report.counts["rendered"] == len(changed) == 4
    assert "photo changed" in report.summary[0]


def test_new_watermark_leaves_forbidden_slots_alone(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    clean = digests(folder / "out/images/aliexpress", "*/*white*")
    marked = digests(folder / "out/images/aliexpress", "*/*gallery*")
    (folder / "shop.toml").write_text(SETTINGS + '\n[watermark]\ntext = "Testa"\n', encoding="utf-8")
    assert "recipe changed" in " ".join(images(folder).summary)
    assert digests(folder / "out/images/aliexpress", "*/*white*") == clean
    after = digests(folder / "out/images/aliexpress", "*/*gallery*")
    assert after.keys() == marked.keys()
    assert all(after[name] != marked[name] for name in marked)


def test_dry_run_tells_and_does_nothing(tmp_path):
    folder = shop(tmp_path)
    before = digests(folder)
    report = images(folder, dry_run=True)
    assert "target missing" in report.summary[0]
    (table,) = report.tables
    assert len(table.rows) == report.counts["rendered"] > 0
    assert ("out/images/aliexpress/U1/U1-gallery-1.jpg", "photos/U1-NVY_front.jpg", "target missing") in table.rows
    assert digests(folder) == before
    assert images(folder).counts["rendered"] == report.counts["rendered"]


def test_photos_on_a_drive_that_is_not_mounted_stop_every_command_and_nothing_goes(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    before = digests(folder / "out")
    (folder / "photos").rename(folder / "elsewhere")
    for command in (workflow.plan, workflow.check, workflow.images, workflow.export, workflow.run):
        with pytest.raises(BadInputError):
            command(folder, workflow.Run(TODAY))
    assert digests(folder / "out") == before
    (folder / "elsewhere").rename(folder / "photos")
    assert run(folder).counts["images"]["rendered"] == 0


def test_force_renders_everything_to_the_same_bytes(tmp_path):
    folder = shop(tmp_path)
    first = images(folder)
    before = digests(folder / "out/images")
    report = images(folder, force=True)
    assert report.counts["rendered"] == first.counts["rendered"]
    assert digests(folder / "out/images") == before


def test_truncated_photo_withholds_its_product_and_no_other(tmp_path):
    folder = shop(tmp_path)
    broken = folder / "photos/U1-RED_front.jpg"
    broken.write_bytes(broken.read_bytes()[:9000])
    report = run(folder)
    assert report.exit_code() == 1
    unreadable = [each for each in report.findings if each.code == "photo.unreadable"]
    assert [(each.subject, each.place.file, each.spu) for each in unreadable] == [
        ("U1-RED", "photos/U1-RED_front.jpg", "U1")
    ]
    assert report.counts["images"]["failed"] == 1
    sheet = load_workbook(folder / "out/listings/aliexpress.xlsx")["Listings"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["U2"]
    assert any("U1" in line and "withheld" in line for line in report.summary)


def test_faulty_row_is_left_out_with_its_place_and_the_rest_goes_on(tmp_path):
    folder = shop(tmp_path, products=PRODUCTS + "U3,Beach umbrella,Red,cheap,900,100,9,9,nylon\n")
    report = run(folder)
    (bad,) = [each for each in report.findings if each.code == "catalog.bad-number"]
    assert (bad.place.file, bad.place.row, bad.place.column) == ("products.csv", 4, "cost")
    assert report.exit_code() == 1
    assert report.counts["export"]["listings"] == 4


def test_missing_photo_leaves_its_slot_to_another_and_warns(tmp_path):
    folder = shop(tmp_path)
    (folder / "photos/U1-NVY_front.jpg").unlink()
    report = run(folder)
    assert report.exit_code() == 0
    assert [each.subject for each in report.findings if each.code == "shots.missing"] == ["U1-NVY"]
    assert report.exit_code(strict=True) == 1


def test_model_without_any_photo_is_withheld(tmp_path):
    folder = shop(tmp_path, photos=["U2-GRN_front", "U2-GRN_top"])
    report = run(folder)
    assert {each.spu for each in report.findings if each.code == "listing.too-few-images"} == {"U1"}
    assert report.counts["export"]["listings"] == 2


def test_images_of_a_store_that_is_no_longer_chosen_go(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    (folder / "shop.toml").write_text(SETTINGS.replace(', "shopify"', ""), encoding="utf-8")
    run(folder)
    assert not (folder / "out/images/shopify").exists()
    assert (folder / "out/images/aliexpress").exists()


def test_store_flag_leaves_the_other_store_s_images_alone(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    report = workflow.images(folder, workflow.Run(TODAY).only(stores=["aliexpress"]))
    assert report.counts["rendered"] == 0
    assert (folder / "out/images/shopify").exists()


@pytest.mark.slow
def test_same_bytes_with_one_worker_and_with_four(tmp_path):
    one, four = shop(tmp_path / "one"), shop(tmp_path / "four")
    run(one, jobs=1)
    run(four, jobs=4)
    assert digests(one / "out", "[!r]*/**/*") == digests(four / "out", "[!r]*/**/*")
    assert digests(one / "out", "shotlist.xlsx") == digests(four / "out", "shotlist.xlsx")


def test_cache_is_safe_to_delete(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    before = digests(folder / "out/images")
    shutil.rmtree(folder / ".listingkit")
    run(folder)
    assert digests(folder / "out/images") == before


def test_progress_tells_every_stage_to_its_end(tmp_path):
    recorder = Recorder()
    workflow.images(shop(tmp_path), workflow.Run(TODAY, recorder))
    stages = [event.stage for event in recorder.events if isinstance(event, Started)]
    assert stages == ["measure", "render"]
    for stage in stages:
        steps = [event.done for event in recorder.events if isinstance(event, Advanced) and event.stage == stage]
        assert steps == sorted(steps)
        assert [event.done for event in recorder.events if isinstance(event, Finished) and event.stage == stage] == [
            steps[-1]
        ]


def test_half_written_files_of_a_killed_run_are_swept_away(tmp_path):
    folder = shop(tmp_path)
    left = folder / "out/images/aliexpress/U1/.listingkit-tmp-x.jpg"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    images(folder)
    assert not left.exists()


def test_price_follows_cost_rate_and_margin(tmp_path):
    report = workflow.price("u1-nvy", shop(tmp_path), workflow.Run(TODAY))
    (table,) = report.tables
    lines = dict(table.rows)
    # 20 CNY x 0.14 = 2.80 USD; / (1 - 0.08 - 0.30) = 4.516…; up to the next .99
    assert lines["price"] == "4.99"


def test_damaged_old_take_with_a_good_retake_only_warns(tmp_path):
    folder = shop(tmp_path)
    broken = folder / "photos/U1-RED_front.jpg"
    shutil.copy(broken, folder / "photos/U1-RED_front_2.jpg")
    broken.write_bytes(broken.read_bytes()[:9000])
    report = run(folder)
    assert [each.severity for each in report.findings if each.code == "photo.unreadable"] == ["warning"]
    assert (report.exit_code(), report.counts["images"]["failed"]) == (0, 0)


def test_accepted_photo_error_no_longer_fails_the_run(tmp_path):
    folder = shop(tmp_path)
    (folder / "photos/notes.png").write_bytes(b"no picture")
    assert run(folder).exit_code() == 1
    accepted = '\n[[check.accept]]\ncode = "photo.unreadable"\nsubject = "photos/notes.png"\nreason = "notes"\n'
    (folder / "shop.toml").write_text(SETTINGS + accepted, encoding="utf-8")
    assert run(folder).exit_code() == 0


def test_newest_take_by_the_camera_s_clock_wins_whatever_a_copy_did_to_the_files(tmp_path):
    folder = shop(tmp_path)
    old, new = folder / "photos/day1/U1-RED_top.jpg", folder / "photos/day2/U1-RED_top.jpg"
    (folder / "photos/U1-RED_top.jpg").unlink()
    photo(old, COLOURS["BLK"], taken="2026:05:11 08:00:00")
    photo(new, COLOURS["RED"], taken="2026:05:12 08:00:00")
    os.utime(old, (2e9, 2e9))
    run(folder)
    sheet = load_workbook(folder / "out/shotlist.xlsx").worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    files = {row[header.index("subject")] + row[header.index("shot")]: row[header.index("file")] for row in rows}
    assert files["U1-REDtop"] == "photos/day2/U1-RED_top.jpg"


def test_reports_of_an_unchanged_shop_are_equal(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    run(folder)
    before = digests(folder / "out", "report.*")
    run(folder)
    assert digests(folder / "out", "report.*") == before


def test_listing_file_of_a_store_no_longer_chosen_is_pointed_out_and_kept(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    (folder / "shop.toml").write_text(SETTINGS.replace(', "shopify"', ""), encoding="utf-8")
    assert any("shopify.csv" in line and "delete" in line for line in run(folder).summary)
    assert (folder / "out/listings/shopify.csv").exists()


@pytest.mark.parametrize(
    "products", ["modle,name,colours,cost\nU1,A,Navy,3\n", PRODUCTS.replace("20,300", "cheap,300")]
)
def test_mistake_in_the_catalogue_does_not_take_finished_images_away(tmp_path, products):
    folder = shop(tmp_path)
    run(folder)
    before = digests(folder / "out/images")
    (folder / "products.csv").write_text(products, encoding="utf-8")
    assert run(folder).exit_code() == 1
    assert digests(folder / "out/images") == before


def test_product_no_longer_sold_takes_its_images_with_it_and_the_figure_is_told(tmp_path):
    folder = shop(tmp_path)
    run(folder)
    (folder / "products.csv").write_text("".join(PRODUCTS.splitlines(keepends=True)[:2]), encoding="utf-8")
    report = run(folder)
    assert any("removed" in line for line in report.summary)
    assert not list((folder / "out/images").rglob("U2*"))


def test_freight_by_weight_without_a_weight_withholds_the_product(tmp_path):
    settings = SETTINGS + "\n[pricing]\nfreight_usd_per_kg = 7\n"
    settings = settings.replace("[pricing.rates]\nCNY = { usd = 0.14, date = 2026-05-01 }\n", "")
    folder = shop(tmp_path, settings=settings, products=PRODUCTS.replace("20,300", "20,"))
    found = [each for each in run(folder).findings if each.code == "price.missing-cost"]
    assert [(each.spu, each.place.column) for each in found] == [("U1", "weight_g")]


def test_image_that_cannot_be_made_is_told_once_and_not_written_into_the_sheet(tmp_path):
    folder = shop(tmp_path)
    full_frame = folder / "photos/U2-GRN_front.jpg"
    photo(full_frame, COLOURS["GRN"], size=700)
    for _ in range(2):
        report = run(folder)
        told = [each for each in report.findings if "U2-scene" in each.message or "U2-scene" in each.place.file]
        assert [(each.code, each.severity) for each in told] == [("image.too-small", "warning")]
    assert report.counts["images"]["rendered"] == 0


def test_photo_that_cannot_be_read_is_not_a_shot_that_is_taken(tmp_path):
    folder = shop(tmp_path)
    (folder / "photos/U1-RED_top.jpg").write_bytes(b"")
    report = run(folder)
    assert {each.subject for each in report.findings if each.code == "shots.missing"} == {"U1-RED"}
    sheet = load_workbook(folder / "out/shotlist.xlsx").worksheets[0]
    header, first, *_ = sheet.iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert (row["subject"], row["shot"], row["status"]) == ("U1-RED", "top", "missing")
