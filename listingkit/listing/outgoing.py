"""Which texts of a listing leave for a store, and which setting is each made of?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listingkit.english.model import ASCII
from listingkit.findings import Place
from listingkit.listing.markup import CELLS, LINES, TAGS, Markup, read
from listingkit.listing.model import Listing
from listingkit.listing.terms import term_named
from listingkit.stores.model import StoreProfile

SHOP = "shop.toml"
BLOCKS = TAGS["paragraphs"] | LINES | CELLS | {"br"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text as the buyer sees it. `label` is what it is, `place` the setting or sheet that it is made of."""

    label: str
    text: str
    place: Place


def outgoing(listing: Listing, profile: StoreProfile) -> Iterator[Outgoing]:
    """Every text that leaves: settings first, then what is made of them and of the catalogue."""
    yield Outgoing("brand", listing.brand, _setting("shop", "brand"))
    contents = [content for column in profile.sheet.columns for content in column.contents()]
    asked = {name for content in contents for name in content.fields if name}
    for name, term in listing.terms.items():
        if name in asked:
            yield Outgoing(name.replace("_", " "), str(term), _of_term(listing, name))
    yield Outgoing("title", listing.title, _setting("wording", "title"))
    for number, bullet in enumerate(listing.bullets, start=1):
        yield Outgoing(f"bullet {number}", bullet, _setting("wording", "bullets"))
    plain = not Markup.of(profile).tags
    for label, text in [("description", listing.description)] if plain else _of_description(listing.description):
        yield Outgoing(label, text, _setting("wording", "description"))
    if asked & {"tags", "search_terms"}:
        for number, tag in enumerate(listing.tags, start=1):
            yield Outgoing(f"tag {number}", tag, _setting("wording", "tags"))
    yield from _of_options(listing)
    yield from _of_columns(listing, asked)


def _of_term(listing: Listing, name: str) -> Place:
    """A product's own column of that name, else the shop's setting."""
    place = listing.product.place
    header = next((each for each in listing.product.attributes if term_named(each) == name), None)
    if header is not None:
        return Place(place.file, place.sheet, place.row, header)
    return _setting("export", name)


def _of_options(listing: Listing) -> Iterator[Outgoing]:
    place = listing.product.place
    for name in listing.options:
        yield Outgoing("option name", name, Place(place.file, place.sheet, place.row, name.casefold()))
    for name, label in dict.fromkeys(choice for row in listing.rows for choice in row.choices):
        yield Outgoing(name.casefold(), label, Place(place.file, place.sheet, place.row, name.casefold()))


def _of_columns(listing: Listing, asked: set[str]) -> Iterator[Outgoing]:
    """Texts that leave only where the store's sheet has a column for them."""
    product = listing.product
    place = product.place
    for name in sorted(asked):
        attribute = name.removeprefix("attribute.")
        text = product.attributes.get(attribute, "") if attribute != name else ""
        if name in {"name", "material", "size"}:
            text = getattr(product, name)
        if text:
            yield Outgoing(attribute, text, Place(place.file, place.sheet, place.row, attribute))
    for text in dict.fromkeys(row.variant.barcode for row in listing.rows if "barcode" in asked):
        yield Outgoing("barcode", text, Place(place.file, place.sheet, place.row, "barcode"))
    pictures = [picture for slot in listing.pictures.values() for picture in slot]
    for text in dict.fromkeys(picture.alt for picture in pictures if "picture_alt" in asked):
        yield Outgoing("picture's description", text, Place(place.file, place.sheet, place.row))
    for text in dict.fromkeys(picture.reference for picture in pictures):
        yield Outgoing("picture's file name", text, _setting("export", "image_base_url"))


def _setting(table: str, key: str) -> Place:
    return Place(SHOP, column=f"[{table}] {key}")


def _of_description(source: str) -> Iterator[tuple[str, str]]:
    if ASCII.fullmatch(source) and "&" not in source:
        return
    shown: list[str] = []
    hidden: list[tuple[str, str]] = []
    for kind, what, attributes in read(source):
        if kind == "text":
            shown.append(what)
        elif kind == "start":
            # A block begins on a line of its own; attributes are not shown, but leave too.
            shown.append(" " if what in BLOCKS else "")
            hidden += [(name, value) for name, value in attributes if value]
    yield "description", re.sub(r"[ \t\r\n\f]+", " ", "".join(shown)).strip(" ").replace("\xa0", " ")
    for name, value in hidden:
        yield f"description's attribute {name}", value
