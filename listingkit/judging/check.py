"""What is wrong with the photos of a shop? Every rule on photos, from facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from listingkit.findings import Finding, Severity
from listingkit.judging.background import background_findings
from listingkit.judging.blur import blur_findings
from listingkit.judging.clocks import Calendar, clock_findings
from listingkit.judging.colour import colour_findings
from listingkit.judging.daylight import daylight_findings
from listingkit.judging.doubles import double_findings
from listingkit.judging.exposure import exposure_findings
from listingkit.judging.filefacts import file_findings
from listingkit.judging.siblings import Shoot
from listingkit.judging.size import Pixels, size_findings
from listingkit.judging.subject import subject_findings


def check_photos(shoot: Shoot, advised: Mapping[str, Pixels], calendar: Calendar | None = None) -> Iterator[Finding]:
    """Findings on the photos of a shop.

    `advised` has, by photo path, the largest width and the largest height that the photo's slots ask for. Without
    a `calendar` no clock is judged.
    """
    doubles, blurred, exposed = (list(rule(shoot)) for rule in (double_findings, blur_findings, exposure_findings))
    yield from doubles
    yield from size_findings(shoot, advised)
    yield from blurred
    yield from exposed
    yield from background_findings(shoot)
    # What has to be taken anew for another reason says little of its outline, and in wrong light nothing of its colour.
    yield from subject_findings(shoot, advised, to_retake=_warned(doubles + blurred + exposed))
    yield from daylight_findings(shoot)
    yield from file_findings(shoot)
    if calendar is not None:
        yield from clock_findings(shoot, calendar)
    yield from colour_findings(shoot, unlit=_warned(exposed))


def _warned(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(each.place.file for each in findings if each.severity is not Severity.INFO)
