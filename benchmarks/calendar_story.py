"""How many days does the story of the README take, with rain, changes of set-up, a tripod, or by the sun?

    python -m benchmarks.calendar_story

60 products in 6 colours, 8 photos a look, from the 11th of May 2026. Prints a Markdown table.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import markdown
from listingkit.catalog.load import load_catalog
from listingkit.settings import DEFAULT_SHOTS, LightTable
from listingkit.shop import open_shop
from listingkit.shots.calendar import Calendar
from listingkit.shots.model import ShotList
from listingkit.shots.plan import plan_shots
from listingkit.shots.route import changes_of, route

MONDAY = dt.date(2026, 5, 11)
COLOURS = "Black; Red; Navy; Green; Yellow; Pink"
PRODUCTS = 60
CHANGES = {"product": 180, "colour": 40, "pattern": 40}
YIWU = {"latitude": 29.3, "longitude": 120.1, "timezone": "Asia/Shanghai"}


def shots_of(patterns: str) -> ShotList:
    """The story's shots; `patterns` parted by semicolons, or empty."""
    rows = [f"U{number:03},Umbrella {number},{COLOURS},{patterns}" for number in range(1, PRODUCTS + 1)]
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder)
        (shop / "shop.toml").write_text('[shop]\nname = "Story"\n', encoding="utf-8")
        (shop / "products.csv").write_text("\n".join(["model,name,colours,patterns", *rows, ""]), encoding="utf-8")
        return plan_shots(load_catalog(open_shop(shop)), DEFAULT_SHOTS)


def lines() -> Iterator[tuple[str, ...]]:
    """A row a story."""
    plain, two = shots_of(""), shots_of("Solid; Plaid")
    pattern_slow = CHANGES | {"pattern": 120, "colour": 10}
    tripod = CHANGES | {"pattern": 10, "angle": 90}
    yield _line("60 s a photo", plain, LightTable())
    yield _line("the same, third morning rained off", plain, LightTable(skip="2026-05-13 08:00"))
    yield _line("40 s, changes 180, 40, 40 s", plain, LightTable(seconds_per_shot=40, seconds_per_change=CHANGES))
    yield _line("the same, two patterns", two, LightTable(seconds_per_shot=40, seconds_per_change=CHANGES))
    yield _line("two patterns that take 120 s", two, LightTable(seconds_per_shot=40, seconds_per_change=pattern_slow))
    yield _line("two patterns, tripod, angle 90 s", two, LightTable(seconds_per_shot=40, seconds_per_change=tripod))
    yield _line("60 s, sun over Yiwu at 10 to 35 degrees", plain, LightTable(sun=YIWU))


def _line(what: str, shots: ShotList, light: LightTable) -> tuple[str, ...]:
    change = light.seconds_per_change
    calendar = Calendar(light, MONDAY)
    photos = sum(1 for _ in calendar.schedule(route(shots, change)))
    kinds = ("product", "colour", "pattern", *(("angle",) if change.angle else ()))
    planned, usual = (
        ", ".join(f"{changes[kind]:,}" for kind in kinds)
        for changes in (changes_of(route(shots, change)), changes_of(shots))
    )
    return what, f"{photos:,}", f"{calendar.days}", f"{calendar.minutes:,}", str(calendar.finish), planned, usual


def main() -> None:
    """Prints the table."""
    head = ("", "photos", "days", "minutes", "finish", "product, colour, pattern (, angle)", "in catalogue order")
    print(markdown(head, lines()))


if __name__ == "__main__":
    main()
