"""How wide are the edges on a product: is it in focus, and was it still?

An edge is looked at through two Gaussians, along the line across it. How much the wider one weakens it tells the width
that it had before: independent of the edge's contrast, so of the product's colour, size and light. (The idea of
re-blurring: Zhuo and Sim, Defocus map estimation from a single image, 2011.) Only pixels where a step is largest are
looked at in full, and the frame is averaged along its edges first, which costs nothing of their width but much noise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from listingkit.pixels.model import Box
from listingkit.pixels.patches import grow

Array = np.ndarray
LONG = 1000  # widths are told for a frame of this length
ALONG = 3  # pixels that are averaged along an edge, and looked at only once
EVERY = 2  # such rows apart, an edge is looked for: it is longer than that
FINE, COARSE = 0.7, 1.7  # sigmas of the two Gaussians, in pixels of the reduced frame
REACH = 5  # pixels on either side of an edge
SHIFT = 3  # pixels from its steepest place to its middle
SPAN = REACH + SHIFT
NOISE = 5.0  # times the usual difference from one pixel to the next that an edge has at least
FAINTEST = 5  # levels from one pixel to the next: with less, JPEG and rounding make the edge
STRONG = 0.5  # of the contrast that one edge in ten exceeds: folds and shading are weaker, and soft by nature
STEEPEST = 0.4  # of the steepest, before the contrast is known
RING = 0.35  # a step back this large beside the edge makes it a line: its width is not that of an edge
TILT = 0.8  # tangent of the angle up to which a slanted edge counts for its direction
MOST = 3000  # edges in each direction
LEAST_EDGES = 16
CLEAR = 12.0  # times the noise: fainter edges than these are looked at once more in a frame half as large
HALVINGS = 1
SHARPEST = 25  # percentile: of a product with depth, the part in focus counts
TILE = 16  # px of the squares whose quieter ones tell the noise
PIXEL = 1 / 6  # variance that the pixels' own extent adds to a difference of two
ROOM_PX, ROOM = 10, 0.02  # around the product's box, for its outline to fade in


@dataclass(frozen=True, slots=True)
class Sharpness:
    """Sigma of the blur in pixels of a frame 1,000 px long, of the sharpest quarter of the strong edges.

    `across` of upright edges, which a movement sideways widens, `down` of level ones; None where there are too few.
    `place` is where the clearest edge is, as shares of the frame (x, y).
    """

    across: float | None
    down: float | None
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Edges:
    """Of each edge its contrast in levels, its sigma in pixels of the reduced frame, its step over the noise, and its
    pixel, whose `y` counts ALONG rows of the reduced frame (columns, for level edges).
    """

    contrast: Array
    sigma: Array
    clear: Array
    x: Array
    y: Array

    def __len__(self) -> int:
        return len(self.contrast)

    def where(self, kept: Array) -> _Edges:
        return _Edges(*(each[kept] for each in (self.contrast, self.sigma, self.clear, self.x, self.y)))


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a frame (left, top, right, bottom in pixels) that is looked at, reduced to 1/`cell`."""

    box: tuple[int, int, int, int]
    cell: int
    size: tuple[int, int]
    solid: Array | None

    def has(self, x: Array, y: Array) -> Array:
        """Whether pixels of the reduced part lie on the product."""
        if self.solid is None:
            return np.ones(len(x), bool)
        height, width = self.solid.shape
        column = (x * self.cell + self.box[0]) * width // self.size[0]
        row = (y * self.cell + self.box[1]) * height // self.size[1]
        on: Array = self.solid[np.minimum(row, height - 1), np.minimum(column, width - 1)]
        return on


NOTHING, NOWHERE = np.zeros(0, np.float32), np.zeros(0, np.intp)
NO_EDGES = _Edges(NOTHING, NOTHING, NOTHING, NOWHERE, NOWHERE)


