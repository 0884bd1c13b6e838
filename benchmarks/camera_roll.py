"""How much of a camera card lands under the right name? On a made card whose truth is known.

    python -m benchmarks.camera_roll --keep /tmp/roll [--frames 3000] [--small] [--seed 1] [--make-only]

A shop of 50 umbrellas: 350 looks of 8 shots and, of each product, 4 more, so 3,000 frames and 400 slates, with the
mistakes that `benchmarks.roll_plan` lists. Slates lie 12 % to 60 % of the frame's height large, turned, tilted, blurred
and unevenly lit. The card is KEEP/card, the shop KEEP/shop, the truth KEEP/truth.json; a card that is there is used
again. Then `listingkit ingest` runs on an untouched copy of the shop. 12 MP: some 2.5 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.roll_pictures import LOOK_SHOTS, PRODUCT_SHOTS, Job, Still, make, still_of
from benchmarks.roll_plan import Frame, roll, told
from benchmarks.roll_score import names_by_digest, read_truth, score, write_truth
from listingkit.catalog.load import load_catalog
from listingkit.executor import run_jobs
from listingkit.shop import open_shop
from listingkit.shots.plan import plan_shots

SENSOR, SMALL = (4032, 3024), (1344, 1008)
COLOURS = ("Black", "Red", "Navy", "Green", "Yellow", "Purple", "Pink", "Orange")
FEW, PATTERNS = ("Navy", "Red", "Green"), ("Plaid", "Dots")
FRAMES_A_PAIR = (len(COLOURS) + len(FEW) * len(PATTERNS)) * len(LOOK_SHOTS) + 2 * len(PRODUCT_SHOTS)
ROLES = {"front": "main", "top": "swatch", "handle": "detail", "fabric": "detail", "tip": "detail"}
PRODUCT_ROLES = {"packaging": "packaging", "label": "label", "parts": "detail", "scale": "scale"}


def write_shop(folder: Path, frames: int) -> None:
    """A shop whose shot list has about so many frames: every other product has patterns as well."""
    rows = ["model,name,colours,patterns"]
    for number in range(max(2, round(2 * frames / FRAMES_A_PAIR))):
        looks = ("; ".join(FEW), "; ".join(PATTERNS)) if number % 2 else ("; ".join(COLOURS), "")
        rows.append(f"U{number + 1:03},Umbrella {number + 1},{','.join(looks)}")
    shots = [(name, "look", ROLES.get(name, "gallery")) for name in LOOK_SHOTS]
    shots += [(name, "product", PRODUCT_ROLES[name]) for name in PRODUCT_SHOTS]
    tables = [f'[[shots]]\nname = "{name}"\nrole = "{role}"\nscope = "{scope}"\n' for name, scope, role in shots]
    folder.mkdir(parents=True)
    settings = "\n".join(['[shop]\nname = "Camera roll"\n', *tables])
    (folder / "shop.toml").write_text(settings, encoding="utf-8", newline="\n")
    (folder / "products.csv").write_text("\n".join([*rows, ""]), encoding="utf-8", newline="\n")


def make_roll(folder: Path, frames: int, size: tuple[int, int], seed: int) -> list[Frame]:
    """Writes shop, card and truth. What was there is removed."""
    for name in ("shop", "card", "truth.json"):
        _remove(folder / name)
    write_shop(folder / "shop", frames)
    shop = open_shop(folder / "shop")
    groups = plan_shots(load_catalog(shop), shop.settings.shots).groups
    taken = roll(groups, np.random.default_rng(seed))
    shown: dict[Still, list[Frame]] = defaultdict(list)
    for frame in taken:
        shown[still_of(frame)].append(frame)
    jobs = [Job(still, tuple(several), folder / "card", size, seed) for still, several in shown.items()]
    digests: dict[str, Frame] = {}
    for done in run_jobs(make, jobs, workers=os.cpu_count() or 1, kind="processes"):
        digests |= done.value()
    write_truth(folder / "truth.json", digests)
    return taken


def ingest(folder: Path) -> tuple[dict, float]:
    """Runs the command on a copy of the shop; its JSON and the seconds. Ends the program where there is no JSON."""
    shop = folder / "ingested"
    _remove(shop)
    shutil.copytree(folder / "shop", shop)
    command = [sys.executable, "-m", "listingkit", "ingest", str(folder / "card"), str(shop), "--format", "json"]
    start = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - start
    try:
        return json.loads(ended.stdout), seconds
    except ValueError:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr[-2000:]}") from None


def run(folder: Path, asked: argparse.Namespace) -> None:
    """Makes the roll where there is none, ingests it, prints the tables."""
    if not (folder / "truth.json").exists():
        start = time.perf_counter()
        taken = make_roll(folder, asked.frames, SMALL if asked.small else SENSOR, asked.seed)
        size = sum(file.stat().st_size for file in (folder / "card").rglob("*.JPG"))
        print(f"Made in {time.perf_counter() - start:.0f} s: {told(taken)}, {size / 1e9:.2f} GB")
    if asked.make_only:
        return
    report, seconds = ingest(folder)
    truths = read_truth(folder / "truth.json")
    print(
        f"Ingested {len(truths):,} files in {seconds:.1f} s, {len(truths) / seconds:.1f} a second: {report['counts']}\n"
    )
    print(score(truths, names_by_digest(folder / "ingested" / "photos"), report["findings"]))


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="where to make the card; else a folder that is removed in the end")
    parser.add_argument("--frames", type=int, default=3000, help="about so many, without slates")
    parser.add_argument("--small", action="store_true", help="1.4 MP instead of 12")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make-only", action="store_true", help="do not ingest")
    return parser.parse_args(words)


def main() -> None:
    """Makes, ingests, scores."""
    asked = arguments()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        run(asked.keep, asked)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), asked)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
