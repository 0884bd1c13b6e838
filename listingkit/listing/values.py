"""Which value of a listing stands behind each field name that store columns use (`stores.fields`)?"""

from __future__ import annotations

import hashlib
from decimal import ROUND_CEILING, Decimal

from listingkit.files import slug
from listingkit.listing.model import Listing, Row
from listingkit.listing.tagging import JOINT
from listingkit.settings import Role
from listingkit.stores.fields import OTHER_OPTIONS
from listingkit.stores.layouts import Cell
from listingkit.stores.model import StoreProfile

GRAM = Decimal("0.001")


def product_values(listing: Listing) -> dict[str, Cell]:
    """What is told once per product."""
    product = listing.product
    values: dict[str, Cell] = {
        "spu": listing.spu,
        "handle": handle_of(listing.spu),
        "title": listing.title,
        "description": listing.description,
        "tags": JOINT.join(listing.tags),
        "search_terms": listing.search_terms,
        "brand": listing.brand,
        "name": product.name,
        "material": product.material,
        "size": product.size,
        "length_cm": product.length_cm,
        "width_cm": product.width_cm,
        "height_cm": product.height_cm,
        "handling_days": listing.handling_days,
        "shipping_template": listing.shipping_template,
        "origin": listing.origin,
    }
    values |= {f"attribute.{name}": text for name, text in product.attributes.items()}
    values |= {f"bullet.{number}": text for number, text in enumerate(listing.bullets, start=1)}
    values |= {f"option.{number}.name": name for number, name in enumerate(listing.options, start=1)}
    for slot, pictures in listing.pictures.items():
        values |= {f"picture.{slot}.{number}": each.reference for number, each in enumerate(pictures, start=1)}
    return values


def sku_values(listing: Listing, row: Row) -> dict[str, Cell]:
    """What is told once per SKU."""
    usd = row.price.usd if row.price else None
    struck = row.price.list_usd if row.price else None
    values: dict[str, Cell] = {
        "sku": row.sku,
        "barcode": row.variant.barcode,
        "price_usd": usd,
        "list_price_usd": struck,
        "full_price_usd": usd if struck is None else struck,
        "reduced_price_usd": usd if struck is not None else None,
        "stock": row.stock,
        "weight_g": row.weight_g,
        "weight_kg": None if row.weight_g is None else (row.weight_g / 1000).quantize(GRAM, ROUND_CEILING),
        "look": " ".join(label for name, label in row.choices if name in listing.pictured_options),
        "sku_picture": row.picture.reference if row.picture else None,
    }
    for number, (name, label) in enumerate(row.choices, start=1):
        values[f"option.{number}.value"] = label
        if name not in listing.pictured_options:
            values[f"{OTHER_OPTIONS}.{name}"] = label
    return values


def image_values(listing: Listing, profile: StoreProfile) -> list[dict[str, Cell]]:
    """What is told once per image of the gallery, in its order."""
    galleries = (slot.name for slot in profile.slots if slot.role in {Role.GALLERY, Role.MAIN})
    pictures = [picture for name in galleries for picture in listing.pictures.get(name, ())]
    return [
        {"picture": picture.reference, "picture_position": number, "picture_alt": picture.alt}
        for number, picture in enumerate(pictures, start=1)
    ]


def handle_of(spu: str) -> str:
    """The model as a URL part. It stays the same when the title is edited, and two models never share one."""
    plain = slug(spu)
    if plain == spu.casefold():
        return plain
    return f"{plain}-{hashlib.sha256(spu.encode()).hexdigest()[:6]}".strip("-")
