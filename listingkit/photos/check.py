"""Are there doubles among the photos, and are they large enough for the slots that they fill? From facts alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from listingkit.findings import Finding, Place, finding
from listingkit.photos.model import Measured, Photo
from listingkit.shots.model import Coverage

Pixels = tuple[int, int]
"""Width and height."""


def check_photos(measured: Measured, coverage: Coverage, advised: Mapping[str, Pixels]) -> Iterator[Finding]:
    """Findings on the photos of a shop.

    `advised` has, by photo path, the largest width and the largest height that the photo's slots ask for.
    """
    owners = {take.path: key[0] for key, takes in coverage.takes.items() for take in takes}
    yield from _doubles(measured, owners)
    for path, (width, height) in sorted(advised.items()):
        if photo := measured.photos.get(path):
            yield from _size(photo, width, height, _subject(path, owners))


def _doubles(measured: Measured, owners: Mapping[str, str]) -> Iterator[Finding]:
    by_digest = defaultdict(list)
    for path in sorted(measured.photos):
        by_digest[measured.photos[path].facts.digest].append(path)
    for paths in by_digest.values():
        for path in paths[1:]:
            message = f"{path} is byte for byte the same photo as {paths[0]}"
            yield finding("photo.duplicate", message, subject=_subject(path, owners), place=Place(file=path))


def _size(photo: Photo, width: int, height: int, subject: str) -> Iterator[Finding]:
    """A frame can be padded, so it is too small only where neither side reaches what the slot asks for."""
    facts = photo.facts
    if facts.width < width and facts.height < height:
        message = f"{photo.path} has {facts.width} × {facts.height} pixels; its slots ask for {width} × {height}"
        yield finding("photo.too-small", message, subject=subject, place=Place(file=photo.path))


def _subject(path: str, owners: Mapping[str, str]) -> str:
    return owners.get(path) or PurePosixPath(path).stem
