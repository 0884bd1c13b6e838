"""What may stand in the tables of shop.toml that decide how things are told and handed over: wording, export?"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, field_validator

from listingkit.settings_table import Table
from listingkit.settings_terms import Days, StoreTermsTable, TermsTable

LINK_PART = re.compile(r"\{(handle|model|sku)\}")
"""What `[export] product_url` fills in."""


class WordingTable(Table):
    """`[wording]`: Jinja2 templates over the product (docs/wording.md lists the names)."""

    title: str = "{{ brand }} {{ name | title_case }} {{ material | title_case }} {{ size }}"
    description: str = ""
    bullets: tuple[str, ...] = ()


class ExportTable(TermsTable):
    """`[export]`: what the spreadsheet needs and the catalogue does not hold. `stores` by the stores' names."""

    image_base_url: str = ""
    product_url: str = ""
    image_version: Literal["none", "query", "name"] = "none"
    stock: Annotated[int, Field(ge=0)] = 100
    condition: Literal["new", "used", "refurbished"] = "new"
    handling_days: Days = 5
    origin: str = "Mainland China"
    stores: dict[str, StoreTermsTable] = Field(default={})

    @field_validator("image_base_url")
    @classmethod
    def _a_url(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/]+", value):
            raise ValueError("image_base_url starts with https:// and a host")
        return value.rstrip("/")

    @field_validator("product_url")
    @classmethod
    def _a_link(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/]+\S*$", value):
            raise ValueError("product_url starts with https:// and a host, and has no spaces")
        unknown = sorted(set(re.findall(r"[{}]", LINK_PART.sub("", value))))
        if unknown:
            raise ValueError("product_url has { } only around handle, model and sku")
        return value
