"""Which values can a store's column hold, and which rules can a store have?

The two vocabularies that profiles are written in. A name outside them is an error when a profile is loaded, so that
a mistyped field is never an empty column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


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
IDENTIFIERS = frozenset(["spu", HANDLE, "sku", "skus", "barcode", "product_id", "variant_id", "product_id_or_spu"])
"""Always written as text: a number would lose leading zeros and, from 16 digits on, its end."""
OTHER_OPTIONS = "other_options"

TERMS: Mapping[str, str] = {
    "category": "the store's own category: its number, id or path",
    "product_type": "your own or the store's name of the kind of product",
    "google_category": "Google's category, such as `Home & Garden > Parasols & Rain Umbrellas`",
    "condition": "new, used or refurbished",
    "origin": "country of origin in words",
    "origin_code": "country of origin as two capitals, such as CN; from `origin` where it is not given",
    "hs_code": "customs tariff number",
    "mpn": "the manufacturer's number of the product",
    "manufacturer": "who made it",
    "manufacturer_address": "the manufacturer's postal address",
    "manufacturer_email": "the manufacturer's e-mail address",
    "responsible_person": "who answers for the product in the EU",
    "responsible_address": "that person's postal address",
    "responsible_email": "that person's e-mail address",
    "handling_days": "days until dispatch",
    "shipping_template": "the name of your shipping template, profile or class in the store",
    "location": "where it is sent from",
    "gender": "male, female or unisex",
    "age_group": "adult, kids, toddler, infant or newborn",
    "who_made": "who made it, in Etsy's words, such as `i_did`",
    "when_made": "when it was made, in Etsy's words, such as `made_to_order`",
}
"""What the seller's products and `[export]` say of trade: field → meaning. All are told once per product."""

