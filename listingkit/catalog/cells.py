"""Where did the seller write each text of a product, so that a complaint can name the cell that cures it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from listingkit.catalog.headers import Kind
from listingkit.catalog.model import Cell, Option
from listingkit.catalog.records import Record
from listingkit.findings import Place
from listingkit.overrides import ONE_PER_SUBJECT, Override

Held = Mapping[str, Override]
"""The edits that replaced cells of a row, by column."""


def text_cells(record: Record, edited: Record, held: Held, english: Mapping[str, str]) -> Iterator[Cell]:
    """The texts of a row of products, as written and as edited; `english` says by column what became of them."""
    written = {column.name: text for column, text in record.cells if column.kind is not Kind.OPTION}
    for column, text in edited.cells:
        if column.name in english and column.kind is not Kind.OPTION:
            edit = held.get(column.name)
            place = edit.place if edit else record.place(column.header)
            yield Cell(record.spu, column.name, written.get(column.name, ""), text, english[column.name], place)


@dataclass(slots=True)
class LabelPlaces:
    """Where option values stand that may need a cure: those that are not plain ASCII.

    `rows` are cells of products and variants by (model, option, value as written), `labels` those of the options sheet
    by (option, value or label as written in small letters), with the label as written.
    """

    rows: dict[tuple[str, str, str], Place] = field(default_factory=dict)
    labels: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)

    def row(self, spu: str, option: str, source: str, place: Place) -> None:
        """Remembers the first place of a value."""
        if not is_plain(source):
            self.rows.setdefault((spu, option, source), place)

    def label(self, option: str, value: str, label: str, place: Place) -> None:
        """Remembers where the options sheet gives a value, as written, its label."""
        if not is_plain(label):
            for written in filter(None, (value, label)):
                self.labels.setdefault((option, written.casefold()), (label, place))

    def cells(self, spu: str, options: tuple[Option, ...], held: Mapping[tuple[str, str], Override]) -> Iterator[Cell]:
        """The option values of a product; `held` are the edits of its labels, by option and new label."""
        for option in options:
            for value in option.values:
                if edit := held.get((option.name, value.label)):
                    yield Cell(edit.subject, edit.field, edit.was, value.label, value.label, edit.place, is_label=True)
                elif given := self.labels.get((option.name, value.source.casefold())):
                    source, place = given
                    yield Cell(option.name, "label", value.label, source, value.label, place, is_label=True)
                elif (spu, option.name, value.source) in self.rows:
                    place = self.rows[spu, option.name, value.source]
                    # `size` alone would be the product's own, of which there is one.
                    name = f"{option.name} label" if option.name in ONE_PER_SUBJECT else option.name
                    yield Cell(spu, name, value.source, value.source, value.label, place, is_label=True)


def is_plain(text: str) -> bool:
    """Whether there can be nothing wrong with the characters of a text."""
    return text.isascii() and text.isprintable()
