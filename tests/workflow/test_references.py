"""Do a supplier's pictures come to the rows that they belong to, whatever program put them there?"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from listingkit import workflow
from listingkit.desk import Desk
from listingkit.references import references_of
from listingkit.run import Run
from listingkit.tables_floating import Anchor, Heights
from tests.builders.pictured import POINT, ROW, anchored, jpeg, pictured
from tests.builders.shop import digests

RUN = Run(today=dt.date(2026, 6, 1))
MODELS = ("U1", "U2", "U3")
RED, BLUE = (200, 30, 40), (20, 40, 190)
MEDIA = (jpeg(RED), jpeg(BLUE))


def desk_of(root: Path, **how) -> Desk:
    (root / "shop.toml").write_text('[shop]\nname = "S"\n', encoding="utf-8")
    pictured(root / "catalog.xlsx", MODELS, media=MEDIA, **how)
    return Desk.open(root, RUN)


def shown(desk: Desk) -> dict[str, tuple[int, int, int]]:
    """By subject, about which colour its picture has."""
    found = {}
    for subject, data in references_of(desk).pictures.items():
        pixel = Image.open(io.BytesIO(data)).getpixel((5, 5))
        found[subject] = min((RED, BLUE), key=lambda each: sum(abs(a - b) for a, b in zip(each, pixel, strict=True)))
    return found


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(each.code, each.place.column) for each in references_of(desk).findings]


KINDS = {
    "floating": {"floating": [anchored(1, (1, 0), (1, ROW)), anchored(2, (3, 0), height=ROW)]},
    "placed in cells": {"placed": {2: 1, 4: 2}},
    "of WPS": {"wps": {2: 1, 4: 2}},
}


@pytest.mark.parametrize("how", KINDS.values(), ids=KINDS)
def test_pictures_come_to_their_rows(tmp_path, how):
    desk = desk_of(tmp_path, **how)
    assert shown(desk) == {"U1": RED, "U3": BLUE}
    assert told(desk) == []
    # A cell with a picture is no text, and no error.
    assert [each.code for each in desk.catalog.findings] == []
    assert all(not product.attributes.get("picture") for product in desk.catalog.products)


def test_the_same_picture_in_two_rows_is_kept_once(tmp_path):
    desk = desk_of(tmp_path, wps={2: 1, 3: 1, 4: 1})
    assert shown(desk) == dict.fromkeys(MODELS, RED)
    assert len(list((tmp_path / ".listingkit" / "references").iterdir())) == 1


def test_the_middle_of_a_floating_picture_says_whose_it_is(tmp_path):
    # Row 3 is tall: a picture that begins in row 2 lies mostly in it.
    desk = desk_of(tmp_path, floating=[anchored(1, (1, 5 * POINT), height=60 * POINT)], heights={3: 80.0})
    assert shown(desk) == {"U2": RED}


@pytest.mark.parametrize(
    ("anchor", "code"),
    [
        (anchored(1, (1, 7 * POINT), (2, 7 * POINT)), "catalog.picture-unplaced"),
        (anchored(1, (0, 0), (0, ROW)), "catalog.picture-unplaced"),
        (anchored(1, (20, 0), height=ROW), "catalog.picture-unplaced"),
        (anchored(7, (1, 0), height=ROW), "catalog.picture-unreadable"),
        (anchored(1, (1, 0), height=ROW, kind="link"), "catalog.picture-unreadable"),
    ],
    ids=["between two rows", "above the table", "below the table", "of no relation", "a link"],
)
def test_what_cannot_be_attached_is_told_with_its_cell(tmp_path, anchor, code):
    desk = desk_of(tmp_path, floating=[anchor])
    assert shown(desk) == {}
    assert told(desk) == [(code, "C")]


@pytest.mark.parametrize("how", KINDS.values(), ids=KINDS)
def test_a_lost_or_damaged_picture_is_told_and_the_others_are_shown(tmp_path, how):
    desk = desk_of(tmp_path, **how, lost=["xl/media/image1.jpeg"])
    assert shown(desk) == {"U3": BLUE}
    assert [code for code, _ in told(desk)] == ["catalog.picture-unreadable"]


def test_a_picture_that_no_program_reads_is_told_by_check_already(tmp_path):
    (tmp_path / "shop.toml").write_text('[shop]\nname = "S"\n', encoding="utf-8")
    pictured(tmp_path / "catalog.xlsx", MODELS, media=[b"\x01\x00\x00\x00emf"], wps={2: 1})
    found = workflow.check(tmp_path, RUN).findings
    assert [each.subject for each in found if each.code == "catalog.picture-unreadable"] == ["U1"]


@pytest.mark.parametrize("part", ["xl/cellimages.xml", "xl/_rels/cellimages.xml.rels"])
def test_a_workbook_without_a_part_still_has_its_catalogue(tmp_path, part):
    desk = desk_of(tmp_path, wps={2: 1}, lost=[part])
    assert [product.spu for product in desk.catalog.products] == list(MODELS)
    assert shown(desk) == {}


def test_pictures_that_openpyxl_put_in_are_read(tmp_path):
    (tmp_path / "shop.toml").write_text('[shop]\nname = "S"\n', encoding="utf-8")
    book = Workbook()
    sheet = book.active
    sheet.title = "products"
    for row in (("model", "name"), ("U1", "One"), ("U2", "Two")):
        sheet.append(row)
    sheet.row_dimensions[3].height = 90
    image = SheetImage(io.BytesIO(MEDIA[1]))
    image.width, image.height = 100, 80
    sheet.add_image(image, "C3")
    book.save(tmp_path / "catalog.xlsx")
    assert shown(Desk.open(tmp_path, RUN)) == {"U2": BLUE}


def test_the_plan_shows_and_counts_them_and_a_dry_run_writes_nothing(tmp_path):
    desk_of(tmp_path, wps={2: 1, 4: 2})
    before = digests(tmp_path)
    workflow.fix(tmp_path, RUN, dry_run=True)
    assert digests(tmp_path) == before
    planned = workflow.plan(tmp_path, RUN)
    assert "2 pictures in catalog.xlsx to show what is meant, of 2 of 3 products." in planned.summary
    page = (tmp_path / "out" / "shotlist.html").read_text("utf-8")
    assert page.count('<img class="meant" src="data:image/jpeg;base64,') == 4
    workflow.report(tmp_path, RUN)
    assert (tmp_path / "out" / "report.html").read_text("utf-8").count('class="meant"') == 2


@given(st.dictionaries(st.integers(0, 40), st.floats(0, 200), max_size=8), st.integers(0, 45), st.floats(0.01, 0.99))
def test_a_picture_inside_one_row_is_in_that_row(own, row, share):
    heights = Heights(15.0, own)
    tall = own.get(row, 15.0)
    if tall < 2:
        return
    top, height = share * tall / 2, tall / 3
    anchor = Anchor({("from", "row"): row, ("from", "rowOff"): int(top * POINT)}, int(height * POINT))
    assert anchor.row(heights) == (row + 1, "")
