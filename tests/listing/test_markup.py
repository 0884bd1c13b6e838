"""A description keeps the HTML that the store keeps, and nothing that runs."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.markup import (
    ADDRESSES,
    ATTRIBUTES,
    BASIC,
    FULL,
    NEVER,
    RICH,
    VOID,
    Cleaned,
    Markup,
    read,
    sanitised,
    tags_of,
)
from tests.builders.listing import own_profile, store

ALIEXPRESS = Markup(RICH, ("aliexpress.com",), ("alicdn.com",))


def clean(text: str, markup: Markup = ALIEXPRESS) -> Cleaned:
    return sanitised(read(text), markup)


@pytest.mark.parametrize(
    ("text", "expected", "removed"),
    [
        ("<p>Sun &amp; <b>rain</b></p>", "<p>Sun &amp; <b>rain</b></p>", ()),
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>", ("<script>",)),
        ("<style>p {}</style><p>a", "<p>a</p>", ("<style>",)),
        ("<iframe src='https://x.com/'>old</iframe>a", "a", ("<iframe>",)),
        ("<form><input name=q><button>Buy</button></form>a", "Buy <br>a", ("<form>", "<input>", "<button>")),
        ("<p onclick='x()' align=center>a</p>", '<p align="center">a</p>', ("attribute onclick",)),
        ("<a href='https://www.aliexpress.com/i'>a</a>", '<a href="https://www.aliexpress.com/i">a</a>', ()),
        ("<a href='https://evil.com/aliexpress.com'>a</a>", "a", ("link to evil.com",)),
        ("<a href='https://notaliexpress.com'>a</a>", "a", ("link to notaliexpress.com",)),
        ("<a href='https://aliexpress.com@evil.com/'>a</a>", "a", ("link to evil.com",)),
        ("<a href='https:\\\\evil.com'>a</a>", "a", ("link to evil.com",)),
        ("<a href='//evil.com'>a</a>", "a", ("link to evil.com",)),
        ("<a href='java\nscript:alert(1)'>a</a>", "a", ("link with javascript:",)),
        ("<a href='&#106;avascript:alert(1)'>a</a>", "a", ("link with javascript:",)),
        ("<a href='http://['>a</a>", "a", ("link without a sound address",)),
        ("<img src='https://ae01.alicdn.com/a.jpg'>", '<img src="https://ae01.alicdn.com/a.jpg">', ()),
        ("a<img src='https://x.com/a.jpg'>", "a", ("picture from x.com", "<img>")),
        ("a<img src='data:image/png;base64,AA'>", "a", ("picture with data:", "<img>")),
        ("<p style='color: red; position: fixed'>a</p>", '<p style="color: red">a</p>', ("style position",)),
        ("<p style='background: url(//x)'>a</p>", "<p>a</p>", ("style background",)),
        ("<p style='width:'>a</p>", "<p>a</p>", ("style width",)),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c", ()),
        ("<p>a<p>b</b></i>", "<p>a</p><p>b</p>", ()),
        ("<b><i>a</b>b", "<b><i>a</i></b>b", ()),
        ("5 < 6 & 7 > 3", "5 &lt; 6 &amp; 7 &gt; 3", ()),
        ("a<!-- note -->b", "ab", ()),
        ("<b>a</b> <i", "<b>a</b> &lt;i", ()),
        ("a<object>b", "a b", ("<object>",)),
    ],
)
def test_what_a_store_keeps(text: str, expected: str, removed: tuple[str, ...]) -> None:
    assert clean(text) == Cleaned(expected, removed)


def test_words_stay_apart_where_the_tags_between_them_go() -> None:
    text = "<table><tr><td>Size</td><td>98 cm</td></tr></table><h2>Care</h2>Dry"
    assert clean(text, Markup(tags_of("b"))).text.split() == ["Size", "98", "cm", "Care", "Dry"]
    assert clean("<h2>Care</h2>Dry", Markup(BASIC)).text == "Care<br>Dry"
    assert clean("<span>U</span>V", Markup(BASIC)).text == "UV"


def test_basic_html_has_no_attributes() -> None:
    assert clean('<p class="x" style="color: red">a</p>', Markup(BASIC)).text == "<p>a</p>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("none", frozenset()),
        ("basic", BASIC),
        ("basic h2 IMG", BASIC | {"h2", "img"}),
        ("full script form", FULL),
    ],
)
def test_levels_and_tags_of_a_rule(value: str, expected: frozenset[str]) -> None:
    assert tags_of(value) == expected


def test_levels_hold_what_lower_ones_hold_and_nothing_that_runs() -> None:
    assert BASIC < RICH < FULL
    assert not FULL & NEVER
    assert "pre" not in RICH  # AliExpress removes it.
    assert set(ATTRIBUTES) - {"any", "full"} <= FULL


def test_a_profile_says_what_it_keeps() -> None:
    assert Markup.of(store("aliexpress")).link_hosts == ("aliexpress.com",)
    assert Markup.of(store("shopify")) == Markup(FULL, None, None)
    assert Markup.of(own_profile("")) == Markup(FULL, None, None)
    rule = 'description_links = { value = "none", unit = "hosts", confidence = "V", source = "test" }'
    assert Markup.of(own_profile("", rules=rule)).link_hosts == ()


TAG = st.sampled_from([*sorted(FULL), *sorted(NEVER), "blink", "my-tag", "B", "ScRipt", 'p"', "svg/onload"])
ATTRIBUTE = st.sampled_from(
    [
        "href",
        "src",
        "style",
        "onclick",
        "onerror",
        "class",
        "srcset",
        "formaction",
        "xlink:href",
        "title",
        "poster",
        "HREF",
    ]
)
VALUE = st.sampled_from(
    [
        "javascript:alert(1)",
        " java\tscript:x",
        "&#x6a;avascript:x",
        "vbscript:x",
        "data:text/html,x",
        "https://www.aliexpress.com/x",
        "https://evil.com/",
        "//evil.com",
        "color: red; behavior: url(x)",
        "width: expression(x)",
        '"><script>x</script>',
        "' onload='x",
    ]
)
PIECE = st.one_of(
    TAG.map("<{}>".format),
    TAG.map("</{}>".format),
    TAG.map("<{}".format),
    st.tuples(TAG, ATTRIBUTE, VALUE).map(lambda each: '<{} {}="{}">'.format(*each)),
    st.tuples(TAG, ATTRIBUTE, VALUE).map(lambda each: "<{} {}='{}' x/>".format(*each)),
    st.tuples(TAG, ATTRIBUTE, VALUE).map(lambda each: "<{} {}={}>".format(*each)),
    st.sampled_from(
        ["<!--", "-->", "<![CDATA[", "]]>", "<?php", "?>", "<!DOCTYPE x>", "&lt;", "&#60;", "&", "<", ">", '"']
    ),
    st.text(max_size=8),
)
SOUP = st.lists(PIECE, max_size=12).map("".join)
MARKUPS = st.sampled_from([ALIEXPRESS, Markup(), Markup(BASIC), Markup(tags_of("a img br")), Markup(RICH, (), ())])


class _Strict(HTMLParser):
    """Refuses whatever the store does not keep, and tags that are not closed in turn."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self.markup = markup
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.markup.tags - NEVER
        known = ATTRIBUTES["any"] | ATTRIBUTES["full"] | ATTRIBUTES.get(tag, frozenset())
        for name, value in attrs:
            assert name in known
            assert not name.startswith("on")
            if name in ADDRESSES:
                self.check_address(tag, value or "")
            if name == "style":
                assert not any(wrong in (value or "") for wrong in ("url", "expression", "behavior", "position", "\\"))
        if tag not in VOID:
            self.open.append(tag)

    def check_address(self, tag: str, address: str) -> None:
        assert not address.lower().replace("\t", "").strip().startswith(("javascript", "vbscript", "data"))
        hosts = self.markup.link_hosts if tag == "a" else self.markup.image_hosts
        assert hosts is None or any(host in address for host in hosts)
        assert hosts is None or "evil" not in address

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment is left: {data}")

    handle_decl = unknown_decl = handle_pi = handle_comment


@given(soup=SOUP, markup=MARKUPS)
def test_no_soup_brings_anything_forbidden_through(soup: str, markup: Markup) -> None:
    cleaned = clean(soup, markup)
    strict = _Strict(markup)
    strict.feed(cleaned.text)
    strict.close()
    assert strict.open == []


@given(soup=SOUP, markup=MARKUPS)
def test_what_is_clean_stays_as_it_is(soup: str, markup: Markup) -> None:
    once = clean(soup, markup)
    assert clean(once.text, markup) == Cleaned(once.text)


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<b>", "&#", "<a href='", "</", "<p><table><tr><td>", "<object>"])
def test_no_soup_takes_long(piece: str) -> None:
    started = time.process_time()
    sanitised(read(piece * 5_000), Markup())
    assert time.process_time() - started < 5
