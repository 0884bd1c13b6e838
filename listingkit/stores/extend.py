"""How does a profile that names only what differs become a whole one?

    extends = "aliexpress"        a built-in store, or the path of another profile, seen from this one

Tables are merged key by key; slots by name, columns by header, rules by name. `remove = true` takes one away, `after`
says behind which column a new one stands, `replace = ["slots"]` takes a whole list from this file alone. What comes
from the base keeps the date on which it was checked there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from listingkit.complaints import meant
from listingkit.stores.model import Rule, Slot

Raw = dict[str, Any]
"""A profile as TOML has it."""
REPLACEABLE = ("slots", "rules", "columns")
NEEDED = {
    part: frozenset(key for key, field in model.model_fields.items() if field.is_required())
    for part, model in (("slots", Slot), ("rules", Rule))
}


def extended(base: Raw, own: Raw) -> tuple[Raw, tuple[str, ...]]:
    """The profile `own` over `base`, and what is wrong with how it names parts of the base.

    Neither is changed; `base` is known to be sound. Without a `name` of its own it would share the base's folders,
    so that is told by the caller.
    """
    merge = _Merge(base, own)
    return merge.whole(), tuple(merge.problems)


class _Merge:
    def __init__(self, base: Raw, own: Raw) -> None:
        self._base = base
        self._own = own
        self.problems: list[str] = []

    def whole(self) -> Raw:
        """The merged profile; items that are no tables are left for the schema to complain of."""
        replaced = self._replaced()
        merged: Raw = {**self._base, **{key: value for key, value in self._own.items() if key != "replace"}}
        base, own = self._base, self._own
        slots = [] if "slots" in replaced else self._dated(base.get("slots", []))
        merged["slots"] = self._items("slots", "name", slots, own.get("slots", []))
        rules = {} if "rules" in replaced else _by_name(base.get("rules", {}))
        dated = self._dated(list(rules.values()))
        named = own.get("rules", {})
        if isinstance(named, Mapping):
            each = [{"rule": name, **rule} if isinstance(rule, Mapping) else rule for name, rule in named.items()]
            found = self._items("rules", "rule", dated, each)
            merged["rules"] = {rule["rule"]: _without(rule, "rule") for rule in found if isinstance(rule, Mapping)}
        sheet = own.get("sheet", {})
        if isinstance(sheet, Mapping):
            columns = [] if "columns" in replaced else list(base.get("sheet", {}).get("columns", []))
            merged["sheet"] = {**base.get("sheet", {}), **sheet}
            merged["sheet"]["columns"] = self._items("columns", "header", columns, sheet.get("columns", []))
        return merged

    def _replaced(self) -> list[str]:
        asked = self._own.get("replace", [])
        names = [str(name) for name in asked] if isinstance(asked, list) else [str(asked)]
        for name in names:
            if name not in REPLACEABLE:
                known = ", ".join(REPLACEABLE)
                self.problems.append(f"replace: there is no list `{name}`, only {known}{meant(name, REPLACEABLE)}")
        return names

    def _dated(self, items: Any) -> list[Any]:
        """The base's slots or rules, each with the date that held there."""
        date = self._base.get("checked_on")
        return [{"checked_on": date, **item} if isinstance(item, Mapping) else item for item in items]

    def _items(self, part: str, key: str, base: list[Any], own: Any) -> Any:
        if not isinstance(own, list):
            return own
        found = {str(item.get(key)): item for item in base if isinstance(item, Mapping)}
        known = tuple(found)
        strange = []
        for item in own:
            if not isinstance(item, Mapping) or key not in item:
                strange.append(item)
                continue
            name = str(item[key])
            self.problems += self._slips(part, name, item, known)
            if item.get("remove") is True:
                found.pop(name, None)
            elif name in found:
                kept = _without(found[name], "checked_on") if "checked_on" in self._own else found[name]
                found[name] = {**kept, **_without(item, "after", "remove")}
                if "after" in item:
                    found = _moved(found, name, str(item["after"]))
            else:
                found[name] = _without(item, "after", "remove")
                if "after" in item:
                    found = _moved(found, name, str(item["after"]))
        return [*found.values(), *strange]

    def _slips(self, part: str, name: str, item: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[str]:
        if "remove" in item and name not in known:
            yield f"{part}: there is no `{name}` to remove{meant(name, known)}"
        if "remove" in item and item["remove"] is not True:
            yield f"{part} `{name}` remove: is only ever true"
        if "after" in item and (part != "columns" or str(item["after"]) not in known):
            yield f"{part} `{name}` after: there is no `{item['after']}`{meant(str(item['after']), known)}"
        # A slip in a header reads as a new column.
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8) if part == "columns" else []
        if near and name not in known and not item.keys() & {"after", "remove"}:
            yield f"columns: the base has no `{name}`; did you mean `{near[0]}`? A new one says `after` which it stands"
        # A slip in the name of a slot or rule reads as a new one; then its size, its source and the like are missing.
        lacking = NEEDED.get(part, frozenset()) - item.keys()
        if lacking and name not in known and "remove" not in item:
            keys = ", ".join(sorted(lacking))
            yield f"{part}: the base has no `{name}`{meant(name, known)}; a new one needs {keys}"


def _by_name(rules: Any) -> dict[str, Any]:
    return {name: {"rule": name, **rule} for name, rule in rules.items() if isinstance(rule, Mapping)}


def _without(item: Mapping[str, Any], *keys: str) -> Raw:
    return {key: value for key, value in item.items() if key not in keys}


def _moved(items: Mapping[str, Any], name: str, after: str) -> dict[str, Any]:
    moved: dict[str, Any] = {}
    for key, item in items.items():
        if key != name:
            moved[key] = item
        if key == after:
            moved[name] = items[name]
    return moved if name in moved else dict(items)
