"""From a camera card into photos/: what is read, decided, copied, told and undone?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from listingkit.desk import Desk
from listingkit.errors import BadInputError, BadOutputError, UsageError
from listingkit.events import Advanced, Finished, Started
from listingkit.files import remove_leftovers
from listingkit.findings import Finding
from listingkit.ingest.copying import ChangedFileError, copy_verified, digest_of
from listingkit.ingest.jobs import FileJob, file_jobs
from listingkit.ingest.journal import DONE, last_journal, undo, write_journal
from listingkit.ingest.model import Frame, Verdict
from listingkit.ingest.order import streams
from listingkit.ingest.reading import looker, read_frames
from listingkit.ingest.runs import runs
from listingkit.ingest.verdicts import verdicts
from listingkit.photos.ledger import KnownFile, Ledger
from listingkit.photos.masters import Masters
from listingkit.photos.model import ENGINE
from listingkit.photos.scan import find_frames
from listingkit.pixels.decode import quiet
from listingkit.report.model import Report, Table
from listingkit.shop import Shop
from listingkit.words import count

STAGE = "copy"


@dataclass(frozen=True, slots=True)
class Sorted:
    """A card looked through: what becomes of each run, and files that lie on it twice or cannot be put in order."""

    frames: tuple[Frame, ...]
    doubles: tuple[Frame, ...]
    decided: tuple[Verdict, ...]
    unordered: tuple[Frame, ...]
    findings: tuple[Finding, ...]


def ingest_card(desk: Desk, source: Path, ledger: Ledger, *, move: bool, dry_run: bool) -> Report:
    """Files what is certain under `photos/`, and tells why the rest is held. With `dry_run` nothing is written.

    Raises BadInputError where `source` has no photos or is the shop's own folder, BadOutputError.
    """
    card = _card(desk.shop, source)
    there = _photos_there(desk, ledger, card)
    sorted_card = _sort(desk, card, ledger, there, dry_run=dry_run)
    jobs = tuple(file_jobs(sorted_card.decided, card, desk.shop.photos, desk.coverage))
    if dry_run:
        rows = tuple((job.frame.path, job.target) for job in jobs)
        table = (Table("frames", "", ("frame", "file"), rows),) if rows else ()
        return replace(_told(desk, sorted_card, jobs, "to file"), tables=table)
    remove_leftovers(desk.shop.photos)
    if jobs:
        _file(desk, card, jobs, ledger, move=move)
    result = _told(desk, sorted_card, jobs, "moved" if move else "copied")
    return replace(result, outputs=("photos",) if jobs else ())


def undo_ingest(desk: Desk, source: Path | None) -> Report:
    """Takes back the last ingest; with `source`, only if it came from there. Raises UsageError where there is none."""
    journal = last_journal(_history(desk.shop))
    if journal is None:
        raise UsageError("there is no ingest to undo", f"Undone ones end in {DONE} in the shop's folder history.")
    if source is not None and str(source.resolve()) not in journal.read_text(encoding="utf-8").replace("\\\\", "\\"):
        raise UsageError(f"the last ingest did not come from {source}", "Leave the folder out to undo it all the same.")
    undone = undo(desk.shop.root, journal)
    lines = [f"{count(undone.removed, 'photo')} taken out of photos/, {undone.returned:,} put back on the card."]
    if undone.kept:
        lines.append(f"{count(len(undone.kept), 'photo')} changed since, and stay: {', '.join(undone.kept[:5])}.")
    counts = {"frames": 0, "slates": 0, "filed": 0, "held": 0, "skipped": 0}
    return Report("ingest", counts, summary=tuple(lines))


def _history(shop: Shop) -> Path:
    return shop.root / "history"


def _card(shop: Shop, source: Path) -> Path:
    card = source.resolve()
    if not card.is_dir():
        raise BadInputError(f"{source} is not a folder", "Name the camera card, or the folder that it was copied to.")
    if card.is_relative_to(shop.photos) or shop.root.is_relative_to(card):
        raise BadInputError(
            f"{source} holds the shop's own photos", "Ingest from the camera card, or from a folder of its own."
        )
    return card


def _photos_there(desk: Desk, ledger: Ledger, card: Path) -> dict[str, str]:
    """Photos of the shop by digest, as far as one of the card may have the same bytes."""
    sizes = {file.size for file in find_frames(card).files}
    known = ledger.files()
    there = {}
    for file in desk.found.files:
        before = known.get(file.path)
        if before and (before.size, before.mtime_ns) == (file.size, file.mtime_ns):
            there[before.digest] = file.path
        elif file.size in sizes:
            there[digest_of(desk.shop.root / file.path)] = file.path
    return there


def _sort(desk: Desk, card: Path, ledger: Ledger, there: dict[str, str], *, dry_run: bool) -> Sorted:
    found = find_frames(card)
    if not found.files:
        raise BadInputError(f"{card} has no photos", "Name the folder that has DCIM in it, or the photos themselves.")
    shop = desk.shop
    limits = shop.settings.limits.model_copy(update={"masters": False})
    masters = Masters(shop.with_settings(limits=limits)) if dry_run else desk.masters
    known = {digest: photo for digest, photo in ledger.photos(ENGINE).items() if photo.facts.codes is not None}
    frames = read_frames(
        card,
        found.files,
        masters.usable(known, desk.demand),
        demand=desk.demand,
        masters=masters,
        max_pixels=shop.settings.limits.max_pixels,
        workers=desk.workers,
        events=desk.run.events,
    )
    first = {frame.facts.digest: frame for frame in reversed(frames) if frame.facts}
    once = [frame for frame in frames if frame.facts is None or first[frame.facts.digest] is frame]
    doubles = tuple(frame for frame in frames if frame.facts and first[frame.facts.digest] is not frame)
    parts = streams(once)
    look = looker(card, shop.settings.limits.max_pixels)
    with quiet():
        decided = verdicts((run for part in parts if not part.doubt for run in runs(part)), desk.coverage, there, look)
    unordered = tuple(frame for part in parts if part.doubt for frame in part.frames)
    doubts = [part.doubt for part in parts if part.doubt]
    findings = (*found.findings, *doubts, *(each.finding for each in decided if each.finding))
    return Sorted(frames, doubles, decided, unordered, findings)


def _file(desk: Desk, card: Path, jobs: Sequence[FileJob], ledger: Ledger, *, move: bool) -> None:
    """Copies frame by frame; each copy is read back before the next, and before its original goes with `move`."""
    write_journal(_history(desk.shop), jobs, card)
    events = desk.run.events
    events.emit(Started(STAGE, len(jobs)))
    for number, job in enumerate(jobs, start=1):
        target = desk.shop.root / job.target
        try:
            copy_verified(job.source, target, job.digest)
            stat = target.stat()
            if job.frame.known:
                ledger.remember_photo(
                    KnownFile(job.target, stat.st_size, stat.st_mtime_ns, job.digest), job.frame.known
                )
            if move:
                job.source.unlink()
        except ChangedFileError:
            raise BadInputError(
                f"{job.source}: its bytes changed while it was read; nothing of it was filed",
                "The card or its reader may be failing: copy the card to a folder first, then ingest that folder.",
            ) from None
        except OSError as wrong:
            raise BadOutputError(
                f"{job.source} cannot be filed as {job.target}: {wrong.strerror or wrong}",
                "What is filed is kept; run the same command again to go on.",
            ) from wrong
        events.emit(Advanced(STAGE, number, len(jobs), job.target))
    events.emit(Finished(STAGE, len(jobs)))


def _told(desk: Desk, card: Sorted, jobs: Sequence[FileJob], done: str) -> Report:
    filed = len(jobs)
    known = sum(1 for each in card.decided for filing in each.filings if filing.there)
    held = sum(len(each.held) for each in card.decided)
    held += sum(1 for frame in card.unordered if not frame.slates)
    skipped = known + len(card.doubles)
    counts = {
        "frames": len(card.frames),
        "slates": len(card.frames) - filed - held - skipped,
        "filed": filed,
        "held": held,
        "skipped": skipped,
    }
    line = f"{count(counts['frames'], 'frame')}, {count(counts['slates'], 'slate')}: {filed:,} {done}"
    line += f" of {count(_subjects(card.decided), 'subject')}" if filed else ""
    line += f", {skipped:,} there already, {held:,} held."
    lines = [line]
    if held:
        why = Counter(each.finding.code for each in card.decided if each.finding)
        reasons = ", ".join(f"{code} {number:,}" for code, number in sorted(why.items()))
        lines.append(f"Held frames stay where they are ({reasons or 'ingest.order-unknown'}).")
    if filed and done != "to file":
        lines.append("`listingkit ingest --undo` takes it back.")
    findings = desk.sift(card.findings).shown
    return Report("ingest", counts, findings, summary=tuple(lines))


def _subjects(decided: Iterable[Verdict]) -> int:
    return len({filing.subject.id for each in decided for filing in each.filings if not filing.there})
