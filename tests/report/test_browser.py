"""Does the report work in a real browser: filters, search, keys, one photo large, on paper, for all, from a disk?"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[1] / "readers" / "node_modules" / "axe-core" / "axe.min.js"
SHOWN = "#groups li[data-code]:not([hidden])"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("LISTINGKIT_REQUIRE_PROGRAMS"):
            pytest.fail("chromium is not installed, and this run requires it")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, sample_made) -> Iterator[Any]:
    """Opens the page of the sample shop; what the console or the network has to complain of fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(hash: str = "", *, file: Path | None = None, **how: Any) -> Page:
        context = browser.new_context(**how)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda wrong: complaints.append(str(wrong)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else complaints.append(asked.url),
        )
        page.goto((file or sample_made[0] / "out" / "report.html").as_uri() + hash)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def count(page: Page, query: str) -> int:
    return page.locator(query).count()


def test_filters_narrow_findings_and_products(visit):
    page = visit()
    assert count(page, SHOWN) == count(page, "#groups li[data-code]") > 90
    page.select_option("#colour", "Red")
    assert {each.get_attribute("data-colour") for each in page.locator(SHOWN).all()} == {"Red"}
    rows = page.locator("#coverage tr[data-colour]:not([hidden])").all()
    assert {row.get_attribute("data-colour") for row in rows if row.is_visible()} == {"Red"}
    page.select_option("#model", "U205")
    assert count(page, SHOWN) == 0
    assert page.locator("#findings .none").is_visible()
    page.click("#clear")
    page.select_option("#severity", "info")
    assert {each.get_attribute("data-severity") for each in page.locator(SHOWN).all()} == {"info"}
    page.select_option("#severity", "")
    page.select_option("#code", "price.stale-rate")
    assert count(page, SHOWN) == 1
    assert "1 of " in page.inner_text("#told")


def test_search_finds_words_in_any_order_and_says_how_many(visit):
    page = visit()
    page.fill("#q", "fabric U310-PNK-STA")
    page.wait_for_function("document.querySelector('#told').textContent.startsWith('1 of ')")
    assert "U310-PNK-STA_fabric.jpg" in page.inner_text(SHOWN)
    page.fill("#q", "<script>")
    page.wait_for_function("document.querySelector('#told').textContent.startsWith('0 of ')")


def test_the_address_keeps_what_is_filtered(visit):
    page = visit()
    page.select_option("#model", "U101")
    page.select_option("#by", "model")
    kept = page.url.partition("#")[2]
    assert kept
    again = visit("#" + kept)
    assert again.input_value("#model") == "U101"
    assert again.locator("#groups > details:not([hidden]) > summary b").all_inner_texts() == ["U101"]


@pytest.mark.parametrize("by", ["model", "severity"])
def test_findings_regroup_and_come_back(visit, by):
    page = visit()
    before = page.locator("#groups > details > summary").all_text_contents()
    number = count(page, "#groups li[data-code]")
    page.select_option("#by", by)
    assert count(page, "#groups li[data-code]") == number
    assert page.locator("#groups > details > summary").all_text_contents() != before
    page.select_option("#by", "rule")
    assert page.locator("#groups > details > summary").all_text_contents() == before


def test_one_photo_large_by_mouse_and_keys(visit):
    page = visit()
    page.locator("#coverage").scroll_into_view_if_needed()
    page.locator(".shot").first.click()
    assert page.locator("#box").is_visible()
    first = page.inner_text("#caption")
    assert "photos/U101/U101-NVY-SLD_front.jpg" in first
    page.wait_for_function("document.querySelector('#large').naturalWidth === 1600")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#caption") != first
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#caption") == first
    assert "photo.too-small" in page.inner_text("#about")
    page.keyboard.press("Escape")
    assert not page.locator("#box").is_visible()
    assert page.evaluate("document.activeElement.className") == "shot"


def test_keys_walk_through_the_findings(visit):
    page = visit()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    here = page.locator(".here")
    assert here.is_visible()
    page.keyboard.press("Enter")
    assert page.locator("#box").is_visible()
    assert page.inner_text("#caption").split(" (")[0] in here.inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_all_colours_of_a_model_stand_side_by_side(visit):
    page = visit()
    page.select_option("#side-model", "U205")
    page.select_option("#side-shot", "handle")
    assert page.locator("#contact figcaption").all_inner_texts() == [
        "Green Stripes", "Green Dots", "Yellow Stripes", "Yellow Dots",
    ]  # fmt: skip
    page.locator("#contact").scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('#contact img')].every((each) => each.naturalWidth > 100)")


def test_a_price_shows_its_parts(visit):
    page = visit()
    offer = page.locator("#U101 .offer").first
    offer.scroll_into_view_if_needed()
    offer.locator("summary").click()
    amounts = [float(each) for each in offer.locator("td.number").all_inner_texts()]
    assert round(sum(amounts[:-1]), 2) == amounts[-1] == 12.99


def test_dark_and_light_are_chosen_and_kept(visit):
    page = visit(color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_a_phone_never_scrolls_sideways(visit):
    page = visit(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#coverage .shot").first.tap()
    assert page.locator("#box").is_visible()
    assert page.evaluate("document.querySelector('#box').scrollWidth <= innerWidth")


def test_sent_alone_the_page_still_has_pictures(browser, sample_made, tmp_path):
    alone = Path(shutil.copy(sample_made[0] / "out" / "report.html", tmp_path))
    page = browser.new_page()
    page.goto(alone.as_uri())
    page.locator("#U101 .pictures").first.scroll_into_view_if_needed()
    page.wait_for_function(
        "[...document.querySelectorAll('#U101 .pictures img')].slice(0, 4).every((one) => one.src.startsWith('data:'))"
    )
    page.locator("#coverage .shot").first.click()
    page.wait_for_function(
        "document.querySelector('#large').src.startsWith('data:') && document.querySelector('#large').naturalWidth"
    )
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("by", ["rule", "model"])
def test_axe_finds_nothing(visit, scheme, by):
    if not AXE.is_file():
        if os.environ.get("LISTINGKIT_REQUIRE_PROGRAMS"):
            pytest.fail("axe-core is not installed: npm install in tests/readers")
        pytest.skip("axe-core is not installed: npm install in tests/readers")
    page = visit(f"#by={by}" if by != "rule" else "", color_scheme=scheme)
    page.locator("#products").scroll_into_view_if_needed()
    page.add_script_tag(content=AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((told) => told.violations)")
    told = {each["id"]: [node["html"][:160] for node in each["nodes"][:3]] for each in found}
    assert told == {}, json.dumps(told, indent=1)


def test_without_scripts_findings_coverage_and_light_are_there(visit):
    page = visit(java_script_enabled=False)
    assert page.locator("#findings h2").is_visible()
    assert page.locator("#coverage td.done").first.inner_text() == "✓"
    assert not page.locator("#filters").is_visible()


def test_on_paper_every_picture_and_price_is_there(visit):
    page = visit()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('#coverage .shot img')].filter((one) => one.src).length") == 96
    assert page.evaluate("[...document.querySelectorAll('.offer')].every((each) => each.open)")
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
