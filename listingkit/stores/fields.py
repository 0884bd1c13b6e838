"""Which values can a store's column hold, and which rules can a store have?

The two vocabularies that profiles are written in. A name outside them is an error when a profile is loaded, so that
a mistyped field is never an empty column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What a value belongs to: it is told once per product, per SKU or per image."""

    PRODUCT = "product"
    SKU = "sku"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Field:
    """A value that columns can hold."""

    level: Level
    meaning: str


HANDLE = "handle"
OTHER_OPTIONS = "other_options"

FIELDS: Mapping[str, Field] = {
    "spu": Field(Level.PRODUCT, "the model, as the catalogue writes it"),
    HANDLE: Field(Level.PRODUCT, "the model as a URL part; repeated in every row of the product"),
    "title": Field(Level.PRODUCT, "[wording] title, shortened to the store's limit"),
    "description": Field(Level.PRODUCT, "[wording] description, as HTML or plain text"),
    "tags": Field(Level.PRODUCT, "[wording] tags, with commas between them"),
    "search_terms": Field(Level.PRODUCT, "words of the tags that the title does not have"),
    "brand": Field(Level.PRODUCT, "[shop] brand"),
    "name": Field(Level.PRODUCT, "the product's name"),
    "material": Field(Level.PRODUCT, "the product's material"),
    "size": Field(Level.PRODUCT, "the product's size"),
    "length_cm": Field(Level.PRODUCT, "parcel length"),
    "width_cm": Field(Level.PRODUCT, "parcel width"),
    "height_cm": Field(Level.PRODUCT, "parcel height"),
    "handling_days": Field(Level.PRODUCT, "[export] handling_days"),
    "shipping_template": Field(Level.PRODUCT, "[export] shipping_template"),
    "origin": Field(Level.PRODUCT, "[export] origin"),
    "sku": Field(Level.SKU, "the SKU"),
    "barcode": Field(Level.SKU, "EAN or UPC, as text"),
    "price_usd": Field(Level.SKU, "what the buyer pays"),
    "list_price_usd": Field(Level.SKU, "the struck-through price, empty where there is none"),
    "full_price_usd": Field(Level.SKU, "the struck-through price, else what the buyer pays"),
    "reduced_price_usd": Field(Level.SKU, "what the buyer pays, empty where no price is struck through"),
    "stock": Field(Level.SKU, "pieces in stock"),
    "weight_g": Field(Level.SKU, "packed weight in grams"),
    "weight_kg": Field(Level.SKU, "packed weight in kilograms, 3 decimals"),
    "look": Field(Level.SKU, "the values of the pictured options in words, such as Navy Plaid"),
    "sku_picture": Field(Level.SKU, "the picture of the SKU's look"),
    OTHER_OPTIONS: Field(Level.SKU, "one column for each option that changes no picture, headed by its name"),
    "picture": Field(Level.IMAGE, "a picture of the gallery"),
    "picture_position": Field(Level.IMAGE, "its number, from 1"),
    "picture_alt": Field(Level.IMAGE, "its description in words"),
}

FAMILIES: Mapping[re.Pattern[str], Field] = {
    re.compile(r"option\.[1-9]\d?\.name"): Field(Level.PRODUCT, "option.<n>.name: the option's name"),
    re.compile(r"option\.[1-9]\d?\.value"): Field(Level.SKU, "option.<n>.value: the SKU's value of that option"),
    re.compile(r"picture\.[a-z0-9-]+\.[1-9]\d{0,2}"): Field(
        Level.PRODUCT, "picture.<slot>.<n>: the slot's n-th picture"
    ),
    re.compile(r"bullet\.[1-9]\d?"): Field(Level.PRODUCT, "bullet.<n>: one of [wording] bullets"),
    re.compile(r"attribute\.\S+"): Field(Level.PRODUCT, "attribute.<column>: any other column of products"),
    re.compile(rf"{OTHER_OPTIONS}\..+"): Field(Level.SKU, "what other_options becomes in a sheet"),
}


def field_named(name: str) -> Field | None:
    """What `name` stands for, or None where no column can hold it."""
    if name in FIELDS:
        return FIELDS[name]
    return next((field for pattern, field in FAMILIES.items() if pattern.fullmatch(name)), None)


