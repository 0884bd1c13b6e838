"""Which ids does a file tell that the seller downloaded from a store?

Columns are known by their headers, as the stores' own exports and reports call them; the header may stand a few rows
down, below titles and versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from listingkit.catalog.model import Catalog
from listingkit.errors import BadInputError
from listingkit.findings import Finding, Place, finding
from listingkit.listing.ids import StoreId
from listingkit.store_ids import LOST_DIGITS
from listingkit.tables import Flaw, Row, Sheet, column_letter, read_tables

# In the order in which they are believed: Shopify's csv knows a product by its handle, whatever ids stand beside it.
SKU = (
    "variant sku", "sku", "seller sku", "item sku", "contribution sku", "custom label (sku)", "custom label",
    "customlabel", "sku id/barcode (seller sku id)", "retailer id", "商家编码", "sku编码",
)  # fmt: skip
PRODUCT = (
    "url handle", "handle", "aliexpress product id (seller spu id)", "aliexpress product id", "product id", "productid",
    "item number", "ebay item number", "itemid", "item id", "listing id", "listingid", "parent asin", "id",
    "商品id", "产品id",
)  # fmt: skip
VARIANT = ("variant id", "variation id", "sku id", "asin1", "asin", "merchant suggested asin")
HEADER_WITHIN = 12
# What ids of a store look like. Of another shape, the file is another store's.
SHAPES = {
    "aliexpress": r"\d+", "amazon": r"[A-Z0-9]{10}", "ebay": r"\d{6,20}", "etsy": r"\d+", "woocommerce": r"\d+",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What the file tells: ids of what the catalogue has, SKUs that it does not have, and cells that are spoilt."""

    ids: tuple[StoreId, ...]
    strangers: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_download(file: Path, store: str, catalog: Catalog) -> Told:
    """The ids in `file`, of any table format. Raises BadInputError where it has no SKUs or no ids."""
    sheets = read_tables(file)
    tables = [table for sheet in sheets if (table := _table(sheet, file.name))]
    if not tables:
        seen = next((row.cells for sheet in sheets for row in sheet.rows), ())
        raise BadInputError(
            f"{file.name} has no row with a column of SKUs and one of ids; it begins with {', '.join(seen[:8])}",
            "Download products or listings from the store as csv or xlsx, with SKU and product id (docs/export.md).",
        )
    reader = _Reader(store, catalog)
    ids = {each.key: each for table in tables for each in reader.ids(table)}
    _must_fit(store, file, ids.values())
    return Told(tuple(ids.values()), tuple(dict.fromkeys(reader.strangers)), tuple(reader.findings))


def _must_fit(store: str, file: Path, ids: Iterable[StoreId]) -> None:
    shape = re.compile(SHAPES.get(store, ".*"))
    wrong = [text for each in ids for text in (each.product_id, each.variant_id) if text and not shape.fullmatch(text)]
    if wrong:
        raise BadInputError(
            f"{file.name}: {wrong[0]} is no id of {store}, so the file seems to be another store's",
            "Name the store that the file is from with --store.",
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below a header, and which column holds what. `kind` and `parent` are those of WooCommerce."""

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    sku: int
    product: int | None
    variant: int | None
    kind: int | None
    parent: int | None

    def cell(self, row: Row, column: int | None) -> str:
        return row.cells[column].strip() if column is not None and column < len(row.cells) else ""

    def place(self, row: Row, column: int) -> Place:
        return Place(self.file, self.sheet, row.number, self.header[column] or column_letter(column))


def _table(sheet: Sheet, file: str) -> _Table | None:
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        names = [_plain(text) for text in row.cells]
        sku, product, variant = (_first(names, aliases) for aliases in (SKU, PRODUCT, VARIANT))
        if sku is not None and (product is not None or variant is not None):
            kind, parent = (_first(names, (name,)) for name in ("type", "parent"))
            woo = kind is not None and parent is not None
            below = sheet.rows[number + 1 :]
            return _Table(
                file,
                sheet.name,
                row.cells,
                below,
                sku,
                product,
                variant,
                kind if woo else None,
                parent if woo else None,
            )
    return None


def _plain(header: str) -> str:
    """`*Item_SKU#1.value` as `item sku`."""
    bare = re.sub(r"\[.*?\]|#\d+(\.value)?|\*", "", header).casefold()
    return " ".join(re.split(r"[\s_-]+", bare)).strip()


def _first(names: list[str], aliases: tuple[str, ...]) -> int | None:
    return next((names.index(alias) for alias in aliases if alias in names), None)


class _Reader:
    """Matches a store's rows with the catalogue."""

    def __init__(self, store: str, catalog: Catalog) -> None:
        self._store = store
        variants = [one for several in catalog.variants.values() for one in several]
        self._skus = {one.sku.casefold(): (one.spu, one.sku) for one in variants}
        self._models = {one.spu.casefold(): (one.spu, "") for one in catalog.products}
        self.strangers: list[str] = []
        self.findings: list[Finding] = []

    def ids(self, table: _Table) -> Iterator[StoreId]:
        """Ids of every row whose SKU or model the catalogue has."""
        parents = {table.cell(row, table.sku).casefold(): table.cell(row, table.product) for row in table.rows}
        for row in table.rows:
            for model, sku in self._meant(table.cell(row, table.sku)):
                product, variant = self._pair(table, row, parents)
                # A file that was filled by listingkit before the store gave an id has the model in its place.
                product = "" if product.casefold() == model.casefold() else product
                if product or variant:
                    yield StoreId(self._store, model, sku, product, variant if sku else "")

    def _meant(self, text: str) -> Iterator[tuple[str, str]]:
        """Models and SKUs of a cell; Etsy lists all SKUs of a listing in one, between commas."""
        if not text:
            return
        known = self._skus | self._models
        parts = [text] if text.casefold() in known else [part.strip() for part in text.split(",")]
        for part in parts:
            own = self._skus.get(part.casefold()) or self._models.get(part.casefold())
            if own:
                yield own
            elif part:
                self.strangers.append(part)

    def _pair(self, table: _Table, row: Row, parents: Mapping[str, str]) -> tuple[str, str]:
        product, variant = self._id(table, row, table.product), self._id(table, row, table.variant)
        if table.kind is not None and table.cell(row, table.kind).casefold().startswith("variation"):
            # WooCommerce numbers products and variations alike, and names the parent by its SKU or as id:12.
            parent = table.cell(row, table.parent)
            numbered = parent.removeprefix("id:").strip() if parent.startswith("id:") else ""
            return numbered or parents.get(parent.casefold(), ""), product
        return product, variant

    def _id(self, table: _Table, row: Row, column: int | None) -> str:
        if column is None:
            return ""
        text = table.cell(row, column)
        if not LOST_DIGITS.fullmatch(text) and row.flaws.get(column) is not Flaw.LONG_NUMBER:
            return text
        place = table.place(row, column)
        message = f"{place}: {text or 'the id'} has lost digits, so this id is not taken"
        hint = "Download the file again and do not save it in Excel before."
        self.findings.append(finding("catalog.scientific-number", message, subject=text, place=place, hint=hint))
        return ""
