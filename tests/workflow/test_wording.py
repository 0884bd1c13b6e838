"""What stores make of a shop's wording reaches the seller through the commands: findings, files and errors."""

from __future__ import annotations

import csv

from listingkit.errors import ExitCode
from tests.builders.shop import photo, shop

PRODUCTS = """model,name,colours,cost,weight_g,description
U1,Sun Umbrella,Navy,20,300,Opens to 98cm.
U2,New Umbrella Sun,Navy,20,300,See www.example.com
"""
SETTINGS = """[shop]
name = "x"
brand = "Rainfolk"
stores = ["plain.toml"]

[wording]
title = ["{{ brand }} {{ name }}", "for the garden and for the beach", "Navy"]
bullets = ["dry", "light"]
tags = ["{{ name }}", "umbrella, garden"]

[wording.stores.plain]
description = "<p>{{ description | with_inches }}</p><img src='https://x.com/a.jpg'><ul><li>dry &amp; light</li></ul>"
"""
PROFILE = """name = "plain"
label = "Plain"
checked_on = 2026-11-01
[[slots]]
name = "gallery"
role = "gallery"
count = 1
width = 100
height = 100
max_bytes = 100_000
watermark = "allowed"
confidence = "V"
source = "test"
[rules]
title_max = { value = 32, unit = "characters", confidence = "V", source = "test" }
description_html = { value = "none", unit = "tags", confidence = "V", source = "test" }
bullets_max = { value = 1, unit = "items", confidence = "V", source = "test" }
[sheet]
format = "csv"
layout = "row-per-sku"
columns = [
    { header = "SKU", field = "sku" },
    { header = "Title", field = "title" },
    { header = "Text", field = "description" },
    { header = "Point", field = "bullet.1" },
    { header = "Tags", field = "tags" },
    { header = "Terms", field = "search_terms" },
]
"""


def small(tmp_path, settings=SETTINGS):
    folder = shop(tmp_path, products=PRODUCTS, settings=settings, photos=[])
    (folder / "plain.toml").write_text(PROFILE, encoding="utf-8")
    for number, model in enumerate(("U1", "U2")):
        photo(folder / f"photos/{model}-NVY_front.jpg", seed=number)
    return folder


def test_texts_are_written_as_the_store_takes_them(cli, tmp_path):
    folder = small(tmp_path)
    assert cli("export", folder).code == 0
    with (folder / "out/listings/plain.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert first == {
        "SKU": "U1-NVY",
        "Title": "Rainfolk Sun Umbrella, Navy",
        "Text": "Opens to 98 cm (38.6 in).\n\n• dry & light",
        "Point": "dry",
        "Tags": "Sun Umbrella, umbrella, garden",
        "Terms": "garden",
    }
    assert second["Title"] == "Rainfolk New Umbrella Sun, Navy"


def test_losses_claims_and_near_identical_titles_are_told(cli, tmp_path):
    found = cli("check", small(tmp_path), "--select", "text", json=True).json["findings"]
    told = {each["code"]: each for each in found}
    assert sorted(each["code"] for each in found) == sorted(told)
    assert told.keys() == {"text.contact", "text.html-removed", "text.left-out", "text.shortened", "text.similar-title"}
    assert (told["text.similar-title"]["subject"], told["text.contact"]["subject"]) == ("U1", "U2")
    assert "<img>: gone in 2 descriptions (U1, U2)" in told["text.html-removed"]["message"]
    assert told["text.contact"]["row"] == 3
    assert all(each["hint"] for each in found)


def test_words_for_a_store_that_nobody_knows_end_the_run(cli, tmp_path):
    settings = SETTINGS.replace('stores = ["plain.toml"]', 'stores = ["shopify"]').replace(
        "stores.plain", "stores.shopfiy"
    )
    answer = cli("check", small(tmp_path, settings), json=True)
    assert answer.code == ExitCode.BAD_INPUT
    assert "did you mean `shopify`" in answer.json["error"]["message"]
