"""What may stand in the tables of shop.toml that decide how things are sold: pricing, wording, export?

Money is `Decimal`, in US dollars where the name says so. Shares are of the price: 0.08 is 8 %.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from listingkit.settings_table import Money, Share, Table
from listingkit.settings_terms import Days, StoreTermsTable, TermsTable

LINK_PART = re.compile(r"\{(handle|model|sku)\}")
"""What `[export] product_url` fills in."""


class Rate(Table):
    """One exchange rate: `usd` is what one unit of the currency buys, on that date."""

    usd: Annotated[Decimal, Field(gt=0)]
    date: dt.date


class PricingTable(Table):
    """`[pricing]`: from cost to a price in US dollars. Shares are of the price: 0.08 is 8 %."""

    cost_currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    rates: dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Rate] = Field(default={})
    rate_days: Annotated[int, Field(gt=0)] = 30
    freight_usd: Money = Decimal("0")
    freight_usd_per_kg: Money = Decimal("0")
    packing_usd: Money = Decimal("0")
    commission: Share = Decimal("0.08")
    payment: Share = Decimal("0")
    ads: Share = Decimal("0")
    margin: Share = Decimal("0.30")
    ending: Annotated[Decimal, Field(ge=0, lt=1, decimal_places=2)] | None = Decimal("0.99")
    floor_usd: Money = Decimal("0")
    list_price_factor: Annotated[Decimal, Field(ge=1, le=100)] = Decimal("1")

    @field_validator("ending", mode="before")
    @classmethod
    def _no_ending(cls, value: object) -> object:
        return None if value is False else value  # TOML has no null

    @model_validator(mode="after")
    def _something_left(self) -> PricingTable:
        if self.commission + self.payment + self.ads + self.margin >= 1:
            raise ValueError("commission, payment, ads and margin together leave nothing of the price")
        return self


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
