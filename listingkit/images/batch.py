"""Which finished images are stale and why, and how does a whole shop of them get rendered?

Plan, then apply: the plan says what would happen and touches nothing. Each photo's images are remembered as soon as
they are written, so a run that was killed goes on where it stopped, and ends with the bytes that it would have had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from listingkit.events import Events, Finished, Started
from listingkit.executor import run_jobs
from listingkit.files import FoundFile, walk
from listingkit.findings import Finding
from listingkit.images.model import BatchResult, Rendition, Stale, Target
from listingkit.images.outcome import STAGE, Outcome, digest_of, fingerprint, remove, rendition, told_again
from listingkit.images.render import Output, RenderJob, render_one
from listingkit.images.watermark import MarkFiles
from listingkit.photos.ledger import KnownRefusal, KnownRendition, Ledger
from listingkit.photos.model import Measured, Photo
from listingkit.pixels.decode import Frame, quiet
from listingkit.pixels.model import Balance
from listingkit.shop import Shop

SUFFIXES = frozenset([".jpg", ".png", ".webp"])


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do. `stale` targets have their reason; `blocked` ones have a photo that cannot be used.

    `refused` cannot be made, as an earlier run found out. `touched` images have another time of writing and the same
    bytes. `orphans` are images that listingkit wrote and that no target wants any more; `lapsed` are such paths of
    images that could not be made.
    """

    stale: tuple[Target, ...]
    blocked: tuple[Target, ...]
    refused: tuple[tuple[Target, KnownRefusal], ...]
    fresh: Mapping[str, Rendition]
    touched: tuple[KnownRendition, ...]
    orphans: tuple[KnownRendition, ...]
    lapsed: tuple[str, ...]


def plan_images(
    shop: Shop,
    ledger: Ledger,
    targets: Sequence[Target],
    measured: Measured,
    *,
    force: bool = False,
    stores: Collection[str] | None = None,
    possible: Collection[str] | None = None,
) -> Plan:
    """Compares targets with the ledger and the disk. `stores`: those that `targets` is complete for, None = all.

    Only their images can be orphans. Those of photos that vanished with their folder are none, as long as their path
    is `possible`: one that the shop would want if every photo were there; None = all are.
    Raises BadInputError where out/images cannot be listed.
    """
    known, refusals = ledger.renditions(), ledger.refusals()
    on_disk = {file.path: file for file in walk(shop.root, shop.images, SUFFIXES)}
    stale_ones, blocked, refused, fresh, touched = [], [], [], {}, []
    for target in targets:
        photo = measured.photos.get(target.photo)
        if photo is None and target.photo not in measured.new:
            blocked.append(target)
            continue
        refusal = refusals.get(target.path)
        if photo and refusal and not force and _still_holds(refusal, target, photo):
            refused.append((target, refusal))
            continue
        before = _as_found(known.get(target.path), on_disk.get(target.path), shop.root)
        reason = Stale.FORCED if force else why_stale(target, photo, before, on_disk.get(target.path))
        if reason:
            stale_ones.append(replace(target, reason=reason))
        elif before:
            fresh[target.path] = rendition(before)
            if before != known[target.path]:
                touched.append(before)
    wanted = {target.path for target in targets}
    unwanted = (row for path, row in known.items() if path not in wanted and _belongs(path, stores))
    return Plan(
        stale=tuple(stale_ones),
        blocked=tuple(blocked),
        refused=tuple(refused),
        fresh=fresh,
        touched=tuple(touched),
        orphans=tuple(row for row in unwanted if not _may_come_back(row, measured, possible)),
        lapsed=tuple(path for path in refusals if path not in wanted and _belongs(path, stores)),
    )


def why_stale(
    target: Target, photo: Photo | None, known: KnownRendition | None, on_disk: FoundFile | None
) -> Stale | None:
    """Why an image has to be rendered, None when it is fresh. Pure: from what the ledger and the disk say.

    `photo` is None where nothing is known of its bytes but that they are new.
    """
    if on_disk is None:
        return Stale.MISSING
    if known is None:
        return Stale.UNKNOWN
    if photo is None or known.photo_digest != photo.facts.digest:
        return Stale.PHOTO
    wanted = fingerprint(target, photo)
    if known.fingerprint != wanted:
        return Stale.LIGHT if known.fingerprint.rpartition("-")[0] == wanted.rpartition("-")[0] else Stale.RECIPE
    if (known.size, known.mtime_ns) != (on_disk.size, on_disk.mtime_ns):
        return Stale.CHANGED
    return None


