"""How long do the texts of a large shop take, for all its stores, and how long its near-identical titles?

    python -m benchmarks.wording --products 10000 --stores 8 --titles 100000

Products are made up of some thousand words; the stores differ in title limit, HTML and tags as the big ones do. Prints
CPU seconds of `Wording` and of what it finds, and those of `similar_groups` with seeded copies and how many it found.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from listingkit.catalog.model import Catalog, Option, OptionValue, Product
from listingkit.listing.similar import similar_groups
from listingkit.listing.wording import Texts, Wording
from listingkit.settings import Settings
from listingkit.stores.load import load_stores
from listingkit.stores.model import Confidence, Rule, StoreProfile

KINDS = ("Folding", "Golf", "Dome", "Sun", "Beach", "Travel", "Kids", "Pocket", "Straight", "Reverse")
TRAITS = ("Windproof", "Automatic", "Manual", "Wooden Handle", "Vented Canopy", "UPF 50+", "Teflon Coated", "Compact")
FABRICS = ("Pongee", "Polyester", "Nylon", "Cotton", "PVC", "Linen")
PATTERNS = ("Plaid", "Striped", "Floral", "Dotted", "Solid", "Printed", "Painted", "Checked")
COLOURS = ("Navy", "Red", "Green", "Yellow", "Pink", "Grey", "Black", "White", "Sky Blue", "Khaki")
LIMITS = ((128, "characters"), (255, "characters"), (1000, "characters"), (80, "bytes"), (75, "characters"))
HTML = ("rich", "full", "full", "rich", "br", "none", "none", "none")
WORDING = {
    "title": [
        "{{ brand }} {{ name | title_case }}",
        "{{ material | title_case }}",
        "{{ ribs }} Ribs",
        "{{ size }}",
        "{{ colours | join(' or ') }}",
        "for Sun and Rain",
    ],
    "bullets": ["{{ ribs }} windproof ribs", "{% if weight_g %}Only {{ weight_g }} g ({{ weight_oz }} oz){% endif %}"],
    "tags": ["{{ name }}", "{{ material }} umbrella", "{{ colours | join(', ') }}"],
}
LINES = "Keeps off sun and rain.\nOpens at a touch, 98 cm wide open, 28 cm long folded.\nWith sleeve and strap."


def products(number: int, dice: random.Random) -> Iterator[Product]:
    """So many umbrellas, each with a name of its own."""
    for index in range(number):
        colours = tuple(OptionValue(name[:3].upper(), name) for name in dice.sample(COLOURS, 6))
        name = f"{dice.choice(TRAITS)} {dice.choice(KINDS)} Umbrella {dice.choice(PATTERNS)} N{index}"
        yield Product(
            f"U{index:05}",
            name,
            (Option("colour", pictured=True, values=colours),),
            weight_g=Decimal(dice.randint(200, 900)),
            length_cm=Decimal(31),
            width_cm=Decimal(6),
            height_cm=Decimal(6),
            material=dice.choice(FABRICS),
            size=f"{dice.randint(80, 130)} cm",
            description=LINES,
            attributes={"ribs": str(dice.choice((8, 10, 16)))},
        )


def stores(number: int) -> list[StoreProfile]:
    """So many stores with the titles and descriptions of the big ones."""
    base = load_stores(["aliexpress"], relative_to=Path())[0]

    def rule(value: object, unit: str) -> Rule:
        return Rule.model_validate(
            {"value": value, "unit": unit, "confidence": Confidence.KNOWLEDGE, "source": "made up for the benchmark"}
        )

    made = []
    for index in range(number):
        limit, unit = LIMITS[index % len(LIMITS)]
        rules = {
            **base.rules,
            "title_max": rule(limit, unit),
            "description_html": rule(HTML[index % len(HTML)], "tags"),
            "tags_max": rule(13, "items"),
            "tag_max": rule(20, "characters"),
        }
        made.append(base.model_copy(update={"name": f"store-{index}", "rules": rules}))
    return made


def write(catalog: Catalog, profiles: list[StoreProfile]) -> tuple[float, list[Texts]]:
    """Seconds for the texts of every product in every store, and those of the last store."""
    settings = Settings.model_validate({"shop": {"name": "Benchmark", "brand": "Harbour"}, "wording": WORDING})
    started = time.process_time()
    wording = Wording(settings, catalog, profiles)
    texts: list[Texts] = []
    for profile in profiles:
        texts = [wording.texts(product, profile) for product in catalog.products]
    return time.process_time() - started, texts


def titles_with_copies(number: int, copies: int, dice: random.Random) -> list[str]:
    """So many different titles, and as many more that say the same as one of them in other words."""
    titles = [
        f"Harbour {dice.choice(TRAITS)} {dice.choice(KINDS)} Umbrella, {dice.choice(FABRICS)}, "
        f"{dice.choice(PATTERNS)}, {dice.choice((8, 10, 16))} Ribs, Model {index}"
        for index in range(number)
    ]
    return titles + [disguised(title, dice) for title in dice.sample(titles, copies)]


def disguised(title: str, dice: random.Random) -> str:
    """The same title in another order, in capitals, with filler, or with a slip."""
    words = title.replace(",", "").split()
    match dice.randrange(4):
        case 0:
            dice.shuffle(words)
            return " ".join(words)
        case 1:
            return f"{title.upper()} - NEW!"
        case 2:
            return f"High Quality {title}".replace("Umbrella", "Umbrellas")
        case _:
            return title.replace("Umbrella", "Umbrela")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--stores", type=int, default=8)
    parser.add_argument("--titles", type=int, default=100_000)
    chosen = parser.parse_args()
    dice = random.Random(1)
    catalog = Catalog(tuple(products(chosen.products, dice)), {}, {})
    seconds, texts = write(catalog, stores(chosen.stores))
    print(f"{chosen.products:,} products in {chosen.stores} stores: {seconds:.1f} s")
    print(f"  {texts[0].title}")
    titles = titles_with_copies(chosen.titles, copies := chosen.titles // 100, dice)
    started = time.process_time()
    groups = similar_groups(titles)
    seconds = time.process_time() - started
    print(f"{len(titles):,} titles: {seconds:.1f} s, {len(groups):,} groups of {copies:,} seeded")


if __name__ == "__main__":
    main()
