"""Is one photo there twice: the same file, or a copy that was saved anew?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from listingkit.findings import PAIR, Evidence, Finding, Place, Severity, finding, rules
from listingkit.judging import crops
from listingkit.judging.copies import REST, SURE
from listingkit.judging.lookalikes import Pair, lookalikes
from listingkit.judging.siblings import Filed, Shoot
from listingkit.settings import Role
from listingkit.shots.model import ShotKey

SHARED = frozenset({Role.SCALE, Role.PACKAGING, Role.LABEL})
"""Roles whose photo can truly be the same for several looks."""
AGAIN = "look which of them it shows, and take the other anew"
TELLING = frozenset({Role.MAIN, Role.SWATCH, Role.WHITE})
"""Roles whose photo shows which look it is."""


def double_findings(shoot: Shoot) -> Iterator[Finding]:
    """The same bytes under two names, then copies that were saved anew. One finding per extra file."""
    keys = {take.path: key for key, takes in shoot.coverage.takes.items() for take in takes}
    photos, by_digest = shoot.measured.photos, defaultdict(list)
    for path in sorted(photos, key=lambda path: (path not in shoot.filed, path not in keys, path)):
        by_digest[photos[path].facts.digest].append(path)
    for first, *others in by_digest.values():
        for path in others:
            yield _exact(shoot, path, first, keys)
    alone = {paths[0]: photos[paths[0]].facts for paths in by_digest.values()}
    yield from _copies(shoot, lookalikes(alone), keys)


def _exact(shoot: Shoot, path: str, first: str, keys: dict[str, ShotKey]) -> Finding:
    situation, severity = _situation(shoot, path, first, keys)
    message = f"{path} is byte for byte the same photo as {first}: {situation}"
    return _told(shoot, "photo.duplicate", message, (path, first), keys, severity)


def _copies(shoot: Shoot, pairs: list[Pair], keys: dict[str, ShotKey]) -> Iterator[Finding]:
    """One finding per copy, with the photo that it agrees with best."""
    best: dict[str, Pair] = {}
    products = {each.subject.id: each.subject.spu for each in shoot.filed.values()}
    for pair in pairs:
        one, two = keys.get(pair.copy), keys.get(pair.original)
        if one is not None and one == two:
            continue  # takes of one shot look alike by nature
        if pair.cropped and one and two and one[0] != two[0] and products.get(one[0]) == products.get(two[0]):
            continue  # cells as wide as these do not show two prints of one model apart once one of them is cropped
        before = best.get(pair.copy)
        if before is None or pair.doubt < before.doubt:
            best[pair.copy] = pair
    for path, pair in sorted(best.items()):
        situation, severity = _situation(shoot, path, pair.original, keys)
        severity = Severity.WARNING if severity is Severity.ERROR else severity  # measured, so never quite sure
        told, limit = _agreement_told(pair)
        if limit > REST and not pair.together:
            severity = Severity.INFO
        message = f"{path} looks like {pair.original}, {pair.change}: {told}; {situation}"
        found = _told(shoot, "photo.near-duplicate", message, (path, pair.original), keys, severity)
        yield found if pair.rest is None else found.with_evidence(_evidence(path, pair, limit))


def _evidence(path: str, pair: Pair, limit: float) -> Evidence:
    return Evidence(path, round(pair.rest or 0, 2), limit, "levels of difference", beside=pair.original)


def _agreement_told(pair: Pair) -> tuple[str, float]:
    """How well the two agree, in words, and the limit that this keeps."""
    if pair.rest is None:
        return "one camera took both at the same moment", REST
    if pair.cropped:
        return (
            f"where both show the same they differ by {pair.rest:.1f} of 255 levels, at most {crops.REST:g}",
            crops.REST,
        )
    if pair.rest <= REST:
        return f"they differ by {pair.rest:.1f} of 255 levels, other photos by more than {REST:g}", REST
    why = "one camera took both at the same moment" if pair.together else "brightening may have clipped one of them"
    return f"they differ by {pair.rest:.1f} of 255 levels, at most {REST * SURE:g}, since {why}", REST * SURE


def _situation(shoot: Shoot, path: str, first: str, keys: dict[str, ShotKey]) -> tuple[str, Severity]:
    """What it means that one photo lies under these two names, and how bad that is."""
    one, two = keys.get(path), keys.get(first)
    if one is None or two is None:
        return "no shot needs both; delete the one that is not needed", Severity.WARNING
    if one == two:
        return "both are takes of one shot; delete one", Severity.WARNING
    if one[0] == two[0]:
        return f"one photo for the shots {two[1]} and {one[1]}; {AGAIN}", Severity.WARNING
    both = shoot.filed.get(path), shoot.filed.get(first)
    roles = {each.kind.role for each in both if each is not None}
    told = f"one photo for {two[0]} and {one[0]}"
    if roles and roles <= SHARED:
        return f"{told}; right if {' and '.join(sorted(roles))} are the same for both", Severity.INFO
    wrong = roles and roles <= TELLING and both[0] and both[1] and _differ_in_look(shoot, both[0], both[1])
    return f"{told}; {AGAIN}", Severity.ERROR if wrong else Severity.WARNING


def _differ_in_look(shoot: Shoot, one: Filed, two: Filed) -> bool:
    """Whether they are looks of one product: in another product the same article may be for sale again."""
    if one.subject.spu != two.subject.spu:
        return False
    products = [each for each in shoot.catalog.products if each.spu == one.subject.spu]
    pictured = {option.name for each in products for option in each.options if option.pictured}
    mine, its = (dict(each.subject.choices) for each in (one, two))
    return any(mine[name] != its[name] for name in pictured & mine.keys() & its.keys())


def _told(
    shoot: Shoot, code: str, message: str, pair: tuple[str, str], keys: dict[str, ShotKey], severity: Severity
) -> Finding:
    path, first = pair
    subject = keys[path][0] if path in keys else PurePosixPath(path).stem
    filed = shoot.filed.get(path)
    spu = filed.subject.spu if filed else ""
    hint = f'{rules()[code].cure} If it is right: listingkit check --accept {code} "{path}{PAIR}{first}" --reason "…"'
    told = finding(code, message, subject=subject, place=Place(file=path), spu=spu, severity=severity, hint=hint)
    return told.with_twin(first)
