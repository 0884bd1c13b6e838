"""Which finished images are stale and why, and how does a whole shop of them get rendered?

Plan, then apply: the plan says what would happen and touches nothing. Each photo's images are remembered as soon as
they are written, so a run that was killed goes on where it stopped, and ends with the bytes that it would have had.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from listingkit.errors import BadOutputError
from listingkit.events import Advanced, Events, Finished, Started
from listingkit.executor import Done, run_jobs
from listingkit.files import FoundFile, walk
from listingkit.findings import Finding, Place, Severity, finding
from listingkit.images.model import BatchResult, Rendition, Stale, Target
from listingkit.images.render import Made, Output, Refused, RenderJob, Written, render_one
from listingkit.images.watermark import MarkFiles
from listingkit.photos.ledger import KnownRendition, Ledger
from listingkit.photos.model import Measured, Photo
from listingkit.pixels.decode import PhotoError, quiet
from listingkit.shop import Shop

STAGE = "render"
SUFFIXES = frozenset([".jpg", ".png", ".webp"])


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do. `stale` targets have their reason; `blocked` ones have a photo that cannot be used.

    `touched` images have another time of writing and the same bytes. `orphans` are images that listingkit wrote and
    that no target wants any more.
    """

    stale: tuple[Target, ...]
    blocked: tuple[Target, ...]
    fresh: Mapping[str, Rendition]
    touched: tuple[KnownRendition, ...]
    orphans: tuple[KnownRendition, ...]


def plan_images(
    shop: Shop,
    ledger: Ledger,
    targets: Sequence[Target],
    measured: Measured,
    *,
    force: bool = False,
    stores: Collection[str] | None = None,
) -> Plan:
    """Compares targets with the ledger and the disk. `stores`: those that `targets` is complete for, None = all.

    Only their images can be orphans. Raises BadInputError where out/images cannot be listed.
    """
    known = ledger.renditions()
    on_disk = {file.path: file for file in walk(shop.root, shop.images, SUFFIXES)}
    stale_ones, blocked, fresh, touched = [], [], {}, []
    for target in targets:
        photo = measured.photos.get(target.photo)
        if photo is None:
            blocked.append(target)
            continue
        before = _as_found(known.get(target.path), on_disk.get(target.path), shop.root)
        reason = Stale.FORCED if force else why_stale(target, photo, before, on_disk.get(target.path))
        if reason:
            stale_ones.append(replace(target, reason=reason))
        elif before:
            fresh[target.path] = _rendition(before)
            if before != known[target.path]:
                touched.append(before)
    wanted = {target.path for target in targets}
    orphans = (row for path, row in known.items() if path not in wanted and _belongs(path, stores))
    return Plan(tuple(stale_ones), tuple(blocked), fresh, tuple(touched), tuple(orphans))


def why_stale(target: Target, photo: Photo, known: KnownRendition | None, on_disk: FoundFile | None) -> Stale | None:
    """Why an image has to be rendered, None when it is fresh. Pure: from what the ledger and the disk say."""
    if on_disk is None:
        return Stale.MISSING
    if known is None:
        return Stale.UNKNOWN
    if known.photo_digest != photo.facts.digest:
        return Stale.PHOTO
    if known.fingerprint != fingerprint(target, photo):
        return Stale.RECIPE
    if (known.size, known.mtime_ns) != (on_disk.size, on_disk.mtime_ns):
        return Stale.CHANGED
    return None


def fingerprint(target: Target, photo: Photo) -> str:
    """Of the recipe and of how the master was reduced: from a finer master the same recipe gives other bytes."""
    return f"{target.recipe.fingerprint}-{PurePosixPath(photo.master).stem.rpartition('-')[2]}"


def render_all(
    shop: Shop, ledger: Ledger, plan: Plan, measured: Measured, *, files: MarkFiles, workers: int, events: Events
) -> BatchResult:
    """Carries out a plan: renders what is stale, removes orphans, remembers both. `files` are those of the watermark.

    An image that cannot be made is a finding; a required one counts as failed.
    Raises BadOutputError where nothing can be written.
    """
    ledger.remember_renditions(plan.touched)
    _remove(shop, ledger, plan.orphans)
    batch = _Batch(shop, ledger, measured, events, {target.path: target for target in plan.stale}, ledger.renditions())
    jobs = list(_jobs(shop, plan.stale, measured, files))
    if jobs:
        events.emit(Started(STAGE, len(plan.stale), "images"))
        with quiet(), closing(run_jobs(render_one, jobs, workers=workers)) as results:
            for done in results:
                batch.take(done)
        events.emit(Finished(STAGE, len(plan.stale)))
    return BatchResult(
        renditions={**plan.fresh, **dict(sorted(batch.made.items()))},
        rendered=len(batch.made),
        fresh=len(plan.fresh),
        failed=sum(target.required and target.path not in batch.made for target in plan.stale) + len(plan.blocked),
        reasons=count_reasons(plan),
        findings=tuple(sorted(batch.findings, key=lambda found: (found.place.file, found.code, found.message))),
    )


def planned_result(plan: Plan) -> BatchResult:
    """What carrying out the plan would count, for --dry-run; `renditions` has what is there already."""
    return BatchResult(
        renditions=dict(plan.fresh),
        rendered=len(plan.stale),
        fresh=len(plan.fresh),
        failed=len(plan.blocked),
        reasons=count_reasons(plan),
        findings=(),
    )


def count_reasons(plan: Plan) -> dict[str, int]:
    """Why images are stale, and how many for each reason."""
    return dict(sorted(Counter(str(target.reason) for target in plan.stale).items()))