@dataclass(frozen=True, slots=True)
class RuleKind:
    """A rule that listings are checked against: the type of its value, and the units it can be given in."""

    type: type[int | bool | str]
    units: tuple[str, ...]
    meaning: str


TEXT_UNITS = ("characters", "bytes")
ALLOWED = ("allowed",)

RULES: Mapping[str, RuleKind] = {
    "title_max": RuleKind(int, TEXT_UNITS, "longest title"),
    "title_forbidden": RuleKind(str, ("characters",), "characters that a title must not hold"),
    "title_once": RuleKind(str, ("characters",), "characters that a title may hold once"),
    "title_word_max": RuleKind(int, ("items",), "how often a word may stand in a title"),
    "title_words_forbidden": RuleKind(str, ("words",), "words and phrases that a title must not hold, with commas"),
    "title_promotional": RuleKind(bool, ALLOWED, "whether titles may advertise: free shipping, best seller"),
    "description_promotional": RuleKind(bool, ALLOWED, "whether descriptions and bullet points may advertise"),
    "contact_details": RuleKind(bool, ALLOWED, "whether texts may hold links, addresses and names of other stores"),
    "description_html": RuleKind(str, ("tags",), "HTML that is kept: none, basic, rich or full, and tags by name"),
    "description_links": RuleKind(str, ("hosts",), "hosts that links may lead to, or none"),
    "description_images": RuleKind(str, ("hosts",), "hosts that pictures may come from, or none"),
    "description_word_max": RuleKind(int, ("items",), "how often a word may stand in a description"),
    "description_max": RuleKind(int, TEXT_UNITS, "longest description, tags included"),
    "bullets_max": RuleKind(int, ("items",), "most bullet points"),
    "bullets_min": RuleKind(int, ("items",), "fewest bullet points"),
    "bullets_total_max": RuleKind(int, TEXT_UNITS, "longest bullet points together"),
    "bullet_max": RuleKind(int, TEXT_UNITS, "longest bullet point"),
    "bullet_min": RuleKind(int, TEXT_UNITS, "shortest bullet point"),
    "bullet_word_max": RuleKind(int, ("items",), "how often a word may stand in a bullet point"),
    "tags_max": RuleKind(int, ("items",), "most tags"),
    "tag_max": RuleKind(int, TEXT_UNITS, "longest tag"),
    "tag_pattern": RuleKind(str, ("pattern",), "regular expression that a whole tag must match"),
    "tags_total_max": RuleKind(int, TEXT_UNITS, "longest tags together, with the commas between them"),
    "search_terms_max": RuleKind(int, TEXT_UNITS, "longest search terms together"),
    "option_name_max": RuleKind(int, TEXT_UNITS, "longest option name"),
    "option_value_max": RuleKind(int, TEXT_UNITS, "longest option value"),
    "option_value_forbidden": RuleKind(str, ("characters",), "characters that an option value must not hold"),
    "sku_max": RuleKind(int, TEXT_UNITS, "longest SKU"),
    "sku_pattern": RuleKind(str, ("pattern",), "regular expression that a whole SKU must match"),
    "options_max": RuleKind(int, ("items",), "most options of a product"),
    "pictured_options_max": RuleKind(int, ("items",), "most options whose values can have pictures"),
    "variants_max": RuleKind(int, ("items",), "most variants of a product"),
    "price_min": RuleKind(int, ("usd",), "lowest price"),
    "price_max": RuleKind(int, ("usd",), "highest price"),
    "stock_max": RuleKind(int, ("items",), "largest stock of a SKU"),
    "stock_total_min": RuleKind(int, ("items",), "smallest stock of a product over all its SKUs"),
    "stock_total_max": RuleKind(int, ("items",), "largest stock of a product over all its SKUs"),
    "weight_min": RuleKind(int, ("kg",), "lightest parcel"),
    "weight_max": RuleKind(int, ("kg",), "heaviest parcel"),
    "parcel_side_min": RuleKind(int, ("cm",), "shortest side of a parcel, in whole centimetres"),
    "parcel_side_max": RuleKind(int, ("cm",), "longest side of a parcel"),
    "parcel_girth_max": RuleKind(int, ("cm",), "longest side + 2 x the sum of the two others"),
}
"""`int` also admits decimals such as 0.001."""
