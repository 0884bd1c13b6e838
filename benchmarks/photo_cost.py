"""What does measuring a camera's own JPEG cost beside the making of its master?

    python -m benchmarks.photo_cost DIR [--times 7]

The photographs of DIR are taken as they are: enlarged ones are smoother and decoded sooner. Each
is decoded and encoded as a master, with and without its facts, in turns; reading, hashing and writing are left out.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from listingkit.photos.masters import master_bytes
from listingkit.photos.measure import facts_of
from listingkit.pixels.decode import PhotoError, decode, open_photo
from listingkit.pixels.framing import Demand, expected_scale

LEAST_PX = 5_000_000  # of a photo that is timed
SLOTS = (2048, 1000)  # they say how large the frame must be


def costs(photos: Path, times: int) -> Iterator[str]:
    """A line a photo and slot, then the median of all. Photos that cannot be read are left out."""
    medians: dict[int, list[float]] = {slot: [] for slot in SLOTS}
    for file, slot in product(sorted(photos.rglob("*.jpg")), SLOTS):
        data = file.read_bytes()
        try:
            opened = open_photo(data, name=file.name, max_pixels=10**9)
            if opened.width * opened.height < LEAST_PX:
                continue
            pairs = [(seconds(data, slot, facts=True), seconds(data, slot, facts=False)) for _ in range(times + 1)]
        except PhotoError:
            continue
        ratios = sorted(both / alone for both, alone in pairs[1:])  # the first warms up
        medians[slot].append(statistics.median(ratios))
        alone = statistics.median(alone for _, alone in pairs[1:]) * 1000
        what = (
            f"{file.name}, {opened.width * opened.height / 1e6:.0f} MP, {len(data) / 1e6:.1f} MB, slots of {slot:,} px"
        )
        yield f"{what}: {medians[slot][-1]:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}), master alone {alone:.0f} ms"
    for slot, several in medians.items():
        if several:
            yield f"slots of {slot:,} px: {statistics.median(several):.2f} in the median of {len(several)} photos"


def seconds(data: bytes, slot: int, *, facts: bool) -> float:
    """Of processors, for the master of one photo with or without its facts."""
    begun = time.process_time()
    opened = open_photo(data, name="timed", max_pixels=10**9)
    scale = expected_scale((opened.width, opened.height), Demand(frozenset({(slot, slot)})))
    frame = decode(opened, scale)
    if facts:
        facts_of(opened, frame, "timed", len(data))
    master_bytes(opened, frame, scale)
    return time.process_time() - begun


def main() -> None:
    """Prints the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--times", type=int, default=7)
    chosen = parser.parse_args()
    for line in costs(chosen.photos, chosen.times):
        print(line, flush=True)


if __name__ == "__main__":
    main()
