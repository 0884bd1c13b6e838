"""How do a product, its SKUs and its images become the rows of a store's file?

Values come by field name (`stores.fields`); a profile's columns say which field stands where, and as what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from listingkit.stores.cells import Cell, Value, cell_of
from listingkit.stores.fields import HANDLE, OTHER_OPTIONS, Level, field_named
from listingkit.stores.model import Column, Content, Sheet

Values = Mapping[str, Value]
"""Field name → value; a field that is not there leaves its cell empty."""

_Filled = tuple[tuple[int, Column, Content], ...]
"""Columns that are filled, by their numbers."""
_Form = tuple[tuple[Cell, ...], _Filled, _Filled]
"""A row's fixed texts, the columns that say the same in all rows of a product, and the others."""


class RowKind(Enum):
    """What a row tells: levels of fields, and its place in a family."""

    SKU = frozenset({"product", "sku"})
    FIRST = frozenset({"product", "sku", "image"})
    MORE = frozenset({"sku"})
    IMAGE = frozenset({"image"})
    PARENT = frozenset({"product", "parent"})
    CHILD = frozenset({"sku", "child"})
    SINGLE = frozenset({"product", "sku", "single"})
    LISTING = frozenset({"product"})


ROW_KINDS: Mapping[str, tuple[RowKind, ...]] = {
    "row-per-sku": (RowKind.SKU,),
    "first-row-product": (RowKind.FIRST, RowKind.MORE, RowKind.IMAGE),
    "parent-and-children": (RowKind.PARENT, RowKind.CHILD, RowKind.SINGLE),
    "row-per-listing": (RowKind.LISTING,),
}


@dataclass(frozen=True)
class Layout:
    """A sheet's columns, complete, and how rows are made of them."""

    columns: tuple[Column, ...]
    kind: str
    one_line: bool = False

    def rows(self, product: Values, skus: Sequence[Values], images: Sequence[Values]) -> Iterator[list[Cell]]:
        """One listing's rows, cells in the order of the columns.

        `row-per-sku`: every row has all there is to say. `first-row-product`: the product and its first image stand in
        the first row only, further images in rows of their own below the SKUs; the handle stands in all of them.
        `parent-and-children`: a row of the product above those of its SKUs; a single SKU has one row that is both.
        `row-per-listing`: one row. A listing without SKUs has no rows.
        """
        if not skus:
            return
        match self.kind:
            case "row-per-sku":
                yield from self._rows(RowKind.SKU, product, skus)
            case "row-per-listing":
                yield from self._rows(RowKind.LISTING, product, [{}])
            case "parent-and-children" if len(skus) == 1:
                yield from self._rows(RowKind.SINGLE, product, skus)
            case "parent-and-children":
                yield from self._rows(RowKind.PARENT, product, [{}])
                yield from self._rows(RowKind.CHILD, product, skus)
            case _:
                yield from self._rows(RowKind.FIRST, product, [{**skus[0], **(images[0] if images else {})}])
                yield from self._rows(RowKind.MORE, product, skus[1:])
                yield from self._rows(RowKind.IMAGE, product, images[1:])

    def kinds(self, skus: int, images: int) -> list[RowKind]:
        """What each of those rows tells."""
        if not skus:
            return []
        match self.kind:
            case "row-per-sku":
                return [RowKind.SKU] * skus
            case "row-per-listing":
                return [RowKind.LISTING]
            case "parent-and-children":
                return [RowKind.PARENT, *[RowKind.CHILD] * skus] if skus > 1 else [RowKind.SINGLE]
            case _:
                return [RowKind.FIRST, *[RowKind.MORE] * (skus - 1), *[RowKind.IMAGE] * (images - 1)]

    def height(self, skus: int, images: int) -> int:
        """How many rows that makes."""
        return len(self.kinds(skus, images))

    @cached_property
    def _forms(self) -> Mapping[str, _Form]:
        """What rows of each kind look like before they are filled."""
        return {kind.name: self._form(kind) for kind in ROW_KINDS[self.kind]}

    def _form(self, kind: RowKind) -> _Form:
        fixed: list[Cell] = [None] * len(self.columns)
        common: list[tuple[int, Column, Content]] = []
        own: list[tuple[int, Column, Content]] = []
        for number, column in enumerate(self.columns):
            content = content_in(column, kind)
            if content is not None and content.fields:
                (common if _is_common(content) else own).append((number, column, content))
            elif content is not None:
                fixed[number] = content.text or None
        return tuple(fixed), tuple(common), tuple(own)

    def _rows(self, kind: RowKind, product: Values, several: Sequence[Values]) -> Iterator[list[Cell]]:
        """Rows of one kind. What the product says in all of them is put together once."""
        if not several:
            return
        fixed, common, own = self._forms[kind.name]
        alike = list(fixed)
        self._fill(alike, common, product)
        for each in several:
            row = list(alike)
            self._fill(row, own, {**product, **each})
            yield row

    def _fill(self, row: list[Cell], filled: _Filled, values: Values) -> None:
        for number, column, content in filled:
            cell = cell_of(column, content, values)
            row[number] = _in_one_line(cell) if self.one_line and isinstance(cell, str) else cell


def _is_common(content: Content) -> bool:
    """Whether all that may stand there is told once per product."""
    fields = [field_named(name) for name in content.fields]
    return all(field is not None and field.level is Level.PRODUCT for field in fields)


def _in_one_line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.split())


def content_in(column: Column, kind: RowKind) -> Content | None:
    """What stands in the column in a row of that kind, or None where it stays empty."""
    own = {RowKind.PARENT: column.parent, RowKind.CHILD: column.child, RowKind.SINGLE: column.single}.get(kind)
    if own is not None:
        return own if own.field or own.text else None
    if not (column.field or column.text):
        return None
    on = column.on or level_of(column)
    return column if on == "every" or on in kind.value else None


def level_of(content: Content) -> str:
    """In which rows a column stands that does not say so itself."""
    if content.field == HANDLE:
        return "every"
    field = field_named(content.field)
    return field.level.value if field else Level.SKU.value


def layout_of(sheet: Sheet, other_options: Sequence[str] = (), options: int = 1) -> Layout:
    """The layout of `sheet` for listings of at most so many `options`.

    Its `other_options` column becomes one column for each of the names; columns that repeat become one for each option.
    """
    columns: list[Column] = []
    repeated: list[Column] = []
    for column in (*sheet.columns, None):
        if column is not None and column.repeat:
            repeated.append(column)
            continue
        columns += [_numbered(each, number) for number in range(1, options + 1) for each in repeated]
        repeated = []
        if column is not None and column.field == OTHER_OPTIONS:
            columns += [Column(header=name, field=f"{OTHER_OPTIONS}.{name}") for name in other_options]
        elif column is not None:
            columns.append(column)
    return Layout(tuple(columns), sheet.layout, one_line=sheet.one_line)


def _numbered(column: Column, number: int) -> Column:
    def told(content: Content) -> dict[str, object]:
        names = ("field", "text", "mark")
        texts = {name: getattr(content, name).replace("{n}", str(number)) for name in names}
        return {**texts, "otherwise": tuple(name.replace("{n}", str(number)) for name in content.otherwise)}

    own = {name: getattr(column, name) for name in ("parent", "child", "single")}
    changed = {name: each.model_copy(update=told(each)) for name, each in own.items() if each}
    header = {name: getattr(column, name).replace("{n}", str(number)) for name in ("header", "label")}
    return column.model_copy(update={**told(column), **changed, **header})
