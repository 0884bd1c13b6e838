"""What may stand in the tables of shop.toml that decide how things are sold: pricing, wording, export?

Money is `Decimal`, in US dollars where the name says so. Shares are of the price: 0.08 is 8 %.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator, model_validator

from listingkit.settings_table import Money, Share, Table


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
