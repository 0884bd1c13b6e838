"""Is a photo large enough for the picture slots that it fills?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from listingkit.findings import Evidence, Finding, Place, finding
from listingkit.judging.siblings import Shoot

Pixels = tuple[int, int]
"""Width and height."""


def size_findings(shoot: Shoot, advised: Mapping[str, Pixels]) -> Iterator[Finding]:
    """A frame can be padded, so it is too small only where neither side reaches what the slot asks for."""
    for path, (width, height) in sorted(advised.items()):
        photo = shoot.measured.photos.get(path)
        if photo is None or photo.facts.width >= width or photo.facts.height >= height:
            continue
        message = f"{path} has {photo.facts.width} × {photo.facts.height} pixels; its slots ask for {width} × {height}"
        subject = shoot.filed[path].subject.id if path in shoot.filed else PurePosixPath(path).stem
        told = finding("photo.too-small", message, subject=subject, place=Place(file=path))
        yield told.with_evidence(_nearer_side(path, (photo.facts.width, photo.facts.height), (width, height)))


def _nearer_side(path: str, has: Pixels, advised: Pixels) -> Evidence:
    """The side that comes nearer to what is asked for: it is the one that would have to reach it."""
    axis = max((0, 1), key=lambda each: has[each] / advised[each])
    return Evidence(path, has[axis], advised[axis], ("pixels wide", "pixels high")[axis])
