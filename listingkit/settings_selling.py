"""What may stand in the tables of shop.toml that decide how things are told and handed over: wording, export?"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from listingkit.settings_table import Table
from listingkit.settings_terms import Days, StoreTermsTable, TermsTable

LINK_PART = re.compile(r"\{(handle|model|sku)\}")
"""What `[export] product_url` fills in."""


def _title(value: object) -> object:
    """One template stays as it is; phrases become (separator before it, template), None for the common separator."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("a title is one template, or a list of phrases in the order of their weight")
    return tuple(_phrase(number, each) for number, each in enumerate(value, start=1))


def _phrase(number: int, value: object) -> tuple[str | None, str]:
    if isinstance(value, str):
        return None, value
    match value:
        case [str() | None as before, str() as template]:
            return before, template
    raise ValueError(
        f'phrase {number} is a template, or a pair such as [" - ", "{{{{ material }}}}"] (found {value!r})'
    )


Title = Annotated[str | tuple[tuple[str | None, str], ...], BeforeValidator(_title)]


class StoreWording(Table):
    """`[wording.stores.<name>]`: what one store has of its own; the rest is that of `[wording]`."""

    title: Title | None = None
    title_separator: str | None = None
    description: str | None = None
    bullets: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None


class WordingTable(Table):
    """`[wording]`: Jinja2 templates over the product (docs/wording.md lists the names)."""

    title: Title = "{{ brand }} {{ name | title_case }} {{ material | title_case }} {{ size }}"
    title_separator: str = ", "
    description: str = ""
    bullets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    stores: dict[str, StoreWording] = Field(default={})

    def of(self, store: str) -> WordingTable:
        """With what `store` has of its own in its place."""
        own = self.stores.get(store, StoreWording())
        changed = {key: value for key in StoreWording.model_fields if (value := getattr(own, key)) is not None}
        return self.model_copy(update=changed)


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
