"""HTML reads well as plain text, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.markup import BASIC, RICH, Markup, read, sanitised, tags_of
from listingkit.listing.plaintext import described, plain_text


def plain(text: str) -> str:
    return plain_text(read(text)).text


def test_paragraphs_points_and_rows() -> None:
    text = """<h2>Sun &amp; Rain</h2><p>Fast <b>dry</b>.<br>Light.</p>
    <ul><li>one</li><li>two <ul><li>inner</li></ul></li><li><p>three</p></li></ul>
    <table><tr><th>Size:</th><td>98 cm</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>end"""
    assert plain(text) == (
        "Sun & Rain\n\nFast dry.\nLight.\n\n• one\n• two\n• inner\n• three\n\nSize: 98 cm\na | b | c\n\nend"
    )


def test_tags_within_a_word_do_not_part_it_and_others_do() -> None:
    assert plain("<b>U</b>V 50<sup>+</sup>") == "UV 50+"
    assert plain("one<div>two</div>three<hr>four") == "one\n\ntwo\n\nthree\n\nfour"
    assert plain("<button>Buy</button>now") == "Buy now"


def test_entities_are_characters_and_white_space_is_one() -> None:
    assert plain("5&nbsp;&lt;&#32; 6 &eacute;\n\n &quot;x&quot;") == '5 < 6 é "x"'


def test_a_text_without_html_is_itself() -> None:
    assert plain("Keeps off sun.") == "Keeps off sun."
    assert plain("") == ""


def test_what_shows_or_leads_somewhere_is_told() -> None:
    found = plain_text(read('<p>See <a href="https://x.com">here</a><img src="a.jpg"><script>x</script></p>'))
    assert found.text == "See here"
    assert found.removed == ("<a>", "<img>", "<script>")


def test_line_breaks_where_they_are_all_that_is_kept() -> None:
    events = read("<p>Sun &amp; rain</p><ul><li>one</li></ul>")
    only_breaks = Markup(tags_of("br"))
    (made,) = described(events, plain_text(events), [only_breaks]).values()
    assert made.text == "Sun &amp; rain<br><br>• one"


def test_each_markup_has_its_own_text_and_those_that_keep_all_share_one() -> None:
    markups = [Markup(RICH), Markup(), Markup(BASIC), Markup(tags_of("none"))]
    for text in ("<h2>Sun</h2><p>rain</p>", "<p>Sun</p>", '<p class="x">Sun</p>', "Sun"):
        events = read(text)
        made = described(events, plain_text(events), markups)
        assert made == {each: sanitised(events, each) for each in markups[:3]} | {markups[3]: plain_text(events)}


WORDS = st.lists(st.text("abcxyzé", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)
BLOCKS = st.sampled_from(
    ["p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "h2", "blockquote", "b", "a", "span"]
)
TREE = st.recursive(
    WORDS,
    lambda inner: st.tuples(BLOCKS, st.lists(inner, min_size=1, max_size=4)).map(
        lambda each: f"<{each[0]}>{' '.join(each[1])}</{each[0]}>"
    ),
    max_leaves=12,
)


@given(tree=TREE, broken=st.booleans())
def test_no_word_is_lost_and_none_is_added(tree: str, broken: bool) -> None:
    text = tree.replace("</li>", "").replace("</td>", "").replace("</p>", "") if broken else tree
    words = [event[1] for event in read(text) if event[0] == "text"]
    expected = "".join(words).split() if not broken else " ".join(words).split()
    found = plain(text)
    signs = ("•", "|", ":")
    assert [word.rstrip(":") for word in found.split() if word not in signs] == expected
    assert "\n\n\n" not in found
    assert found == found.strip()
