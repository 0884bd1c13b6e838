"""What does overrides.csv make of a row of the catalogue, of its variants, and of option values?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from listingkit.catalog.expand import Expanded
from listingkit.catalog.headers import Column, Kind, known_option
from listingkit.catalog.model import Choice, OptionValue, Variant
from listingkit.catalog.records import NUMBERS, Record
from listingkit.catalog.rows import parse_number
from listingkit.findings import Finding, finding
from listingkit.overrides import Override, Overrides, unknown

TEXTS = ("name", "material", "size", "description")
STORE_TEXTS = re.compile(r"title|description|bullet\.[1-9]\d?")
STORE_PRICES = frozenset({"price_usd", "list_price_usd"})
"""What can be changed of what is written for one store: texts of a product, prices of a SKU."""
VARIANT_FIELDS = ("cost", "price_usd", "stock", "weight_g", "barcode")
ALIASES = {
    "price": "price_usd",
    "weight": "weight_g",
    "length": "length_cm",
    "width": "width_cm",
    "height": "height_cm",
}


@dataclass(slots=True)
class Edits:
    """The overrides of a shop, applied to what is read."""

    overrides: Overrides
    findings: list[Finding] = field(default_factory=list)

    def record(self, record: Record, attributes: Mapping[str, str]) -> tuple[Record, Mapping[str, Override]]:
        """A row of products with the edits that hold, and which column's cell each of them replaced."""
        entries = self.overrides.of(record.spu)
        if not entries:
            return record, {}
        cells = {column.name: (column, text) for column, text in record.cells if column.kind is not Kind.OPTION}
        held: dict[str, Override] = {}
        for entry in entries:
            column = _column(entry.field, cells, attributes)
            if column is None:
                continue
            source = cells[column.name][1] if column.name in cells else ""
            if column.name in NUMBERS and source:
                source = _in_base_unit(source, column)
            if self.overrides.holds(entry, source) and self._sound(entry, column.name):
                base = replace(column, factor=Decimal(1)) if column.name in NUMBERS else column
                cells[column.name] = base, entry.value
                held[column.name] = entry
        kept = tuple((column, text) for column, text in record.cells if column.kind is Kind.OPTION)
        filled = tuple(each for each in cells.values() if each[1])
        return Record(record.source, record.row, filled + kept, record.findings), held

    def expanded(self, spu: str, expanded: Expanded) -> tuple[Expanded, Mapping[tuple[str, str], Override]]:
        """Options, looks and variants with the labels and figures that were edited; by (option, label), the edits."""
        names = [option.name for option in expanded.options]
        if not any(map(self.overrides.of, [spu, *names, *(each.sku for each in expanded.variants)])):
            return expanded, {}
        held = dict(self._labels(spu, expanded))
        new = {key: entry.value for key, entry in held.items()}
        changed = replace(
            expanded,
            options=tuple(
                replace(each, values=tuple(_labelled(new, (each.name, value))[1] for value in each.values))
                for each in expanded.options
            ),
            looks=tuple(replace(each, choices=_all_labelled(new, each.choices)) for each in expanded.looks),
            variants=tuple(
                self._variant(replace(each, choices=_all_labelled(new, each.choices))) for each in expanded.variants
            ),
        )
        return changed, {(name, entry.value): entry for (name, _), entry in held.items()}

    def unmet(self, variants: Mapping[str, Sequence[Variant]]) -> Iterator[Finding]:
        """Edits that do not hold or have no subject; whether those of a store's texts hold, its listings tell."""
        yield from self.overrides.unmet()
        models = {spu.casefold() for spu in variants}
        skus = {one.sku.casefold() for several in variants.values() for one in several}
        for entry in self.overrides.of_stores:
            subject, name = entry.subject.casefold(), entry.field.casefold()
            known = subject in skus if name in STORE_PRICES else subject in models and STORE_TEXTS.fullmatch(name)
            if not known:
                yield unknown(entry)
            elif name in STORE_PRICES:
                self._sound(entry, "price_usd")

    def _labels(self, spu: str, expanded: Expanded) -> Iterator[tuple[tuple[str, str], Override]]:
        """(option, label) → its edit: of the product, or of the option in all products."""
        for option in expanded.options:
            own = [(each, _option(each.field)) for each in self.overrides.of(spu)]
            entries = [each for each, name in own if name == option.name]
            entries += [each for each in self.overrides.of(option.name) if each.field.casefold() == "label"]
            for entry in entries:
                meant = next((each for each in option.values if entry.was in {each.label, each.source}), None)
                values = "; ".join(value.label for value in option.values)
                if self.overrides.holds(entry, entry.was if meant else values) and meant and entry.value:
                    yield (option.name, meant.label), entry

    def _variant(self, variant: Variant) -> Variant:
        said: dict[str, Any] = {}
        for entry in self.overrides.of(variant.sku):
            name = _field(entry.field)
            if name not in VARIANT_FIELDS:
                continue
            source = getattr(variant, name)
            told = "" if source is None else f"{source:f}" if isinstance(source, Decimal) else str(source)
            if self.overrides.holds(entry, told) and self._sound(entry, name):
                said[name] = entry.value if name == "barcode" else _number(entry.value, whole=name == "stock")
        return replace(variant, **said) if said else variant

    def _sound(self, entry: Override, name: str) -> bool:
        """Whether the value can stand in that field; a figure that is none is told, and does not hold."""
        if name == "name" and not entry.value:
            message = f"{entry.place}: the name of {entry.subject} must not be empty"
            self.findings.append(finding("catalog.empty-cell", message, subject=entry.subject, place=entry.place))
            return False
        if name not in NUMBERS or not entry.value:
            return True
        try:
            value = parse_number(entry.value)
            reason = "" if name != "stock" or value == value.to_integral_value() else "is not a whole number"
        except PydanticCustomError as wrong:
            reason = wrong.message().partition("' ")[2] or wrong.message()
        if reason:
            message = f"{entry.place}: {entry.value!r} {reason}"
            self.findings.append(finding("catalog.bad-number", message, subject=entry.subject, place=entry.place))
        return not reason


