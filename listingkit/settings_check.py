"""What may shop.toml say about checks: which findings count, and where does each rule on photos draw its line?"""

from __future__ import annotations

from pydantic import Field

from listingkit.findings import Severity
from listingkit.settings_table import Table, Words


class Accepted(Table):
    """`[[check.accept]]`: a finding that is right as it is, with the reason."""

    code: str
    subject: str = "*"
    reason: str = Field(min_length=1)


class LightGoneTable(Table):
    """`[check.light_gone]`: by how many stops the light may fall below a session's best."""

    stops: float = Field(default=3.0, gt=0, le=20)


class ColourRuleTable(Table):
    """`[check.colour_mismatch]`, `[check.colour_outlier]`: how many times as far a colour may be."""

    tolerance: float = Field(default=1.0, gt=0, le=10)


class CheckTable(Table):
    """`[check]`: which findings to leave out or to weigh otherwise."""

    ignore: Words = ()
    accept: tuple[Accepted, ...] = ()
    severity: dict[str, Severity] = Field(default={})
    light_gone: LightGoneTable = Field(default=LightGoneTable())
    colour_mismatch: ColourRuleTable = Field(default=ColourRuleTable())
    colour_outlier: ColourRuleTable = Field(default=ColourRuleTable())
