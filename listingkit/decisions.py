"""Which findings has the seller looked at and accepted? shop.toml and accepted.csv say so, with the reason."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, replace
from pathlib import Path

from listingkit.errors import BadInputError, UsageError
from listingkit.findings import PAIR, Acceptance, Finding, unknown_selectors
from listingkit.kept_table import KeptTable, read_kept
from listingkit.settings_check import CheckTable
from listingkit.shop import Shop

HEADER = ("code", "subject", "reason")
NAMED = 8


def check_codes(settings: CheckTable, asked: Iterable[str]) -> None:
    """Raises UsageError where flags, BadInputError where `[check]` names a finding code that does not exist."""
    if unknown := unknown_selectors(asked):
        raise UsageError(*_no_such_code(unknown))
    named = [*settings.ignore, *settings.severity, *(each.code for each in settings.accept)]
    if unknown := unknown_selectors(named):
        message, hint = _no_such_code(unknown)
        raise BadInputError(f"shop.toml: [check] {message}", hint)


def load_acceptances(shop: Shop) -> tuple[Acceptance, ...]:
    """Every decision of the shop. Raises BadInputError where accepted.csv cannot be read or names an unknown code."""
    settings = (Acceptance(each.code, each.subject, each.reason) for each in shop.settings.check.accept)
    decided = _decisions(read_kept(_file(shop), HEADER))
    if unknown := unknown_selectors(each.code for each in decided):
        message, hint = _no_such_code(unknown)
        raise BadInputError(f"accepted.csv: {message}", hint)
    return (*settings, *decided)


def accept(shop: Shop, decision: Acceptance) -> Path:
    """Adds one decision to accepted.csv, keeps what else is in it, and returns the file.

    Raises UsageError for a missing reason, BadOutputError where it cannot be written.
    """
    if not decision.reason.strip():
        raise UsageError("an accepted finding needs its reason", 'Add --reason "…", for whoever reads it next year.')
    file = _file(shop)
    book = read_kept(file, HEADER)
    if decision not in _decisions(book):
        row = book.with_cells((), dict(zip(HEADER, astuple(decision), strict=True)))
        book.write(file, [*(each.cells for each in book.rows), row])
    return file


def meant(asked: Acceptance, found: Sequence[Finding]) -> Acceptance | None:
    """The decision with its subject as accepted.csv names it; None where it is about none of `found`.

    A photo may be named without its folders, or seen from elsewhere; a pair in either order, or by one of the two.
    Raises UsageError where such a name fits several photos.
    """
    if any(asked.covers(each) for each in found):
        return asked
    fitting = dict.fromkeys(name for each in found if (name := _name_in(each, asked.subject)))
    if len(fitting) > 1:
        names = ", ".join(f'"{name}"' for name in list(fitting)[:NAMED])
        raise UsageError(f"{asked.subject} may be any of {len(fitting):,} findings", f"Name one of: {names}.")
    return replace(asked, subject=next(iter(fitting))) if fitting else None


def _name_in(found: Finding, subject: str) -> str:
    """What accepted.csv calls the finding, where `subject` is another way to say it; else empty."""
    one, _, two = (part.strip().replace("\\", "/").casefold() for part in subject.partition(PAIR.strip()))
    if two:
        both = (one, two), (two, one)
        return found.pair if any(_is(found.place.file, a) and _is(found.twin, b) for a, b in both) else ""
    if _is(found.place.file, one):
        return found.place.file
    return found.pair if _is(found.twin, one) else ""


def _is(path: str, name: str) -> bool:
    """Whether `name`, in lower case, may mean that path: its last parts, or the path with folders above the shop."""
    whole = f"/{path.casefold()}"
    return bool(path and name) and (whole.endswith(f"/{name.removeprefix('./')}") or f"/{name}".endswith(whole))


def earlier_decision(shop: Shop, found: Finding) -> str:
    """Which decision has accepted it, in words."""
    known = next(each for each in load_acceptances(shop) if each.covers(found))
    in_settings = any((each.code, each.subject) == (known.code, known.subject) for each in shop.settings.check.accept)
    place = "[[check.accept]] in shop.toml" if in_settings else "accepted.csv"
    return f"{known.code} about {known.subject}, in {place}, with the reason: {known.reason}"


def nothing_to_accept(asked: Acceptance, found: Sequence[Finding]) -> UsageError:
    """That none of `found` is meant, with what could be."""
    handles = list(dict.fromkeys(each.handle for each in found))
    near = difflib.get_close_matches(asked.subject, handles, n=1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    named = ", ".join(f'"{each}"' for each in handles[:NAMED])
    more = f" and {len(handles) - NAMED:,} more" if len(handles) > NAMED else ""
    hint += f"There are some about: {named}{more}." if handles else "The shop has no finding of that code now."
    return UsageError(f"there is no finding {asked.code} about {asked.subject}", hint)


def _decisions(book: KeptTable) -> list[Acceptance]:
    told = ([book.cell(row, name) for name in HEADER] for row in book.rows)
    return [Acceptance(code, subject or "*", reason) for code, subject, reason in told if code]


def _file(shop: Shop) -> Path:
    return shop.root / "accepted.csv"


def _no_such_code(unknown: Mapping[str, str]) -> tuple[str, str]:
    meant = ", ".join(f"{near} for {chosen}" for chosen, near in unknown.items() if near)
    hint = f"Did you mean {meant}? " if meant else ""
    return f"no finding code is called {', '.join(unknown)}", f"{hint}`listingkit rules` lists them all."
