"""Are all faults in texts found where they are, and is nothing found where there is none?

`python -m benchmarks.english` puts every fault of `tests.builders.english` into every text that leaves, one product or
one setting each, and reads the findings; then it checks 2,000 clean titles. It prints found, missed and false alarms.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import markdown
from listingkit.catalog.load import load_catalog
from listingkit.catalog.model import Catalog
from listingkit.english.model import CODES
from listingkit.findings import Finding
from listingkit.listing.build import Sources, build_listings
from listingkit.listing.english import store_text_findings
from listingkit.listing.placing import PictureSource
from listingkit.settings import Settings
from listingkit.shop import open_shop
from listingkit.shots.model import Coverage, ShotList
from listingkit.stores.load import load_stores, parse_profile
from listingkit.stores.model import StoreProfile
from tests.builders.english import FAULTS, Fault, clean_title, faulty
from tests.builders.listing import profile_text

CLEAN = {
    "name": "Sturdy Garden Umbrella",
    "material": "Woven pongee",
    "size": "Folded 30 cm",
    "description": "Keeps the whole family dry",
    "colours": "Navy Blue",
    "closure": "Velcro strap",
    "pattern": "Wide Stripes",
    "label": "Pale Olive",
}
SETTINGS = {
    "[shop] brand": ("shop", "brand", "Rainfolk Works"),
    "[export] origin": ("export", "origin", "Mainland China"),
    "[export] shipping_template": ("export", "shipping_template", "Standard parcel"),
    "[wording] title": ("wording", "title", "Sturdy {{ name }}"),
    "[wording] bullets": ("wording", "bullets", "Sturdy frame"),
    "[wording] description": ("wording", "description", "<p>A sturdy frame &amp; light</p>"),
}
ENGLISH_CODES = {*CODES.values(), "text.not-english", "text.missing-term"}
"""What this measures. Advertising, contacts and lengths are other rules' affair."""
SEPARATORS = {"，", "、"}
"""Between option values these are no fault: they part one value from the next."""
COLUMNS = ", ".join(
    f'{{ header = "{field}", field = "{field}" }}'
    for field in ("title", "material", "size", "attribute.closure", "origin", "shipping_template", "bullet.1")
)
NO_PICTURES = PictureSource((), Coverage(ShotList(()), {}))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the faults of one place, and of clean texts."""

    where: str
    seeded: int
    missed: tuple[str, ...]
    false: int = 0

    @property
    def found(self) -> int:
        """Faults with a finding of the right code, place and position."""
        return self.seeded - len(self.missed)


def measure(titles: int = 2_000) -> list[Outcome]:
    """One outcome for each place that texts come from, then one for clean titles."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_in_cells(Path(folder)), *_in_settings(Path(folder)), _in_profile(), _clean(Path(folder), titles)]


def _in_cells(folder: Path) -> Iterator[Outcome]:
    seeds = [
        (field, fault) for field in CLEAN for fault in FAULTS if field != "colours" or fault.text not in SEPARATORS
    ]
    tables: dict[str, list[list[str]]] = {
        "products": [["model", *list(CLEAN)[:6], "cost"]],
        "variants": [["model", "pattern"]],
        "options": [["option", "value", "label"]],
    }
    expected: dict[str, tuple[str, Fault, tuple[str, int, str, int]]] = {}
    for number, (field, fault) in enumerate(seeds, start=1):
        text, position = faulty(fault, CLEAN[field])
        row, model = {**CLEAN, field: text}, f"U{number:04}"
        colours = {"label": f"Tone {number}", "pattern": ""}.get(field, row["colours"])
        tables["products"].append([model, *(row[name] for name in list(CLEAN)[:4]), colours, row["closure"], "20"])
        file, at = "products.csv", len(tables["products"])
        if field == "pattern":
            tables["variants"] += [[model, "Plain"], [model, text]]
            file, at = "variants.csv", len(tables["variants"])
        elif field == "label":
            tables["options"].append(["colour", colours, text])
            file, at = "options.csv", len(tables["options"])
        expected[model] = field, fault, (file, at, field, position)
    found = _findings(_catalogue(folder, tables))
    for field in CLEAN:
        mine = {model: seed for model, seed in expected.items() if seed[0] == field}
        missed = [fault.name for model, (_, fault, where) in mine.items() if not _told(found, model, fault, where)]
        # A fault is told once, and nothing else is.
        others = sum(each.spu in mine for each in found) - (len(mine) - len(missed))
        yield Outcome(f"catalogue, {field}", len(mine), tuple(missed), others)


