"""Catalogues, photo files and store profiles made in a line, for tests of what is built on them."""

from __future__ import annotations

import datetime as dt
from itertools import product

from listingkit.catalog.model import Catalog, Look, Option, OptionValue, Product, Variant
from listingkit.files import FoundFile, slug
from listingkit.settings import Role
from listingkit.stores.model import Column, Confidence, Sheet, Slot, StoreProfile

TODAY = dt.date(2026, 5, 11)
PICTURED = {"colour", "pattern"}


def value(label: str, code: str = "") -> OptionValue:
    """An option value; its code is the label's first three letters unless given."""
    return OptionValue(code or slug(label).replace("-", "")[:3].upper(), label)


def catalogue(products: dict[str, dict[str, list[str]]], *, no_sample: frozenset[str] = frozenset()) -> Catalog:
    """`{"U1": {"colour": ["Navy", "Red"], "size": ["S"]}}` → that catalogue, every combination a variant."""
    made, looks, variants = [], {}, {}
    for spu, options in products.items():
        axes = [[(name, value(label)) for label in labels] for name, labels in options.items()]
        made.append(
            Product(
                spu,
                f"Umbrella {spu}",
                tuple(
                    Option(name, name in PICTURED, tuple(v for _, v in axis))
                    for name, axis in zip(options, axes, strict=True)
                ),
            )
        )
        looks[spu], variants[spu] = [], []
        for choices in product(*axes):
            pictured = tuple(choice for choice in choices if choice[0] in PICTURED)
            skc = "-".join([spu, *(v.code for _, v in pictured)])
            sku = "-".join([skc, *(v.code for name, v in choices if name not in PICTURED)])
            if skc not in [look.skc for look in looks[spu]]:
                looks[spu].append(Look(skc, spu, pictured))
            variants[spu].append(Variant(sku, spu, skc, choices, sample=sku not in no_sample))
    return Catalog(tuple(made), {k: tuple(v) for k, v in looks.items()}, {k: tuple(v) for k, v in variants.items()})


def files(*names: str) -> list[FoundFile]:
    """Photo files below photos/, each newer than the one before."""
    return [FoundFile(f"photos/{name}", 1000, number) for number, name in enumerate(names, start=1)]


def slot(name: str, role: Role, **extra: object) -> Slot:
    """A picture slot that says no more than a test needs."""
    plain = {
        "confidence": Confidence.VERIFIED, "source": "test", "width": 800, "height": 800,
        "max_bytes": 1_000_000, "watermark": "allowed",
    }  # fmt: skip
    return Slot.model_validate({"name": name, "role": role, **plain, **extra})


def store(*slots: Slot, name: str = "aliexpress") -> StoreProfile:
    """A store profile with these slots; by default six gallery pictures, one per value, and a white one."""
    return StoreProfile(
        name=name,
        label=name.title(),
        checked_on=TODAY,
        slots=slots
        or (
            slot("gallery", Role.GALLERY, count=6),
            slot("swatch", Role.SWATCH, per="value"),
            slot("white", Role.WHITE, counted=False),
        ),
        rules={},
        sheet=Sheet(format="csv", layout="row-per-sku", columns=(Column(header="SKU", field="sku"),)),
    )
