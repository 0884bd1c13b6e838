"""Does the benchmark of the export measure exports: of every product and SKU, none of them withheld?"""

from __future__ import annotations

import csv

from benchmarks.export import arguments, make_shop, measure


def test_every_sku_of_the_shop_is_written(tmp_path):
    make_shop(tmp_path, 2, 12, ["shopify"])
    name, *figures = measure(tmp_path, "shopify", ("--store", "shopify"))
    assert (name, all(float(each) >= 0 for each in figures)) == ("shopify", True)
    with (tmp_path / "out/listings/shopify.csv").open(encoding="utf-8", newline="") as file:
        skus = [row["SKU"] for row in csv.DictReader(file) if row["SKU"]]
    assert len(set(skus)) == len(skus) == 24


def test_what_the_issue_asks_for_is_the_default():
    chosen = arguments([])
    assert (chosen.products, chosen.variants) == (10_000, 12)
