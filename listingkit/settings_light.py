"""What may shop.toml say about the light of a place, and about windows that rain has taken?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, GetCoreSchemaHandler, field_validator, model_validator
from pydantic_core import CoreSchema, core_schema

from listingkit.settings_table import Table


@dataclass(frozen=True, slots=True)
class Lost:
    """A day without a shoot, or, with `at`, only that day's window that has this time in it."""

    day: dt.date
    at: dt.time | None = None

    def __str__(self) -> str:
        return f"{self.day}" + (f" {self.at:%H:%M}" if self.at else "")

    def covers(self, day: dt.date, window: tuple[dt.time, dt.time]) -> bool:
        """Whether this window of this day is lost."""
        return self.day == day and (self.at is None or window[0] <= self.at < window[1])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_lost)


def lost_light(text: str) -> Lost:
    """`2026-12-24` or `2026-12-24 08:00`. Raises ValueError for anything else."""
    found = re.fullmatch(r"\s*(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2}):(\d{2}))?\s*", text)
    try:
        if found:
            at = dt.time(int(found[2]), int(found[3])) if found[2] else None
            return Lost(dt.date.fromisoformat(found[1]), at)
    except ValueError:
        pass
    raise ValueError(f"{text!r} is no day such as 2026-12-24, and no window of one such as 2026-12-24 08:00")


def _lost(value: object) -> Lost:
    if isinstance(value, Lost):
        return value
    if isinstance(value, dt.datetime):
        return Lost(value.date(), value.time().replace(second=0, microsecond=0))
    if isinstance(value, dt.date):
        return Lost(value)
    if isinstance(value, str):
        return lost_light(value)
    raise ValueError(f"{value!r} is no day")


class SunTable(Table):
    """`[light.sun]`: windows of light by how high the sun stands at a place, in degrees above the horizon."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    timezone: str
    lowest: Annotated[float, Field(ge=0, lt=90)] = 10
    highest: Annotated[float, Field(gt=0, le=90)] = 35

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
            raise ValueError(f"no time zone is called {value!r}; they look like Asia/Shanghai") from wrong
        return value

    @model_validator(mode="after")
    def _in_order(self) -> SunTable:
        if self.lowest >= self.highest:
            raise ValueError("`lowest` must be below `highest`")
        return self
