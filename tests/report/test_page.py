"""Does the page tell what is there, load nothing from outside, and survive whatever a seller writes?"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from listingkit.findings import finding
from listingkit.report.model import Report, tally
from listingkit.report.page import Shown, build_page
from listingkit.settings import DEFAULT_SHOTS
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.shots import catalogue, files


class Page(HTMLParser):
    """Collects links, texts and whether every element is closed."""

    VOID = frozenset(["meta", "img", "br", "link", "input"])

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in {"src", "href"}]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data.strip())


def text_of(catalog, findings=(), photos=(), light=()):
    coverage = match(plan_shots(catalog, DEFAULT_SHOTS), files(*photos))
    report = Report("run", tally(tuple(findings)), tuple(findings))
    return build_page("A & B <shop>", report, catalog, coverage, {}, Shown(light=light))


def page_of(catalog, findings=(), photos=(), light=()):
    return Page(text_of(catalog, findings, photos, light))


def test_page_is_well_formed_and_loads_nothing_from_outside(sample_made):
    folder, _ = sample_made
    text = (folder / "out/report.html").read_text("utf-8")
    page = Page(text)
    assert page.open == []
    assert len(page.links) > 100
    assert not [link for link in page.links if re.match(r"(https?:|//)", link)]
    files = [link for link in page.links if not link.startswith(("data:image/jpeg;base64,", "#"))]
    assert all((folder / "out" / link).is_file() for link in files)


def test_coverage_matrix_tells_done_missing_and_waiting():
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"]}}, no_sample=frozenset({"U1-RED"}))
    page = page_of(catalog, photos=["U1-NAV_front.jpg", "U1-NAV_front_2.jpg"])
    assert page.words.count("✓ ×2") == 1
    legend = 1
    assert page.words.count("missing") == legend + 7
    assert page.words.count("waiting") == legend + 8


def test_words_of_the_seller_never_become_markup():
    bad = finding("shots.unexpected", "<script>alert(1)</script> photos/x.jpg", subject="x")
    page = page_of(catalogue({"<b>U1": {}}), [bad])
    assert "script" not in page.open
    assert "<script>alert(1)</script> photos/x.jpg" in page.words
    assert "A & B <shop>" in page.words


def test_product_with_an_error_is_marked_as_withheld_and_no_other():
    catalog = catalogue({"U1": {}, "U2": {}})
    page = page_of(catalog, [finding("price.missing-cost", "no cost", subject="U2", spu="U2")])
    marked = page.words.index("withheld: has errors")
    assert page.words.index("U1") < page.words.index("U2") < marked


def test_long_lists_are_cut_with_the_number_of_the_rest():
    many = [finding("shots.missing", f"photo {number}", subject=str(number)) for number in range(203)]
    page = page_of(catalogue({"U1": {}}), many)
    assert "… and 3 more in report.json" in page.words


def test_what_the_script_works_on_cannot_end_its_element():
    catalog = catalogue({"U1": {}})
    coverage = match(plan_shots(catalog, DEFAULT_SHOTS), files("</script><b>_front.jpg"))
    shown = Shown(thumbs={"photos/</script><b>.jpg": b"\xff\xd8</script>"}, photos=1)
    page = Page(build_page("shop", Report("run", tally(())), catalog, coverage, {}, shown))
    assert page.open == []
    data = next(json.loads(text) for text in page.words if text.startswith('{"paths"'))
    assert data["paths"] == ["../photos/%3C/script%3E%3Cb%3E.jpg"]


def test_looks_beyond_what_a_page_can_carry_are_counted(monkeypatch):
    monkeypatch.setattr("listingkit.report.coverage.MOST_LINES", 3)
    page = page_of(catalogue({name: {"colour": ["Navy", "Red"]} for name in ("U1", "U2", "U3")}))
    assert "4 more looks are in shotlist.xlsx, sheet coverage." in page.words


def test_the_head_tells_how_far_each_step_has_come():
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"]}})
    coverage = match(plan_shots(catalog, DEFAULT_SHOTS), files("U1-NAV_front.jpg"))
    shown = Shown(rendered=(3, 12), exported={"Shopify": 1})
    words = Page(build_page("shop", Report("run", tally(())), catalog, coverage, {"shopify": ()}, shown)).words
    assert words[words.index("Shot") + 1] == "1 / 16"
    assert "15 still to take" in words
    assert {"3 / 12", "9 to render", "1 / 1", "Shopify 1"} <= set(words)