class _Batch:
    """Takes results in whatever order they come, and remembers each at once."""

    def __init__(
        self,
        shop: Shop,
        ledger: Ledger,
        measured: Measured,
        events: Events,
        targets: Mapping[str, Target],
        before: Mapping[str, KnownRendition],
    ) -> None:
        self._shop, self._ledger, self._measured, self._events = shop, ledger, measured, events
        self._targets, self._before = targets, before
        self._done = 0
        self.made: dict[str, Rendition] = {}
        self.findings: list[Finding] = []

    def take(self, done: Done[RenderJob, tuple[Made | Refused, ...]]) -> None:
        if isinstance(done.fault, PhotoError | OSError | MemoryError):
            self._refuse_all(done.job, done.fault)
        else:
            rows: list[KnownRendition] = []
            for each in done.value():
                rows.extend(self._keep(each) if isinstance(each, Made) else self._refuse(each))
            self._ledger.remember_renditions(rows)
        paths = [path for output in done.job.outputs for path in output.paths]
        self._done += len(paths)
        self._events.emit(Advanced(STAGE, self._done, len(self._targets), self._targets[paths[0]].photo))

    def _keep(self, made: Made) -> Iterator[KnownRendition]:
        for file in made.files:
            target = self._targets[file.path]
            row = self._row(target, made, file)
            self.made[file.path] = _rendition(row)
            if made.upscaled:
                message = f"{file.path} was enlarged to {made.width} × {made.height} px"
                self.findings.append(_about(target, "image.upscaled", message))
            yield row

    def _row(self, target: Target, made: Made, file: Written) -> KnownRendition:
        photo = self._measured.photos[target.photo]
        return KnownRendition(
            path=file.path,
            photo_digest=photo.facts.digest,
            fingerprint=fingerprint(target, photo),
            size=file.size,
            mtime_ns=file.mtime_ns,
            digest=made.digest,
            width=made.width,
            height=made.height,
        )

    def _refuse(self, refused: Refused) -> tuple[()]:
        """What an older photo or recipe left at these paths goes too: it must not pass for the image asked for."""
        for path in refused.output.paths:
            hint = "Photograph the whole product with paper on every side." if refused.code == "image.missing" else ""
            self.findings.append(_about(self._targets[path], refused.code, f"{path}: {refused.reason}", hint))
        old = [self._before[path] for path in refused.output.paths if path in self._before]
        _remove(self._shop, self._ledger, old)
        return ()

    def _refuse_all(self, job: RenderJob, fault: Exception) -> None:
        reason = fault.reason if isinstance(fault, PhotoError) else str(fault) or type(fault).__name__
        with suppress(OSError):
            job.master.unlink()  # so that the next run makes it anew from the photo
        target = self._targets[job.outputs[0].paths[0]]
        message = f"the working copy of {target.photo} cannot be used: {reason}"
        self.findings.append(_about(target, "photo.unreadable", message, "Run again: it is made anew from the photo."))


def _jobs(shop: Shop, stale: Iterable[Target], measured: Measured, files: MarkFiles) -> Iterator[RenderJob]:
    """One job a master; a recipe that several targets share is rendered once."""
    by_master: dict[str, dict[str, list[Target]]] = {}
    for target in stale:
        recipes = by_master.setdefault(measured.photos[target.photo].master, {})
        recipes.setdefault(target.recipe.fingerprint, []).append(target)
    for master, recipes in by_master.items():
        first = next(iter(recipes.values()))[0]
        facts = measured.photos[first.photo].facts
        outputs = tuple(
            Output(same[0].recipe, tuple(sorted(target.path for target in same)))
            for same in sorted(recipes.values(), key=lambda same: _largest_first(same[0]))
        )
        yield RenderJob(shop.root, shop.cache / "masters" / master, facts.paper, facts.product, outputs, files)


def _largest_first(target: Target) -> tuple[int, int, str]:
    """Slots of one size follow each other, so that they can share a picture."""
    return -target.recipe.width, -target.recipe.height, target.recipe.fingerprint


def _as_found(known: KnownRendition | None, on_disk: FoundFile | None, root: Path) -> KnownRendition | None:
    """The ledger's row, with the new time of writing when the file was only touched."""
    if known is None or on_disk is None or (known.size, known.mtime_ns) == (on_disk.size, on_disk.mtime_ns):
        return known
    if known.size == on_disk.size and _digest(root / known.path) == known.digest:
        return replace(known, mtime_ns=on_disk.mtime_ns)
    return known


def _remove(shop: Shop, ledger: Ledger, rows: Collection[KnownRendition]) -> None:
    """Deletes images that are still as listingkit wrote them; one that a hand has changed is only forgotten."""
    for row in rows:
        file = shop.root / row.path
        try:
            if _digest(file) == row.digest:
                file.unlink()
                for folder in (file.parent, file.parent.parent):
                    folder.rmdir()  # while empty
        except FileNotFoundError:
            continue
        except OSError as wrong:
            if file.exists():
                raise BadOutputError(
                    f"{file} cannot be removed: {wrong.strerror}", "Close it where it is open and run again."
                ) from wrong
    ledger.forget_renditions(row.path for row in rows)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _belongs(path: str, stores: Collection[str] | None) -> bool:
    return stores is None or PurePosixPath(path).parts[2] in stores


def _rendition(row: KnownRendition) -> Rendition:
    return Rendition(row.path, row.digest, row.size, row.width, row.height)


def _about(target: Target, code: str, message: str, hint: str = "") -> Finding:
    severity = None if target.required else Severity.WARNING
    place = Place(file=target.photo)
    return finding(code, message, subject=target.subject, place=place, hint=hint, spu=target.spu, severity=severity)
