"""What do templates know of a product: its columns, options, measures in both systems, and its specifications?

Columns of the catalogue that we do not know appear only where a template asks for them: they may well be a supplier's
name or a purchase link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from listingkit.catalog.model import Catalog, Product
from listingkit.listing.measures import in_us_units, with_us_units
from listingkit.listing.sandbox import plain
from listingkit.settings import ShopTable

LENGTHS = ("length_cm", "width_cm", "height_cm")


class Contexts:
    """The names of a shop's templates, and what they stand for product by product."""

    def __init__(self, shop: ShopTable, catalog: Catalog) -> None:
        self._shop = shop
        columns = dict.fromkeys(key for product in catalog.products for key in product.attributes)
        self._attributes = {key: snake_case(key) for key in columns}

    @property
    def names(self) -> list[str]:
        """Every name that a template may use."""
        return list(self.of(Product("", "")))

    def of(self, product: Product) -> dict[str, Any]:
        """All names with their values; what is not known is an empty text, which is false and prints as nothing."""
        named = {"colours": _labels(product, ("colour", "color")), "patterns": _labels(product, ("pattern",))}
        attributes = {key: product.attributes.get(key, "") for key in self._attributes}
        columns = {name: attributes[key] for key, name in self._attributes.items() if name}
        context: dict[str, Any] = {
            **in_us_units(columns),
            **columns,
            "attributes": attributes | columns,
            "shop": self._shop.name,
            "brand": self._shop.brand,
            "model": product.spu,
            "name": product.name,
            "material": product.material,
            "size": product.size,
            "description": product.description,
            "options": tuple(
                {"name": option.name, "values": tuple(value.label for value in option.values)}
                for option in product.options
            ),
            **named,
            "colors": named["colours"],
            **_measures(product),
        }
        return context | {"specifications": tuple(_specifications(context))}


def snake_case(header: str) -> str:
    """A column's header as a template name: `Rib count` → `rib_count`. Empty where nothing of it can be one."""
    name = re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_")
    return f"_{name}" if name[:1].isdigit() else name


def _labels(product: Product, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        value.label for option in product.options if option.name.casefold() in names for value in option.values
    )


def _measures(product: Product) -> dict[str, Decimal | str]:
    """Weight and parcel in both systems."""
    weight = product.weight_g
    given = {"weight_g": weight, "weight_kg": weight / 1000 if weight is not None else None}
    given |= {name: getattr(product, name) for name in LENGTHS}
    measures: dict[str, Decimal | str] = {name: "" if value is None else value for name, value in given.items()}
    return measures | in_us_units(measures)


def _specifications(context: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    rows: list[tuple[str, object]] = [
        ("Material", context["material"]),
        ("Size", with_us_units(context["size"])),
        ("Colors", context["colours"]),
        ("Patterns", context["patterns"]),
    ]
    if context["weight_g"]:
        heavy = context["weight_g"] >= 1000
        units = ("kg", "lb") if heavy else ("g", "oz")
        metric, us = (plain(context[f"weight_{unit}"]) for unit in units)
        rows.append(("Packed weight", f"{metric} {units[0]} ({us} {units[1]})"))
    if all(context[name] for name in LENGTHS):
        metric, us = (
            " x ".join(str(plain(context[f"{name[:-3]}_{unit}"])) for name in LENGTHS) for unit in ("cm", "in")
        )
        rows.append(("Package size", f"{metric} cm ({us} in)"))
    return [(label, text) for label, value in rows if (text := str(plain(value)))]
