"""What does a listing say in the fields that templates ask for?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from listingkit.filling.countries import other_countries
from listingkit.filling.fields import MEASURES
from listingkit.filling.nearest import bare
from listingkit.listing.barcodes import barcode_kind
from listingkit.listing.markup import read
from listingkit.listing.model import Listing, Row
from listingkit.listing.plaintext import plain_text
from listingkit.listing.units import CENTIMETRES, GRAMS, STEP, raised
from listingkit.listing.values import image_values, product_values, sku_values
from listingkit.settings import Role
from listingkit.stores.cells import Cell, Value
from listingkit.stores.model import StoreProfile

WHOLE_CURRENCIES = frozenset(["JPY", "KRW", "IDR", "VND", "CLP"])
COLOUR, PATTERN, SIZE = ("colour", "color"), ("pattern",), ("size",)


@dataclass(frozen=True, slots=True)
class ProductContext:
    """What is the same in all rows of a listing. `number` counts the listings from 1."""

    listing: Listing
    values: Mapping[str, Value]
    pictures: tuple[str, ...]
    attributes: Mapping[str, str]
    number: int


@dataclass(frozen=True, slots=True)
class RowContext:
    """One row: of a SKU, or of the product itself where `row` is None. `alone` = the product has one SKU only."""

    product: ProductContext
    row: Row | None
    values: Mapping[str, Value]
    alone: bool


def product_context(listing: Listing, profile: StoreProfile, number: int) -> ProductContext:
    """Worked out once per listing."""
    gallery = tuple(str(each["picture"]) for each in image_values(listing, profile))
    # Some stores have galleries of their looks only: then the first look's stands for the product.
    pictures = gallery or _of_first_look(listing, profile)
    attributes = {bare(name): text for name, text in listing.product.attributes.items()}
    return ProductContext(listing, product_values(listing), pictures, attributes, number)


def _of_first_look(listing: Listing, profile: StoreProfile) -> tuple[str, ...]:
    shown = [slot.name for slot in profile.slots if slot.role in {Role.MAIN, Role.GALLERY}]
    mine = listing.rows[0].pictures if listing.rows else {}
    return tuple(each.reference for slot in shown for each in mine.get(slot, ()))


def row_context(product: ProductContext, row: Row | None) -> RowContext:
    """One row of it."""
    values = sku_values(product.listing, row) if row else {}
    return RowContext(product, row, values, len(product.listing.rows) == 1)


def value_of(field: str, context: RowContext) -> Cell:
    """What stands behind a field, before units, currencies and drop-downs; None where there is nothing."""
    if own := OWN.get(field):
        return own(context)
    head, _, rest = field.partition(".")
    if head in {"image", "more_image"}:
        return _picture(context, int(rest) - (head == "image"))
    if head == "choice":
        return _choice(context, (rest.casefold(),))
    stem, _, unit = field.rpartition("_")
    if stem in MEASURES and unit in STEP:
        return measure(stem, unit, context, whole=False)
    found = context.values.get(field)
    return one_cell(found if found is not None else context.product.values.get(field))


def one_cell(value: object) -> Cell:
    """A value for one cell: several are joined with commas."""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or None
    return value if isinstance(value, str | int | Decimal) else None


def one_text(value: Cell) -> str | None:
    """A value as a text, None for none."""
    return None if value is None or value == "" else str(value)


def measure(field: str, unit: str, context: RowContext, *, whole: bool) -> Decimal | None:
    """Weight or a side of the parcel in a unit, never less than it is."""
    if field == "weight":
        row, product = context.row, context.product.listing.product
        base, size = (row.weight_g if row else product.weight_g), GRAMS[unit]
    else:
        base, size = getattr(context.product.listing.product, f"{field}_cm"), CENTIMETRES[unit]
    number = raised(base, size, Decimal(1) if whole else STEP[unit])
    return None if number is None else plain_number(number)


def money(field: str, context: RowContext, usd_per_unit: Decimal, currency: str) -> Decimal | None:
    """A price in another currency, rounded up, so that it never brings in less than the US dollar price."""
    usd = value_of(f"{field}_usd", context)
    if not isinstance(usd, Decimal):
        return None
    step = Decimal(1) if currency in WHOLE_CURRENCIES else Decimal("0.01")
    return (usd / usd_per_unit).quantize(step, ROUND_UP)


def plain_number(number: Decimal) -> Decimal:
    """Without zeros at its end, and without an exponent."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def colour_hex(context: RowContext) -> str:
    """The colour of the SKU on screen, where the catalogue or our own table knows it."""
    choices = context.row.variant.choices if context.row else ()
    return next((value.hex for name, value in choices if name.casefold() in COLOUR), "")


def _picture(context: RowContext, index: int) -> str | None:
    pictures = context.product.pictures
    return pictures[index] if index < len(pictures) else None


