"""Workbooks as Excel, WPS and exporters really save them."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from listingkit.errors import BadInputError
from listingkit.tables import Flaw, column_letter, read_tables
from tests.builders.catalog import rewrite_part, share_strings, workbook_at

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "catalog.xlsx"


def test_a_wrong_dimension_loses_no_rows(book: Path) -> None:
    workbook_at(book, {"products": [["model", "name"], ["U1", "a"], ["U2", "b"]]})
    rewrite_part(book, SHEET, '<dimension ref="A1:B3"', '<dimension ref="A1"')
    assert len(load_workbook(book, read_only=True)["products"].calculate_dimension()) == 5  # what a naive reader sees
    assert [row.cells for row in read_tables(book)[0].rows] == [("model", "name"), ("U1", "a"), ("U2", "b")]


def test_a_stray_cell_at_the_far_corner_costs_nothing(book: Path) -> None:
    workbook = workbook_at(book, {"products": [["model"], ["U1"]]})
    workbook["products"]["XFD1048576"] = "x"
    workbook["products"]["B1048576"] = "y"
    workbook.save(book)
    tracemalloc.start()
    began = time.perf_counter()
    rows = read_tables(book)[0].rows
    seconds, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(row.number, row.cells) for row in rows] == [(1, ("model",)), (2, ("U1",)), (1048576, ("", "y"))]
    assert seconds < 2
    assert peak < 5_000_000


def test_merged_cells_hold_for_the_whole_range_but_not_for_empty_rows(book: Path) -> None:
    workbook = workbook_at(book, {"v": [["model", "colour", "x"], ["U1", "Navy"], [None, "Red"], [], [None, "Black"]]})
    workbook["v"].merge_cells("A2:A5")
    workbook["v"].merge_cells("B2:C2")
    workbook.save(book)
    rows = read_tables(book)[0].rows
    assert [(row.number, row.cells) for row in rows[1:]] == [
        (2, ("U1", "Navy", "Navy")),
        (3, ("U1", "Red")),
        (5, ("U1", "Black")),
    ]
    assert rows[1].merged == {2}
    assert rows[2].merged == {0}


def test_a_row_of_merged_copies_alone_is_blank(book: Path) -> None:
    workbook = workbook_at(book, {"v": [["U1", "x"], [None, " "]]})
    workbook["v"].merge_cells("A1:A2")
    workbook.save(book)
    assert [row.blank for row in read_tables(book)[0].rows] == [False, True]


def test_merging_a_million_rows_fills_only_those_that_exist(book: Path) -> None:
    workbook = workbook_at(book, {"v": [["U1", "x"], [None, "y"]]})
    workbook["v"].merge_cells("A1:A2")
    workbook.save(book)
    rewrite_part(book, SHEET, 'ref="A1:A2"', 'ref="A1:A1048576"')
    assert [row.cells for row in read_tables(book)[0].rows] == [("U1", "x"), ("U1", "y")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (12.345, "12.345"),
        (1e-7, "0.0000001"),
        (6901234567890, "6901234567890"),
        (True, "yes"),
        (False, "no"),
        ("007", "007"),
        ("a\nb", "a\nb"),
        ("a_x000A_b", "a\nb"),
        ("a_xD83D__xDE00_b", "a\U0001f600b"),
        ("a_xD83D_b", "a\ufffdb"),
    ],
)
def test_values_read_as_excel_shows_them(book: Path, value: object, text: str) -> None:
    workbook_at(book, {"v": [[value]]})
    row = read_tables(book)[0].rows[0]
    assert (row.cells, dict(row.flaws)) == ((text,), {})


def test_dates_are_iso_and_marked(book: Path) -> None:
    workbook_at(book, {"v": [[dt.date(2026, 12, 1), dt.datetime(2026, 12, 1, 10, 5), dt.time(8, 30)]]})
    row = read_tables(book)[0].rows[0]
    assert row.cells == ("2026-12-01", "2026-12-01 10:05", "08:30")
    assert dict(row.flaws) == {0: Flaw.DATE, 1: Flaw.DATE, 2: Flaw.DATE}


def test_dates_of_old_macs_count_from_1904(book: Path) -> None:
    workbook = workbook_at(book, {"v": [[dt.date(2026, 12, 1)]]})
    workbook.epoch = dt.datetime(1904, 1, 1)
    workbook.save(book)
    assert read_tables(book)[0].rows[0].cells == ("2026-12-01",)


def test_leading_zeros_of_a_number_format_are_kept(book: Path) -> None:
    workbook = workbook_at(book, {"v": [[12345678905]]})
    workbook["v"]["A1"].number_format = "0000000000000"
    workbook.save(book)
    assert read_tables(book)[0].rows[0].cells == ("0012345678905",)


def test_numbers_that_excel_has_cut_are_marked(book: Path) -> None:
    workbook_at(book, {"v": [[6901234567890123, 6901234567890]]})
    assert dict(read_tables(book)[0].rows[0].flaws) == {0: Flaw.LONG_NUMBER}


def test_formulas_without_a_stored_value_are_marked(book: Path) -> None:
    workbook_at(book, {"v": [["=1+1", "x"]]})
    row = read_tables(book)[0].rows[0]
    assert (row.cells, dict(row.flaws), row.blank) == (("", "x"), {0: Flaw.NO_VALUE}, False)


def test_formulas_with_a_stored_value_give_it(book: Path) -> None:
    workbook_at(book, {"v": [["=1+1", "=B1"]]})
    empty = next(each for each in ("<v />", "<v/>", "<v></v>") if each in part(book))  # With or without lxml.
    rewrite_part(book, SHEET, f"<f>1+1</f>{empty}", "<f>1+1</f><v>2</v>")
    rewrite_part(book, SHEET, '<c r="B1">', '<c r="B1" t="str">')
    row = read_tables(book)[0].rows[0]
    assert (row.cells, dict(row.flaws)) == (("2",), {})


def part(book: Path) -> str:
    with zipfile.ZipFile(book) as archive:
        return archive.read(SHEET).decode()


def test_error_values_are_marked(book: Path) -> None:
    workbook_at(book, {"v": [["#N/A", "#DIV/0!"]]})
    row = read_tables(book)[0].rows[0]
    assert (row.cells, dict(row.flaws)) == (("#N/A", "#DIV/0!"), {0: Flaw.ERROR, 1: Flaw.ERROR})


def test_shared_strings_are_text_without_how_it_is_pronounced(book: Path) -> None:
    workbook_at(book, {"v": [["?", "?"]]})
    rich = '<si><r><t>雨</t></r><r><t xml:space="preserve">伞 </t></r><rPh sb="0" eb="1"><t>yu</t></rPh></si>'
    share_strings(book, SHEET, rich + "<si><t>x_x000D_\ny</t></si>")
    assert read_tables(book)[0].rows[0].cells == ("雨伞 ", "x\ny")


def test_a_reference_to_no_string_is_a_damaged_workbook(book: Path) -> None:
    workbook_at(book, {"v": [["?"]]})
    share_strings(book, SHEET, "")
    with pytest.raises(BadInputError):
        read_tables(book)


def test_prefixed_xml_without_references_as_other_programs_write_it(book: Path) -> None:
    workbook_at(book, {"v": [["a"]]})
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>U1</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>'
        "<x:row><x:c><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    rewrite_part(book, SHEET, part(book), xml)
    assert [(row.number, row.cells) for row in read_tables(book)[0].rows] == [(1, ("U1", "5")), (2, ("6",))]


def test_hidden_sheets_say_so(book: Path) -> None:
    workbook = workbook_at(book, {"products": [["a"]], "lists": [["b"]]})
    workbook["lists"].sheet_state = "hidden"
    workbook.save(book)
    assert [(sheet.name, sheet.hidden) for sheet in read_tables(book)] == [("products", False), ("lists", True)]


def test_a_workbook_is_known_by_its_bytes_not_its_name(book: Path, tmp_path: Path) -> None:
    workbook_at(book, {"v": [["a"]]})
    assert read_tables(book.rename(tmp_path / "products.csv"))[0].rows[0].cells == ("a",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 cut short", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"model,name\n", "is not a workbook"),
        (b"\0" * 100, "is empty"),
        (b"", "is empty"),
    ],
)
def test_files_that_are_no_workbook_say_why(book: Path, data: bytes, message: str) -> None:
    book.write_bytes(data)
    with pytest.raises(BadInputError, match=message) as caught:
        read_tables(book)
    assert "catalog.xlsx" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_workbook_cut_short(book: Path, cut: float) -> None:
    workbook_at(book, {"products": [["model", number] for number in range(500)]})
    book.write_bytes(book.read_bytes()[: int(book.stat().st_size * cut)])
    with pytest.raises(BadInputError):
        read_tables(book)


@pytest.mark.parametrize("broken", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_broken_xml_inside(book: Path, broken: str) -> None:
    workbook_at(book, {"products": [["model", "name"], ["U1", "a"]]})
    with zipfile.ZipFile(book) as archive:
        xml = archive.read(broken).decode()
    rewrite_part(book, broken, xml, xml[: len(xml) // 2])
    with pytest.raises(BadInputError):
        read_tables(book)


def test_a_billion_laughs_are_not_laughed(book: Path) -> None:
    workbook_at(book, {"products": [["model"]]})
    rewrite_part(book, SHEET, "<worksheet", '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet')
    with pytest.raises(BadInputError, match="document type"):
        read_tables(book)


def test_a_folder_or_missing_file_is_bad_input(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.xlsx"):
        with pytest.raises(BadInputError, match="cannot be read"):
            read_tables(path)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, letters: str) -> None:
    assert column_letter(index) == letters
