"""What becomes of each image that was made, refused, or could not be tried, and of those that nothing wants?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from listingkit.errors import BadOutputError
from listingkit.events import Advanced, Events
from listingkit.executor import Done
from listingkit.findings import Finding, Place, Severity, finding
from listingkit.images.model import MarkError, Rendition, Target
from listingkit.images.render import Made, Refused, RenderJob, Written
from listingkit.photos.ledger import KnownRefusal, KnownRendition, Ledger
from listingkit.photos.model import Measured, Photo
from listingkit.pixels.decode import PhotoError
from listingkit.shop import Shop

STAGE = "render"


class Outcome:
    """Takes results in whatever order they come, and remembers each at once."""

    def __init__(
        self, shop: Shop, ledger: Ledger, measured: Measured, events: Events, targets: Mapping[str, Target]
    ) -> None:
        self._shop, self._ledger, self._measured, self._events = shop, ledger, measured, events
        self._targets, self._before = targets, ledger.renditions()
        self._done = 0
        self.made: dict[str, Rendition] = {}
        self.findings: list[Finding] = []

    def take(self, done: Done[RenderJob, tuple[Made | Refused, ...]]) -> None:
        """One photo's images. Raises the fault that none of them is to blame for."""
        paths = [path for output in done.job.outputs for path in output.paths]
        if isinstance(done.fault, PhotoError | MarkError | OSError | MemoryError):
            self._blame_photo(paths, done.fault)
        else:
            made = [row for each in done.value() if isinstance(each, Made) for row in self._keep(each)]
            refused = [row for each in done.value() if isinstance(each, Refused) for row in self._refuse(each)]
            self._ledger.remember_renditions(made, refused)
        self._done += len(paths)
        self._events.emit(Advanced(STAGE, self._done, len(self._targets), self._targets[paths[0]].photo))

    def _keep(self, made: Made) -> list[KnownRendition]:
        rows = [self._row(self._targets[file.path], made, file) for file in made.files]
        for row in rows:
            self.made[row.path] = rendition(row)
            if made.upscaled:
                message = f"{row.path} was enlarged to {made.width} × {made.height} px"
                self.findings.append(_about(self._targets[row.path], "image.upscaled", message))
        return rows

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

    def _refuse(self, refused: Refused) -> list[KnownRefusal]:
        rows = []
        for path in refused.output.paths:
            target = self._targets[path]
            photo = self._measured.photos[target.photo]
            row = KnownRefusal(path, photo.facts.digest, fingerprint(target, photo), refused.code, refused.reason)
            self.findings.append(told_again(target, row))
            rows.append(row)
        self._take_away(refused.output.paths)
        return rows

    def _blame_photo(self, paths: Collection[str], fault: Exception) -> None:
        """Told once for each product and subject that wants this photo. Not remembered: each run tries again."""
        reason = fault.reason if isinstance(fault, PhotoError) else str(fault) or type(fault).__name__
        wanting: dict[tuple[str, str], Target] = {}
        for target in (self._targets[path] for path in paths):
            key = target.spu, target.subject
            if key not in wanting or target.required:
                wanting[key] = target
        for target in wanting.values():
            message = f"no image can be made of {target.photo}: {reason}"
            self.findings.append(_about(target, "photo.unreadable", message))
        self._take_away(paths)

    def _take_away(self, paths: Iterable[str]) -> None:
        """What an older photo or recipe left at these paths: it must not pass for the image asked for."""
        remove(self._shop, self._ledger, [self._before[path] for path in paths if path in self._before])


def fingerprint(target: Target, photo: Photo) -> str:
    """Of the recipe, of how the master was reduced (from a finer one the same recipe gives other bytes), and of the
    light. The last part, after the last hyphen, is that of the light.
    """
    master = PurePosixPath(photo.master).stem.rpartition("-")[2]
    return f"{target.recipe.fingerprint}-{master}-{target.balance.text if target.balance else ''}"


def told_again(target: Target, refusal: KnownRefusal) -> Finding:
    """The finding on an image that cannot be made, in this run or an earlier one."""
    hint = "Photograph the whole product with paper on every side." if refusal.code == "image.missing" else ""
    return _about(target, refusal.code, f"{refusal.path}: {refusal.reason}", hint)


def rendition(row: KnownRendition) -> Rendition:
    """What a listing needs of the ledger's row."""
    return Rendition(row.path, row.digest, row.size, row.width, row.height)


def remove(shop: Shop, ledger: Ledger, rows: Collection[KnownRendition]) -> None:
    """Deletes images that are still as listingkit wrote them; one that a hand has changed is only forgotten.

    Raises BadOutputError where one cannot be deleted.
    """
    for row in rows:
        file = shop.root / row.path
        try:
            if digest_of(file) == row.digest:
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


def digest_of(file: Path) -> str:
    """Of a file's bytes. Raises OSError."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _about(target: Target, code: str, message: str, hint: str = "") -> Finding:
    severity = None if target.required else Severity.WARNING
    place = Place(file=target.photo)
    return finding(code, message, subject=target.subject, place=place, hint=hint, spu=target.spu, severity=severity)
