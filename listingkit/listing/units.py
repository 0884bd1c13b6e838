"""How are weights and sizes told in the unit of a store's column, never lighter or smaller than they are?

US units are exact multiples of metric ones: NIST Handbook 44, appendix C.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

OUNCE_G = Decimal("28.349523125")
POUND_G = 16 * OUNCE_G
INCH_CM = Decimal("2.54")
GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "oz": OUNCE_G, "lb": POUND_G}
CENTIMETRES = {"mm": Decimal("0.1"), "cm": Decimal(1), "m": Decimal(100), "in": INCH_CM}
STEP = {
    "g": Decimal(1), "kg": Decimal("0.001"), "oz": Decimal("0.1"), "lb": Decimal("0.01"),
    "mm": Decimal(1), "cm": Decimal("0.1"), "m": Decimal("0.001"), "in": Decimal("0.01"),
}  # fmt: skip
"""To what a figure in a unit is rounded up."""


def weights(weight_g: Decimal | None) -> dict[str, Decimal | None]:
    """By field name: grams as given, kilograms to the gram, pounds to hundredths, ounces to tenths."""
    return {
        "weight_g": weight_g,
        **{f"weight_{unit}": raised(weight_g, GRAMS[unit], STEP[unit]) for unit in ("kg", "lb", "oz")},
    }


def lengths(side: str, length_cm: Decimal | None) -> dict[str, Decimal | None]:
    """By field name: centimetres as given, inches to hundredths."""
    return {f"{side}_cm": length_cm, f"{side}_in": raised(length_cm, INCH_CM, STEP["in"])}


@lru_cache(maxsize=4096)  # the SKUs of a shop have a few weights and sizes among them
def raised(value: Decimal | None, unit: Decimal, step: Decimal) -> Decimal | None:
    """How many times `unit` goes into `value`, rounded up to a multiple of `step`; None where nothing is known."""
    return None if value is None else (value / unit).quantize(step, ROUND_CEILING)
