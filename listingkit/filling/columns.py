"""Which field does each column of a template want, in which unit and currency, and must it be filled?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from listingkit.filling.bywords import read_words
from listingkit.filling.choices import ChoiceReader, Choices
from listingkit.filling.fields import MEASURES, NOTHING, PRICES, SIDES, Source
from listingkit.filling.header import Heading, requirement_of
from listingkit.filling.known import field_of
from listingkit.filling.nearest import bare
from listingkit.filling.package import Head, Package, Validation, touches
from listingkit.filling.wording import LENGTHS, LOCAL, WEIGHTS, wording_of
from listingkit.tables_model import column_letter

IN_DOLLARS = frozenset(f"{name}_usd" for name in PRICES)
MOST = r"(?:max(?:imum)?\.?(?: of)?|(?:no|not) more than|at most|up to|limit(?:ed to)?|до|не более|макс\.?|最多|不超过)"
LONGEST = re.compile(MOST + r"\s*(\d{1,5})\s*(?:characters|chars|symbols|letters|символ|знак|字符|个字)")
LONGEST_IN_BRACKETS = re.compile(r"\(max(?:imum|\.)?\s*(\d{2,5})\)")
US_MARKET = "ATVPDKIKX0DER"
# How a column came to its field.
ALIAS, KEY, ATTRIBUTE, OPTION, ASKED, SAVED = "header", "key", "attribute", "option", "--map", "templates.toml"
WORDS = "its words"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, from 0. `header` is what the seller sees, `key` what the store's machines see.

    `required` is must, may or empty; `currency` is a code, `local` for one that is not named, or empty. `longest` is
    how many characters it takes, 0 where it does not say; `doubt` why its words did not settle which field it is.
    """

    index: int
    header: str
    key: str = ""
    source: Source = NOTHING
    how: str = ""
    unit: str = ""
    currency: str = ""
    required: str = ""
    hint: str = ""
    whole: bool = False
    longest: int = 0
    doubt: str = ""
    choices: Choices | None = None

    @property
    def letter(self) -> str:
        """As Excel names it."""
        return column_letter(self.index)

    @property
    def field(self) -> str:
        """The field it is filled with, empty for a text of the seller's or nothing."""
        return self.source.field


@dataclass(frozen=True, slots=True)
class Names:
    """What the shop's own words are: columns of products, and options."""

    attributes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the seller said of columns, by header: on the command line, and in templates.toml."""

    asked: Mapping[str, Source] = field(default_factory=dict)
    saved: Mapping[str, Source] = field(default_factory=dict)


def read_columns(
    package: Package, sheet: str, head: Head, heading: Heading, names: Names, wishes: Wishes
) -> tuple[Column, ...]:
    """Every column that has a header or a key."""
    raw = _raw(head, heading)
    columns = [_with_source(column, heading, names, wishes) for column in raw]
    columns = _numbered(_by_words(columns, heading), heading)
    reader = ChoiceReader(package, sheet)
    definitions = _definitions(package)
    money = _currency_of_all(head, heading, columns)
    return tuple(_complete(column, head, heading, reader, definitions, money) for column in columns)


def _raw(head: Head, heading: Heading) -> list[Column]:
    keys, labels = head.cells(heading.keys), head.cells(heading.labels)
    asks = head.cells(heading.requirement)
    above = [row for row in head.rows if row.number < heading.data]
    hints = [row.cells for row in above if row.number not in {heading.keys, heading.labels}]
    columns = []
    for index in range(max(len(keys), len(labels))):
        key, label = _cell(keys, index), _cell(labels, index)
        if key or label:
            told = requirement_of(_cell(asks, index)) or ("must" if _stars(key) or _stars(label) else "")
            hint = " | ".join(filter(None, (_cell(cells, index) for cells in hints)))
            columns.append(Column(index, " ".join((label or key).split()), key, required=told, hint=hint))
    return columns


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _stars(text: str) -> bool:
    return bool(text) and wording_of(text).required


def _with_source(column: Column, heading: Heading, names: Names, wishes: Wishes) -> Column:
    for how, given in ((ASKED, wishes.asked), (SAVED, wishes.saved)):
        for name in (column.header, column.key, column.letter):
            source = given.get(normal(name)) if name else None
            if source is not None and source.field in IN_DOLLARS:
                return replace(column, source=Source(source.field.removesuffix("_usd")), how=how, currency="USD")
            if source is not None:
                return replace(column, source=source, how=how)
    for how, text in ((KEY, column.key), (ALIAS, column.header)):
        wording = wording_of(text)
        name = field_of(wording, heading.layout) if text else ""
        if name:
            return replace(column, source=Source(name), how=how)
        if text and wording.spelled in heading.layout.names:
            return column
    return _own(column, names)


def _own(column: Column, names: Names) -> Column:
    """A column that is called as one of the shop's own."""
    key = bare(wording_of(column.header).spelled)
    for how, prefix, several in ((OPTION, "choice", names.options), (ATTRIBUTE, "attribute", names.attributes)):
        found = next((name for name in several if key and bare(name) == key), None)
        if found is not None:
            return replace(column, source=Source(f"{prefix}.{found}"), how=how)
    return column


