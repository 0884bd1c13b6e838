"""What does the seller's catalogue hold?

Sources, then options, then rows of variants, then products, each expanded to variants and looks. A faulty row is
left out with a finding that says file, sheet, row and column, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from listingkit.catalog.cells import Held, LabelPlaces, text_cells
from listingkit.catalog.check import check_catalog
from listingkit.catalog.edits import TEXTS, Edits, key_of
from listingkit.catalog.expand import Draft, Expanded, VariantDraft, expand
from listingkit.catalog.glossary import FILE as GLOSSARY
from listingkit.catalog.glossary import Translator, load_glossary
from listingkit.catalog.headers import Column, Kind, lists_option
from listingkit.catalog.model import Catalog, Look, OptionValue, Product, Variant
from listingkit.catalog.records import Record, Source, Table, header_cells, read_table
from listingkit.catalog.rows import (
    OptionRow,
    ProductRow,
    VariantRow,
    money_in_other_currency,
    parse_row,
)
from listingkit.catalog.sources import find_sources
from listingkit.catalog.values import OptionBook, are_sizes, split_values
from listingkit.findings import Finding, Place, finding, has_errors
from listingkit.overrides import FILE as OVERRIDES
from listingkit.overrides import load_overrides
from listingkit.shop import Shop

NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


def load_catalog(shop: Shop) -> Catalog:
    """The catalogue of a shop, with everything that is wrong with it.

    Raises BadInputError where a file cannot be read at all, or where there is no catalogue.
    """
    sources, files, found = find_sources(shop)
    glossary, glossary_findings = load_glossary(shop)
    files += tuple(name for name in (GLOSSARY, OVERRIDES) if (shop.root / name).is_file())
    edits = Edits(load_overrides(shop))
    reading = _Reading(shop, OptionBook(Translator(glossary)), [*found, *glossary_findings], edits)
    if "options" in sources:
        reading.read_options(sources["options"])
    if "variants" in sources:
        reading.read_variants(sources["variants"], sources["products"])
    reading.read_products(sources["products"])
    return reading.finish(files)


@dataclass(slots=True)
class _Reading:
    shop: Shop
    book: OptionBook
    findings: list[Finding]
    edits: Edits
    places: LabelPlaces = field(default_factory=LabelPlaces)
    variant_rows: dict[str, list[VariantDraft]] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    looks: dict[str, tuple[Look, ...]] = field(default_factory=dict)
    variants: dict[str, tuple[Variant, ...]] = field(default_factory=dict)
    known_models: dict[str, Place] = field(default_factory=dict)

    def read_options(self, source: Source) -> None:
        """Codes, labels and colours that the seller gives to option values."""
        table = self._table(source, required=("option",))
        rows = []
        for record in table.records() if table.has("option") else ():
            row, faults = parse_row(OptionRow, record)
            self.findings += faults
            if row:
                rows.append((row, record.place()))
                place = record.place(next((c.header for c, _ in record.of(Kind.FIELD) if c.name == "label"), ""))
                self.places.label(self.book.name(row.option, record.place()), row.value, row.label, place)
        self.findings += self.book.declare(rows)

    def read_variants(self, source: Source, products: Source) -> None:
        """Rows of variants by model, with their option values."""
        table = self._table(source, required=("model",), options=self._listed(source, products))
        names = {
            column.name: self.book.name(column.name, source.place(column=column.header))
            for column in table.columns
            if column.kind is Kind.OPTION
        }
        for record in table.records() if table.has("model") else ():
            row, faults = parse_row(VariantRow, record)
            self.findings += faults
            if row:
                choices = {
                    names[column.name]: self.book.value(
                        names[column.name], text, record.place(column.header), row.model
                    )
                    for column, text in record.of(Kind.OPTION)
                }
                for column, text in record.of(Kind.OPTION):
                    self.places.row(row.model, names[column.name], text, record.place(column.header))
                draft = VariantDraft(row, choices, record.place())
                self.variant_rows.setdefault(row.model, []).append(draft)

    def read_products(self, source: Source) -> None:
        """Products, each expanded to its variants and looks."""
        table = self._table(source, required=("model", "name"))
        attributes = {
            column.name: key_of(self.book.translator.text(column.header, source.place(column=column.header)))
            for column in table.columns
            if column.kind is Kind.ATTRIBUTE
        }
        usable = table.has("model") and table.has("name")
        for record in table.records():
            if usable:
                self._read_product(record, attributes)
            else:
                self.known_models.setdefault(record.spu, record.place())

    def finish(self, files: tuple[str, ...]) -> Catalog:
        """The catalogue, once all sheets have been read."""
        for model, rows in self.variant_rows.items():
            if model not in self.known_models:
                for row in rows:
                    message = f"{row.place}: {model} is not in products"
                    self.findings.append(
                        finding("catalog.unknown-product", message, subject=model, place=row.place, spu=model)
                    )
        products = tuple(self.products.values())
        self.findings += check_catalog(products, self.looks, self.variants)
        self.findings += self.book.translator.findings()
        unmet = list(self.edits.unmet(self.variants))
        self.findings += [*self.edits.findings, *self.edits.overrides.findings, *unmet]
        if not self.known_models and not has_errors(self.findings):
            message = f"{files[0]} holds no product: there is no row below its header"
            self.findings.append(finding("catalog.empty-cell", message, place=Place(files[0])))
        by_hand = self.edits.overrides.of_stores
        return Catalog(products, self.looks, self.variants, tuple(self.findings), files, by_hand)

    def _listed(self, variants: Source, products: Source) -> dict[str, str]:
        """The headers of variants that are options since products lists their values, in English or as they stand."""
        listing = header_cells(products)[1]
        headers = [" ".join(header.split()) for header in header_cells(variants)[1]]
        english = self.book.translator.glossary.translate
        return {header: header for header in headers if lists_option(listing, {header, english(header)[0]})}

    def _table(self, source: Source, required: tuple[str, ...], options: Mapping[str, str] = NO_OPTIONS) -> Table:
        table = read_table(source, {**self.book.names, **options}, required)
        self.findings += table.findings
        other = list(money_in_other_currency(table.columns, self.shop.settings.pricing.cost_currency))
        for column, expected in other:
            place = source.place(column=column.header)
            message = f"{place}: is in {column.currency}, but {expected} is expected, so the column is left out"
            hint = f"Convert the column to {expected}" + (
                ", or set [pricing] cost_currency in shop.toml." if column.name == "cost" else "."
            )
            self.findings.append(finding("price.not-usd", message, place=place, hint=hint))
        left_out = {column for column, _ in other}
        return replace(table, columns=tuple(column for column in table.columns if column not in left_out))

    def _read_product(self, written: Record, attributes: Mapping[str, str]) -> None:
        record, held = self.edits.record(written, attributes)
        row, faults = parse_row(ProductRow, record)
        self.findings += faults
        model = row.model if row else record.spu
        first = self.known_models.setdefault(model, record.place())
        if row is None:
            return
        if first.row != record.row:
            message = f"{record.place('model')}: {model} stands already in row {first.row}"
            self.findings.append(
                finding("catalog.duplicate-variant", message, subject=model, place=record.place("model"), spu=model)
            )
            return
        draft = self._draft(row, record)
        expanded, labels = self.edits.expanded(model, expand(draft, self.shop.settings.catalog.sku_separator))
        self.findings += expanded.findings
        if expanded.variants:
            product = self._product(row, record, expanded, attributes, held)
            english = {name: getattr(product, name) for name in TEXTS if getattr(product, name)}
            english |= {
                header: product.attributes[key] for header, key in attributes.items() if key in product.attributes
            }
            cells = text_cells(written, record, held, english), self.places.cells(model, product.options, labels)
            self.products[model] = replace(product, cells=tuple(cell for several in cells for cell in several))
            self.looks[model] = expanded.looks
            self.variants[model] = expanded.variants

    def _draft(self, row: ProductRow, record: Record) -> Draft:
        matrix: dict[str, tuple[OptionValue, ...]] = {}
        for name, column, text in self._option_cells(record):
            place = record.place(column.header)
            matrix[name] = tuple(self.book.value(name, raw, place, row.model) for raw in split_values(text))
            for value in matrix[name]:
                self.places.row(row.model, name, value.source, place)
        rows = tuple(self.variant_rows.get(row.model, ()))
        names = {*matrix, *(name for each in rows for name in each.choices)}
        pictured = {name: self.book.pictured(name) for name in names}
        return Draft(row, {name: values for name, values in matrix.items() if values}, pictured, rows, record.place())

    def _option_cells(self, record: Record) -> Iterator[tuple[str, Column, str]]:
        for column, text in record.cells:
            if column.kind is Kind.OPTION:
                yield column.name, column, text
            elif column.kind is Kind.FIELD and column.name == "size" and are_sizes(text):
                yield "size", column, text

    def _product(
        self, row: ProductRow, record: Record, expanded: Expanded, attributes: Mapping[str, str], held: Held
    ) -> Product:
        english = {
            column.name: self.book.translator.text(
                text, held[column.name].place if column.name in held else record.place(column.header), row.model
            )
            for column, text in record.cells
            if (column.kind is Kind.FIELD and column.name in TEXTS) or column.kind is Kind.ATTRIBUTE
        }
        more = {attributes[column.name]: english[column.name] for column, _ in record.of(Kind.ATTRIBUTE)}
        return Product(
            spu=row.model,
            name=english["name"],
            options=expanded.options,
            cost=row.cost,
            price_usd=row.price_usd,
            weight_g=row.weight_g,
            length_cm=row.length_cm,
            width_cm=row.width_cm,
            height_cm=row.height_cm,
            material=english.get("material", ""),
            size="" if are_sizes(row.size) else english.get("size", ""),
            description=english.get("description", ""),
            attributes=more,
            place=record.place(),
        )
