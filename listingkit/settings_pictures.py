"""What may shop.toml say about pictures: how they are made, which colour they get, which mark they bear?

Sizes are shares of a picture's side, levels are 8-bit sRGB, colours are `#RRGGBB`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from listingkit.settings_table import Flag, Table

TILED_OPACITY = 0.2


class ImagesTable(Table):
    """`[images]`: how pictures are made where the store leaves a choice."""

    quality: Annotated[int, Field(ge=60, le=98)] = 88
    quality_floor: Annotated[int, Field(ge=30, le=95)] = 60
    fit: Literal["auto", "fit", "cover", "contain", "pad"] = "auto"
    fill: Annotated[float, Field(ge=0.3, le=1)] = 0.85
    enlarge: Flag = False
    sharpen: Annotated[float, Field(ge=0, le=1)] = 0
    shadow: Literal["keep", "remove"] = "keep"
    progressive: Flag = False
    tag_srgb: Flag = False

    @model_validator(mode="after")
    def _floor_below(self) -> ImagesTable:
        if self.quality_floor > self.quality:
            raise ValueError("quality_floor is above quality")
        return self


def _colour(value: object) -> object:
    found = re.fullmatch(r"#?([0-9a-fA-F]{6})", value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError('a colour looks like "#F4EFE6"')
    return tuple(bytes.fromhex(found[1]))


Colour = Annotated[tuple[int, int, int], BeforeValidator(_colour)]


class Correct(StrEnum):
    """Where the light that a photo is corrected for comes from."""

    SESSION = "session"
    PHOTO = "photo"
    FIXED = "fixed"
    OFF = "off"


class _Light(Table):
    correct: Correct = Correct.SESSION
    paper: Colour | None = None

    @model_validator(mode="after")
    def _paper_where_fixed(self) -> _Light:
        if self.correct is Correct.FIXED and self.paper is None:
            raise ValueError('correct = "fixed" needs paper, the colour that the paper has in the photos')
        return self


class SessionTable(_Light):
    """`[[colour.sessions]]`: other rules for photos whose path matches `photos`, such as `photos/day-2/*`."""

    photos: Annotated[str, Field(min_length=1)]


class ColourTable(_Light):
    """`[colour]`: true colour from white paper. `white` is the level that the paper gets."""

    white: Annotated[int, Field(ge=200, le=255)] = 246
    pause_minutes: Annotated[float, Field(gt=0, le=525_600)] = 90
    sessions: tuple[SessionTable, ...] = ()


def _auto_or_colour(value: object) -> object:
    if value == "auto":
        return value
    try:
        return _colour(value)
    except ValueError:
        raise ValueError('"auto", or a colour such as "#1A1A1A"') from None


AutoColour = Annotated[Literal["auto"] | tuple[int, int, int], BeforeValidator(_auto_or_colour)]


class WatermarkTable(Table):
    """`[watermark]`: text or a logo; `size` is its height (text) or width (logo) as a share of the short side."""

    text: str = ""
    logo: str = ""
    font: str = ""
    position: Literal[
        "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right", "tiled"
    ] = "top-left"
    colour: AutoColour = "auto"
    opacity: Annotated[float, Field(gt=0, le=1)] = 0.6
    size: Annotated[float, Field(gt=0, le=0.5)] = 0.045
    margin: Annotated[float, Field(ge=0, le=0.25)] = 0.03
    avoid_product: Flag = True

    @model_validator(mode="after")
    def _one_mark(self) -> WatermarkTable:
        if self.text and self.logo:
            raise ValueError("give a text or a logo, not both")
        return self

    @property
    def strength(self) -> float:
        """The opacity asked for; repeated all over, a mark that nobody gave one is faint."""
        return self.opacity if self.position != "tiled" or "opacity" in self.model_fields_set else TILED_OPACITY
