"""What happens to rows that are there already, to odd packages, and to values that do not fit?"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from listingkit.errors import BadInputError, BadOutputError, UsageError
from listingkit.tables import read_tables
from tests.builders.catalog import share_strings
from tests.builders.filling import cells_of, fill_it, two_products
from tests.builders.listing import catalogue, listings_of, product, shop_settings
from tests.builders.templates import RICH, aliexpress_ru, entries_of, list_on, pack, raw_entries, unseen

HEADERS = ["SKU", "Title", "Price (USD)", "Stock", "Color", "Size"]


def small(path: Path, headers: list[str] | None = None, *rows: list[object]) -> Path:
    book = Workbook()
    for row in [headers or HEADERS, *rows]:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def codes(made) -> list[str]:
    return [found.code for found in made.findings]


def messages(made, code: str) -> list[str]:
    return [found.message for found in made.findings if found.code == code]


def test_rows_of_the_seller_stay_and_new_ones_begin_below(tmp_path):
    source = small(tmp_path / "in.xlsx", None, ["OLD-1", "Old hat", 5, 1], ["OLD-2", "Old cap", 6, 1])
    made = fill_it(source, tmp_path / "out.xlsx")
    rows = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)
    assert [row["SKU"] for row in rows][:3] == ["OLD-1", "OLD-2", "U012-NAV-S"]
    assert (made.free.first, made.free.taken) == (4, (2, 3))
    assert len(rows) == 10


def test_skus_that_are_there_are_not_written_twice(tmp_path):
    source = small(tmp_path / "in.xlsx", None, ["u012-nav-s", "Edited by hand", 5, 1])
    made = fill_it(source, tmp_path / "out.xlsx")
    rows = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)
    assert len(rows) == 8
    assert rows[0]["Title"] == "Edited by hand"
    assert messages(made, "fill.sku-present") == ["in.xlsx has rows for U012-NAV-S already: they stay as they are"]


def test_filled_file_as_a_template_gives_no_row_more(tmp_path):
    fill_it(small(tmp_path / "in.xlsx"), tmp_path / "out.xlsx")
    made = fill_it(tmp_path / "out.xlsx", tmp_path / "again.xlsx")
    assert (made.rows, made.listings) == (0, 0)
    assert not (tmp_path / "again.xlsx").exists()


def test_prefilled_columns_that_nothing_is_written_to_do_not_count_as_rows(tmp_path):
    source = small(tmp_path / "in.xlsx", [*HEADERS, "Line"], *([None] * 6 + [number] for number in range(1, 30)))
    made = fill_it(source, tmp_path / "out.xlsx")
    assert made.free.first == 2
    assert [row["Line"] for row in cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)][:3] == [1, 2, 3]


def test_note_far_below_is_stepped_over_only_where_there_is_no_room(tmp_path):
    source = small(tmp_path / "in.xlsx", None, *[[None]] * 20, ["End of list"])
    assert fill_it(source, None).free.first == 2
    source = small(tmp_path / "near.xlsx", None, *[[None]] * 4, ["End of list"])
    made = fill_it(source, tmp_path / "out.xlsx")
    assert made.free.first == 7
    assert load_workbook(tmp_path / "out.xlsx").worksheets[0]["A6"].value == "End of list"


def test_rows_with_merged_cells_are_left_alone(tmp_path):
    source = small(tmp_path / "in.xlsx")
    book = load_workbook(source)
    book.worksheets[0].merge_cells("A2:B3")
    book.save(source)
    made = fill_it(source, tmp_path / "out.xlsx")
    assert made.free.first == 4


def test_prepared_formulas_stay_and_count_as_no_row(tmp_path):
    source = small(tmp_path / "in.xlsx", None, [None, None, None, "=1+1"])
    made = fill_it(source, tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert (made.free.first, sheet["A2"].value, sheet["D2"].value, sheet["D3"].value) == (2, "U012-NAV-S", "=1+1", 7)


def test_package_with_parts_that_no_library_keeps(tmp_path):
    aliexpress_ru(tmp_path / "plain.xlsx")
    source = tmp_path / "in.xlsx"
    parts = entries_of(tmp_path / "plain.xlsx")
    pack(source, [*list(RICH.items())[:4], *parts.items(), *list(RICH.items())[4:]], b"a comment of the store's")
    fill_it(source, tmp_path / "out.xlsx")
    before, after = raw_entries(source), raw_entries(tmp_path / "out.xlsx")
    assert list(before) == list(after)
    assert [part for part in before if before[part] != after[part]] == ["xl/worksheets/sheet2.xml"]
    assert set(RICH) <= set(after)
    assert zipfile.ZipFile(tmp_path / "out.xlsx").comment == b"a comment of the store's"


def test_absolute_backslashed_and_upper_case_part_names(tmp_path):
    aliexpress_ru(tmp_path / "plain.xlsx")
    parts = entries_of(tmp_path / "plain.xlsx")
    rels = parts["xl/_rels/workbook.xml.rels"]
    assert b"/xl/worksheets/sheet2.xml" in rels
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"/xl/worksheets/sheet2.xml", b"worksheets\\sheet2.xml")
    parts["xl/Worksheets/Sheet2.xml"] = parts.pop("xl/worksheets/sheet2.xml")
    pack(tmp_path / "in.xlsx", parts.items())
    made = fill_it(tmp_path / "in.xlsx", tmp_path / "out.xlsx")
    assert made.rows == 8
    assert b"U012-RED-S" in entries_of(tmp_path / "out.xlsx")["xl/Worksheets/Sheet2.xml"]


def test_prefixed_strict_and_utf16_sheets_are_filled(tmp_path):
    source = small(tmp_path / "in.xlsx")
    parts = entries_of(source)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<x:c r="{"ABCDEF"[index]}1" t="inlineStr"><x:is><x:t>{header}</x:t></x:is></x:c>'
        for index, header in enumerate(HEADERS)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="{main}">'
        f'<x:sheetData><x:row r="1">{cells}</x:row></x:sheetData></x:worksheet>'
    )
    parts["xl/worksheets/sheet1.xml"] = ("\ufeff" + xml).encode("utf-16-le")
    pack(source, parts.items())
    fill_it(source, tmp_path / "out.xlsx")
    assert cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[7]["SKU"] == "U013-RED-L"


@pytest.mark.filterwarnings("ignore:Data Validation extension")  # what openpyxl cannot keep, and we do
def test_lists_of_newer_excel_are_read(tmp_path):
    source = small(tmp_path / "in.xlsx")
    parts = entries_of(source)
    rule = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:dataValidation type="list"><x14:formula1><xm:f>"Navy Blue,Red"</xm:f></x14:formula1>'
        b"<xm:sqref>E2:E99</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", rule)
    pack(source, parts.items())
    fill_it(source, tmp_path / "out.xlsx")
    assert cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]["Color"] == "Navy Blue"


def test_value_that_no_list_has_is_told_with_the_nearest(tmp_path):
    unseen(tmp_path / "in.xlsx", ["Black", "Navy/White", "Old Navy"])
    made = fill_it(tmp_path / "in.xlsx", tmp_path / "out.xlsx")
    told = {found.subject: found for found in made.findings if found.code == "fill.not-in-list"}
    assert set(told) == {"Navy", "Red"}
    assert "Nearest: Navy/White, Old Navy." in told["Navy"].hint
    assert (told["Red"].place.row, told["Red"].place.column) == (9, "E")
    assert "Shade" not in cells_of(tmp_path / "out.xlsx", "Offers", 7, 4)[0]


def test_empty_columns_of_new_rows_look_like_those_of_the_store(tmp_path):
    unseen(tmp_path / "in.xlsx")  # 20 rows are prepared, and unlocked
    listings = two_products(colour=["Navy", "Red"], size=[f"S{number}=Size {number}" for number in range(8)])
    made = fill_it(tmp_path / "in.xlsx", tmp_path / "out.xlsx", listings)
    assert made.rows == 32
    sheet = load_workbook(tmp_path / "out.xlsx")["Offers"]
    for column in ("A", "M", "R"):  # filled, of unknown unit, and of a field that nobody knows
        last = sheet[f"{column}38"]
        assert (last.protection.locked, last.number_format) == (False, sheet[f"{column}7"].number_format)
    assert sheet["M38"].value is None


def test_cells_prepared_with_empty_texts_count_as_no_rows(tmp_path):
    source = small(tmp_path / "in.xlsx", None, ["x", "y"])
    part = "xl/worksheets/sheet1.xml"
    share_strings(source, part, "".join(f"<si><t>{text}</t></si>" for text in [*HEADERS, "", " "]))
    parts = entries_of(source)
    assert b'<c r="B2" t="s"><v>7</v></c>' in parts[part]
    inline = b'<row r="3"><c r="A3" t="inlineStr"><is><t/></is></c><c r="B3" t="str"><v></v></c></row></sheetData>'
    parts[part] = parts[part].replace(b"</sheetData>", inline)
    pack(source, parts.items())
    made = fill_it(source, tmp_path / "out.xlsx")
    assert (made.free.first, made.free.taken) == (2, ())
    (sheet,) = read_tables(tmp_path / "out.xlsx")
    assert [row.cells[0] for row in sheet.rows[:3]] == ["SKU", "U012-NAV-S", "U012-NAV-L"]


@pytest.mark.parametrize(
    ("hint", "separator"), [("", ","), ("Separate links with a semicolon", ";"), ("换行分隔", "\n")]
)
def test_several_pictures_in_one_cell(tmp_path, hint, separator):
    source = small(tmp_path / "in.xlsx", [*HEADERS, "Main image", "Additional images"], [None] * 7 + [hint])
    fill_it(source, tmp_path / "out.xlsx", data_row=3)
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 3, 1)[0]
    assert row["Main image"].endswith("U012-gallery-1.jpg")
    assert row["Additional images"].endswith("U012-gallery-2.jpg")
    source = small(tmp_path / "all.xlsx", [*HEADERS, "Images"], [None] * 6 + [hint])
    fill_it(source, tmp_path / "out.xlsx", data_row=3)
    assert len(cells_of(tmp_path / "out.xlsx", "Sheet", 3, 1)[0]["Images"].split(separator)) == 2


@pytest.mark.parametrize(
    ("headers", "price"),
    [
        (["Sale price ($)"], [6.99]),
        (["Price ($)", "Sale price ($)"], [10.99, 6.99]),
        (["Price ($)", "MSRP ($)"], [6.99, 10.99]),
    ],
)
def test_price_and_what_it_was_before(tmp_path, headers, price):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Color", "Size", *headers])
    fill_it(source, tmp_path / "out.xlsx")
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]
    assert [row[header] for header in headers] == price


@pytest.mark.parametrize(
    ("header", "hint", "told"),
    [
        ("Title (max. 10)", "", 1), ("Title", "No more than 10 characters, please", 1), ("Title", "最多10个字符", 1),
        ("Title", "最多10字符", 1), ("Title (max. 100)", "", 0), ("Title", "no more than 10 words", 0),
    ],
)  # fmt: skip
def test_text_longer_than_the_template_says_is_told_and_written_whole(tmp_path, header, hint, told):
    source = small(tmp_path / "in.xlsx", ["SKU", header, "Color", "Size"], [None, hint])
    made = fill_it(source, tmp_path / "out.xlsx", data_row=3)
    assert cells_of(tmp_path / "out.xlsx", "Sheet", 3, 1)[0][header] == "Sun Umbrella"
    assert codes(made).count("fill.too-long") == told


def test_rule_on_the_length_of_texts(tmp_path):
    book = Workbook()
    book.worksheets[0].append(["SKU", "Title", "Color", "Size"])
    rule = DataValidation(type="textLength", operator="lessThan", formula1="13")
    rule.add("B2:B100")
    book.worksheets[0].add_data_validation(rule)
    book.save(tmp_path / "in.xlsx")
    assert messages(fill_it(tmp_path / "in.xlsx", None), "fill.too-long") == [
        "“Title” takes 12 characters; 4 of its texts have up to 16"
    ]


def test_fault_of_our_own_is_not_told_as_one_of_the_template(tmp_path, monkeypatch):
    from listingkit.filling import rows

    def broken(*_):
        raise ValueError("a bug")

    monkeypatch.setattr(rows, "row_context", broken)
    with pytest.raises(ValueError, match="a bug"):
        fill_it(small(tmp_path / "in.xlsx"), tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_variants_that_a_template_cannot_tell_apart_are_told(tmp_path):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "Color"])
    made = fill_it(source, None)
    assert messages(made, "fill.repeated-choice") == [
        "U012: U012-NAV-S, U012-NAV-L, and 1 more groups of SKUs, "
        "have the same values in every column that tells variants apart",
        "U013: U013-NAV-S, U013-NAV-L, and 1 more groups of SKUs, "
        "have the same values in every column that tells variants apart",
    ]


def test_more_rows_than_the_template_is_prepared_for(tmp_path):
    book = Workbook()
    book.worksheets[0].append(HEADERS)
    rule = DataValidation(type="list", formula1='"Navy,Red"')
    rule.add("E2:E5")
    book.worksheets[0].add_data_validation(rule)
    book.save(tmp_path / "in.xlsx")
    made = fill_it(tmp_path / "in.xlsx", None)
    assert messages(made, "fill.beyond-template") == ["in.xlsx: its drop-downs end in row 5, and the rows go to 9"]


def test_text_longer_than_a_cell_is_told_and_not_cut(tmp_path):
    catalog = catalogue(product("U1", attributes={"Season": "x" * 32_768}), colour=["Red"])
    made = fill_it(small(tmp_path / "in.xlsx", [*HEADERS, "Season"]), tmp_path / "out.xlsx", listings_of(catalog))
    assert "text.too-long" in codes(made)
    assert "Season" not in cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]


@pytest.mark.parametrize(
    ("header", "currencies", "rates", "price", "found"),
    [
        ("Price", [], {}, 6.99, "fill.currency-assumed"),
        ("Price", ["CNY"], {"CNY": {"usd": "0.1", "date": "2026-10-19"}}, 69.9, ""),
        ("Price, CNY", [], {"CNY": {"usd": "0.1", "date": "2026-10-19"}}, None, "price.not-usd"),
        ("Price, CNY", ["CNY"], {}, None, "price.not-usd"),
        ("Price, CNY", ["EUR"], {"CNY": {"usd": "0.1", "date": "2026-10-19"}}, None, "price.not-usd"),
        ("Price, CNY", ["CNY", "EUR"], {"CNY": {"usd": "0.1", "date": "2026-10-19"}}, 69.9, ""),
        ("Price, CNY", ["CNY"], {"CNY": {"usd": "0.1", "date": "2025-10-19"}}, 69.9, "price.stale-rate"),
        ("Price (EUR)", ["EUR"], {"EUR": {"usd": "1.13", "date": "2026-10-19"}}, 6.19, ""),
        ("Price ₽", [], {}, None, "price.not-usd"),
        ("Price JPY", ["JPY"], {"JPY": {"usd": "0.0066", "date": "2026-10-19"}}, 1060, ""),
        ("Retail price (local currency)", [], {}, None, "price.not-usd"),
        ("Retail price (local currency)", ["USD"], {}, 6.99, ""),
        ("US$ price", [], {}, 6.99, ""),
        ("Price, $", [], {}, 6.99, ""),
        ("Price ¥", [], {}, None, "price.not-usd"),
    ],
)
def test_currency_of_a_price(tmp_path, header, currencies, rates, price, found):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", header, "Color", "Size"])
    made = fill_it(source, tmp_path / "out.xlsx", currencies=currencies, pricing={"rates": rates})
    assert cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0].get(header) == price
    assert codes(made) == ([found] if found else [])


def test_mapping_to_dollars_does_not_put_them_under_another_currency(tmp_path):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price, CNY", "Cost to buyers", "Color", "Size"])
    maps = ["Price, CNY=price_usd", "Cost to buyers=price_usd"]
    made = fill_it(source, tmp_path / "out.xlsx", maps=maps)
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]
    assert (row.get("Price, CNY"), row["Cost to buyers"]) == (None, 6.99)
    assert codes(made) == ["price.not-usd"]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Weight (kg)", 0.42), ("Weight, g", 420), ("package_weight_lb", 0.93), ("Gross weight [oz]", 14.9),
        ("Вес в упаковке, кг", 0.42), ("重量(克)", 420), ("Length (mm)", 600), ("Parcel length - in", 23.63),
        ("Длина, см", 60), ("Weight", None), ("Length", None),
    ],
)  # fmt: skip
def test_unit_of_a_measure(tmp_path, header, value):
    source = small(tmp_path / "in.xlsx", ["SKU", "Title", "Price (USD)", "Color", "Size", header])
    made = fill_it(source, tmp_path / "out.xlsx")
    assert cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0].get(header) == value
    assert codes(made) == ([] if value else ["fill.unit-unknown"])


def test_unit_from_a_column_of_units(tmp_path):
    book = Workbook()
    book.worksheets[0].append(["SKU", "Title", "Price (USD)", "Color", "Size", "Package weight", "Package weight unit"])
    list_on(book.worksheets[0], 7, 2, '"Pounds,Ounces"')
    book.save(tmp_path / "in.xlsx")
    fill_it(tmp_path / "in.xlsx", tmp_path / "out.xlsx")
    row = cells_of(tmp_path / "out.xlsx", "Sheet", 2, 1)[0]
    assert (row["Package weight"], row["Package weight unit"]) == (0.93, "Pounds")


def test_required_column_that_nothing_fills_and_one_that_some_rows_lack(tmp_path):
    source = small(tmp_path / "in.xlsx", [*HEADERS, "Fragrance*", "Category*"])
    made = fill_it(source, None)
    assert messages(made, "fill.required-empty") == [
        "“Category*” is required and empty in 4 of 8 rows (U013-NAV-S, U013-NAV-L, U013-RED-S)",
        "“Fragrance*” is required, and nothing fills it: not known",
    ]


def test_maps_by_header_key_letter_text_and_nothing(tmp_path, templates):
    maps = ["brand=manufacturer", "A='Umbrellas'", "Package weight(lb)=", "product_property/100157=attribute.Season"]
    fill_it(templates["tiktok-us"], tmp_path / "out.xlsx", maps=maps)
    row = cells_of(tmp_path / "out.xlsx", "Template", 6, 3, keys=1)[4]
    assert (row["brand"], row["category"]) == ("Rainfolk", "Umbrellas")
    assert "parcel_weight" not in row


@pytest.mark.parametrize(("text", "written"), [("grey", "Gray"), ("NAVY", "Navy Blue"), ("Puce", None)])
def test_text_of_the_sellers_is_held_against_the_list_too(tmp_path, templates, text, written):
    made = fill_it(templates["unseen"], tmp_path / "out.xlsx", maps=[f"Shade='{text}'"])
    assert cells_of(tmp_path / "out.xlsx", "Offers", 7, 4)[0].get("Shade") == written
    assert ("fill.not-in-list" in codes(made)) == (written is None)


@pytest.mark.parametrize(
    ("maps", "says"),
    [
        (["Title=titel"], "did you mean `title`"),
        (["Title"], "is not Header=field"),
        (["=title"], "is not Header=field"),
        (["Title=picture"], "there is no field"),
    ],
)
def test_wrong_map_is_told(tmp_path, maps, says):
    with pytest.raises(UsageError) as told:
        fill_it(small(tmp_path / "in.xlsx"), None, maps=maps)
    assert says in told.value.message


def test_rows_that_are_given_win(tmp_path):
    source = small(
        tmp_path / "in.xlsx", ["x", "y", "z"], ["some", "SKU", "Title"], ["SKU", "Title", "Stock"], [], ["a"]
    )
    made = fill_it(source, tmp_path / "out.xlsx", header_row=3, data_row=8)
    assert made.free.first == 8
    assert cells_of(tmp_path / "out.xlsx", "Sheet", 8, 3)[0]["Title"] == "Sun Umbrella"


def test_sheet_that_is_given_wins_and_a_wrong_one_is_told(tmp_path, templates):
    with pytest.raises(UsageError, match="no sheet “Ofers”") as told:
        fill_it(templates["unseen"], None, sheet="Ofers")
    assert "Did you mean Offers?" in told.value.hint
    with pytest.raises(BadInputError, match="no row of headers"):
        fill_it(templates["unseen"], None, sheet="Read me")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"SKU,Title\n", "is not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls workbook"),
        (b"PK\x03\x04 cut off", "is damaged"),
        (b"", "is not a workbook"),
    ],
)
def test_file_that_is_no_template_is_told(tmp_path, data, says):
    (tmp_path / "in.xlsx").write_bytes(data)
    with pytest.raises(BadInputError, match=says):
        fill_it(tmp_path / "in.xlsx", None)


def test_missing_file_and_missing_headers_are_told(tmp_path):
    with pytest.raises(BadInputError, match="there is no file"):
        fill_it(tmp_path / "none.xlsx", None)
    with pytest.raises(BadInputError, match="none of its sheets has a row of headers"):
        fill_it(small(tmp_path / "in.xlsx", ["apples", "pears"]), None)


def test_sheet_without_room_is_told(tmp_path):
    source = small(tmp_path / "in.xlsx")
    parts = entries_of(source)
    xml = parts["xl/worksheets/sheet1.xml"]
    last = b'<row r="1048575"><c r="A1048575"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = xml.replace(b"</sheetData>", last)
    pack(source, parts.items())
    with pytest.raises(BadOutputError, match="do not fit"):
        fill_it(source, None, data_row=1_048_575)


def test_macros_pictures_and_lists_open_in_another_program(tmp_path, templates, program):
    import subprocess

    office = program("soffice")
    fill_it(templates["amazon-current"], tmp_path / "filled.xlsm")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "read")]
    command = [office, profile, *asked, str(tmp_path / "filled.xlsm")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    ours = cells_of(tmp_path / "filled.xlsm", "Template", 7, 4, keys=5)
    theirs = cells_of(tmp_path / "read" / "filled.xlsx", "Template", 7, 4, keys=5)
    assert theirs[: len(ours)] == ours
    assert len(ours) == 10


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(str.strip).filter(bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_any_text_of_a_catalogue_comes_back_from_the_cell(tmp_path, templates, names):
    products = [product(f"U{number}", name="Hat", attributes={"Season": name}) for number, name in enumerate(names)]
    listings = listings_of(catalogue(*products, colour=["Red"]), settings=shop_settings())
    target = tmp_path / "out.xlsx"
    fill_it(templates["unseen"], target, listings)
    (sheet,) = [sheet for sheet in read_tables(target) if sheet.name == "Offers"]
    column = sheet.rows[2].cells.index("Season *")
    found = [row.cells[column] for row in sheet.rows if row.number >= 7]
    assert found == [name.replace("\ufffe", "").replace("\uffff", "").replace("\r\n", "\n") for name in names]


def test_listing_without_rows_and_no_listing_at_all(tmp_path):
    made = fill_it(small(tmp_path / "in.xlsx"), tmp_path / "out.xlsx", [])
    assert (made.rows, made.listings) == (0, 0)
    assert not (tmp_path / "out.xlsx").exists()


def test_single_sku_has_no_parent(tmp_path, templates):
    listings = two_products(colour=["Red"])
    fill_it(templates["amazon-classic"], tmp_path / "out.xlsx", listings, currencies=["USD"])
    rows: list[dict[str, Any]] = cells_of(tmp_path / "out.xlsx", "Template", 4, 2, keys=3)
    assert len(rows) == 2
    assert not {"parent_child", "parent_sku", "variation_theme", "relationship_type"} & rows[0].keys()
