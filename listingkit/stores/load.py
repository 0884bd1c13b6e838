"""Which stores are meant, and are their profiles sound?

A profile is data: a .toml file of this package, or one of the seller's own with the same keys (`stores.model`).
Every problem of a file is told at once, each with its place.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from listingkit.complaints import explain, meant
from listingkit.errors import BadInputError, UsageError
from listingkit.stores.fields import FIELDS, RULES, field_named
from listingkit.stores.model import StoreProfile
from listingkit.words import count

PROFILES = resources.files("listingkit.stores")


@cache
def builtin_names() -> tuple[str, ...]:
    """The stores that listingkit brings along, by name."""
    files = (file.name for file in PROFILES.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def load_stores(names: Sequence[str], *, relative_to: Path) -> tuple[StoreProfile, ...]:
    """The profiles of `names`, each once: built-in names, or paths of .toml files as seen from `relative_to`.

    Raises UsageError for a store that there is not, BadInputError for a profile with problems.
    """
    profiles: dict[str, StoreProfile] = {}
    sources: dict[str, str] = {}
    for name in dict.fromkeys(names):
        profile = _builtin(name) if name in builtin_names() else _own(name, relative_to)
        if profile.name in profiles:
            raise BadInputError(
                f"{name} and {sources[profile.name]} are both the store `{profile.name}`",
                "Give one of the two profiles another `name`: images and listings lie in folders of that name.",
            )
        profiles[profile.name], sources[profile.name] = profile, name
    return tuple(profiles.values())


def parse_profile(text: str, where: str) -> StoreProfile:
    """The profile in TOML `text`. Raises BadInputError that lists every problem of `where`."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise BadInputError(
            f"{where}: not valid TOML: {wrong}", "Text needs quotes, lists need [ ] and commas."
        ) from None
    try:
        profile = StoreProfile.model_validate(data)
    except ValidationError as wrong:
        raise _bad(
            where, tuple(explain(error, _place(error["loc"]), StoreProfile) for error in wrong.errors())
        ) from None
    if problems := (*_rule_problems(profile), *_column_problems(profile), *_slot_problems(profile)):
        raise _bad(where, problems)
    return profile


@cache
def _builtin(name: str) -> StoreProfile:
    return parse_profile(PROFILES.joinpath(f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def _own(name: str, relative_to: Path) -> StoreProfile:
    if not name.lower().endswith(".toml"):
        near = difflib.get_close_matches(name.lower(), builtin_names(), n=1, cutoff=0.5)
        meant = f"Did you mean `{near[0]}`? " if near else ""
        raise UsageError(
            f"there is no store `{name}`",
            f"{meant}Stores are {', '.join(builtin_names())}, or a path to your own .toml profile.",
        )
    path = relative_to / name
    try:
        return parse_profile(path.read_text(encoding="utf-8-sig"), str(path))
    except FileNotFoundError:
        raise UsageError(
            f"there is no store profile {path}", f"Paths are seen from {relative_to}; built in: {_list()}."
        ) from None
    except UnicodeDecodeError as wrong:
        raise BadInputError(f"{path}: byte {wrong.start} is not UTF-8", "Save the profile as UTF-8 text.") from None
    except OSError as wrong:
        raise BadInputError(f"{path} cannot be read: {wrong.strerror}", "Check the file and its permissions.") from None


def _list() -> str:
    return ", ".join(builtin_names())


def _bad(where: str, problems: tuple[str, ...]) -> BadInputError:
    hint = "Correct these keys; docs/store-profiles.md explains each."
    return BadInputError(f"{where}: {count(len(problems), 'problem')}", hint, problems)


def _rule_problems(profile: StoreProfile) -> Iterator[str]:
    for key, rule in profile.rules.items():
        kind = RULES.get(key)
        if kind is None:
            yield f"[rules.{key}]: unknown rule{meant(key, RULES)}"
            continue
        number = isinstance(rule.value, int | Decimal) and not isinstance(rule.value, bool)
        if not (number if kind.type is int else isinstance(rule.value, kind.type)):
            wanted = {int: "a number", bool: "true or false"}.get(kind.type, "text")
            yield f"[rules.{key}] value: should be {wanted} (found {rule.value!r})"
        elif rule.unit == "pattern" and (wrong := _pattern_problem(str(rule.value))):
            yield f"[rules.{key}] value: not a regular expression: {wrong}"
        if rule.unit not in kind.units:
            yield f"[rules.{key}] unit: should be {' or '.join(kind.units)} (found {rule.unit!r})"


def _pattern_problem(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as wrong:
        return str(wrong)
    return ""


def _column_problems(profile: StoreProfile) -> Iterator[str]:
    slots = {slot.name: slot.count for slot in profile.slots}
    seen: set[str] = set()
    for number, column in enumerate(profile.sheet.columns, start=1):
        place = f"[sheet] columns #{number} ({column.header})"
        if column.header in seen:
            yield f"{place}: the header appears twice"
        seen.add(column.header)
        if not column.field:
            continue
        if field_named(column.field) is None:
            yield f"{place}: unknown field `{column.field}`{meant(column.field, FIELDS)}"
        elif column.field.startswith("picture."):
            _, slot, wanted = column.field.split(".")
            if int(wanted) > slots.get(slot, 0):
                yield f"{place}: there is no picture {wanted} in a slot `{slot}`{meant(slot, slots)}"


def _slot_problems(profile: StoreProfile) -> Iterator[str]:
    seen: set[str] = set()
    for number, slot in enumerate(profile.slots, start=1):
        if slot.name in seen:
            yield f"[slots] #{number} name: `{slot.name}` appears twice"
        seen.add(slot.name)
        if slot.min_width > slot.width or slot.min_height > slot.height:
            yield f"[slots] #{number} ({slot.name}): smaller than its own minimum"


def _place(loc: tuple[str | int, ...]) -> str:
    return " ".join(f"#{part + 1}" if isinstance(part, int) else str(part) for part in loc)
