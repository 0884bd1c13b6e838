"""What can be wrong with a shop, and how is one complaint told?

Each code is declared once, in `findings.toml` beside this module: severity, one-line meaning, cure and how it is
measured. `listingkit rules`, the docs and the tests read that one table.
"""

from __future__ import annotations

import difflib
import shlex
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class Severity(StrEnum):
    """How bad: errors withhold a product from the export, warnings only with --strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: what a code means and what cures it. `retake` is for what another photo cures, and nothing
    else does as well.
    """

    code: str
    severity: Severity
    meaning: str
    cure: str
    measured: str = ""
    retake: bool = False

    @property
    def defect(self) -> str:
        """What is wrong, in two or three words: `light gone`."""
        return self.code.partition(".")[2].replace("-", " ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the seller's files; `row` counts from 1 as Excel does, `column` is the header or a letter."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row is not None else ""
        # A key of shop.toml is written as it stands there: [wording] title.
        column = f"column {self.column}" if self.column and self.column[0] != "[" else self.column
        return ", ".join(part for part in (self.file, self.sheet, row, column) if part)


NOWHERE = Place()
PAIR = " = "
"""Stands between the two files of a pair where a decision names both."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding about a photo rests on: `value` against `limit`, both in `unit`, and what its `siblings`, the same
    shot of the other looks, have in the median. `crop` is the part to look at: left, top, right, bottom as shares of
    the upright frame; `beside` is the path of another photo to compare it with, empty where none is, and `beside_crop`
    the part of that.
    """

    photo: str
    value: float
    limit: float
    unit: str
    siblings: float | None = None
    crop: tuple[float, float, float, float] | None = None
    beside: str = ""
    beside_crop: tuple[float, float, float, float] | None = None

    def as_json(self) -> dict[str, Any]:
        """The same keys; what is measured is not good to more than four decimals."""
        return {key: _rounded(value) for key, value in asdict(self).items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint. `spu` is the product it concerns, where it concerns one: errors withhold that product.

    `store` is the store whose own rule it is about, empty where the product is wrong in every store. `evidence` tells
    what was measured, where something was. `others` are further photos of which it holds, beside that of its place.
    """

    code: str
    severity: Severity
    message: str
    subject: str = ""
    place: Place = NOWHERE
    hint: str = ""
    spu: str = ""
    store: str = ""
    evidence: Evidence | None = None
    twin: str = ""
    others: tuple[str, ...] = ()

    @property
    def pair(self) -> str:
        """Both files of a finding about two, as a decision about just these two names them; empty for others."""
        return f"{self.place.file}{PAIR}{self.twin}" if self.twin else ""

    @property
    def handle(self) -> str:
        """What a decision about it alone names: both files of a pair, its photo, else what it is about."""
        if self.twin:
            return self.pair
        # One about many photos (subject `photos`) only shows the first of them.
        of_photo = self.place.file.startswith("photos/") and self.subject != "photos"
        return self.place.file if of_photo else self.subject or self.place.file or "*"

    @property
    def accepting(self) -> str:
        """The command that accepts it alone, in its shop folder; `…` stands for the reason."""
        handle = self.handle
        quoted = shlex.quote(handle) if set(handle) & set('"$`\\!') else f'"{handle}"'
        return f'listingkit check --accept {self.code} {quoted} --reason "…"'

    def with_evidence(self, evidence: Evidence) -> Finding:
        """The same, with what it rests on."""
        return replace(self, evidence=evidence)

    def with_twin(self, file: str) -> Finding:
        """The same, about this other file too."""
        return replace(self, twin=file)

    def with_others(self, files: Iterable[str]) -> Finding:
        """The same, of these photos too."""
        return replace(self, others=tuple(files))

    def as_json(self) -> dict[str, Any]:
        """The keys that other programs rely on (docs/json.md)."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "message": self.message,
            "hint": self.hint,
            "evidence": self.evidence.as_json() if self.evidence else None,
        }


@cache
def rules() -> dict[str, Rule]:
    """Every finding code with its meaning, in the order of the table."""
    text = resources.files("listingkit").joinpath("findings.toml").read_text(encoding="utf-8")
    return {
        f"{area}.{name}": Rule(
            code=f"{area}.{name}",
            severity=Severity(row["severity"]),
            meaning=row["meaning"],
            cure=row["cure"],
            measured=row.get("measured", ""),
            retake=row.get("retake", False),
        )
        for area, rows in tomllib.loads(text).items()
        for name, row in rows.items()
    }


def finding(
    code: str,
    message: str,
    *,
    subject: str = "",
    place: Place = NOWHERE,
    hint: str = "",
    spu: str = "",
    store: str = "",
    severity: Severity | None = None,
) -> Finding:
    """A finding whose severity and hint come from the table unless the caller knows better.

    Raises KeyError for a code that the table does not declare.
    """
    rule = rules()[code]
    return Finding(code, severity or rule.severity, message, subject, place, hint or rule.cure, spu, store)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the seller has looked at and accepted, with a reason.

    `subject` is the finding's subject or file, or both files of a pair in either order: `a.jpg = b.jpg`, so that a
    further copy of either is still told; `*` means every subject.
    """

    code: str
    subject: str
    reason: str

    def covers(self, found: Finding) -> bool:
        """Whether this decision is about that finding."""
        names = {found.subject.casefold(), found.place.file.casefold()}
        if found.twin:
            names |= {found.pair.casefold(), f"{found.twin}{PAIR}{found.place.file}".casefold()}
        return matches(found.code, [self.code]) and (self.subject == "*" or self.subject.casefold() in names)


def matches(code: str, selectors: Iterable[str]) -> bool:
    """Whether `code` is one of the codes, or lies below one of the prefixes, in `selectors`."""
    return any(code == chosen or code.startswith(chosen.rstrip(".") + ".") for chosen in selectors)


def unknown_selectors(selectors: Iterable[str]) -> dict[str, str]:
    """Those of `selectors` that no code matches, each with its near miss or an empty text."""
    known = [*rules(), *dict.fromkeys(code.split(".")[0] for code in rules())]
    return {
        chosen: next(iter(difflib.get_close_matches(chosen.casefold().rstrip("."), known, n=1)), "")
        for chosen in selectors
        if not any(matches(code, [chosen]) for code in rules())
    }


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings that remain, and those of the asked for that the seller has accepted."""

    shown: tuple[Finding, ...]
    hidden: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> int:
        """How many are accepted."""
        return len(self.hidden)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings the user wants to see, and with which severity."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()

    def __call__(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that remain, in their order."""
        yield from self.sift(found).shown

    def sift(self, found: Iterable[Finding]) -> Sifted:
        """The findings that remain, in their order, and those that are left out for being accepted alone."""
        shown: list[Finding] = []
        hidden: list[Finding] = []
        for each in found:
            if self._wants(each.code):
                is_accepted = any(one.covers(each) for one in self.accepted)
                (hidden if is_accepted else shown).append(self._weighed(each))
        return Sifted(tuple(shown), tuple(hidden))

    def _wants(self, code: str) -> bool:
        return (not self.select or matches(code, self.select)) and not matches(code, self.ignore)

    def _weighed(self, each: Finding) -> Finding:
        # The longest selector says most exactly what is meant.
        fitting = [(len(chosen), severity) for chosen, severity in self.severity if matches(each.code, [chosen])]
        return replace(each, severity=max(fitting)[1]) if fitting else each


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them is an error."""
    return any(each.severity is Severity.ERROR for each in findings)


def withheld_products(findings: Iterable[Finding], store: str) -> frozenset[str]:
    """Products that are left out of a store's export: with an error in every store, or in that one."""
    return frozenset(
        each.spu for each in findings if each.spu and each.severity is Severity.ERROR and each.store in {"", store}
    )
