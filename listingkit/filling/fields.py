"""Which values can a column of a template hold? Those of store profiles, and some that only templates ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from listingkit.complaints import meant
from listingkit.stores.fields import FIELDS, OTHER_OPTIONS, Level, field_named

OWN_FIELDS: Mapping[str, str] = {
    "group": "a number for each product, from 1",
    "description_text": "the description without HTML",
    "short_description": "the first bullet points, in one line",
    "manufacturer": "[shop] brand",
    "category": "the column `category` of products",
    "hs_code": "the column `hs_code` of products",
    "tags": "the column `tags` or `keywords` of products",
    "barcode_type": "EAN, UPC or GTIN, by the length of the barcode",
    "price": "what the buyer pays, in the currency of the column",
    "list_price": "the struck-through price, in the currency of the column",
    "full_price": "the struck-through price, else what the buyer pays, in the currency of the column",
    "reduced_price": "what the buyer pays where a price is struck through, in the currency of the column",
    "currency": "the currency of the prices",
    "weight": "packed weight, in the unit of the header",
    "length": "parcel length, in the unit of the header",
    "width": "parcel width, in the unit of the header",
    "height": "parcel height, in the unit of the header",
    "weight_unit": "the unit in which weights are written",
    "length_unit": "the unit in which lengths are written",
    "colour": "the colour, from the template's own list where it has one",
    "colour_name": "the look in the seller's words, such as Navy Plaid",
    "pattern": "the pattern",
    "images": "all gallery pictures in one cell",
    "more_images": "all gallery pictures but the first in one cell",
    "white_picture": "the picture on white for marketing",
    "scene_picture": "the 3:4 picture for marketing",
    "parentage": "Parent or Child",
    "parent_sku": "the product's own SKU, in the rows of its variants",
    "relationship_type": "Variation, in the rows of variants",
    "variation_theme": "the names of the options",
    "relationship": "Variation, in the rows of variants",
    "relationship_details": "such as Color=Navy|Size=S; the product's row has all values",
    "action": "that the row is new, in the words of the template's list",
    "condition": "new, in the words of the template's list",
    "selling_unit": "one piece, in the words of the template's list",
    "pieces": "1",
}
OWN_FAMILIES: Mapping[re.Pattern[str], str] = {
    re.compile(r"image\.[1-9]\d?"): "image.<n>: the n-th picture of the gallery",
    re.compile(r"more_image\.[1-9]\d?"): "more_image.<n>: the n-th picture after the main one",
    re.compile(r"choice\..+"): "choice.<option>: the SKU's value of that option",
    re.compile(r"(weight)_(g|kg|lb|oz)"): "weight_<unit>: packed weight in g, kg, lb or oz",
    re.compile(r"(length|width|height)_(mm|cm|m|in)"): "length_<unit>, width_<unit>, height_<unit>: mm, cm, m or in",
}
NUMBERS = frozenset(
    ["group", "price", "list_price", "full_price", "reduced_price", "stock", "weight", "length", "width", "height"]
)
PRICES = ("price", "list_price", "full_price", "reduced_price")
SIDES = ("length", "width", "height")
MEASURES = ("weight", *SIDES)


def is_field(name: str) -> bool:
    """Whether a column can hold a value of that name."""
    if name in OWN_FIELDS or any(pattern.fullmatch(name) for pattern in OWN_FAMILIES):
        return True
    field = field_named(name)
    return field is not None and field.level is not Level.IMAGE and name != OTHER_OPTIONS


def near_field(name: str) -> str:
    """`; did you mean …?` where a field is near."""
    return meant(name, [*OWN_FIELDS, *FIELDS, "image.1", "option.1.name", "option.1.value", "bullet.1"])


@dataclass(frozen=True, slots=True)
class Source:
    """What a column is filled with: a field, or a text of the seller's own; neither leaves it as it is."""

    field: str = ""
    text: str = ""

    def __str__(self) -> str:
        return self.field or (f'"{self.text}"' if self.text else "")


NOTHING = Source()


def source_of(written: str) -> Source | None:
    """What `--map` and templates.toml say after the header: a field, a text in quotes, or nothing. None if wrong."""
    written = written.strip()
    quoted = re.fullmatch(r"\"(.*)\"|'(.*)'", written, re.DOTALL)
    if quoted:
        return Source(text=quoted[1] or quoted[2] or "")
    if not written:
        return NOTHING
    return Source(field=written) if is_field(written) else None