def sharpness_of(frame: Image.Image, product: Box | None = None, solid: Array | None = None) -> Sharpness:
    """How sharp a frame is that was reduced by whole pixels to 1,000 px or a little more: on its product, or all over
    where none was told.

    `solid` is the mask of the product (height × width of a small copy of the frame): what lies beside it, shadows above
    all, is left out.
    """
    long, cell = max(frame.size), 1
    box = _around(frame.size, product)
    grey = frame.convert("L").crop(box)  # the other way round four bytes a pixel are copied
    found, unit, place = (NO_EDGES, NO_EDGES), 1.0, None
    solid = None if solid is None or product is None else grow(solid)
    for _ in range(1 + HALVINGS):
        part = _Part(box, cell, frame.size, solid)
        seen = _look(grey, part)
        if max(map(len, seen)) >= LEAST_EDGES:
            found, unit, place = seen, LONG * cell / long, _clearest(seen, part)
            if float(np.median(np.concatenate([each.clear for each in seen]))) >= CLEAR:
                break
        grey, cell = grey.reduce(2), 2 * cell
    across, down = (_sharpest(each.sigma * unit) if len(each) >= LEAST_EDGES else None for each in found)
    return Sharpness(across, down, place)


def _clearest(edges: tuple[_Edges, _Edges], part: _Part) -> tuple[float, float]:
    """Where the edge of most contrast is, as shares of the frame."""
    upright, level = ((float(each.contrast.max()) if len(each) else -1.0) for each in edges)
    along = edges[0] if upright >= level else edges[1]
    at = int(np.argmax(along.contrast))
    x, y = int(along.x[at]), int(along.y[at]) * ALONG
    if along is edges[1]:
        x, y = y, x
    (left, top, _, _), (width, height) = part.box, part.size
    return round((x * part.cell + left) / width, 3), round((y * part.cell + top) / height, 3)


def _sharpest(sigma: Array) -> float:
    return round(float(np.percentile(sigma, SHARPEST)), 3)


def _around(size: tuple[int, int], product: Box | None) -> tuple[int, int, int, int]:
    """The product's box in pixels, with room for its outline to fade."""
    (width, height), (left, top, right, bottom) = size, product or (0, 0, 1, 1)
    room = ROOM_PX + ROOM * max(size)
    return (
        max(0, int(left * width - room)),
        max(0, int(top * height - room)),
        min(width, math.ceil(right * width + room)),
        min(height, math.ceil(bottom * height + room)),
    )


def _look(grey: Image.Image, part: _Part) -> tuple[_Edges, _Edges]:
    """The strong edges, upright and level, of the part's grey picture."""
    upright = np.asarray(grey.reduce((1, ALONG)))
    level = np.asarray(grey.reduce((ALONG, 1)).transpose(Image.Transpose.TRANSPOSE))
    across = _edges(upright, *_crests(upright, part, turned=False))
    down = _edges(level, *_crests(level, part, turned=True))
    contrast = np.concatenate([across.contrast, down.contrast])
    least = STRONG * float(np.percentile(contrast, 90)) if len(contrast) else 0.0
    return across.where(across.contrast >= least), down.where(down.contrast >= least)


