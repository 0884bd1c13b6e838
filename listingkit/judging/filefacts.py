"""Which photos are odd as files: ink colours, deep colour, see-through, animated, without profile, or telling tales?

What holds for one photo of a camera mostly holds for all of them: one finding a kind, with how many and the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from listingkit.findings import Finding, Place, Severity, finding
from listingkit.judging.siblings import Shoot
from listingkit.photos.model import Photo
from listingkit.pixels.traits import FileTraits

Odd = Callable[[Photo, FileTraits], bool]
NAMED = 3
KINDS: tuple[tuple[str, str, Odd], ...] = (
    (
        "photo.cmyk",
        "in the ink colours of print (CMYK), which no camera takes",
        lambda photo, _: photo.facts.mode == "CMYK",
    ),
    ("photo.sixteen-bit", "of 16 bits a channel, of which 8 are used", lambda _, traits: traits.bits > 8),
    ("photo.transparent", "see-through in part; they are laid on white", lambda _, traits: traits.transparent),
    ("photo.animated", "made of several pictures, of which the first is used", lambda _, traits: traits.frames > 1),
    (
        "photo.wide-gamut",
        "in a profile with other colours than sRGB; they are converted",
        lambda _, traits: traits.converted,
    ),
)


def file_findings(shoot: Shoot) -> Iterator[Finding]:
    """Over all photos that were measured, whether they fill a shot or not."""
    photos = [shoot.measured.photos[path] for path in sorted(shoot.measured.photos)]
    for code, what, is_odd in KINDS:
        odd = [photo for photo in photos if is_odd(photo, _traits(photo))]
        if odd:
            yield _told(code, f"{_count(odd)} {what}", odd)
    yield from _without_profile(photos)
    located = [photo for photo in photos if photo.facts.has_gps]
    if located:
        yield _told("photo.location", f"{_count(located)} with the place where they were taken (GPS)", located)
    yield from _personal(photos)


def _without_profile(photos: Sequence[Photo]) -> Iterator[Finding]:
    bare = [photo for photo in photos if not photo.facts.profile and not _traits(photo).converted]
    adobe = [photo for photo in bare if _traits(photo).colour_space == "adobe"]
    unsure = [photo for photo in bare if _traits(photo).colour_space == "uncalibrated"]
    if adobe:
        message = f"{_count(adobe)} in Adobe RGB by EXIF, without its profile; read as sRGB, colours come out dull"
        yield _told("photo.no-profile", message, adobe)
    if unsure:
        message = f"{_count(unsure)} in a colour space that EXIF does not name, without a profile; read as sRGB"
        yield _told("photo.no-profile", message, unsure, Severity.INFO)


def _personal(photos: Sequence[Photo]) -> Iterator[Finding]:
    telling = [photo for photo in photos if _traits(photo).personal]
    if telling:
        kinds = Counter(kind for photo in telling for kind in _traits(photo).personal)
        words = ", ".join(f"{kind} ({count:,})" for kind, count in sorted(kinds.items()))
        yield _told("photo.personal", f"{_count(telling)} with personal notes, {words}", telling)


def _traits(photo: Photo) -> FileTraits:
    return photo.facts.traits or FileTraits()


def _count(photos: Sequence[Photo]) -> str:
    return "1 photo is" if len(photos) == 1 else f"{len(photos):,} photos are"


def _told(code: str, message: str, photos: Sequence[Photo], severity: Severity | None = None) -> Finding:
    names = ", ".join(photo.path for photo in photos[:NAMED])
    more = f" and {len(photos) - NAMED:,} more" if len(photos) > NAMED else ""
    place = Place(file=photos[0].path)
    return finding(code, f"{message}: {names}{more}", subject="photos", place=place, severity=severity)
