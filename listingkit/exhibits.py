"""Which photos does the page show beside the findings about them, and which sibling beside those?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from listingkit.findings import Finding, Severity
from listingkit.images.crop import crop_of
from listingkit.photos.model import Photo
from listingkit.pixels.decode import Frame, PhotoError
from listingkit.pixels.model import Box
from listingkit.report.exhibit import Compared, Exhibit
from listingkit.shots.model import Coverage

MOST = 60
"""Findings with a picture: each may take two of some 8 kB, and a master decoded for each."""
WHOLE = frozenset({"photo.transparent", "photo.animated"})
"""Codes about files of which nothing is measured, and whose photo shows what has become of it."""


def exhibits_of(
    findings: Iterable[Finding], photos: Mapping[str, Photo], coverage: Coverage, load: Callable[[Photo], Frame]
) -> dict[Finding, Exhibit]:
    """Pictures by finding: the most severe first, and of each code its first before any code's second.

    `load` gives a photo's master. A photo that went away meanwhile, or cannot be read, is not shown.
    """
    compared = _siblings(coverage, photos)
    shown: dict[Finding, Exhibit] = {}
    for found, view in list(_foremost(findings))[:MOST]:
        picture = _picture(view.photo, view.crop, photos, load)
        if picture is None:
            continue
        other = view.beside or (compared.get(view.photo, "") if view.has_siblings else "")
        # Another photo has its product elsewhere: it is shown whole, unless its own part is known.
        beside = _picture(other, view.beside_crop, photos, load)
        shown[found] = Exhibit(view.photo, picture, Compared(other, beside) if beside else None)
    return shown


@dataclass(frozen=True, slots=True)
class _View:
    """What is to be seen of a finding: part of a photo, and of the one beside it where that is named."""

    photo: str
    crop: Box | None = None
    beside: str = ""
    beside_crop: Box | None = None
    has_siblings: bool = False


def _foremost(findings: Iterable[Finding]) -> Iterator[tuple[Finding, _View]]:
    order, seen = list(Severity), Counter[str]()
    ranked = []
    for each in findings:
        if view := _view(each):
            ranked.append(((order.index(each.severity), seen[each.code]), each, view))
            seen[each.code] += 1
    ranked.sort(key=lambda one: one[0])
    return ((found, view) for _, found, view in ranked)


def _view(found: Finding) -> _View | None:
    """None where a picture tells no more than the words: too few pixels, for one, are not seen."""
    if found.evidence is None:
        is_seen = bool(found.twin) or found.code in WHOLE
        return _View(found.place.file, beside=found.twin) if is_seen else None
    seen = found.evidence
    if seen.crop is None and seen.siblings is None and not seen.beside:
        return None
    return _View(seen.photo, seen.crop, seen.beside, seen.beside_crop, seen.siblings is not None)


def _picture(path: str, part: Box | None, photos: Mapping[str, Photo], load: Callable[[Photo], Frame]) -> bytes | None:
    if path not in photos:
        return None
    with suppress(PhotoError, OSError):
        return crop_of(load(photos[path]), part)
    return None


def _siblings(coverage: Coverage, photos: Mapping[str, Photo]) -> dict[str, str]:
    """By path, the next look's photo of the same shot."""
    same: dict[tuple[str, str], list[str]] = {}
    for group in coverage.shotlist.all_groups():
        for kind in group.kinds:
            take = coverage.chosen((group.subject.id, kind.name))
            if take is not None and take.path in photos:
                same.setdefault((group.subject.spu, kind.name), []).append(take.path)
    return {
        path: paths[(number + 1) % len(paths)]
        for paths in same.values()
        if len(paths) > 1
        for number, path in enumerate(paths)
    }
