"""What is a store profile: rules, picture slots, columns?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from listingkit.settings import Role


class Confidence(StrEnum):
    """How sure a rule is: an error may rest on V, R and C (the stricter value); K never raises one."""

    VERIFIED = "V"
    REPORTED = "R"
    CONFLICTING = "C"
    KNOWLEDGE = "K"


class Data(BaseModel):
    """Part of a profile: frozen, and no key that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Data):
    """Where a rule comes from. `checked_on` falls back to the profile's own date."""

    confidence: Confidence
    source: str
    checked_on: dt.date | None = None
    note: str = ""


class Rule(Evidence):
    """One limit of the store. `unit` says what is counted: characters, bytes, items, px, kg, cm, usd, days."""

    value: int | Decimal | bool | str
    unit: str = ""


class Slot(Evidence):
    """A place for pictures. Sizes are pixels; `min_width` × `min_height` is the store's own minimum, 0 = none.

    `advised_width` is what the store merely recommends, 0 = nothing: an image below it is accepted all the same.
    `per` says how often the slot occurs: `count` times a listing, or once per value of the picture-carrying option.
    `counted` slots are those the plan counts: gallery and one picture per value.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    role: Role
    per: Literal["listing", "value"] = "listing"
    count: Annotated[int, Field(ge=1)] = 1
    required: bool = False
    counted: bool = True
    width: Annotated[int, Field(ge=16, le=10000)]
    height: Annotated[int, Field(ge=16, le=10000)]
    min_width: Annotated[int, Field(ge=0)] = 0
    min_height: Annotated[int, Field(ge=0)] = 0
    advised_width: Annotated[int, Field(ge=0)] = 0
    max_bytes: Annotated[int, Field(gt=1000)]
    background: Literal["as-shot", "white"] = "as-shot"
    watermark: Literal["allowed", "forbidden"]
    format: Literal["jpeg", "png", "webp"] = "jpeg"


class Column(Data):
    """A column of the store's file. `field` names a value of `stores.fields.FIELDS`; empty = always left empty.

    `text` is written as it stands, in place of a field or where the field is empty. `on` says in which rows it stands
    without a field: those of a SKU, or only a product's first. `required` cells must not stay empty there.
    """

    header: str
    field: str = ""
    text: str = ""
    on: Literal["product", "sku"] = "sku"
    required: bool = False
    kind: Literal["text", "number", "money", "integer"] = "text"


class Sheet(Data):
    """The store's file. `layout` says how a listing becomes rows (`stores.layouts`)."""

    format: Literal["xlsx", "csv"]
    layout: Literal["row-per-sku", "first-row-product"]
    name: Annotated[str, Field(pattern=r"^[^\[\]:*?/\\']+$", max_length=31)] = "Listings"  # what Excel allows
    columns: tuple[Column, ...]
    bom: bool = False


class StoreProfile(Data):
    """Everything listingkit knows of one store."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    label: str
    checked_on: dt.date
    currency: Literal["USD"] = "USD"
    slots: tuple[Slot, ...]
    rules: dict[str, Rule]
    sheet: Sheet

    def limit(self, key: str) -> Rule | None:
        """The rule of that name, where the store has one."""
        return self.rules.get(key)
