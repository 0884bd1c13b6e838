"""Are ids learnt from what stores really let one download, kept as the seller keeps them, and written where asked?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from listingkit.errors import BadInputError
from listingkit.listing.build import Sources, build_listings
from listingkit.listing.ids import KnownIds, StoreId
from listingkit.listing.placing import PictureSource
from listingkit.listing.rows import layout_for, listing_rows
from listingkit.shop import open_shop
from listingkit.store_download import Told, read_download
from listingkit.store_ids import load_ids, merge_ids, write_ids
from tests.builders.catalog import load_text, workbook_at
from tests.builders.listing import catalogue, own_profile, photographed, product, shop_settings, store
from tests.builders.shop import shop

PRODUCTS = "model,name,colours\nU1,Folding umbrella,Navy; Red\nU2,Straight umbrella,Green\n"
DOWNLOADS = {
    "shopify": (
        "Title,URL handle,SKU,Price\nA,old-folding-umbrella,U1-NVY,9\n,old-folding-umbrella,U1-RED,9\n",
        [("U1", "U1-NVY", "old-folding-umbrella", ""), ("U1", "U1-RED", "old-folding-umbrella", "")],
    ),
    "shopify classic": (
        "Handle,Title,Variant SKU\nfold,A,u1-nvy\n",
        [("U1", "U1-NVY", "fold", "")],
    ),
    "woocommerce": (
        "ID,Type,SKU,Parent\n10,variable,U1,\n11,variation,U1-NVY,U1\n12,variation,U1-RED,id:10\n13,simple,U2-GRN,\n",
        [("U1", "", "10", ""), ("U1", "U1-NVY", "10", "11"), ("U1", "U1-RED", "10", "12"), ("U2", "U2-GRN", "13", "")],
    ),
    "ebay": (
        "Info,Version=1.0.0\nItem number,Title,Custom label (SKU)\n1 10123456789,A,x\n110123456789,A,U1-NVY\n",
        [("U1", "U1-NVY", "110123456789", "")],
    ),
    "ebay file exchange": (
        "*Action(SiteID=US|CC=UTF-8),ItemID,CustomLabel\nRevise,110123456789,U1-RED\n",
        [("U1", "U1-RED", "110123456789", "")],
    ),
    "amazon": (
        "item-name\tseller-sku\tasin1\nA\tU1-NVY\tB0ABCDEFGH\n",
        [("U1", "U1-NVY", "", "B0ABCDEFGH")],
    ),
    "etsy": (
        "TITLE,SKU,Listing ID\nA,\"U1-NVY,U1-RED\",1234567890\n",
        [("U1", "U1-NVY", "1234567890", ""), ("U1", "U1-RED", "1234567890", "")],
    ),
    "own export of before": (
        "AliExpress product ID (seller SPU ID)*,SKU ID/Barcode (seller SKU ID)*\nU1,U1-NVY\n1005001234567890,U1-RED\n",
        [("U1", "U1-RED", "1005001234567890", "")],
    ),
    "matrixify": (
        "ID,Handle,Variant ID,Variant SKU\n7,fold,42,U2-GRN\n",
        [("U2", "U2-GRN", "fold", "42")],
    ),
}  # fmt: skip


@pytest.fixture
def catalog(tmp_path):
    return load_text(tmp_path, PRODUCTS)


def download(folder: Path, text: str, catalog: object, name: str = "download.csv") -> Told:
    (folder / name).write_text(text, encoding="utf-8")
    return read_download(folder / name, "any", catalog)


@pytest.mark.parametrize(("text", "wanted"), DOWNLOADS.values(), ids=DOWNLOADS)
def test_every_store_s_own_columns_are_known(tmp_path, catalog, text, wanted):
    told = download(tmp_path, text, catalog, "download.txt" if "\t" in text else "download.csv")
    assert [(each.model, each.sku, each.product_id, each.variant_id) for each in told.ids] == wanted
    assert told.findings == ()


def test_a_workbook_with_titles_above_its_header_is_read(tmp_path, catalog):
    rows = [["Products of my store"], [], ["Product ID", "SKU", "Note"], ["1005001234567890", "U1-NVY", ""]]
    workbook_at(tmp_path / "d.xlsx", {"About": [["nothing here"]], "Products": rows})
    told = read_download(tmp_path / "d.xlsx", "aliexpress", catalog)
    assert told.ids == (StoreId("aliexpress", "U1", "U1-NVY", "1005001234567890"),)


def test_skus_of_others_are_named(tmp_path, catalog):
    told = download(tmp_path, "SKU,Product ID\nX-1,5\nX-2,6\nX-1,5\nU1-NVY,7\n", catalog)
    assert (told.strangers, len(told.ids)) == (("X-1", "X-2"), 1)


def test_an_id_that_excel_has_spoilt_is_not_taken(tmp_path, catalog):
    told = download(tmp_path, "SKU,Product ID\nU1-NVY,1.00501E+15\nU1-RED,1005001234567890\n", catalog)
    assert [each.sku for each in told.ids] == ["U1-RED"]
    (spoilt,) = told.findings
    assert (spoilt.code, spoilt.place.row, spoilt.place.column) == ("catalog.scientific-number", 2, "Product ID")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "SKU,Name\nU1-NVY,x\n", "Product ID,Name\n1,x\n"])
def test_a_file_without_skus_or_ids_says_what_it_has(tmp_path, catalog, text):
    with pytest.raises(BadInputError, match="no row with a column of SKUs and one of ids"):
        download(tmp_path, text, catalog)


@pytest.fixture
def here(tmp_path):
    return open_shop(shop(tmp_path, photos=[]))


ONE = StoreId("shopify", "U1", "U1-NVY", "fold", "42")


def learn(here, *told, theirs=False):
    merged = merge_ids(here, told, theirs=theirs)
    write_ids(here, merged)
    return merged


def test_ids_come_back_in_any_case(here):
    assert learn(here, ONE).added == 1
    known = load_ids(here)
    assert (known.product("Shopify", "u1"), known.variant("shopify", "u1-nvy")) == ("fold", "42")
    assert (known.product("ebay", "U1"), known.variant("shopify", "U1-RED")) == ("", "")


def test_the_same_download_twice_changes_no_byte(here):
    learn(here, ONE)
    before = (here.root / "store-ids.csv").read_bytes()
    merged = learn(here, ONE)
    assert (merged.added, merged.same, merged.conflicts) == (0, 1, ())
    assert (here.root / "store-ids.csv").read_bytes() == before


def test_rows_and_columns_of_the_seller_stay(here):
    text = "sku,store,who,model,variant_id,product_id\nU1-NVY,Shopify,Li,U1,,fold\nZ,etsy,Wu,Z,,9\n"
    (here.root / "store-ids.csv").write_text(text, encoding="utf-8")
    learn(here, ONE, StoreId("shopify", "U2", "", "stick"))
    assert (here.root / "store-ids.csv").read_text("utf-8-sig").splitlines() == [
        "sku,store,who,model,variant_id,product_id",
        "U1-NVY,Shopify,Li,U1,42,fold",
        "Z,etsy,Wu,Z,,9",
        ",shopify,,U2,,stick",
    ]


def test_a_known_id_is_kept_unless_the_file_s_are_wanted(here):
    learn(here, ONE)
    other = StoreId("shopify", "U1", "U1-NVY", "fold", "43")
    merged = learn(here, other)
    assert [(each.column, each.known, each.new) for each in merged.conflicts] == [("variant_id", "42", "43")]
    assert load_ids(here).variant("shopify", "U1-NVY") == "42"
    learn(here, other, theirs=True)
    assert load_ids(here).variant("shopify", "U1-NVY") == "43"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("store,model,sku\n", "no column product_id and variant_id"),
        ("store,model,sku,product_id,variant_id\naliexpress,U1,,1.00501E+15,\n", "1 id spoilt"),
    ],
)
def test_a_file_that_cannot_be_trusted_stops_the_run(here, text, message):
    (here.root / "store-ids.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=message):
        load_ids(here)


COLUMNS = """
    { header = "Id", field = "product_id", kind = "integer" }, { header = "Key", field = "product_id_or_spu" },
    { header = "Handle", field = "handle" },
    { header = "Variant", field = "variant_id", kind = "number" }
