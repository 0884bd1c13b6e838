"""How long does `listingkit export` take for a whole catalogue, store by store, and how much memory?

    python -m benchmarks.export --products 10000 --variants 12

Makes a shop of that many products with that many SKUs each, and two small photos of each product, so that no listing is
withheld; none of its images is rendered. A first run measures the photos and is not counted. Then every built-in store
is exported in a process of its own, and all of them in one: seconds on the clock, of processors, peak megabytes of the
whole process, and megabytes written. Start-up, and reading the catalogue, are in every figure.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shop import stamped
from benchmarks.table import markdown
from benchmarks.timing import Command, run

COLOURS = {"Navy": "NVY", "Red": "RED", "Green": "GRN", "Black": "BLK"}
SETTINGS = """[shop]
name = "Many products"
brand = "Harbour"
stores = {stores}

[[shots]]
name = "front"
role = "main"
scope = "product"

[[shots]]
name = "white"
role = "white"
scope = "product"

[limits]
masters = false

[pricing.rates]
CNY = {{ usd = 0.14, date = 2026-11-01 }}

[export]
image_base_url = "https://img.example.com/harbour"
shipping_template = "Standard"
"""


def make_shop(folder: Path, products: int, variants: int, stores: Sequence[str]) -> None:
    """A shop with a csv catalogue: colours × sizes. Two photos of every product, since Amazon wants one on white."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (600, 600), (255, 255, 255))
    ImageDraw.Draw(image).ellipse((125, 125, 475, 475), fill=(31, 42, 90))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=60)
    colours = [each for number, each in enumerate(COLOURS) if variants % len(COLOURS) == 0 or number == 0]
    sizes = [f"{20 + number} cm" for number in range(variants // len(colours))]
    rows = ["model,name,colours,size,cost,weight_g,length_cm,width_cm,height_cm,material,barcode"]
    for number in range(products):
        name = f"Folding Umbrella {number}"
        rows.append(
            f"U{number:06},{name},{'; '.join(colours)},{'; '.join(sizes)},{20 + number % 50},350,31,6,6,pongee,"
        )
        photos = folder / "photos" / f"{number // 1000:03}"
        photos.mkdir(parents=True, exist_ok=True)
        for shot in ("front", "white"):
            photo = photos / f"U{number:06}_{shot}.jpg"
            photo.write_bytes(stamped(buffer.getvalue(), photo.stem))
    (folder / "shop.toml").write_text(SETTINGS.format(stores=json.dumps(list(stores))), encoding="utf-8")
    (folder / "products.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def measure(folder: Path, name: str, flags: Sequence[str]) -> tuple[str, ...]:
    """A row of the table: what one export took and made."""
    words = (sys.executable, "-P", "-m", "listingkit", "export", str(folder), "--quiet", *flags)
    sample = run(Command((words,), folder=folder))
    if sample.fault:
        raise SystemExit(f"{name}: {sample.fault}")
    made = [file for file in (folder / "out" / "listings").iterdir() if name in {file.stem, "all"}]
    size = sum(file.stat().st_size for file in made) / 1e6
    return name, f"{sample.wall:.1f}", f"{sample.cpu:.1f}", f"{sample.peak_mb:.0f}", f"{size:.0f}"


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--variants", type=int, default=12, help="SKUs of each product")
    parser.add_argument("--stores", nargs="+", help="else all that are built in")
    parser.add_argument("--shop", type=Path, help="where to make the shop, or where it is from before; else temporary")
    return parser.parse_args(words)


def stores() -> list[str]:
    """Every built-in store, as the program tells it."""
    words = [sys.executable, "-P", "-m", "listingkit", "stores", "--format", "json"]
    answer = subprocess.run(words, capture_output=True, check=True, text=True)
    return [each["name"] for each in json.loads(answer.stdout)["stores"]]


def main() -> None:
    """Makes the shop and prints the table."""
    chosen = arguments()
    names = chosen.stores or stores()
    with tempfile.TemporaryDirectory(prefix="export-") as temporary:
        folder = (chosen.shop or Path(temporary)).resolve()
        if not (folder / "shop.toml").exists():
            make_shop(folder, chosen.products, chosen.variants, names)
        words = (sys.executable, "-P", "-m", "listingkit", "export", str(folder), "--quiet")
        first = run(Command((words,), folder=folder))
        print(f"{chosen.products:,} products x {chosen.variants} SKUs; first run: {first.wall:.0f} s {first.fault}")
        rows = [measure(folder, name, ("--store", name)) for name in names]
        rows.append(measure(folder, "all", [word for name in names for word in ("--store", name)]))
        rows.append((*measure(folder, "all", ["--changed"])[:4], "nothing changed"))
    print(markdown(("store", "seconds", "processor", "peak MB", "MB written"), rows))


if __name__ == "__main__":
    main()
