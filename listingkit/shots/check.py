"""What is wrong between the plan and the photos?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from listingkit.findings import Finding, Place, finding
from listingkit.shots.model import Coverage


def check_missing(coverage: Coverage) -> Iterator[Finding]:
    """Required shots without a photo, or with one that cannot be used, one by one."""
    for shot in coverage.missing():
        if shot.kind.required:
            label = f" ({shot.subject.label})" if shot.subject.label else ""
            broken = coverage.broken.get(shot.key)
            yield finding(
                "shots.missing",
                f"{shot.subject.id}{label} has no photo `{shot.kind.name}`"
                + (f": {broken} is there, but cannot be used" if broken else ""),
                subject=shot.subject.id,
                place=Place(broken or f"photos/{shot.stem}.jpg"),
                spu=shot.subject.spu,
                hint="Mend or replace that file; another finding says what is wrong with it." if broken else "",
            )


def check_slots(unseen: Mapping[str, int]) -> Iterator[Finding]:
    """Products of which more photos are planned than the chosen stores can show."""
    for spu, count in unseen.items():
        photos = "1 planned photo fits" if count == 1 else f"{count} planned photos fit"
        yield finding("shots.over-slots", f"{spu}: {photos} no picture slot of the chosen stores", subject=spu, spu=spu)
