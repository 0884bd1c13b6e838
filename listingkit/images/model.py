"""What is a recipe, and what is a rendition?"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache

from listingkit.findings import Finding
from listingkit.pixels.framing import Framing
from listingkit.pixels.model import Balance

ENGINE = 2
"""Part of every fingerprint: raise it when the same recipe would give other pixels, and everything is rendered anew."""


class MarkError(Exception):
    """Why a watermark cannot be drawn, in the seller's words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A watermark; `logo` and `font` are paths in the shop, with digests of their content; no font = the bundled one.

    Sizes are shares of the short side. `colour` is that of a text, in sRGB; None = light or dark by what lies beneath.
    """

    text: str
    logo: str
    logo_digest: str
    position: str
    opacity: float
    size: float
    margin: float
    font: str = ""
    font_digest: str = ""
    colour: tuple[int, int, int] | None = None
    avoid_product: bool = True


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a rendition is made, complete: equal recipes on equal photos give equal bytes. Sizes in pixels."""

    width: int
    height: int
    min_width: int
    min_height: int
    framing: Framing
    background: str
    shadow: str
    enlarge: bool
    sharpen: float
    mark: Mark | None
    format: str
    quality: int
    quality_floor: int
    max_bytes: int
    progressive: bool
    tag_srgb: bool
    resizer: str

    @property
    def fingerprint(self) -> str:
        """Changes when, and only when, the result could."""
        return _fingerprint(self)


@lru_cache(maxsize=1024)  # a shop has a handful of recipes and a hundred thousand images
def _fingerprint(recipe: Recipe) -> str:
    values = asdict(recipe)
    for name in ("font", "logo") if recipe.mark else ():
        del values["mark"][name]  # what counts is what is in the file: its digest stays
    text = json.dumps([ENGINE, values], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Stale(StrEnum):
    """Why an image has to be rendered."""

    MISSING = "target missing"
    UNKNOWN = "not in the ledger"
    CHANGED = "target changed by hand"
    PHOTO = "photo changed"
    RECIPE = "recipe changed"
    LIGHT = "light of the session changed"
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Target:
    """A finished image that a listing wants: its path in the shop, from which photo, by which recipe, in which light.

    A `required` one that cannot be made is an error; without another the store only shows less.
    """

    path: str
    photo: str
    recipe: Recipe
    store: str
    spu: str
    subject: str
    required: bool = True
    balance: Balance | None = None
    reason: Stale | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """A finished image file. `path` is relative to the shop; `digest` is of its bytes."""

    path: str
    digest: str
    size_bytes: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a run of `images` did. `renditions` by path holds fresh and rendered ones alike.

    `failed` counts required images that could not be made, `unmade` all such; `removed` those that nothing wants any
    more.
    """

    renditions: dict[str, Rendition]
    rendered: int
    fresh: int
    failed: int
    reasons: dict[str, int]
    findings: tuple[Finding, ...]
    unmade: int = 0
    removed: int = 0
