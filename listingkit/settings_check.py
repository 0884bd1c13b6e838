"""What may shop.toml say about checks: which findings count, and where does each rule on photos draw its line?"""

from __future__ import annotations

from pydantic import Field

from listingkit.findings import Severity
from listingkit.settings_table import Number, Table, Words


class Accepted(Table):
    """`[[check.accept]]`: a finding that is right as it is, with the reason."""

    code: str
    subject: str = "*"
    reason: str = Field(min_length=1)


class LightGoneTable(Table):
    """`[check.light_gone]`: by how many stops the light may fall below a session's best."""

    stops: Number = Field(default=3.0, gt=0, le=20)


class BlurryTable(Table):
    """`[check.blurry]`: how wide a product's edges may be, as a Gaussian's sigma in pixels of a frame 1,000 px long."""

    limit_px: Number = Field(default=1.2, gt=0, le=20)


class OverexposedTable(Table):
    """`[check.overexposed]`: the share of a product that may be burnt out."""

    share: Number = Field(default=0.25, gt=0, le=1)


class UnderexposedTable(Table):
    """`[check.underexposed]`: by how many stops the paper may be darker than white, and the share of a product that may
    be black without detail.
    """

    stops: Number = Field(default=1.7, gt=0, le=8)
    share: Number = Field(default=0.25, gt=0, le=1)


class BackgroundTable(Table):
    """`[check.background_not_white]`: by what share the paper's darkest part may get less light than its brightest."""

    fall: Number = Field(default=0.55, gt=0, le=1)


class SubjectSmallTable(Table):
    """`[check.subject_small]`: the product's length as a share of the frame's shorter side, at least."""

    fill: Number = Field(default=0.25, ge=0, le=1)


class SubjectCutTable(Table):
    """`[check.subject_cut]`: over what share of one edge a product may run out of the frame."""

    edge: Number = Field(default=0.01, ge=0, le=1)


class ColourRuleTable(Table):
    """`[check.colour_mismatch]`, `[check.colour_outlier]`: how many times as far a colour may be."""

    tolerance: Number = Field(default=1.0, gt=0, le=10)


class CheckTable(Table):
    """`[check]`: which findings to leave out or to weigh otherwise."""

    ignore: Words = ()
    accept: tuple[Accepted, ...] = ()
    severity: dict[str, Severity] = Field(default={})
    blurry: BlurryTable = Field(default=BlurryTable())
    overexposed: OverexposedTable = Field(default=OverexposedTable())
    underexposed: UnderexposedTable = Field(default=UnderexposedTable())
    background_not_white: BackgroundTable = Field(default=BackgroundTable())
    subject_small: SubjectSmallTable = Field(default=SubjectSmallTable())
    subject_cut: SubjectCutTable = Field(default=SubjectCutTable())
    light_gone: LightGoneTable = Field(default=LightGoneTable())
    colour_mismatch: ColourRuleTable = Field(default=ColourRuleTable())
    colour_outlier: ColourRuleTable = Field(default=ColourRuleTable())
