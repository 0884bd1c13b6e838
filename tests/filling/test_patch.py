"""Do values land in the right cells of any sheet XML, and does everything else stay byte for byte?"""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.filling.patch import Fashion, fashion_of, filled, text_of
from listingkit.filling.sheetxml import read_sheet_xml
from listingkit.tables_grid import Grid, Shared
from listingkit.tables_xlsx import parser_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><dimension ref="A1:C3"/>'
TAIL = '<mergeCells count="1"><mergeCell ref="X1:Z1"/></mergeCells></worksheet>'


def sheet(rows: str, head: str = HEAD, tail: str = TAIL) -> bytes:
    return f"{head}<sheetData>{rows}</sheetData>{tail}".encode()


def patched(xml: bytes, first: int, columns: list[int], rows: list[list], fashion: Fashion | None = None) -> bytes:
    read = read_sheet_xml(xml)
    return b"".join(filled(read, first, columns, rows, len(rows), fashion or fashion_of(read, first, columns)))


def values(xml: bytes) -> dict[tuple[int, int], str]:
    """By row and column, as our own reader sees them."""
    grid = Grid(Shared())
    parser_of(grid.start, grid.end, grid.text).Parse(xml, True)
    return {(row.number, column): text for row in grid.rows() for column, text in enumerate(row.cells) if text}


def attributes(xml: bytes, place: str) -> dict[str, str]:
    root = ElementTree.fromstring(xml)
    return next(each.attrib for each in root.iter() if each.attrib.get("r") == place)


def test_rows_that_stand_keep_styles_heights_and_other_cells():
    rows = (
        '<row r="2" ht="30" customHeight="1"><c r="A2" s="5"/><c r="B2" s="6"><v>9</v></c><c r="D2" s="7" t="s"/></row>'
    )
    done = patched(sheet(rows), 2, [0, 3], [["x", 4]])
    assert b'<row r="2" ht="30" customHeight="1"><c r="A2" s="5" t="inlineStr">' in done
    assert b'<c r="B2" s="6"><v>9</v></c>' in done
    assert b'<c r="D2" s="7"><v>4</v></c></row>' in done


def test_new_rows_look_like_the_first_but_are_not_hidden():
    rows = '<row r="2" ht="30" customHeight="1" hidden="1" outlineLevel="2"><c r="A2" s="5"/><c r="B2" s="6"/></row>'
    done = patched(sheet(rows), 2, [0, 1, 2], [["x", None, 1], ["y", None, 2]])
    assert attributes(done, "3") == {"r": "3", "ht": "30", "customHeight": "1"}
    assert attributes(done, "A3")["s"] == "5"
    assert attributes(done, "B3") == {"r": "B3", "s": "6"}
    assert "s" not in attributes(done, "C3")


def test_without_a_row_the_style_of_the_column_holds():
    head = HEAD + '<cols><col min="1" max="1" width="9" style="3"/><col min="2" max="16384" style="4"/></cols>'
    done = patched(sheet("", head), 2, [0, 5], [["x", 1]])
    assert (attributes(done, "A2")["s"], attributes(done, "F2")["s"]) == ("3", "4")


@pytest.mark.parametrize(
    "rows",
    ["<sheetData/>", "<sheetData></sheetData>", "<sheetData >\n</sheetData >", "<sheetData><row r='1'/></sheetData>"],
)
def test_sheet_without_rows(rows):
    done = patched(f"{HEAD}{rows}{TAIL}".encode(), 2, [0, 1], [["a", 1], ["b", 2]])
    assert values(done) == {(2, 0): "a", (2, 1): "1", (3, 0): "b", (3, 1): "2"}


def test_gaps_between_rows_are_filled_and_rows_below_stay():
    rows = '<row r="2"/><row r="4"><c r="B4"><v>1</v></c></row><row r="9"><c r="A9"><v>7</v></c></row>'
    done = patched(sheet(rows), 2, [0], [[text] for text in "abcd"])
    assert values(done) == {(2, 0): "a", (3, 0): "b", (4, 0): "c", (4, 1): "1", (5, 0): "d", (9, 0): "7"}
    assert re.findall(rb'<row r="(\d)"', done) == [b"2", b"3", b"4", b"5", b"9"]


def test_rows_and_cells_that_do_not_say_their_place():
    rows = "<row><c><v>1</v></c></row><row><c s='2'/><c><v>5</v></c><c/><c><v>6</v></c></row>"
    done = patched(sheet(rows), 2, [0, 2], [["a", "c"]])
    assert values(done) == {(1, 0): "1", (2, 0): "a", (2, 1): "5", (2, 2): "c", (2, 3): "6"}
    assert b"<c s='2' t=\"inlineStr\">" in done or attributes(done, "A2")["s"] == "2"


def test_formulas_are_never_overwritten():
    rows = '<row r="2"><c r="A2"><f>B2*2</f><v>0</v></c><c r="B2"><f t="shared" ref="B2:B9" si="0">1+1</f></c></row>'
    done = patched(sheet(rows), 2, [0, 1, 2], [["x", "y", "z"]])
    assert rows[: rows.index("</row>")].encode() in done
    assert values(done)[2, 2] == "z"