def _choice(context: RowContext, names: tuple[str, ...]) -> str | None:
    if context.row is None:
        return None
    known = {name.casefold(): value.label for name, value in context.row.variant.choices}
    shown = {name.casefold(): label for name, label in context.row.choices}
    return next((found[name] for found in (known, shown) for name in names if name in found), None)


def _attribute(*names: str) -> Callable[[RowContext], Cell]:
    def find(context: RowContext) -> Cell:
        told = one_cell(context.product.values.get(names[0]))
        found = (context.product.attributes.get(bare(name)) for name in names)
        return told if told not in {None, ""} else next((text for text in found if text), None)

    return find


def _manufacturer(context: RowContext) -> Cell:
    return one_cell(context.product.values.get("manufacturer")) or context.product.listing.brand or None


def _short(context: RowContext) -> Cell:
    return "; ".join(context.product.listing.bullets[:3]) or None


def _description_text(context: RowContext) -> Cell:
    return plain_text(read(context.product.listing.description)).text or None


def _barcode_type(context: RowContext) -> Cell:
    return (barcode_kind(context.row.variant.barcode) if context.row else "") or None


def _parent_sku(context: RowContext) -> str:
    """The product's own SKU: its model, unless a variant is called that."""
    listing = context.product.listing
    taken = {row.sku.casefold() for row in listing.rows}
    return f"{listing.spu}-P" if listing.spu.casefold() in taken else listing.spu


def _in_child(text: Callable[[RowContext], Cell]) -> Callable[[RowContext], Cell]:
    return lambda context: text(context) if context.row and not context.alone else None


def _sku(context: RowContext) -> Cell:
    return context.row.sku if context.row else _parent_sku(context)


def _theme(context: RowContext) -> Cell:
    return None if context.alone else "-".join(context.product.listing.options) or None


def theme_of_columns(fields: set[str], context: RowContext) -> str | None:
    """The theme that the filled columns give: options have names of the seller's, Temu's columns have its own."""
    if context.alone:
        return None
    pairs = (("Color", "look"), ("Size", "size"))
    named = [name for name, field in pairs if field in fields and value_of(field, context) not in {None, ""}]
    return "-".join(named) or one_text(value_of("variation_theme", context))


def other_words(field: str, text: str, context: RowContext) -> tuple[str, ...]:
    """Other ways to say the same: the whole look for a colour, the options of a theme the other way round."""
    if field == "colour":
        return (str(context.values.get("look") or text),)
    if field == "origin":
        return other_countries(text)
    if field == "barcode_type":
        return ("GTIN", "EAN/UPC", "UPC/EAN")
    return ("-".join(reversed(text.split("-"))),) if field == "variation_theme" else ()


def _details(context: RowContext) -> Cell:
    """`Color=Navy|Size=S`; in the product's own row every value: `Color=Navy;Red|Size=S;M`."""
    if context.alone:
        return None
    rows = [context.row] if context.row else list(context.product.listing.rows)
    values: dict[str, dict[str, None]] = {}
    for row in rows:
        for name, label in row.choices:
            values.setdefault(name, {})[label] = None
    return "|".join(f"{name}={';'.join(labels)}" for name, labels in values.items()) or None


def _parentage(context: RowContext) -> Cell:
    if context.alone:
        return None
    return "Child" if context.row else "Parent"


def _slot(name: str) -> Callable[[RowContext], Cell]:
    return lambda context: next((each.reference for each in context.product.listing.pictures.get(name, ())), None)


def _size(context: RowContext) -> Cell:
    """The option size; or the one other option that changes no picture, such as a length; or the product's size."""
    own = _choice(context, SIZE)
    if own or context.row is None:
        return own
    pictured = context.product.listing.pictured_options
    others = [label for name, label in context.row.choices if name not in pictured]
    return others[0] if len(others) == 1 else context.product.listing.product.size or None


def _pattern(context: RowContext) -> Cell:
    return _choice(context, PATTERN) or context.product.attributes.get("pattern") or None


OWN: Mapping[str, Callable[[RowContext], Cell]] = {
    "sku": _sku,
    "group": lambda context: context.product.number,
    "description_text": _description_text,
    "short_description": _short,
    "manufacturer": _manufacturer,
    "category": _attribute("category"),
    "hs_code": _attribute("hs_code", "hs code"),
    "tags": _attribute("tags", "keywords"),
    "barcode_type": _barcode_type,
    "colour": lambda context: _choice(context, COLOUR),
    "colour_name": lambda context: one_cell(context.values.get("look")) or None,
    "pattern": _pattern,
    "size": _size,
    "images": lambda context: "\n".join(context.product.pictures) or None,
    "more_images": lambda context: "\n".join(context.product.pictures[1:]) or None,
    "white_picture": _slot("white"),
    "scene_picture": _slot("scene"),
    "parentage": _parentage,
    "parent_sku": _in_child(_parent_sku),
    "relationship_type": _in_child(lambda _: "Variation"),
    "variation_theme": _theme,
    "relationship": _in_child(lambda _: "Variation"),
    "relationship_details": _details,
}
