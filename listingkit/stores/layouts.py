"""How do a product, its SKUs and its images become the rows of a store's file?

Values come by field name (`stores.fields`); a profile's columns say which field stands where, and as what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from listingkit.stores.fields import HANDLE, IDENTIFIERS, OTHER_OPTIONS, Level, field_named
from listingkit.stores.model import Column, Sheet

Cell = str | int | Decimal | None
Values = Mapping[str, Cell]
"""Field name → value; a field that is not there leaves its cell empty."""
PLAIN_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,3})?", re.ASCII)
"""15 digits at most: a workbook holds no more of a number."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's columns, complete, each with the level of what stands in it."""

    columns: tuple[Column, ...]
    levels: tuple[Level, ...]
    grouped: bool

    def rows(self, product: Values, skus: Sequence[Values], images: Sequence[Values]) -> Iterator[list[Cell]]:
        """One listing's rows, cells in the order of the columns.

        `row-per-sku`: every row has all there is to say. `first-row-product`: the product and its first image stand in
        the first row only, further images in rows of their own below the SKUs; the handle stands in all of them.
        A listing without SKUs has no rows.
        """
        if self.grouped:
            for sku in skus:
                yield self._row({**product, **sku}, frozenset({Level.PRODUCT, Level.SKU}))
            return
        key = {HANDLE: product.get(HANDLE)}
        for number, sku in enumerate(skus):
            if number == 0:
                first = images[0] if images else {}
                yield self._row({**product, **sku, **first}, frozenset(Level))
            else:
                yield self._row({**key, **sku}, frozenset({Level.SKU}))
        for image in images[1:] if skus else ():
            yield self._row({**key, **image}, frozenset({Level.IMAGE}))

    def height(self, skus: int, images: int) -> int:
        """How many rows that makes."""
        return skus + max(0, images - 1) if skus and not self.grouped else skus

    def _row(self, values: Values, levels: frozenset[Level]) -> list[Cell]:
        return [
            _typed(column, values, stands=level in levels)
            for column, level in zip(self.columns, self.levels, strict=True)
        ]


def layout_of(sheet: Sheet, other_options: Sequence[str] = ()) -> Layout:
    """The layout of `sheet`, whose `other_options` column becomes one column for each of the names."""
    columns: list[Column] = []
    for column in sheet.columns:
        if column.field == OTHER_OPTIONS:
            columns += [Column(header=name, field=f"{OTHER_OPTIONS}.{name}") for name in other_options]
        else:
            columns.append(column)
    levels = [_level(column) for column in columns]
    return Layout(tuple(columns), tuple(levels), grouped=sheet.layout == "row-per-sku")


def _level(column: Column) -> Level:
    field = field_named(column.field)
    return field.level if field else Level(column.on)


def _typed(column: Column, values: Values, *, stands: bool) -> Cell:
    value = values.get(column.field) if column.field else None
    if value is None or value == "":
        return column.text if column.text and stands else None
    if column.kind == "text" or column.field in IDENTIFIERS:
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, str):
        # An attribute of the catalogue is text, whatever is in it; what is no number stays as the seller wrote it.
        return _number(column.kind, Decimal(value)) if PLAIN_NUMBER.fullmatch(value) else value
    return _number(column.kind, Decimal(value))


def _number(kind: str, value: Decimal) -> int | Decimal:
    match kind:
        case "money":
            return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        case "integer":
            # Weights and parcels are never declared lighter or smaller than they are.
            return int(value.to_integral_value(ROUND_CEILING))
        case _:
            return value
