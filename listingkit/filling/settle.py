"""What does each column get in the end: which unit, which currency at which rate, or why nothing?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from listingkit.filling.columns import ASKED, SAVED, Column
from listingkit.filling.fields import MEASURES, NOTHING, PRICES, SIDES, Source
from listingkit.filling.header import Heading
from listingkit.filling.known import constants
from listingkit.filling.nearest import Chooser
from listingkit.filling.wording import LOCAL
from listingkit.findings import Finding, Place, Severity, finding
from listingkit.settings_pricing import PricingTable

UNITS = {"weight": ("kg", "g", "lb", "oz"), "length": ("cm", "mm", "in", "m")}


@dataclass(frozen=True, slots=True)
class Money:
    """How prices leave: the shop's rates, which currencies the seller asks for, and the day."""

    pricing: PricingTable
    currencies: tuple[str, ...]
    today: dt.date


@dataclass(frozen=True, slots=True)
class Settled:
    """A column that is filled. `text` is the same in all rows; `rate` is what one unit of `currency` buys in USD."""

    column: Column
    text: str = ""
    rate: Decimal = Decimal(1)

    @property
    def field(self) -> str:
        """The field, empty for a text."""
        return "" if self.text else self.column.field


@dataclass(slots=True)
class Settlement:
    """Columns to be filled, from the left; those that stay empty, each with the reason; and what is to be told."""

    filled: list[Settled] = field(default_factory=list)
    empty: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def settle(columns: Sequence[Column], heading: Heading, place: Place, money: Money) -> Settlement:
    """Decides about every column. `place` is the template's file and sheet."""
    made = _Settling(columns, heading, place, money)
    for column in columns:
        made.decide(column)
    made.tell_money()
    return made.result


def told_only(header: str, value: str) -> str:
    """What is said of a column that got the only value it allows."""
    return f"“{header}”: “{value}” was written, the only value of its drop-down"


