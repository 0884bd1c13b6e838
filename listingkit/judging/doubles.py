"""Is one photo there twice?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from listingkit.findings import Finding, Place, finding
from listingkit.judging.siblings import Shoot


def double_findings(shoot: Shoot) -> Iterator[Finding]:
    """The same bytes under two names."""
    owners = {take.path: key[0] for key, takes in shoot.coverage.takes.items() for take in takes}
    photos, by_digest = shoot.measured.photos, defaultdict(list)
    for path in sorted(photos):
        by_digest[photos[path].facts.digest].append(path)
    for paths in by_digest.values():
        for path in paths[1:]:
            message = f"{path} is byte for byte the same photo as {paths[0]}"
            subject = owners.get(path) or PurePosixPath(path).stem
            yield finding("photo.duplicate", message, subject=subject, place=Place(file=path))
