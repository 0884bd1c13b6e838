"""What may stand in a row of products, variants or options?

pydantic at the edge: every fault of a row comes out as a finding with its cell, and what passes is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from listingkit.catalog.codes import CODE, MAX_SKU, MODEL, is_own_sku
from listingkit.catalog.headers import Column, Kind
from listingkit.catalog.records import Record
from listingkit.findings import Finding, finding

GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
PLAIN = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)")
CURRENCY = re.compile(r"^(?:US\$|CN¥|RMB|CNY|USD|[¥$€£])\s*", re.IGNORECASE)
YES = frozenset({"yes", "y", "true", "1", "x", "✓", "√", "是", "有", "对"})
NO = frozenset({"", "no", "n", "false", "0", "-", "否", "无", "不"})
ARRIVED = frozenset(["ok", "arrived", "here", "到", "已到", "到货", "已到货", "到了", "在"])
MAX_NUMBER = Decimal(10) ** 9


@lru_cache(maxsize=10_000)
def parse_number(text: str) -> Decimal:
    """A number that is not negative: `1,234.50`, full-width digits and a leading currency sign are understood.

    Raises PydanticCustomError with the reason for anything else; `12,5` has two readings and is refused.
    """
    plain = CURRENCY.sub("", unicodedata.normalize("NFKC", text).strip())
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if PLAIN.fullmatch(plain) and (value := Decimal(plain)) < MAX_NUMBER:
        return value
    if re.fullmatch(r"[-−]\s*[\d.,]+", plain):
        reason, hint = "is negative", "Write a number that is 0 or more."
    elif re.fullmatch(r"\d+,\d+", plain):
        reason, hint = "could be read in two ways", f"Write {plain.replace(',', '.')} with a point."
    elif PLAIN.fullmatch(plain):
        reason, hint = "is too large", ""
    else:
        reason, hint = "is not a number", ""
    raise PydanticCustomError("bad-number", "{text} {reason}", {"text": repr(text), "reason": reason, "hint": hint})


def _count(text: str) -> int:
    value = parse_number(text)
    if value != value.to_integral_value():
        raise PydanticCustomError(
            "bad-number",
            "{text} {reason}",
            {"text": repr(text), "reason": "is not a whole number", "hint": "Write a whole number such as 120."},
        )
    return int(value)


def _yes(text: str) -> bool:
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in YES or word in NO:
        return word in YES
    raise PydanticCustomError(
        "bad-number", "{text} is neither yes nor no", {"text": repr(text), "hint": "Write yes or no."}
    )


def has_arrived(sample: str) -> bool:
    """Whether a `sample` cell says that the sample is there. A date or any other word says when, so not yet."""
    word = unicodedata.normalize("NFKC", sample).strip().casefold()
    return not word or word in YES or word in ARRIVED


def _model(text: str) -> str:
    key = unicodedata.normalize("NFKC", text).strip().upper()
    if MODEL.fullmatch(key) and len(key) <= MAX_SKU:
        return key
    hint = f"Use at most {MAX_SKU} characters out of A-Z, 0-9 and hyphens in between, such as U012."
    raise PydanticCustomError(
        "sku-invalid", "the model {text} has other characters or is too long", {"text": repr(text), "hint": hint}
    )


def _sku(text: str) -> str:
    if is_own_sku(text):
        return text
    hint = "Use at most 50 printable ASCII characters, or leave the cell empty and a SKU is made."
    raise PydanticCustomError(
        "sku-invalid",
        "the SKU {text} has other characters than ASCII, or more than 50",
        {"text": repr(text), "hint": hint},
    )


def _barcode(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _code(text: str) -> str:
    code = unicodedata.normalize("NFKC", text).strip().upper()
    if not code or CODE.fullmatch(code):
        return code
    hint = "Use up to 10 characters out of A-Z and 0-9, such as NVY."
    raise PydanticCustomError(
        "sku-invalid", "the code {text} has other characters or is too long", {"text": repr(text), "hint": hint}
    )


def _hex(text: str) -> str:
    found = re.fullmatch(r"#?([0-9A-Fa-f]{6})", text.strip())
    if found:
        return f"#{found[1].upper()}"
    raise PydanticCustomError(
        "bad-number", "{text} is not a colour", {"text": repr(text), "hint": "Write it like #1F3A5F."}
    )


Amount = Annotated[Decimal, BeforeValidator(parse_number)]
Count = Annotated[int, BeforeValidator(_count)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Model = Annotated[str, BeforeValidator(_model)]
Barcode = Annotated[str, BeforeValidator(_barcode)]
OwnSku = Annotated[str, BeforeValidator(_sku)]
Text = Annotated[str, Field(min_length=1)]


class SheetRow(BaseModel):
    """A row that has passed: frozen. Empty cells are not passed in, so a field without default is a required cell."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ProductRow(SheetRow):
    """One row of products; texts as the seller wrote them. `stock` and `sample` hold for variants that say nothing."""

    model: Model
    name: Text
    cost: Amount | None = None
    price_usd: Amount | None = None
    weight_g: Amount | None = None
    length_cm: Amount | None = None
    width_cm: Amount | None = None
    height_cm: Amount | None = None
    material: str = ""
    size: str = ""
    description: str = ""
    stock: Count | None = None
    sample: str = ""
    sku: OwnSku = ""
    barcode: Barcode = ""


