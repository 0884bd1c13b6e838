"""What may stand in the tables of shop.toml that decide how things are told and handed over: wording, export?"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, field_validator

from listingkit.settings_table import Table


class WordingTable(Table):
    """`[wording]`: Jinja2 templates over the product (docs/wording.md lists the names)."""

    title: str = "{{ brand }} {{ name | title_case }} {{ material | title_case }} {{ size }}"
    description: str = ""
    bullets: tuple[str, ...] = ()


class ExportTable(Table):
    """`[export]`: what the spreadsheet needs and the catalogue does not hold."""

    image_base_url: str = ""
    stock: Annotated[int, Field(ge=0)] = 100
    handling_days: Annotated[int, Field(ge=1, le=60)] = 5
    shipping_template: str = ""
    origin: str = "Mainland China"

    @field_validator("image_base_url")
    @classmethod
    def _a_url(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/]+", value):
            raise ValueError("image_base_url starts with https:// and a host")
        return value.rstrip("/")
