"""Whatever is in the catalogue, each cell keeps its store's own limits, or a finding says which does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listingkit.findings import Severity
from listingkit.listing.model import Listing
from listingkit.listing.rows import layout_for, listing_rows
from listingkit.stores.load import builtin_names
from listingkit.stores.model import Confidence, Rule, StoreProfile
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store

SIGNS = "ab Zé,;|/&%()'\"-+="
TEXTS = st.text(SIGNS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
LABELS = st.lists(TEXTS, min_size=1, max_size=3, unique_by=str.casefold)
TITLES = st.lists(TEXTS, min_size=1, max_size=12).map(" ".join)
PRICING = {"rates": {"CNY": {"usd": "0.14", "date": "2026-10-06"}}}


def too_long(rule: Rule | None, text: str) -> bool:
    """Counted anew here: bytes of UTF-8, or characters."""
    if rule is None or rule.confidence is Confidence.KNOWLEDGE:
        return False
    return len(text.encode() if rule.unit == "bytes" else text) > int(rule.value)


def broken(listing: Listing, profile: StoreProfile) -> Iterator[str]:
    """Which limits the cells of a listing break; errors must have told each."""
    layout = layout_for(profile, [listing])
    rows = list(listing_rows(listing, profile, layout))
    forbidden = profile.limit("option_value_forbidden")
    for number, column in enumerate(layout.columns):
        fields = {name for content in column.contents() for name in content.fields}
        cells = [str(row[number]) for row in rows if row[number] is not None]
        if fields & {"title", "sku_title"}:
            yield from (f"title {cell}" for cell in cells if too_long(profile.limit("title_max"), cell))
        if fields == {"sku"}:
            yield from (f"sku {cell}" for cell in cells if too_long(profile.limit("sku_max"), cell))
        if fields & {"skus", "option.1.values"} and not column.escape:
            whole = {
                "skus": len(listing.rows),
                "option.1.values": len({row.choices[0] for row in listing.rows if row.choices}),
            }
            (name,) = fields & whole.keys()
            yield from (f"list {cell}" for cell in cells if len(cell.split(column.join)) != whole[name])
    for label in {label for row in listing.rows for _, label in row.choices}:
        if too_long(profile.limit("option_value_max"), label):
            yield f"value {label}"
        if forbidden and set(label) & set(str(forbidden.value)):
            yield f"value {label}"
    most = profile.limit("variants_max")
    if most and most.confidence is not Confidence.KNOWLEDGE and len(listing.rows) > int(most.value):
        yield "variants"


@pytest.mark.parametrize("name", builtin_names())
@given(title=TITLES, colours=LABELS, sizes=LABELS)
@settings(max_examples=25, deadline=None)
def test_no_cell_breaks_a_limit_without_a_finding(name: str, title: str, colours: list[str], sizes: list[str]) -> None:
    profile = store(name)
    coded = [
        f"{key}{number}={label}"
        for key, labels in (("C", colours), ("S", sizes))
        for number, label in enumerate(labels)
    ]
    catalog = catalogue(product(name=title), colour=coded[: len(colours)], size=coded[len(colours) :])
    (listing,) = listings_of(catalog, profile, shop_settings(pricing=PRICING, wording={"title": "{{ name }}"}))
    wrong = list(broken(listing, profile))
    errors = [each for each in listing.findings if each.severity is Severity.ERROR]
    assert not wrong or errors, wrong


def test_the_property_can_fail(tmp_path: Path) -> None:
    profile = store("ebay")
    catalog = catalogue(product(), colour=["NVY=Navy/Blue", "Red"])
    (listing,) = listings_of(catalog, profile)
    assert list(broken(listing, profile)) == ["value Navy/Blue"]