class VariantRow(SheetRow):
    """One row of variants. `sku` `-` excludes, as `exclude` does."""

    model: Model
    sku: OwnSku = ""
    cost: Amount | None = None
    price_usd: Amount | None = None
    weight_g: Amount | None = None
    stock: Count | None = None
    sample: str = ""
    barcode: Barcode = ""
    exclude: YesNo = False


class OptionRow(SheetRow):
    """One row of options: a value with its code, label and hex, or (without value and label) the option itself."""

    option: Text
    code: Annotated[str, BeforeValidator(_code)] = ""
    label: str = ""
    value: str = ""
    hex: Annotated[str, BeforeValidator(_hex)] = ""
    pictured: YesNo | None = None


Parsed = TypeVar("Parsed", bound=SheetRow)


def parse_row(shape: type[Parsed], record: Record) -> tuple[Parsed | None, tuple[Finding, ...]]:
    """The typed row, or None with every fault of it."""
    columns = {column.name: column for column, _ in record.of(Kind.FIELD)}
    values: dict[str, Any] = {column.name: text for column, text in record.of(Kind.FIELD)}
    try:
        row = shape.model_validate(values)
    except ValidationError as wrong:
        told = {found.place.column for found in record.findings}
        faults = (_fault(error, record, columns) for error in wrong.errors())
        return None, record.findings + tuple(fault for fault in faults if fault.place.column not in told)
    if record.findings:
        return None, record.findings
    return _in_base_units(row, columns), ()


def _in_base_units(row: Parsed, columns: Mapping[str, Column]) -> Parsed:
    changed = {
        name: (getattr(row, name) * column.factor).normalize() + 0
        for name, column in columns.items()
        if column.factor != 1
    }
    return row.model_copy(update=changed) if changed else row


def _fault(error: Any, record: Record, columns: Mapping[str, Column]) -> Finding:
    name = str(error["loc"][0])
    place = record.place(columns[name].header if name in columns else name)
    if error["type"] == "missing":
        return finding(
            "catalog.empty-cell", f"{place}: must be filled", subject=record.spu, place=place, spu=record.spu
        )
    message, hint = error["msg"], error.get("ctx", {}).get("hint", "")
    return finding(
        f"catalog.{error['type']}", f"{place}: {message}", subject=record.spu, place=place, hint=hint, spu=record.spu
    )


def money_in_other_currency(columns: tuple[Column, ...], cost_currency: str) -> Iterator[tuple[Column, str]]:
    """Money columns whose header names another currency than the one that is expected, and which that is."""
    for column in columns:
        expected = {"cost": cost_currency, "price_usd": "USD"}.get(column.name, "")
        if column.kind is Kind.FIELD and column.currency and column.currency != expected:
            yield column, expected
