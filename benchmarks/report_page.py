"""How large is the report, and how soon does it open, by number of photos?

    python -m benchmarks.report_page [--photos 96 720 2880 10000] [--keep DIR]

Shops of umbrellas in six colours, eight photos each; the photos are small, and no two show the same. `cold` makes all
thumbs, `warm` finds them. The page is opened from disk in headless Chromium: `paint` is the first contentful paint,
`load` until the load event, `ready` until its filters work, `jump` from there to the last product and its first
picture; medians of five.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks.table import markdown
from listingkit import workflow
from listingkit.run import Run

SHOTS = ("front", "side", "top", "inside", "folded", "handle", "fabric", "scale")
COLOURS = {"Navy": "NVY", "Red": "RED", "Green": "GRN", "Black": "BLK", "Yellow": "YEL", "Pink": "PNK"}
SIZE = 480, 360  # px: what is measured is the page, not the camera's pixels
RUN = Run(today=dt.date(2026, 6, 1), cores=os.cpu_count() or 1)
OPENINGS = 5
TIMES = """() => {
  const [load] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return [load.loadEventEnd, paint ? paint.startTime : 0, document.getElementsByTagName('*').length];
}"""


def make_shop(folder: Path, photos: int) -> Path:
    """A shop with about so many photos."""
    models = max(1, round(photos / len(COLOURS) / len(SHOTS)))
    folder.mkdir(parents=True)
    (folder / "shop.toml").write_text(
        '[shop]\nname = "Large shop"\nstores = ["aliexpress", "shopify"]\n', encoding="utf-8"
    )
    colours = "; ".join(COLOURS)
    rows = [f"U{number:04},Umbrella {number},{colours},20,300,30,6,6" for number in range(models)]
    head = "model,name,colours,cost,weight_g,length_cm,width_cm,height_cm"
    (folder / "products.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    for seed, (number, name, shot) in enumerate((n, c, s) for n in range(models) for c in COLOURS for s in SHOTS):
        file = folder / "photos" / f"U{number:04}" / f"U{number:04}-{COLOURS[name]}_{shot}.jpg"
        draw(file, seed)
    return folder


def draw(file: Path, seed: int) -> None:
    """A picture that no other seed has, on white paper."""
    file.parent.mkdir(parents=True, exist_ok=True)
    blocks = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), np.uint8)
    paper = Image.new("RGB", SIZE, (236, 235, 231))
    paper.paste(Image.fromarray(blocks).resize((SIZE[0] // 2, SIZE[1] // 2), Image.Resampling.NEAREST), (120, 90))
    paper.save(file, quality=85)


def opened(browser: Browser, page: Path) -> Iterator[tuple[float, ...]]:
    """Paint, load, ready and jump in ms, and how many elements, each time it is opened anew."""
    for _ in range(OPENINGS):
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        tab.goto(page.as_uri())
        tab.wait_for_function("document.querySelector('#model').options.length > 1")
        ready = 1000 * (time.perf_counter() - start)
        load, paint, elements = tab.evaluate(TIMES)
        start = time.perf_counter()
        last = tab.locator("#coverage .card:has(td[data-photo])").last
        last.scroll_into_view_if_needed()
        last.locator("img[src]").first.wait_for()
        yield paint, load, ready, 1000 * (time.perf_counter() - start), elements
        tab.close()


def row_of(folder: Path, photos: int, browser: Browser) -> tuple[str, ...]:
    """One line of the table."""
    shop = folder if folder.exists() else make_shop(folder, photos)
    workflow.check(shop, RUN)
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        workflow.report(shop, RUN)
        seconds.append(time.perf_counter() - start)
    page = shop / "out" / "report.html"
    told = list(opened(browser, page))
    times = [f"{statistics.median(each[at] for each in told):.0f} ms" for at in range(4)]
    return (
        f"{len(list((shop / 'photos').rglob('*.jpg'))):,}",
        f"{page.stat().st_size / 1e6:.1f} MB",
        f"{seconds[0]:.1f} s",
        f"{seconds[1]:.1f} s",
        *times,
        f"{told[0][4]:,.0f}",
    )


def main(words: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, nargs="+", default=[96, 720, 2880, 10_000])
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args(words)
    folder = asked.keep or Path(tempfile.mkdtemp())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = [row_of(folder / str(photos), photos, browser) for photos in asked.photos]
        browser.close()
    print(markdown(("photos", "page", "cold", "warm", "paint", "load", "ready", "jump", "elements"), rows))
    if not asked.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
