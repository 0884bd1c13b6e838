"""What do the files of a made camera roll look like: umbrellas, parcels and slates as camera JPEGs?

Distinct pictures are made once; each file then gets EXIF of its own, so that no two have the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageDraw

from benchmarks.roll_plan import Frame
from listingkit.pixels.linear import LINEAR, levels_of
from tests.builders.slates import Lying, with_slate
from tests.builders.umbrellas import BLACK, CANOPIES, WOOD, Sitting, Umbrella, picture

DRAWN = (1008, 756)  # enlarged to the sensor's size
LOOK_SHOTS: dict[str, tuple[str, dict[str, float]]] = {
    "front": ("front", {}),
    "side": ("front", {"turn": 65}),
    "top": ("top", {}),
    "inside": ("inside", {}),
    "folded": ("folded", {}),
    "handle": ("handle", {}),
    "fabric": ("fabric", {}),
    "tip": ("top", {"fill": 1.7}),
}
PRODUCT_SHOTS = ("packaging", "label", "parts", "scale")
STRAY = "stray"
PAPER, CARTON, INK = (236, 235, 231), (176, 132, 86), (30, 30, 34)


@dataclass(frozen=True, slots=True)
class Still:
    """A picture to make. `shot` is one of the above, STRAY or, for a slate, empty: `text` is on it then."""

    shot: str
    colour: str = "Black"
    pattern: str = "solid"
    wooden: bool = False
    nudge: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A picture, and the files that show it."""

    still: Still
    frames: tuple[Frame, ...]
    card: Path
    size: tuple[int, int]
    seed: int


def still_of(frame: Frame) -> Still:
    """What a frame shows."""
    if frame.kind == "slate":
        return Still("", nudge=frame.nudge, text=f"LK1:{frame.subject}")
    if frame.kind == "stray":
        return Still(STRAY, nudge=frame.nudge)
    colour, *pattern = *frame.look, *(() if frame.look else ("Black",))
    style = pattern[0].casefold() if pattern else ("solid", "stripes")[frame.model % 2]
    return Still(frame.shot, colour, style, bool(pattern), frame.nudge)


def make(job: Job) -> dict[str, Frame]:
    """Writes the files of one picture; returns the frames by the SHA-256 of their bytes."""
    buffer = io.BytesIO()
    draw(job.still, job.seed).resize(job.size, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=85)
    data, made = buffer.getvalue(), {}
    for frame in job.frames:
        stamped = data[:2] + _exif(frame) + data[2:]
        file = job.card / frame.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(stamped)
        made[hashlib.sha256(stamped).hexdigest()] = frame
    return made


def draw(still: Still, seed: int) -> Image.Image:
    """The picture, not yet enlarged to the sensor's size."""
    if still.text:
        return with_slate(Image.new("RGB", DRAWN, PAPER), still.text, lying_of(still, seed))
    return _picture(still, seed)


def _random(still: Still, seed: int) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(f"{seed} {still}".encode()).digest()[:8]))


def _picture(still: Still, seed: int) -> Image.Image:
    random = _random(still, seed)
    if still.shot in LOOK_SHOTS:
        angle, how = LOOK_SHOTS[still.shot]
        what = Umbrella(CANOPIES[still.colour], still.pattern, handle=WOOD if still.wooden else BLACK)
        image = picture(what, Sitting(angle, DRAWN, seed=1, **how))  # type: ignore[arg-type]
    else:
        # Taken again, a label says the same; a stray is always another thing.
        again = still.nudge and still.shot != STRAY
        image = _drawing(still.shot, _random(replace(still, nudge=0), seed) if again else random)
    return _taken_again(image, random) if still.nudge and still.shot != STRAY else image


