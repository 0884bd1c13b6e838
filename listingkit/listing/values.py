"""Which value of a listing stands behind each field name that store columns use (`stores.fields`)?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from listingkit.files import slug
from listingkit.listing.barcodes import barcode_kind
from listingkit.listing.model import Listing, Picture, Row
from listingkit.listing.tagging import JOINT
from listingkit.listing.units import lengths, weights
from listingkit.settings import Role
from listingkit.stores.cells import Value
from listingkit.stores.fields import OTHER_OPTIONS
from listingkit.stores.model import StoreProfile

SIZE = "size"
HANDLE_SHAPE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a listing: once, and once per SKU in the order of its rows."""

    product: Mapping[str, Value]
    skus: tuple[Mapping[str, Value], ...]

    @classmethod
    def of(cls, listing: Listing) -> Told:
        """Worked out once for all that ask."""
        return cls(product_values(listing), tuple(sku_values(listing, row) for row in listing.rows))


def product_values(listing: Listing) -> dict[str, Value]:
    """What is told once per product."""
    product = listing.product
    values: dict[str, Value] = {
        "spu": listing.spu,
        "handle": handle_of(listing.spu, listing.product_id),
        "product_id": listing.product_id,
        "product_id_or_spu": listing.product_id or listing.spu,
        "title": listing.title,
        "description": listing.description,
        "tags": JOINT.join(listing.tags) or product.attributes.get("tags", ""),
        "search_terms": listing.search_terms,
        "brand": listing.brand,
        "name": product.name,
        "material": product.material,
        "size": product.size,
        "group_id": listing.spu if len(listing.rows) > 1 else "",
        "skus": tuple(row.sku for row in listing.rows),
        "stock_total": sum(row.stock for row in listing.rows),
    }
    for side in ("length", "width", "height"):
        values |= lengths(side, getattr(product, f"{side}_cm"))
    if prices := [row.price for row in listing.rows if row.price]:
        lowest = min(prices, key=lambda price: price.usd)
        values |= {"price_low_usd": lowest.usd, "list_price_low_usd": lowest.list_usd}
    values |= listing.terms
    values |= {f"attribute.{name}": text for name, text in product.attributes.items()}
    values |= {f"bullet.{number}": text for number, text in enumerate(listing.bullets, start=1)}
    return values | _option_values(listing) | _picture_values("", listing.pictures)


def sku_values(listing: Listing, row: Row) -> dict[str, Value]:
    """What is told once per SKU."""
    usd = row.price.usd if row.price else None
    struck = row.price.list_usd if row.price else None
    kind = barcode_kind(row.variant.barcode)
    known = bool(listing.brand and (kind or listing.terms.get("mpn")))
    values: dict[str, Value] = {
        "sku": row.sku,
        "sku_title": row.title or listing.title,
        "barcode": row.variant.barcode,
        "gtin": row.variant.barcode if kind else "",
        "barcode_kind": kind,
        "has_identifier": "yes" if known else "no",
        "variant_id": row.variant_id,
        "price_usd": usd,
        "list_price_usd": struck,
        "full_price_usd": usd if struck is None else struck,
        "reduced_price_usd": usd if struck is not None else None,
        "stock": row.stock,
        "availability": "in stock" if row.stock > 0 else "out of stock",
        "link": row.link,
        **weights(row.weight_g),
        "look": " ".join(label for name, label in row.choices if name in listing.pictured_options),
        "sku_picture": row.picture.reference if row.picture else None,
        "choices": tuple((name, (label,)) for name, label in row.choices),
        "other_choices": (others := " ".join(_beside_size(listing, row))),
        "further_choices": others if any(name.casefold() == SIZE for name, _ in row.choices) else "",
    }
    values |= {f"choice.{name}": value.label for name, value in row.variant.choices}
    for number, (name, label) in enumerate(row.choices, start=1):
        values[f"option.{number}.value"] = label
        if name not in listing.pictured_options:
            values[f"{OTHER_OPTIONS}.{name}"] = label
    return values | _picture_values("sku_", row.pictures)


def _beside_size(listing: Listing, row: Row) -> list[str]:
    return [label for name, label in row.choices if name not in listing.pictured_options and name.casefold() != SIZE]


def image_values(listing: Listing, profile: StoreProfile) -> list[dict[str, Value]]:
    """What is told once per image of the gallery, in its order."""
    shown = [slot for slot in profile.slots if slot.per == "listing" and slot.role in {Role.GALLERY, Role.MAIN}]
    pictures = [picture for name in (slot.name for slot in shown) for picture in listing.pictures.get(name, ())]
    return [
        {"picture": picture.reference, "picture_position": number, "picture_alt": picture.alt}
        for number, picture in enumerate(pictures, start=1)
    ]


def handle_of(spu: str, product_id: str = "") -> str:
    """The model as a URL part. It stays the same when the title is edited, and two models never share one.

    Where the id that the store gave is a URL part, as Shopify's is, and no number or ASIN, it is that one.
    """
    if HANDLE_SHAPE.fullmatch(product_id) and not product_id.isdecimal():
        return product_id
    plain = slug(spu)
    if plain == spu.casefold():
        return plain
    return f"{plain}-{hashlib.sha256(spu.encode()).hexdigest()[:6]}".strip("-")


def _option_values(listing: Listing) -> dict[str, Value]:
    """Names and values of the options, values in the order in which the SKUs bring them."""
    labels: dict[str, dict[str, None]] = {name: {} for name in listing.options}
    for row in listing.rows:
        for name, label in row.choices:
            labels[name][label] = None
    values: dict[str, Value] = {
        "option_names": listing.options,
        "options": tuple((name, tuple(found)) for name, found in labels.items()),
    }
    for number, (name, found) in enumerate(labels.items(), start=1):
        values |= {f"option.{number}.name": name, f"option.{number}.values": tuple(found)}
    return values


def _picture_values(prefix: str, slots: Mapping[str, tuple[Picture, ...]]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for slot, pictures in slots.items():
        references = tuple(picture.reference for picture in pictures)
        values[f"{prefix}pictures.{slot}"] = references
        values |= {f"{prefix}picture.{slot}.{number}": each for number, each in enumerate(references, start=1)}
    return values
