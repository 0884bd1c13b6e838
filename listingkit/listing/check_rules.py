"""Does a listing keep the finer rules of a store: values per option, SKU titles, codes, prices?"""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.findings import Finding
from listingkit.listing.barcodes import barcode_kind
from listingkit.listing.model import Listing
from listingkit.listing.telling import place_of, severity_of, told
from listingkit.listing.titles import excess
from listingkit.stores.model import StoreProfile
from listingkit.words import few


def check_rules(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """Every finding of those rules on one listing."""
    yield from _option_values(listing, profile)
    yield from _title(listing, profile)
    yield from _barcodes(listing, profile)
    yield from _parent_sku(listing, profile)
    yield from _one_price(listing, profile)


def _option_values(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    rule = profile.limit("option_values_max")
    if rule is None:
        return
    for name in listing.options:
        values = {label for row in listing.rows for option, label in row.choices if option == name}
        if len(values) > int(rule.value):
            problem = f"{len(values)} values of {name}, {profile.label} takes {rule.value}"
            yield told(listing, "listing.too-many-variants", problem, severity=severity_of(rule))


def _title(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    longest = profile.limit("title_max")
    if longest and (long := [row.sku for row in listing.rows if excess(row.title, longest)]):
        problem = f"the title with its values is longer than the {longest.value} {longest.unit} of {profile.label}"
        yield told(listing, "text.too-long", f"{problem}: {few(long)}", severity=severity_of(longest))


def _barcodes(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """A code with a wrong digit is worse than none: stores look it up. Only where a column would hold it."""
    asked = {each.field for column in profile.sheet.columns for each in column.contents()}
    if not asked & {"gtin", "barcode", "barcode_kind"}:
        return
    wrong = [row for row in listing.rows if row.variant.barcode and not barcode_kind(row.variant.barcode)]
    if wrong:
        named = few([f"{row.variant.barcode} of {row.sku}" for row in wrong])
        problem = f"no EAN, UPC or GTIN, by length or check digit: {named}"
        yield told(
            listing, "catalog.barcode-invalid", problem, at=place_of(listing, wrong[0], "barcode"), everywhere=True
        )


def _parent_sku(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """The product's row bears the model as its SKU: a variant of that SKU would be its own parent."""
    if profile.sheet.layout != "parent-and-children" or len(listing.rows) < 2:
        return
    if any(row.sku.casefold() == listing.spu.casefold() for row in listing.rows):
        problem = (
            f"in {profile.label} the model is the SKU of the product's own row, and one of its variants has it too"
        )
        yield told(listing, "catalog.duplicate-sku", problem)


def _one_price(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """A file with one row for a listing has room for one price: the dearer SKUs would be sold at the lowest."""
    prices = {row.price.usd for row in listing.rows if row.price}
    if profile.sheet.layout == "row-per-listing" and len(prices) > 1:
        spread = f"{min(prices)} to {max(prices)} USD"
        yield told(
            listing,
            "listing.one-price",
            f"{profile.label}'s file has one price for all SKUs: they cost {spread}, and the lowest is written",
        )
