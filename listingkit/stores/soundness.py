"""Does a profile that has the right keys also make sense: its rules, its columns, its slots?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from listingkit.complaints import meant
from listingkit.stores.fields import FIELDS, RULES, field_named
from listingkit.stores.layouts import ROW_KINDS, level_of
from listingkit.stores.model import Column, Slot, StoreProfile

PICTURE_FIELD = re.compile(r"(sku_)?pictures?\.([^.]+)(?:\.(\d+))?")

EXAMPLES = ("option.1.name", "option.1.value", "option.1.values", "choice.colour", "picture.gallery.1", "bullet.1")


def problems_of(profile: StoreProfile) -> Iterator[str]:
    """Every contradiction in the profile, with its place and the near miss."""
    yield from _rule_problems(profile)
    yield from _column_problems(profile)
    yield from _slot_problems(profile)
    if profile.sheet.prices and profile.sheet.format != "xlsx":
        yield f"[sheet] prices: a {profile.sheet.format} file has no further sheets"


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
        elif kind.values and rule.value not in kind.values:
            yield f"[rules.{key}] value: should be {' or '.join(kind.values)} (found {rule.value!r})"
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
    slots = {slot.name: slot for slot in profile.slots}
    told = frozenset[str]().union(*(kind.value for kind in ROW_KINDS[profile.sheet.layout])) | {"every"}
    seen: set[str] = set()
    for number, column in enumerate(profile.sheet.columns, start=1):
        place = f"[sheet] columns #{number} ({column.header})"
        if column.header in seen:
            yield f"{place}: the header appears twice"
        seen.add(column.header)
        for content in column.contents():
            for name in content.fields:
                if problem := _field_problem(name.replace("{n}", "1"), slots):
                    yield f"{place}: {problem}"
        if problem := _place_problem(column, told, profile.sheet.layout):
            yield f"{place}: {problem}"


def _place_problem(column: Column, told: Collection[str], layout: str) -> str:
    """What is wrong with the rows in which the column is to stand."""
    if (column.field or column.text) and (on := column.on or level_of(column)) not in told:
        # A column of images has always been let pass in a file that has no rows of images.
        return "" if on == "image" else f"`{layout}` has no rows that tell what stands once per {on}"
    family = [name for name in ("parent", "child", "single") if getattr(column, name)]
    if family and "parent" not in told:
        return f"{family[0]}: only `parent-and-children` has such rows"
    if column.repeat and "{n}" not in column.header:
        return "repeat: its header needs {n}, the number of the option"
    return ""


def _field_problem(name: str, slots: Mapping[str, Slot]) -> str:
    if name and field_named(name) is None:
        return f"unknown field `{name}`{meant(name, (*FIELDS, *EXAMPLES))}"
    found = PICTURE_FIELD.fullmatch(name)
    if not found:
        return ""
    of_sku, slot, wanted = bool(found[1]), found[2], int(found[3] or 1)
    if slot not in slots or wanted > slots[slot].count:
        return f"there is no picture {wanted} in a slot `{slot}`{meant(slot, slots)}"
    if of_sku and slots[slot].per == "listing":
        return f"the slot `{slot}` is filled once a listing: its pictures belong to no SKU"
    return ""


def _slot_problems(profile: StoreProfile) -> Iterator[str]:
    seen: set[str] = set()
    for number, slot in enumerate(profile.slots, start=1):
        if slot.name in seen:
            yield f"[slots] #{number} name: `{slot.name}` appears twice"
        if slot.without and slot.without not in seen:
            near = meant(slot.without, seen)
            yield f"[slots] #{number} ({slot.name}) without: no slot `{slot.without}` before it{near}"
        seen.add(slot.name)
        if slot.min_width > slot.width or slot.min_height > slot.height:
            yield f"[slots] #{number} ({slot.name}): smaller than its own minimum"
