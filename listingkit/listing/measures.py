"""What is a metric measure in US units, and where does a text speak of one?

Figures are rounded as people say them: two decimals below 1, one below 100, none above; 98 cm is 38.6 in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from listingkit.listing.units import INCH_CM, OUNCE_G, POUND_G

FOOT_M = 12 * INCH_CM / 100
FLUID_OUNCE_ML = Decimal("29.5735295625")
MILE_KM = Decimal("1.609344")
# Metric suffix of a column → US suffix, and how many of the first make one of the second. Definitions: NIST Handbook
# 44, appendix C. Volumes are told in fluid ounces, as on US bottles.
US_UNITS = {
    "_cm": ("_in", INCH_CM),
    "_mm": ("_in", 10 * INCH_CM),
    "_m": ("_ft", FOOT_M),
    "_g": ("_oz", OUNCE_G),
    "_kg": ("_lb", POUND_G / 1000),
    "_ml": ("_fl_oz", FLUID_OUNCE_ML),
    "_l": ("_fl_oz", FLUID_OUNCE_ML / 1000),
}
# Unit in a text → the US unit behind it, and how many make one. Beyond 3 m one speaks of feet, below of inches.
SPOKEN = {
    "mm": ("in", 10 * INCH_CM),
    "cm": ("in", INCH_CM),
    "m": ("ft", FOOT_M),
    "g": ("oz", OUNCE_G),
    "kg": ("lb", POUND_G / 1000),
    "ml": ("fl oz", FLUID_OUNCE_ML),
    "l": ("fl oz", FLUID_OUNCE_ML / 1000),
    "km/h": ("mph", MILE_KM),
}
LENGTHS = frozenset(["mm", "cm", "m"])
NUMBER = r"\d+(?:[.,]\d+)?"
# A capital M or G is no metre or gram: 5G, 12M.
UNIT = r"(?i:km/h|mm|cm|kg|ml)|°C|℃|m|g|l|L"
# One measure, several (60 x 8 x 7 cm, 60cm*40cm) or a span (23-25 cm). No digit, letter or point stands before it (the
# 0 of U120 is no measure), no letter, power or "per" after it (120 g/m²), and no US unit in brackets yet.
MEASURE = re.compile(
    rf"(?<![A-Za-z0-9.,/])(?P<body>{NUMBER}(?:\s?(?:{UNIT})?\s?(?P<sign>[x×*–~-]|to)\s?{NUMBER}){{0,3}})"
    rf"\s?(?P<unit>{UNIT})(?![\w²³^/])(?!\s?[(/]\s?\d[^)]{{0,40}}(?:\bin\b|inch|\bft\b|\boz\b|\blb|\bmph\b|°F|[\"″]))"
)


def in_us_units(metric: Mapping[str, Decimal | str]) -> dict[str, Decimal | str]:
    """`diameter_cm` → `diameter_in` and so on; an empty text where the value is no number."""
    converted: dict[str, Decimal | str] = {}
    for name, value in metric.items():
        stem, _, suffix = name.rpartition("_")
        if stem and f"_{suffix}" in US_UNITS:
            us_suffix, size = US_UNITS[f"_{suffix}"]
            converted[stem + us_suffix] = _converted(value, size)
    return converted


def natural(value: Decimal) -> Decimal:
    """Rounded as people say it: 0.31, 38.6, 161."""
    size = abs(value)
    step = "0.01" if size < 1 else "0.1" if size < 100 else "1"
    return value.quantize(Decimal(step), ROUND_HALF_UP)


def with_us_units(text: str) -> str:
    """Every metric measure of `text` followed by the US one: `98cm` → `98 cm (38.6 in)`. A second time adds nothing."""
    return MEASURE.sub(_told, text)


def with_inches(text: str) -> str:
    """As `with_us_units`, of lengths alone."""
    return MEASURE.sub(lambda found: _told(found) if found["unit"].lower() in LENGTHS else found[0], text)


def _told(found: re.Match[str]) -> str:
    body, sign = found["body"], found["sign"] or ""
    unit = {"℃": "°C", "°C": "°C"}.get(found["unit"], found["unit"].lower())
    if not _one_unit(body, found["unit"]):
        return found[0]
    numbers = [_number(number) for number in re.findall(NUMBER, body)]
    if unit == "°C" and re.search(r"(?<!\w)[-−]$", found.string[: found.start()]):
        numbers[0] = -numbers[0]
    times = sign in {"x", "×", "*"}
    if times and unit in LENGTHS:
        body = " x ".join(re.findall(NUMBER, body))
    elif times:
        numbers = numbers[-1:]  # 3 x 500 ml are three bottles.
    else:
        body = re.sub(rf"\s?(?:{UNIT})(?=\W)", "", body)
    us, us_unit = _us(numbers, unit)
    between = {"-": "-", "–": "-", "~": "-", "to": " to "}.get(sign, " x ")
    return f"{body} {'L' if unit == 'l' else unit} ({between.join(us)} {us_unit})"


def _one_unit(body: str, unit: str) -> bool:
    # "60 cm x 1.2 m" is told in two units: nobody can say it in one.
    return all(each.lower() == unit.lower() for each in re.findall(r"[A-Za-z°℃/]+", body) if each not in {"x", "to"})


def _number(text: str) -> Decimal:
    # A comma before three digits parts thousands (1,200 g), else it is the decimal comma of half the world (98,5 cm).
    return Decimal(text.replace(",", "" if re.fullmatch(r"\d+,\d{3}", text) else "."))


def _us(values: list[Decimal], unit: str) -> tuple[list[str], str]:
    if unit == "°C":
        return [_whole(value * 9 / 5 + 32) for value in values], "°F"
    name, size = SPOKEN[unit]
    if name == "mph":
        return [_whole(value / size) for value in values], name
    if unit == "m" and max(values) < 3:
        name, size = "in", INCH_CM / 100
    return [_plain(natural(value / size)) for value in values], name


def _whole(value: Decimal) -> str:
    return f"{value.quantize(Decimal(1), ROUND_HALF_UP):f}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _converted(value: Decimal | str, size: Decimal) -> Decimal | str:
    try:
        number = Decimal(value)
        return natural(number / size) if number.is_finite() else ""
    except InvalidOperation:
        return ""
