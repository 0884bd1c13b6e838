"""Which run of frames is filed under which subject, and which is held, with what reason?

A run is filed where its frames are as many as the shots planned. Near-identical neighbours count as takes of one shot,
so that a retake does not shift the angles after it. All else is held: nothing is filed on a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listingkit.findings import Finding
from listingkit.ingest import reasons
from listingkit.ingest.model import Filing, Frame, Run, Verdict
from listingkit.ingest.takes import Fits, Look, Takes, alike, closely, fits, grouped, takes
from listingkit.settings import Role
from listingkit.shots.model import Coverage, Group, Shot
from listingkit.shots.slate import SlateKind

CODED = frozenset([Role.PACKAGING, Role.LABEL])
"""Shots in which a QR code that is no slate is no surprise."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A run whose slate names `group`; `fits` tell which neighbours show the same."""

    run: Run
    group: Group
    fits: Fits

    @property
    def whole(self) -> bool:
        return len(self.run.frames) == len(self.group.kinds)

    @property
    def takes(self) -> Takes:
        """All neighbours that show the same together, whether or not that makes up the plan."""
        return grouped(self.run.frames, alike(self.fits))


class _Habits:
    """Of each product, which neighbours look the same in most of its runs: angles hardly differ there, and nobody has
    taken one again.
    """

    def __init__(self, reads: Iterable[_Read], look: Look) -> None:
        self._look = look
        self._whole: dict[str, list[_Read]] = {}
        for read in reads:
            if read.whole:
                self._whole.setdefault(read.group.subject.spu, []).append(read)
        self._closely: dict[str, frozenset[int]] = {}

    def of(self, spu: str) -> frozenset[int]:
        """As likenesses tell."""
        pairs = [alike(read.fits) for read in self._whole.get(spu, ())]
        places = frozenset().union(*pairs)
        return frozenset(at for at in places if 2 * sum(at in each for each in pairs) > max(len(pairs), 2))

    def closely(self, spu: str) -> frozenset[int]:
        """Those of them that even closer looks at any of the runs do not tell apart."""
        if spu not in self._closely:
            self._closely[spu] = frozenset(at for at in self.of(spu) if any(self._same(spu, at)))
        return self._closely[spu]

    def _same(self, spu: str, at: int) -> Iterator[bool]:
        for read in self._whole[spu]:
            yield closely(read.run.frames[at : at + 2], self._look) != (None,)


def _nothing(_frame: Frame) -> None:
    return None


def verdicts(
    runs: Iterable[Run], coverage: Coverage, there: Mapping[str, str], look: Look = _nothing
) -> tuple[Verdict, ...]:
    """What becomes of each run. `there` has the digests of photos that are in the shop already, with their paths.

    `look` is asked for frames of runs that have too many.
    """
    groups = {group.subject.id.casefold(): group for group in coverage.shotlist.all_groups()}
    all_runs = _joined([run for run in runs if run.frames or not _is_subject(run)], groups)
    seen: dict[str, int] = {}
    for run in all_runs:
        if run.said:
            seen[run.said.key] = seen.get(run.said.key, 0) + 1
    reads: dict[int, _Read] = {}
    for index, run in enumerate(all_runs):
        group = groups.get(run.said.key) if run.said and run.said.kind is SlateKind.SUBJECT else None
        if group:
            over = len(run.frames) > len(group.kinds)
            reads[index] = _Read(run, group, closely(run.frames, look) if over else fits(run.frames))
    habits = _Habits(reads.values(), look)
    decided = []
    for index, run in enumerate(all_runs):
        if not run.frames:
            continue
        read = reads.get(index)
        if read is None or run.said is None:
            decided.append(Verdict(run, finding=reasons.without_subject(run, groups)))
        else:
            decided.append(_verdict(read, coverage, there, habits, repeated=seen[run.said.key] > 1))
    return tuple(decided)


