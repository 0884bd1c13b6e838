"""Which made photos have too much or too little light, cut products or no paper, and which have nothing wrong?

The sets of `benchmarks.photo_sheet`: 12 colours × 5 patterns, fills of 20 to 90 %, 3,500 to 9,000 K, each defect by
steps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from listingkit.photos.model import PhotoFacts
from listingkit.pixels.exposure import CRUSHED
from listingkit.pixels.linear import LINEAR, levels_of
from listingkit.pixels.model import Box
from listingkit.pixels.paper import split_frame
from tests.builders.judging import seen
from tests.builders.umbrellas import CANOPIES, PATTERNS, Sitting, Umbrella, coverage, picture

SHOTS = ("front", "top", "inside", "folded")
KELVIN = (3500, 4500, 5500, 7000, 9000)
FILLS = (0.3, 0.45, 0.6, 0.75, 0.9)
STOPS = (-0.7, -0.4, -0.2, 0.0, 0.1)
SIZE = (600, 400)
COLOURS = {name.replace("Grey", "Gray"): colour for name, colour in CANOPIES.items()}  # codes of three letters


@dataclass(frozen=True, slots=True)
class Made:
    """One made photo: its look in the catalogue, its shot, and how it was taken."""

    product: str
    colour: str
    look: Umbrella
    how: Sitting

    @property
    def path(self) -> str:
        """As the seller names it."""
        return path_of(self.product, self.colour, self.how.angle)


Change = tuple[str, str, Sequence[Mapping[str, object]]]
DEFECTS: tuple[Change, ...] = (
    *(("photo.overexposed", f"+{stops:g} stops", [{"stops": stops}]) for stops in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)),
    *(("photo.underexposed", f"{stops:g} stops", [{"stops": stops}]) for stops in (-1.5, -2.0, -2.5, -3.0, -3.5)),
    ("photo.subject-small", "fill 10 and 15 %", [{"fill": 0.10}, {"fill": 0.15}]),
    ("photo.subject-small", "fill 20 %", [{"fill": 0.2}]),
    *(
        ("photo.subject-cut", f"{share:.0%} of its length cut off", [{"fill": 0.75, "centre": (at, 0.5), "turn": 0}])
        for share in (0.02, 0.05, 0.1, 0.25, 0.5)
        if (at := 0.75 * (0.5 - share) * SIZE[1] / SIZE[0]) is not None
    ),
    ("photo.subject-cut", "at the top or right", [{"centre": (0.5, 0.15)}, {"centre": (0.92, 0.5)}]),
    *(("photo.background-not-white", f"falloff {fall:g}", [{"falloff": fall}]) for fall in (0.6, 0.7, 0.8)),
)
REAL_DEFECTS = (
    ("photo.underexposed", "-2.5"),
    ("photo.underexposed", "-2"),
    ("photo.underexposed", "-1"),
    ("photo.overexposed", "0.5"),
    ("photo.overexposed", "1"),
    ("photo.overexposed", "2"),
    ("photo.subject-cut", "cut"),
    ("photo.subject-small", "small"),
)
TABLES = {"dark wood": (74, 48, 32), "blue cloth": (40, 60, 120), "dark grey": (60, 60, 62), "oak": (176, 128, 84)}


def path_of(product: str, colour: str, shot: str) -> str:
    """The photo's path for a look that is called by its colour."""
    return f"photos/{product}-{colour.replace(' ', '')[:3].upper()}_{shot}.jpg"


def clean_set(count: int) -> list[Made]:
    """Every canopy in a product, all of whose looks have one pattern."""
    made = []
    for number in range(count):
        group, place = divmod(number, len(COLOURS))
        product, shot = divmod(group, len(SHOTS))
        colour, canopy = list(COLOURS.items())[place]
        how = Sitting(
            angle=SHOTS[shot],
            size=SIZE,
            fill=FILLS[(number * 3 + group) % 5],
            kelvin=KELVIN[(number * 2 + product) % 5],
            stops=STOPS[(number + group) % 5],
            falloff=0.05 + 0.3 * (number * 7 % 10) / 10,
            turn=number * 37 % 360 if shot else 0,
            seed=number,
        )
        made.append(Made(f"U{product}", colour, Umbrella(canopy, PATTERNS[product % 5]), how))
    return made


