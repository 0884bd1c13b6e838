"""How does a value of a listing become what the store's cell holds: joined, translated, rounded?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from listingkit.cells import number_text
from listingkit.stores.fields import IDENTIFIERS
from listingkit.stores.model import Column, Content

Cell = str | int | Decimal | None
PLAIN_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,3})?", re.ASCII)
"""15 digits at most: a workbook holds no more of a number."""
EMPTY = (None, "", ())
"""Values that leave a cell empty."""
Named = tuple[str, tuple[str, ...]]
"""A name and its values, such as an option's."""
Value = Cell | tuple[str, ...] | tuple[Named, ...]


def cell_of(column: Column, content: Content, values: Mapping[str, Value]) -> Cell:
    """What stands in the column's cell, of the fields that `content` names, as the column wants it written."""
    value: Value = values.get(content.field) if content.field else None
    for name in content.otherwise if value in EMPTY else ():
        value = values.get(name)
        if value not in EMPTY:
            break
    if value in EMPTY:
        return content.text or None
    if content.mark:
        return content.mark
    if isinstance(value, str) and column.kind == "text" and not column.escape:
        cell: Cell = value
    else:
        cell = _typed(column, value)
    if not (column.words or content.prefix or content.suffix):
        return cell
    text = plain(cell)
    return f"{content.prefix}{column.words.get(text, text)}{content.suffix}"


def plain(cell: Cell) -> str:
    """The cell as text, without an exponent."""
    if isinstance(cell, str):
        return cell
    return "" if cell is None else number_text(cell)


def items_of(column: Column, value: Value) -> tuple[str, ...]:
    """The items of a list as they stand between two separators, not escaped yet; of anything else, none."""
    if not isinstance(value, tuple):
        return ()
    return tuple(
        item if isinstance(item, str) else f"{item[0]}{column.name_join}{column.values_join.join(item[1])}"
        for item in value
    )


def _typed(column: Column, value: Value) -> Cell:
    if isinstance(value, tuple):
        items = items_of(column, value)
        if column.escape:
            items = tuple(_escaped(column, item) for item in items)
        return column.join.join(items)
    if column.kind == "text" or column.field in IDENTIFIERS or not _is_number(value):
        text = plain(value)
        # A single value of a column that elsewhere holds a list is read as a list of one.
        return _escaped(column, text) if column.escape else text
    return _number(column.kind, Decimal(value or 0))


def _is_number(value: Cell) -> bool:
    # An attribute of the catalogue is text, whatever is in it; what is no number stays as the seller wrote it.
    return not isinstance(value, str) or PLAIN_NUMBER.fullmatch(value) is not None


def _escaped(column: Column, text: str) -> str:
    separator = column.join.strip() or column.join
    return text.replace(separator, f"{column.escape}{separator}")


def _number(kind: str, value: Decimal) -> int | Decimal:
    match kind:
        case "money":
            return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        case "integer":
            # Weights and parcels are never declared lighter or smaller than they are.
            return int(value.to_integral_value(ROUND_CEILING))
        case _:
            return value
