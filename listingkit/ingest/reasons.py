"""Why is a run of frames held, and what does the seller do about it?

Each reason names the frames, and proposes what they may be; nothing of it is done by itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from listingkit.findings import Finding, Place, finding
from listingkit.ingest.model import Frame, Run
from listingkit.pixels.likeness import cells_of, colours_of
from listingkit.shots.model import Group, Shot
from listingkit.shots.slate import SlateKind
from listingkit.words import count

BY_HAND = "Rename these frames by hand into photos/, as <subject>_<shot>.jpg, or take them again after a slate."


def without_subject(run: Run, groups: Mapping[str, Group]) -> Finding:
    """Of frames that no slate of the shop names."""
    frames = run.frames
    if not run.slates:
        message = f"{_span(frames)} {_come(frames)} before the first slate"
        return _told("ingest.no-slate", message, run, "", BY_HAND)
    card = run.slates[-1].name
    if run.said is None:
        message = f"{card} shows two different slates, so nobody can tell what {_span(frames)} shows"
        return _told("ingest.unknown-slate", message, run, "", BY_HAND)
    if run.said.kind is SlateKind.END:
        message = f"{_span(frames)} {_come(frames)} after the END card ({card}) and before the next slate"
        return _told("ingest.no-slate", message, run, "", BY_HAND)
    if run.said.kind is SlateKind.SPARE:
        message = f"{_span(frames)} {_come(frames)} after the spare card {run.said.subject} ({card})"
        return _told("ingest.unknown-slate", message, run, run.said.subject, BY_HAND)
    near = difflib.get_close_matches(run.said.key, groups, n=1)
    hint = f"Is it {groups[near[0]].subject.id}, renamed since the slates were printed? " if near else ""
    said = run.said.subject
    message = f"{card}: the slate says {said}, which is no subject of this shop; {_span(frames)} {_wait(frames)}"
    return _told("ingest.unknown-slate", message, run, said, hint + BY_HAND)


def foreign_code(run: Run, frame: Frame) -> Finding:
    """Of a frame with a QR code that is no slate, where the plan has no label or packaging."""
    said = run.said.subject if run.said else ""
    text = frame.texts[0][:60]
    span = f"{_span(run.frames)} of {said} {_wait(run.frames)}"
    message = f"{frame.name} shows a QR code that is no slate ({text!r}), so {span}"
    return _told("ingest.unknown-slate", message, run, said, BY_HAND)


def repeated(run: Run, group: Group) -> Finding:
    """Of a subject whose slate opens more than one run."""
    subject = group.subject.id
    message = (
        f"the slate of {subject} was photographed more than once; after {run.slates[-1].name} "
        f"{count(len(run.frames), 'frame')} {_follow(run.frames)}: {_span(run.frames)}"
    )
    hint = f"Look which of them show {subject}: the card may have been taken for another. {BY_HAND}"
    return _told("ingest.slate-repeated", message, run, subject, hint)


def unreadable(run: Run, group: Group) -> Finding:
    """Of a run in which a file cannot be used, so that order says nothing of those after it."""
    bad = next(frame for frame in run.frames if frame.known is None)
    reason = bad.fault.message if bad.fault else f"{bad.name} cannot be read"
    message = f"{reason}; so {_span(run.frames)} of {group.subject.id} {_wait(run.frames)}"
    return _told(
        "ingest.unreadable-frame", message, run, group.subject.id, f"Take that frame out of the card. {BY_HAND}"
    )


def too_few(run: Run, group: Group, missing: Sequence[Shot]) -> Finding:
    """Of a run with fewer frames than shots."""
    planned, subject = len(group.kinds), group.subject.id
    message = f"{subject}: {count(len(run.frames), 'frame')} after its slate, planned {planned}: {_span(run.frames)}"
    if 0 < len(missing) < planned:
        names = ", ".join(shot.kind.name for shot in missing)
        message += f"; only these are missing: {names}"
    hint = f"Its shots are, in order: {', '.join(kind.name for kind in group.kinds)}. {BY_HAND}"
    return _told("ingest.count-short", message, run, subject, hint)


def retake_and_gap(run: Run, group: Group, takes: Sequence[Sequence[Frame]]) -> Finding:
    """Of a run of the right length in which a picture comes twice, so that another must be missing."""
    twice = next((several for several in takes if len(several) > 1), run.frames[:2])
    planned, subject = len(group.kinds), group.subject.id
    message = (
        f"{subject}: {count(planned, 'frame')} as planned, but {twice[0].name} and {twice[1].name} show the same, "
        f"so that one shot seems to be missing: {_span(run.frames)}"
    )
    hint = f"Its shots are, in order: {', '.join(kind.name for kind in group.kinds)}. {BY_HAND}"
    return _told("ingest.count-short", message, run, subject, hint)


def too_many(run: Run, group: Group, takes: Sequence[Sequence[Frame]]) -> Finding:
    """Of a run with more frames than shots: an extra one, or a slate that was forgotten or not read."""
    planned, subject = len(group.kinds), group.subject.id
    message = f"{subject}: {count(len(run.frames), 'frame')} after its slate, planned {planned}: {_span(run.frames)}"
    if len(takes) >= 2 * planned - max(1, planned // 4) and planned > 1:
        at = _boundary(run.frames, planned)
        message += "; a slate may have been forgotten, or could not be read"
        hint = (
            f"By count, colour and pause the next subject begins with {run.frames[at].name}: {_span(run.frames[:at])} "
            f"may be {subject}, {_span(run.frames[at:])} the next one. {BY_HAND}"
        )
        return _told("ingest.missed-slate", message, run, subject, hint)
    hint = f"Take what does not belong there off the card and ingest again, or: {BY_HAND}"
    return _told("ingest.count-over", message, run, subject, hint)


def _boundary(frames: Sequence[Frame], planned: int) -> int:
    """Where the second subject most probably begins: near the planned count, where the colour changes (Otsu 1979: the
    share of the variance that lies between two parts) and the pause was long.
    """
    likenesses = [frame.facts.likeness if frame.facts else None for frame in frames]
    texts = [(each.product or each.frame) if each else "" for each in likenesses]
    means = colours_of(cells_of(texts)).mean(axis=(1, 2))
    # Brightness changes with the light; what tells one cloth from another is its share of each primary.
    tints = means / np.maximum(means.sum(axis=1, keepdims=True), 1)
    whole = len(frames) * float(tints.var(axis=0).sum()) or 1.0
    pauses = [_pause(one, two) for one, two in pairwise(frames)]
    longest = max(pauses) or 1.0

    def weight(at: int) -> float:
        between = at * (len(frames) - at) / len(frames) * ((tints[:at].mean(0) - tints[at:].mean(0)) ** 2).sum()
        return float(between) / whole + pauses[at - 1] / longest

    near = max(1, planned // 4)
    return max(range(max(1, planned - near), min(len(frames) - 1, planned + near) + 1), key=weight)


def _pause(one: Frame, two: Frame) -> float:
    return max(0.0, (two.captured_at - one.captured_at).total_seconds()) if one.captured_at and two.captured_at else 0.0


def _told(code: str, message: str, run: Run, subject: str, hint: str) -> Finding:
    return finding(code, message, subject=subject, place=Place(run.frames[0].path), hint=hint)


def _span(frames: Sequence[Frame]) -> str:
    return frames[0].name if len(frames) == 1 else f"{frames[0].name} to {frames[-1].name}"


def _come(frames: Sequence[Frame]) -> str:
    return "comes" if len(frames) == 1 else "come"


def _wait(frames: Sequence[Frame]) -> str:
    return "waits" if len(frames) == 1 else "wait"


def _follow(frames: Sequence[Frame]) -> str:
    return "follows" if len(frames) == 1 else "follow"
