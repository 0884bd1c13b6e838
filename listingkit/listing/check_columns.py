"""Which cells that a store asks for stay empty, and which hold what its file cannot tell apart?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from listingkit.findings import Finding, Place, Severity, finding
from listingkit.listing.model import Listing
from listingkit.listing.telling import place_of, told
from listingkit.listing.values import Told
from listingkit.settings_selling import ExportTable
from listingkit.stores.cells import EMPTY, cell_of, items_of, plain
from listingkit.stores.fields import TERMS
from listingkit.stores.layouts import ROW_KINDS, RowKind, Values, content_in
from listingkit.stores.model import Column, Content, StoreProfile
from listingkit.words import few

# Fields whose absence has a finding of its own, in every store or below.
TOLD = re.compile(
    r"(length|width|height)_(cm|in)|weight_\w+|pictures?(\..*)?|((full|list|reduced)_)?price(_low)?_usd|link"
)


def address_findings(export: ExportTable) -> Iterator[Finding]:
    """Stores fetch pictures from the web; without an address the sheets can only name the files."""
    if not export.image_base_url:
        yield finding(
            "catalog.empty-cell",
            "the picture columns hold bare file names, since it is not known where the images will lie on the web",
            subject="export",
            place=Place("shop.toml", column="[export] image_base_url"),
            hint="Set `image_base_url` in [export] of shop.toml to where you upload out/images.",
            severity=Severity.WARNING,
        )


def terms_findings(profile: StoreProfile, export: ExportTable, listings: Sequence[Listing]) -> Iterator[Finding]:
    """What neither `[export]` nor the products say and the store asks for: one warning per store and key."""
    if any(_names(column, "link") for column in profile.sheet.columns) and not export.product_url:
        message = f"{profile.label}: every row needs the address of its product's page, and it is not known"
        yield _missing(profile, "product_url", message, "[export]")
    brand = next((column for column in profile.sheet.columns if column.required and column.field == "brand"), None)
    if brand and listings and not listings[0].brand:
        message = f"{profile.label}: the column “{brand.header}” stays empty in every row"
        yield _missing(profile, "brand", message, "[shop]")
    for column in profile.sheet.columns:
        name = column.field
        if column.required and not any(content.fields or content.text for content in column.contents()):
            yield _unfilled(profile, column)
        if not column.required or column.text or name not in TERMS:
            continue
        lacking = [listing for listing in listings if not listing.terms.get(name) and listing.rows]
        if not lacking and (listings or _given(profile, export, name)):
            continue
        if len(lacking) == len(listings):
            message = f"{profile.label}: the column “{column.header}” stays empty in every row"
        else:
            some = ", ".join(listing.spu for listing in lacking[:5]) + (" …" if len(lacking) > 5 else "")
            message = f"{profile.label}: the column “{column.header}” stays empty for {some}"
        # What differs from store to store is not said once for all of them.
        yield _missing(profile, name, message, f"[export.stores.{profile.name}]" if name == "category" else "[export]")


def _unfilled(profile: StoreProfile, column: Column) -> Finding:
    table = f"[export.stores.{profile.name}]"
    return finding(
        "catalog.empty-cell",
        f"{profile.label}: the column “{column.header}” stays empty in every row",
        subject=profile.name,
        place=Place("shop.toml", column=f"{table} columns"),
        hint=f'Add "{column.header}" = "…" to `columns` in {table} of shop.toml, or fill the column before uploading.',
        severity=Severity.WARNING,
    )


def _given(profile: StoreProfile, export: ExportTable, name: str) -> bool:
    own = export.stores.get(profile.name)
    return bool(getattr(own, name, None) or getattr(export, name, None))


def _missing(profile: StoreProfile, name: str, message: str, table: str) -> Finding:
    known = name in ExportTable.model_fields or table == "[shop]"
    cure = f"Set `{name}` in {table} of shop.toml" if known else f"Give products a column `{name}`"
    return finding(
        "catalog.empty-cell",
        message,
        subject=profile.name,
        place=Place("shop.toml", column=f"{table} {name}") if known else Place(column=name),
        hint=f"{cure}, or fill the column before uploading.",
        severity=Severity.WARNING,
    )


class ColumnCheck:
    """The columns of a store's sheet against all of its listings: what each column asks for is looked up once."""

    def __init__(self, profile: StoreProfile) -> None:
        self._profile = profile
        columns = profile.sheet.columns
        self._demands = {
            single: [_demand(column, profile, single=single) for column in columns] for single in (False, True)
        }

    def findings(self, listing: Listing, values: Told) -> Iterator[Finding]:
        """Columns that the store asks for and that stay empty; items of a list that hold the list's own separator.

        `values` are of this listing.
        """
        if not listing.rows:
            return
        skus: list[Values] = []
        for demand in self._demands[len(listing.rows) == 1]:
            if demand.lists:
                yield from _separators(listing, self._profile, demand, values.product)
            # Where there is no picture at all, `listing.too-few-images` has told it.
            asked = [each for each in demand.asked if listing.pictures or not _is_picture(each[1])]
            if not (asked or demand.column.longest):
                continue
            skus = skus or [{**values.product, **sku} for sku in values.skus]
            yield from self._lacking(listing, demand, asked, [values.product, *skus])

    def _lacking(
        self, listing: Listing, demand: _Demand, asked: Iterable[tuple[RowKind, Content]], rows: Sequence[Values]
    ) -> Iterator[Finding]:
        """What is too long or empty in the rows: the product's, then those of the SKUs."""
        column, (product, *skus) = demand.column, rows
        if column.longest:
            yield from _too_long(listing, self._profile, column, demand.contents, rows)
        empty = _empty_in(asked, product, skus)
        if empty is not None:
            names = [row.sku for row, values in zip(listing.rows, skus, strict=True) if _is_empty(empty, values)]
            whose = "stays empty" if len(names) == len(listing.rows) else f"empty for {few(names)}"
            yield _empty_cell(listing, column, empty, f"{self._profile.label}'s column “{column.header}”: {whose}")