def _joined(runs: Iterable[Run], groups: Mapping[str, Group]) -> list[Run]:
    """Runs; those before and after a slate that was photographed again are one where together they make up its plan."""
    joined: list[Run] = []
    for run in runs:
        before = joined[-1] if joined else None
        group = groups.get(run.said.key) if run.said and _is_subject(run) else None
        if before and group and before.said and before.said.key == group.subject.id.casefold():
            frames = (*before.frames, *run.frames)
            if takes(frames, fits(frames), len(group.kinds)):
                joined[-1] = Run((*before.slates, *run.slates), run.said, frames)
                continue
        joined.append(run)
    return joined


def _is_subject(run: Run) -> bool:
    return run.said is not None and run.said.kind is SlateKind.SUBJECT


def _verdict(read: _Read, coverage: Coverage, there: Mapping[str, str], habits: _Habits, *, repeated: bool) -> Verdict:
    run, group = read.run, read.group
    shots = [Shot(group.subject, kind) for kind in group.kinds]
    if filed := _again(run.frames, shots, coverage, there):
        return Verdict(run, filed)
    placed = _placed(read, shots, coverage, habits)
    problem = _problem(read, placed, _missing(shots, coverage), habits, repeated=repeated)
    if problem or placed is None:
        return Verdict(run, finding=problem)
    return Verdict(run, tuple(_filings(placed, there)))


def _again(
    frames: Sequence[Frame], shots: Sequence[Shot], coverage: Coverage, there: Mapping[str, str]
) -> tuple[Filing, ...]:
    """Where all frames of a run are in the shop already, as photos of this subject: nothing is left to decide."""
    by_path = {take.path: shot for shot in shots for take in coverage.takes.get(shot.key, ())}
    filings = []
    for frame in frames:
        path = there.get(frame.facts.digest, "") if frame.facts else ""
        if path not in by_path:
            return ()
        filings.append(Filing(frame, by_path[path].subject, by_path[path].kind.name, path))
    return tuple(filings)


def _problem(
    read: _Read,
    placed: Sequence[tuple[Shot, Frame]] | None,
    missing: Sequence[Shot],
    habits: _Habits,
    *,
    repeated: bool,
) -> Finding | None:
    """Why a run cannot be filed, None where it can."""
    run, group = read.run, read.group
    if any(frame.known is None for frame in run.frames):
        return reasons.unreadable(run, group)
    if repeated:
        return reasons.repeated(run, group)
    if placed is None and len(run.frames) < len(group.kinds):
        return reasons.too_few(run, group, missing)
    if placed is None:
        return reasons.too_many(run, group, read.takes)
    if read.whole and alike(read.fits) - habits.of(group.subject.spu):
        return reasons.retake_and_gap(run, group, read.takes)
    strangers = [frame for shot, frame in placed if frame.texts and shot.kind.role not in CODED]
    return reasons.foreign_code(run, strangers[0]) if strangers else None


def _missing(shots: Sequence[Shot], coverage: Coverage) -> list[Shot]:
    return [shot for shot in shots if shot.key not in coverage.takes]


def _placed(read: _Read, shots: Sequence[Shot], coverage: Coverage, habits: _Habits) -> list[tuple[Shot, Frame]] | None:
    """Each frame with its shot, by order; None where the numbers do not tell."""
    frames = read.run.frames
    if read.whole:
        return list(zip(shots, frames, strict=True))
    if found := takes(frames, read.fits, len(shots), habits.closely(read.group.subject.spu)):
        return [(shot, frame) for shot, several in zip(shots, found, strict=True) for frame in several]
    # Some of the shots are there from an earlier day, and these are the others.
    missing = _missing(shots, coverage)
    if len(missing) < len(shots) and len(frames) == len(read.takes) == len(missing):
        return list(zip(missing, frames, strict=True))
    return None


def _filings(placed: Iterable[tuple[Shot, Frame]], there: Mapping[str, str]) -> Iterable[Filing]:
    for shot, frame in placed:
        path = there.get(frame.facts.digest, "") if frame.facts else ""
        yield Filing(frame, shot.subject, shot.kind.name, path)
