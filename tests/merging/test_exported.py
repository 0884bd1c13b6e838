"""Does what was exported survive its table, and is a cell known that still says it?"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.rows import KeyedRow
from listingkit.merging.exported import head_lines, read_exported, row_lines, says
from listingkit.stores.layouts import RowKind
from listingkit.stores.model import Column
from listingkit.tables_model import Row, Sheet

COLUMNS = [Column(header="SKU", field="sku"), Column(header="Text", field="title")]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=400)


@given(st.lists(st.tuples(TEXTS, st.one_of(TEXTS, st.decimals(0, 10**6, places=2), st.none())), max_size=5))
def test_what_was_exported_says_itself(cells):
    rows = [KeyedRow("U1", f"A{at}", RowKind.SKU, cells_of) for at, cells_of in enumerate(cells)]
    lines = [*head_lines("ebay", COLUMNS), *row_lines(rows)]
    table = read_exported(Sheet("", tuple(Row(at, tuple(line)) for at, line in enumerate(lines, start=1))))
    assert table.store == "ebay"
    assert [row.sku for row in table.rows] == [row.sku for row in rows]
    for kept, row in zip(table.rows, rows, strict=True):
        for text, cell in zip(kept.texts, row.cells, strict=True):
            assert says(text, "" if cell is None else str(cell))


@given(TEXTS, TEXTS)
def test_another_text_is_another(one, other):
    [line] = row_lines([KeyedRow("U1", "A", RowKind.SKU, (one,))])
    same = one.strip().split() == other.strip().split()
    if not same and not (one.strip().isdecimal() and other.strip().isdecimal()):
        assert not says(line[3], other)


def test_numbers_are_the_same_however_they_are_written():
    [line] = row_lines([KeyedRow("U1", "A", RowKind.SKU, (Decimal("21.50"), "00123"))])
    assert says(line[3], "21.5")
    assert not says(line[3], "21.51")


def test_line_ends_are_no_edit():
    [line] = row_lines([KeyedRow("U1", "A", RowKind.SKU, ("one \ntwo",))])
    assert says(line[3], "one\r\ntwo")