class _Settling:
    def __init__(self, columns: Sequence[Column], heading: Heading, place: Place, money: Money) -> None:
        self.result = Settlement()
        self._heading, self._place, self._money = heading, place, money
        self._fields = {column.field for column in columns}
        self._units = {kind: self._unit_for_all(kind, columns) for kind in UNITS}
        self._assumed: list[Column] = []
        self._stale: set[str] = set()
        self._foreign: list[tuple[Column, str, str]] = []

    def decide(self, column: Column) -> None:
        """Fills the column or says why not."""
        name = column.field
        only = column.choices.values if column.choices and column.how not in {ASKED, SAVED} else ()
        if column.source == NOTHING and len(only) == 1 and column.required == "must":
            self._tell_only(column, only[0])
            self._fill(column, only[0])
        elif column.source == NOTHING:
            self._leave(column, "left empty, as asked" if column.how in {ASKED, SAVED} else column.doubt or "not known")
        elif name in PRICES:
            self._price(column)
        elif name in MEASURES:
            self._measure(column)
        elif name in constants() and column.how not in {ASKED, SAVED}:
            self._constant(column)
        elif name in {"weight_unit", "length_unit"}:
            kind = name.removesuffix("_unit")
            self._fill(column, self._in_list(column, self._units[kind] or UNITS[kind][0]))
        elif column.source.text:
            self._fill(column, column.source.text)
        else:
            self._fill(self._as_asked_for(column))

    def tell_money(self) -> None:
        """Once: that prices without a currency are US dollars; and which stay empty, if that leaves no price at all."""
        priced = any(each.field in {"price", "full_price"} for each in self.result.filled)
        for column, problem, hint in self._foreign:
            matters = column.required == "must" or (column.field in {"price", "full_price"} and not priced)
            self._find("price.not-usd", problem, column, hint, None if matters else Severity.WARNING)
        if self._assumed:
            names = ", ".join(f"“{column.header}”" for column in self._assumed)
            self._find(
                "fill.currency-assumed", f"{names}: no currency is named, so US dollars were written", self._assumed[0]
            )

    def _tell_only(self, column: Column, value: str) -> None:
        self._find("fill.only-choice", told_only(column.header, value), column)

    def _as_asked_for(self, column: Column) -> Column:
        html = self._heading.layout.html or "html" in f"{column.header} {column.hint}".casefold()
        if column.field == "description" and not html and column.how not in {ASKED, SAVED}:
            return replace(column, source=Source("description_text"))
        return column

    def _price(self, column: Column) -> None:
        if column.field == "price" and "reduced_price" in self._fields and column.how not in {ASKED, SAVED}:
            column = replace(column, source=Source("full_price"))
        asked = self._money.currencies
        currency = column.currency
        if currency in {"", LOCAL} and len(asked) == 1:
            currency = asked[0]
        if currency == "":
            self._assumed.append(column)
        if currency in {"", "USD"}:
            self._fill(replace(column, currency="USD"))
        elif currency in asked and currency in self._money.pricing.rates:
            self._tell_age(column, currency)
            self._fill(replace(column, currency=currency), rate=self._money.pricing.rates[currency].usd)
        else:
            self._not_dollars(column, currency, asked=currency in asked)

    def _not_dollars(self, column: Column, currency: str, *, asked: bool) -> None:
        named = "the store's own currency" if currency == LOCAL else currency
        problem = f"“{column.header}” wants {named}, and prices are in US dollars: the column stays empty"
        hint = f"Give today's rate, `{currency} = {{ usd = …, date = … }}`, in [pricing.rates] of shop.toml"
        if currency == LOCAL:
            hint = "Say which it is: `--currency USD`, or another one that has a dated rate in [pricing.rates]."
        elif asked:
            problem = f"“{column.header}” wants {named}, for which shop.toml has no dated rate: the column stays empty"
            hint += "."
        else:
            hint += f", and ask for it: `--currency {currency}`."
        self._foreign.append((column, problem, hint))
        self._leave(column, f"wants {named}")

    def _tell_age(self, column: Column, currency: str) -> None:
        rate, days = self._money.pricing.rates[currency], self._money.pricing.rate_days
        age = (self._money.today - rate.date).days
        if age > days and currency not in self._stale:
            self._stale.add(currency)
            problem = f"the rate for {currency} is {age} days old ({rate.date}); {days} are allowed"
            self._find("price.stale-rate", problem, column)

    def _measure(self, column: Column) -> None:
        kind = "weight" if column.field == "weight" else "length"
        unit = column.unit or self._units[kind]
        if unit:
            self._fill(replace(column, unit=unit))
            return
        example = f"{column.field}_{UNITS[kind][0]}"
        self._find(
            "fill.unit-unknown",
            f"“{column.header}” does not say in which unit: the column stays empty",
            column,
            f'Say it: --map "{column.header}={example}" (or {", ".join(UNITS[kind][1:])}).',
        )
        self._leave(column, "unit not known")

    def _unit_for_all(self, kind: str, columns: Sequence[Column]) -> str:
        """The unit that a column of units allows, where there is one; and then measures without a unit are in it."""
        asking = next((column for column in columns if column.field == f"{kind}_unit"), None)
        if asking is None:
            return ""
        measures = {"weight"} if kind == "weight" else set(SIDES)
        said = [column.unit for column in columns if column.field in measures and column.unit]
        order = said[:1] or list(UNITS[kind])
        return next((unit for unit in order if self._in_list(asking, unit)), order[0])

    def _constant(self, column: Column) -> None:
        constant = constants()[column.field]
        if column.choices is None or not column.choices.values:
            if free := self._heading.layout.constants.get(column.field, constant.free):
                self._fill(column, free)
            else:
                self._leave(column, "no drop-down to choose from")
            return
        chosen = next((found for text in constant.values if (found := self._in_list(column, text))), "")
        if chosen:
            self._fill(column, chosen)
        else:
            self._leave(column, "nothing in its drop-down fits")

    @staticmethod
    def _in_list(column: Column, text: str) -> str:
        """The allowed value that means `text`, empty for none; any text where there is no list."""
        if column.choices is None or not column.choices.values:
            return text
        return Chooser(column.choices.values).find(text).value or ""

    def _fill(self, column: Column, text: str = "", rate: Decimal = Decimal(1)) -> None:
        if column.field in {"weight_unit", "length_unit"} and not text:
            self._leave(column, "nothing in its drop-down fits")
            return
        self.result.filled.append(Settled(column, text, rate))

    def _leave(self, column: Column, reason: str) -> None:
        self.result.empty[column.index] = reason

    def _find(self, code: str, problem: str, column: Column, hint: str = "", severity: Severity | None = None) -> None:
        place = Place(self._place.file, self._place.sheet, self._heading.main, column.letter)
        self.result.findings.append(
            finding(code, problem, subject=column.header, place=place, hint=hint, severity=severity)
        )
