"""A template ends, in time and size, and what is wrong with it is told by its key."""

from __future__ import annotations

import time

import pytest

from listingkit.errors import BadInputError
from listingkit.listing.sandbox import Wordings

CONTEXT = {"name": "Sun <Umbrella>", "colours": ("Navy", "Red"), "weight": "", "attributes": {"rib count": "8"}}


def rendered(source: str, *, html: bool = False) -> str:
    return Wordings("title", source, CONTEXT, html=html).render(CONTEXT, "U012")


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(1000000000) %}{{ a }}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ 'a' * 10000000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ '%099999999999d' % 1 }}",
        "{{ '{:>99999999999}'.format(1) }}",
        "{{ name.center(99999999999) }}",
        "{{ name|center(99999999999) }}",
        "{{ range(100000)|join }}",
        "{{ lipsum(100000) }}",
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
    ],
)
def test_what_would_hang_or_fill_the_memory_is_bad_input(source: str) -> None:
    start = time.monotonic()
    with pytest.raises(BadInputError, match=r"\[wording\] title"):
        rendered(source)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("source", "said", "hint"),
    [
        ("{{ nam }}", "unknown name `nam`", "Did you mean `name`?"),
        ("a\n{{ name", "line 2:", "Correct the template"),
        ("{% include 'x' %}", "line 1: `include` is not available", "Correct"),
        ("{{ name.__class__ }}", "U012: not allowed", "docs/wording.md"),
        ("{{ attributes.rib_count }}", "unknown name `rib_count`; did you mean `rib count`?", "docs/wording.md"),
        ("{{ weight / 2 }}", "U012: unsupported operand", "{% if"),
        ("{{ name|upperr }}", "line 1: No filter named 'upperr'", "Correct"),
    ],
)
def test_what_is_wrong_is_told_with_key_and_next_step(source: str, said: str, hint: str) -> None:
    with pytest.raises(BadInputError) as wrong:
        rendered(source)
    assert said in wrong.value.message
    assert hint in wrong.value.hint
    assert wrong.value.message.startswith("shop.toml, [wording] title: ")


def test_plain_text_is_not_escaped_and_html_is() -> None:
    assert rendered("{{ name }}") == "Sun <Umbrella>"
    assert rendered("<b>{{ name }}</b>", html=True) == "<b>Sun &lt;Umbrella&gt;</b>"


def test_lists_print_with_commas_and_loops_work() -> None:
    assert rendered("{{ colours }}: {% for c in colours %}{{ loop.index }}{{ c|upper }} {% endfor %}") == (
        "Navy, Red: 1NAVY 2RED "
    )
