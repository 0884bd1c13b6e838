"""Does a listing keep the finer rules of a store: values per option, SKU titles, codes, prices?"""

from __future__ import annotations

from collections.abc import Iterator

from listingkit.findings import Finding, Place, Severity, finding
from listingkit.listing.barcodes import barcode_kind
from listingkit.listing.model import Listing
from listingkit.listing.text import excess, severity_of
from listingkit.stores.model import Rule, StoreProfile


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
            yield _finding(listing, "listing.too-many-variants", problem, rule)


def _title(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    longest = profile.limit("title_max")
    if longest and (long := [row.sku for row in listing.rows if excess(row.title, longest)]):
        problem = f"the title with its values is longer than the {longest.value} {longest.unit} of {profile.label}"
        yield _finding(listing, "text.too-long", f"{problem}: {', '.join(long[:5])}", longest)


def _barcodes(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """A code with a wrong digit is worse than none: stores look it up. Only where a column would hold it."""
    asked = {each.field for column in profile.sheet.columns for each in column.contents()}
    if not asked & {"gtin", "barcode", "barcode_kind"}:
        return
    wrong = [row for row in listing.rows if row.variant.barcode and not barcode_kind(row.variant.barcode)]
    if wrong:
        named = ", ".join(f"{row.variant.barcode} of {row.sku}" for row in wrong[:5])
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        place = wrong[0].variant.place if wrong[0].variant.place.row is not None else listing.product.place
        yield finding(
            "catalog.barcode-invalid",
            f"{listing.spu}: no EAN, UPC or GTIN, by length or check digit: {named}{more}",
            subject=listing.spu,
            place=Place(place.file, place.sheet, place.row, "barcode"),
            spu=listing.spu,
        )


def _parent_sku(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """The product's row bears the model as its SKU: a variant of that SKU would be its own parent."""
    if profile.sheet.layout != "parent-and-children" or len(listing.rows) < 2:
        return
    if any(row.sku.casefold() == listing.spu.casefold() for row in listing.rows):
        problem = (
            f"in {profile.label} the model is the SKU of the product's own row, and one of its variants has it too"
        )
        yield _finding(listing, "catalog.duplicate-sku", problem)


def _one_price(listing: Listing, profile: StoreProfile) -> Iterator[Finding]:
    """A file with one row for a listing has room for one price: the dearer SKUs would be sold at the lowest."""
    prices = {row.price.usd for row in listing.rows if row.price}
    if profile.sheet.layout == "row-per-listing" and len(prices) > 1:
        spread = f"{min(prices)} to {max(prices)} USD"
        yield _finding(
            listing,
            "listing.one-price",
            f"{profile.label}'s file has one price for all SKUs: they cost {spread}, and the lowest is written",
        )


def _finding(listing: Listing, code: str, problem: str, rule: Rule | None = None) -> Finding:
    severity: Severity | None = severity_of(rule) if rule else None
    return finding(
        code,
        f"{listing.spu}: {problem}",
        subject=listing.spu,
        place=listing.product.place,
        spu=listing.spu,
        store=listing.store,
        severity=severity,
    )
