"""What does a finding code mean, and what does a store demand?"""

from __future__ import annotations

import difflib
from pathlib import Path

from listingkit.errors import UsageError
from listingkit.findings import matches, rules
from listingkit.report.model import Report, Table
from listingkit.stores.load import builtin_names, load_stores
from listingkit.stores.model import Slot, StoreProfile


def explain_rules(code: str | None) -> Report:
    """All codes in a table, or what one code or prefix means in full. Raises UsageError for an unknown code."""
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
    columns = ("code", "severity", "meaning", "cure", "measured")
    full = tuple((rule.code, rule.severity.value, rule.meaning, rule.cure, rule.measured) for rule in chosen)
    return Report("rules", {"rules": len(chosen)}, tables=(Table("rules", "", columns, full),))


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
    columns = ("rule", "value", "confidence", "checked_on", "source")
    limits = tuple(
        (rule, f"{each.value} {each.unit}".strip(), each.confidence.value, _date(profile, each.checked_on), each.source)
        for rule, each in profile.rules.items()
    )
    slot_columns = ("slot", "pictures", "size", "minimum", "bytes", "watermark", "confidence", "source")
    return Report(
        "stores",
        {"slots": len(profile.slots), "rules": len(profile.rules), "columns": len(profile.sheet.columns)},
        tables=(
            Table("slots", f"{profile.label}: picture slots", slot_columns, tuple(map(_slot, profile.slots))),
            Table("rules", f"{profile.label}: rules", columns, limits),
        ),
    )


def _date(profile: StoreProfile, own: object) -> str:
    return str(own or profile.checked_on)


def _slot(slot: Slot) -> tuple[str, ...]:
    pictures = "one per value" if slot.per == "value" else str(slot.count)
    minimum = f"{slot.min_width}×{slot.min_height}" if slot.min_width else "none"
    size, heaviest = f"{slot.width}×{slot.height}", f"{slot.max_bytes:,}"
    return slot.name, pictures, size, minimum, heaviest, slot.watermark, slot.confidence.value, slot.source
