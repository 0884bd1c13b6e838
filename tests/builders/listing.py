"""Products, catalogues, pictures and listings made in a line, for tests of wording, prices, listings and sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import product as combinations
from pathlib import Path
from typing import Any

from listingkit.catalog.model import Catalog, Look, Option, OptionValue, Product, Variant
from listingkit.files import slug
from listingkit.findings import Finding, Place
from listingkit.listing.build import Sources, build_listings
from listingkit.listing.model import Listing
from listingkit.listing.placing import PictureSource
from listingkit.settings import Role, Settings
from listingkit.shots.model import Coverage, Group, Placement, ShotKind, ShotList, Subject, Take
from listingkit.stores.load import load_stores, parse_profile
from listingkit.stores.model import Confidence, Rule, StoreProfile

TODAY = dt.date(2026, 10, 20)
PICTURED = {"colour", "pattern"}
PARCEL = {"length_cm": Decimal(60), "width_cm": Decimal(8), "height_cm": Decimal(7)}


def store(name: str = "aliexpress") -> StoreProfile:
    """A built-in profile."""
    return load_stores([name], relative_to=Path())[0]


def with_rule(profile: StoreProfile, key: str, value: int | Decimal | str, **extra: Any) -> StoreProfile:
    """The profile with one rule set, replaced or added."""
    plain = {"confidence": Confidence.VERIFIED, "source": "test", "unit": "characters"}
    rule = Rule.model_validate({"value": value, **plain, **extra})
    return profile.model_copy(update={"rules": {**profile.rules, key: rule}})


def own_profile(columns: str, *, rules: str = "", layout: str = "row-per-sku", file: str = "csv") -> StoreProfile:
    """A seller's own profile with a gallery of two pictures."""
    return parse_profile(profile_text(columns, rules=rules, layout=layout, file=file), "own.toml")


def profile_text(columns: str, *, rules: str = "", layout: str = "row-per-sku", file: str = "csv") -> str:
    """The TOML of a small profile."""
    return f"""
name = "own"
label = "Own"
checked_on = 2026-10-06
[[slots]]
name = "gallery"
role = "gallery"
count = 2
width = 800
height = 800
max_bytes = 1_000_000
watermark = "allowed"
confidence = "V"
source = "test"
[rules]
{rules}
[sheet]
format = "{file}"
layout = "{layout}"
columns = [{columns}]
"""


def shop_settings(**tables: Any) -> Settings:
    """Settings of a shop with a brand; `tables` are those of shop.toml."""
    return Settings.model_validate({"shop": {"name": "Rainfolk Store", "brand": "Rainfolk"}, **tables})


def product(spu: str = "U012", **extra: Any) -> Product:
    """A complete product: cost, weight, parcel."""
    plain: dict[str, Any] = {
        "name": "Sun Umbrella",
        "cost": Decimal("28.50"),
        "weight_g": Decimal(420),
        **PARCEL,
        "place": Place("catalog.xlsx", "products", 2),
    }
    return Product(spu, **{**plain, **extra})


def catalogue(*products: Product, variant: dict[str, Any] | None = None, **options: list[str]) -> Catalog:
    """Each product in every combination of `options`: `colour=["Navy", "Red"]`; `NVY=Navy` gives its code too."""
    made, looks, variants = [], {}, {}
    axes = [[(name, _value(label)) for label in labels] for name, labels in options.items()]
    for each in products:
        shown = tuple(
            Option(name, name in PICTURED, tuple(value for _, value in axis))
            for name, axis in zip(options, axes, strict=True)
        )
        made.append(replace(each, options=shown))
        mine: dict[str, Look] = {}
        variants[each.spu] = []
        for choices in combinations(*axes):
            pictured = tuple(choice for choice in choices if choice[0] in PICTURED)
            skc = "-".join([each.spu, *(value.code for _, value in pictured)])
            sku = "-".join([skc, *(value.code for name, value in choices if name not in PICTURED)])
            mine.setdefault(skc, Look(skc, each.spu, pictured))
            variants[each.spu].append(Variant(sku, each.spu, skc, choices, **(variant or {})))
        looks[each.spu] = tuple(mine.values())
    return Catalog(tuple(made), looks, {spu: tuple(each) for spu, each in variants.items()})


def _value(label: str) -> OptionValue:
    code, given, name = label.partition("=")
    return OptionValue(code, name) if given else OptionValue(slug(label).replace("-", "")[:3].upper(), label)


def shot_of_every_look(catalog: Catalog, *profiles: StoreProfile, gallery: int = 2) -> list[Placement]:
    """The front of every look in its swatch, and of the first looks in the gallery, white and scene slots."""
    placements: list[Placement] = []
    for profile in profiles:
        for spu, looks in catalog.looks.items():
            for slot in profile.slots:
                if slot.per != "listing":
                    numbers = [0] if slot.count == 1 else [1, 2]
                    placements += [
                        Placement(
                            profile.name,
                            spu,
                            slot.name,
                            number,
                            (look.skc, "side" if number > 1 else "front"),
                            look.skc,
                        )
                        for look in looks
                        for number in numbers
                    ]
                elif slot.role is Role.GALLERY:
                    placements += [
                        Placement(profile.name, spu, slot.name, number, (looks[0].skc, shot))
                        for number, shot in enumerate(("front", "side", "top")[:gallery], start=1)
                    ]
                else:
                    placements.append(Placement(profile.name, spu, slot.name, 0, (looks[0].skc, "front")))
    return placements


def photographed(placements: Iterable[Placement], *, without: Iterable[tuple[str, str]] = ()) -> Coverage:
    """Coverage in which every placed shot has a photo, apart from `without`."""
    missing = set(without)
    keys = {each.shot: each.spu for each in placements if each.shot not in missing}
    kind = ShotKind("front", Role.MAIN, "look", required=True, seconds=None)
    groups = tuple(Group(Subject(subject, spu), (kind,)) for (subject, _), spu in keys.items())
    return Coverage(ShotList(groups), {key: (Take(f"photos/{key[0]}_{key[1]}.jpg", 0, 1),) for key in keys})


class Everything:
    """Holds every path: all images are rendered."""

    def __contains__(self, path: object) -> bool:
        return True


def listings_of(
    catalog: Catalog,
    profile: StoreProfile | None = None,
    settings: Settings | None = None,
    pictures: PictureSource | None = None,
) -> list[Listing]:
    """Listings of a shop where every picture is there, unless told otherwise."""
    profile = profile or store()
    if pictures is None:
        placements = shot_of_every_look(catalog, profile)
        pictures = PictureSource(placements, photographed(placements), Everything())
    return build_listings(Sources(catalog, settings or shop_settings(), pictures), profile)


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes alone, in order."""
    return [found.code for found in findings]
