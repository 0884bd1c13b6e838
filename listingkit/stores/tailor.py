"""What holds of a profile today, and with the texts that a shop has for its columns?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from listingkit.stores.model import Column, Confidence, Evidence, Slot, StoreProfile


def in_force(profile: StoreProfile, today: dt.date) -> StoreProfile:
    """The profile without what is not valid yet: such rules are told as information, such slots have no minimum."""
    if not any(is_coming(each, today) for each in (*profile.slots, *profile.rules.values())):
        return profile
    information = {"confidence": Confidence.KNOWLEDGE}
    rules = {
        name: rule.model_copy(update=information) if is_coming(rule, today) else rule
        for name, rule in profile.rules.items()
    }
    slots = tuple(_without_minimum(slot) if is_coming(slot, today) else slot for slot in profile.slots)
    return profile.model_copy(update={"rules": rules, "slots": slots})


def is_coming(evidence: Evidence, today: dt.date) -> bool:
    """Whether a rule or slot names a day that has not come."""
    return evidence.valid_from is not None and evidence.valid_from > today


def with_columns(profile: StoreProfile, texts: Mapping[str, str]) -> StoreProfile:
    """The profile with a text for some columns, by header: of the store's own, or of further ones at the end.

    In a column that has a field the text stands where the field is empty.
    """
    if not texts:
        return profile
    columns = [
        column.model_copy(update=_told(column, texts[column.header])) if column.header in texts else column
        for column in profile.sheet.columns
    ]
    known = {column.header for column in profile.sheet.columns}
    columns += [Column(header=header, text=text, on="product") for header, text in texts.items() if header not in known]
    return profile.model_copy(update={"sheet": profile.sheet.model_copy(update={"columns": tuple(columns)})})


def _told(column: Column, text: str) -> dict[str, object]:
    return {"text": text} if column.field or column.text or column.on else {"text": text, "on": "product"}


def _without_minimum(slot: Slot) -> Slot:
    return slot.model_copy(update={"min_width": 0, "min_height": 0})