def is_cut(made: Made) -> bool:
    """Whether its product truly runs out of the frame, over 2 % of an edge at least."""
    cover = coverage(made.look, made.how) > 0.5
    return max(float(edge.mean()) for edge in (cover[0], cover[-1], cover[:, 0], cover[:, -1])) > 0.02


def seen_small(made: Made, table: tuple[int, int, int] | None = None) -> PhotoFacts:
    """Its facts; on a table of that colour instead of paper."""
    image = picture(made.look, made.how)
    if table is not None:
        image = on_table(image, table, made.how.seed)
    return seen(image, made.path)


def on_table(image: Image.Image, table: tuple[int, int, int], seed: int) -> Image.Image:
    """The frame with paper that takes the table's colour and grain."""
    pixels = np.asarray(image, np.float32)
    split = split_frame(np.asarray(image))
    ground = np.ones(pixels.shape[:2], bool) if split is None else split.ground
    grain = np.random.default_rng(seed).normal(0, 4, (pixels.shape[0], 1, 1))
    laid = np.where(ground[..., None], np.array(table, np.float32) * pixels / 235 + grain, pixels)
    return Image.fromarray(laid.clip(0, 255).astype(np.uint8))


def some_of(sound: Sequence[Made], count: int) -> list[Made]:
    """About so many of them, of every colour: a step that shares a factor with their number would miss most."""
    step = max(1, len(sound) // count)
    while math.gcd(step, len(COLOURS)) > 1:
        step += 1
    return list(sound[7::step])


def white_on_white() -> list[Made]:
    """White canopies with white or black handles, from paper's own white to a little darker, with shadows and none."""
    return [
        Made(
            "W0",
            "White",
            Umbrella((level, level, level - 1), handle=(level, level, level) if hidden else (27, 27, 29)),
            Sitting(angle=angle, size=SIZE, fill=fill, kelvin=kelvin, shade=shade, turn=20 if angle != "front" else 0),
        )
        for level in (225, 240, 250, 255)
        for angle in SHOTS
        for hidden in (False, True)
        for fill, kelvin, shade in ((0.4, 4500, 0.0), (0.7, 7000, 0.0), (0.7, 5500, 0.35))
    ]


def box_of(made: Made) -> Box | None:
    """Its product's true box, as shares of the frame; None where it is outside."""
    cover = coverage(made.look, made.how) > 0.5
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if not len(rows):
        return None
    height, width = cover.shape
    return columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height


def steady_set() -> list[Made]:
    """One light, every colour and pattern, fills of 20 to 90 %: what is measured of light and paper must not differ."""
    return [
        Made("S0", colour, Umbrella(canopy, PATTERNS[(number + place) % 5]), Sitting(size=SIZE, fill=fill, stops=-0.3))
        for place, (colour, canopy) in enumerate(COLOURS.items())
        for number, fill in enumerate((0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9))
    ]


def spoilt(image: Image.Image, product: Box, what: str) -> Image.Image:
    """A real photo with a defect: `what` is a number of stops, `cut` or `small`."""
    width, height = image.size
    if what == "cut":
        left = round(width * (product[0] + 0.2 * (product[2] - product[0])))
        return image.crop((left, 0, width, height))
    if what == "small":
        paper = Image.new("RGB", image.size, image.getpixel((2, 2)))
        size = round(width * 0.15), round(height * 0.15)
        paper.paste(image.resize(size), (round(width * 0.4), round(height * 0.4)))
        return paper
    light = LINEAR[np.asarray(image)] * 2.0 ** float(what)
    return Image.fromarray((levels_of(np.clip(light, 0, 1)) + 0.5).astype(np.uint8))


def with_black_point(image: Image.Image, level: int) -> Image.Image:
    """All that is below the level becomes black, as added contrast does; white stays."""
    return image.point([max(0, round((own - level) * 255 / (255 - level))) for own in range(256)] * 3)


def lost_share(made: Made, frame: Image.Image) -> float:
    """Of its product, how much is black without detail in this frame."""
    product = np.asarray(frame)[coverage(made.look, made.how) > 0.9]
    return float((product.max(axis=-1) <= CRUSHED).mean())
