"""Can every printed slate be read by the program that reads the photos?"""

from __future__ import annotations

import re
import subprocess

import pytest
from PIL import Image

from listingkit.pixels.codes import read_codes
from listingkit.printing.slatepage import Paper, build_slates, cards_of
from listingkit.settings import DEFAULT_SHOTS
from listingkit.shots.plan import plan_shots
from tests.builders.shots import catalogue

LONG = "UMBRELLA-2026-WITH-A-LONG-NUMBER-0123456"
PRODUCTS = {"U1": {"colour": ["Navy", "Red"]}, LONG: {}, "U2": {"colour": ["Green"]}}


def subjects(products=None):
    return [group.subject for group in plan_shots(catalogue(products or PRODUCTS), DEFAULT_SHOTS).all_groups()]


def test_there_is_a_card_a_subject_then_spares_then_the_last():
    cards = cards_of(subjects(), {"U1": "Umbrella"}, 2)
    assert ["".join(card.title.lines) for card in cards] == [
        *(subject.id for subject in subjects()),
        "SPARE 01",
        "SPARE 02",
        "END",
    ]
    assert cards[0].name.lines == ("Umbrella",)


def test_names_cannot_become_markup_and_nothing_is_loaded():
    page = build_slates("A & <b>", cards_of(subjects(), {"U1": "<script>x</script>"}, 1), Paper.a4)
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


@pytest.mark.slow
@pytest.mark.parametrize("paper", Paper)
def test_every_printed_code_is_read_as_what_it_says(paper, program, tmp_path):
    browser, rasterise = program("chromium"), program("pdftoppm")
    cards = cards_of(subjects(), {"U1": "Umbrella"}, 2)
    page, pdf = tmp_path / "slates.html", tmp_path / "slates.pdf"
    page.write_text(build_slates("Shop", cards, paper), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    subprocess.run([browser, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)
    subprocess.run([rasterise, "-r", "100", "-png", str(pdf), str(tmp_path / "sheet")], check=True, timeout=120)
    sheets = sorted(tmp_path.glob("sheet-*.png"))
    assert len(sheets) == -(-len(cards) // paper.cards)
    read = []
    for sheet in sheets:
        with Image.open(sheet) as image:
            read += [code.text for code in read_codes(image)]
    wanted = [f"LK1:{subject.id}" for subject in subjects()]
    assert sorted(read) == sorted([*wanted, "LK1*SPARE-01", "LK1*SPARE-02", "LK1*END"])
