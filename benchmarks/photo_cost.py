"""What does a photo's measuring cost beside the making of its master?

    python -m benchmarks.photo_cost DIR [--times 7]

JPEGs of 24 and 12 megapixels are made of photographs of DIR. Each is decoded and encoded as a master, with and without
its facts, in turns; reading, hashing and writing are left out. The slots say how large the frame must be.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PIL import Image

from listingkit.photos.masters import master_bytes
from listingkit.photos.measure import facts_of
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.framing import Demand, expected_scale


def costs(photos: Path, times: int) -> Iterator[str]:
    """What facts and master of a JPEG take as a multiple of its master alone: median, least, most of pairs in turns."""
    first = sorted(photos.rglob("*.jpg"))[:3]
    for (megapixels, size), slot in product(((24, (6000, 4000)), (12, (4000, 3000))), (2048, 1000)):
        datas = [_resized(file, size) for file in first]
        pairs = [(_timed(data, slot, facts=True), _timed(data, slot, facts=False)) for data in datas * (times + 1)]
        pairs = pairs[len(datas) :]  # the first of each warms up
        ratios = sorted(both / alone for both, alone in pairs)
        alone = statistics.median(each for _, each in pairs) * 1000
        spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}, {len(ratios)} pairs; the master alone {alone:.0f} ms"
        middle = f"{statistics.median(ratios):.2f} times the master alone ({spread})"
        yield f"{megapixels} MP for slots of {slot:,} px: facts and master take {middle}"


def _resized(file: Path, size: tuple[int, int]) -> bytes:
    with Image.open(file) as photo:
        larger = photo.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    larger.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def _timed(data: bytes, slot: int, *, facts: bool) -> float:
    begun = time.perf_counter()
    opened = open_photo(data, name="timed", max_pixels=10**9)
    scale = expected_scale((opened.width, opened.height), Demand(frozenset({(slot, slot)})))
    frame = decode(opened, scale)
    if facts:
        facts_of(opened, frame, "timed", len(data))
    master_bytes(opened, frame, scale)
    return time.perf_counter() - begun


def main() -> None:
    """Prints one line a size and slot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--times", type=int, default=7)
    chosen = parser.parse_args()
    for line in costs(chosen.photos, chosen.times):
        print(line, flush=True)


if __name__ == "__main__":
    main()
