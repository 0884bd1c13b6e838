"""Which stores are meant, and are their profiles sound?

A profile is data: a .toml file of this package, or one of the seller's own with the same keys (`stores.model`).
Every problem of a file is told at once, each with its place.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from listingkit.complaints import explain
from listingkit.errors import BadInputError, UsageError
from listingkit.stores.extend import Raw, extended
from listingkit.stores.model import StoreProfile
from listingkit.stores.soundness import problems_of
from listingkit.words import count

PROFILES = resources.files("listingkit.stores")


@cache
def builtin_names() -> tuple[str, ...]:
    """The stores that listingkit brings along, by name."""
    files = (file.name for file in PROFILES.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def load_stores(names: Sequence[str], *, relative_to: Path) -> tuple[StoreProfile, ...]:
    """The profiles of `names`, each once: built-in names, or paths of .toml files as seen from `relative_to`.

    Raises UsageError for a store that there is not, BadInputError for a profile with problems.
    """
    profiles: dict[str, StoreProfile] = {}
    sources: dict[str, str] = {}
    for name in dict.fromkeys(names):
        profile = _builtin(name) if name in builtin_names() else _own(name, relative_to)
        if name not in builtin_names() and profile.name in builtin_names():
            raise BadInputError(
                f"{name}: `name` is `{profile.name}`, which is a built-in store",
                "Give your profile a `name` of its own: images and listings lie in folders of that name.",
            )
        if profile.name in profiles:
            raise BadInputError(
                f"{name} and {sources[profile.name]} are both the store `{profile.name}`",
                "Give one of the two profiles another `name`: images and listings lie in folders of that name.",
            )
        profiles[profile.name], sources[profile.name] = profile, name
    return tuple(profiles.values())


def parse_profile(text: str, where: str, folder: Path = Path()) -> StoreProfile:
    """The profile in TOML `text`, with what it extends, seen from `folder`.

    Raises BadInputError that lists every problem of `where`, UsageError for a base that there is not.
    """
    return _validated(_whole(_toml(text, where), where, folder, ()), where)


def _validated(data: Raw, where: str) -> StoreProfile:
    try:
        profile = StoreProfile.model_validate(data)
    except ValidationError as wrong:
        raise _bad(
            where, tuple(explain(error, _place(error["loc"]), StoreProfile) for error in wrong.errors())
        ) from None
    if problems := tuple(problems_of(profile)):
        raise _bad(where, problems)
    return profile


def _toml(text: str, where: str) -> Raw:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise BadInputError(
            f"{where}: not valid TOML: {wrong}", "Text needs quotes, lists need [ ] and commas."
        ) from None


def _whole(data: Raw, where: str, folder: Path, seen: tuple[str, ...]) -> Raw:
    """The data with those of its bases below it. `seen` are the profiles that led here."""
    base = data.get("extends")
    if base is None:
        return data
    if not isinstance(base, str) or not base:
        raise _bad(where, (f"extends: should be a built-in store or a path (found {base!r})",))
    merged, problems = extended(_base(base, where, folder, seen), data)
    if "name" not in data:
        problems = ("name: is required; with the name of its base the two would share folders", *problems)
    if problems:
        raise _bad(where, problems)
    return merged


def _base(name: str, where: str, folder: Path, seen: tuple[str, ...]) -> Raw:
    """The data of the profile that `where` extends, with what that extends itself. It is sound."""
    if name in builtin_names():
        return _builtin_data(name)
    path = _existing(name, folder, f"{where} extends `{name}`, and ")
    source = str(path.resolve())
    if source in seen:
        raise _bad(where, (f"extends: goes in a circle: {' → '.join([*seen, source])}",))
    below = _whole(_toml(_read(path), source), source, path.parent, (*seen, source))
    _validated(below, source)
    return below


@cache
def _builtin_data(name: str) -> Raw:
    """The data of a built-in profile, which nobody changes."""
    where = f"{name}.toml"
    return _whole(_toml(PROFILES.joinpath(where).read_text(encoding="utf-8"), where), where, Path(), (where,))


@cache
def _builtin(name: str) -> StoreProfile:
    return _validated(_builtin_data(name), f"{name}.toml")


def _own(name: str, relative_to: Path) -> StoreProfile:
    path = _existing(name, relative_to, "")
    return _validated(_whole(_toml(_read(path), str(path)), str(path), path.parent, (str(path.resolve()),)), str(path))


def _existing(name: str, relative_to: Path, who: str) -> Path:
    """The path of a profile. Raises UsageError where it is none."""
    if not name.lower().endswith(".toml"):
        near = difflib.get_close_matches(name.lower(), builtin_names(), n=1, cutoff=0.5)
        meant = f"Did you mean `{near[0]}`? " if near else ""
        raise UsageError(
            f"{who}there is no store `{name}`",
            f"{meant}Stores are {', '.join(builtin_names())}, or a path to your own .toml profile.",
        )
    path = relative_to / name
    if not path.exists():
        raise UsageError(
            f"{who}there is no store profile {path}", f"Paths are seen from {relative_to}; built in: {_list()}."
        )
    return path


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInputError(f"{path}: byte {wrong.start} is not UTF-8", "Save the profile as UTF-8 text.") from None
    except OSError as wrong:
        raise BadInputError(f"{path} cannot be read: {wrong.strerror}", "Check the file and its permissions.") from None


def _list() -> str:
    return ", ".join(builtin_names())


def _bad(where: str, problems: tuple[str, ...]) -> BadInputError:
    hint = "Correct these keys; docs/store-profiles.md explains each."
    return BadInputError(f"{where}: {count(len(problems), 'problem')}", hint, problems)


def _place(loc: tuple[str | int, ...]) -> str:
    return " ".join(f"#{part + 1}" if isinstance(part, int) else str(part) for part in loc)
