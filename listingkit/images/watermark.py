"""What does the seller's mark look like on an image?

Sizes follow the image's short side, so a mark is drawn once for each and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from PIL import Image, ImageChops, ImageFilter

from listingkit.images.lettering import letters
from listingkit.images.logo import open_logo, scaled
from listingkit.images.model import Mark
from listingkit.images.placing import TURN, Spot, spot_at, spot_off_product, tile_spots
from listingkit.pixels.model import RGB, Box

LIGHT, DARK = (255, 255, 255), (24, 24, 24)
# Beneath this lightness a light text reads better (sRGB levels; a little below the middle, since paper is the rule).
TURNS_DARK = 140
TELLS = 64  # levels between letters and ground, a quarter of all there are, from which they can be told apart
MOST_LOST = 0.05  # of the letters may lie on ground that they cannot be told from, before they get a rim
RIM = 0.07  # of the letters' height: how far the rim reaches
RIM_FULL = 3  # times what the blur leaves: full beside the letters, soft outwards
LEAST_STRIP = 16
COARSE = 9  # samples over the height of letters that stand aslant, to tell what lies beneath them
SMALLEST_PX = 6
LONGEST_TILE = 0.7  # of the short side, so that a long name is seen more than once


@dataclass(frozen=True, slots=True)
class MarkFiles:
    """The bytes that a mark needs, empty where it needs none; they are read once, in the parent.

    They are told apart by the digests in the mark: comparing megabytes of font for every image is waste.
    """

    logo: bytes = field(default=b"", compare=False)
    font: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mark, `left` and `top` from the mark's own corner: `alpha` and `rim` (L) and a logo's `colours` (RGB)
    are of one size. A mark that stands aslant is cut into strips, since the box around it is mostly empty.
    """

    left: int
    top: int
    alpha: Image.Image
    rim: Image.Image | None
    colours: Image.Image | None

    def part(self, box: tuple[int, int, int, int]) -> Piece:
        """What lies in a box (left, top, right, bottom) of it."""
        rim, colours = self.rim and self.rim.crop(box), self.colours and self.colours.crop(box)
        return Piece(self.left + box[0], self.top + box[1], self.alpha.crop(box), rim, colours)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark ready to be pasted: its size without the rim, and `level`, that of the mark before it was turned.

    `ink` shows where a text's letters are (L, 1/`coarse` of the size), to look up what lies beneath them.
    """

    size: tuple[int, int]
    level: tuple[int, int]
    pieces: tuple[Piece, ...]
    ink: Image.Image
    coarse: int


def stamp(image: Image.Image, mark: Mark, files: MarkFiles, product: Box | None) -> Image.Image:
    """A copy of an RGB image with the mark on it. `product` is the product's box in this image, None where unknown.

    Raises MarkError where the mark cannot be drawn; `read_mark` has told that before any photo was read.
    """
    drawn = draw(mark, files, min(image.size))
    result = image.copy()
    for spot in _spots(image, mark, drawn, product):
        colour, rim = mark.colour or DARK, None
        if not mark.logo and mark.colour is None:
            colour, rim = _readable(_beneath(image, drawn, spot))
        for piece in drawn.pieces:
            _paste(result, piece, spot, colour, rim)
    return result


def _spots(image: Image.Image, mark: Mark, drawn: Drawn, product: Box | None) -> Iterable[Spot]:
    if mark.position == "tiled":
        return tile_spots(image.size, drawn.level, drawn.size)
    margin = round(mark.margin * min(image.size))
    if product is None or not mark.avoid_product:
        return [spot_at(mark.position, image.size, drawn.size, margin)]
    return [spot_off_product(mark.position, image, drawn.size, margin, product)]


def _paste(result: Image.Image, piece: Piece, spot: Spot, colour: RGB, rim: RGB | None) -> None:
    left, top, (width, height) = piece.left + spot[0], piece.top + spot[1], piece.alpha.size
    part = max(0, -left), max(0, -top), min(width, result.width - left), min(height, result.height - top)
    if part[0] >= part[2] or part[1] >= part[3]:
        return
    if part != (0, 0, width, height):
        piece = piece.part(part)
        left, top = left + part[0], top + part[1]
    if rim and piece.rim:
        result.paste(rim, (left, top), piece.rim)
    result.paste(piece.colours or colour, (left, top), piece.alpha)


def _beneath(image: Image.Image, drawn: Drawn, spot: Spot) -> list[int]:
    """The histogram (256 levels) of what lies beneath a text's letters."""
    step = drawn.coarse
    left, top = (max(0, -(at // step)) for at in spot)
    right, bottom = (
        min(cells, (side - at) // step) for cells, side, at in zip(drawn.ink.size, image.size, spot, strict=True)
    )
    if left >= right or top >= bottom:
        return [0] * 256
    box = spot[0] + left * step, spot[1] + top * step, spot[0] + right * step, spot[1] + bottom * step
    ground = image.resize((right - left, bottom - top), Image.Resampling.NEAREST, box).convert("L")
    return ground.histogram(drawn.ink.crop((left, top, right, bottom)))


def _readable(beneath: list[int]) -> tuple[RGB, RGB | None]:
    """The text's colour, light or dark, and that of a rim where it could not be told from some of the ground."""
    under, dark_lost, light_lost = sum(beneath), sum(beneath[: DARK[0] + TELLS]), sum(beneath[LIGHT[0] - TELLS :])
    bright = sum(level * number for level, number in enumerate(beneath)) >= TURNS_DARK * under
    if dark_lost < light_lost or (dark_lost == light_lost and bright):
        return DARK, LIGHT if dark_lost > MOST_LOST * under else None
    return LIGHT, DARK if light_lost > MOST_LOST * under else None


_making = Lock()  # a font in use is not safe in two threads


def draw(mark: Mark, files: MarkFiles, side: int) -> Drawn:
    """The mark for images whose short side has that many pixels, made once a size."""
    with _making:
        return _drawn(mark, files, side)


@lru_cache(maxsize=32)
def _drawn(mark: Mark, files: MarkFiles, side: int) -> Drawn:
    tiled = mark.position == "tiled"
    fitting = round(LONGEST_TILE * side) if tiled else side - 2 * round(mark.margin * side)
    if mark.logo:
        return _draw_logo(scaled(open_logo(files.logo), max(1, round(mark.size * side)), fitting), mark, turn=tiled)
    height = max(SMALLEST_PX, round(mark.size * side))
    ink = letters(mark.text, files.font, height)
    if ink.width > fitting:  # a long name shrinks rather than leaving the image
        height = max(1, height * fitting // ink.width)
        ink = letters(mark.text, files.font, height)
    return _draw_text(ink, mark, reach=max(1, round(RIM * height)), turn=tiled)


def _draw_text(ink: Image.Image, mark: Mark, *, reach: int, turn: bool) -> Drawn:
    level, border = ink.size, 3 * reach
    if turn:
        ink = ink.rotate(TURN, Image.Resampling.BICUBIC, expand=True)
    full = Image.new("L", (ink.width + 2 * border, ink.height + 2 * border))
    full.paste(ink, (border, border))
    around = full.filter(ImageFilter.GaussianBlur(reach)).point([min(255, RIM_FULL * value) for value in range(256)])
    rim = _weaker(ImageChops.subtract(around, full), mark.opacity)
    whole = Piece(-border, -border, _weaker(full, mark.opacity), rim, None)
    coarse = max(1, level[1] // COARSE) if turn else 1
    return Drawn(ink.size, level, _strips(whole, level[1]) if turn else (whole,), ink.reduce(coarse), coarse)


def _draw_logo(logo: Image.Image, mark: Mark, *, turn: bool) -> Drawn:
    level = logo.size
    if turn:
        logo = logo.rotate(TURN, Image.Resampling.BICUBIC, expand=True)
    alpha = logo.getchannel("A")
    whole = Piece(0, 0, _weaker(alpha, mark.opacity), None, logo.convert("RGB"))
    return Drawn(logo.size, level, _strips(whole, level[1]) if turn else (whole,), alpha, 1)


def _strips(whole: Piece, width: int) -> tuple[Piece, ...]:
    """Upright strips of a mark, each no higher than what is to be seen in it."""
    strips = []
    for left in range(0, whole.alpha.width, max(LEAST_STRIP, width)):
        right = min(whole.alpha.width, left + max(LEAST_STRIP, width))
        if seen := (whole.rim or whole.alpha).crop((left, 0, right, whole.alpha.height)).getbbox():
            strips.append(whole.part((left, seen[1], right, seen[3])))
    return tuple(strips)


def _weaker(mask: Image.Image, opacity: float) -> Image.Image:
    return mask.point([round(value * opacity) for value in range(256)])