def _by_words(columns: list[Column], heading: Heading) -> list[Column]:
    """Headers that no alias says exactly, read word by word; left open where two columns would be the same field."""
    taken = {column.field: column for column in columns if column.field and "image" not in column.field}
    read: list[Column] = []
    for column in columns:
        open_still = not column.field and not column.how and not column.source.text
        if open_still and wording_of(column.key or column.header).spelled not in heading.layout.names:
            read.append(_read_by_words(column))
        else:
            read.append(column)
    counts = Counter(column.field for column in read if column.how == WORDS and "{n}" not in column.field)
    found = []
    for column in read:
        other = taken.get(column.field)
        if column.how != WORDS or not (other or counts[column.field] > 1):
            found.append(column)
            continue
        doubt = f"“{other.header}” has {column.field}" if other else f"several columns could be {column.field}"
        found.append(replace(column, source=NOTHING, how="", doubt=doubt))
    return found


def _read_by_words(column: Column) -> Column:
    reading = read_words(column.header)
    if reading.field:
        return replace(column, source=Source(reading.field), how=WORDS)
    return replace(column, doubt=f"could be {' or '.join(reading.several)}") if reading.several else column


def normal(header: str) -> str:
    """A header as `--map` finds it: case and spaces say nothing."""
    return " ".join(header.split()).casefold()


def _numbered(columns: list[Column], heading: Heading) -> list[Column]:
    """Columns of one name counted; `Image 1` is the second picture where another column has the main one."""
    seen: Counter[str] = Counter()
    priced = any(column.field in {"price", "full_price"} for column in columns)
    mains = [column for column in columns if column.field == "image.1" and not _by_number(column)]
    shifted = bool(mains) and any(column.field == "image.1" and _by_number(column) for column in columns)
    found = []
    for column in columns:
        name = column.field
        if column.how in {ASKED, SAVED}:
            found.append(column)
            continue
        if "{n}" in name:
            seen[name] += 1
            name = name.replace("{n}", str(seen[name]))
        elif name.startswith("image.") and shifted and _by_number(column):
            name = f"more_image.{name.removeprefix('image.')}"
        elif name == "reduced_price" and not priced:
            name = "price"  # `Sale price` alone is what the buyer pays.
        elif name == "sku_picture":
            seen[name] += 1
            # A SKU has one picture of its own: further columns for it stay empty.
            name = name if seen[name] == 1 else ""
        found.append(replace(column, source=Source(name) if name else NOTHING, how=column.how if name else ""))
    return found


def _by_number(column: Column) -> bool:
    """Whether the header says the picture's number: `Image 1`, but not `Main image`."""
    return bool(wording_of(column.key or column.header).numbers)


