"""What does a finding code mean, and what does a store demand?"""

from __future__ import annotations

import difflib
from pathlib import Path

from listingkit.errors import UsageError
from listingkit.findings import matches, rules
from listingkit.report.model import Report, Table
from listingkit.settings_check import CheckTable
from listingkit.stores.layouts import level_of
from listingkit.stores.load import builtin_names, load_stores
from listingkit.stores.model import Column, Content, Evidence, Rule, Slot, StoreProfile


def explain_rules(code: str | None, own: CheckTable | None = None) -> Report:
    """All codes in a table, or what one code or prefix means in full, with a shop's `own` settings of it.

    Raises UsageError for an unknown code.
    """
    chosen = [rule for name, rule in rules().items() if code is None or matches(name, [code])]
    if not chosen:
        near = difflib.get_close_matches(code or "", rules(), n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no finding code {code}", f"{hint}`listingkit rules` lists them all.")
    if code is None:
        rows = tuple((rule.code, rule.severity.value, rule.meaning) for rule in chosen)
        return Report(
            "rules", {"rules": len(chosen)}, tables=(Table("rules", "", ("code", "severity", "meaning"), rows),)
        )
    columns = ("code", "severity", "meaning", "cure", "measured", "retake", "settings")
    full = tuple(
        (
            *(rule.code, rule.severity.value, rule.meaning, rule.cure, rule.measured),
            *(_yes(rule.retake), _settings(rule.code, own)),
        )
        for rule in chosen
    )
    return Report("rules", {"rules": len(chosen)}, tables=(Table("rules", "", columns, full),))


def _settings(code: str, own: CheckTable | None) -> str:
    """A rule's settings with their defaults, as they stand in shop.toml, and the shop's where it has others; empty
    where the rule has none.
    """
    name = code.partition(".")[2].replace("-", "_")
    if not code.startswith("photo.") or name not in CheckTable.model_fields:
        return ""
    keys = CheckTable.model_fields[name].default.model_dump()
    mine = getattr(own, name).model_dump() if own else keys
    told = (
        f"{key} = {value}" + (f" (this shop: {mine[key]})" if mine[key] != value else "") for key, value in keys.items()
    )
    return f"[check.{name}] " + ", ".join(told)


def explain_stores(name: str | None, relative_to: Path) -> Report:
    """The built-in stores, or every slot and rule of one. Raises UsageError for an unknown store."""
    if name is None:
        profiles = load_stores(builtin_names(), relative_to=relative_to)
        rows = tuple(
            (each.name, each.label, f"{each.sheet.format}, {len(each.sheet.columns)} columns", str(each.checked_on))
            for each in profiles
        )
        table = Table("stores", "", ("name", "store", "file", "checked_on"), rows)
        return Report("stores", {"stores": len(rows)}, tables=(table,))
    (profile,) = load_stores([name], relative_to=relative_to)
    return Report(
        "stores",
        {"slots": len(profile.slots), "rules": len(profile.rules), "columns": len(profile.sheet.columns)},
        tables=(
            Table("file", profile.label, FILE, (_file(profile),)),
            Table("slots", "Picture slots", SLOT, tuple(_slot(profile, each) for each in profile.slots)),
            Table("rules", "Rules", RULE, tuple(_rule(profile, *each) for each in profile.rules.items())),
            Table("columns", "Columns", COLUMN, tuple(map(_column, profile.sheet.columns))),
        ),
    )


SEPARATORS = {",": "comma", ";": "semicolon", "|": "bar", "\t": "tab"}
FILE = ("store", "extends", "checked_on", "format", "layout", "sheet", "separator", "above", "bom", "one_line")
EVIDENCE = ("confidence", "checked_on", "valid_from", "source", "note")
SLOT = ("slot", "role", "pictures", "size", "minimum", "advised", "bytes", "background", "watermark", *EVIDENCE)
RULE = ("rule", "value", "unit", *EVIDENCE)
COLUMN = ("column", "label", "holds", "parent", "child", "single", "rows", "kind", "required")


def _file(profile: StoreProfile) -> tuple[str, ...]:
    sheet = profile.sheet
    separator = SEPARATORS[sheet.delimiter] if sheet.format != "xlsx" else ""
    above = " / ".join([*(" ".join(row) for row in sheet.preamble), *(["labels"] if sheet.labels else [])])
    name = sheet.name if sheet.format == "xlsx" else ""
    head = (profile.name, profile.extends, str(profile.checked_on), sheet.format, sheet.layout, name, separator, above)
    return (*head, _yes(sheet.bom), _yes(sheet.one_line))


def _evidence(profile: StoreProfile, each: Evidence) -> tuple[str, ...]:
    dates = str(each.checked_on or profile.checked_on), str(each.valid_from or "")
    return (each.confidence.value, *dates, each.source, each.note)


def _rule(profile: StoreProfile, name: str, rule: Rule) -> tuple[str, ...]:
    return (name, str(rule.value), rule.unit, *_evidence(profile, rule))


def _slot(profile: StoreProfile, slot: Slot) -> tuple[str, ...]:
    pictures = f"{slot.count}" + ("" if slot.per == "listing" else f" per {slot.per}")
    minimum = f"{slot.min_width}×{slot.min_height}" if slot.min_width else "none"
    size, heaviest = f"{slot.width}×{slot.height}", f"{slot.max_bytes:,}"
    advised = str(slot.advised_width or "")
    only = f"{slot.role}, no other" if slot.only else slot.role.value
    rest = (minimum, advised, heaviest, slot.background, slot.watermark)
    return (slot.name, only, pictures, size, *rest, *_evidence(profile, slot))


def _column(column: Column) -> tuple[str, ...]:
    family = tuple(_content(each) if each else "" for each in (column.parent, column.child, column.single))
    stands = bool(column.field or column.text)
    rows = (column.on or level_of(column)) if stands else ""
    kind = column.kind if stands or any(family) else ""
    return (column.header, column.label, _content(column), *family, rows, kind, _yes(column.required))


def _content(content: Content) -> str:
    """In the words of the profile: fields as they are, texts in quotes."""
    names = content.fields
    text = content.mark or content.text
    held = " or ".join([*([] if content.mark else names), *([f"“{text}”"] if text else [])])
    return f"{content.prefix}{held}{content.suffix}" + (f" where there is {names[0]}" if content.mark else "")


def _yes(value: object) -> str:
    return "yes" if value else ""
