"""What do we know of templates beforehand: which headers mean what, and how the stores' own are laid out?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from listingkit.filling.fields import MEASURES
from listingkit.filling.wording import LENGTHS, Wording, key_of, wording_of


@dataclass(frozen=True, slots=True)
class Layout:
    """How a store's template is laid out (layouts.toml says what each means); rows count from 1, 0 = not known."""

    name: str
    marks: frozenset[str]
    store: str = ""
    row: int = 0
    labels: int = 0
    data: int = 0
    currency: str = ""
    currency_by_unit: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    html: bool = False
    watermark: bool = True
    separator: str = ""
    parents: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


UNKNOWN = Layout("", frozenset())


@dataclass(frozen=True, slots=True)
class Constant:
    """What a column says of every product: the first of `values` that the template's list has, or `free` without."""

    values: tuple[str, ...]
    free: str = ""


@cache
def _aliases() -> dict[str, Any]:
    return _read("aliases.toml")


@cache
def _by_key() -> dict[str, str]:
    return {key_of(alias): name for name, aliases in _aliases()["fields"].items() for alias in aliases}


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts that were seen."""
    return tuple(_layout(each) for each in _read("layouts.toml")["layouts"])


def _layout(data: dict[str, Any]) -> Layout:
    names = {wording_of(header).spelled: name for header, name in data.get("names", {}).items()}
    marks = frozenset(wording_of(mark).spelled for mark in data["marks"])
    return Layout(**data | {"marks": marks, "names": names, "whole": tuple(data.get("whole", ()))})


@cache
def constants() -> dict[str, Constant]:
    """By field."""
    return {
        name: Constant(tuple(each["values"]), each.get("free", "")) for name, each in _aliases()["constants"].items()
    }


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """A list of words of aliases.toml."""
    return tuple(_aliases()[table][key])


def field_of(wording: Wording, layout: Layout = UNKNOWN) -> str:
    """The field that a header means, `{n}` still in it where it counts; empty where it is not known."""
    own = layout.names.get(wording.spelled)
    if own is not None:
        return own
    known = _by_key()
    for key in (wording.spelled, wording.key, wording.short):
        name = known.get(key, "")
        if key == wording.short != wording.key and name in MEASURES and re.search("item|product|article", wording.key):
            # What the bare product weighs is not what its parcel weighs.
            return ""
        if name == "size" and wording.unit in LENGTHS.values():
            return ""  # `Size (cm)` may be how long it is.
        if name:
            return name.replace("{n}", str(wording.numbers[-1])) if wording.numbers and "{n}" in name else name
    return ""


def layout_with(headers: Iterable[str]) -> Layout | None:
    """The layout whose marks all stand in this row."""
    found = {wording_of(header).spelled for header in headers if header}
    return next((each for each in layouts() if each.marks <= found), None)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("listingkit.filling").joinpath(name).read_text(encoding="utf-8"))
