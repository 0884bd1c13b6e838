"""Which column of a sheet does a header mean, in English or Chinese, with or without a unit?"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from importlib import resources
from typing import Any

MEASURES = {"weight": ("weight_g", "weight")} | {
    side: (f"{side}_cm", "length") for side in ("length", "width", "height")
}
MONEY = {"cost": "cost", "price": "price_usd"}


class Kind(Enum):
    """What the cells below a header are."""

    FIELD = auto()
    OPTION = auto()
    ATTRIBUTE = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is the field, the option or the header itself; a number is multiplied by `factor`.

    `currency` is what the header says of money, empty where it says nothing. `doubt` is what to ask the seller.
    """

    index: int
    header: str
    kind: Kind
    name: str
    factor: Decimal = Decimal(1)
    currency: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Data:
    fields: Mapping[str, Mapping[str, str]]
    sheets: Mapping[str, str]
    ignored: frozenset[str]
    one: Mapping[str, str]
    many: Mapping[str, str]
    pictured: Mapping[str, bool]
    units: Mapping[str, Mapping[str, str]]


@cache
def _data() -> _Data:
    text = resources.files("listingkit.catalog").joinpath("headers.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    options = data["known_options"]
    return _Data(
        fields={sheet: _by_alias(data[sheet]) for sheet in ("products", "variants", "options")},
        sheets=_by_alias(data["sheets"]),
        ignored=frozenset(map(_key, data["ignored"]["names"])),
        one=_by_alias({name: option["one"] for name, option in options.items()}),
        many=_by_alias({name: option["many"] for name, option in options.items()}),
        pictured={name: option["pictured"] for name, option in options.items()},
        units=data["units"],
    )


def _by_alias(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {_key(alias): name for name, aliases in names.items() for alias in aliases}


def _key(header: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header).casefold())


def sheet_kind(name: str) -> str:
    """`products`, `variants` or `options` where the sheet's name says so, else the empty string."""
    return _data().sheets.get(_key(name), "")


def known_option(name: str) -> str:
    """The canonical name of an option that is known by several: colour for color, colours and 颜色; else empty."""
    key = _key(name)
    return _data().one.get(key) or _data().many.get(key, "")


def is_pictured(option: str) -> bool:
    """Whether an option changes the look where the options sheet does not say."""
    return _data().pictured.get(option, False)


def _plural_of(header: str, options: Mapping[str, str]) -> str:
    """The option of which `header` is the plural or the very name, else empty."""
    key = _key(header)
    return next((name for alias, name in options.items() if key in {_key(alias) + end for end in ("", "s", "es")}), "")


def lists_option(products: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a header of products lists the values of an option that has one of these names.

    The plural says so; the very name too, unless it is nearly that of a field, which is a slip made in both sheets.
    """
    data = _data()
    options = {name: name for name in names if _key(name)}
    for header in products:
        key = _key(header)
        if not key or key in data.fields["products"] or key in data.ignored or not _plural_of(header, options):
            continue
        if key not in map(_key, options) or not _near_miss(
            header, {**data.fields["variants"], **data.fields["products"]}
        ):
            return True
    return False


def find_header(rows: Iterable[tuple[str, ...]], sheet: str) -> int | None:
    """Which of the first rows has the key column (model, or option): a title may stand above it. None without one."""
    wanted = "option" if sheet == "options" else "model"
    for number, cells in enumerate(rows):
        if number == 20:
            return None
        if any(_data().fields[sheet].get(_key(cell)) == wanted for cell in cells):
            return number
    return None


def read_columns(cells: Iterable[str], sheet: str, options: Mapping[str, str]) -> Iterator[Column]:
    """The columns of a header row; `options` are those that are known so far, by any name."""
    for index, cell in enumerate(cells):
        header = " ".join(cell.split())
        if header:
            yield _column(index, header, sheet, options)


def _column(index: int, header: str, sheet: str, declared: Mapping[str, str]) -> Column:
    fields = _data().fields[sheet]
    option = "" if sheet == "options" else _option(header, sheet, declared)
    if option:
        return Column(index, header, Kind.OPTION, option)
    name = fields.get(_key(header), "")
    if not name:
        base, unit = _split_unit(header)
        name = fields.get(_key(base), "")
        column = _measured(index, header, name, unit)
        if column:
            return column
        name = ""
    if name:
        target = MEASURES[name][0] if name in MEASURES else MONEY.get(name, name)
        return Column(index, header, Kind.FIELD, target)
    if _key(header) in _data().ignored:
        return Column(index, header, Kind.IGNORED, header)
    if sheet == "variants":
        return _foreign(index, header, declared)
    near = _near_miss(header, fields)
    doubt = f"is kept as an attribute; did you mean {near!r}?" if near else ""
    return Column(index, header, Kind.ATTRIBUTE, header, doubt=doubt)


def _foreign(index: int, header: str, declared: Mapping[str, str]) -> Column:
    """A column of variants that is neither field nor option of it: never an option, for buyers would be shown it."""
    fields = _data().fields["products"]
    name = fields.get(_key(header)) or fields.get(_key(_split_unit(header)[0]), "")
    if not name:
        near = _near_miss(header, {**_data().fields["variants"], **{_key(each): each for each in declared}})
        doubt = "is neither a field nor an option that products lists or options declares, so it is left out"
        return Column(index, header, Kind.IGNORED, header, doubt=doubt + (f"; did you mean {near!r}?" if near else ""))
    # A copy of the product's name for the seller's own eyes is common and harmless.
    doubt = "" if name == "name" else f"is the same for all variants of a product, so {name} is read in products only"
    return Column(index, header, Kind.IGNORED, header, doubt=doubt)


def _option(header: str, sheet: str, declared: Mapping[str, str]) -> str:
    key = _key(header)
    option = _data().many.get(key, "")
    if not option and (sheet == "variants" or key not in _data().fields["products"]):
        option = _data().one.get(key, "")
    return option or ("" if key in _data().fields[sheet] else _plural_of(header, declared))


def _split_unit(header: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", header).casefold()
    plain = plain.replace("$", " usd ").replace("¥", " cny ").replace("€", " eur ").replace("£", " gbp ")
    words = [word for word in re.split(r"[\W_]+", plain) if word]
    return " ".join(words[:-1]), words[-1] if len(words) > 1 else ""


def _measured(index: int, header: str, name: str, unit: str) -> Column | None:
    units = _data().units
    if name in MEASURES and unit in units[MEASURES[name][1]]:
        field, measure = MEASURES[name]
        return Column(index, header, Kind.FIELD, field, Decimal(units[measure][unit]))
    if name in MONEY and unit in units["money"]:
        return Column(index, header, Kind.FIELD, MONEY[name], currency=units["money"][unit])
    return None


def _near_miss(header: str, fields: Mapping[str, str]) -> str:
    if not header.isascii() or len(header) < 4:
        return ""
    known = sorted({*fields, *_data().many, *_data().one} - {""})
    base, unit = _split_unit(header)  # `wieght_kg` is a slip of `weight`.
    bare = base if any(unit in units for units in _data().units.values()) else header
    close = difflib.get_close_matches(_key(bare), known, n=1, cutoff=0.82)
    return close[0] if close else ""
