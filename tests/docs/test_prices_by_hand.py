"""Are the prices of docs/pricing.md right to the cent? Each is worked out here by hand, without the code it checks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.docs.pages import marked, text_of

HEAD = "model,name,cost,weight_g,length_cm,width_cm,height_cm\n"
# What each example sells, then every line: the steps in figures, rounded to the cent by hand, and their words.
BY_HAND = {
    "umbrella": (
        "U900,Golf Umbrella,32,520,90,8,6",
        [
            ("cost", Decimal("4.48")),  # 32 x 0.14
            # 90 x 8 x 6 = 4320 cm³; / 6000 = 0.72 kg, more than 0.52; in steps of 50 g: 0.75 kg; x 9.20
            ("freight", Decimal("6.90")),
            ("packing", Decimal("0.40")),
            # 4.48 + 6.90 + 0.40 = 11.78; 1 - 0.08 - 0.30 = 0.62; 11.78 / 0.62 = 19.00, so 19.99
            ("commission", Decimal("1.60")),  # 19.99 x 0.08 = 1.5992
            ("margin", Decimal("6.61")),  # 19.99 - 11.78 - 1.60
            ("price", Decimal("19.99")),
        ],
    ),
    "coupon": (
        "U901,Folding Umbrella,20,300,30,5,5",
        [
            ("cost", Decimal("2.80")),  # 20 x 0.14
            ("freight", Decimal("2.00")),
            # 4.80 / (1 - 0.10 - 0.30) = 8.00; / (1 - 0.10) = 8.888…, so 8.99
            ("coupon", Decimal("0.90")),  # 8.99 x 0.10 = 0.899
            ("commission", Decimal("0.81")),  # 8.091 x 0.10 = 0.8091
            ("margin", Decimal("2.48")),  # 8.99 - 2.80 - 2.00 - 0.90 - 0.81
            ("price", Decimal("8.99")),
            ("with the coupon", Decimal("8.09")),  # 8.99 - 0.899
            ("list price", Decimal("12.99")),  # 8.99 / (1 - 0.30) = 12.843
        ],
    ),
    "floor": (
        "U902,Kids Umbrella,9,200,60,4,4",
        [
            ("cost", Decimal("1.26")),  # 9 x 0.14
            ("freight", Decimal("1.00")),
            # 2.26 / 0.62 = 3.645, less than 6.20; the next of .49 and .99 is 6.49
            ("commission", Decimal("0.52")),  # 6.49 x 0.08 = 0.5192
            ("margin", Decimal("3.71")),  # 6.49 - 1.26 - 1.00 - 0.52
            ("price", Decimal("6.49")),
        ],
    ),
    "dollars": (
        "U903,Beach Umbrella,7.35,1800,140,15,15",
        [
            ("cost", Decimal("7.35")),
            ("fixed fees", Decimal("0.30")),
            # 7.65 / (1 - 0.029 - 0.35) = 7.65 / 0.621 = 12.3188…, so 12.32
            ("payment", Decimal("0.36")),  # 12.32 x 0.029 = 0.35728
            ("margin", Decimal("4.31")),  # 12.32 - 7.35 - 0.30 - 0.36
            ("price", Decimal("12.32")),
        ],
    ),
    "duty": (
        "U904,Wooden Umbrella,50,600,89,7,5",
        [
            ("cost", Decimal("7.00")),  # 50 x 0.14
            ("freight", Decimal("3.00")),
            ("duty", Decimal("2.00")),  # (7 + 3) x 0.20
            # 12.00 / (1 - 0.10 - 0.30) = 20.00; the next that ends in 9.99 is 29.99
            ("commission", Decimal("3.00")),  # 29.99 x 0.10 = 2.999
            ("margin", Decimal("14.99")),  # 29.99 - 7 - 3 - 2 - 3.00
            ("price", Decimal("29.99")),
        ],
    ),
}


def shop_of(folder, example, **change):
    text = marked(text_of("pricing.md"), f"{example}: settings")
    for old, new in change.values():
        assert old in text
        text = text.replace(old, new)
    (folder / "shop.toml").write_text('[shop]\nname = "x"\nstores = ["aliexpress", "shopify"]\n' + text, "utf-8")
    (folder / "products.csv").write_text(HEAD + BY_HAND[example][0] + "\n", "utf-8")
    return folder


@pytest.mark.parametrize("example", BY_HAND)
def test_a_price_worked_by_hand_is_what_the_command_and_the_page_say(cli, tmp_path, example):
    product, by_hand = BY_HAND[example]
    sku = product.partition(",")[0]
    answer = cli("price", sku, shop_of(tmp_path, example), json=True)
    told = answer.json["price"]
    assert [Decimal(line["usd"]) for line in told] == [usd for _, usd in by_hand]
    for line, (words, _) in zip(told, by_hand, strict=True):
        assert line["line"].startswith(words)
    kinds = [words for words, _ in by_hand]
    above = [usd for words, usd in by_hand[: kinds.index("price")]]
    assert sum(above) == dict(by_hand)["price"]
    shown = cli("price", sku, tmp_path, "--quiet").out
    page = marked(text_of("pricing.md"), f"{example}: price")
    assert [line.split() for line in shown.splitlines()] == [line.split() for line in page.splitlines()]
    assert max(map(len, page.splitlines())) <= 80


def test_duty_that_the_buyer_bears_is_no_part_of_the_price(cli, tmp_path):
    buyer = ('duty_by = "seller"', 'duty_by = "buyer"')
    told = cli("price", "U904", shop_of(tmp_path, "duty", by=buyer), json=True).json["price"]
    # (7 + 3) / 0.60 = 16.67, so 19.99
    assert told[-1] == {"line": "price", "usd": "19.99"}
    assert not any(line["line"].startswith("duty") for line in told)


def test_stores_with_terms_of_their_own_are_priced_one_by_one(cli, tmp_path):
    more = ("[pricing.rates]", "[pricing.stores.shopify]\ncommission = 0\npayment = 0.029\n\n[pricing.rates]")
    folder = shop_of(tmp_path, "umbrella", more=more)
    prices = {
        line["store"]: line["usd"] for line in cli("price", "U900", folder, json=True).json["price"]
        if line["line"] == "price"
    }  # fmt: skip
    # 11.78 / (1 - 0.029 - 0.30) = 17.556, so 17.99
    assert prices == {"aliexpress": "19.99", "shopify": "17.99"}
    only = cli("price", "U900", folder, "--store", "shopify", json=True).json["price"]
    assert only[-1] == {"line": "price", "usd": "17.99"}
