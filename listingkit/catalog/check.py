"""Are codes, SKUs and samples of the catalogue in order?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from listingkit.catalog.codes import MAX_SKU
from listingkit.catalog.model import Look, Option, Product, Variant
from listingkit.findings import Finding, Place, finding


def check_product(place: Place, spu: str, options: Iterable[Option], variants: Sequence[Variant]) -> Iterator[Finding]:
    """What can be seen within one product."""
    yield from _check_codes(place, spu, options)
    # The seller's own SKUs were checked with their row, and may be longer.
    long = [each.sku for each in variants if len(each.sku) > MAX_SKU and each.sku in _made(each)]
    if long:
        message = f"{place}: {some(long)}: longer than {MAX_SKU} characters"
        hint = "Shorten the model, give the values shorter codes in options, or fill `sku` in variants."
        yield finding("catalog.sku-invalid", message, subject=spu, place=place, hint=hint, spu=spu)
    if not variants:
        message = f"{place}: {spu} has no variant left, so it is left out"
        yield finding("catalog.no-variants", message, subject=spu, place=place, spu=spu)
    yield from _check_samples(place, spu, variants)


def check_catalog(
    products: Iterable[Product], looks: dict[str, tuple[Look, ...]], variants: dict[str, tuple[Variant, ...]]
) -> Iterator[Finding]:
    """What can be seen over all products only: two variants with one SKU, two subjects with one id."""
    skus: dict[str, Variant] = {}
    subjects: dict[str, str] = {}
    for product in products:
        for variant in variants[product.spu]:
            key = variant.sku.casefold()
            first = skus.setdefault(key, variant)
            if first is not variant:
                yield _same_sku(variant, first)
        ids = {product.spu, *(look.skc for look in looks[product.spu])}
        for subject in sorted(ids & subjects.keys()):
            message = f"{product.place}: {subject} is a subject of {subjects[subject]} too, so photos fit both"
            hint = "Rename one of the two models."
            yield finding(
                "catalog.duplicate-sku", message, subject=subject, place=product.place, hint=hint, spu=product.spu
            )
        subjects.update(dict.fromkeys(ids, product.spu))


def some(names: Sequence[str]) -> str:
    """The first three of many names, and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _made(variant: Variant) -> set[str]:
    parts = [variant.spu, *(value.code for _, value in variant.choices)]
    return {"-".join(parts), "".join(parts)}


def _check_codes(place: Place, spu: str, options: Iterable[Option]) -> Iterator[Finding]:
    for option in options:
        labels: dict[str, str] = {}
        for value in option.values:
            first = labels.setdefault(value.code, value.label)
            if first != value.label:
                message = f"{place}: {option.name} {first!r} and {value.label!r} both have the code {value.code}"
                hint = f"Give one of them another code in the options sheet, or use one name for both: {spu} needs two."
                yield finding("catalog.duplicate-sku", message, subject=spu, place=place, hint=hint, spu=spu)


def _same_sku(variant: Variant, first: Variant) -> Finding:
    message = f"{variant.place}: SKU {variant.sku} is also that of {first.spu} ({first.place})"
    return finding("catalog.duplicate-sku", message, subject=variant.sku, place=variant.place, spu=variant.spu)


def _check_samples(place: Place, spu: str, variants: Sequence[Variant]) -> Iterator[Finding]:
    waiting = [variant for variant in variants if not variant.sample]
    if waiting and len(waiting) == len(variants):
        message = f"{place}: no sample of {spu} has arrived, so it is not planned for shooting"
        yield finding("catalog.no-sample", message, subject=spu, place=place, spu=spu)
        return
    for variant in waiting:
        message = f"{variant.place}: the sample of {variant.sku} has not arrived, so it is not planned for shooting"
        yield finding("catalog.no-sample", message, subject=variant.sku, place=variant.place, spu=spu)
