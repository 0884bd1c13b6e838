"""Has the workbook that nobody uploads its pictures, marks, notes, drop-downs and findings, and is it sound?"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from PIL import Image

from listingkit.findings import finding
from listingkit.sheets.export import Extras, write_listings
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store
from tests.builders.shop import digests

ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetProtection",
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "drawing",
    "legacyDrawing",
    "tableParts",
    "extLst",
]
"""Children of a worksheet in the order that ECMA-376 part 1, 18.3.1.99, asks for."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def shown(looks: int, sizes: int):
    """Listings of one product, its store, and its pricing."""
    options = {"colour": ["Navy", "Red", "Green"][:looks], "size": ["S", "M"][:sizes]}
    return listings_of(catalogue(product("U1"), **options)), store(), shop_settings().pricing


def jpeg(shade: int) -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 120)).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def written(tmp_path) -> Path:
    listings, profile, pricing = shown(looks=3, sizes=2)
    thumbs = {row.picture.path: jpeg(60 * (at // 2)) for one in listings for at, row in enumerate(one.rows)}
    found = [
        finding("text.too-long", "U1: title has 200 characters, AliExpress takes 128", subject="U1", spu="U1"),
        finding(
            "photo.too-small", "photos/x.jpg has 300 × 200 pixels", subject=listings[0].rows[2].variant.skc, spu="U1"
        ),
        finding("price.stale-rate", "the rate is old"),
        finding("price.below-floor", "U1: =price <is> below", subject=listings[0].rows[1].sku, spu="U1"),
    ]
    return write_listings(tmp_path, profile, listings, pricing, Extras(found, thumbs)).path


def package(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relations(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each relation's part and what it leads to, inside the package."""
    for name, data in parts.items():
        if name.endswith(".rels"):
            folder = PurePosixPath(name).parent.parent
            for each in ElementTree.fromstring(data):
                target = each.attrib["Target"]
                whole = target.lstrip("/") if target.startswith("/") else str(folder / target)
                while ".." in whole:
                    whole = re.sub(r"[^/]+/\.\./", "", whole, count=1)
                yield name, whole


def test_every_part_has_a_type_and_every_relation_a_part(written):
    parts = package(written)
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    known = {each.attrib.get("PartName", "").lstrip("/") for each in types}
    endings = [each.attrib["Extension"] for each in types if "Extension" in each.attrib]
    assert len(endings) == len(set(endings))
    for name in parts:
        assert name == "[Content_Types].xml" or name in known or name.rpartition(".")[2] in endings, name
    assert [(name, target) for name, target in relations(parts) if target not in parts] == []


def test_parts_are_well_formed_and_a_sheets_elements_in_order(written):
    parts = package(written)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(data)
    sheet = ElementTree.fromstring(parts["xl/worksheets/sheet1.xml"])
    names = [each.tag.removeprefix(MAIN) for each in sheet]
    assert {"drawing", "legacyDrawing", "dataValidations", "autoFilter"} <= set(names)
    assert names == sorted(names, key=ORDER.index)


def test_each_row_has_its_looks_picture_stored_once(written):
    sheet = load_workbook(written)["Listings"]
    assert [picture.anchor._from.row for picture in sheet._images] == list(range(1, 7))
    own = next(cell.column for cell in sheet[1] if cell.value == "Variation Image") - 1
    for picture in sheet._images:
        assert picture.anchor.editAs == "twoCell"
        # Wholly inside its cell, so that sorting takes it along.
        assert (picture.anchor._from.col, picture.anchor.to.col) == (own, own)
        assert picture.anchor._from.row == picture.anchor.to.row
        assert picture.anchor.to.rowOff < sheet.row_dimensions[picture.anchor.to.row + 1].height * 12700
    assert sum(name.startswith("xl/media/") for name in package(written)) == 3


def test_findings_stand_in_the_cells_that_they_are_about(written):
    sheet = load_workbook(written)["Listings"]
    head = {cell.value: cell.column for cell in sheet[1]}
    notes = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    title = sheet.cell(2, head["Product name (English)"])
    price = sheet.cell(3, head["Price, USD*"])
    picture = sheet.cell(4, head["Variation Image"])
    assert set(notes) == {title.coordinate, price.coordinate, picture.coordinate}
    assert "title has 200 characters" in notes[title.coordinate]
    assert "=price <is> below" in notes[price.coordinate]
    assert "→ " in notes[picture.coordinate]
    fills = {each.coordinate: each.fill.fgColor.rgb[2:] for each in (title, price, picture)}
    assert fills == {title.coordinate: "FBDEDB", price.coordinate: "FBDEDB", picture.coordinate: "FDF0C8"}
    assert sheet.cell(5, head["Price, USD*"]).fill.fgColor.rgb[2:] not in {"FBDEDB", "FDF0C8"}


def test_the_sheet_of_findings_leads_to_the_rows(written):
    sheet = load_workbook(written)["Findings"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=["error", "warning", "info"].index)
    linked = {row[1]: row[6] for row in rows}
    assert linked["text.too-long"].startswith("=IFERROR(HYPERLINK(")
    assert 'MATCH("U1-*"' in linked["text.too-long"]
    assert linked["price.stale-rate"] is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:G{len(rows) + 1}"


def test_drop_downs_come_from_a_hidden_sheet_and_forbid_nothing(written):
    book = load_workbook(written)
    assert book["Lists"].sheet_state == "hidden"
    validations = book["Listings"].data_validations.dataValidation
    assert validations
    for each in validations:
        assert each.formula1.startswith("Lists!$")
        assert not each.showErrorMessage
    colours = [cell.value for cell in book["Lists"]["A"] if cell.value] + [cell.value for cell in book["Lists"]["B"]]
    assert "Navy" in " ".join(filter(None, colours))


def test_equal_listings_give_equal_bytes(tmp_path):
    for folder in ("one", "two"):
        listings, profile, pricing = shown(looks=3, sizes=2)
        write_listings(tmp_path / folder, profile, listings, pricing, Extras((), {}))
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_without_findings_or_thumbs_the_workbook_is_sound_too(tmp_path):
    listings, profile, pricing = shown(looks=2, sizes=1)
    path = write_listings(tmp_path, profile, listings, pricing).path
    parts = package(path)
    assert [(name, target) for name, target in relations(parts) if target not in parts] == []
    assert load_workbook(path)["Listings"].max_row == 3


@pytest.mark.slow
def test_libreoffice_keeps_pictures_notes_and_values(program, written, tmp_path):
    office = program("soffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    copy = shutil.copy(written, tmp_path / "workbook.xlsx")
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "lo", copy]
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)
    before, after = load_workbook(written), load_workbook(tmp_path / "lo" / "workbook.xlsx", data_only=True)
    assert after.sheetnames == before.sheetnames
    old, new = before["Listings"], after["Listings"]
    assert len(new._images) == len(old._images)
    same = [[(cell.value or "") for cell in row] for row in old.iter_rows()]
    assert [[(cell.value or "") for cell in row] for row in new.iter_rows()] == same
    notes = {cell.coordinate for row in old.iter_rows() for cell in row if cell.comment}
    assert {cell.coordinate for row in new.iter_rows() for cell in row if cell.comment} == notes
    links = {row[1].value: row[6].value for row in after["Findings"].iter_rows(min_row=2)}
    assert (links["text.too-long"], links["price.below-floor"]) == ("row 2", "row 3")
