"""Reads what listingkit wrote for a store the way that the store's own importer does, and nothing of listingkit's."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HEADERS: dict[str, Any] = json.loads(Path(__file__).with_name("store_headers.json").read_text("utf-8"))
"""Headers of the stores' own files, collected from their sources (docs/stores.md)."""


@dataclass
class Read:
    """A product as a store has it after the import: options with their values, and SKUs with theirs."""

    key: str
    title: str = ""
    options: dict[str, list[str]] = field(default_factory=dict)
    skus: dict[str, dict[str, str]] = field(default_factory=dict)
    prices: dict[str, str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    sku_pictures: dict[str, list[str]] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)


def table(path: Path, *, separator: str = ",", skip: int = 0) -> list[dict[str, str]]:
    """The rows below the header, by header; `skip` lines stand above it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=separator))[skip:]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def header(path: Path, *, separator: str = ",", skip: int = 0) -> list[str]:
    """The header's cells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))[skip]


def explode(value: str) -> list[str]:
    r"""WooCommerce's explode_values: commas separate, `\,` is a comma."""
    parts = value.replace("\\,", "\0").split(",")
    return [part.strip().replace("\0", ",") for part in parts if part.strip()]


WOO_REPEATING = {
    r"Attribute (\d+) name": "attributes:name",
    r"Attribute (\d+) value\(s\)": "attributes:value",
    r"Attribute (\d+) visible": "attributes:visible",
    r"Attribute (\d+) global": "attributes:taxonomy",
}


def woo_mapped(row: dict[str, str]) -> dict[str, str]:
    """A row by the importer's keys. KeyError for a header that it does not map."""
    mapping = {**HEADERS["woocommerce"]["mapping"], "GTIN, UPC, EAN, or ISBN": "global_unique_id"}
    found: dict[str, str] = {}
    for name, cell in row.items():
        repeated = next(
            ((key, got[1]) for pattern, key in WOO_REPEATING.items() if (got := re.fullmatch(pattern, name))), None
        )
        key = f"{repeated[0]}{repeated[1]}" if repeated else mapping[name]
        if cell:
            found[key] = cell
    return found


def woo_attributes(row: dict[str, str]) -> dict[str, list[str]]:
    """The attributes of a mapped row, by name."""
    numbers = sorted(int(key.removeprefix("attributes:name")) for key in row if key.startswith("attributes:name"))
    return {row[f"attributes:name{number}"]: explode(row.get(f"attributes:value{number}", "")) for number in numbers}


def woocommerce(path: Path) -> dict[str, Read]:
    """What the shop has after the import, by the product's SKU."""
    products: dict[str, Read] = {}
    for row in map(woo_mapped, table(path)):
        attributes = woo_attributes(row)
        sku = row["sku"]
        if row["type"] in {"simple", "variable"}:
            assert sku not in products, "two products of one SKU"
            products[sku] = found = Read(sku, row["name"], attributes, pictures=explode(row.get("images", "")))
            if row["type"] == "variable":
                assert "regular_price" not in row
                continue
        else:
            assert row["type"] == "variation"
            found = products[row["parent_id"]]
            for name, values in attributes.items():
                assert values[0] in found.options[name], "a variation's value is not among its parent's"
        found.skus[sku] = {name: values[0] for name, values in attributes.items()}
        found.prices[sku] = row.get("sale_price", row["regular_price"])
        found.stock[sku] = int(row["stock_quantity"])
        found.sku_pictures[sku] = explode(row.get("images", ""))
    return products


def shopify(path: Path, *, classic: bool = False) -> dict[str, Read]:
    """Products by handle: the first row is the product, all rows of a handle are its SKUs and images."""
    names = {"URL handle": "Handle", "SKU": "Variant SKU", "Price": "Variant Price", "Product image URL": "Image Src",
             "Variant image URL": "Variant Image", "Inventory quantity": "Variant Inventory Qty"}  # fmt: skip

    def named(name: str) -> str:
        renamed = re.sub(r"^(Option\d) (name|value)$", lambda got: f"{got[1]} {got[2].title()}", names.get(name, name))
        return renamed if classic else name

    products: dict[str, Read] = {}
    for row in table(path):
        key = row[named("URL handle")]
        found = products.setdefault(key, Read(key, row["Title"]))
        for number in (1, 2, 3):
            if option := row[named(f"Option{number} name")]:
                found.options[option] = []
        if picture := row[named("Product image URL")]:
            found.pictures.append(picture)
        if sku := row[named("SKU")]:
            chosen = [row[named(f"Option{number} value")] for number in (1, 2, 3)]
            found.skus[sku] = dict(zip(found.options, chosen, strict=False))
            for option, value in found.skus[sku].items():
                found.options[option] += [value] if value not in found.options[option] else []
            found.prices[sku] = row[named("Price")]
            found.stock[sku] = int(row[named("Inventory quantity")])
            found.sku_pictures[sku] = [each for each in [row[named("Variant image URL")]] if each]
    return products


def ebay(path: Path) -> dict[str, Read]:
    """Listings of a Seller Hub file: `Variation` rows belong to the listing above them."""
    products: dict[str, Read] = {}
    found = Read("")
    for row in table(path, skip=1):
        sku, details = row["CustomLabel"], row["RelationshipDetails"]
        told = {
            name: values.split(";") for name, _, values in (part.partition("=") for part in details.split("|") if part)
        }
        pictures = [each for each in row["PicURL"].split("|") if each]
        if row["Relationship"] == "Variation":
            assert row["*Title"] == ""
            assert next(iter(row.values())) == "", "a variation has no action of its own"
            found.skus[sku] = {name: values[0] for name, values in told.items()}
            for name, value in found.skus[sku].items():
                assert value in found.options[name]
        else:
            assert next(iter(row.values())) == "Add"
            found = products[sku] = Read(sku, row["*Title"], told, pictures=pictures)
            assert not (told and row["*C:Color"]), "Color stands in both places"
            if told:
                assert row["*StartPrice"] == row["*Quantity"] == ""
                continue
            found.skus[sku] = {}
        found.prices[sku], found.stock[sku] = row["*StartPrice"], int(row["*Quantity"])
        found.sku_pictures[sku] = pictures
    return products
