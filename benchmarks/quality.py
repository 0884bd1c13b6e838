"""What do pictures lose by coming out of a reduced master instead of the whole photo?

    python -m benchmarks.quality /tmp/corpus --sizes 12 24 45 --slots 350 800 1000 2048

FOLDER has one folder of each size, made by `benchmarks.corpus`. Each photo is measured and rendered by listingkit's own
code, as PNG and without a mark, so that only the master's loss is left. The reference is the same window of the photo
decoded in full, brought to size by Lanczos in one step. The last column is what an ordinary JPEG at quality 85 takes
from the reference, to see the others against.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from PIL import Image

from benchmarks.shop import link_photos, photos_of, write_shop
from benchmarks.similarity import luma, psnr, ssim
from benchmarks.table import markdown
from listingkit.executor import run_jobs
from listingkit.images.model import Recipe
from listingkit.images.recipe import demand_of, recipe_for
from listingkit.images.render import Made, Output, RenderJob, render_one
from listingkit.images.watermark import MarkFiles
from listingkit.photos.masters import Masters
from listingkit.photos.measure import MeasureJob, measure_one
from listingkit.photos.model import Photo, master_name
from listingkit.pixels.decode import decode, open_photo, quiet
from listingkit.pixels.framing import Window, fitted, window_for
from listingkit.shop import open_shop
from listingkit.stores.load import load_stores

FADED = 0.02  # of a side, at the edges of the photo: there it fades into the paper that is carried on
Part = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class QualityJob:
    """One photo for one slot. `fit` as in `[images]`."""

    file: Path
    megapixels: int
    side: int
    fit: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a rendition comes to its reference. `scale`: of the master; `jpeg`: SSIM after quality 85 alone."""

    job: QualityJob
    scale: int
    ssim: float
    psnr: float
    jpeg: float


def compare_one(job: QualityJob) -> Likeness:
    """Renders the photo through its master and compares it with the reference."""
    with tempfile.TemporaryDirectory() as temporary, quiet():
        folder = Path(temporary)
        link_photos([job.file], folder / "photos")
        write_shop(folder, 1, [job.side])
        shop = open_shop(folder)
        (store,) = load_stores(shop.settings.shop.stores, relative_to=folder)
        settings = shop.settings.images.model_copy(update={"fit": job.fit})
        slot = store.slots[0].model_copy(update={"format": "png", "max_bytes": 10**9})
        recipe = recipe_for(slot, settings, None)
        masters = Masters(shop)
        path = f"photos/{job.file.name}"
        limit = shop.settings.limits.max_pixels
        known = measure_one(MeasureJob(path, folder / path, demand_of([store], settings), limit), masters).photo
        assert known is not None  # nothing was known before
        photo = Photo(path, known.facts, master_name(known.facts.digest, known.scale, known.seen))
        master = masters.load(photo)
        rendering = RenderJob(folder, photo, None, (Output(recipe, ("made.png",)),), MarkFiles())
        (made,) = render_one(rendering, lambda _: master)
        assert isinstance(made, Made), made
        with Image.open(folder / "made.png") as image:
            result = image.convert("RGB")
    window = _window(recipe, master.size, photo)
    reference, place = _reference(job.file, limit, window, master.size, result.size)
    middle = _inner(reference.size)
    own = luma(result.crop(place).crop(middle))
    true = luma(reference.crop(middle))
    return Likeness(
        job, known.scale, ssim(own, true), psnr(own, true), ssim(luma(_as_jpeg(reference).crop(middle)), true)
    )


def _window(recipe: Recipe, frame: tuple[int, int], photo: Photo) -> Window:
    slot = fitted(frame, (recipe.width, recipe.height), recipe.framing.fit)
    return window_for(frame, slot, recipe.framing, photo.facts.product, recipe.min_width)


def _reference(
    file: Path, max_pixels: int, window: Window, frame: tuple[int, int], size: tuple[int, int]
) -> tuple[Image.Image, Part]:
    """What a window of the master's frame shows, out of the whole photo, and its place in the slot."""
    full = decode(open_photo(file.read_bytes(), name=file.name, max_pixels=max_pixels))
    box = window.inside(frame)
    across, down = size[0] / window.width, size[1] / window.height
    left, top = round((box[0] - window.left) * across), round((box[1] - window.top) * down)
    width = min(size[0] - left, round((box[2] - box[0]) * across))
    height = min(size[1] - top, round((box[3] - box[1]) * down))
    finer = full.width / frame[0], full.height / frame[1]
    whole = tuple(min(edge * finer[axis % 2], full.size[axis % 2]) for axis, edge in enumerate(box))
    seen = full.resize((width, height), Image.Resampling.LANCZOS, box=whole)
    return seen, (left, top, left + width, top + height)


def _inner(size: tuple[int, int]) -> Part:
    margin = round(max(size) * FADED)
    return margin, margin, size[0] - margin, size[1] - margin


def _as_jpeg(image: Image.Image) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    with Image.open(file) as opened:
        return opened.convert("RGB")


def _jobs(chosen: argparse.Namespace) -> Iterator[QualityJob]:
    for megapixels in chosen.sizes:
        for side in chosen.slots:
            for file in photos_of(chosen.folder / str(megapixels))[: chosen.photos]:
                yield QualityJob(file, megapixels, side, chosen.fit)


def table(found: list[Likeness]) -> str:
    """A row for each size of photo and slot, as Markdown."""
    groups: dict[tuple[int, int], list[Likeness]] = {}
    for each in sorted(found, key=lambda each: (each.job.megapixels, each.job.side, each.job.file)):
        groups.setdefault((each.job.megapixels, each.job.side), []).append(each)
    head = ("megapixels", "slot", "master", "SSIM", "worst", "PSNR, dB", "worst", "SSIM of JPEG alone")
    return markdown(head, (_cells(key, several) for key, several in groups.items()))


def _cells(key: tuple[int, int], several: list[Likeness]) -> list[str]:
    def told(value: Callable[[Likeness], float], digits: int) -> list[str]:
        values = [value(each) for each in several]
        return [f"{median(values):.{digits}f}", f"{min(values):.{digits}f}"]

    scales = ", ".join(f"1/{scale}" for scale in sorted({each.scale for each in several}))
    likeness = [*told(lambda each: each.ssim, 4), *told(lambda each: each.psnr, 1)]
    return [str(key[0]), str(key[1]), scales, *likeness, told(lambda each: each.jpeg, 4)[0]]


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[12, 24, 45], help="megapixels")
    parser.add_argument("--slots", type=int, nargs="+", default=[350, 800, 1000, 2048], help="sides in pixels")
    parser.add_argument("--fit", default="pad", choices=["auto", "fit", "cover", "pad"])
    parser.add_argument("--photos", type=int, help="only so many of each size")
    parser.add_argument("--jobs", type=int, default=1, help="processes, of up to 1 GB each at 45 MP")
    return parser.parse_args(words)


def main() -> None:
    """Compares and prints the table."""
    chosen = arguments()
    found = [done.value() for done in run_jobs(compare_one, _jobs(chosen), workers=chosen.jobs, kind="processes")]
    print(table(found))


if __name__ == "__main__":
    main()