def _in_settings(folder: Path) -> Iterator[Outcome]:
    catalog = _catalogue(folder, {"products": [["model", "name", "cost"], ["U1", "Umbrella", "20"]]})
    for place, (table, key, clean) in SETTINGS.items():
        missed, others = [], 0
        for fault in FAULTS:
            text, position = faulty(fault, clean)
            settings: dict[str, dict[str, object]] = {"shop": {"name": "x"}}
            # What a template makes of it is another text than what stands in shop.toml: the position is the buyer's.
            settings.setdefault(table, {})[key] = [text] if key == "bullets" else text
            found = _findings(catalog, Settings.model_validate(settings), built_in=())
            where = "shop.toml", None, place, position - (3 if key == "description" else 0)
            told = _told(found, "U1", fault, where)
            # Templates collapse odd spaces, of which a full-width one is an instance; nothing is left to tell.
            if not told and not (fault.text == "\u3000" and table == "wording" and not found):
                missed.append(fault.name)
            others += len(found) - told
        yield Outcome(f"shop.toml, {place}", len(FAULTS), tuple(missed), others)


def _in_profile() -> Outcome:
    missed = []
    for fault in FAULTS:
        text, position = faulty(fault, "Brand new")
        escaped = text.replace("\x07", "\\u0007").replace("\x7f", "\\u007F")
        profile = parse_profile(profile_text(f'{{ header = "State", text = "{escaped}" }}'), "own.toml")
        found = list(store_text_findings(profile, "own.toml"))
        told = [each.code for each in found if f"at position {position}:" in f"{each.message}:"]
        if told != [fault.code]:
            missed.append(fault.name)
    return Outcome("profile, fixed text", len(FAULTS), tuple(missed))


def _clean(folder: Path, titles: int) -> Outcome:
    rows = [["model", "name", "cost"], *([f"T{number:04}", clean_title(number), "20"] for number in range(titles))]
    found = _findings(_catalogue(folder, {"products": rows}))
    return Outcome(f"{titles:,} clean titles", 0, (), len(found))


def _catalogue(folder: Path, tables: dict[str, list[list[str]]]) -> Catalog:
    for stem in ("products", "variants", "options"):
        file = folder / f"{stem}.csv"
        file.unlink(missing_ok=True)
        if stem in tables:
            with file.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows(tables[stem])
    (folder / "shop.toml").write_text('[shop]\nname = "x"\n', encoding="utf-8")
    return load_catalog(open_shop(folder))


def _findings(
    catalog: Catalog, settings: Settings | None = None, *, built_in: Sequence[str] = ("aliexpress", "shopify")
) -> list[Finding]:
    """What is told of texts over built-in stores and one with columns for attributes, each finding once."""
    shop = settings or Settings.model_validate({"shop": {"name": "x"}})
    stores: Sequence[StoreProfile] = (
        *load_stores(built_in, relative_to=Path()),
        parse_profile(profile_text(COLUMNS), "own.toml"),
    )
    told = [
        each
        for store in stores
        for listing in build_listings(Sources(catalog, shop, NO_PICTURES), store)
        for each in listing.findings
        if each.code in ENGLISH_CODES
    ]
    return list(dict.fromkeys(told))


def _told(found: list[Finding], spu: str, fault: Fault, where: tuple[str, int | None, str, int]) -> bool:
    file, row, column, position = where
    at = re.compile(rf"at position {position}(?!\d)")
    return any(
        each.spu == spu
        and each.code == fault.code
        and (each.place.file, each.place.row, each.place.column) == (file, row, column)
        and at.search(each.message)
        for each in found
    )


def main() -> None:
    """Prints the table."""
    outcomes = measure()
    rows = [
        (each.where, str(each.seeded), str(each.found), ", ".join(each.missed) or "0", str(each.false))
        for each in outcomes
    ]
    total = Counter(seeded=sum(each.seeded for each in outcomes), found=sum(each.found for each in outcomes))
    rows.append(
        (
            "all",
            str(total["seeded"]),
            str(total["found"]),
            str(total["seeded"] - total["found"]),
            str(sum(each.false for each in outcomes)),
        )
    )
    print(markdown(("where", "seeded", "found, right place and position", "missed", "false"), rows))


if __name__ == "__main__":
    main()
