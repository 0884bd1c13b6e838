"""What does the engine take without the pipeline around it? A shop's first slot by listingkit's own functions.

    python -P benchmarks/engine.py SHOP OUTDIR WORKERS

Of each photo: read, decode reduced, window, stamp, encode, write; no facts, no colour, no ledger, no master. What
`images` takes beyond this is what the pipeline adds. Started by its path and with -P, so that the listingkit of the
interpreter is measured, not the one beside this file.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from listingkit.executor import run_jobs
from listingkit.files import write_bytes
from listingkit.images.mark import SellerMark, read_mark
from listingkit.images.model import Recipe
from listingkit.images.ops import fill_window
from listingkit.images.recipe import demand_of, recipe_for
from listingkit.images.watermark import stamp
from listingkit.pixels.decode import decode, open_photo, quiet
from listingkit.pixels.encode import Style, encode_within
from listingkit.pixels.framing import Demand, expected_scale, output_size, window_for
from listingkit.shop import open_shop
from listingkit.stores.load import load_stores

PAPER = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Engine:
    """How every photo becomes its picture."""

    out: Path
    recipe: Recipe
    demand: Demand
    mark: SellerMark | None
    max_pixels: int

    def make(self, file: Path) -> None:
        """Renders one photo."""
        recipe = self.recipe
        opened = open_photo(file.read_bytes(), name=file.name, max_pixels=self.max_pixels)
        frame = decode(opened, expected_scale((opened.width, opened.height), self.demand))
        slot = recipe.width, recipe.height
        window = window_for(frame.size, slot, recipe.framing, None)
        size = output_size(window, slot, enlarge=recipe.enlarge)
        image = fill_window(frame, window, size, PAPER, carry_on=False)
        if self.mark and recipe.mark:
            image = stamp(image, recipe.mark, self.mark.files, None)
        style = Style(recipe.format, recipe.progressive, recipe.tag_srgb)
        encoded = encode_within(
            image, style, quality=recipe.quality, floor=recipe.quality_floor, max_bytes=recipe.max_bytes
        )
        write_bytes(self.out / file.name, encoded.data)


def main(folder: Path, out: Path, workers: int) -> None:
    """Renders all photos of the shop."""
    shop = open_shop(folder)
    images = shop.settings.images
    stores = load_stores(shop.settings.shop.stores, relative_to=folder)
    mark = read_mark(shop)
    recipe = recipe_for(stores[0].slots[0], images, mark.mark if mark else None)
    engine = Engine(out, recipe, demand_of(stores, images), mark, shop.settings.limits.max_pixels)
    with quiet():
        for done in run_jobs(engine.make, sorted((folder / "photos").rglob("*.jpg")), workers=workers):
            done.value()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
