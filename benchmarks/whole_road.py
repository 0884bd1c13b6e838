"""How long does `listingkit run` take on a real shop's worth of photos, and how much memory?

    python -m benchmarks.whole_road /tmp/road --models 60 --width 4000

Draws some frames (or takes them from --frames), gives them sensor noise, and stamps each copy so that its bytes differ:
models × 6 colours × 8 shots. Runs `listingkit run` twice in processes of their own and prints photos a second and peak
memory of the first, and the seconds of the second, in which nothing has changed. All of it lies below the given folder.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.shop import stamped
from listingkit.settings import DEFAULT_SHOTS

LOOKS = ("U101-NVY-PLD", "U101-RED-SLD", "U205-GRN-STR", "U205-YEL-DOT", "U310-PNK-FLR", "U310-SKY-STA", "U101-NVY-SLD")
COLOURS = {"Navy": "NVY", "Red": "RED", "Green": "GRN", "Yellow": "YEL", "Pink": "PNK", "Sky Blue": "SKY"}
SHOTS = tuple(shot.name for shot in DEFAULT_SHOTS)
SETTINGS = """[shop]
name = "Whole road"
stores = {stores}

[watermark]
text = "Whole road"

[pricing.rates]
CNY = {{ usd = 0.14, date = 2026-11-01 }}

[export]
shipping_template = "Standard"
"""


def draw_frames(folder: Path, width: int) -> None:
    """Some 56 distinct frames, each look in a process of its own to give its memory back."""
    for look in LOOKS:
        command = ["-m", "sample_catalog.drawing", "--out", str(folder), "--width", str(width), "--only", look]
        subprocess.run([sys.executable, *command], check=True)


def noisy(file: Path, random: np.random.Generator) -> bytes:
    """The frame as a camera would have saved it: luminance and colour noise, quality 93, its EXIF and profile."""
    with Image.open(file) as image:
        exif, profile = image.getexif(), image.info.get("icc_profile")
        pixels = np.asarray(image.convert("RGB")).astype(np.float32)
    pixels += random.standard_normal((*pixels.shape[:2], 1), np.float32) * 3
    pixels += random.standard_normal(pixels.shape, np.float32) * 2.5
    buffer = io.BytesIO()
    made = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    made.save(buffer, "JPEG", quality=93, exif=exif, icc_profile=profile)
    return buffer.getvalue()


def make_shop(folder: Path, frames: Path, models: int, stores: list[str]) -> int:
    """Writes the shop; returns how many photos it has."""
    random = np.random.default_rng(1)
    by_shot: dict[str, list[bytes]] = {}
    for file in sorted(frames.rglob("*.jpg")):
        by_shot.setdefault(file.stem.rpartition("_")[2], []).append(noisy(file, random))
    folder.mkdir(parents=True)
    (folder / "shop.toml").write_text(SETTINGS.format(stores=stores), encoding="utf-8")
    rows = ["model,name,colours,cost,weight_g,length_cm,width_cm,height_cm,material"]
    rows += [f"U{model:03},Umbrella {model},{'; '.join(COLOURS)},20,350,31,6,6,pongee" for model in range(models)]
    (folder / "products.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for number, (model, stem, shot) in enumerate(names(models)):
        target = folder / "photos" / model / f"{stem}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        choices = by_shot[shot]
        target.write_bytes(stamped(choices[number // len(SHOTS) % len(choices)], stem))
    return models * len(COLOURS) * len(SHOTS)


def names(models: int) -> Iterator[tuple[str, str, str]]:
    """Model, file stem and shot of every photo."""
    for model in range(models):
        for code in COLOURS.values():
            for shot in SHOTS:
                yield f"U{model:03}", f"U{model:03}-{code}_{shot}", shot


def run(folder: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of one `listingkit run`. Not on Windows, which does not tell a child's peak."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "listingkit", "run", str(folder), "--quiet"], stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"listingkit run ended with status {status}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Makes the shop and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--models", type=int, default=60)
    parser.add_argument("--width", type=int, default=4000, help="of a frame, in pixels; 4000 are 12 MP")
    parser.add_argument("--frames", type=Path, help="drawn before; else they are drawn now, some ten minutes")
    parser.add_argument("--stores", nargs="+", default=["aliexpress"])
    chosen = parser.parse_args()
    frames = chosen.frames or chosen.folder / "frames"
    if not frames.is_dir():
        draw_frames(frames, chosen.width)
    shop = chosen.folder / "shop"
    # In a process of its own: a child's peak memory counts from what its parent held when it was started.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as maker:
        photos = maker.submit(make_shop, shop, frames, chosen.models, chosen.stores).result()
    size = sum(file.stat().st_size for file in (shop / "photos").rglob("*.jpg"))
    print(f"{photos:,} photos, {size / photos / 1e6:.1f} MB each, stores {', '.join(chosen.stores)}")
    first, peak = run(shop)
    print(f"first run: {first:.0f} s, {photos / first:.1f} photos/s, peak {peak:.0f} MB")
    again, peak = run(shop)
    print(f"second run, nothing changed: {again:.1f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
