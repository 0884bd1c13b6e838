"""Are rows and columns of an edited file known again, whatever people do to them?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listingkit.merging.edited import read_edited
from listingkit.merging.exported import Exported, ExportedRow, read_exported, says
from listingkit.stores.layouts import RowKind
from listingkit.tables_model import Row, Sheet

HEADERS = ("SKU", "Title", "Price", "Price")
ROWS = tuple(
    ExportedRow("U1", sku, RowKind.SKU, (sku, f"Title of {sku}", f"{at}.50", ""))
    for at, sku in enumerate(("007", "A-1", "A-2", "B"), start=1)
)
EXPORTED = Exported("ebay", HEADERS, ROWS)


def sheet(*rows: tuple[str, ...], name: str = "Listings", hidden: bool = False) -> Sheet:
    return Sheet(name, tuple(Row(number, cells) for number, cells in enumerate(rows, start=1)), hidden)


def read(*rows: tuple[str, ...]):
    return read_edited("e.csv", [sheet(*rows)], EXPORTED, 0)


@given(st.permutations(range(4)), st.permutations(range(4)), st.integers(0, 3))
def test_sorted_rows_and_moved_columns_are_as_exported(order, columns, above):
    rows = [ROWS[at] for at in order]
    lines = [HEADERS, *(row.texts for row in rows)]
    # Of two columns of one name, the first stays the first.
    columns = sorted(columns, key=lambda each: (each == 3, 0)) if columns.index(3) < columns.index(2) else columns
    moved = [tuple(line[at] for at in columns) for line in lines]
    found = read(*[("remark",)] * above, *moved)
    assert [row.exported for row in found.rows] == rows
    assert all(says(row.exported.texts[at], text) for row in found.rows for at, text in row.texts.items())
    assert (found.missing, found.strangers, found.unknown, found.renamed) == ((), (), (), ())


@given(st.lists(st.sampled_from([row.texts for row in ROWS]), max_size=8))
def test_each_exported_row_is_there_once_or_missing(lines):
    found = read(HEADERS, *lines)
    there = [row.exported.sku for row in found.rows]
    assert sorted([*there, *(row.sku for row in found.missing)]) == sorted(row.sku for row in ROWS)
    assert found.strangers == ()


def test_a_sku_whose_zeros_excel_took_is_known():
    assert [row.exported.sku for row in read(HEADERS, ("7", "Title of 007", "1.5", "")).rows] == ["007"]


def test_a_row_that_stands_twice_with_other_cells_is_told():
    found = read(HEADERS, ROWS[1].texts, ("A-1", "Other", "2.50", ""))
    assert [(each.place.row, each.twice) for each in found.strangers] == [(3, True)]


def test_a_renamed_column_is_known_by_what_stands_in_it():
    found = read(("SKU", "Name", "Price", "Price"), *(row.texts for row in ROWS))
    assert found.renamed == (("Title", "Name"),)
    assert found.columns[1] == "Name"


def test_a_column_of_the_sellers_own_is_not_taken_for_a_deleted_one():
    found = read(("SKU", "Price", "Price", "Notes"), *((row.sku, "1", "", "ask") for row in ROWS))
    assert 1 not in found.columns
    assert [place.column for place in found.unknown] == ["Notes"]


def test_a_sheet_without_skus_is_none():
    assert read(("Title", "Price", "Price"), ("Title of A-1", "2", "")) is None
    assert read(("a", "b"), ("c", "d")) is None
    assert read_edited("e.csv", [], EXPORTED, 0) is None


def test_of_several_sheets_the_likest_is_read():
    sheets = [sheet(("SKU", "Title"), ("A-1", "x"), name="Notes"), sheet(HEADERS, ROWS[1].texts)]
    assert read_edited("e.xlsx", sheets, EXPORTED, 0).sheet == "Listings"


def test_a_table_of_another_version_is_no_export():
    assert read_exported(sheet(("listingkit export", "0", "ebay"), ("model", "sku", "row"))) is None
    assert read_exported(sheet(("listingkit export", "1", "ebay"), ("model", "sku", "row"), ("U1", "A", "odd"))) is None
    assert read_exported(sheet()) is None
