"""How are weights and sizes told in the unit of a store's column, never lighter or smaller than they are?"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

GRAM = Decimal("0.001")
OUNCE_G = Decimal("28.349523125")
POUND_G = 16 * OUNCE_G
INCH_CM = Decimal("2.54")


def weights(weight_g: Decimal | None) -> dict[str, Decimal | None]:
    """By field name: grams as given, kilograms to the gram, pounds to hundredths, ounces to tenths."""
    return {
        "weight_g": weight_g,
        "weight_kg": _up(weight_g, Decimal(1000), GRAM),
        "weight_lb": _up(weight_g, POUND_G, Decimal("0.01")),
        "weight_oz": _up(weight_g, OUNCE_G, Decimal("0.1")),
    }


def lengths(side: str, length_cm: Decimal | None) -> dict[str, Decimal | None]:
    """By field name: centimetres as given, inches to hundredths."""
    return {f"{side}_cm": length_cm, f"{side}_in": _up(length_cm, INCH_CM, Decimal("0.01"))}


@lru_cache(maxsize=4096)  # the SKUs of a shop have a few weights and sizes among them
def _up(value: Decimal | None, unit: Decimal, step: Decimal) -> Decimal | None:
    return None if value is None else (value / unit).quantize(step, ROUND_CEILING)
