"""What is on each photo, measured once, and where is its master?

One job = one photo = one decode: the bytes are read once, and digest, facts and master come from them. A photo whose
size and mtime are those of the last run is trusted; one that was only touched is read again but not decoded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from listingkit.events import Advanced, Events, Finished, Started
from listingkit.executor import run_jobs
from listingkit.findings import Finding, Place, finding
from listingkit.photos.ledger import KnownFile, KnownPhoto, Ledger
from listingkit.photos.masters import Masters, forget_what_is_gone, master_bytes
from listingkit.photos.model import ENGINE, Measured, Photo, PhotoFacts, master_name
from listingkit.photos.scan import FoundPhotos, folders_gone, must_be_there
from listingkit.pixels.colour import profile_name
from listingkit.pixels.decode import (
    Opened,
    TooManyPixelsError,
    UnreadablePhotoError,
    decode,
    open_photo,
    quiet,
)
from listingkit.pixels.exif import exif_facts
from listingkit.pixels.exposure import exposure_of
from listingkit.pixels.formats import EXTENSIONS
from listingkit.pixels.framing import Demand, expected_scale, scale_for
from listingkit.pixels.likeness import likeness_of
from listingkit.pixels.palette import palette_of
from listingkit.pixels.paper import on_paper, product_mask, split_frame
from listingkit.pixels.sharpness import LONG, sharpness_of
from listingkit.pixels.sheet import sheet_of
from listingkit.pixels.traits import traits_of
from listingkit.shop import Shop

STAGE = "measure"
SMALL_PX = 224  # what paper and product are told from is at least this long


@dataclass(frozen=True, slots=True)
class MeasureJob:
    """One photo to read. `path` is relative to the shop; `demand` is what all slots in use ask of it; with `codes`, QR
    codes are looked for too.
    """

    path: str
    file: Path
    demand: Demand
    max_pixels: int
    codes: bool = False


@dataclass(frozen=True, slots=True)
class MeasuredPhoto:
    """What one job found: the file as it was read and, unless its bytes were known already, what was measured."""

    file: KnownFile
    photo: KnownPhoto | None


def measure_photos(
    shop: Shop,
    ledger: Ledger,
    found: FoundPhotos,
    *,
    demand: Demand,
    masters: Masters,
    workers: int,
    events: Events,
) -> Measured:
    """Facts and master of every photo of the shop. `demand` is what the picture slots in use ask of it.

    Photos that cannot be used are findings and not in the result. Raises BadInputError where all photos are gone that
    an earlier run knew, BadOutputError when masters cannot be written.
    """
    must_be_there(shop, ledger, found)
    max_pixels = shop.settings.limits.max_pixels
    before = ledger.files()
    ready = masters.usable(ledger.photos(ENGINE), demand)
    photos: dict[str, Photo] = {}
    jobs: list[MeasureJob] = []
    for file in found.files:
        known = before.get(file.path)
        if known and known.digest in ready and (known.size, known.mtime_ns) == (file.size, file.mtime_ns):
            photos[file.path] = _photo(file.path, ready[known.digest])
        else:
            jobs.append(MeasureJob(file.path, shop.root / file.path, demand, max_pixels))
    fresh = len(photos)
    read, findings = _read(jobs, ready, masters, ledger, workers, events)
    photos |= read
    away = _away(before, found, photos)
    if jobs or before.keys() != photos.keys() or masters.over_room:
        forget_what_is_gone(shop, ledger, masters, before, photos, failed=findings.keys(), away=away)
    told = (*found.findings, *_tell(photos, findings, max_pixels))
    sound = {path: photos[path] for path in sorted(photos) if path not in findings}
    return Measured(sound, told, fresh, len(jobs), away=frozenset(before[path].digest for path in away))


def peek_photos(shop: Shop, ledger: Ledger, found: FoundPhotos, *, demand: Demand) -> Measured:
    """What `measure_photos` would find, as far as it is known already: nothing is decoded, written or forgotten.

    Photos whose bytes are not known are `new`. Raises BadInputError as `measure_photos` does.
    """
    must_be_there(shop, ledger, found)
    before, known = ledger.files(), ledger.photos(ENGINE)
    sizes = {photo.facts.size_bytes for photo in known.values()}
    photos: dict[str, Photo] = {}
    for file in found.files:
        row = before.get(file.path)
        if row and (row.size, row.mtime_ns) == (file.size, file.mtime_ns):
            digest = row.digest
        else:  # touched or renamed: read only where the length says that its bytes may be known
            digest = _digest(shop.root / file.path) if file.size in sizes else ""
        if digest in known:
            facts = known[digest].facts
            frame = facts.width, facts.height
            scale, seen = scale_for(frame, facts.product, demand), expected_scale(frame, demand)
            photos[file.path] = Photo(file.path, facts, master_name(digest, scale, seen))
    new = frozenset(file.path for file in found.files) - photos.keys()
    away = frozenset(before[path].digest for path in _away(before, found, photos))
    findings: dict[str, Finding] = {}
    told = (*found.findings, *_tell(photos, findings, shop.settings.limits.max_pixels))
    sound = {path: photos[path] for path in sorted(photos) if path not in findings}
    return Measured(sound, told, len(photos), 0, new, away)


def _away(before: Mapping[str, KnownFile], found: FoundPhotos, photos: Mapping[str, Photo]) -> set[str]:
    """Known paths that vanished with their folder, without those whose bytes lie elsewhere now."""
    digests = {photo.facts.digest for photo in photos.values()}
    return {path for path in folders_gone(before, found) if before[path].digest not in digests}


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(
    jobs: list[MeasureJob],
    ready: dict[str, KnownPhoto],
    masters: Masters,
    ledger: Ledger,
    workers: int,
    events: Events,
) -> tuple[dict[str, Photo], dict[str, Finding]]:
    """Photos, and complaints about those that cannot be used, by path; each is remembered at once."""
    photos: dict[str, Photo] = {}
    findings: dict[str, Finding] = {}
    if not jobs:
        return photos, findings
    events.emit(Started(STAGE, len(jobs)))
    function = partial(measure_one, masters=masters, known=frozenset(ready))
    with quiet(), closing(run_jobs(function, jobs, workers=workers)) as results:
        for number, done in enumerate(results, start=1):
            path = done.job.path
            if isinstance(done.fault, UnreadablePhotoError | TooManyPixelsError | OSError | MemoryError):
                findings[path] = complaint(path, done.fault)
            else:
                found = done.value()
                photo = found.photo or ready[found.file.digest]
                ledger.remember_photo(found.file, photo)
                photos[path] = _photo(path, photo)
            events.emit(Advanced(STAGE, number, len(jobs), path))
    events.emit(Finished(STAGE, len(jobs)))
    return photos, findings


def measure_one(job: MeasureJob, masters: Masters, known: frozenset[str] = frozenset()) -> MeasuredPhoto:
    """Reads, decodes and measures one photo and writes its master. Bytes whose digest is `known` are not decoded.

    Raises PhotoError, OSError where the file cannot be read, and BadOutputError where the master cannot be written.
    """
    with job.file.open("rb") as stream:
        stat = os.fstat(stream.fileno())
        data = stream.read()
    digest = hashlib.sha256(data).hexdigest()
    file = KnownFile(job.path, stat.st_size, stat.st_mtime_ns, digest)
    if digest in known:
        return MeasuredPhoto(file, None)
    opened = open_photo(data, name=job.file.name, max_pixels=job.max_pixels)
    scale = seen = expected_scale((opened.width, opened.height), job.demand)
    frame = decode(opened, seen)
    facts = facts_of(opened, frame, digest, len(data))
    if job.codes:
        facts = replace(facts, codes=_codes(frame))
    finer = scale_for((opened.width, opened.height), facts.product, job.demand)
    if finer < seen:  # the product is small in its frame: only more of the photo's pixels make it sharp
        scale = finer
        frame = decode(open_photo(data, name=job.file.name, max_pixels=job.max_pixels), scale)
    master = master_bytes(opened, frame, scale)
    masters.keep(master_name(digest, scale, seen), master)
    return MeasuredPhoto(file, KnownPhoto(ENGINE, scale, seen, len(master), facts))


def _codes(frame: Image.Image) -> tuple[str, ...]:
    from listingkit.pixels.codes import read_codes  # only `ingest` pays for the reader

    return tuple(code.text for code in read_codes(frame))


def facts_of(opened: Opened, frame: Image.Image, digest: str, size_bytes: int) -> PhotoFacts:
    """Facts of a photo whose header was read, from its decoded frame."""
    exif = exif_facts(opened.exif)
    # From a large frame the small copy is taken by way of the middling one: reading all pixels is what takes time.
    middling = _reduced(frame, LONG)
    reduced = _reduced(middling, SMALL_PX)
    small = np.asarray(reduced)
    points = np.asarray(frame.resize(reduced.size, Image.Resampling.NEAREST))
    split = split_frame(small)
    product = None if split is None else product_mask(split)
    seen = on_paper(small, split, product)
    return PhotoFacts(
        digest=digest,
        size_bytes=size_bytes,
        format=opened.format,
        extension=EXTENSIONS[opened.format][0],
        mode=opened.mode,
        width=opened.width,
        height=opened.height,
        orientation=opened.orientation,
        profile=profile_name(opened.profile),
        captured_at=exif.captured_at,
        camera=exif.camera,
        has_gps=exif.has_gps,
        paper=seen.paper,
        light=seen.light,
        product=seen.product,
        camera_exposure=exif.exposure,
        traits=traits_of(opened, exif),
        sheet=sheet_of(small, split, product),
        exposure=exposure_of(points, split, product),
        sharpness=sharpness_of(middling, seen.product, product),
        palette=palette_of(small, split),
        likeness=likeness_of(reduced, seen.product),
    )


def _reduced(frame: Image.Image, least: int) -> Image.Image:
    """The mean of whole pixels, as few as leave that length."""
    factor = max(frame.size) // least
    return frame.reduce(factor) if factor > 1 else frame


def _photo(path: str, known: KnownPhoto) -> Photo:
    return Photo(path, known.facts, master_name(known.facts.digest, known.scale, known.seen))


def _tell(photos: Mapping[str, Photo], findings: dict[str, Finding], max_pixels: int) -> list[Finding]:
    """All findings by path. A limit that was lowered since the photo was measured counts as well."""
    told = []
    for path, photo in photos.items():
        facts = photo.facts
        if facts.width * facts.height > max_pixels:
            reason = f"it has {facts.width} × {facts.height} pixels, the limit is {max_pixels:,}"
            findings[path] = complaint(path, TooManyPixelsError(reason))
        elif Path(path).suffix.lower() not in EXTENSIONS[facts.format]:
            told.append(_wrong_extension(path, facts))
    return sorted([*told, *findings.values()], key=lambda found: found.place.file)


def _wrong_extension(path: str, facts: PhotoFacts) -> Finding:
    name = Path(path).name
    message = f"{name} is a {facts.format} file: its extension should be {facts.extension}"
    return finding("photo.wrong-extension", message, subject=Path(path).stem, place=Place(file=path))


def complaint(path: str, wrong: Exception) -> Finding:
    """Why the photo at `path` cannot be used."""
    name = Path(path).name
    code = "photo.too-many-pixels" if isinstance(wrong, TooManyPixelsError) else "photo.unreadable"
    hint = ""
    if isinstance(wrong, UnreadablePhotoError | TooManyPixelsError):
        reason, hint = wrong.reason, wrong.hint
    elif isinstance(wrong, OSError):
        reason = f"the file cannot be read: {wrong.strerror or wrong}"
        hint = "Look whether it is still there, and close it where it is open; then run again."
    else:
        reason = "it needs more memory than there is"
    return finding(code, f"{name}: {reason}", subject=Path(path).stem, place=Place(file=path), hint=hint)
