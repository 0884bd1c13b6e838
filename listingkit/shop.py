"""Where is everything in a shop folder, and what does its shop.toml say?"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from listingkit.errors import BadInputError
from listingkit.settings import Settings


@dataclass(frozen=True, slots=True)
class Shop:
    """One seller's folder with its settings. Paths are absolute; nothing is created by looking."""

    root: Path
    settings: Settings

    @property
    def photos(self) -> Path:
        """Originals: only ever read."""
        return self.root / "photos"

    @property
    def out(self) -> Path:
        """Everything that listingkit makes."""
        return self.root / "out"

    @property
    def images(self) -> Path:
        """Renditions: images/<store>/<spu>/…"""
        return self.out / "images"

    @property
    def listings(self) -> Path:
        """Store files only."""
        return self.out / "listings"

    @property
    def cache(self) -> Path:
        """Ledger and masters: safe to delete, costs only time."""
        return self.root / ".listingkit"

    def relative(self, path: Path) -> str:
        """How messages and JSON name a file: from the shop folder, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def open_shop(folder: Path) -> Shop:
    """Reads `folder`/shop.toml.

    Raises BadInputError with every problem of the file when it cannot be used.
    """
    root = folder.resolve()
    file = root / "shop.toml"
    if not root.is_dir():
        raise BadInputError(f"{folder} is not a folder", "Name a shop folder, or start one with `listingkit new DIR`.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInputError(
            f"{folder} is not a shop: it has no shop.toml",
            "Start one with `listingkit new DIR`, or name another folder.",
        ) from None
    except UnicodeDecodeError as wrong:
        raise BadInputError(f"{file}: byte {wrong.start} is not UTF-8", "Save shop.toml as UTF-8 text.") from None
    except OSError as wrong:
        raise BadInputError(f"{file} cannot be read: {wrong.strerror}", "Check the file and its permissions.") from None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise BadInputError(
            f"{file}: not valid TOML: {wrong}", "Text needs quotes, lists need [ ] and commas."
        ) from None
    return Shop(root, parse_settings(data, str(file)))


def parse_settings(data: dict[str, Any], where: str) -> Settings:
    """Validated settings. Raises BadInputError that lists every problem, with near misses for unknown keys."""
    try:
        return Settings.model_validate(data)
    except ValidationError as wrong:
        problems = tuple(_explain(error) for error in wrong.errors())
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise BadInputError(
            f"{where}: {count}", "Correct these keys; docs/shop-toml.md explains each.", problems
        ) from None


def _explain(error: Any) -> str:
    place = _place(error["loc"])
    match error["type"]:
        case "extra_forbidden":
            near = _near_miss(error["loc"])
            return f"{place}: unknown key" + (f"; did you mean `{near}`?" if near else "")
        case "missing":
            return f"{place}: is required"
        case "value_error":
            return f"{place}: {error['ctx']['error']}"
        case _:
            return f"{place}: {error['msg'][:1].lower()}{error['msg'][1:]} (found {error['input']!r})"


def _place(loc: tuple[str | int, ...]) -> str:
    names = [f"#{part + 1}" if isinstance(part, int) else str(part) for part in loc if part != "[key]"]
    if len(names) == 1:
        return f"[{names[0]}]"
    return f"[{names[0]}] {' '.join(names[1:])}"


def _near_miss(loc: tuple[str | int, ...]) -> str | None:
    table: type[BaseModel] | None = Settings
    for part in loc[:-1]:
        if isinstance(part, int) or table is None:
            continue
        table = _table_of(table.model_fields[part].annotation) if part in table.model_fields else table
    known = list(table.model_fields) if table else []
    close = difflib.get_close_matches(str(loc[-1]), known, n=1, cutoff=0.5)
    return close[0] if close else None


def _table_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _table_of(part))), None)