def render_all(
    shop: Shop,
    ledger: Ledger,
    plan: Plan,
    measured: Measured,
    *,
    files: MarkFiles,
    workers: int,
    events: Events,
    load: Callable[[Photo], Frame],
) -> BatchResult:
    """Carries out a plan: renders what is stale, removes orphans, remembers both. `files` are those of the watermark.

    `load` gives the master of a photo. An image that cannot be made is a finding; a required one counts
    as failed. Raises BadOutputError where nothing can be written.
    """
    ledger.remember_renditions(plan.touched)
    ledger.forget_refusals(plan.lapsed)
    remove(shop, ledger, plan.orphans)
    outcome = Outcome(shop, ledger, measured, events, {target.path: target for target in plan.stale})
    jobs = list(_jobs(shop, plan.stale, measured, files))
    if jobs:
        events.emit(Started(STAGE, len(plan.stale), "images"))
        with quiet(), closing(run_jobs(partial(render_one, load=load), jobs, workers=workers)) as results:
            for done in results:
                outcome.take(done)
        events.emit(Finished(STAGE, len(plan.stale)))
    return _result(plan, outcome.made, outcome.findings, [each for each in plan.stale if each.path in outcome.made])


def planned_result(plan: Plan) -> BatchResult:
    """What carrying out the plan would count, for --dry-run; `renditions` has what is there already."""
    return _result(plan, {}, [], plan.stale)


def _result(
    plan: Plan, made: Mapping[str, Rendition], findings: Iterable[Finding], rendered: Sequence[Target]
) -> BatchResult:
    told = (*findings, *(told_again(target, refusal) for target, refusal in plan.refused))
    done = {target.path for target in rendered}
    unmade = [target for target in plan.stale if target.path not in done]
    unmade += [target for target, _ in plan.refused]
    return BatchResult(
        renditions={**plan.fresh, **dict(sorted(made.items()))},
        rendered=len(rendered),
        fresh=len(plan.fresh),
        failed=sum(target.required for target in unmade) + len(plan.blocked),
        unmade=len(unmade),
        reasons=count_reasons(rendered),
        findings=tuple(sorted(told, key=lambda found: (found.place.file, found.code, found.message))),
        removed=len(plan.orphans),
    )


def count_reasons(targets: Iterable[Target]) -> dict[str, int]:
    """Why images are stale, and how many for each reason."""
    return dict(sorted(Counter(str(target.reason) for target in targets).items()))


def _jobs(shop: Shop, stale: Iterable[Target], measured: Measured, files: MarkFiles) -> Iterator[RenderJob]:
    """One job a master and light; a recipe that several targets share is rendered once."""
    by_master: dict[tuple[str, Balance | None], dict[str, list[Target]]] = {}
    for target in stale:
        recipes = by_master.setdefault((measured.photos[target.photo].master, target.balance), {})
        recipes.setdefault(target.recipe.fingerprint, []).append(target)
    for (_, balance), recipes in by_master.items():
        first = next(iter(recipes.values()))[0]
        outputs = tuple(
            Output(same[0].recipe, tuple(sorted(target.path for target in same)))
            for same in sorted(recipes.values(), key=lambda same: _largest_first(same[0]))
        )
        yield RenderJob(shop.root, measured.photos[first.photo], balance, outputs, files)


def _largest_first(target: Target) -> tuple[int, int, str]:
    """Slots of one size follow each other, so that they can share a picture."""
    return -target.recipe.width, -target.recipe.height, target.recipe.fingerprint


def _as_found(known: KnownRendition | None, on_disk: FoundFile | None, root: Path) -> KnownRendition | None:
    """The ledger's row, with the new time of writing when the file was only touched."""
    if known is None or on_disk is None or (known.size, known.mtime_ns) == (on_disk.size, on_disk.mtime_ns):
        return known
    if known.size == on_disk.size and digest_of(root / known.path) == known.digest:
        return replace(known, mtime_ns=on_disk.mtime_ns)
    return known


def _still_holds(refusal: KnownRefusal, target: Target, photo: Photo) -> bool:
    return (refusal.photo_digest, refusal.fingerprint) == (photo.facts.digest, fingerprint(target, photo))


def _may_come_back(row: KnownRendition, measured: Measured, possible: Collection[str] | None) -> bool:
    """Whether only the photo is not there: its drive may be away, and the stores still link to its image."""
    return row.photo_digest in measured.away and (possible is None or row.path in possible)


def _belongs(path: str, stores: Collection[str] | None) -> bool:
    return stores is None or PurePosixPath(path).parts[2] in stores
