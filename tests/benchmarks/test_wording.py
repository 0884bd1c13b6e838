from __future__ import annotations

import random

from benchmarks.wording import products, stores, titles_with_copies, write
from listingkit.catalog.model import Catalog
from listingkit.listing.markup import Markup


def test_products_differ_and_are_written_for_every_store():
    catalog = Catalog(tuple(products(20, random.Random(1))), {}, {})
    seconds, texts = write(catalog, stores(8))
    assert seconds > 0
    assert len({each.title for each in texts}) == 20
    assert all(each.tags and each.description for each in texts)


def test_stores_keep_different_html_and_take_titles_of_different_length():
    made = stores(8)
    assert len({Markup.of(store) for store in made}) == 4
    assert {store.limit("title_max").unit for store in made} == {"characters", "bytes"}


def test_copies_are_not_their_originals():
    titles = titles_with_copies(100, 10, random.Random(1))
    assert len(titles) == 110
    assert not set(titles[:100]) & set(titles[100:])
