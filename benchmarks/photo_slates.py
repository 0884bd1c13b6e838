"""How many slates are read, and what does looking for one cost, against plain decoding of the whole photo?

    python -m benchmarks.photo_slates [--slates 200] [--frames 60] [--seed 1] [--photos DIR]

Slates as in `benchmarks.camera_roll`, 12 MP, one a frame, by size in the frame; and frames without one, drawn, or your
own photos with `--photos`. Each frame is read three ways, in turns: as `ingest` does, on the reduced frame that was
decoded anyway for the photo's facts, for slots of 1,000 px; the same with the decoding; and by zxing-cpp with all that
it tries by itself, on the photo decoded in full.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import zxingcpp
from PIL import Image

from benchmarks.camera_roll import SENSOR
from benchmarks.roll_pictures import LOOK_SHOTS, PRODUCT_SHOTS, Still, draw, lying_of
from benchmarks.table import markdown
from listingkit.pixels.codes import read_codes
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.framing import Demand, expected_scale

DEMAND = Demand(frozenset({(1000, 1000)}))
CLASSES = (0.12, 0.18, 0.3, 0.6)  # of the frame's height
LOOKING, WITH_DECODING, IN_FULL = "looking", "with decoding", "in full"


@dataclass(frozen=True, slots=True)
class Read:
    """One frame: what it shows, whether each way read just that, and in how many seconds."""

    kind: str
    right: tuple[bool, bool]
    seconds: dict[str, float]


def read(kind: str, data: bytes, texts: list[str]) -> Read:
    """Reads a camera's JPEG in the three ways."""
    start = time.perf_counter()
    opened = open_photo(data, name="frame.jpg", max_pixels=10**9)
    frame = decode(opened, expected_scale((opened.width, opened.height), DEMAND))
    decoded = time.perf_counter()
    ours = sorted(code.text for code in read_codes(frame))
    done = time.perf_counter()
    with Image.open(io.BytesIO(data)) as image:
        found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    theirs = sorted({each.text for each in found})
    full = time.perf_counter() - done
    seconds = {LOOKING: done - decoded, WITH_DECODING: done - start, IN_FULL: full}
    return Read(kind, (ours == texts, theirs == texts), seconds)


def slates(count: int, seed: int) -> Iterator[Read]:
    """Made slates."""
    for number in range(count):
        still = Still("", nudge=number, text=f"LK1:U{number % 60 + 1:03}-NVY-PLD")
        side = lying_of(still, seed).side
        low = max(each for each in CLASSES if each <= side)
        high = min((each for each in CLASSES if each > side), default=CLASSES[-1])
        yield read(f"slate, {low:.0%} to {high:.0%} of the height", _jpeg(still, seed), [still.text])


def empty_frames(count: int, seed: int) -> Iterator[Read]:
    """Drawn frames without a code."""
    shots = (*LOOK_SHOTS, *PRODUCT_SHOTS)
    for number in range(count):
        still = Still(shots[number % len(shots)], ("Red", "Navy", "Black")[number % 3], nudge=number)
        yield read("no slate", _jpeg(still, seed), [])


def own_photos(folder: Path, count: int) -> Iterator[Read]:
    """Photos of a folder, which have no code."""
    for file in islice(sorted(folder.rglob("*.jpg")), count):
        yield read("no slate", file.read_bytes(), [])


def table(found: Iterable[Read]) -> str:
    """A row for each kind of frame."""
    kinds: dict[str, list[Read]] = {}
    for each in found:
        kinds.setdefault(each.kind, []).append(each)
    everything = [each for several in kinds.values() for each in several if each.kind != "no slate"]
    rows = [_row(kind, kinds[kind]) for kind in sorted(kinds, key=lambda kind: (kind == "no slate", kind))]
    head = ("frame", "frames", "read", "zxing-cpp in full", "looking, ms", "in full, ms", "in full costs")
    return markdown(head, [*rows, _row("all slates", everything)])


def _row(kind: str, several: Sequence[Read]) -> tuple[str, ...]:
    ours, theirs = (sum(each.right[way] for each in several) / len(several) for way in (0, 1))
    looking, full = (1000 * statistics.median(each.seconds[way] for each in several) for way in (LOOKING, IN_FULL))
    ratio = statistics.median(each.seconds[IN_FULL] / each.seconds[WITH_DECODING] for each in several)
    return kind, f"{len(several):,}", f"{ours:.1%}", f"{theirs:.1%}", f"{looking:.1f}", f"{full:.0f}", f"{ratio:.1f} ×"


def _jpeg(still: Still, seed: int) -> bytes:
    buffer = io.BytesIO()
    draw(still, seed).resize(SENSOR, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def main() -> None:
    """Makes, reads, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slates", type=int, default=200)
    parser.add_argument("--frames", type=int, default=60, help="without a slate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--photos", type=Path, help="a folder of photos without codes")
    asked = parser.parse_args()
    without = own_photos(asked.photos, asked.frames) if asked.photos else empty_frames(asked.frames, asked.seed)
    print(table([*slates(asked.slates, asked.seed), *without]))


if __name__ == "__main__":
    main()
