"""Which options does a store show, under which names, and with which value for each variant?

Stores differ in how many options may have pictures: AliExpress one, so that colour and pattern become one option with
values such as `Navy Plaid`. An option with a single value is no choice, so it is left out unless it is the colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from listingkit.catalog.model import Option, OptionValue, Product, Variant
from listingkit.stores.model import StoreProfile

# US stores spell it so, and their filters look for it.
STORE_NAMES = {"colour": "Color", "color": "Color"}
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """A product's options as a store shows them. `choices` has, by SKU, (name, label) in the order of `names`."""

    names: tuple[str, ...]
    pictured: tuple[str, ...]
    choices: dict[str, Choices]


def store_options(product: Product, variants: Sequence[Variant], profile: StoreProfile) -> Options:
    """The options of `product` for a store, folded where it would otherwise show too many."""
    shown = _shown(product, variants)
    pictured = [option for option in shown if option.pictured]
    most_pictured = profile.limit("pictured_options_max")
    most = profile.limit("options_max")
    fold = (most_pictured is not None and len(pictured) > int(most_pictured.value)) or (
        most is not None and len(shown) > int(most.value)
    )
    groups = _grouped(shown, pictured if fold else [])
    columns = [_values(group, variants) for group in groups]
    names = tuple(_store_name(group[0].name) for group in groups)
    return Options(
        names=names,
        pictured=tuple(name for name, group in zip(names, groups, strict=True) if group[0].pictured),
        choices={
            variant.sku: tuple((name, column[variant.sku]) for name, column in zip(names, columns, strict=True))
            for variant in variants
        },
    )


def _shown(product: Product, variants: Sequence[Variant]) -> list[Option]:
    used: dict[str, set[OptionValue]] = {}
    for variant in variants:
        for name, value in variant.choices:
            used.setdefault(name, set()).add(value)
    first_pictured = next((option.name for option in product.options if option.pictured), None)
    return [
        option
        for option in product.options
        if len(used.get(option.name, ())) > 1 or (option.name == first_pictured and option.name in used)
    ]


def _grouped(shown: list[Option], folded: list[Option]) -> list[list[Option]]:
    """Options one by one, those to be folded together at the place of the first of them."""
    if len(folded) < 2:
        return [[option] for option in shown]
    return [folded if option is folded[0] else [option] for option in shown if option not in folded[1:]]


def _values(group: list[Option], variants: Sequence[Variant]) -> dict[str, str]:
    """The label of each SKU. Labels that would say the same of different looks are joined with a dash instead."""
    chosen = {variant.sku: _chosen(group, variant) for variant in variants}
    joined = {values: " ".join(value.label for value in values) for values in chosen.values()}
    between = " " if len(set(joined.values())) == len(joined) else " - "
    return {sku: between.join(value.label for value in values) for sku, values in chosen.items()}


def _chosen(group: list[Option], variant: Variant) -> tuple[OptionValue, ...]:
    values = dict(variant.choices)
    return tuple(values[option.name] for option in group if option.name in values)


def _store_name(name: str) -> str:
    return STORE_NAMES.get(name.casefold(), name[:1].upper() + name[1:])
