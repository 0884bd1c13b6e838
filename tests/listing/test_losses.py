"""What a store has no room for is told once per store, not once per product."""

from __future__ import annotations

from typing import Any

from listingkit.findings import Finding, Severity
from listingkit.listing.losses import loss_findings
from listingkit.stores.model import StoreProfile
from tests.builders.listing import catalogue, codes, listings_of, product, shop_settings, store, with_rule


def found(profile: StoreProfile, **wording: Any) -> list[Finding]:
    catalog = catalogue(product("U1"), product("U2", name="Golf Umbrella"), colour=["Navy", "Red"])
    return list(loss_findings(listings_of(catalog, profile, shop_settings(wording=wording)), profile))


def test_nothing_lost_nothing_said() -> None:
    assert found(store()) == []


def test_phrases_without_room_are_told_once() -> None:
    (one,) = found(with_rule(store(), "title_max", 27), title=["{{ brand }} {{ name }}", "Navy", "Pongee Canopy"])
    assert (one.code, one.severity, one.subject) == ("text.shortened", Severity.INFO, "aliexpress")
    assert one.message == "AliExpress has no room for everything in 2 titles: U1 leaves out “Pongee Canopy”"


def test_bullets_and_tags_beyond_the_number_are_told() -> None:
    profile = with_rule(with_rule(store(), "bullets_max", 1, unit="items"), "tags_max", 1, unit="items")
    told = found(profile, bullets=["Dry", "Light"], tags=["sun, rain"])
    assert codes(told) == ["text.left-out", "text.left-out"]
    assert "fewer bullet points than there are in 2 listings: U1 goes without “Light”" in told[0].message
    assert "every tag or search term of 2 listings: U1 goes without “rain”" in told[1].message


def test_lost_content_is_a_warning_and_lost_looks_are_information() -> None:
    frame = '<p onclick="x()">a</p><iframe src="https://x.com"></iframe><section>b</section>'
    told = found(store(), description=frame)
    assert [(each.code, each.severity) for each in told] == [
        ("text.html-removed", Severity.WARNING),
        ("text.html-removed", Severity.INFO),
    ]
    assert "attribute onclick, <iframe>: gone in 2 descriptions (U1, U2)" in told[0].message
    assert "<section>: the words stay" in told[1].message


def test_what_differs_from_product_to_product_is_told_apart() -> None:
    told = found(store(), description="{% if model == 'U2' %}<iframe></iframe>{% endif %}{{ name }}")
    assert [each.message for each in told] == ["AliExpress does not keep <iframe>: gone in 1 description (U2)"]


def test_plain_text_is_no_loss_of_looks() -> None:
    profile = with_rule(store(), "description_html", "none", unit="tags")
    assert found(profile) == []
    assert codes(found(profile, description="<h2>a</h2><img src='https://x.com/a.jpg'>")) == ["text.html-removed"]
