"""Which variants and looks does a product have: the matrix of its options, changed by the rows of variants?

A row of variants that fills every option is one variant: it overrides a cell of the matrix, or adds one, or takes one
away. A row that leaves options empty holds for every cell of the matrix that it fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product as combinations
from math import prod
from typing import Any

from listingkit.catalog.check import check_product, some
from listingkit.catalog.codes import sku as make_sku
from listingkit.catalog.model import Choice, Look, Option, OptionValue, Variant
from listingkit.catalog.rows import ProductRow, VariantRow, has_arrived
from listingkit.findings import Finding, Place, Severity, finding

OWN = ("sku", "cost", "price_usd", "weight_g", "stock", "barcode", "sample")
MAX_VARIANTS = 20_000  # Shopify takes 2,048; a slip in one cell must not fill the memory.
Key = tuple[str, ...]
"""The labels of one value per option, in lower case, in the order of the product's options."""


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """A row of variants with its option values."""

    row: VariantRow
    choices: Mapping[str, OptionValue]
    place: Place

    @property
    def excludes(self) -> bool:
        """Whether the row takes variants away."""
        return self.row.exclude or self.row.sku == "-"

    @property
    def title(self) -> str:
        """Such as `U012 Navy Plaid`."""
        return " ".join([self.row.model, *(value.label for value in self.choices.values())])


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of products with the values of its matrix and its rows of variants; `pictured` says so of each option."""

    row: ProductRow
    matrix: Mapping[str, tuple[OptionValue, ...]]
    pictured: Mapping[str, bool]
    rows: tuple[VariantDraft, ...]
    place: Place

    @property
    def spu(self) -> str:
        """The product's key."""
        return self.row.model


