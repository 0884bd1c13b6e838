"""Targets and recipes in one line, and the whole way from photos to finished images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from listingkit.events import Events, Silent
from listingkit.images.batch import plan_images, render_all
from listingkit.images.model import BatchResult, Mark, Recipe, Target
from listingkit.images.watermark import MarkFiles
from listingkit.photos.ledger import Ledger
from listingkit.photos.masters import Masters
from listingkit.photos.measure import measure_photos
from listingkit.photos.model import Measured
from listingkit.pixels.framing import Demand, Framing
from listingkit.shop import Shop
from tests.builders.photos import found_in

PLAIN = Recipe(
    width=200,
    height=200,
    min_width=0,
    min_height=0,
    framing=Framing(),
    background="as-shot",
    shadow="",
    enlarge=False,
    sharpen=0,
    mark=None,
    format="jpeg",
    quality=88,
    quality_floor=60,
    max_bytes=3_000_000,
    progressive=False,
    tag_srgb=False,
    resizer="pillow",
)
MARK = Mark(text="Shop", logo="", logo_digest="", position="top-left", opacity=0.6, size=0.1, margin=0.03)
NO_FILES = MarkFiles()


def target(photo: str, name: str = "", **changes: object) -> Target:
    """An image of `photos/<photo>`, made by the plain recipe with changes."""
    stem = name or photo.partition(".")[0]
    recipe = replace(PLAIN, **changes)
    return Target(f"out/images/ebay/U1/{stem}.jpg", f"photos/{photo}", recipe, "ebay", "U1", photo.partition("_")[0])


def square(side: int) -> Demand:
    """What one square slot asks for."""
    return Demand(frozenset({(side, side)}))


def measure(shop: Shop, *, wanted_px: int = 200, workers: int = 1, events: Events | None = None) -> Measured:
    """Measures every photo of the shop."""
    with Ledger(shop.cache) as ledger:
        return _measured(shop, ledger, square(wanted_px), workers, events)


def _measured(shop: Shop, ledger: Ledger, demand: Demand, workers: int, events: Events | None) -> Measured:
    return measure_photos(
        shop,
        ledger,
        found_in(shop),
        demand=demand,
        masters=Masters(shop),
        workers=workers,
        events=events or Silent(),
    )


def render(
    shop: Shop,
    targets: Sequence[Target],
    *,
    workers: int = 1,
    force: bool = False,
    events: Events | None = None,
    stores: Sequence[str] | None = None,
    possible: Sequence[str] | None = None,
) -> BatchResult:
    """Measures and renders in one go, as one run of the program does."""
    with Ledger(shop.cache) as ledger:
        wanted = max((max(each.recipe.width, each.recipe.height) for each in targets), default=1)
        measured = _measured(shop, ledger, square(wanted), workers, events)
        plan = plan_images(shop, ledger, targets, measured, force=force, stores=stores, possible=possible)
        return render_all(
            shop,
            ledger,
            plan,
            measured,
            files=NO_FILES,
            workers=workers,
            events=events or Silent(),
            load=Masters(shop).load,
        )


def images_of(shop: Shop) -> dict[str, bytes]:
    """Every finished image by name."""
    return {path.name: path.read_bytes() for path in sorted(shop.images.rglob("*")) if path.is_file()}
