"""How do all finished images of one photo come out of its master?

One job = one master = all its renditions. The master is decoded once; equal recipes are rendered and encoded once and
written to each of their paths. What cannot be made to the store's rules is refused, and nothing is written for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from listingkit.files import write_bytes
from listingkit.images.model import Recipe
from listingkit.images.ops import Window, fill_window, output_size, touched, window_for
from listingkit.images.watermark import MarkFiles, stamp
from listingkit.images.whiten import whiten
from listingkit.photos.model import Photo
from listingkit.pixels.decode import PhotoError, decode, open_photo
from listingkit.pixels.encode import Encoded, encode_within
from listingkit.pixels.model import RGB, Box


@dataclass(frozen=True, slots=True)
class Output:
    """One recipe and the paths, relative to the shop, that want its result."""

    recipe: Recipe
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that is wanted of one photo. `master` is an absolute path, as is `root`, the shop's folder."""

    root: Path
    master: Path
    photo: Photo
    outputs: tuple[Output, ...]
    files: MarkFiles


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written; mtime and size tell later whether a hand has changed it."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Made:
    """A finished image, in each of its files; `digest` is of their bytes. `upscaled` when it was enlarged."""

    output: Output
    digest: str
    width: int
    height: int
    files: tuple[Written, ...]
    upscaled: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """An image that would break the store's rules: the finding's code and the reason, with numbers."""

    output: Output
    code: str
    reason: str


def render_one(job: RenderJob, remake: Callable[[Photo], None]) -> tuple[Made | Refused, ...]:
    """Renders and writes every output of a job, in order. A master that is damaged or gone is made anew by `remake`.

    Raises PhotoError or OSError where that cannot be done either, BadOutputError where nothing can be written.
    """
    try:
        master = _open(job.master)
    except (PhotoError, OSError):
        remake(job.photo)
        master = _open(job.master)
    view = _View(master, job.photo.facts.paper, job.photo.facts.product)
    return tuple(_make(job, view, output) for output in job.outputs)


def _open(master: Path) -> Image.Image:
    return decode(open_photo(master.read_bytes(), name=master.name, max_pixels=1 << 40))


class _View:
    """The master through windows; the last picture is kept, since slots that differ only in their mark share it."""

    def __init__(self, master: Image.Image, paper: RGB, product: Box | None) -> None:
        self.frame = master.size
        self.product = product
        self._master, self._paper = master, paper
        self._last: tuple[Window, tuple[int, int]] | None = None
        self._image = master

    def through(self, window: Window, size: tuple[int, int]) -> Image.Image:
        if self._last != (window, size):
            on_paper = self.product is not None and not _pads_a_cut(window, self.frame, self.product)
            self._image = fill_window(self._master, window, size, self._paper, carry_on=on_paper)
            self._last = window, size
        return self._image


def _make(job: RenderJob, view: _View, output: Output) -> Made | Refused:
    recipe = output.recipe
    slot = recipe.width, recipe.height
    window = window_for(view.frame, slot, recipe.fit, job.photo.facts.product, recipe.min_width)
    size = output_size(window, slot, enlarge=recipe.enlarge)
    if size[0] < recipe.min_width or size[1] < recipe.min_height:
        reason = f"it would be {size[0]} × {size[1]} px, the store asks for {recipe.min_width} × {recipe.min_height}"
        return Refused(output, "image.too-small", reason)
    image = _finish(view.through(window, size), recipe, job)
    if image is None:
        reason = (
            "a white background cannot be made: it needs the whole product, darker than the paper, with paper all round"
        )
        return Refused(output, "image.missing", reason)
    encoded = _encode(image, recipe)
    if len(encoded.data) > recipe.max_bytes:
        reason = f"it takes {len(encoded.data):,} bytes at quality {encoded.quality}, the limit is {recipe.max_bytes:,}"
        return Refused(output, "image.too-heavy", reason)
    upscaled = size[0] > window.width + 0.5
    files = tuple(_write(job.root, path, encoded.data) for path in output.paths)
    return Made(output, hashlib.sha256(encoded.data).hexdigest(), *size, files, upscaled)


def _finish(image: Image.Image, recipe: Recipe, job: RenderJob) -> Image.Image | None:
    """White ground and mark; None where the ground cannot be made white."""
    finished: Image.Image | None = image
    if recipe.background == "white":
        finished = whiten(image) if job.photo.facts.product is not None else None
    return stamp(finished, recipe.mark, job.files) if finished is not None and recipe.mark is not None else finished


def _pads_a_cut(window: Window, frame: tuple[int, int], product: Box) -> bool:
    """Whether the window goes beyond the frame where the frame cuts the product off: there is no paper to carry on."""
    right, bottom = window.left + window.width, window.top + window.height
    beyond = window.left < -0.5, window.top < -0.5, right > frame[0] + 0.5, bottom > frame[1] + 0.5
    return any(over and cut for over, cut in zip(beyond, touched(product), strict=True))


def _encode(image: Image.Image, recipe: Recipe) -> Encoded:
    return encode_within(
        image, recipe.format, quality=recipe.quality, floor=recipe.quality_floor, max_bytes=recipe.max_bytes
    )


def _write(root: Path, path: str, data: bytes) -> Written:
    target = root / path
    write_bytes(target, data)
    stat = target.stat()
    return Written(path, stat.st_size, stat.st_mtime_ns)
