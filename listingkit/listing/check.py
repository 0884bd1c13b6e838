"""Will the store take this listing: pictures, options, prices, stock, weight and parcel?

Limits come from the store's profile; a rule of confidence K is told as information and withholds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_CEILING, Decimal
from operator import gt, lt

from listingkit.findings import Finding, Severity
from listingkit.listing.model import Listing, Row
from listingkit.listing.price_check import spread_findings
from listingkit.listing.pricing import break_even, paid
from listingkit.listing.telling import place_of, severity_of, told
from listingkit.listing.titles import excess
from listingkit.settings import Role
from listingkit.settings_pricing import PricingTable
from listingkit.stores.model import Rule, StoreProfile
from listingkit.words import few

# What is about a store's slots, though no rule speaks of it.
OF_A_STORE = frozenset(["listing.too-few-images", "image.missing"])
SIDES = ("length_cm", "width_cm", "height_cm")


def check_listing(listing: Listing, profile: StoreProfile, pricing: PricingTable) -> Iterator[Finding]:
    """Everything about the listing that the store would refuse, apart from its texts."""
    check = _Check(listing, profile)
    yield from check.pictures()
    yield from check.counts()
    yield from check.skus()
    yield from check.prices(pricing)
    yield from spread_findings(listing, pricing)
    yield from check.stock()
    yield from check.weights()
    yield from check.parcel()


class _Check:
    """One listing against one store."""

    def __init__(self, listing: Listing, profile: StoreProfile) -> None:
        self._listing = listing
        self._profile = profile
        self._store = profile.label

    def pictures(self) -> Iterator[Finding]:
        galleries = [slot.name for slot in self._profile.slots if slot.role in {Role.GALLERY, Role.MAIN}]
        required = [slot.name for slot in self._profile.slots if slot.required and slot.name not in galleries]
        pictures = self._listing.pictures
        if galleries and not any(pictures.get(slot) for slot in galleries):
            yield self._finding("listing.too-few-images", f"no photo for {self._store}'s main picture")
        for slot in required:
            if not pictures.get(slot):
                yield self._finding("listing.too-few-images", f"no photo for {self._store}'s slot `{slot}`")
        waiting = [picture.path for slot in pictures.values() for picture in slot if not picture.rendered]
        if waiting:
            total = sum(len(slot) for slot in pictures.values())
            problem = f"{len(waiting)} of {total} images for {self._store} are not rendered yet, such as {waiting[0]}"
            yield self._finding("image.missing", problem)

    def counts(self) -> Iterator[Finding]:
        options, rows = self._listing.options, self._listing.rows
        if rule := self._over("options_max", len(options)):
            problem = f"{len(options)} options ({', '.join(options)}), {self._store} takes {rule.value}"
            yield self._finding("listing.too-many-options", problem, rule)
        if rule := self._over("variants_max", len(rows)):
            problem = f"{len(rows)} variants, {self._store} takes {rule.value}"
            yield self._finding("listing.too-many-variants", problem, rule)

    def skus(self) -> Iterator[Finding]:
        longest, pattern = self._profile.limit("sku_max"), self._profile.limit("sku_pattern")
        if longest:
            problem = f"SKUs longer than the {longest.value} {longest.unit} of {self._store}"
            yield from self._bad_skus(problem, longest, lambda row: excess(row.sku, longest) > 0)
        if pattern:
            admitted = re.compile(str(pattern.value))
            problem = f"SKUs with characters that {self._store} does not take"
            yield from self._bad_skus(problem, pattern, lambda row: not admitted.fullmatch(row.sku))

    def prices(self, pricing: PricingTable) -> Iterator[Finding]:
        lowest, highest = self._profile.limit("price_min"), self._profile.limit("price_max")
        floor = pricing.floor_usd
        coupon = f" with the coupon of {pricing.coupon:.0%}" if pricing.coupon else ""
        wrong: dict[tuple[str, str, Rule | None], list[Row]] = {}
        for row in self._listing.rows:
            if row.price is None:
                continue
            # The struck-through price is written too, and has to lie in the same range.
            usd, written = row.price.usd, row.price.list_usd or row.price.usd
            if lowest and usd < Decimal(lowest.value):
                problem = f"below the {lowest.value} USD of {self._store}"
                wrong.setdefault(("price.out-of-range", problem, lowest), []).append(row)
            if highest and written > Decimal(highest.value):
                problem = f"above the {highest.value} USD of {self._store}"
                wrong.setdefault(("price.out-of-range", problem, highest), []).append(row)
            if paid(usd, pricing) < floor:
                problem = f"below the floor of {floor:f} USD{coupon}"
                wrong.setdefault(("price.below-floor", problem, None), []).append(row)
            elif self._loses(row, pricing):
                problem = f"less than cost and fees{coupon}, so every sale loses money"
                wrong.setdefault(("price.below-floor", problem, None), []).append(row)
        for (code, problem, rule), rows in wrong.items():
            yield self._finding(code, f"{problem}: {_named(rows, _price)}", rule, row=rows[0])

    def stock(self) -> Iterator[Finding]:
        rows = self._listing.rows
        negative = [row for row in rows if row.stock < 0]
        if negative:
            yield self._finding("listing.stock-range", f"stock below zero: {_named(negative, _stock)}", row=negative[0])
        if rule := self._profile.limit("stock_max"):
            many = [row for row in rows if row.stock > int(rule.value)]
            if many:
                problem = f"more stock than the {rule.value} of {self._store}: {_named(many, _stock)}"
                yield self._finding("listing.stock-range", problem, rule, row=many[0])
        total = sum(row.stock for row in rows)
        least = self._profile.limit("stock_total_min")
        if rows and least and total < int(least.value):
            problem = f"{total} in stock over all SKUs, {self._store} asks for {least.value}"
            yield self._finding("listing.stock-range", problem, least)
        if rule := self._over("stock_total_max", total):
            problem = f"{total} in stock over all SKUs, {self._store} takes {rule.value}"
            yield self._finding("listing.stock-range", problem, rule)

    def weights(self) -> Iterator[Finding]:
        lightest, heaviest = self._profile.limit("weight_min"), self._profile.limit("weight_max")
        if not (lightest or heaviest):
            return
        unknown = [row for row in self._listing.rows if row.weight_g is None]
        if unknown:
            whose = "" if len(unknown) == len(self._listing.rows) else f" for {_named(unknown)}"
            yield self._empty("weight_g", f"no weight{whose}")
        for rule, wrong, than in ((lightest, lt, "lighter"), (heaviest, gt, "heavier")):
            if rule is None:
                continue
            limit_g = Decimal(rule.value) * 1000
            bad = [row for row in self._listing.rows if row.weight_g is not None and wrong(row.weight_g, limit_g)]
            if bad:
                problem = f"{than} than the {rule.value} kg of {self._store}: {_named(bad, _weight)}"
                yield self._finding("listing.weight-range", problem, rule, row=bad[0], column="weight_g")

    def parcel(self) -> Iterator[Finding]:
        shortest, longest = self._profile.limit("parcel_side_min"), self._profile.limit("parcel_side_max")
        girth = self._profile.limit("parcel_girth_max")
        if not (shortest or longest or girth):
            return
        given: dict[str, Decimal | None] = {side: getattr(self._listing.product, side) for side in SIDES}
        if missing := [side for side, value in given.items() if value is None]:
            yield self._empty(missing[0], f"no parcel size ({', '.join(missing)})")
        # Sizes are written in whole centimetres, rounded up.
        sides = {side: value.to_integral_value(ROUND_CEILING) for side, value in given.items() if value is not None}
        for side, value in sides.items():
            if shortest and value < int(shortest.value):
                problem = f"{side} {value} is less than the {shortest.value} cm of {self._store}"
                yield self._finding("listing.parcel-range", problem, shortest, column=side)
            if longest and value > int(longest.value):
                problem = f"{side} {value} is more than the {longest.value} cm of {self._store}"
                yield self._finding("listing.parcel-range", problem, longest, column=side)
        if girth and len(sides) == len(SIDES):
            around = max(sides.values()) + 2 * (sum(sides.values()) - max(sides.values()))
            if around > int(girth.value):
                problem = f"longest side + 2 x the others is {around} cm, {self._store} takes {girth.value}"
                yield self._finding("listing.parcel-range", problem, girth)

    def _over(self, key: str, count: int) -> Rule | None:
        rule = self._profile.limit(key)
        return rule if rule and count > int(rule.value) else None

    def _loses(self, row: Row, pricing: PricingTable) -> bool:
        # A price that was worked out covers its costs; one that was given may not.
        product = self._listing.product
        if row.price is None or (row.variant.price_usd is None and product.price_usd is None):
            return False
        least = break_even(row.variant, product, pricing)
        return least is not None and row.price.usd < least

    def _bad_skus(self, problem: str, rule: Rule, wrong: Callable[[Row], bool]) -> Iterator[Finding]:
        rows = [row for row in self._listing.rows if wrong(row)]
        if rows:
            yield self._finding("catalog.sku-invalid", f"{problem}: {_named(rows)}", rule, row=rows[0], column="sku")

    def _empty(self, column: str, problem: str) -> Finding:
        hint = f"Fill `{column}` in products, or the store's column before uploading."
        return self._finding("catalog.empty-cell", problem, column=column, hint=hint, severity=Severity.WARNING)

    def _finding(
        self,
        code: str,
        problem: str,
        rule: Rule | None = None,
        *,
        row: Row | None = None,
        column: str = "",
        hint: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        return told(
            self._listing,
            code,
            problem,
            at=place_of(self._listing, row, column),
            severity=severity or severity_of(rule),
            hint=hint,
            everywhere=rule is None and code not in OF_A_STORE,
        )


def _stock(row: Row) -> str:
    return str(row.stock)


def _weight(row: Row) -> str:
    return f"{row.weight_g} g"


def _price(row: Row) -> str:
    return f"{row.price.usd} USD" if row.price else ""


def _named(rows: Iterable[Row], tell: Callable[[Row], str] | None = None) -> str:
    """The SKUs of `rows`, a few of them with what is wrong."""
    return few([f"{row.sku} ({tell(row)})" if tell else row.sku for row in rows])