@dataclass(frozen=True, slots=True)
class _Demand:
    """A column, its contents in the rows of a listing, those that must not stay empty, and those that may be lists."""

    column: Column
    contents: tuple[Content, ...]
    asked: tuple[tuple[RowKind, Content], ...]
    lists: tuple[Content, ...]


def _demand(column: Column, profile: StoreProfile, *, single: bool) -> _Demand:
    cells = list(_cells(column, profile, single=single))
    asked = tuple((kind, content) for kind, content in cells if _is_asked(column, content))
    lists = column.contents() if column.join.strip() and not column.escape else ()
    return _Demand(column, tuple(content for _, content in cells), asked, lists)


def _too_long(
    listing: Listing, profile: StoreProfile, column: Column, contents: Sequence[Content], rows: Sequence[Values]
) -> Iterator[Finding]:
    written = (plain(cell_of(column, content, values)) for content in contents for values in rows)
    length = max(map(len, written), default=0)
    if length > column.longest:
        problem = (
            f"{profile.label}'s column “{column.header}” has {length} characters, of which {column.longest} are read"
        )
        pictured = any("picture" in content.field for content in contents)
        hint = "Shorten [export] image_base_url, or extend the profile with fewer pictures." if pictured else ""
        yield told(listing, "text.too-long", problem, severity=Severity.WARNING, hint=hint)


def _cells(column: Column, profile: StoreProfile, *, single: bool) -> Iterator[tuple[RowKind, Content]]:
    """What stands in the column, in the kinds of rows that a listing of several SKUs or a `single` one has."""
    for kind in ROW_KINDS[profile.sheet.layout]:
        family = {RowKind.SINGLE: single, RowKind.PARENT: not single, RowKind.CHILD: not single}
        if family.get(kind, True) and (content := content_in(column, kind)):
            yield kind, content


def _is_asked(column: Column, content: Content) -> bool:
    told = content.field in TERMS or content.field == "brand" or TOLD.fullmatch(content.field)
    return column.required and not content.text and not told


def _is_picture(content: Content) -> bool:
    return content.field.startswith("sku_picture")


def _empty_in(asked: Iterable[tuple[RowKind, Content]], product: Values, skus: Sequence[Values]) -> Content | None:
    """The first content that is empty in a row in which it stands."""
    for kind, content in asked:
        rows = [product] if kind in {RowKind.PARENT, RowKind.LISTING} else skus
        if any(_is_empty(content, values) for values in rows):
            return content
    return None


def _is_empty(content: Content, values: Values) -> bool:
    return all(values.get(name) in EMPTY for name in content.fields)


def _separators(listing: Listing, profile: StoreProfile, demand: _Demand, product: Values) -> Iterator[Finding]:
    """An item that holds what stands between the items, where nothing says that it does not end there."""
    column, separator = demand.column, demand.column.join.strip()
    for content in demand.lists:
        slot = content.field.removeprefix("sku_pictures.")
        looks = tuple(picture.reference for picture in listing.pictures.get(slot, ())) if slot != content.field else ()
        items = looks or items_of(column, product.get(content.field))
        held = [item for item in items if separator in item]
        if held:
            problem = f"{profile.label}'s column “{column.header}” separates its items by {separator!r}"
            yield told(listing, "text.forbidden-character", f"{problem}, and one of them holds it: {held[0]}")
            return


def _empty_cell(listing: Listing, column: Column, content: Content, problem: str) -> Finding:
    cure = "Photograph the look" if _is_picture(content) else f"Fill `{content.field}` in products"
    hint = f"{cure}, or fill the store's column before uploading."
    at = place_of(listing, column=content.field)
    return told(listing, "catalog.empty-cell", problem, at=at, severity=Severity.WARNING, hint=hint)


def _names(column: Column, field: str) -> bool:
    return any(field in content.fields for content in column.contents())
