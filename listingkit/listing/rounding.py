"""How is an amount raised to a price that ends as asked?

Ends are counted from 0 in steps of the period: with .99 these are 0.99, 1.99, 2.99…; with 4.99 and 9.99 they are 4.99,
9.99, 14.99… Only up, and the smallest that covers the amount.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from listingkit.settings_pricing import CENT, PriceRules

PLACES = 8
"""An amount that lies less than half of 10^-8 dollars above an end counts as that end.

Spreadsheets calculate in binary, where 11.99 may come out as 11.990000000000002; both sides drop the same dust, so
that the formulas of the price sheet give the same cents.
"""


def raised(least: Decimal, rules: PriceRules) -> Decimal:
    """The smallest price that ends as `rules` ask and is not below `least`, with two decimals."""
    period, places = rules.period, places_of(rules)
    return min((_steps((least - end) / period, places) * period + end).quantize(CENT) for end in rules.endings)


def stepped(amount: Decimal, step: Decimal) -> Decimal:
    """`amount` raised to the next multiple of `step`; as it is where `step` is 0."""
    return _steps(amount / step, PLACES) * step if step else amount


def places_of(rules: PriceRules) -> int:
    """To how many decimals the number of periods in a price is rounded: always the same fraction of a dollar."""
    return PLACES + rules.period.adjusted()


def _steps(number: Decimal, places: int) -> Decimal:
    settled = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return settled.to_integral_value(ROUND_CEILING)