FIELDS: Mapping[str, Field] = {
    "spu": Field(Level.PRODUCT, "the model, as the catalogue writes it"),
    HANDLE: Field(
        Level.PRODUCT,
        "the model as a URL part, or the handle that the store has given; repeated in every row of the product",
    ),
    "product_id": Field(Level.PRODUCT, "what the store calls the product (store-ids.csv), empty while not known"),
    "product_id_or_spu": Field(Level.PRODUCT, "what the store calls the product, else the model"),
    "title": Field(Level.PRODUCT, "[wording] title, shortened to the store's limit"),
    "description": Field(Level.PRODUCT, "[wording] description, as HTML or plain text"),
    "tags": Field(Level.PRODUCT, "[wording] tags, else the column `tags` of products, with commas between them"),
    "search_terms": Field(Level.PRODUCT, "words of the tags that the title does not have"),
    "brand": Field(Level.PRODUCT, "[shop] brand"),
    "name": Field(Level.PRODUCT, "the product's name"),
    "material": Field(Level.PRODUCT, "the product's material"),
    "size": Field(Level.PRODUCT, "the product's size"),
    "length_cm": Field(Level.PRODUCT, "parcel length"),
    "width_cm": Field(Level.PRODUCT, "parcel width"),
    "height_cm": Field(Level.PRODUCT, "parcel height"),
    "length_in": Field(Level.PRODUCT, "parcel length in inches, rounded up to hundredths"),
    "width_in": Field(Level.PRODUCT, "parcel width in inches, rounded up to hundredths"),
    "height_in": Field(Level.PRODUCT, "parcel height in inches, rounded up to hundredths"),
    "group_id": Field(Level.PRODUCT, "the model where it has several SKUs, else empty"),
    "option_names": Field(Level.PRODUCT, "list: the options' names"),
    "options": Field(Level.PRODUCT, "list: each option's name with all its values"),
    "skus": Field(Level.PRODUCT, "list: every SKU"),
    "stock_total": Field(Level.PRODUCT, "pieces in stock over all SKUs"),
    "price_low_usd": Field(Level.PRODUCT, "the lowest price that a buyer pays for one of its SKUs"),
    "list_price_low_usd": Field(Level.PRODUCT, "the struck-through price of that SKU, empty where there is none"),
    **{name: Field(Level.PRODUCT, meaning) for name, meaning in TERMS.items()},
    "sku": Field(Level.SKU, "the SKU"),
    "variant_id": Field(Level.SKU, "what the store calls the SKU (store-ids.csv), empty while not known"),
    "barcode": Field(Level.SKU, "EAN or UPC, as text"),
    "gtin": Field(Level.SKU, "the barcode, where length and check digit are those of a GTIN"),
    "barcode_kind": Field(Level.SKU, "UPC, EAN or GTIN, by that length; else empty"),
    "has_identifier": Field(Level.SKU, "yes where there is a brand, and a GTIN or the manufacturer's number, else no"),
    "sku_title": Field(Level.SKU, "the title with the SKU's values, shortened to the store's limit"),
    "availability": Field(Level.SKU, "in stock or out of stock"),
    "link": Field(Level.SKU, "[export] product_url, filled in"),
    "choices": Field(Level.SKU, "list: each option's name with the SKU's value"),
    "other_choices": Field(Level.SKU, "the SKU's values of options that change no picture and are no size, in words"),
    "further_choices": Field(Level.SKU, "the same of SKUs that have a size too, else empty"),
    "price_usd": Field(Level.SKU, "what the buyer pays"),
    "list_price_usd": Field(Level.SKU, "the struck-through price, empty where there is none"),
    "full_price_usd": Field(Level.SKU, "the struck-through price, else what the buyer pays"),
    "reduced_price_usd": Field(Level.SKU, "what the buyer pays, empty where no price is struck through"),
    "stock": Field(Level.SKU, "pieces in stock"),
    "weight_g": Field(Level.SKU, "packed weight in grams"),
    "weight_kg": Field(Level.SKU, "packed weight in kilograms, 3 decimals"),
    "weight_lb": Field(Level.SKU, "packed weight in pounds, rounded up to hundredths"),
    "weight_oz": Field(Level.SKU, "packed weight in ounces, rounded up to tenths"),
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
    re.compile(r"option\.[1-9]\d?\.values"): Field(Level.PRODUCT, "option.<n>.values: list: all values of the option"),
    re.compile(r"choice\.\S+"): Field(Level.SKU, "choice.<option>: the SKU's value of the catalogue's option"),
    re.compile(r"picture\.[a-z0-9-]+\.[1-9]\d{0,2}"): Field(
        Level.PRODUCT, "picture.<slot>.<n>: the slot's n-th picture"
    ),
    re.compile(r"pictures\.[a-z0-9-]+"): Field(Level.PRODUCT, "pictures.<slot>: list: all pictures of the slot"),
    re.compile(r"sku_picture\.[a-z0-9-]+\.[1-9]\d{0,2}"): Field(
        Level.SKU, "sku_picture.<slot>.<n>: the n-th picture of the SKU's look in a slot per value or look"
    ),
    re.compile(r"sku_pictures\.[a-z0-9-]+"): Field(Level.SKU, "sku_pictures.<slot>: list: all of those"),
    re.compile(r"bullet\.[1-9]\d?"): Field(Level.PRODUCT, "bullet.<n>: one of [wording] bullets"),
    re.compile(r"attribute\.\S+"): Field(Level.PRODUCT, "attribute.<column>: any other column of products"),
    re.compile(rf"{OTHER_OPTIONS}\..+"): Field(Level.SKU, "what other_options becomes in a sheet"),
}


@lru_cache(maxsize=4096)  # every listing asks for every column
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
    values: tuple[str, ...] = ()


TEXT_UNITS = ("characters", "bytes")
ALLOWED = ("allowed",)

RULES: Mapping[str, RuleKind] = {
    "text_charset": RuleKind(str, ("charset",), "letters that texts may have: ascii, or latin", ("ascii", "latin")),
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
    "option_values_max": RuleKind(int, ("items",), "most values of one option"),
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