"""


@pytest.mark.parametrize(
    ("product_id", "wanted"),
    [
        ("", [None, "U012", "u012", "0042"]),
        ("old-umbrella", ["old-umbrella", "old-umbrella", "old-umbrella", "0042"]),
        ("1005001234567890", ["1005001234567890", "1005001234567890", "u012", "0042"]),
        ("B0ABCDEFGH", ["B0ABCDEFGH", "B0ABCDEFGH", "u012", "0042"]),
    ],
)
def test_ids_stand_as_text_in_the_columns_that_ask_for_them(product_id, wanted):
    profile = own_profile(COLUMNS)
    ids = KnownIds.of([StoreId("own", "U012", "U012", product_id, "0042")])
    (listing,) = _with_ids(catalogue(product()), profile, ids)
    assert list(listing_rows(listing, profile, layout_for(profile, [listing]))) == [wanted]


def _with_ids(catalog, profile, ids):
    return build_listings(Sources(catalog, shop_settings(), PictureSource((), photographed(())), ids), profile)


def test_aliexpress_is_told_its_own_id():
    ids = KnownIds.of([StoreId("aliexpress", "U012", "", "1005")])
    (listing,) = _with_ids(catalogue(product()), store(), ids)
    (row,) = listing_rows(listing, store(), layout_for(store(), [listing]))
    assert row[:2] == ["1005", "U012"]


def test_woocommerce_and_ebay_update_what_they_know(tmp_path):
    two = catalogue(product(), colour=["NVY=Navy", "Red"])
    for name, ids, wanted in (
        ("woocommerce", ["77", "78"], [("ID", "77"), ("ID", "78"), ("ID", None)]),
        ("ebay", ["254", ""], [("ItemID", "254"), ("ItemID", None), ("ItemID", None)]),
    ):
        known = KnownIds.of([StoreId(name, "U012", "U012-NVY", *ids)])
        (listing,) = _with_ids(two, store(name), known)
        layout = layout_for(store(name), [listing])
        header = [column.header for column in layout.columns]
        rows = [dict(zip(header, row, strict=True)) for row in listing_rows(listing, store(name), layout)]
        assert [(wanted[0][0], row[wanted[0][0]]) for row in rows] == wanted
        if name == "ebay":
            assert [row[header[0]] for row in rows] == ["Revise", None, None]


def test_the_command_learns_tells_and_exports(tmp_path, cli):
    folder = shop(tmp_path)
    file = tmp_path / "from shopify.csv"
    file.write_text("Handle,Variant SKU\nold-fold,U1-NVY\nx,X-9\n", encoding="utf-8")
    before = sorted(folder.iterdir())
    dry = cli("ids", file, folder, "--store", "shopify", "--dry-run", json=True)
    assert (dry.json["outputs"], sorted(folder.iterdir())) == ([], before)
    answer = cli("ids", file, folder, "--store", "shopify", json=True)
    assert answer.json["counts"] == {"added": 1, "same": 0, "conflicts": 0, "unknown": 1}
    assert answer.json["outputs"] == ["store-ids.csv"]
    assert cli("export", folder, "--store", "shopify").code == 0
    with (folder / "out/listings/shopify.csv").open(encoding="utf-8", newline="") as exported:
        assert {row["URL handle"] for row in csv.DictReader(exported)} == {"old-fold", "u2"}
    file.write_text("Handle,Variant SKU\nnew-fold,U1-NVY\n", encoding="utf-8")
    conflict = cli("ids", file, folder, "--store", "shopify", json=True)
    assert (conflict.code, conflict.codes()) == (0, {"store.id-conflict"})
    assert cli("ids", file, folder, "--store", "shopify", "--theirs", json=True).json["findings"] == []


def test_ids_of_another_store_are_refused(tmp_path, cli):
    folder = shop(tmp_path, photos=[])
    file = tmp_path / "shopify.csv"
    file.write_text("Handle,Variant SKU\nold-fold,U1-NVY\n", encoding="utf-8")
    answer = cli("ids", file, folder, "--store", "ebay")
    assert (answer.code, (folder / "store-ids.csv").exists()) == (3, False)
    assert "old-fold is no id of ebay" in answer.err


def test_the_command_needs_one_store_and_a_readable_file(tmp_path, cli):
    folder = shop(tmp_path, photos=[])
    file = tmp_path / "d.csv"
    file.write_text("SKU,Product ID\nU1-NVY,1\n", encoding="utf-8")
    assert cli("ids", file, folder).code == 2
    assert cli("ids", file, folder, "--store", "shopify", "--store", "aliexpress").code == 2
    assert cli("ids", file, folder, "--store", "nowhere").code == 2
    assert cli("ids", tmp_path / "none.csv", folder, "--store", "shopify").code == 3
