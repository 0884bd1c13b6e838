"""What do a product's title, description and bullet points say?

Templates of `[wording]` over what is known of the product. Texts are those of US stores: American spelling, metric and
US units side by side. Columns of the catalogue that we do not know appear only where a template asks for them: they
may well be a supplier's name or a purchase link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from listingkit.catalog.model import Catalog, Product
from listingkit.listing.sandbox import Wordings, plain
from listingkit.listing.titles import shorten, tidy, without_third
from listingkit.settings import Settings
from listingkit.stores.model import StoreProfile

DEFAULT_DESCRIPTION = """\
{% for part in description.split("\\n") if part.strip() %}<p>{{ part.strip() }}</p>
{% else %}<p>{{ headline }}</p>
{% endfor %}
{% if bullets or specifications %}<ul>
{% for bullet in bullets %}<li>{{ bullet }}</li>
{% endfor %}
{% for label, value in specifications %}<li><b>{{ label }}:</b> {{ value }}</li>
{% endfor %}
</ul>{% endif %}"""

OUNCE_G = Decimal("28.349523125")
POUND_G = 16 * OUNCE_G
INCH_CM = Decimal("2.54")
# Metric suffix of a column → US suffix, and how many of the first make one of the second.
US_UNITS = {
    "_cm": ("_in", INCH_CM),
    "_mm": ("_in", 10 * INCH_CM),
    "_g": ("_oz", OUNCE_G),
    "_kg": ("_lb", POUND_G / 1000),
}
LENGTHS = ("length_cm", "width_cm", "height_cm")


@dataclass(frozen=True, slots=True)
class Texts:
    """What a listing says. The description is HTML, the rest plain text."""

    title: str
    description: str
    bullets: tuple[str, ...]


class Wording:
    """Every template of `[wording]`, compiled once, for all products of a catalogue."""

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        """Raises BadInputError for a template with a syntax error or an unknown name."""
        self._settings = settings
        columns = dict.fromkeys(key for product in catalog.products for key in product.attributes)
        self._attributes = {key: snake_case(key) for key in columns}
        known = [*self._context(Product("", "")), "bullets", "headline"]
        table = settings.wording
        self._title = Wordings("title", table.title, known)
        self._bullets = [Wordings(f"bullets #{n}", each, known) for n, each in enumerate(table.bullets, start=1)]
        self._description = Wordings("description", table.description or DEFAULT_DESCRIPTION, known, html=True)

    def texts(self, product: Product, profile: StoreProfile) -> Texts:
        """Title, description and bullets; the title fits the store's limit. Raises BadInputError for a bad template."""
        context = self._context(product) | {"bullets": (), "headline": ""}
        full = without_third(self._one_brand(tidy(self._title.render(context, product.spu))))
        own = tuple(filter(None, (tidy(each.render(context, product.spu)) for each in self._bullets)))
        context |= {"bullets": own, "headline": full}
        described = " ".join(self._description.render(context, product.spu).split())
        bullets = own or tuple(f"{label}: {value}" for label, value in context["specifications"])
        return Texts(shorten(full, profile.limit("title_max")), described, bullets)

    def _one_brand(self, title: str) -> str:
        # The usual template starts with the brand, and so does many a product's name.
        brand = self._settings.shop.brand
        twice = f"{brand} {brand} ".casefold()
        return title[len(brand) + 1 :] if brand and title.casefold().startswith(twice) else title

    def _context(self, product: Product) -> dict[str, Any]:
        named = {"colours": _labels(product, ("colour", "color")), "patterns": _labels(product, ("pattern",))}
        attributes = {key: product.attributes.get(key, "") for key in self._attributes}
        columns = {name: attributes[key] for key, name in self._attributes.items() if name}
        context: dict[str, Any] = {
            **_in_us_units(columns),
            **columns,
            "attributes": attributes | columns,
            "shop": self._settings.shop.name,
            "brand": self._settings.shop.brand,
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
    """Weight and parcel in both systems; an empty text where unknown, which is false and prints as nothing."""
    weight = product.weight_g
    given = {"weight_g": weight, "weight_kg": weight / 1000 if weight is not None else None}
    given |= {name: getattr(product, name) for name in LENGTHS}
    measures: dict[str, Decimal | str] = {name: "" if value is None else value for name, value in given.items()}
    return measures | _in_us_units(measures)


def _in_us_units(metric: Mapping[str, Decimal | str]) -> dict[str, Decimal | str]:
    """`diameter_cm` → `diameter_in` and so on, to one decimal (pounds to two); an empty text where it is no number."""
    converted: dict[str, Decimal | str] = {}
    for name, value in metric.items():
        stem, _, suffix = name.rpartition("_")
        if stem and f"_{suffix}" in US_UNITS:
            us_suffix, size = US_UNITS[f"_{suffix}"]
            digits = Decimal("0.01") if us_suffix == "_lb" else Decimal("0.1")
            converted[stem + us_suffix] = _converted(value, size, digits)
    return converted


def _converted(value: Decimal | str, size: Decimal, digits: Decimal) -> Decimal | str:
    try:
        number = Decimal(value)
        return (number / size).quantize(digits, ROUND_HALF_UP) if number.is_finite() else ""
    except InvalidOperation:
        return ""


def _specifications(context: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    rows: list[tuple[str, object]] = [
        ("Material", context["material"]),
        ("Size", context["size"]),
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
