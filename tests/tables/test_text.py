"""Text tables as people really save them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.errors import BadInputError
from listingkit.tables import Sheet, read_tables, write_csv

TEXT = "model;名称\r\nU1;自动折叠伞\r\n"


def read(tmp_path: Path, data: bytes, name: str = "products.csv") -> Sheet:
    path = tmp_path / name
    path.write_bytes(data)
    return read_tables(path, name)[0]


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_need_no_guess(tmp_path: Path, encoding: str) -> None:
    sheet = read(tmp_path, TEXT.encode(encoding))
    assert cells(sheet) == [("model", "名称"), ("U1", "自动折叠伞")]
    assert not sheet.findings


def test_utf_16_big_endian_with_mark(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be")))[1] == ("U1", "自动折叠伞")


def test_gb18030_is_read_and_said_to_be_a_guess(tmp_path: Path) -> None:
    sheet = read(tmp_path, TEXT.encode("gb18030"))
    assert cells(sheet)[1] == ("U1", "自动折叠伞")
    assert [found.code for found in sheet.findings] == ["catalog.encoding"]


def test_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    sheet = read(tmp_path, "model;name\nU1;Café Noëla\n".encode("cp1252"))
    assert cells(sheet)[1] == ("U1", "Café Noëla")
    assert "Windows-1252" in sheet.findings[0].message


def test_bytes_that_are_no_text_name_their_line(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="line 2 is neither"):
        read(tmp_path, "型号,b\n".encode("gb18030") + b"\xff\xff\xff,1\n")


def test_utf_16_cut_in_half_is_a_finding(tmp_path: Path) -> None:
    sheet = read(tmp_path, TEXT.encode("utf-16")[:-1])
    assert [found.code for found in sheet.findings] == ["catalog.unreadable"]
    assert cells(sheet)[1] == ("U1", "自动折叠伞")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_comes_from_the_unquoted_header(tmp_path: Path, separator: str) -> None:
    header = separator.join(["model", '"weight, ""net""; (g)\t"', "name"])
    sheet = read(tmp_path, f"{header}\nU1{separator}5{separator}a,b;c\n".encode())
    assert len(sheet.rows[0].cells) == 3
    assert sheet.rows[1].cells[:2] == ("U1", "5")


def test_tsv_with_a_single_column(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"model\nU1, U2\n", "a.tsv")) == [("model",), ("U1, U2",)]


def test_excels_sep_line_is_no_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, b"sep=;\r\nmodel;name\r\nU1;a,b\r\n")
    assert [(row.number, row.cells) for row in sheet.rows] == [(1, ("model", "name")), (2, ("U1", "a,b"))]


def test_row_numbers_are_excels_after_line_breaks_in_cells_and_blank_rows(tmp_path: Path) -> None:
    sheet = read(tmp_path, b'model,text\r\nU1,"one\r\ntwo"\r\n\r\n,,\r\nU2,x,y\r\n')
    assert [(row.number, row.cells) for row in sheet.rows][1:] == [(2, ("U1", "one\ntwo")), (5, ("U2", "x", "y"))]


def test_old_mac_line_ends(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"model,name\rU1,a\r")) == [("model", "name"), ("U1", "a")]


def test_nul_bytes_are_dropped_with_a_warning(tmp_path: Path) -> None:
    sheet = read(tmp_path, b"model,name\nU\x001,a\n" + b"\x00" * 50)
    assert cells(sheet) == [("model", "name"), ("U1", "a")]
    assert [found.code for found in sheet.findings] == ["catalog.encoding"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n"])
def test_empty_files_have_no_rows(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data).rows == ()


def test_a_quote_that_never_closes_is_told(tmp_path: Path) -> None:
    sheet = read(tmp_path, b'model,name\nU1,"Umbrella\nU2,Other\nU3,Third\n')
    assert [(found.code, found.place.row) for found in sheet.findings] == [("catalog.unreadable", 2)]


def test_inch_marks_are_no_quotes(tmp_path: Path) -> None:
    sheet = read(tmp_path, b'model,name\nU1,23" Umbrella\n')
    assert cells(sheet)[1] == ("U1", '23" Umbrella')
    assert not sheet.findings


def test_a_monstrous_cell_is_a_finding_with_its_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, b"model,name\nU1,a\nU2," + b"x" * 200_000 + b"\n")
    assert cells(sheet) == [("model", "name"), ("U1", "a")]
    assert [(found.code, found.place.row) for found in sheet.findings] == [("catalog.unreadable", 3)]


def test_text_wrapped_as_formula_to_save_its_zeros(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b'sku,barcode\nA,"=""0012345678905"""\n'))[1] == ("A", "0012345678905")


def test_formula_like_texts_are_defused_and_numbers_are_not(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    write_csv(target, ["a", "b"], [["=1+1", "-12.50"], ["@x", "+86"], ["-", "- soft"], [Decimal("-1E+2"), None]])
    assert target.read_bytes() == b"a,b\r\n'=1+1,-12.50\r\n'@x,+86\r\n-,'- soft\r\n-100,\r\n"


def test_a_mark_is_written_only_where_asked(tmp_path: Path) -> None:
    write_csv(tmp_path / "out.csv", ["名"], [], bom=True)
    assert (tmp_path / "out.csv").read_bytes() == b"\xef\xbb\xbf" + "名\r\n".encode()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    def rows():  # type: ignore[no-untyped-def]
        yield ["1"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_csv(target, ["a"], rows())
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text() == "old"


CELL = st.text(
    st.characters(exclude_characters="\ufffe\uffff", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n"),
    max_size=12,
)


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=5))
def test_what_was_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    target = tmp_path_factory.mktemp("csv") / "out.csv"
    write_csv(target, ["first", "second", "third"], rows, bom=True)
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [row.cells for row in read_tables(target)[0].rows[1:]] == kept


@given(data=st.binary(max_size=300))
def test_any_bytes_are_rows_or_bad_input(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    target = tmp_path_factory.mktemp("csv") / "products.csv"
    target.write_bytes(data)
    try:
        assert all(row.cells for row in read_tables(target)[0].rows)
    except BadInputError as wrong:
        assert wrong.hint
