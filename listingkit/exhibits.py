"""Which photos does the page show beside the findings about them, and which sibling beside those?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from listingkit.findings import Evidence, Finding, Severity
from listingkit.images.crop import crop_of
from listingkit.photos.model import Photo
from listingkit.pixels.decode import Frame, PhotoError
from listingkit.report.exhibit import Compared, Exhibit
from listingkit.shots.model import Coverage

MOST = 60
"""Findings with a picture: each may take two of some 8 kB, and a master decoded for each."""


def exhibits_of(
    findings: Iterable[Finding], photos: Mapping[str, Photo], coverage: Coverage, load: Callable[[Photo], Frame]
) -> dict[Finding, Exhibit]:
    """Pictures by finding: the most severe first, and of each code its first before any code's second.

    `load` gives a photo's master. A photo that went away meanwhile, or cannot be read, is not shown.
    """
    compared = _siblings(coverage, photos)
    shown: dict[Finding, Exhibit] = {}
    for found, evidence in list(_foremost(findings))[:MOST]:
        picture = _picture(evidence.photo, evidence, photos, load)
        if picture is None:
            continue
        other = evidence.beside or (compared.get(evidence.photo, "") if evidence.siblings is not None else "")
        beside = _picture(other, evidence, photos, load)
        shown[found] = Exhibit(picture, Compared(other, beside) if beside else None)
    return shown


def _foremost(findings: Iterable[Finding]) -> Iterator[tuple[Finding, Evidence]]:
    order, seen = list(Severity), Counter[str]()
    ranked = []
    for each in findings:
        if each.evidence and _is_seen(each.evidence):
            ranked.append(((order.index(each.severity), seen[each.code]), each, each.evidence))
            seen[each.code] += 1
    ranked.sort(key=lambda one: one[0])
    return ((found, evidence) for _, found, evidence in ranked)


def _is_seen(evidence: Evidence) -> bool:
    """Whether a picture tells more than the figures: too few pixels, for one, are not seen."""
    return evidence.crop is not None or evidence.siblings is not None or bool(evidence.beside)


def _picture(
    path: str, evidence: Evidence, photos: Mapping[str, Photo], load: Callable[[Photo], Frame]
) -> bytes | None:
    if path not in photos:
        return None
    # Another photo has its product elsewhere: it is shown whole, unless its own part is known.
    part = evidence.crop if path == evidence.photo else evidence.beside_crop
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
