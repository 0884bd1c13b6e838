"""Photos with their subjects, as the rules on photos see them.

| builder  | what it is for                                                               |
|----------|------------------------------------------------------------------------------|
| `shoot`  | measured photos, matched by name with a catalogue `{"U1": {"colour": [...]}}` |
| `seen`   | the facts of a picture, measured as a camera's JPEG of it would be          |
| `facts`  | the facts of a sound photo, with what the test is about                       |
| `shooting` | the same from facts by path: `{"photos/U1-NAV_front.jpg": facts(...)}`      |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PIL import Image

from listingkit.files import FoundFile
from listingkit.judging.siblings import Shoot, shoot_of
from listingkit.photos.light import session_lights
from listingkit.photos.measure import facts_of
from listingkit.photos.model import Measured, Photo, PhotoFacts
from listingkit.pixels.decode import decode, open_photo
from listingkit.settings import DEFAULT_SHOTS
from listingkit.settings_check import CheckTable
from listingkit.settings_pictures import ColourTable
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from tests.builders.light import shot
from tests.builders.photos import jpeg
from tests.builders.shots import catalogue

Products = dict[str, dict[str, list[str]]]


def shoot(measured: Measured, products: Products | None = None, rules: CheckTable | None = None) -> Shoot:
    """Measured photos as the default eight shots of these products; later files are newer takes."""
    sold = catalogue(products or {})
    files = [FoundFile(path, 1, number) for number, path in enumerate(measured.photos)]
    coverage = match(plan_shots(sold, DEFAULT_SHOTS), files)
    lights = session_lights(measured.photos, ColourTable())
    return shoot_of(measured, coverage, lights, sold, rules or CheckTable())


def seen(picture: Image.Image, name: str = "digest", quality: int = 93) -> PhotoFacts:
    """Measured through the JPEG's bytes, decoded at full size."""
    data = jpeg(picture, quality=quality)
    opened = open_photo(data, name=name, max_pixels=10**9)
    return facts_of(opened, decode(opened), name, len(data))


def facts(**changes: object) -> PhotoFacts:
    """Of a photo that nothing is wrong with."""
    return replace(shot("digest").facts, **changes)  # type: ignore[arg-type]


def shooting(photos: Mapping[str, PhotoFacts], products: Products, rules: CheckTable | None = None) -> Shoot:
    """Facts that nobody measured; a digest of their own where they have the builder's."""
    own = {path: replace(each, digest=path) if each.digest == "digest" else each for path, each in photos.items()}
    measured = Measured({path: Photo(path, each, "") for path, each in own.items()}, (), 0, len(own))
    return shoot(measured, products, rules)