def test_picture_in_an_empty_cell_leaves_no_reference_behind():
    done = patched(sheet('<row r="2"><c r="A2" s="1" vm="3" cm="1" t="e"/></row>'), 2, [0], [["x"]])
    assert attributes(done, "A2") == {"r": "A2", "s": "1", "t": "inlineStr"}


def test_spans_and_dimension_grow_but_never_shrink():
    head = HEAD.replace("A1:C3", "A1:C3")
    done = patched(sheet('<row r="2" spans="1:2"><c r="A2"/></row>', head), 2, [0, 4], [["x", 1], ["y", 2], ["z", 3]])
    assert b'<row r="2" spans="1:5">' in done
    assert b'<dimension ref="A1:E4"/>' in done
    wide = patched(sheet("", HEAD.replace("A1:C3", "A1:ZZ900")), 2, [0], [["x"]])
    assert b'<dimension ref="A1:ZZ900"/>' in wide


def test_prefixed_elements():
    head = f'<x:worksheet xmlns:x="{STRICT}"><x:dimension ref="A1"/>'
    xml = f'{head}<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    done = patched(xml.encode(), 2, [0, 1], [["a", 2]])
    ElementTree.fromstring(done)
    assert values(done) == {(1, 0): "1", (2, 0): "a", (2, 1): "2"}
    assert b"<x:dimension" in done
    assert b"<c " not in done


def test_markup_in_comments_texts_and_attributes_is_no_markup():
    head = HEAD + '<!-- <sheetData><row r="9"> --><sheetPr codeName="a>b/"/>'
    rows = (
        '<row r="1" x="/>"><c r="A1" t="inlineStr"><is><t><![CDATA[</row><row r="7">]]></t></is></c></row>'
        '<!-- <row r="2"> --><row r="2"><c r="A2"/></row>'
    )
    done = patched(sheet(rows, head), 2, [0], [["a"]])
    assert values(done) == {(1, 0): '</row><row r="7">', (2, 0): "a"}
    assert rows[: rows.index("</row><!--")].encode() in done


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le-bom", "utf-16-be-bom", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_stay_what_they_are(encoding):
    text = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Größe</t></is></c></row>').decode()
    if encoding.startswith("utf-16"):
        kind = {"utf-16": "utf-16-le"}.get(encoding, encoding.removesuffix("-bom"))
        data = ("\ufeff" + text.replace("UTF-8", "UTF-16")).encode(kind)
    else:
        data = text.replace("UTF-8", "ISO-8859-1" if encoding == "iso-8859-1" else "UTF-8").encode(encoding)
    done = patched(data, 2, [0], [["Größe 大 😀"]])
    assert values(done) == {(1, 0): "Größe", (2, 0): "Größe 大 😀"}
    start = data.index("</sheetData>".encode(kind if encoding.startswith("utf-16") else "ascii"))
    assert done.startswith(data[: data.index(b"A\x001" if encoding == "utf-16" else data[40:60])])
    assert done.endswith(data[start:])


def test_rows_out_of_order_are_told():
    with pytest.raises(ValueError, match="row 3 stands below row 5"):
        list(read_sheet_xml(sheet('<row r="5"/><row r="3"/>')).rows())


@pytest.mark.parametrize("xml", [b"<worksheet/>", b"<worksheet><sheetData></worksheet>"])
def test_xml_without_rows_is_told(xml):
    with pytest.raises(ValueError, match="rows"):
        read_sheet_xml(xml)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0012", '<is><t xml:space="preserve">0012</t></is>'),
        ("=1+1", '<is><t xml:space="preserve">=1+1</t></is>'),
        ("a\r\nb", '<is><t xml:space="preserve">a\nb</t></is>'),
        ("bad\x00\x1f\ufffe\ud800", '<is><t xml:space="preserve">bad</t></is>'),
        ("_x0041_", '<is><t xml:space="preserve">_x005F_x0041_</t></is>'),
        ("R&D <b>", '<is><t xml:space="preserve">R&amp;D &lt;b&gt;</t></is>'),
        (Decimal("1E+3"), "<v>1000</v>"),
        (Decimal("0.10"), "<v>0.10</v>"),
        (0, "<v>0</v>"),
    ],
)
def test_texts_are_texts_and_numbers_numbers(value, cell):
    assert cell.encode() in patched(sheet(""), 2, [0], [[value]])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(2, 6))
def test_any_text_comes_back(rows, first):
    existing = '<row r="3"><c r="B3" s="1"/></row><row r="5"/>'
    done = patched(sheet(existing), first, [0, 2, 4], rows)
    clean = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
    wanted = {
        (first + number, column): clean.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        for number, row in enumerate(rows)
        for column, text in zip([0, 2, 4], row, strict=True)
    }
    assert values(done) == {place: text for place, text in wanted.items() if text}


@given(TEXTS)
def test_texts_stay_well_formed(text):
    ElementTree.fromstring(f"<t>{text_of(text)}</t>")


def test_20_000_prepared_rows_take_less_than_seconds():
    import time

    cells = "".join(f'<c r="{letter}%d" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRST")
    rows = "".join(f'<row r="{number}">{cells % ((number,) * 20)}</row>' for number in range(2, 20_002))
    started = time.perf_counter()
    done = patched(sheet(rows), 2, [0, 1, 2], [["a", 1, "c"]] * 300)
    assert time.perf_counter() - started < 5
    assert len(done) > len(rows)
