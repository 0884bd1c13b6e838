"""What do all tables of shop.toml have in common?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict


class Table(BaseModel):
    """A table of shop.toml: frozen, and no key that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def one_or_many(value: object) -> object:
    """A list may be written as the one thing that it holds."""
    return (value,) if isinstance(value, str | dt.date) else value


Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
# TOML has true and false of its own: "no" in quotes is a slip.
Flag = Annotated[bool, Strict()]
# So are true and "5" where a number is meant: they would pass for 1 and 5.
Number = Annotated[float, Strict()]
Money = Annotated[Decimal, Field(ge=0, max_digits=18)]
Share = Annotated[Decimal, Field(ge=0, lt=1)]
