"""What is a store profile: rules, picture slots, columns?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from listingkit.settings import Role
from listingkit.settings_table import Words


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
    """Where a rule comes from. `checked_on` falls back to the profile's own date.

    `valid_from` is the day from which it holds, of a slot: its minimum size; until then it withholds nothing.
    """

    confidence: Confidence
    source: str
    checked_on: dt.date | None = None
    valid_from: dt.date | None = None
    note: str = ""


class Rule(Evidence):
    """One limit of the store. `unit` says what is counted: characters, bytes, items, px, kg, cm, usd, days."""

    value: int | Decimal | bool | str
    unit: str = ""


class Slot(Evidence):
    """A place for pictures. Sizes are pixels; `min_width` × `min_height` is the store's own minimum, 0 = none.

    `advised_width` is what the store merely recommends, 0 = nothing: an image below it is accepted all the same.
    `per` says how often the slot occurs: `count` times a listing, a value of the picture-carrying option, or a look
    (which also a product without options has). `without` names an earlier slot whose photos it does not repeat; where
    it is `only`, photos of that very role fill it, and no others.
    `counted` slots are those the plan counts: gallery and one picture per value.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    role: Role
    per: Literal["listing", "value", "look"] = "listing"
    count: Annotated[int, Field(ge=1)] = 1
    only: bool = False
    without: str = ""
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


class Content(Data):
    """What stands in a cell.

    `field` names a value of `stores.fields.FIELDS`, `otherwise` those that count, in order, where it is empty.
    `text` is written as it stands, in place of a field or where the field is empty; `mark` where the field holds
    something, in place of that. `prefix` and `suffix` are put
    around what a field holds, never around nothing.
    """

    field: str = ""
    otherwise: Words = ()
    text: str = ""
    mark: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that may stand there, the one that counts first; none where it has only a text."""
        return (self.field, *self.otherwise) if self.field else self.otherwise


class Column(Content):
    """A column of the store's file; empty cells where it has neither a field nor a text.

    `on` says in which rows it stands where that is not those that its field is told in (a text: those of a SKU).
    `parent`, `child` and `single` say what stands in those rows instead. `required` cells must not stay empty.
    `words` has what the store writes for a value. `join`, `values_join`, `name_join` stand between the items of a
    list, the values of one item, and a name and its values; `escape` before a separator that an item itself holds.
    `longest` is how many characters the store reads of a cell, 0 = any number.
    A `repeat` column occurs once for every option, with its number for each {n} of header and field.
    """

    header: str
    label: str = ""
    on: Literal["", "product", "sku", "parent", "child", "single", "every"] = ""
    parent: Content | None = None
    child: Content | None = None
    single: Content | None = None
    required: bool = False
    kind: Literal["text", "number", "money", "integer"] = "text"
    words: dict[str, str] = Field(default={})
    join: str = ","
    values_join: str = ";"
    name_join: str = "="
    escape: str = ""
    longest: Annotated[int, Field(ge=0)] = 0
    repeat: bool = False

    @property
    def cell_kind(self) -> str:
        """What the store's cells are: a number with a word around it, or in a word's stead, is a text."""
        return "text" if self.prefix or self.suffix or self.words else self.kind

    def contents(self) -> tuple[Content, ...]:
        """Everything that may stand in the column."""
        return tuple(each for each in (self, self.parent, self.child, self.single) if each)


class Sheet(Data):
    """The store's file. `layout` says how a listing becomes rows (`stores.layouts`).

    `preamble` are rows above the header, each with cells of its own; `labels` puts the columns' labels in a row
    between the two. `one_line` takes line breaks and tabs out of texts. `separator` of csv is a comma, of tsv a tab.
    `prices` puts the live prices into further sheets of the workbook: only where it is not itself what a store reads.
    """

    format: Literal["xlsx", "csv", "tsv"]
    layout: Literal["row-per-sku", "first-row-product", "parent-and-children", "row-per-listing"]
    name: Annotated[str, Field(pattern=r"^[^\[\]:*?/\\']+$", max_length=31)] = "Listings"  # what Excel allows
    columns: tuple[Column, ...]
    preamble: tuple[tuple[str, ...], ...] = ()
    labels: bool = False
    one_line: bool = False
    bom: bool = False
    prices: bool = False
    separator: Literal["", ",", ";", "|", "\t"] = ""

    @property
    def delimiter(self) -> str:
        """What separates the cells of a text file."""
        return self.separator or ("\t" if self.format == "tsv" else ",")


class StoreProfile(Data):
    """Everything listingkit knows of one store. `extends` is the profile that it was made from (`stores.extend`)."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    extends: str = ""
    label: str
    checked_on: dt.date
    currency: Literal["USD"] = "USD"
    slots: tuple[Slot, ...]
    rules: dict[str, Rule]
    sheet: Sheet

    def limit(self, key: str) -> Rule | None:
        """The rule of that name, where the store has one."""
        return self.rules.get(key)