def _taken_again(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Moved by up to 3 % of the width, turned by up to 2 degrees, exposed by up to half a stop more or less."""
    (width, height), rim = image.size, image.width // 8
    wide = Image.fromarray(np.pad(np.asarray(image), ((rim, rim), (rim, rim), (0, 0)), mode="edge"))
    turn, (right, down) = np.deg2rad(random.uniform(-2, 2)), random.uniform(-0.03, 0.03, 2) * width
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    x, y = width / 2 - cos * width / 2 - sin * height / 2, height / 2 + sin * width / 2 - cos * height / 2
    matrix = cos, sin, x + rim + right, -sin, cos, y + rim + down
    moved = wide.transform(image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
    light = LINEAR[np.asarray(moved)] * 2.0 ** random.uniform(-0.5, 0.5)
    return Image.fromarray((levels_of(np.clip(light, 0, 1)) + 0.5).astype(np.uint8))


def _drawing(shot: str, random: np.random.Generator) -> Image.Image:
    image = Image.new("RGB", DRAWN, PAPER)
    pen = ImageDraw.Draw(image)
    if shot == "packaging":
        pen.rectangle((180, 250, 830, 520), fill=CARTON)
        pen.rectangle((180, 372, 830, 398), fill=(208, 176, 130))
    elif shot == "label":
        pen.rectangle((320, 130, 690, 630), fill=(252, 252, 252), outline=INK, width=4)
        for line in range(9):
            pen.rectangle((350, 170 + 48 * line, 350 + int(random.uniform(120, 310)), 184 + 48 * line), fill=INK)
    elif shot == "parts":
        for part in range(5):
            left = 170 + 140 * part
            pen.rectangle((left, 180, left + 40, 580 - 50 * part), fill=(120 + 15 * part, 124, 130))
    elif shot == "scale":
        pen.rectangle((140, 500, 870, 560), fill=(230, 200, 60))
        for mark in range(36):
            pen.line((150 + 20 * mark, 500, 150 + 20 * mark, 530), fill=INK, width=2)
        pen.rectangle((180, 300, 800, 420), fill=INK)
    else:
        for _ in range(4):
            (x, y), half = random.uniform(100, 700, 2), random.uniform(40, 160)
            pen.ellipse((x, y, x + 2 * half, y + half), fill=tuple(int(each) for each in random.integers(0, 200, 3)))
    light = 1 - 0.1 * np.linspace(0, 1, DRAWN[0], dtype=np.float32)[None, :, None]
    return Image.fromarray(
        (np.asarray(image) * light + random.normal(0, 2, (*DRAWN[::-1], 3))).clip(0, 255).astype("u1")
    )


def lying_of(still: Still, seed: int) -> Lying:
    """How a slate lies in front of the camera: wholly in the frame, and every side, turn and light as likely."""
    random = _random(still, seed)
    # The code lies wholly in the frame, whatever its side: its corner is at most 0.72 sides from its middle.
    side = float(np.exp(random.uniform(np.log(0.12), np.log(0.6))))
    reach = 0.75 * side
    module = side * 1000 / DRAWN[0] * DRAWN[1] / 25
    return Lying(
        side=side,
        turn=float(random.uniform(0, 360)),
        tilt=float(random.uniform(0, 40)),
        axis=float(random.uniform(0, 360)),
        centre=(float(random.uniform(reach * 0.75, 1 - reach * 0.75)), float(random.uniform(reach, 1 - reach))),
        blur=float(random.uniform(0, 0.35)) * module,
        motion=float(random.uniform(0, 0.6)) * module,
        motion_angle=float(random.uniform(0, 180)),
        shade=float(random.uniform(0, 0.7)),
        edge=float(random.choice([0, 0, 0.5])),
        stops=float(random.uniform(-1.5, 0.7)),
        seed=int(random.integers(1 << 30)),
    )


def _exif(frame: Frame) -> bytes:
    """An APP1 segment: camera, time with hundredths, and the file's number."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Canon"
    exif[ExifTags.Base.Model] = "Canon EOS R50"
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = frame.taken.strftime("%Y:%m:%d %H:%M:%S")
    details[ExifTags.Base.SubsecTimeOriginal] = f"{frame.taken.microsecond // 10_000:02}"
    details[ExifTags.Base.ImageNumber] = int(frame.path[-8:-4])
    body = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
