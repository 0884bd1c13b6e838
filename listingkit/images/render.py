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
from listingkit.images.ops import fill_window, sharpened
from listingkit.images.watermark import MarkFiles, stamp
from listingkit.images.whiten import whiten
from listingkit.photos.model import Photo
from listingkit.pixels.balance import apply_balance
from listingkit.pixels.encode import Encoded, Style, encode_within
from listingkit.pixels.framing import Window, fitted, output_size, touched, window_for
from listingkit.pixels.model import Balance, Box


@dataclass(frozen=True, slots=True)
class Output:
    """One recipe and the paths, relative to the shop, that want its result."""

    recipe: Recipe
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that is wanted of one photo in one light. `root` is the shop's folder."""

    root: Path
    photo: Photo
    balance: Balance | None
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


def render_one(job: RenderJob, load: Callable[[Photo], Image.Image]) -> tuple[Made | Refused, ...]:
    """Renders and writes every output of a job, in order, from the master that `load` gives.

    Raises PhotoError or OSError where there is none, BadOutputError where nothing can be written.
    """
    view = _View(load(job.photo), job)
    return tuple(_make(job, view, output) for output in job.outputs)


class _View:
    """The master through windows; the last picture is kept, since slots that differ only in their mark share it."""

    def __init__(self, master: Image.Image, job: RenderJob) -> None:
        self.frame = master.size
        self.product = job.photo.facts.product
        self._master, self._paper, self._balance = master, job.photo.facts.paper, job.balance
        self._last: tuple[Window, tuple[int, int]] | None = None
        self._image = master

    def through(self, window: Window, size: tuple[int, int]) -> Image.Image:
        """The window in true colour at that size."""
        if self._last != (window, size):
            on_paper = self.product is not None and not _pads_a_cut(window, self.frame, self.product)
            image = fill_window(self._master, window, size, self._paper, carry_on=on_paper)
            self._image = apply_balance(image, self._balance) if self._balance else image
            self._last = window, size
        return self._image


def _make(job: RenderJob, view: _View, output: Output) -> Made | Refused:
    recipe = output.recipe
    slot = fitted(view.frame, (recipe.width, recipe.height), recipe.framing.fit)
    window = window_for(view.frame, slot, recipe.framing, view.product, recipe.min_width)
    size = output_size(window, slot, enlarge=recipe.enlarge)
    if size[0] < recipe.min_width or size[1] < recipe.min_height:
        reason = f"it would be {size[0]} × {size[1]} px, the store asks for {recipe.min_width} × {recipe.min_height}"
        return Refused(output, "image.too-small", reason)
    image = _finish(view, window, size, recipe, job.files)
    if image is None:
        reason = (
            "a white background cannot be made: it needs the whole product, told from the paper all along its outline, "
            "with paper all round"
        )
        return Refused(output, "image.missing", reason)
    encoded = _encode(image, recipe)
    if len(encoded.data) > recipe.max_bytes:
        reason = f"it takes {len(encoded.data):,} bytes at quality {encoded.quality}, the limit is {recipe.max_bytes:,}"
        return Refused(output, "image.too-heavy", reason)
    upscaled = size[0] > window.width + 0.5
    files = tuple(_write(job.root, path, encoded.data) for path in output.paths)
    return Made(output, hashlib.sha256(encoded.data).hexdigest(), size[0], size[1], files, upscaled)


def _finish(view: _View, window: Window, size: tuple[int, int], recipe: Recipe, files: MarkFiles) -> Image.Image | None:
    """True colour, white ground, sharpness and mark, in this order; None where the ground cannot be made white."""
    image: Image.Image | None = view.through(window, size)
    if recipe.background == "white":
        image = whiten(image, shadow=recipe.shadow) if view.product is not None and image is not None else None
    if image is None:
        return None
    image = sharpened(image, recipe.sharpen)
    if recipe.mark is None:
        return image
    product = window.shares(view.product, view.frame) if view.product is not None else None
    return stamp(image, recipe.mark, files, product)


def _pads_a_cut(window: Window, frame: tuple[int, int], product: Box) -> bool:
    """Whether the window goes beyond the frame where the frame cuts the product off: there is no paper to carry on."""
    right, bottom = window.left + window.width, window.top + window.height
    beyond = window.left < -0.5, window.top < -0.5, right > frame[0] + 0.5, bottom > frame[1] + 0.5
    return any(over and cut for over, cut in zip(beyond, touched(product), strict=True))


def _encode(image: Image.Image, recipe: Recipe) -> Encoded:
    style = Style(recipe.format, recipe.progressive, recipe.tag_srgb)
    return encode_within(image, style, quality=recipe.quality, floor=recipe.quality_floor, max_bytes=recipe.max_bytes)


def _write(root: Path, path: str, data: bytes) -> Written:
    target = root / path
    write_bytes(target, data)
    stat = target.stat()
    return Written(path, stat.st_size, stat.st_mtime_ns)
