"""Offers, other stores and contacts are found as whole words, and plain product words are not taken for them."""

from __future__ import annotations

import time
import tomllib
from importlib import resources

import pytest

from listingkit.listing.claims import claims_in, shouted

DATA = tomllib.loads(resources.files("listingkit.listing").joinpath("claims.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun Umbrella FREE SHIPPING", [("promotional", "FREE SHIPPING", 14, True)]),
        (
            "Best-Seller umbrella, hot sale!",
            [("promotional", "Best-Seller", 1, True), ("promotional", "hot sale", 23, True)],
        ),
        ("'Sale' umbrella", [("promotional", "Sale", 2, True)]),
        ("2026 New Umbrella", [("promotional", "2026 New", 1, True)]),
        ("100% Guaranteed dry", [("promotional", "100% Guaranteed", 1, True)]),
        ("Umbrella 50% off", [("promotional", "50% off", 10, True)]),
        ("Save $5 today", [("promotional", "Save $5", 1, True)]),
        ("High quality umbrella", [("promotional", "High quality", 1, False)]),
        ("As seen on Amazon and AliExpress", [("store", "Amazon", 12, True), ("store", "AliExpress", 23, True)]),
        ("See www.shop.com/x", [("contact", "www.shop.com/x", 5, True)]),
        ("See shop.example.co.uk.", [("contact", "shop.example.co.uk", 5, True)]),
        ("Mail a.b@c-d.com", [("contact", "a.b@c-d.com", 6, True)]),
        ("Tel: 138 0013 8000", [("contact", "Tel: 138 0013 8000", 1, True)]),
        ("call +86 138-0013-8000", [("contact", "call +86 138-0013-8000", 1, True)]),
        ("(206) 555-0100", [("contact", "(206) 555-0100", 1, True)]),
        ("WhatsApp us", [("contact", "WhatsApp", 1, True)]),
    ],
)
def test_claims_are_found_with_their_position(text: str, expected: list[tuple[str, str, int, bool]]) -> None:
    assert [(each.kind, each.text, each.position, each.sure) for each in claims_in(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wholesaler's ideal umbrella for sailors",
        "Amazon Rainforest print, Amazon green",
        "Hot pink umbrella, hot water bottle",
        "Cheapside Road lamp",
        "8 ribs, 98.5 cm, 14.8 oz, UPF 50+, item 6901234567890",
        "60 x 8 x 7 cm (23.6 x 3.1 x 2.8 in)",
        "New York skyline, 2-in-1",
        "Made in 2026, e.g. for rain.And sun",
        "Steel, 100% polyester",
        "Freestanding base, duty-free bag",
        "Put it in. Stock up on rain, free. Shipping box",
    ],
)
def test_product_words_are_no_claims(text: str) -> None:
    assert claims_in(text) == ()


def test_the_brand_is_no_claim() -> None:
    assert claims_in("Best Deal Umbrella on sale", "Best Deal")[0].text == "on sale"
    assert claims_in("Best Deal Umbrella", "Best Deal") == ()


@pytest.mark.parametrize("group", range(len(DATA["groups"])))
def test_every_phrase_of_the_list_is_found(group: int) -> None:
    entry = DATA["groups"][group]
    for phrase in entry["phrases"]:
        text = f"Umbrella {phrase} navy"
        found = claims_in(text)
        assert any(phrase in each.text.casefold() and each.kind == entry["kind"] for each in found), phrase
        assert entry["source"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("WINDPROOF FOLDING UMBRELLA Navy", True),
        ("WINDPROOF FOLDING UMBRELLA for Women and Children outside", False),
        ("UPF LED USB Umbrella", False),
        ("RAINFOLK RAINFOLK RAINFOLK Umbrella", False),
        ("Folding Umbrella", False),
    ],
)
def test_titles_in_capitals_are_shouted_but_brands_and_short_words_are_not(title: str, expected: bool) -> None:
    assert shouted(title, "RAINFOLK") is expected


@pytest.mark.parametrize("piece", ["a.", "a.a@", "138 ", "free ", "a-", "www", "http:/", "+1 ("])
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    claims_in(piece * 20_000)
    assert time.process_time() - started < 5
