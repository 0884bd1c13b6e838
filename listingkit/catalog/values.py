"""Which option value is meant by what the seller wrote in a cell?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from listingkit.catalog.codes import known_codes, value_code
from listingkit.catalog.glossary import Translator
from listingkit.catalog.headers import is_pictured, known_option
from listingkit.catalog.model import OptionValue
from listingkit.catalog.rows import OptionRow
from listingkit.findings import Finding, Place, finding
from listingkit.words import title_case

SIZE = re.compile(r"\d*X{0,4}[SML]|[\d.]+ ?(?:cm|mm|m|in|inch|\"|码|寸)?|one size|均码|free size", re.IGNORECASE)


def split_values(text: str) -> list[str]:
    """`Navy; Red` as its values. Semicolons, 、 and line breaks part values; commas where there are none of these."""
    parts = re.split(r"[;；、\n]", text)
    if len(parts) == 1:
        parts = re.split(r"[,，]", text)
    return [part.strip() for part in parts if part.strip()]


def are_sizes(text: str) -> bool:
    """Whether a `size` cell lists the sizes that are sold (`S; M; L`), and is not one measure of the product."""
    parts = split_values(text) if re.search(r"[;；、\n]", text) else []
    return len(parts) > 1 and all(SIZE.fullmatch(part) for part in parts)


@dataclass(slots=True)
class OptionBook:
    """Everything known of options: the options sheet first, then the fixed table, then the label itself."""

    translator: Translator
    _declared: dict[tuple[str, str], OptionRow] = field(default_factory=dict)
    _pictured: dict[str, bool] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _values: dict[tuple[str, str], OptionValue] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[str, str]:
        """Every name that an option was given, and the name it has: 手柄 → handle, handle → handle."""
        return self._names

    def name(self, written: str, place: Place) -> str:
        """The option's own name: colour for any of its names, else the English in lower case."""
        found = self._names.get(written)
        if found is None:
            found = known_option(written) or self.translator.text(written, place).casefold()
            self._names[written] = self._names[found] = found
        return found

    def pictured(self, option: str) -> bool:
        """Whether the option changes the look."""
        return self._pictured.get(option, is_pictured(option))

    def declare(self, rows: Iterable[tuple[OptionRow, Place]]) -> Iterator[Finding]:
        """Takes in the options sheet; findings for a value that stands in it twice."""
        places: dict[tuple[str, str], Place] = {}
        for row, place in rows:
            option = self.name(row.option, place)
            if row.pictured is not None:
                self._pictured.setdefault(option, row.pictured)
            keys = {(option, text.casefold()) for text in (row.value, row.label) if text}
            first = next((places[key] for key in keys if key in places), None)
            if first:
                message = f"{place}: {row.value or row.label!r} of {option} is declared already in row {first.row}"
                yield finding("catalog.duplicate-variant", message, subject=option, place=place)
                continue
            if row.code and keys:
                keys.add((option, row.code.casefold()))
            for key in keys:
                places.setdefault(key, place)
                self._declared.setdefault(key, row)

    def value(self, option: str, raw: str, place: Place, spu: str) -> OptionValue:
        """The value of a cell. The same text is the same value in all products, whatever else they have."""
        row = self._declared.get((option, raw.casefold()))
        # Asked for every cell, although the value may be known, so that missing words are counted.
        english = self.translator.text((row and (row.label or row.value)) or raw, place, spu)
        found = self._values.get((option, raw))
        if found is None:
            found = self._values[option, raw] = self._make(option, raw, title_case(english), row)
        return found

    def _make(self, option: str, raw: str, label: str, row: OptionRow | None) -> OptionValue:
        row = row or self._declared.get((option, label.casefold()))
        known = known_codes().get((option, label.casefold()), ("", ""))
        code = (row.code if row else "") or value_code(option, label, pictured=self.pictured(option))
        return OptionValue(code, label, (row.hex if row else "") or known[1], raw)