def _crests(grey: Array, part: _Part, *, turned: bool) -> tuple[Array, Array, float]:
    """Columns and rows where a step from one pixel to the next is largest, and the noise of such steps."""
    none = np.zeros(0, np.intp)
    if grey.shape[0] < 3 or grey.shape[1] < 2 * SPAN + 4:
        return none, none, 1.0
    one, two = grey[1:-1:EVERY, :-1], grey[1:-1:EVERY, 1:]
    step = np.maximum(one, two) - np.minimum(one, two)
    noise = _noise(step)
    x, y = _ridges(step, max(FAINTEST, math.ceil(NOISE * noise)))
    steep, y = step[y, x], y * EVERY + 1
    kept = part.has(y * ALONG, x) if turned else part.has(x, y * ALONG)
    x, y, steep = x[kept], y[kept], steep[kept]
    if not len(x):
        return none, none, 1.0
    kept = steep >= STEEPEST * np.percentile(steep, 95)
    every = -(-int(kept.sum()) // MOST)
    return x[kept][::every], y[kept][::every], max(noise, 0.5)


def _noise(step: Array) -> float:
    """Sigma of the steps in the quieter quarter of the picture, in levels."""
    height, width = (side // TILE * TILE for side in step.shape)
    if not height or not width:
        return 0.0
    some = step[:height:4, :width].reshape(height // TILE, -1, width // TILE, TILE)
    means = some.sum(axis=(1, 3), dtype=np.int32) * (4 / TILE**2)
    return float(np.percentile(means, 25)) * math.sqrt(math.pi / 2)


def _ridges(step: Array, least: int) -> tuple[Array, Array]:
    inner = step[:, SPAN + 1 : -SPAN - 1]
    ridge = inner >= least
    ridge &= inner >= step[:, SPAN : -SPAN - 2]
    ridge &= inner > step[:, SPAN + 2 : -SPAN]
    y, x = np.divmod(np.flatnonzero(ridge), inner.shape[1])
    return x + SPAN + 1, y


def _kernels(sigma: float) -> Array:
    """A Gaussian at each of the places along a profile, as columns."""
    at = np.arange(-REACH - SHIFT, REACH + SHIFT + 1)[:, None] - np.arange(-SHIFT, SHIFT + 1)
    weights = np.exp(-0.5 * (at / sigma) ** 2)
    kernels: Array = (weights / weights.sum(axis=0)).astype(np.float32)
    return kernels


FINE_KERNELS, COARSE_KERNELS = _kernels(FINE), _kernels(COARSE)


def _tilt(grey: Array, x: Array, y: Array, contrast: Array, noise: float) -> Array:
    """The tangents of edges, by how far they move from the row before to the one after: the sum of the levels around
    an edge tells where it is, however sharp it is.
    """
    around = x[:, None] + np.arange(-REACH, REACH + 2)
    after, before = (grey[row[:, None], around].sum(axis=1, dtype=np.int32) for row in (y + 1, y - 1))
    tilt: Array = np.abs(after - before) / (2 * ALONG * np.maximum(contrast, noise))
    return tilt.astype(np.float32)


def _edges(grey: Array, x: Array, y: Array, noise: float) -> _Edges:
    """The edges at those pixels, without lines, corners and what is steep only by chance."""
    if not len(x):
        return NO_EDGES
    profile = grey[y[:, None], x[:, None] + np.arange(-SPAN, SPAN + 2)].astype(np.float32)
    profile *= np.where(profile[:, SPAN] > profile[:, SPAN + 1], -1, 1)[:, None]
    steps: Array = np.diff(profile, axis=1)
    wide = steps @ COARSE_KERNELS
    # The middle of the edge: the steepest pixel of a long ramp, as movement makes it, may be anywhere, chosen by noise.
    middle = np.argmax(wide, axis=1)
    each = np.arange(len(x))
    coarse, fine = wide[each, middle], (steps @ FINE_KERNELS)[each, middle]
    tilt = _tilt(grey, x, y, profile[:, SPAN + REACH + 1] - profile[:, SPAN - REACH], noise)
    # The least of eleven steps lies that far below by noise alone.
    line = steps[:, SHIFT:-SHIFT].min(axis=1) < -RING * fine - 2 * noise
    kept = (coarse > 0) & (fine > 0) & ~line & (tilt < TILT)
    fine, coarse, tilt = fine[kept], coarse[kept], tilt[kept]
    # Two Gaussians on an edge of sigma s: (fine / coarse)² = (s² + COARSE²) / (s² + FINE²).
    ratio = (fine / coarse) ** 2
    square = (COARSE**2 - ratio * FINE**2) / np.maximum(ratio - 1, 0.02)
    # A slanted edge is wider along the row, and the mean of ALONG rows smears it.
    square = (square - tilt**2 * ALONG**2 / 12) / (1 + tilt**2) - PIXEL
    contrast: Array = profile[kept, -1] - profile[kept, 0]
    return _Edges(contrast, np.sqrt(np.maximum(square, 0)), fine / noise, x[kept], y[kept])