@dataclass(frozen=True, slots=True)
class Expanded:
    """What a product has, in the seller's order."""

    options: tuple[Option, ...]
    looks: tuple[Look, ...]
    variants: tuple[Variant, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Cell:
    """One variant in the making: its values, and the rows that say something of it, the most specific last."""

    values: tuple[OptionValue, ...]
    rows: list[VariantDraft] = field(default_factory=list)


def expand(draft: Draft, separator: str) -> Expanded:
    """Options, looks and variants of one product; linear in their number and in the rows."""
    work = _Work(draft)
    work.apply_rows()
    return work.build(separator)


class _Work:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.findings: list[Finding] = []
        chosen = (name for row in draft.rows if not row.excludes for name in row.choices)
        # Pictured options first, colour before pattern, else as they come: SKUs are built in this order.
        known = {"colour": 0, "pattern": 1}
        self.names = sorted(
            dict.fromkeys([*draft.matrix, *chosen]), key=lambda name: (not draft.pictured[name], known.get(name, 2))
        )
        self.values: dict[str, dict[str, OptionValue]] = {name: {} for name in self.names}
        self.cells = self._matrix()
        self.indexes: dict[tuple[str, ...], dict[Key, list[Key]]] = {}

    def _matrix(self) -> dict[Key, _Cell]:
        given = [name for name in self.names if name in self.draft.matrix]
        for name in given:
            self._take_values(name)
        complete = len(given) == len(self.names)
        if given and not complete:
            self._check_covered(given)
        if not complete:
            return {}
        count = prod(len(self.values[name]) for name in given)
        if count > MAX_VARIANTS:
            message = f"{self.draft.place}: the options of {self.spu} give {count} variants, more than any store takes"
            self._complain("listing.too-many-variants", self.draft.place, message)
            return {}
        values = (self.values[name].values() for name in given)
        return {tuple(value.label.casefold() for value in chosen): _Cell(chosen) for chosen in combinations(*values)}

    def _take_values(self, name: str) -> None:
        known = self.values[name]
        for value in self.draft.matrix[name]:
            key = value.label.casefold()
            if key in known:
                message = f"{self.draft.place}: {name} {value.label!r} is listed twice; one of them may be a slip"
                self._complain("catalog.duplicate-variant", self.draft.place, message, severity=Severity.WARNING)
            known.setdefault(key, value)

    def _check_covered(self, given: list[str]) -> None:
        """Rows of variants bring an option that products does not list, so they must fill it for every combination."""
        rest = [name for name in self.names if name not in given]
        full = (row for row in self.draft.rows if row.choices.keys() == set(self.names))
        covered = {tuple(row.choices[name].label.casefold() for name in given) for row in full}
        bare = [
            " ".join(value.label for value in chosen)
            for chosen in combinations(*(self.values[name].values() for name in given))
            if tuple(value.label.casefold() for value in chosen) not in covered
        ]
        if bare:
            message = f"{self.draft.place}: variants give {self.spu} a {' and '.join(rest)}, but none to {some(bare)}"
            hint = f"Add rows to variants for these, or list the {' and '.join(rest)} values in products."
            self._complain("catalog.empty-cell", self.draft.place, message, hint=hint)

    @property
    def spu(self) -> str:
        return self.draft.spu

    def apply_rows(self) -> None:
        """Rows for many cells first, so that a row for one cell has the last word."""
        seen: dict[frozenset[tuple[str, str]], Place] = {}
        for row in sorted(self.draft.rows, key=lambda row: len(row.choices)):
            identity = frozenset((name, value.label.casefold()) for name, value in row.choices.items())
            first = seen.setdefault(identity, row.place)
            if first is not row.place:
                message = f"{row.place}: {row.title} stands already in row {first.row}"
                self._complain("catalog.duplicate-variant", row.place, message)
            elif row.choices.keys() == set(self.names):
                self._apply_to_one(row)
            else:
                self._apply_to_many(row)

    def _apply_to_one(self, row: VariantDraft) -> None:
        key = tuple(row.choices[name].label.casefold() for name in self.names)
        if row.excludes:
            if self.cells.pop(key, None) is None:
                self._excludes_nothing(row)
            return
        if key not in self.cells:
            chosen = tuple(
                self.values[name].setdefault(label, row.choices[name])
                for name, label in zip(self.names, key, strict=True)
            )
            self.cells[key] = _Cell(chosen)
        self.cells[key].rows.append(row)

    def _apply_to_many(self, row: VariantDraft) -> None:
        keys = self._matching(row)
        if row.excludes:
            for key in keys:
                del self.cells[key]
            if not keys:
                self._excludes_nothing(row)
            return
        empty = " and ".join(name for name in self.names if name not in row.choices) or "an option"
        if not keys or ((row.row.sku or row.row.barcode) and len(keys) > 1):
            reason = f"fits {len(keys)} variants" if keys else "fits none that products lists"
            message = f"{row.place}: {empty} is empty, and {row.title} {reason}"
            hint = f"Fill {empty}" + ("; a SKU or barcode is of one variant only." if keys else ".")
            self._complain("catalog.empty-cell", row.place, message, hint=hint)
            return
        for key in keys:
            self.cells[key].rows.append(row)

    def _matching(self, row: VariantDraft) -> list[Key]:
        """The cells that have the row's values; one index per set of options keeps this linear."""
        names = tuple(name for name in self.names if name in row.choices)
        if len(names) < len(row.choices):
            return []
        index = self.indexes.get(names)
        if index is None:
            index = self.indexes[names] = {}
            columns = [self.names.index(name) for name in names]
            for key in self.cells:
                index.setdefault(tuple(key[column] for column in columns), []).append(key)
        wanted = tuple(row.choices[name].label.casefold() for name in names)
        return [key for key in index.get(wanted, ()) if key in self.cells]

    def _excludes_nothing(self, row: VariantDraft) -> None:
        message = f"{row.place}: excludes {row.title}, which the product does not have"
        self._complain("catalog.excludes-nothing", row.place, message)

    def build(self, separator: str) -> Expanded:
        """The finished product."""
        looks: dict[str, Look] = {}
        variants = []
        pictured = sum(self.draft.pictured[name] for name in self.names)
        for cell in self.cells.values():
            choices: tuple[Choice, ...] = tuple(zip(self.names, cell.values, strict=True))
            skc = "-".join([self.spu, *(value.code for value in cell.values[:pictured])])
            if skc not in looks:
                looks[skc] = Look(skc, self.spu, choices[:pictured])
            variants.append(self._variant(cell, skc, choices, separator))
        if len(self.cells) > 1 and (self.draft.row.sku or self.draft.row.barcode):
            message = (
                f"{self.draft.place}: the SKU or barcode is not used, since {self.spu} has {len(variants)} variants"
            )
            hint = "Give each variant its own in the variants sheet."
            self._complain("catalog.duplicate-sku", self.draft.place, message, hint=hint, severity=Severity.WARNING)
        options = tuple(self._option(column, name) for column, name in enumerate(self.names))
        self.findings += check_product(self.draft.place, self.spu, options, variants)
        return Expanded(options, tuple(looks.values()), tuple(variants), tuple(self.findings))

    def _variant(self, cell: _Cell, skc: str, choices: tuple[Choice, ...], separator: str) -> Variant:
        """What the cell's rows say, the most specific last, else what products says."""
        product = self.draft.row
        said: dict[str, Any] = {}
        if len(self.cells) == 1:  # A SKU or barcode in products can only mean the one variant.
            said = {"sku": product.sku, "barcode": product.barcode}
        for row in cell.rows:
            said |= {name: value for name in OWN if (value := getattr(row.row, name)) not in (None, "")}
        sample = said.get("sample", product.sample)
        return Variant(
            sku=said.get("sku") or make_sku(self.spu, (value.code for value in cell.values), separator),
            spu=self.spu,
            skc=skc,
            choices=choices,
            cost=said.get("cost", product.cost),
            price_usd=said.get("price_usd", product.price_usd),
            weight_g=said.get("weight_g", product.weight_g),
            stock=said.get("stock", product.stock),
            barcode=said.get("barcode", ""),
            sample=has_arrived(sample) if sample else True,
            place=cell.rows[-1].place if cell.rows else self.draft.place,
        )

    def _option(self, column: int, name: str) -> Option:
        used = {key[column] for key in self.cells}
        values = tuple(value for label, value in self.values[name].items() if label in used)
        return Option(name, self.draft.pictured[name], values)

    def _complain(
        self, code: str, place: Place, message: str, *, hint: str = "", severity: Severity | None = None
    ) -> None:
        self.findings.append(
            finding(code, message, subject=self.spu, place=place, hint=hint, spu=self.spu, severity=severity)
        )
