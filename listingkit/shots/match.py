"""Which photo is which shot? By file name alone: <subject>_<shot>[_<take>].<ext>, and never by guessing."""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product

from listingkit.files import FoundFile, slug
from listingkit.findings import Finding, Place, finding
from listingkit.shots.model import Coverage, Group, ShotKey, ShotList, Subject, Take

TAKE = re.compile(r"\d{1,6}")


def match(shotlist: ShotList, files: Iterable[FoundFile]) -> Coverage:
    """Shots against photo files. A file that fits no shot, or two, is a `shots.unexpected` finding."""
    index = _Index(shotlist.all_groups())
    takes: dict[ShotKey, list[Take]] = {}
    findings: list[Finding] = []
    for file in files:
        reading = index.read(file.path)
        if isinstance(reading, Finding):
            findings.append(reading)
            continue
        key, number = reading
        takes.setdefault(key, []).append(Take(file.path, number, file.mtime_ns))
    newest_first = {
        key: tuple(sorted(several, key=lambda take: take.age, reverse=True)) for key, several in takes.items()
    }
    return Coverage(shotlist, newest_first, tuple(findings))


class _Index:
    """Every way to write a subject, case-folded, to the subjects that it can mean."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups: dict[str, Group] = {}
        self._readings: dict[str, list[str]] = {}
        for group in groups:
            self._groups[group.subject.id] = group
            for spelling in _spellings(group.subject):
                known = self._readings.setdefault(spelling, [])
                if group.subject.id not in known:
                    known.append(group.subject.id)

    def read(self, path: str) -> tuple[ShotKey, int] | Finding:
        """The shot and take that a file name means, or the finding that says why it means none."""
        stem = posixpath.splitext(posixpath.basename(path))[0]
        readings = list(self._readings_of(stem))
        match readings:
            case [(subject, shot, number)]:
                return (subject, shot), number
            case []:
                return self._unexpected(path, stem)
            case _:
                both = " or ".join(f"{subject}_{shot}" for subject, shot, _ in readings)
                return finding(
                    "shots.unexpected",
                    f"{path} can be read as {both}",
                    subject=stem,
                    place=Place(path),
                    hint="Name it by codes, as the column `file` of the shot list does.",
                )

    def _readings_of(self, stem: str) -> Iterator[tuple[str, str, int]]:
        parts = [part.strip() for part in _fold(stem).split("_")]
        ends = [(parts[:-1], 0)]
        if len(parts) > 2 and TAKE.fullmatch(parts[-1]):
            ends = [(parts[:-2], int(parts[-1]))]
        for head, number in ends:
            shot = parts[len(head)]
            for subject in self._readings.get(_spelling("-".join(head)), []):
                if any(kind.name == shot for kind in self._groups[subject].kinds):
                    yield subject, shot, number

    def _unexpected(self, path: str, stem: str) -> Finding:
        head, _, tail = stem.rpartition("_")
        if head and TAKE.fullmatch(tail) and "_" in head:
            head, _, tail = head.rpartition("_")
        spelling = _spelling(_fold(head))
        subjects = self._readings.get(spelling, [])
        if not head:
            message, hint = f"{path} has no `_<shot>` in its name", ""
        elif subjects:
            names = [kind.name for kind in self._groups[subjects[0]].kinds]
            close = difflib.get_close_matches(tail.casefold(), names, n=1)
            message = f"{path}: {subjects[0]} has no shot named `{tail}`"
            hint = f"Did you mean `{close[0]}`? " if close else ""
            hint += f"Its shots are: {', '.join(names)}."
        else:
            near = self._near(spelling)
            message = f"{path}: no subject of the shot list is called `{head}`"
            hint = f"Did you mean `{near}`?" if near else ""
        return finding("shots.unexpected", message, subject=stem, place=Place(path), hint=hint)

    def _near(self, spelling: str) -> str:
        # Only among subjects of the same model: comparing with 100,000 looks would cost more than it tells.
        model = spelling.split("-", maxsplit=1)[0]
        rivals = [known for known in self._same_model.get(model, []) if known != spelling]
        close = difflib.get_close_matches(spelling, rivals, n=1)
        return self._readings[close[0]][0] if close else ""

    @cached_property
    def _same_model(self) -> dict[str, list[str]]:
        models: dict[str, list[str]] = {}
        for spelling in self._readings:
            models.setdefault(spelling.split("-", maxsplit=1)[0], []).append(spelling)
        return models


def _fold(text: str) -> str:
    """Without case and accents, as `slug` has labels: macOS stores é as e and an accent, others as one character."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _spelling(folded: str) -> str:
    # A space or underscore inside the subject is how people write the hyphen.
    return re.sub(r"[\s_-]+", "-", folded)


def _spellings(subject: Subject) -> Iterator[str]:
    """The subject by the codes of its values and by their labels as slugs, in every mixture."""
    yield subject.id.casefold()
    if subject.choices:
        # A label without a Latin letter has no slug: left out of the name, it would make the look its product.
        ways = [dict.fromkeys(filter(None, [value.code.casefold(), slug(value.label)])) for _, value in subject.choices]
        for words in product(*ways):
            yield "-".join([subject.spu.casefold(), *words])
