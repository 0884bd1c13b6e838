"""What may stand in shop.toml, and what holds where it says nothing?

Only `[shop] name` is required. Unknown keys are errors; `shop.py` adds the near miss.
Money is `Decimal`. Lengths are cm, weights g, times local to the shoot.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from listingkit.settings_check import CheckTable
from listingkit.settings_light import Lost, SunTable
from listingkit.settings_pictures import ColourTable, ImagesTable, WatermarkTable
from listingkit.settings_pricing import PricingTable
from listingkit.settings_selling import ExportTable, WordingTable
from listingkit.settings_table import Flag, Table, Words, one_or_many


class ShopTable(Table):
    """`[shop]`: who sells, under which brand, in which stores."""

    name: str = Field(min_length=1)
    brand: str = ""
    stores: Words = ("aliexpress",)


class CatalogTable(Table):
    """`[catalog]`: how codes are joined."""

    sku_separator: Literal["-", ""] = "-"


class Role(StrEnum):
    """What a photo is for."""

    MAIN = "main"
    GALLERY = "gallery"
    SWATCH = "swatch"
    DETAIL = "detail"
    SCALE = "scale"
    PACKAGING = "packaging"
    LABEL = "label"
    WHITE = "white"
    SCENE = "scene"


NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class ShotTemplate(Table):
    """`[[shots]]`: a photo that must exist of every subject of its scope."""

    name: str
    role: Role = Role.GALLERY
    scope: str = "look"
    required: Flag = True
    seconds: Annotated[float, Field(gt=0)] | None = None

    @field_validator("name", mode="before")
    @classmethod
    def _plain_name(cls, value: object) -> object:
        lower = value.strip().lower() if isinstance(value, str) else value
        if not isinstance(lower, str) or not NAME.fullmatch(lower):
            raise ValueError("a shot name has only a-z, 0-9 and hyphens, since it becomes part of file names")
        if lower.isdecimal():
            raise ValueError("a shot name of digits alone would read as the number of a take")
        return lower

    @field_validator("scope")
    @classmethod
    def _known_scope(cls, value: str) -> str:
        if value not in {"look", "product", "variant"} and not re.fullmatch(r"option:\S.*", value):
            raise ValueError("scope is look, product, variant or option:<name>, such as option:colour")
        return value


DEFAULT_SHOTS = tuple(
    ShotTemplate(name=name, role=Role(role))
    for name, role in zip(
        ["front", "side", "top", "inside", "folded", "handle", "fabric", "scale"],
        ["main", "gallery", "swatch", "gallery", "gallery", "detail", "detail", "scale"],
        strict=True,
    )
)


class ChangeSeconds(Table):
    """`[light] seconds_per_change`: the set-up time lost when the subject changes in this respect."""

    product: Annotated[float, Field(ge=0)] = 0
    colour: Annotated[float, Field(ge=0)] = 0
    pattern: Annotated[float, Field(ge=0)] = 0
    angle: Annotated[float, Field(ge=0)] = 0


def _window(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", value)
    if not found:
        raise ValueError('a light window looks like "08:00-10:00"')
    hours = [int(part) for part in found.groups()]
    try:
        window = dt.time(hours[0], hours[1]), dt.time(hours[2], hours[3])
    except ValueError as wrong:
        raise ValueError(f"{value!r} is not a time of day") from wrong
    if window[0] >= window[1]:
        raise ValueError(f"the window {value!r} ends before it starts")
    return window


Window = Annotated[tuple[dt.time, dt.time], BeforeValidator(_window)]
DEFAULT_WINDOWS = ((dt.time(8), dt.time(10)), (dt.time(16), dt.time(18)))


class LightTable(Table):
    """`[light]`: when there is light, and how long a photo takes."""

    windows: Annotated[tuple[Window, ...], BeforeValidator(one_or_many)] = DEFAULT_WINDOWS
    start: dt.date | None = None
    skip: Annotated[tuple[Lost, ...], BeforeValidator(one_or_many)] = ()
    sun: SunTable | None = None
    seconds_per_shot: Annotated[float, Field(gt=0)] = 60
    seconds_per_change: ChangeSeconds = ChangeSeconds()

    @field_validator("windows")
    @classmethod
    def _in_order(cls, value: tuple[tuple[dt.time, dt.time], ...]) -> tuple[tuple[dt.time, dt.time], ...]:
        if not value:
            raise ValueError("at least one light window is needed")
        ordered = tuple(sorted(value))
        for earlier, later in pairwise(ordered):
            if later[0] < earlier[1]:
                raise ValueError("two light windows overlap")
        return ordered

    @field_validator("seconds_per_change", mode="before")
    @classmethod
    def _same_for_all(cls, value: object) -> object:
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return {"product": value, "colour": value, "pattern": value}
        return value


class LimitsTable(Table):
    """`[limits]`: how much of the machine to use."""

    jobs: Annotated[int, Field(ge=1)] | None = None
    max_pixels: Annotated[int, Field(gt=0)] = 250_000_000
    masters: Flag = True
    masters_gb: Annotated[float, Field(ge=0, le=1_000_000)] = 20


class Settings(Table):
    """All of shop.toml."""

    shop: ShopTable
    catalog: CatalogTable = CatalogTable()
    shots: Annotated[tuple[ShotTemplate, ...], Field(min_length=1)] = DEFAULT_SHOTS
    light: LightTable = LightTable()
    images: ImagesTable = ImagesTable()
    colour: ColourTable = ColourTable()
    watermark: WatermarkTable = WatermarkTable()
    pricing: PricingTable = PricingTable()
    wording: WordingTable = WordingTable()
    export: ExportTable = ExportTable()
    check: CheckTable = CheckTable()
    limits: LimitsTable = LimitsTable()

    @field_validator("shots")
    @classmethod
    def _distinct(cls, value: tuple[ShotTemplate, ...]) -> tuple[ShotTemplate, ...]:
        names = [shot.name for shot in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"shot names appear twice: {', '.join(twice)}")
        return value