def key_of(header: str) -> str:
    """A header as the name of an attribute: `Rib count` → `rib_count`."""
    return re.sub(r"\W+", "_", header.casefold()).strip("_") or "attribute"


def _field(written: str) -> str:
    name = key_of(written)
    return ALIASES.get(name, name)


def _option(written: str) -> str:
    """The option of which an edit changes a label: `colour`, `Color`, `colour label`."""
    bare = re.sub(r"[\s_]+label$", "", written.casefold().strip())
    return known_option(bare) or bare


def _column(written: str, cells: Mapping[str, tuple[Column, str]], attributes: Mapping[str, str]) -> Column | None:
    """The column that an edit is of, also where the row has left it empty; None for none."""
    name = _field(written)
    if name in cells and cells[name][0].kind is Kind.FIELD:
        return cells[name][0]
    if name in TEXTS or name in NUMBERS or name == "barcode":
        return Column(-1, name, Kind.FIELD, name)
    header = next((header for header, key in attributes.items() if name in {key, key_of(header)}), None)
    if header is None:
        return None
    return cells[header][0] if header in cells else Column(-1, header, Kind.ATTRIBUTE, header)


def _in_base_unit(text: str, column: Column) -> str:
    try:
        return f"{(parse_number(text) * column.factor).normalize():f}"
    except PydanticCustomError:
        return text


def _number(text: str, *, whole: bool) -> Decimal | int | None:
    if not text:
        return None
    return int(parse_number(text)) if whole else parse_number(text)


def _labelled(new: Mapping[tuple[str, str], str], choice: Choice) -> tuple[str, OptionValue]:
    name, value = choice
    label = new.get((name, value.label))
    return name, replace(value, label=label) if label else value


def _all_labelled(new: Mapping[tuple[str, str], str], choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(_labelled(new, choice) for choice in choices) if new else choices