def _complete(
    column: Column, head: Head, heading: Heading, reader: ChoiceReader, definitions: Mapping[str, str], money: str
) -> Column:
    words = [wording_of(text) for text in (column.header, column.key) if text]
    name, layout = column.field, heading.layout
    required = column.required or definitions.get(normal(column.key)) or definitions.get(normal(column.header), "")
    unit = currency = ""
    if name in MEASURES:
        known = WEIGHTS if name == "weight" else LENGTHS
        kind = "weight" if name == "weight" else "length"
        said = next((word.unit for word in words if word.unit), "") or _unit_in(column.hint, known)
        unit = said or layout.units.get(kind, "")
    if name in PRICES:
        currency = next((word.currency for word in words if word.currency not in {"", LOCAL}), "")
        local = LOCAL if any(word.currency == LOCAL for word in words) else ""
        # Who maps a column to `price_usd` says what a header that names no currency leaves open.
        currency = currency or column.currency or money or local or layout.currency
    first = (heading.data, heading.data + 1)
    fitting = [each for each in head.validations if any(touches(each.areas, column.index, row) for row in first)]
    lists = [each for each in fitting if each.kind == "list"]
    whole = name in SIDES and (name in layout.whole or any(each.kind == "whole" for each in fitting))
    choices = reader.of(lists[0]) if lists else None
    longest = next(filter(None, map(_longest_by_rule, fitting)), 0) or _longest_by_words(column)
    changed = replace(column, required=required, unit=unit, currency=currency, whole=whole, choices=choices)
    return replace(changed, longest=longest)


def _longest_by_rule(rule: Validation) -> int:
    """What a rule on the length of texts allows, 0 for other rules."""
    if rule.kind != "textLength":
        return 0
    upper = {"between": 1, "lessThanOrEqual": 0, "lessThan": 0, "equal": 0}.get(rule.operator, 9)
    numbers = [int(formula) if formula.isdecimal() else 0 for formula in rule.formulas]
    found = numbers[upper] if upper < len(numbers) else 0
    return found - 1 if rule.operator == "lessThan" and found else found


def _longest_by_words(column: Column) -> int:
    """`Heading (max. 100)`, `No more than 80 characters`: the number that header or hint gives, 0 for none."""
    for pattern, text in ((LONGEST, f"{column.header} | {column.hint}"), (LONGEST_IN_BRACKETS, column.header)):
        found = [int(number) for number in pattern.findall(text.casefold())]
        if found:
            return max(found)
    return 0


def _unit_in(hint: str, known: Mapping[str, str]) -> str:
    """The unit that a hint names: `in kg`, `(cm)`. Empty where it names two, or none."""
    words = re.findall(r"[^\W\d_]+", hint.casefold())
    found = {known[word] for word in words if word in known and word not in {"in", "m", "g", "r"}}
    found |= {known[word] for word in re.findall(r"\((g|m|in)\)", hint.casefold()) if word in known}
    return found.pop() if len(found) == 1 else ""


def _currency_of_all(head: Head, heading: Heading, columns: Sequence[Column]) -> str:
    """The currency that a template says once for all of its prices."""
    for column in columns:
        told = wording_of(column.key or column.header).currency
        if told not in {"", LOCAL} and column.field not in PRICES and "=" in column.header:
            return told
    first = " ".join(head.cells(1)[:1])
    if heading.layout.store == "amazon" and (US_MARKET in first or any(US_MARKET in each.key for each in columns)):
        return "USD"
    units = {wording_of(column.header).unit for column in columns}
    return next((code for unit, code in heading.layout.currency_by_unit.items() if unit in units), "")


def _definitions(package: Package) -> dict[str, str]:
    """What a sheet of definitions (Amazon has one) says is required, by field name and label."""
    found: dict[str, str] = {}
    for sheet in package.sheets:
        if "definition" not in sheet.name.casefold():
            continue
        places: tuple[int, int, int] | None = None
        for cells in package.rows(sheet.name).values():
            plain = [normal(cell).strip("?") for cell in cells]
            if places is None:
                if "field name" in plain and "required" in plain:
                    label = (
                        plain.index("local label name") if "local label name" in plain else plain.index("field name")
                    )
                    places = plain.index("field name"), label, plain.index("required")
                continue
            told = requirement_of(_cell(cells, places[2]))
            if told:
                found |= {normal(_cell(cells, place)): told for place in places[:2] if _cell(cells, place)}
    return found
