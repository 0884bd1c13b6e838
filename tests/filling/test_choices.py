"""Which values does a drop-down allow, wherever its list stands?"""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from listingkit.filling.choices import ChoiceReader, Choices
from listingkit.filling.package import Area, Package, Validation, area_of, areas_of


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    book = Workbook()
    book.worksheets[0].title = "Main"
    for row, text in enumerate(["own one", "own two"], start=1):
        book.worksheets[0].cell(row, 9, text)
    lists = book.create_sheet("It's lists")
    lists.sheet_state = "hidden"
    for row, text in enumerate(["a", "b", " b ", "", "c"], start=1):
        lists.cell(row, 2, text or None)
    book.defined_names["Letters"] = DefinedName("Letters", attr_text="'It''s lists'!$B$1:$B$5")
    book.defined_names["Alias"] = DefinedName("Alias", attr_text="Letters")
    book.defined_names["Loop"] = DefinedName("Loop", attr_text="Loop")
    book.defined_names["Big_hats"] = DefinedName("Big_hats", attr_text="'It''s lists'!$B$1:$B$2")
    path = tmp_path_factory.mktemp("lists") / "in.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        yield ChoiceReader(Package(archive, "in.xlsx"), "Main")


def rule(formula: str) -> Validation:
    return Validation("list", (formula,), (Area(0, 2, 0, 9),))


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        ('"x, y,z"', ("x", "y", "z")),
        ('"say ""hi"",y"', ('say "hi"', "y")),
        ("$I$1:$I$2", ("own one", "own two")),
        ("Main!$I$1:$I$2", ("own one", "own two")),
        ("'It''s lists'!$B$1:$B$5", ("a", "b", "c")),
        ("'It''s lists'!$B:$B", ("a", "b", "c")),
        ("Letters", ("a", "b", "c")),
        ("=alias", ("a", "b", "c")),
        ("OFFSET('It''s lists'!$B$1,0,0,COUNTA('It''s lists'!$B:$B),1)", ("a", "b")),
    ],
)
def test_list_is_found(reader, formula, values):
    assert reader.of(rule(formula)) == Choices(values)


@pytest.mark.parametrize("formula", ["Nowhere", "Loop", "Gone!$A$1:$A$3", "IF(A1=1,B1:B3,C1:C3)", "", "#REF!"])
def test_list_that_cannot_be_told(reader, formula):
    assert not reader.of(rule(formula)).known


@pytest.mark.parametrize(
    ("formula", "row", "values"),
    [
        ("INDIRECT($A7)", {0: "Letters"}, ("a", "b", "c")),
        ('INDIRECT(SUBSTITUTE($A7," ","_"))', {0: "Big hats"}, ("a", "b")),
        ('INDIRECT("Big_"&LOWER(TRIM(B7)))', {1: " HATS "}, ("a", "b")),
        ('INDIRECT("Main!$I$1:$I$"&C7)', {2: "2"}, ("own one", "own two")),
        ("INDIRECT($A7)", {0: "Unknown"}, None),
        ("INDIRECT($A7)", {}, None),
        ("INDIRECT(VLOOKUP(A7,B:C,2))", {0: "x"}, None),
    ],
)
def test_list_that_depends_on_the_row(reader, formula, row, values):
    assert reader.of(rule(formula)) == Choices(formula=formula)
    assert reader.dependent(formula, row) == values


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B7", Area(1, 7, 1, 7)),
        ("$B$7:$C$9", Area(1, 7, 2, 9)),
        ("B:B", Area(1, 1, 1, 1_048_576)),
        ("B", None),
        ("B7:C", None),
        ("1:2:3", None),
        ("hello", None),
    ],
)
def test_area(text, area):
    assert area_of(text) == area


def test_areas_with_spaces_between():
    assert list(areas_of("B7:B9 D7 nonsense! E:E")) == [Area(1, 7, 1, 9), Area(3, 7, 3, 7), Area(4, 1, 4, 1_048_576)]
