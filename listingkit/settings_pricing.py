"""What may stand in `[pricing]` of shop.toml, and how does one store differ from the shop?

Money is `Decimal`, in US dollars where the name says so. Shares are of the price: 0.08 is 8 %.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from listingkit.settings_table import Money, Share, Table

CENT = Decimal("0.01")


class Rate(Table):
    """One exchange rate: `usd` is what one unit of the currency buys, on that date."""

    usd: Annotated[Decimal, Field(gt=0, le=1_000_000)]
    date: dt.date


def _endings(value: object) -> object:
    # TOML has no null: without an ending, prices end at any cent.
    if value is False:
        return None
    return value if value is None or isinstance(value, list | tuple) else (value,)


def _in_order(value: tuple[Decimal, ...] | None) -> tuple[Decimal, ...] | None:
    return tuple(sorted(set(value))) if value else value


def _divisor(value: int) -> int:
    if value and not 1000 <= value <= 20000:
        raise ValueError(f"cm³ per kg lie between 1000 and 20000, such as 5000, 6000 or 8000; 0: none (found {value})")
    return value


Ending = Annotated[Decimal, Field(ge=0, lt=100, decimal_places=2)]
Endings = Annotated[
    Annotated[tuple[Ending, ...], Field(min_length=1, max_length=5)] | None,
    BeforeValidator(_endings),
    AfterValidator(_in_order),
]
Promise = Annotated[Decimal, Field(ge=0, le=Decimal("0.95"))]


class PriceRules(Table):
    """What a shop may set for all stores, and `[pricing.stores.<name>]` for one of them."""

    freight_usd: Money = Decimal("0")
    freight_usd_per_kg: Money = Decimal("0")
    volumetric_divisor: Annotated[int, AfterValidator(_divisor)] = 0
    volumetric_from_cm: Money = Decimal("0")
    weight_min_g: Money = Decimal("0")
    weight_step_g: Money = Decimal("0")
    packing_usd: Money = Decimal("0")
    fixed_fee_usd: Money = Decimal("0")
    duty: Annotated[Decimal, Field(ge=0, le=10)] = Decimal("0")
    duty_on: Literal["cost", "cost+freight"] = "cost"
    duty_by: Literal["seller", "buyer"] = "seller"
    commission: Share = Decimal("0.08")
    payment: Share = Decimal("0")
    ads: Share = Decimal("0")
    margin: Share = Decimal("0.30")
    coupon: Promise = Decimal("0")
    ending: Endings = (Decimal("0.99"),)
    floor_usd: Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)] = Decimal("0")
    list_price_factor: Annotated[Decimal, Field(ge=1, le=100)] = Decimal("1")
    discount: Promise = Decimal("0")
    spread_max: Annotated[Decimal, Field(ge=1)] = Decimal("5")

    @property
    def fees(self) -> Decimal:
        """Commission, payment and ads: what others take of what the buyer pays."""
        return self.commission + self.payment + self.ads

    @property
    def kept(self) -> Decimal:
        """What is left for costs when fees and margin are off the price: above 0."""
        return 1 - self.fees - self.margin

    @property
    def seller_duty(self) -> Decimal:
        """The duty that has to come out of the price."""
        return self.duty if self.duty_by == "seller" else Decimal(0)

    @property
    def endings(self) -> tuple[Decimal, ...]:
        """What prices end in, in dollars; without any, each cent is an end."""
        return self.ending or (Decimal(0),)

    @property
    def period(self) -> Decimal:
        """How far two prices of the same ending lie apart: .99 a dollar, 9.99 ten, 49.99 a hundred; else a cent."""
        if self.ending is None:
            return CENT
        return next(Decimal(each) for each in (1, 10, 100) if each > self.ending[-1])


class PricingTable(PriceRules):
    """`[pricing]`: from cost to a price in US dollars. Shares are of the price: 0.08 is 8 %."""

    cost_currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    rates: dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Rate] = Field(default={})
    rate_days: Annotated[int, Field(gt=0)] = 30
    stores: dict[str, PriceRules] = Field(default={})

    @model_validator(mode="after")
    def _something_left(self) -> PricingTable:
        nothing = "commission, payment, ads and margin together leave nothing of the price"
        if self.kept <= 0:
            raise ValueError(nothing)
        for name in self.stores:
            if self.for_store(name).kept <= 0:
                raise ValueError(f"stores {name}: {nothing}")
        return self

    def for_store(self, name: str) -> PricingTable:
        """What holds in the store of that name: its own keys, and the shop's for all others."""
        own = self.stores.get(name)
        return self.model_copy(update={key: getattr(own, key) for key in own.model_fields_set}) if own else self
