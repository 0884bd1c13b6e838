"""Which values go into the rows of a template, and what is to be told about those that do not?

Rows are made one by one, while they are written: a hundred thousand of them never stand in memory together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from listingkit.cells import MAX_TEXT, cell_length
from listingkit.filling.choices import ChoiceReader
from listingkit.filling.columns import ASKED, SAVED, Column
from listingkit.filling.countries import plain_country
from listingkit.filling.fields import MEASURES, PRICES, SIDES
from listingkit.filling.nearest import Chooser, Found, How
from listingkit.filling.settle import Settled, told_only
from listingkit.filling.template import Template
from listingkit.filling.values import (
    ProductContext,
    RowContext,
    colour_hex,
    measure,
    money,
    one_cell,
    other_words,
    product_context,
    row_context,
    theme_of_columns,
    value_of,
)
from listingkit.findings import Finding, Place, finding
from listingkit.listing.model import Listing
from listingkit.stores.cells import Cell, plain
from listingkit.stores.model import StoreProfile

# What a variant's own row of eBay says; all else stands in the product's row above it.
EBAY_CHILD = frozenset(["sku", "barcode", "price", "stock", "relationship", "relationship_details", "images"])
NAMED = 3
SEPARATORS = {
    ";": ("semicolon", "分号", "точк", '";"'),
    "|": ("vertical bar", "pipe", "竖线", '"|"'),
    "\n": ("new line", "line break", "换行", "с новой строки"),
    " ": ("separated by spaces", "пробел"),
}


class Rows:
    """Makes the rows of all listings for the settled columns of a template; afterwards tells what it found."""

    def __init__(
        self, template: Template, columns: Sequence[Settled], profile: StoreProfile, skip: frozenset[str] = frozenset()
    ) -> None:
        """`skip` are SKUs, in lower case, that the template has already."""
        self._template, self._columns, self._profile, self._skip = template, columns, profile, skip
        self._reader = ChoiceReader(template.package, template.sheet.name)
        self._fields = {each.field for each in columns}
        self._parents = template.heading.layout.parents if self._fields & {"parentage", "relationship_details"} else ""
        self._options = [
            index for index, each in enumerate(columns)
            if each.field in {"colour", "colour_name", "size", "pattern", "look", "relationship_details"}
            or (each.field.startswith(("option.", "choice.", "other_options.")) and not each.field.endswith(".name"))
        ]  # fmt: skip
        self._unfitting: dict[tuple[int, str], tuple[Found, int, str]] = {}
        self._neared: dict[tuple[int, str], Found] = {}
        self._unlisted: set[int] = set()
        self._only: dict[int, str] = {}
        self._long: list[tuple[int, str]] = []
        self._over: dict[int, tuple[int, int, int]] = {}
        self._lacking: Counter[int] = Counter()
        self._lacking_skus: dict[int, list[str]] = {}
        self._alike: list[tuple[str, list[str], int]] = []
        self.samples: dict[int, str] = {}
        self.filled: set[int] = set()
        self.made = 0

    def height(self, listing: Listing) -> int:
        """How many rows a listing takes."""
        skus = sum(row.sku.casefold() not in self._skip for row in listing.rows)
        return skus + (1 if self._parents and len(listing.rows) > 1 and skus else 0)

    def of(self, listings: Sequence[Listing], first: int) -> Iterator[list[Cell]]:
        """All rows; the first of them stands in row `first` of the sheet."""
        self._first = first
        for number, listing in enumerate(listings, start=1):
            if self.height(listing):
                yield from self._listing(product_context(listing, self._profile, number))

    def _listing(self, product: ProductContext) -> Iterator[list[Cell]]:
        listing = product.listing
        if self._parents and len(listing.rows) > 1:
            yield self._row(row_context(product, None))
        seen: dict[tuple[Cell, ...], list[str]] = {}
        for row in listing.rows:
            if row.sku.casefold() not in self._skip:
                cells = self._row(row_context(product, row))
                seen.setdefault(tuple(cells[index] for index in self._options), []).append(row.sku)
                yield cells
        alike = [skus for skus in seen.values() if len(skus) > 1]
        if alike:
            self._alike.append((listing.spu, alike[0], len(alike) - 1))

    def _row(self, context: RowContext) -> list[Cell]:
        number = self._first + self.made
        self.made += 1
        cells: list[Cell] = []
        later: list[int] = []
        for place, settled in enumerate(self._columns):
            choices = settled.column.choices
            if choices and choices.formula:
                later.append(place)
                cells.append(None)
            else:
                cells.append(self._cell(settled, context, number, choices.values if choices else ()))
        for place in later:
            settled = self._columns[place]
            texts = {
                each.column.index: str(cell)
                for each, cell in zip(self._columns, cells, strict=True)
                if cell is not None
            }
            formula = settled.column.choices.formula if settled.column.choices else ""
            listed = self._reader.dependent(formula, texts)
            if listed is None:
                self._unlisted.add(place)
            cells[place] = self._cell(settled, context, number, listed or ())
        self._note(cells, context)
        return cells

    def _note(self, cells: Sequence[Cell], context: RowContext) -> None:
        """Keeps the first value of each column as a sample, and counts required cells that are empty."""
        whole = context.row is not None and not (self._parents == "ebay" and not context.alone)
        for place, cell in enumerate(cells):
            if cell is not None:
                if place not in self.samples:
                    self.samples[place] = str(cell)
                    self.filled.add(self._columns[place].column.index)
            elif whole and self._columns[place].column.required == "must":
                self._lacking[place] += 1
                if context.row and len(named := self._lacking_skus.setdefault(place, [])) < NAMED:
                    named.append(context.row.sku)

    def _cell(self, settled: Settled, context: RowContext, number: int, listed: tuple[str, ...]) -> Cell:
        value = self._value(settled, context)
        if value is None or value == "":
            if settled.field != "category" or len(listed) != 1:
                return None
            # One product type only: it is that of the template.
            self._only[settled.column.index] = listed[0]
            return listed[0]
        if listed:
            return self._listed(settled, value, context, number, listed)
        if isinstance(value, str) and cell_length(value) > MAX_TEXT:
            self._long.append((number, settled.column.header))
            return None
        most = settled.column.longest
        if most and isinstance(value, str) and len(value) > most:
            rows, first, length = self._over.get(settled.column.index, (0, number, 0))
            self._over[settled.column.index] = rows + 1, first, max(length, len(value))
        return value

    def _value(self, settled: Settled, context: RowContext) -> Cell:
        name, column = settled.field, settled.column
        child = context.row is not None and not context.alone
        wanted = column.how in {ASKED, SAVED} or column.field in EBAY_CHILD
        if self._parents == "ebay" and child and not wanted:
            return None
        if column.field in {"weight_unit", "length_unit"} and not self._measured(column.field, context):
            return None
        if not name:
            return int(settled.text) if column.field == "pieces" and settled.text.isdecimal() else settled.text
        if self._parents and child and name == ("images" if self._parents == "ebay" else "image.1"):
            own = one_cell(context.values.get("sku_picture"))
            return own if own or self._parents == "ebay" else value_of(name, context)
        if name in {"images", "more_images"}:
            joined = value_of(name, context)
            return joined.replace("\n", self._separator(column)) if isinstance(joined, str) else None
        if name in PRICES:
            return money(name, context, settled.rate, column.currency)
        if name in MEASURES:
            return measure(name, column.unit, context, whole=column.whole)
        if name == "currency":
            return next((each.column.currency for each in self._columns if each.field in PRICES), "USD")
        if name == "origin" and self._template.heading.layout.store != "aliexpress" and not column.choices:
            return plain_country(value_of(name, context))
        if name == "variation_theme" and self._template.heading.layout.store == "temu":
            return theme_of_columns(self._fields, context)
        if name == "colour" and not self._tells_apart(column):
            return value_of("look", context) or value_of(name, context)
        return value_of(name, context)

    def _measured(self, field: str, context: RowContext) -> bool:
        """Whether the row has a weight or a length: a unit without one says nothing."""
        kind = ("weight",) if field == "weight_unit" else SIDES
        units = {each.field: each.column.unit for each in self._columns if each.field in kind}
        return any(measure(name, unit, context, whole=False) is not None for name, unit in units.items())

    def _separator(self, column: Column) -> str:
        """What stands between several pictures in a cell: as the layout has it, else as the hint says."""
        hint = column.hint.casefold()
        said = (mark for mark, words in SEPARATORS.items() if any(word in hint for word in words))
        return self._template.heading.layout.separator or next(said, ",")

    @cache  # noqa: B019 - lives as long as the filling of one file
    def _tells_apart(self, column: Column) -> bool:
        """Whether colour alone is enough: a list knows no `Navy Plaid`, and the pattern has a column of its own."""
        listed = column.choices is not None and bool(column.choices.values or column.choices.formula)
        return listed or bool(self._fields & {"pattern", "colour_name", "look", "option.1.value", "choice.pattern"})

    def _listed(self, settled: Settled, value: Cell, context: RowContext, number: int, listed: tuple[str, ...]) -> Cell:
        text = plain(value)
        colour = settled.field == "colour"
        chooser = _chooser(listed)
        found = chooser.find(text, colour_hex(context) if colour else "")
        if found.value is None:
            others = map(chooser.find, other_words(settled.field, text, context))
            found = next((other for other in others if other.value), found)
        key = (settled.column.index, text)
        if found.value is None:
            before = self._unfitting.get(key)
            rows, sku = (before[1], before[2]) if before else (number, context.row.sku if context.row else "")
            self._unfitting[key] = (found, rows, sku)
            return None
        if found.how in {How.SLIP, How.COLOUR, How.SYNONYM}:
            self._neared[key] = found
        return value if not isinstance(value, str) and found.value == text else found.value

    def findings(self) -> Iterator[Finding]:
        """What was found while the rows were made."""
        by_index = {each.column.index: each.column for each in self._columns}
        for (index, text), (found, number, sku) in self._unfitting.items():
            column = by_index[index]
            near = f"Nearest: {', '.join(found.near)}. " if found.near else ""
            yield finding(
                "fill.not-in-list",
                f"“{column.header}”: its drop-down has no “{text}” (first in row {number}{f', {sku}' if sku else ''})",
                subject=text,
                place=self._place(number, column),
                hint=f"{near}Choose in the filled file, or rename the value in the catalogue or the glossary.",
            )
        for (index, text), found in self._neared.items():
            column = by_index[index]
            problem = f"“{column.header}”: “{text}” was written as “{found.value}” of its drop-down ({found.how})"
            yield finding("fill.near-choice", problem, subject=text, place=self._place(None, column))
        for index, text in self._only.items():
            column = by_index[index]
            yield finding(
                "fill.only-choice",
                told_only(column.header, text),
                subject=column.header,
                place=self._place(None, column),
            )
        for place in sorted(self._unlisted):
            column = self._columns[place].column
            problem = f"“{column.header}”: which list its drop-down has depends on other cells and could not be told"
            yield finding("fill.list-unknown", problem, subject=column.header, place=self._place(None, column))
        for number, header in self._long:
            problem = f"“{header}”: the text is longer than the {MAX_TEXT:,} characters of a cell, which stays empty"
            where = Place(self._template.display, self._template.sheet.name, number, header)
            yield finding("text.too-long", problem, subject=header, place=where)
        for index, (rows, number, length) in self._over.items():
            column = by_index[index]
            problem = (
                f"“{column.header}” takes {column.longest} characters; {rows:,} of its texts have up to {length:,}"
            )
            yield finding("fill.too-long", problem, subject=column.header, place=self._place(number, column))
        yield from self._required_findings()
        for spu, skus, groups in self._alike:
            named = ", ".join(skus[:NAMED]) + (" …" if len(skus) > NAMED else "")
            named += f", and {groups} more groups of SKUs," if groups else ""
            problem = f"{spu}: {named} have the same values in every column that tells variants apart"
            yield finding("fill.repeated-choice", problem, subject=spu, place=self._place(None, None))

    def _required_findings(self) -> Iterator[Finding]:
        for place, count in self._lacking.items():
            column = self._columns[place].column
            if any(index == column.index for index, _ in self._unfitting):
                continue
            named = ", ".join(self._lacking_skus.get(place, []))
            problem = f"“{column.header}” is required and empty in {count:,} of {self.made:,} rows ({named})"
            hint = f"It is filled with {column.source}: complete the catalogue, or fill it by hand."
            yield finding(
                "fill.required-empty", problem, subject=column.header, place=self._place(None, column), hint=hint
            )

    def _place(self, number: int | None, column: Column | None) -> Place:
        row = number or self._template.heading.main
        return Place(self._template.display, self._template.sheet.name, row, column.letter if column else "")


@cache
def _chooser(values: tuple[str, ...]) -> Chooser:
    return Chooser(values)
