"""Is the shot list right for one shot and for more than Excel's sheet holds?"""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import load_workbook

from listingkit.settings import DEFAULT_SHOTS, LightTable, ShotTemplate
from listingkit.sheets import package, plain_table, shotlist
from listingkit.shots.calendar import Calendar
from listingkit.shots.days import outline_of
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.shots import TODAY, catalogue, files


def written(path, catalog, names=(), templates=DEFAULT_SHOTS):
    coverage = match(plan_shots(catalog, templates), files(*names))
    rows = shotlist.shot_rows(coverage, Calendar(LightTable(), TODAY).schedule(coverage.missing()))
    loads = outline_of(Calendar(LightTable(), TODAY).schedule(coverage.missing())).loads
    shotlist.write_shotlist(path / "shotlist.xlsx", "A & B's <shop>", coverage, loads, rows)
    return load_workbook(path / "shotlist.xlsx")


def records(sheet):
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_first_sheet_has_the_promised_header_and_a_row_per_shot(tmp_path):
    sheet = written(tmp_path, catalogue({"U1": {"colour": ["Navy", "Red"]}})).worksheets[0]
    rows = records(sheet)
    assert {"subject", "shot", "role", "required", "day", "window", "status", "file"} <= rows[0].keys()
    assert len(rows) == 16
    first = rows[0]
    assert (first["subject"], first["shot"], first["role"], first["status"]) == ("U1-NAV", "front", "main", "missing")
    assert (first["file"], first["window"]) == ("U1-NAV_front.jpg", "08:00-10:00")
    assert first["day"] == dt.datetime(2026, 5, 11)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K17"


def test_done_shots_come_last_with_their_photo_and_takes(tmp_path):
    names = ["U1_front.jpg", "U1_front_2.jpg"]
    rows = records(written(tmp_path, catalogue({"U1": {}}), names).worksheets[0])
    assert rows[-1] | {"status": "done", "file": "photos/U1_front_2.jpg", "takes": 2, "day": None} == rows[-1]
    assert [row["status"] for row in rows[:-1]] == ["missing"] * 7


def test_look_without_sample_is_listed_and_not_scheduled(tmp_path):
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"]}}, no_sample=frozenset({"U1-RED"}))
    rows = records(written(tmp_path, catalog, templates=[ShotTemplate(name="front")]).worksheets[0])
    assert [(row["subject"], row["status"], row["day"] is None) for row in rows] == [
        ("U1-NAV", "missing", False),
        ("U1-RED", "no sample", True),
    ]


def test_more_rows_than_a_sheet_holds_go_on_another(tmp_path, monkeypatch):
    monkeypatch.setattr(plain_table, "MAX_ROWS", 11)
    workbook = written(tmp_path, catalogue({"U1": {"colour": ["Navy", "Red", "Green"]}}))
    assert workbook.sheetnames == ["shots", "shots 2", "shots 3", "days", "coverage"]
    rows = [row for sheet in workbook.worksheets[:3] for row in records(sheet)]
    assert len({(row["subject"], row["shot"]) for row in rows}) == 24


def test_equal_shot_lists_are_equal_bytes(tmp_path):
    catalog = catalogue({"U1": {"colour": ["Navy"]}})
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, catalog)
    assert (tmp_path / "one/shotlist.xlsx").read_bytes() == (tmp_path / "two/shotlist.xlsx").read_bytes()


def test_empty_plan_is_a_sheet_with_a_header(tmp_path):
    assert records(written(tmp_path, catalogue({})).worksheets[0]) == []


@pytest.mark.parametrize("day", [dt.date(1900, 3, 1), dt.date(2026, 5, 11), dt.date(9999, 12, 31)])
def test_days_count_as_excel_counts_them(day):
    from openpyxl.utils.datetime import to_excel

    assert plain_table.excel_day(day) == to_excel(day)


def test_text_that_xml_forbids_is_left_out_and_the_rest_is_kept():
    (row,) = package._row_texts([[("a\x00<b>&\x0b", 1), (None, 1), (3, 2)]], 5)
    assert row == (
        '<row r="5"><c r="A5" s="1" t="inlineStr"><is><t xml:space="preserve">a&lt;b&gt;&amp;</t></is></c>'
        '<c r="B5" s="1"/><c r="C5" s="2"><v>3</v></c></row>'
    )
